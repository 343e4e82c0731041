-- The columns that the script before sealed are taken away. A table that others refer to is made anew under its own name, by way of
-- a copy: so the references are whole again when the script ends, and no table beside it is touched.

ALTER TABLE order_act DROP COLUMN decision;
CREATE TRIGGER order_act_no_update BEFORE UPDATE ON order_act BEGIN SELECT RAISE(ABORT, 'acts are appended, never edited'); END;

CREATE TABLE protection_order_copy AS SELECT * FROM protection_order;
DROP TABLE protection_order;
CREATE TABLE protection_order (
    id            INTEGER PRIMARY KEY,
    case_id       INTEGER NOT NULL REFERENCES case_file(id),
    kind          TEXT NOT NULL CHECK (kind IN ('UMPMM','UMM','UM')),
    issuer_sealed BLOB NOT NULL,
    number_sealed BLOB NOT NULL,
    paper_blind   BLOB NOT NULL UNIQUE,          -- folded issuer, number, day of the decision: the order itself
    issue_blind   BLOB NOT NULL,                 -- folded issuer and number
    day_blind     BLOB NOT NULL,                 -- number and day
    decision_date TEXT NOT NULL,
    received_on   TEXT,
    follows_id    INTEGER REFERENCES protection_order(id),
    import_blind  BLOB,                          -- of the imported row: the same row again is not a double
    created_at    INTEGER NOT NULL
) STRICT;
INSERT INTO protection_order (id, case_id, kind, issuer_sealed, number_sealed, paper_blind, issue_blind, day_blind,
                              decision_date, received_on, follows_id, import_blind, created_at)
    SELECT id, case_id, kind, issuer_sealed, number_sealed, paper_blind, issue_blind, day_blind, decision_date,
           received_on, follows_id, import_blind, created_at FROM protection_order_copy ORDER BY id;
DROP TABLE protection_order_copy;
CREATE INDEX protection_order_case ON protection_order(case_id);
CREATE INDEX protection_order_decision ON protection_order(decision_date);
CREATE INDEX protection_order_issue ON protection_order(issue_blind);
CREATE INDEX protection_order_day ON protection_order(day_blind);
