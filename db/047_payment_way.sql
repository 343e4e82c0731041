-- How somebody is paid: in cash, unless she asked for the post or a bank, the municipality pays so, and she was asked whether
-- nobody else can see it. Appended: the latest of a person counts, and each change asks anew.
CREATE TABLE payment_way (
    id          INTEGER PRIMARY KEY,
    person_id   INTEGER NOT NULL REFERENCES person(id),
    way         TEXT NOT NULL CHECK (way IN ('cash','post','bank')),
    account_sealed     BLOB,                     -- of the bank
    post_office_sealed BLOB,                     -- tells where she lives
    alone       INTEGER NOT NULL CHECK (alone IN (0,1)),  -- she said that nobody else can see it
    recorded_by INTEGER NOT NULL REFERENCES account(id),
    recorded_at INTEGER NOT NULL,
    CHECK ((way = 'bank') = (account_sealed IS NOT NULL)),
    CHECK ((way = 'post') = (post_office_sealed IS NOT NULL)),
    CHECK ((way = 'cash') = (alone = 0))
) STRICT;
CREATE INDEX payment_way_person ON payment_way(person_id, id);
CREATE TRIGGER payment_way_no_update BEFORE UPDATE ON payment_way BEGIN
    SELECT RAISE(ABORT, 'how somebody is paid is never edited');
END;
CREATE TRIGGER payment_way_no_delete BEFORE DELETE ON payment_way BEGIN
    SELECT RAISE(ABORT, 'how somebody is paid is never removed');
END;

INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'pays_by_post', 0, 'rregull i regjistrit: paguhet në dorë', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 1, 'pays_by_bank', 0, 'rregull i regjistrit: paguhet në dorë', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 2 WHERE name = 'legal_rule';
