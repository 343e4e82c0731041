-- The same card on other grounds than a court's order: economic aid, disability, orphans, foster families, triplets, age, or what
-- a council has decided. Kept by the economic-aid office, apart from files and orders; a card hangs on a row of `person` here as
-- there, so that one table, one list and one check serve both, and nothing of a card tells on which ground it rests.
CREATE TABLE ground_kind (                       -- the list of kinds; one that is no longer given has an end
    code       TEXT PRIMARY KEY,
    text       TEXT NOT NULL,
    text_en    TEXT NOT NULL,
    rank       INTEGER NOT NULL,                 -- its place on lists
    from_day   TEXT NOT NULL,
    until_day  TEXT
) STRICT;
INSERT INTO ground_kind (code, text, text_en, rank, from_day) VALUES
 ('economic_aid', 'ndihmë ekonomike', 'economic aid', 1, '2007-06-01'),
 ('disability', 'aftësi e kufizuar', 'disability', 2, '2007-06-01'),
 ('orphan', 'status jetimi', 'orphan status', 3, '2007-06-01'),
 ('foster_family', 'familje kujdestare', 'foster family', 4, '2007-06-01'),
 ('triplets', 'familje me trinjakë', 'family with triplets', 5, '2007-06-01'),
 ('elderly', 'i moshuar', 'elderly', 6, '2007-06-01'),
 ('council', 'vendim tjetër i Këshillit Bashkiak', 'another decision of the council', 7, '2007-06-01');

-- Which services a kind gives, from when until when: rows of a council's decisions, as benefit_rule is for orders. None is here
-- from the start: a card is free of nothing before the office has written down by which decision.
CREATE TABLE ground_rule (
    id        INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL REFERENCES ground_kind(code),
    service   TEXT NOT NULL CHECK (service IN ('transport', 'documents', 'kindergarten')),
    source    TEXT NOT NULL,                     -- "VKB 41/2019"
    from_day  TEXT NOT NULL,
    until_day TEXT,
    CHECK (until_day IS NULL OR until_day >= from_day)
) STRICT;

-- Whoever has such a ground, with the least that a card needs. Sealed with a key of its own: neither the file of the same person,
-- where there is one, nor its erasing touches it.
CREATE TABLE ground_holder (
    id                INTEGER PRIMARY KEY,
    key_id            INTEGER NOT NULL,          -- of keys.db; of the grounds' decisions too
    first_name_sealed BLOB NOT NULL,
    surname_sealed    BLOB NOT NULL,
    birth_year_sealed BLOB,
    nid_sealed        BLOB,                      -- shown to nobody: by it the look-up is made anew when its key changes
    nid_blind         BLOB,
    name_blind        BLOB NOT NULL,             -- of the name and the year, for who has no number
    unit_id           INTEGER REFERENCES unit(id),
    person_id         INTEGER REFERENCES person(id), -- on whom the card hangs; NULL: there is none yet
    carded            INTEGER NOT NULL DEFAULT 0 CHECK (carded IN (0, 1)), -- the office has asked for a card
    created_at        INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX ground_holder_nid ON ground_holder(nid_blind) WHERE nid_blind IS NOT NULL;
CREATE INDEX ground_holder_name ON ground_holder(name_blind);
CREATE UNIQUE INDEX ground_holder_person ON ground_holder(person_id) WHERE person_id IS NOT NULL;

CREATE TABLE ground (
    id          INTEGER PRIMARY KEY,
    holder_id   INTEGER NOT NULL REFERENCES ground_holder(id),
    kind        TEXT NOT NULL REFERENCES ground_kind(code),
    decision_sealed BLOB NOT NULL,               -- its number
    decided_on  TEXT NOT NULL,
    from_day    TEXT NOT NULL,
    until_day   TEXT,                            -- NULL: until it is ended
    recorded_by INTEGER REFERENCES account(id),
    recorded_at INTEGER NOT NULL,
    CHECK (until_day IS NULL OR until_day >= from_day)
) STRICT;
CREATE INDEX ground_of ON ground(holder_id, kind, from_day);
CREATE TRIGGER ground_stays BEFORE DELETE ON ground BEGIN SELECT RAISE(ABORT, 'a ground is ended, never removed'); END;
CREATE TRIGGER ground_kept BEFORE UPDATE ON ground BEGIN
    SELECT RAISE(ABORT, 'of a ground only the end changes') WHERE NEW.id <> OLD.id OR NEW.holder_id <> OLD.holder_id OR
        NEW.kind <> OLD.kind OR NEW.decided_on <> OLD.decided_on OR NEW.from_day <> OLD.from_day;
END;

INSERT INTO sequence (name, next) VALUES ('ground_holder', 1), ('ground', 1), ('ground_rule', 1);
