-- The month closed: the signed list came back, and what was neither handed out nor come back then is named. And what somebody says
-- of a payment ("I did not get it"): a dated note on its line, open until it has an outcome. All of it appended.
CREATE TABLE payment_closing (
    id          INTEGER PRIMARY KEY,
    run_id      INTEGER NOT NULL REFERENCES payment_run(id),
    on_day      TEXT NOT NULL,                   -- on which the signed list came back
    recorded_by INTEGER NOT NULL REFERENCES account(id),
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_closing_run ON payment_closing(run_id, id);
CREATE TRIGGER payment_closing_add BEFORE INSERT ON payment_closing BEGIN
    SELECT RAISE(ABORT, 'only an approved run is closed') WHERE NOT EXISTS
        (SELECT 1 FROM payment_run WHERE id = NEW.run_id AND state = 'approved');
END;
CREATE TRIGGER payment_closing_no_update BEFORE UPDATE ON payment_closing BEGIN
    SELECT RAISE(ABORT, 'a closing is never edited');
END;
CREATE TRIGGER payment_closing_no_delete BEFORE DELETE ON payment_closing BEGIN
    SELECT RAISE(ABORT, 'a closing is never removed');
END;

CREATE TABLE payment_closing_open (              -- lines of which nothing was noted when it was closed
    closing_id INTEGER NOT NULL REFERENCES payment_closing(id),
    n          INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (closing_id, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER payment_closing_open_no_update BEFORE UPDATE ON payment_closing_open BEGIN
    SELECT RAISE(ABORT, 'what was open is never edited');
END;
CREATE TRIGGER payment_closing_open_no_delete BEFORE DELETE ON payment_closing_open BEGIN
    SELECT RAISE(ABORT, 'what was open is never removed');
END;

CREATE TABLE payment_complaint (
    id          INTEGER PRIMARY KEY,
    run_id      INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    on_day      TEXT NOT NULL,
    text_sealed BLOB NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES account(id),
    recorded_at INTEGER NOT NULL,
    FOREIGN KEY (run_id, n) REFERENCES payment_line(run_id, n)
) STRICT;
CREATE INDEX payment_complaint_line ON payment_complaint(run_id, n);
CREATE TRIGGER payment_complaint_no_update BEFORE UPDATE ON payment_complaint BEGIN
    SELECT RAISE(ABORT, 'what was said of a payment is never edited');
END;
CREATE TRIGGER payment_complaint_no_delete BEFORE DELETE ON payment_complaint BEGIN
    SELECT RAISE(ABORT, 'what was said of a payment is never removed');
END;

CREATE TABLE payment_complaint_outcome (
    complaint_id INTEGER PRIMARY KEY REFERENCES payment_complaint(id),
    outcome      TEXT NOT NULL CHECK (outcome IN ('paid','received','not_due','reported')),
    on_day       TEXT NOT NULL,
    answer_sealed BLOB NOT NULL,
    recorded_by  INTEGER NOT NULL REFERENCES account(id),
    recorded_at  INTEGER NOT NULL
) STRICT;
CREATE TRIGGER payment_complaint_outcome_no_update BEFORE UPDATE ON payment_complaint_outcome BEGIN
    SELECT RAISE(ABORT, 'an outcome is never edited');
END;
CREATE TRIGGER payment_complaint_outcome_no_delete BEFORE DELETE ON payment_complaint_outcome BEGIN
    SELECT RAISE(ABORT, 'an outcome is never removed');
END;
