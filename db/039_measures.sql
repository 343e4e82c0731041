-- Measures by what they mean. The codes of before were the letters a to r in the order of article 10 of law 9669/2006; the law's own
-- letters are those of the Albanian alphabet (a b c ç d dh e ë f g gj h i j k l ll m), so that from the fourth on the same letter
-- meant two measures. Which letter the law gives a measure, and which kinds of orders may carry it, are dated rows of their own.

ALTER TABLE measure ADD COLUMN place INTEGER NOT NULL DEFAULT 0;      -- in the order of the article; police orders' own stand last
ALTER TABLE measure ADD COLUMN former TEXT;                           -- the letter that was its code until now

INSERT INTO measure (code, text, text_en, place, former) VALUES
    ('no_violence', 'Ndalimi i çdo akti dhune ose kanosjeje për dhunë', 'No act or threat of violence', 1, 'a'),
    ('no_contact', 'Ndalimi i cenimit, ngacmimit, kontaktit ose komunikimit, drejtpërdrejt a tërthorazi', 'No harassment, contact or communication, direct or indirect', 2, 'b'),
    ('removal', 'Largimi i menjëhershëm nga banesa për një afat të caktuar, pa u kthyer pa lejen e gjykatës', 'Removal from the home for a set time, no return without the court', 3, 'c'),
    ('distance', 'Ndalimi i afrimit përtej distancës së caktuar', 'No approach within the distance set', 4, 'd'),
    ('keep_away', 'Ndalimi i afrimit pranë banesës, vendit të punës, familjes së origjinës, shkollës së fëmijëve ose vendeve ku ajo shkon', 'Keep away from the home, workplace, family of origin, children''s school or places she frequents', 5, 'e'),
    ('shelter', 'Vendosja e personit të mbrojtur dhe e fëmijëve në strehim të përkohshëm', 'Temporary shelter for the protected person and the children', 6, 'f'),
    ('child_contact', 'Kufizimi ose ndalimi i takimeve me fëmijët', 'Limits or a ban on meeting the children', 7, 'g'),
    ('no_entry', 'Ndalimi i hyrjes ose i qëndrimit në banesë a në një pjesë të saj, kujtdo që i përket', 'No entry to or stay in the home or a part of it, whoever owns it', 8, 'h'),
    ('belongings', 'Shoqërimi për marrjen e sendeve vetjake', 'Escort to collect personal belongings', 9, 'i'),
    ('weapons', 'Marrja ose dorëzimi i armëve', 'Weapons seized or surrendered', 10, 'j'),
    ('home_possession', 'Lënia e banesës së përbashkët në posedim të personit të mbrojtur', 'Possession of the shared home by the protected person', 11, 'k'),
    ('maintenance', 'Pagimi i qirasë dhe i detyrimit për ushqim', 'Payment of rent and maintenance', 12, 'l'),
    ('property', 'Rregullimi i përkohshëm i regjimit pasuror', 'Temporary order of the property regime', 13, 'm'),
    ('custody', 'Kujdestaria e përkohshme e fëmijëve dhe pezullimi i përgjegjësisë prindërore', 'Temporary custody of the children, parental responsibility suspended', 14, 'n'),
    ('social_services', 'Ndërhyrja e shërbimeve sociale ose e organizatave', 'Intervention by the social services or organisations', 15, 'o'),
    ('periodic_payment', 'Pagesë periodike për personat që jetojnë së bashku', 'Periodic payment to those who live together', 16, 'p'),
    ('victim_programme', 'Pjesëmarrja e personit të mbrojtur në programe rehabilitimi', 'Rehabilitation programme for the protected person', 17, 'q'),
    ('respondent_programme', 'Pjesëmarrja e të paditurit në programe rehabilitimi, me raport javor në gjykatë', 'Rehabilitation programme for the respondent, weekly report to the court', 18, 'r'),
    ('shelter_escort', 'Shoqërimi nga policia deri në qendrën e strehimit', 'Police escort to the shelter', 19, NULL);

CREATE TABLE measure_letter (                    -- as a text of article 10 names it
    code      TEXT NOT NULL REFERENCES measure(code),
    letter    TEXT NOT NULL,
    source    TEXT NOT NULL,
    from_day  TEXT NOT NULL,
    until_day TEXT,                              -- NULL: open
    PRIMARY KEY (code, from_day)
) STRICT;
INSERT INTO measure_letter (code, letter, source, from_day)
    SELECT m.code, l.letter, 'ligji 9669/2006, neni 10, sipas tekstit të vitit 2010', '2007-06-01'
    FROM measure m JOIN (SELECT 'a' AS former, 'a' AS letter UNION ALL SELECT 'b', 'b' UNION ALL SELECT 'c', 'c'
        UNION ALL SELECT 'd', 'ç' UNION ALL SELECT 'e', 'd' UNION ALL SELECT 'f', 'dh' UNION ALL SELECT 'g', 'e'
        UNION ALL SELECT 'h', 'ë' UNION ALL SELECT 'i', 'f' UNION ALL SELECT 'j', 'g' UNION ALL SELECT 'k', 'gj'
        UNION ALL SELECT 'l', 'h' UNION ALL SELECT 'm', 'i' UNION ALL SELECT 'n', 'j' UNION ALL SELECT 'o', 'k'
        UNION ALL SELECT 'p', 'l' UNION ALL SELECT 'q', 'll' UNION ALL SELECT 'r', 'm') AS l ON l.former = m.former;

-- Which kinds of orders carry it, and in which words where they are not those of article 10. What stands outside is asked about.
CREATE TABLE measure_menu (
    kind      TEXT NOT NULL CHECK (kind IN ('UMPMM','UMM','UM')),
    code      TEXT NOT NULL REFERENCES measure(code),
    text      TEXT,                              -- NULL: the measure's own
    text_en   TEXT,
    source    TEXT NOT NULL,
    from_day  TEXT NOT NULL,
    until_day TEXT,                              -- NULL: open
    PRIMARY KEY (kind, code, from_day)
) STRICT;
INSERT INTO measure_menu (kind, code, source, from_day)
    SELECT 'UM', code, 'ligji 9669/2006, neni 10', '2007-06-01' FROM measure WHERE place BETWEEN 1 AND 18;
INSERT INTO measure_menu (kind, code, source, from_day)
    SELECT 'UMM', code, 'ligji 9669/2006, sipas tekstit të vitit 2010: masat a–g të nenit 10', '2007-06-01'
    FROM measure WHERE place BETWEEN 1 AND 10;
INSERT INTO measure_menu (kind, code, text, text_en, source, from_day)
    SELECT 'UMPMM', m.code, u.text, u.text_en, 'ligji 9669/2006, ndryshuar me ligjet 47/2018 dhe 125/2020', '2018-07-23'
    FROM measure m JOIN (SELECT 'removal' AS code, 'Largimi i detyrueshëm nga banesa e përbashkët' AS text, 'Mandatory removal from the shared home' AS text_en
        UNION ALL SELECT 'no_violence', NULL, NULL
        UNION ALL SELECT 'no_contact', NULL, NULL
        UNION ALL SELECT 'keep_away', 'Ndalimi i afrimit pranë strehës, vendit të punës, banesës ose vendit të arsimimit', 'No approach to the shelter, workplace, home or place of education'
        UNION ALL SELECT 'shelter', 'Vendosja në qendër rezidenciale ose emergjence', 'Placement in a residential or emergency centre'
        UNION ALL SELECT 'shelter_escort', NULL, NULL
        UNION ALL SELECT 'belongings', NULL, NULL
        UNION ALL SELECT 'weapons', 'Bllokimi i armës me leje, marrja e armës pa leje', 'Licensed weapon blocked, unlicensed weapon seized') AS u
    ON u.code = m.code;

-- What a measure says beyond itself. The words of an order stand sealed in order_measure_detail.
CREATE TABLE measure_takes (
    code   TEXT NOT NULL REFERENCES measure(code),
    detail TEXT NOT NULL CHECK (detail IN ('metres','place','until','sum','payee','employer','hours','body')),
    PRIMARY KEY (code, detail)
) STRICT;
INSERT INTO measure_takes (code, detail) VALUES
    ('removal', 'until'),
    ('distance', 'metres'), ('distance', 'until'),
    ('keep_away', 'place'), ('keep_away', 'metres'), ('keep_away', 'until'),
    ('shelter', 'body'), ('shelter', 'until'),
    ('child_contact', 'hours'), ('child_contact', 'place'), ('child_contact', 'until'),
    ('no_entry', 'place'), ('no_entry', 'until'),
    ('belongings', 'until'), ('weapons', 'until'),
    ('home_possession', 'until'),
    ('maintenance', 'sum'), ('maintenance', 'payee'), ('maintenance', 'until'),
    ('property', 'until'), ('custody', 'until'),
    ('social_services', 'body'), ('social_services', 'until'),
    ('periodic_payment', 'sum'), ('periodic_payment', 'payee'), ('periodic_payment', 'employer'), ('periodic_payment', 'until'),
    ('victim_programme', 'body'), ('victim_programme', 'until'),
    ('respondent_programme', 'body'), ('respondent_programme', 'until');

CREATE TABLE order_measure_detail (
    id       INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES protection_order(id),
    act_id   INTEGER REFERENCES order_act(id),   -- NULL: the order as it was registered
    code     TEXT NOT NULL REFERENCES measure(code),
    detail   TEXT NOT NULL CHECK (detail IN ('metres','place','until','sum','payee','employer','hours','body')),
    value_sealed BLOB NOT NULL,
    UNIQUE (order_id, act_id, code, detail)
) STRICT;
CREATE INDEX order_measure_detail_until ON order_measure_detail(detail);
INSERT INTO sequence (name, next) VALUES ('order_measure_detail', 1);
CREATE TRIGGER order_measure_detail_no_update BEFORE UPDATE ON order_measure_detail BEGIN SELECT RAISE(ABORT, 'measures are appended, never edited'); END;
CREATE TRIGGER order_measure_detail_no_delete BEFORE DELETE ON order_measure_detail BEGIN SELECT RAISE(ABORT, 'measures are appended, never removed'); END;

-- A letter that came in from outside and may be the law's or the register's: which was meant is a question until somebody holds the
-- paper. Rows of a list with a letter n to r were written with the register's own, for the law has none of these.
CREATE TABLE measure_doubt (
    order_id    INTEGER NOT NULL REFERENCES protection_order(id),
    letter      TEXT NOT NULL,
    by_register TEXT NOT NULL REFERENCES measure(code),
    by_law      TEXT NOT NULL REFERENCES measure(code),
    read_as     TEXT NOT NULL REFERENCES measure(code),  -- one of the two
    meant       TEXT REFERENCES measure(code),   -- NULL: not answered; the order has what it was read as
    answered_by INTEGER REFERENCES account(id),
    answered_at INTEGER,
    PRIMARY KEY (order_id, letter)
) STRICT;

CREATE TABLE order_measure_copy AS
    SELECT m.order_id, m.code FROM order_measure m JOIN protection_order o ON o.id = m.order_id
    WHERE o.import_blind IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.what = 'file' AND e.record_id = o.case_id)
    AND NOT EXISTS (SELECT 1 FROM order_act_measure x JOIN order_act a ON a.id = x.act_id
                    WHERE a.order_id = m.order_id AND a.kind = 'registration_corrected' AND x.code = m.code AND x.goes = 'in');
INSERT INTO measure_doubt (order_id, letter, by_register, by_law, read_as)
    SELECT i.order_id, i.code, r.code, l.code, r.code FROM order_measure_copy i
    JOIN measure r ON r.former = i.code JOIN measure_letter l ON l.letter = i.code
    WHERE r.code <> l.code
    AND NOT EXISTS (SELECT 1 FROM order_measure_copy n WHERE n.order_id = i.order_id AND n.code IN ('n','o','p','q','r'));
DROP TABLE order_measure_copy;

-- By meaning: what was chosen in the program was chosen by its words.
UPDATE order_measure SET code = (SELECT m.code FROM measure m WHERE m.former = order_measure.code)
    WHERE code IN (SELECT former FROM measure WHERE former IS NOT NULL);
DROP TRIGGER order_act_measure_no_update;
UPDATE order_act_measure SET code = (SELECT m.code FROM measure m WHERE m.former = order_act_measure.code)
    WHERE code IN (SELECT former FROM measure WHERE former IS NOT NULL);
CREATE TRIGGER order_act_measure_no_update BEFORE UPDATE ON order_act_measure BEGIN SELECT RAISE(ABORT, 'acts are appended, never edited'); END;
DELETE FROM measure WHERE code IN (SELECT former FROM measure WHERE former IS NOT NULL);
