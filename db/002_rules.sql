-- The law and the municipality's decisions as dated data, with their sources; the catalogue of measures; the courts. All of it
-- can be changed by a new row with a later from_day. Days before the first rule of a legal number follow that first rule.
-- Where the sources give no first day, the register takes 2007-06-01, the day law 9669/2006 came into force.

INSERT INTO legal_rule (id, name, value, source, from_day, until_day) VALUES
    (1, 'police_to_court_hours', 48, 'ligji 9669/2006, ndryshuar me ligjin 47/2018', '2018-07-23', NULL),
    (2, 'umm_decision_hours', 48, 'ligji 9669/2006, i ndryshuar', '2007-06-01', NULL),
    (3, 'umm_minor_hours', 24, 'ligji 9669/2006, i ndryshuar (të mitur)', '2007-06-01', NULL),
    (4, 'hearing_days', 20, 'ligji 9669/2006, ndryshuar me ligjin 10329/2010', '2010-09-30', NULL),
    (5, 'um_decision_days', 15, 'ligji 9669/2006, i ndryshuar', '2007-06-01', NULL),
    (6, 'copies_hours', 24, 'ligji 9669/2006, i ndryshuar', '2007-06-01', NULL),
    (7, 'appeal_days', 15, 'ligji 9669/2006, i ndryshuar', '2007-06-01', NULL),
    (8, 'um_months', 12, 'ligji 9669/2006, i ndryshuar', '2007-06-01', NULL),
    (9, 'extension_days', 15, 'ligji 9669/2006, i ndryshuar', '2007-06-01', NULL),
    (10, 'reminder_days', 45, 'rregull i regjistrit: kujtesa e parë para mbarimit', '2007-06-01', NULL),
    (11, 'reminder_again_days', 30, 'rregull i regjistrit: kujtesa e dytë para mbarimit', '2007-06-01', NULL),
    (12, 'card_open_days', 30, 'rregull i regjistrit: karta për urdhër pa afat', '2007-06-01', NULL),
    (13, 'card_months', 12, 'rregull i regjistrit: afati më i gjatë i kartës', '2007-06-01', NULL),
    (14, 'application_day', 10, 'VKM 597/2019 dhe aktet para tij', '2007-06-01', NULL);

-- The monthly payment, in new lekë by month; then what the municipal council grants. documents: the ordinary fee that is
-- waived for each certificate.
INSERT INTO benefit_rule (id, service, source, umpmm, umm, um, needs_final, for_protected, for_dependants, needs_application,
                          not_in_institution, needs_enrolment, amount, from_day, until_day) VALUES
    (1, 'payment', 'aktet para VKM 597/2019', 0, 1, 1, 0, 1, 0, 1, 1, 0, 3000, '2007-06-01', '2019-09-30'),
    (2, 'payment', 'VKM 597/2019', 0, 1, 1, 0, 1, 0, 1, 1, 0, 3000, '2019-10-01', '2020-12-31'),
    (3, 'payment', 'VKM 597/2019, i ndryshuar', 0, 1, 1, 0, 1, 0, 1, 1, 0, 6000, '2021-01-01', '2021-06-30'),
    (4, 'payment', 'VKM 597/2019, i ndryshuar', 0, 1, 1, 0, 1, 0, 1, 1, 0, 3000, '2021-07-01', '2021-12-31'),
    (5, 'payment', 'VKM 597/2019, i ndryshuar', 0, 1, 1, 0, 1, 0, 1, 1, 0, 9000, '2022-01-01', NULL),
    (6, 'transport', 'VKB 41/2019', 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, '2019-01-01', NULL),
    (7, 'documents', 'VKB 41/2019', 1, 1, 1, 0, 1, 1, 0, 0, 0, 200, '2019-01-01', NULL),
    (8, 'kindergarten', 'VKB 41/2019', 1, 1, 1, 0, 1, 1, 0, 0, 1, 0, '2019-01-01', NULL);

-- Law 9669/2006, article 10. The codes are the register's own, in the order of the list; the court's wording stands in the
-- order itself.
INSERT INTO measure (code, text, text_en) VALUES
    ('a', 'Ndalimi i çdo akti dhune ose kanosjeje për dhunë', 'No act or threat of violence'),
    ('b', 'Ndalimi i cenimit, ngacmimit, kontaktit ose komunikimit, drejtpërdrejt a tërthorazi', 'No harassment, contact or communication, direct or indirect'),
    ('c', 'Largimi i menjëhershëm nga banesa', 'Immediate removal from the home'),
    ('d', 'Ndalimi i afrimit përtej distancës së caktuar', 'No approach within the distance set'),
    ('e', 'Ndalimi i afrimit pranë banesës, vendit të punës ose shkollës', 'Keep away from the home, the workplace or the school'),
    ('f', 'Vendosja e personit të mbrojtur dhe e fëmijëve në strehim të përkohshëm', 'Temporary shelter for the protected person and the children'),
    ('g', 'Kufizimi ose rregullimi i takimeve me fëmijët', 'Limits on contact with the children'),
    ('h', 'Ndalimi i hyrjes ose i qëndrimit në banesë a në një pjesë të saj', 'No entry to or stay in the home or a part of it'),
    ('i', 'Shoqërimi për marrjen e sendeve vetjake', 'Escort to collect personal belongings'),
    ('j', 'Dorëzimi i armëve', 'Surrender of weapons'),
    ('k', 'Lënia e banesës në posedim të personit të mbrojtur', 'Possession of the home by the protected person'),
    ('l', 'Pagimi i qirasë dhe i detyrimit për ushqim', 'Payment of rent and maintenance'),
    ('m', 'Rregullimi i përkohshëm i regjimit pasuror', 'Temporary order of the property regime'),
    ('n', 'Kujdestaria e përkohshme e fëmijëve', 'Temporary custody of the children'),
    ('o', 'Ndërhyrja e shërbimeve sociale', 'Intervention by the social services'),
    ('p', 'Pagesë periodike për personat që jetojnë së bashku', 'Periodic payment to those who live together'),
    ('q', 'Pjesëmarrja e personit të mbrojtur në programe mbështetjeje dhe rehabilitimi', 'Support and rehabilitation programme for the protected person'),
    ('r', 'Pjesëmarrja e të paditurit në programe rehabilitimi', 'Rehabilitation programme for the respondent');

-- Court names changed on 2023-05-01; older orders keep the old names.
INSERT INTO court (id, name, valid_from, valid_until, successor) VALUES
    (1, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Berat', '2023-05-01', NULL, NULL),
    (2, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Dibër', '2023-05-01', NULL, NULL),
    (3, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Durrës', '2023-05-01', NULL, NULL),
    (4, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Elbasan', '2023-05-01', NULL, NULL),
    (5, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Fier', '2023-05-01', NULL, NULL),
    (6, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër', '2023-05-01', NULL, NULL),
    (7, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Korçë', '2023-05-01', NULL, NULL),
    (8, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Kukës', '2023-05-01', NULL, NULL),
    (9, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Lezhë', '2023-05-01', NULL, NULL),
    (10, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Sarandë', '2023-05-01', NULL, NULL),
    (11, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Shkodër', '2023-05-01', NULL, NULL),
    (12, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Tiranë', '2023-05-01', NULL, NULL),
    (13, 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Vlorë', '2023-05-01', NULL, NULL),
    (14, 'Gjykata e Rrethit Gjyqësor Gjirokastër', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër'),
    (15, 'Gjykata e Rrethit Gjyqësor Shkodër', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Shkodër'),
    (16, 'Gjykata e Rrethit Gjyqësor Berat', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Berat'),
    (17, 'Gjykata e Rrethit Gjyqësor Elbasan', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Elbasan'),
    (18, 'Gjykata e Rrethit Gjyqësor Tropojë', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Kukës'),
    (19, 'Gjykata e Rrethit Gjyqësor Mat', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Dibër'),
    (20, 'Gjykata e Rrethit Gjyqësor Kurbin', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Lezhë'),
    (21, 'Gjykata e Rrethit Gjyqësor Pukë', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Shkodër'),
    (22, 'Gjykata e Rrethit Gjyqësor Krujë', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Tiranë'),
    (23, 'Gjykata e Rrethit Gjyqësor Kavajë', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Durrës'),
    (24, 'Gjykata e Rrethit Gjyqësor Lushnjë', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Fier'),
    (25, 'Gjykata e Rrethit Gjyqësor Përmet', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër'),
    (26, 'Gjykata e Rrethit Gjyqësor Pogradec', NULL, '2023-04-30', 'Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Korçë');

INSERT INTO sequence (name, next) VALUES ('legal_rule', 15), ('benefit_rule', 9), ('court', 27);
