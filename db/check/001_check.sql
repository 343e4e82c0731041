-- All that a check at a door reads, and the little that it writes. What is read is a projection of the register, told
-- anew whenever that changes, and worth nothing as truth: whoever serves the doors may be taken over, so no person, file,
-- order, account, session or log stands here, and the register believes nothing that comes back before it has looked.

CREATE TABLE mark (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    file BLOB NOT NULL,                          -- the register it belongs to: its check_state.file
    turn INTEGER NOT NULL                        -- of that register, up to which all is told here
) STRICT;

CREATE TABLE municipality (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    neutral_name TEXT NOT NULL,
    base_uri     TEXT NOT NULL
) STRICT;

-- Numbers of organisations and devices are the register's: their names stand in both files and say as much.
CREATE TABLE organisation (
    id     INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,
    name   TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0,1))
) STRICT;

CREATE TABLE device (
    id              INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL,
    service         TEXT NOT NULL,
    name            TEXT NOT NULL,
    token_hash      BLOB UNIQUE,                 -- SHA-256; NULL until enrolled
    enrol_hash      BLOB UNIQUE,                 -- one-time; NULL once used
    enrol_until     INTEGER,
    revoked         INTEGER NOT NULL CHECK (revoked IN (0,1))
) STRICT;

-- One look-up by the digest of a card's bytes finds all there is to know. The row without a service is the card itself:
-- it tells "unknown" from "another service".
CREATE TABLE card_service (
    digest      BLOB NOT NULL,
    service     TEXT NOT NULL,
    from_day    TEXT NOT NULL,
    until_day   TEXT,                            -- NULL: open; the card's own last day is exp_day
    exp_day     TEXT NOT NULL,
    revoked     INTEGER NOT NULL CHECK (revoked IN (0,1)),
    card_ref    INTEGER NOT NULL,                -- random, drawn anew each time it is told: nothing of the register
    number_hash BLOB,                            -- SHA-256 of the printed number; on the card's own row
    hint_sealed BLOB,                            -- with the hint key, place card.hint row card_ref; on the card's own row
    PRIMARY KEY (digest, service, from_day)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_service_number ON card_service(number_hash) WHERE number_hash IS NOT NULL;

CREATE TABLE kindergarten_child (
    organisation_id INTEGER NOT NULL,
    child_ref       INTEGER NOT NULL,            -- random, drawn anew each time
    from_day        TEXT NOT NULL,
    until_day       TEXT,
    hint_sealed     BLOB NOT NULL,               -- with the hint key, place kindergarten_child.hint row child_ref
    PRIMARY KEY (organisation_id, child_ref, from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE status_list (
    id        INTEGER PRIMARY KEY,
    token     BLOB NOT NULL,
    signed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE issuer_key (
    kid        BLOB PRIMARY KEY,
    spki       BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE certificate_kind (                  -- those in use
    id      INTEGER PRIMARY KEY,
    code    TEXT NOT NULL UNIQUE,
    text    TEXT NOT NULL,
    text_en TEXT NOT NULL
) STRICT;

CREATE TABLE documents_fee (                     -- what a certificate would cost, by the rule of the day
    id        INTEGER PRIMARY KEY,
    amount    INTEGER NOT NULL,
    from_day  TEXT NOT NULL,
    until_day TEXT
) STRICT;

-- ---- written by checks
CREATE TABLE check_count (
    on_day          TEXT NOT NULL,
    organisation_id INTEGER NOT NULL,
    service         TEXT NOT NULL,
    result          TEXT NOT NULL,
    count           INTEGER NOT NULL,
    PRIMARY KEY (on_day, organisation_id, service, result)
) STRICT, WITHOUT ROWID;

CREATE TABLE certificate_count (
    on_day          TEXT NOT NULL,
    organisation_id INTEGER NOT NULL,
    kind            TEXT NOT NULL,
    count           INTEGER NOT NULL,
    sum             INTEGER NOT NULL,
    PRIMARY KEY (on_day, organisation_id, kind)
) STRICT, WITHOUT ROWID;

-- By day and organisation alone: which card, where and when is nobody's to know.
CREATE TABLE check_refusal (
    on_day          TEXT NOT NULL,
    organisation_id INTEGER NOT NULL,            -- 0: of none
    route           TEXT NOT NULL,
    code            TEXT NOT NULL,
    count           INTEGER NOT NULL,
    PRIMARY KEY (on_day, organisation_id, route, code)
) STRICT, WITHOUT ROWID;

-- A device that took its token. The code itself proves it to the register, which keeps its hash as this file does: whoever
-- can only write here cannot make one up.
CREATE TABLE enrolment (
    enrol_hash BLOB PRIMARY KEY,
    code       TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
