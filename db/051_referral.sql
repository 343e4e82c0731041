-- Case work: consents and referrals. By when an answer is expected is a rule of the register, until an instruction says it.
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'referral_urgent_days', 1, 'rregull i regjistrit: përgjigjja e një referimi urgjent', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 1, 'referral_soon_days', 7, 'rregull i regjistrit: përgjigjja e një referimi brenda javës', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 2, 'referral_usual_days', 30, 'rregull i regjistrit: përgjigjja e një referimi të zakonshëm', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 3 WHERE name = 'legal_rule';

INSERT INTO case_word (id, list, code, text, text_en, rank, from_day) VALUES
 (151, 'consent_how', 'paper', 'me shkrim, e nënshkruar', 'on paper, signed', 1, '2014-01-01'),
 (152, 'consent_how', 'spoken', 'me gojë, para dikujt', 'spoken, before somebody', 2, '2014-01-01'),
 (161, 'referral_service', 'health', 'shëndetësor', 'health', 1, '2014-01-01'),
 (162, 'referral_service', 'psychological', 'psikologjik', 'psychological', 2, '2014-01-01'),
 (163, 'referral_service', 'legal', 'ndihmë juridike', 'legal aid', 3, '2014-01-01'),
 (164, 'referral_service', 'shelter', 'strehim', 'shelter', 4, '2014-01-01'),
 (165, 'referral_service', 'police', 'policor', 'police', 5, '2014-01-01'),
 (166, 'referral_service', 'economic', 'ndihmë ekonomike', 'economic aid', 6, '2014-01-01'),
 (167, 'referral_service', 'work', 'punësim ose formim profesional', 'work or vocational training', 7, '2014-01-01'),
 (168, 'referral_service', 'housing', 'banesë', 'housing', 8, '2014-01-01'),
 (169, 'referral_service', 'children', 'për fëmijët', 'for the children', 9, '2014-01-01'),
 (170, 'referral_service', 'documents', 'dokumente', 'documents', 10, '2014-01-01'),
 (171, 'referral_service', 'other', 'tjetër', 'other', 11, '2014-01-01'),
 (181, 'urgency', 'urgent', 'urgjent', 'urgent', 1, '2014-01-01'),
 (182, 'urgency', 'soon', 'brenda javës', 'within a week', 2, '2014-01-01'),
 (183, 'urgency', 'usual', 'i zakonshëm', 'usual', 3, '2014-01-01'),
 (191, 'sent_how', 'letter', 'me shkresë', 'by letter', 1, '2014-01-01'),
 (192, 'sent_how', 'email', 'me postë elektronike', 'by e-mail', 2, '2014-01-01'),
 (193, 'sent_how', 'telephone', 'me telefon', 'by telephone', 3, '2014-01-01'),
 (194, 'sent_how', 'together', 'u shoqërua deri atje', 'she was accompanied there', 4, '2014-01-01'),
 (201, 'referral_ground', 'police', 'detyrimi për të njoftuar policinë', 'the duty to tell the police', 1, '2014-01-01'),
 (202, 'referral_ground', 'child', 'një fëmijë në rrezik', 'a child in danger', 2, '2014-01-01'),
 (211, 'referral_answer', 'accepted', 'u pranua', 'accepted', 1, '2014-01-01'),
 (212, 'referral_answer', 'waiting', 'në listë pritjeje', 'on a waiting list', 2, '2014-01-01'),
 (213, 'referral_answer', 'seen', 'u takua për herë të parë', 'first seen', 3, '2014-01-01'),
 (214, 'referral_answer', 'ended', 'shërbimi përfundoi', 'the service ended', 4, '2014-01-01'),
 (215, 'referral_answer', 'refused', 'u refuzua', 'refused', 5, '2014-01-01'),
 (216, 'referral_answer', 'declined', 'nuk e deshi vetë', 'declined by her', 6, '2014-01-01');
