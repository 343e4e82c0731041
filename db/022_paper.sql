-- What the paper of an order says beyond who, what and when, and what courts change and offices put right in it later. The table of
-- orders is made anew by way of a copy (as in 011), because a voided order does not hold its number, and one decision of a court
-- may hold two orders, each against the other: the paper alone is no key.

CREATE TABLE protection_order_copy AS SELECT * FROM protection_order;
DROP TABLE protection_order;
CREATE TABLE protection_order (
    id            INTEGER PRIMARY KEY,
    case_id       INTEGER NOT NULL REFERENCES case_file(id),
    kind          TEXT NOT NULL CHECK (kind IN ('UMPMM','UMM','UM')),
    issuer_sealed BLOB NOT NULL,
    number_sealed BLOB NOT NULL,
    paper_blind   BLOB NOT NULL,                 -- folded issuer, number, day of the decision: the paper
    issue_blind   BLOB NOT NULL,                 -- folded issuer and number
    day_blind     BLOB NOT NULL,                 -- number and day
    decision_date TEXT NOT NULL,
    received_on   TEXT,
    follows_id    INTEGER REFERENCES protection_order(id),
    import_blind  BLOB,                          -- of the imported row: the same row again is not a double
    case_number_sealed BLOB,                     -- under which the court keeps the case; the decision has a number of its own
    petitioner    TEXT CHECK (petitioner IN ('self','lawyer','parent','guardian','relative','police','prosecutor','social_service',
                                             'organisation','other')),  -- who asked for it; NULL: not written down
    petitioner_name_sealed BLOB,
    representative TEXT CHECK (representative IN ('lawyer','parent','guardian','relative','social_service','organisation','other')),
    representative_name_sealed BLOB,             -- who acts for the protected person; no beneficiary by that
    created_at    INTEGER NOT NULL
) STRICT;
INSERT INTO protection_order (id, case_id, kind, issuer_sealed, number_sealed, paper_blind, issue_blind, day_blind,
                              decision_date, received_on, follows_id, import_blind, created_at)
    SELECT id, case_id, kind, issuer_sealed, number_sealed, paper_blind, issue_blind, day_blind, decision_date,
           received_on, follows_id, import_blind, created_at FROM protection_order_copy ORDER BY id;
DROP TABLE protection_order_copy;
CREATE INDEX protection_order_case ON protection_order(case_id);
CREATE INDEX protection_order_decision ON protection_order(decision_date);
CREATE INDEX protection_order_paper ON protection_order(paper_blind);
CREATE INDEX protection_order_issue ON protection_order(issue_blind);
CREATE INDEX protection_order_day ON protection_order(day_blind);

-- order_person has everybody whom the order ever named. Those of the registration it names from its first day; the others only
-- by an act of the court (order_act_person), which also takes somebody out.
ALTER TABLE order_person ADD COLUMN registered INTEGER NOT NULL DEFAULT 1 CHECK (registered IN (0,1));

CREATE TABLE order_respondent (                  -- against whom it is; those of the file, until each order says it of its own
    order_id  INTEGER NOT NULL REFERENCES protection_order(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    PRIMARY KEY (order_id, person_id)
) STRICT;
CREATE INDEX order_respondent_person ON order_respondent(person_id);
INSERT INTO order_respondent (order_id, person_id)
    SELECT o.id, c.person_id FROM protection_order o JOIN case_person c ON c.case_id = o.case_id AND c.role = 'respondent';

CREATE TABLE order_relation (                    -- what a respondent is to one whom the order names
    id            INTEGER PRIMARY KEY,
    order_id      INTEGER NOT NULL REFERENCES protection_order(id),
    person_id     INTEGER NOT NULL REFERENCES person(id),
    respondent_id INTEGER NOT NULL REFERENCES person(id),
    relation_sealed BLOB,
    UNIQUE (order_id, person_id, respondent_id)
) STRICT;
CREATE INDEX order_relation_person ON order_relation(person_id);

-- Whom an act takes in or out: of an amendment from its day on, of a corrected registration from the beginning. What was is never
-- rewritten.
CREATE TABLE order_act_person (
    act_id    INTEGER NOT NULL REFERENCES order_act(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    part      TEXT NOT NULL CHECK (part IN ('named','respondent')),
    goes      TEXT NOT NULL CHECK (goes IN ('in','out')),
    PRIMARY KEY (act_id, person_id, part)
) STRICT;
CREATE INDEX order_act_person_person ON order_act_person(person_id);
CREATE TRIGGER order_act_person_no_update BEFORE UPDATE ON order_act_person BEGIN SELECT RAISE(ABORT, 'acts are appended, never edited'); END;
CREATE TRIGGER order_act_person_no_delete BEFORE DELETE ON order_act_person BEGIN SELECT RAISE(ABORT, 'acts are appended, never removed'); END;

CREATE TABLE order_act_measure (                 -- the same for measures, with the sum that the court sets
    id         INTEGER PRIMARY KEY,
    act_id     INTEGER NOT NULL REFERENCES order_act(id),
    code       TEXT NOT NULL REFERENCES measure(code),
    goes       TEXT NOT NULL CHECK (goes IN ('in','out')),
    sum_sealed BLOB,                             -- new lekë
    UNIQUE (act_id, code)
) STRICT;
CREATE TRIGGER order_act_measure_no_update BEFORE UPDATE ON order_act_measure BEGIN SELECT RAISE(ABORT, 'acts are appended, never edited'); END;
CREATE TRIGGER order_act_measure_no_delete BEFORE DELETE ON order_act_measure BEGIN SELECT RAISE(ABORT, 'acts are appended, never removed'); END;

CREATE TABLE order_change (                      -- a word of the registration put right: what stood there and what stands there now
    id         INTEGER PRIMARY KEY,
    act_id     INTEGER NOT NULL REFERENCES order_act(id),
    order_id   INTEGER NOT NULL REFERENCES protection_order(id),
    field      TEXT NOT NULL CHECK (field IN ('kind','issuer','number','decision_date','received_on','case_number','unit','petitioner',
                                              'petitioner_name','representative','representative_name')),
    old_sealed BLOB,                             -- NULL: nothing
    new_sealed BLOB,
    UNIQUE (act_id, field)
) STRICT;
CREATE INDEX order_change_order ON order_change(order_id);
CREATE TRIGGER order_change_no_update BEFORE UPDATE ON order_change BEGIN SELECT RAISE(ABORT, 'acts are appended, never edited'); END;
CREATE TRIGGER order_change_no_delete BEFORE DELETE ON order_change BEGIN SELECT RAISE(ABORT, 'acts are appended, never removed'); END;
