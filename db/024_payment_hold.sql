-- Payments that are due and wait for somebody's word: which ones a run holds back and why, and what was said of each.

-- What was said, appended: the latest of a person, a reason and what it is about counts.
CREATE TABLE payment_hold (
    id            INTEGER PRIMARY KEY,
    person_id     INTEGER NOT NULL REFERENCES person(id),
    why           TEXT NOT NULL CHECK (why IN ('same_person','application_gap','before_first_run','coordinator')),
    about         INTEGER NOT NULL,              -- the other person; the order behind the gap; the month as 202101; a line as the reason says
    word          TEXT NOT NULL CHECK (word IN ('hold','pay','leave')),   -- wait; pay it; it is not paid, and not asked about again
    reason_sealed BLOB NOT NULL,
    recorded_by   INTEGER NOT NULL REFERENCES account(id),
    recorded_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_hold_person ON payment_hold(person_id, why, about, id);
CREATE TRIGGER payment_hold_no_update BEFORE UPDATE ON payment_hold BEGIN
    SELECT RAISE(ABORT, 'what was said of a payment is never edited');
END;
CREATE TRIGGER payment_hold_no_delete BEFORE DELETE ON payment_hold BEGIN
    SELECT RAISE(ABORT, 'what was said of a payment is never removed');
END;

CREATE TABLE payment_held (                      -- due by the run, and held back
    run_id         INTEGER NOT NULL REFERENCES payment_run(id),
    n              INTEGER NOT NULL CHECK (n > 0),   -- 1, 2, 3, ... in order of person and month
    person_id      INTEGER NOT NULL REFERENCES person(id),
    month          TEXT NOT NULL CHECK (month LIKE '____-__-01'),
    amount         INTEGER NOT NULL CHECK (amount > 0),   -- new lekë, were it paid
    why            TEXT NOT NULL CHECK (why IN ('same_person','application_gap','before_first_run','coordinator')),
    about          INTEGER NOT NULL,
    order_id       INTEGER NOT NULL REFERENCES protection_order(id),
    application_id INTEGER REFERENCES application(id),
    PRIMARY KEY (run_id, n),
    UNIQUE (run_id, person_id, month)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_held_person ON payment_held(person_id);
CREATE TRIGGER payment_held_add BEFORE INSERT ON payment_held BEGIN
    SELECT RAISE(ABORT, 'an approved run holds nothing more back') WHERE NOT EXISTS
        (SELECT 1 FROM payment_run WHERE id = NEW.run_id AND state = 'prepared' AND month >= NEW.month);
END;
CREATE TRIGGER payment_held_no_update BEFORE UPDATE ON payment_held BEGIN
    SELECT RAISE(ABORT, 'what a run holds back is never edited');
END;
CREATE TRIGGER payment_held_keep BEFORE DELETE ON payment_held BEGIN
    SELECT RAISE(ABORT, 'an approved run keeps what it holds back') WHERE EXISTS
        (SELECT 1 FROM payment_run WHERE id = OLD.run_id AND state = 'approved');
END;

INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'application_gap_days', 30, 'rregull i regjistrit: kërkesa vlen edhe për urdhrin e ri brenda kaq ditësh', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 1 WHERE name = 'legal_rule';
