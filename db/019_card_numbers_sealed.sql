-- The columns that the script before sealed are taken away: card is made anew under its own name, by way of a copy, and so
-- is what goes with a card when it goes.
PRAGMA defer_foreign_keys = ON;

CREATE TABLE card_copy AS SELECT * FROM card;
CREATE TABLE card_reprint_copy AS SELECT * FROM card_reprint;
DROP TABLE card_reprint;
DROP TABLE card;
CREATE TABLE card (
    id          INTEGER PRIMARY KEY,
    number_sealed BLOB NOT NULL,                 -- 16 Base32 characters, no hyphens
    number_blind BLOB NOT NULL UNIQUE,
    token_sealed BLOB NOT NULL,                  -- the text, to draw it again
    person_id   INTEGER NOT NULL REFERENCES person(id),
    services    INTEGER NOT NULL CHECK (services BETWEEN 1 AND 7),
    issued_on   TEXT NOT NULL,
    exp_day     TEXT NOT NULL,                   -- last good day printed in it
    exp_at      INTEGER NOT NULL,                -- instant of the exp claim
    list_id     INTEGER NOT NULL REFERENCES status_list(id),
    list_index  INTEGER NOT NULL CHECK (list_index BETWEEN 0 AND 131071),
    revoked_at  INTEGER,
    revoked_why TEXT CHECK (revoked_why IN ('revoked','lost','replaced','compromised')),
    replaced_by INTEGER REFERENCES card(id),
    bit         INTEGER NOT NULL DEFAULT 0 CHECK (bit IN (0,1)),   -- projection: revoked, or all services ended early
    closed_on   TEXT,                            -- projection: first day it is good for nothing any more
    flag        TEXT CHECK (flag IN ('shortened','extended')),     -- projection: the printed date is no longer right
    issued_at   INTEGER NOT NULL,
    UNIQUE (list_id, list_index),
    CHECK ((revoked_at IS NULL) = (revoked_why IS NULL))
) STRICT;
INSERT INTO card (id, number_sealed, number_blind, token_sealed, person_id, services, issued_on, exp_day,
                  exp_at, list_id, list_index, revoked_at, revoked_why, replaced_by, bit, closed_on, flag, issued_at)
    SELECT id, number_sealed, number_blind, token_sealed, person_id, services, issued_on, exp_day,
           exp_at, list_id, list_index, revoked_at, revoked_why, replaced_by, bit, closed_on, flag, issued_at
    FROM card_copy ORDER BY id;
CREATE INDEX card_person ON card(person_id);
CREATE INDEX card_bits ON card(list_id, list_index) WHERE bit = 1;
CREATE INDEX card_flag ON card(flag) WHERE flag IS NOT NULL;

CREATE TABLE card_reprint (
    card_id   INTEGER PRIMARY KEY REFERENCES card(id) ON DELETE CASCADE,
    since_day TEXT NOT NULL
) STRICT;
INSERT INTO card_reprint (card_id, since_day) SELECT card_id, since_day FROM card_reprint_copy ORDER BY card_id;
CREATE TRIGGER card_reprint_done AFTER UPDATE OF revoked_at ON card WHEN NEW.revoked_at IS NOT NULL BEGIN
    DELETE FROM card_reprint WHERE card_id = NEW.id;
END;

DROP TABLE card_copy;
DROP TABLE card_reprint_copy;
