-- Case work: how danger is assessed. An instrument is data: what it asks, and from which answers which level follows. One that is
-- no longer used, and a question that is no longer asked, keep their rows: what was answered once is read for ever.
CREATE TABLE instrument (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    name_en   TEXT NOT NULL,
    version   TEXT NOT NULL,
    source    TEXT NOT NULL,
    licence   TEXT NOT NULL,
    from_day  TEXT NOT NULL,
    until_day TEXT,                                  -- last day on which it is offered
    UNIQUE (name, version)
) STRICT;

CREATE TABLE instrument_question (
    id            INTEGER PRIMARY KEY,
    instrument_id INTEGER NOT NULL REFERENCES instrument(id),
    code          TEXT NOT NULL,                     -- answers are kept by it
    text          TEXT NOT NULL,
    text_en       TEXT NOT NULL,
    grave         INTEGER NOT NULL CHECK (grave IN (0, 1)), -- counted by itself, too
    rank          INTEGER NOT NULL,
    until_day     TEXT,                              -- last day on which it is asked
    UNIQUE (instrument_id, code)
) STRICT;

-- A level follows where all that a row of it wants is reached; of several the highest. Where no row is reached: low.
CREATE TABLE instrument_level (
    id            INTEGER PRIMARY KEY,
    instrument_id INTEGER NOT NULL REFERENCES instrument(id),
    level         TEXT NOT NULL CHECK (level IN ('medium', 'high', 'very_high')),
    yes           INTEGER NOT NULL,                  -- at least so many questions are answered with yes,
    grave         INTEGER NOT NULL,                  -- so many of the grave ones,
    open          INTEGER NOT NULL,                  -- and so many with "not known", or not at all
    CHECK (yes >= 0 AND grave >= 0 AND open >= 0 AND yes + grave + open > 0)
) STRICT;

INSERT INTO sequence (name, next) VALUES ('instrument', 2), ('instrument_question', 100), ('instrument_level', 100);

-- In our own words, by what article 16(3) and (4) of the directive names; no text of a licensed instrument is in it. No level is
-- computed by that article: the rule below is the register's own, and it leans to the higher one.
INSERT INTO instrument (id, name, name_en, version, source, licence, from_day) VALUES
 (1, 'Faktorët e direktivës 2024/1385', 'Factors of directive 2024/1385', '1',
  'direktiva (BE) 2024/1385, neni 16 (3) dhe (4); fjalët dhe rregulli i nivelit: të këtij regjistri', 'e lirë', '2014-01-01');
INSERT INTO instrument_question (id, instrument_id, code, grave, rank, text, text_en) VALUES
 (1, 1, 'repeated', 0, 1, 'A ka ndodhur dhuna më shumë se një herë?', 'Has there been violence more than once?'),
 (2, 1, 'growing', 1, 2, 'A është bërë dhuna më e shpeshtë ose më e rëndë kohët e fundit?', 'Has the violence become more frequent or worse of late?'),
 (3, 1, 'order_broken', 1, 3, 'A e ka shkelur ndonjëherë një urdhër, ose një ndalim të policisë?', 'Has he ever broken an order, or a ban by the police?'),
 (4, 1, 'injured', 1, 4, 'A është dëmtuar ndonjëherë aq sa i duhej mjeku?', 'Has she ever been hurt so that she needed a doctor?'),
 (5, 1, 'threatened', 1, 5, 'A ka kërcënuar se do të vrasë dikë?', 'Has he said that he will kill somebody?'),
 (6, 1, 'controlled', 0, 6, 'A e poshtëron, e kontrollon ose e ndan nga të tjerët?', 'Does he humiliate or control her, or keep her from others?'),
 (7, 1, 'weapon', 1, 7, 'A ka armë, ose e gjen lehtë një të tillë?', 'Does he have a weapon, or can he easily get one?'),
 (8, 1, 'weapon_shown', 1, 8, 'A ka përdorur ose treguar armë a një mjet tjetër të rrezikshëm?', 'Has he used or shown a weapon, or another dangerous thing?'),
 (9, 1, 'lives_together', 0, 9, 'A jetojnë në të njëjtën banesë?', 'Do they live in the same home?'),
 (10, 1, 'drink_drugs', 0, 10, 'A e tepron me alkoolin, ose përdor drogë?', 'Does he drink too much, or take drugs?'),
 (11, 1, 'children', 1, 11, 'A ka lënduar ose kërcënuar fëmijët?', 'Has he hurt or threatened the children?'),
 (12, 1, 'mental_health', 0, 12, 'A ka probleme të shëndetit mendor që e shtojnë rrezikun?', 'Does he have problems of mental health that add to the danger?'),
 (13, 1, 'stalking', 1, 13, 'A e ndjek, e ruan ose i shkruan e telefonon pa pushim?', 'Does he follow or watch her, or write and telephone without end?'),
 (14, 1, 'own_fear', 1, 14, 'A mendon ajo vetë se është në rrezik tani?', 'Does she herself think that she is in danger now?'),
 (15, 1, 'circumstances', 0, 15, 'A ka diçka që ia bën më të vështirë të mbrohet (shtatzëni, aftësi e kufizuar, varësi ekonomike, gjuhë, largësi)?', 'Is there anything that makes it harder for her to be safe (pregnancy, disability, money, language, distance)?');
INSERT INTO instrument_level (id, instrument_id, level, yes, grave, open) VALUES
 (1, 1, 'very_high', 0, 4, 0),
 (2, 1, 'very_high', 10, 0, 0),
 (3, 1, 'high', 0, 2, 0),
 (4, 1, 'high', 6, 0, 0),
 (5, 1, 'medium', 0, 1, 0),
 (6, 1, 'medium', 3, 0, 0),
 (7, 1, 'medium', 0, 0, 5);

INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'assessment_very_high_days', 3, 'rregull i regjistrit', '2007-06-01', NULL FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 1, 'assessment_high_days', 7, 'rregull i regjistrit', '2007-06-01', NULL FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 2, 'assessment_medium_days', 30, 'rregull i regjistrit', '2007-06-01', NULL FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 3, 'assessment_low_days', 60, 'rregull i regjistrit', '2007-06-01', NULL FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 4 WHERE name = 'legal_rule';
INSERT INTO case_word (id, list, code, text, text_en, rank, from_day) VALUES
 (401, 'assessment_kind', 'initial', 'fillestar', 'initial', 1, '2014-01-01'),
 (402, 'assessment_kind', 'full', 'i plotë', 'full', 2, '2014-01-01'),
 (403, 'danger_level', 'low', 'i ulët', 'low', 1, '2014-01-01'),
 (404, 'danger_level', 'medium', 'i mesëm', 'medium', 2, '2014-01-01'),
 (405, 'danger_level', 'high', 'i lartë', 'high', 3, '2014-01-01'),
 (406, 'danger_level', 'very_high', 'shumë i lartë', 'very high', 4, '2014-01-01');
