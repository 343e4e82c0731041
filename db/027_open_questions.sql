-- Numbers behind questions that stay open until somebody answers them, and behind rights that wait for the court with her.
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'pending_days', 0, 'rregull i bashkisë: përjashtimet derisa gjykata vendos për zgjatjen', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
-- The text of 2010 let an immediate order be appealed against; that of 2018 does not.
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 1, 'umm_appeal_days', 5, 'ligji 9669/2006, ndryshuar me ligjin 10329/2010', '2010-09-30', '2018-07-22'
    FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 2, 'umm_appeal_days', 0, 'ligji 9669/2006, ndryshuar me ligjin 47/2018', '2018-07-23', NULL
    FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 3, 'appeal_review_days', 30, 'rregull i regjistrit: kur pyetet si mbaroi një ankim', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 4, 'history_days', 90, 'rregull i regjistrit: urdhrat e mbaruar kaq ditë para regjistrimit janë histori', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 5 WHERE name = 'legal_rule';
