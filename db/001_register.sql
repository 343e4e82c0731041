-- The register. Dates are ISO text (civil, inclusive ends, NULL = open or unknown); instants are UTC seconds; *_sealed is
-- AES-256-GCM bound to table, column and id; *_blind is an HMAC for look-up. Nothing derivable is stored as truth; what is
-- a projection says so. Ids come from `sequence`, so that a sealed value can name its row before the row exists.

CREATE TABLE sequence (
    name TEXT PRIMARY KEY,
    next INTEGER NOT NULL
) STRICT;

-- One municipality per database.
CREATE TABLE municipality (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    name         TEXT NOT NULL,          -- "Gjirokastër"
    neutral_name TEXT NOT NULL,          -- what cards and checkers show: "Bashkia Gjirokastër"
    card_title   TEXT NOT NULL,          -- "Kartë shërbimesh"
    help_line    TEXT NOT NULL,          -- printed on the card, may be ''
    base_uri     TEXT NOT NULL,          -- "https://karta.example.al": status lists stand under it
    created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE unit (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    name_folded TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE court (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    valid_from TEXT,
    valid_until TEXT,
    successor  TEXT
) STRICT;

CREATE TABLE organisation (
    id     INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL CHECK (kind IN ('transport','kindergarten','fee_desk','institution')),
    name   TEXT NOT NULL UNIQUE,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0,1))
) STRICT;

CREATE TABLE account (
    id              INTEGER PRIMARY KEY,
    name            TEXT NOT NULL UNIQUE,        -- sign-in name, folded lower case
    full_name       TEXT NOT NULL,
    role            TEXT NOT NULL CHECK (role IN ('coordinator','aid_officer','director','kindergarten','auditor','administrator')),
    organisation_id INTEGER REFERENCES organisation(id),   -- kindergarten accounts
    password_hash   TEXT NOT NULL,
    active          INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0,1)),
    failures        INTEGER NOT NULL DEFAULT 0,  -- failed sign-ins since the last good one
    locked_until    INTEGER NOT NULL DEFAULT 0,  -- instant; an administrator can set it back to 0
    must_change     INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0,1)),
    created_at      INTEGER NOT NULL,
    CHECK (role <> 'kindergarten' OR organisation_id IS NOT NULL)
) STRICT;

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,                 -- SHA-256 of the cookie's secret
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX session_account ON session(account_id);

-- Sign-in attempts by network address; kept for the length of the window only.
CREATE TABLE sign_in_address (
    address      TEXT PRIMARY KEY,
    failures     INTEGER NOT NULL,
    window_start INTEGER NOT NULL
) STRICT;

CREATE TABLE idempotency (
    account_id  INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    key         TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    status      INTEGER NOT NULL,
    body_sealed BLOB NOT NULL,
    row_id      INTEGER NOT NULL,                -- names the row in the seal
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (account_id, key)
) STRICT;

CREATE TABLE person (
    id                INTEGER PRIMARY KEY,
    first_name_sealed BLOB NOT NULL,
    father_name_sealed BLOB,
    surname_sealed    BLOB NOT NULL,
    nid_sealed        BLOB,
    birth_date_sealed BLOB,
    sex               TEXT CHECK (sex IN ('F','M')),
    address_sealed    BLOB,
    phone_sealed      BLOB,
    nid_blind         BLOB,
    name_blind        BLOB NOT NULL,             -- folded first name, surname and birth date
    created_at        INTEGER NOT NULL
) STRICT;
CREATE INDEX person_nid ON person(nid_blind) WHERE nid_blind IS NOT NULL;
CREATE INDEX person_name ON person(name_blind);

-- How she may be reached: the default is not at all. Apart from person, because fewer may read it.
CREATE TABLE safe_contact (
    person_id      INTEGER PRIMARY KEY REFERENCES person(id),
    channel        TEXT NOT NULL DEFAULT 'none' CHECK (channel IN ('none','phone','sms','email','in_person')),
    detail_sealed  BLOB,
    hours_sealed   BLOB,
    address_sealed BLOB,                         -- the safe address
    unsafe_since   INTEGER                       -- a compromised card or channel; NULL: believed safe
) STRICT;

CREATE TABLE case_file (
    id         INTEGER PRIMARY KEY,
    number     TEXT NOT NULL UNIQUE,             -- "14/2026", given by the register
    unit_id    INTEGER NOT NULL REFERENCES unit(id),
    sealed     INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0,1)),  -- conflict of interest: only who is named below
    version    INTEGER NOT NULL DEFAULT 1,       -- grows with every write to the file
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX case_file_unit ON case_file(unit_id);

CREATE TABLE case_access (                       -- who may open a sealed file
    case_id    INTEGER NOT NULL REFERENCES case_file(id),
    account_id INTEGER NOT NULL REFERENCES account(id),
    PRIMARY KEY (case_id, account_id)
) STRICT;

-- Somebody opened a sealed file with a reason: who is to be told of it, written at that moment, so that changing who may open
-- the file afterwards silences nothing.
CREATE TABLE case_alarm (
    case_id    INTEGER NOT NULL REFERENCES case_file(id),
    account_id INTEGER NOT NULL REFERENCES account(id),   -- a coordinator to be told
    at         INTEGER NOT NULL,                 -- of the break
    PRIMARY KEY (case_id, account_id, at)
) STRICT;
CREATE INDEX case_alarm_account ON case_alarm(account_id, at);

CREATE TABLE case_person (
    id        INTEGER PRIMARY KEY,
    case_id   INTEGER NOT NULL REFERENCES case_file(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    role      TEXT NOT NULL CHECK (role IN ('protected','dependant','respondent')),
    relation_sealed BLOB,                        -- respondent: relation to the protected person
    UNIQUE (case_id, person_id)
) STRICT;
CREATE INDEX case_person_person ON case_person(person_id);

CREATE TABLE protection_order (
    id            INTEGER PRIMARY KEY,
    case_id       INTEGER NOT NULL REFERENCES case_file(id),
    kind          TEXT NOT NULL CHECK (kind IN ('UMPMM','UMM','UM')),
    issuer        TEXT NOT NULL,
    issuer_folded TEXT NOT NULL,
    number        TEXT NOT NULL,
    decision_date TEXT NOT NULL,
    received_on   TEXT,
    follows_id    INTEGER REFERENCES protection_order(id),
    import_blind  BLOB,                          -- of the imported row: the same row again is not a double
    created_at    INTEGER NOT NULL,
    UNIQUE (issuer_folded, number, decision_date)
) STRICT;
CREATE INDEX protection_order_case ON protection_order(case_id);
CREATE INDEX protection_order_decision ON protection_order(decision_date);

CREATE TABLE order_person (                      -- whom the order names: each a beneficiary of their own
    order_id  INTEGER NOT NULL REFERENCES protection_order(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    PRIMARY KEY (order_id, person_id)
) STRICT;
CREATE INDEX order_person_person ON order_person(person_id);

CREATE TABLE measure (                           -- the catalogue: law 9669/2006 art. 10, editable
    code TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    text_en TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0,1))
) STRICT;

CREATE TABLE order_measure (
    order_id INTEGER NOT NULL REFERENCES protection_order(id),
    code     TEXT NOT NULL REFERENCES measure(code),
    PRIMARY KEY (order_id, code)
) STRICT;

CREATE TABLE order_act (                         -- appended, never edited
    id             INTEGER PRIMARY KEY,
    order_id       INTEGER NOT NULL REFERENCES protection_order(id),
    kind           TEXT NOT NULL CHECK (kind IN ('granted','served','petitioned','final','appealed','amended','extension_requested',
                                                 'extended','terminated','annulled','replaced','corrected')),
    on_day         TEXT NOT NULL,
    at             INTEGER,                      -- UTC second when the hour is known
    start_day      TEXT,
    end_day        TEXT,
    end_open       INTEGER NOT NULL DEFAULT 0 CHECK (end_open IN (0,1)),  -- tells "without end" from "says nothing"
    effective_day  TEXT,
    other_order_id INTEGER REFERENCES protection_order(id),
    corrects_id    INTEGER REFERENCES order_act(id),
    voids          INTEGER NOT NULL DEFAULT 0 CHECK (voids IN (0,1)),
    decision       TEXT,                         -- number of the court's act
    note_sealed    BLOB,
    recorded_by    INTEGER REFERENCES account(id),
    recorded_at    INTEGER NOT NULL,
    CHECK ((kind = 'corrected') = (corrects_id IS NOT NULL)),
    CHECK (end_open = 0 OR end_day IS NULL)
) STRICT;
CREATE INDEX order_act_order ON order_act(order_id);
CREATE TRIGGER order_act_no_update BEFORE UPDATE ON order_act BEGIN SELECT RAISE(ABORT, 'acts are appended, never edited'); END;
CREATE TRIGGER order_act_no_delete BEFORE DELETE ON order_act BEGIN SELECT RAISE(ABORT, 'acts are appended, never removed'); END;

CREATE TABLE stay (                              -- in a care institution: excludes the monthly payment
    id           INTEGER PRIMARY KEY,
    case_id      INTEGER NOT NULL REFERENCES case_file(id),
    person_id    INTEGER NOT NULL REFERENCES person(id),
    place_sealed BLOB,
    from_day     TEXT NOT NULL,
    until_day    TEXT
) STRICT;
CREATE INDEX stay_person ON stay(person_id);

CREATE TABLE application (                       -- for the monthly payment
    id           INTEGER PRIMARY KEY,
    person_id    INTEGER NOT NULL REFERENCES person(id),
    filed_on     TEXT NOT NULL,
    withdrawn_on TEXT,                           -- last day it counts
    recorded_by  INTEGER REFERENCES account(id),
    recorded_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX application_person ON application(person_id);

CREATE TABLE enrolment (                         -- a child in a crèche or kindergarten
    id              INTEGER PRIMARY KEY,
    person_id       INTEGER NOT NULL REFERENCES person(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    from_day        TEXT NOT NULL,
    until_day       TEXT
) STRICT;
CREATE INDEX enrolment_person ON enrolment(person_id);
CREATE INDEX enrolment_organisation ON enrolment(organisation_id);

CREATE TABLE benefit_rule (
    id         INTEGER PRIMARY KEY,
    service    TEXT NOT NULL CHECK (service IN ('transport','documents','kindergarten','payment')),
    source     TEXT NOT NULL,                    -- "VKM 597/2019"
    umpmm      INTEGER NOT NULL CHECK (umpmm IN (0,1)),
    umm        INTEGER NOT NULL CHECK (umm IN (0,1)),
    um         INTEGER NOT NULL CHECK (um IN (0,1)),
    needs_final INTEGER NOT NULL CHECK (needs_final IN (0,1)),
    for_protected INTEGER NOT NULL CHECK (for_protected IN (0,1)),
    for_dependants INTEGER NOT NULL CHECK (for_dependants IN (0,1)),
    needs_application INTEGER NOT NULL CHECK (needs_application IN (0,1)),
    not_in_institution INTEGER NOT NULL CHECK (not_in_institution IN (0,1)),
    needs_enrolment INTEGER NOT NULL CHECK (needs_enrolment IN (0,1)),
    amount     INTEGER NOT NULL CHECK (amount >= 0),  -- new lekë
    from_day   TEXT NOT NULL,
    until_day  TEXT
) STRICT;

CREATE TABLE legal_rule (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    value     INTEGER NOT NULL CHECK (value > 0),
    source    TEXT NOT NULL,
    from_day  TEXT NOT NULL,
    until_day TEXT
) STRICT;

CREATE TABLE status_list (
    id        INTEGER PRIMARY KEY,               -- n of /status/{n}
    used      INTEGER NOT NULL DEFAULT 0,        -- indices given out
    token     BLOB,                              -- signed, as served; a projection of card.bit
    signed_at INTEGER NOT NULL DEFAULT 0,
    changed   INTEGER NOT NULL DEFAULT 1 CHECK (changed IN (0,1))  -- bits changed since it was signed
) STRICT;

CREATE TABLE card (
    id          INTEGER PRIMARY KEY,
    number      TEXT NOT NULL UNIQUE,            -- 16 Base32 characters, no hyphens
    digest      BLOB NOT NULL UNIQUE,            -- SHA-256 of the COSE bytes
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
CREATE INDEX card_person ON card(person_id);
CREATE INDEX card_bits ON card(list_id, list_index) WHERE bit = 1;
CREATE INDEX card_flag ON card(flag) WHERE flag IS NOT NULL;

-- The projection that a check reads, alone: one look-up by digest finds all there is to know. Rewritten in the same transaction
-- as whatever changes it. service '' is a row that every card has: it tells "unknown" from "another service".
CREATE TABLE card_service (
    digest      BLOB NOT NULL,
    service     TEXT NOT NULL,
    from_day    TEXT NOT NULL,
    until_day   TEXT,                            -- NULL: open; the card's own last day is exp_day
    exp_day     TEXT NOT NULL,
    revoked     INTEGER NOT NULL CHECK (revoked IN (0,1)),
    card_id     INTEGER NOT NULL,
    hint_sealed BLOB,                            -- with the hint key, place card.hint row card_id; only on the '' row
    PRIMARY KEY (digest, service, from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id              INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    service         TEXT NOT NULL CHECK (service IN ('transport','documents','kindergarten')),
    name            TEXT NOT NULL,
    token_hash      BLOB UNIQUE,                 -- SHA-256; NULL until enrolled
    enrol_hash      BLOB UNIQUE,                 -- one-time; NULL once used
    enrol_until     INTEGER,
    enrolled_at     INTEGER,
    revoked_at      INTEGER,
    created_at      INTEGER NOT NULL
) STRICT;

-- The only trace of checks: how many, per day, organisation, service and result.
CREATE TABLE check_count (
    on_day          TEXT NOT NULL,
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    service         TEXT NOT NULL,
    result          TEXT NOT NULL,
    count           INTEGER NOT NULL,
    PRIMARY KEY (on_day, organisation_id, service, result)
) STRICT, WITHOUT ROWID;

-- Exempt children as a kindergarten's checker shows them: a projection, so that the check process needs no other key.
CREATE TABLE kindergarten_child (
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    person_id       INTEGER NOT NULL REFERENCES person(id),
    from_day        TEXT NOT NULL,
    until_day       TEXT,
    hint_sealed     BLOB NOT NULL,               -- with the hint key, place kindergarten_child.hint row person_id
    PRIMARY KEY (organisation_id, person_id, from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id           INTEGER PRIMARY KEY,            -- 1, 2, 3, ... without gaps
    at           INTEGER NOT NULL,
    actor        TEXT NOT NULL,                  -- account name, "device 12", "system", "command line"
    account_id   INTEGER,
    what         TEXT NOT NULL,                  -- "case.read", "order.register", "act.extended"
    record       TEXT NOT NULL,                  -- "order"
    record_id    INTEGER NOT NULL,
    case_id      INTEGER,
    case_version INTEGER,                        -- the file's version after this change; NULL for reads
    why          TEXT NOT NULL,                  -- reason given, codes, never personal data
    previous     BLOB NOT NULL,                  -- hash of row id - 1; 32 zero bytes for the first
    hash         BLOB NOT NULL                   -- SHA-256(previous ‖ the row, see audit.h)
) STRICT;
CREATE INDEX audit_case ON audit(case_id, case_version) WHERE case_id IS NOT NULL;
CREATE INDEX audit_account ON audit(account_id, at);
CREATE INDEX audit_notice ON audit(at) WHERE what IN ('person.export', 'account.create', 'account.role', 'account.password');
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the log is never edited'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the log is never cut'); END;

CREATE TABLE audit_head (                        -- the chain's head, signed once a day
    on_day    TEXT PRIMARY KEY,
    audit_id  INTEGER NOT NULL,
    hash      BLOB NOT NULL,
    signature BLOB NOT NULL,                     -- COSE_Sign1 by the issuer key, payload: hash
    signed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE issuer_key (                        -- public halves, so that a check process needs no key directory to verify
    kid        BLOB PRIMARY KEY,
    spki       BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE midnight (                          -- up to which day midnight work is done
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    done_on TEXT NOT NULL
) STRICT;
