-- The monthly payment: runs, their lines, and what became of each. Months are written as their first day. What stands between
-- two people (one prepares, another approves), between a month and its second payment, and between an approved run and an
-- eraser stands here, in the database: the program asks first and refuses politely, these triggers hold whoever asks.

-- How a month is paid: rules by date, of which one holds on each first day of a month.
CREATE TABLE payment_rule (
    id          INTEGER PRIMARY KEY,
    part_month  TEXT NOT NULL CHECK (part_month IN ('whole','days')),     -- one payable day pays all of it, or day by day
    first_month TEXT NOT NULL CHECK (first_month IN ('filing','next')),   -- the first month that an application can pay
    source      TEXT NOT NULL,
    from_day    TEXT NOT NULL CHECK (from_day LIKE '____-__-01'),
    until_day   TEXT                             -- set by the rule that follows; one that keeps no day was superseded
) STRICT;

INSERT INTO payment_rule (id, part_month, first_month, source, from_day, until_day) VALUES
    (1, 'whole', 'filing', 'rregull i regjistrit: muaj i plotë, nga muaji i kërkesës', '2007-06-01', NULL);
INSERT INTO sequence (name, next) VALUES ('payment_rule', 2);

CREATE TABLE payment_run (
    id          INTEGER PRIMARY KEY,
    month       TEXT NOT NULL UNIQUE CHECK (month LIKE '____-__-01'),
    state       TEXT NOT NULL CHECK (state IN ('prepared','approved')),
    prepared_by INTEGER NOT NULL REFERENCES account(id),
    prepared_at INTEGER NOT NULL,
    approved_by INTEGER REFERENCES account(id),
    approved_at INTEGER,
    digest      BLOB NOT NULL CHECK (length(digest) = 32),   -- SHA-256 of the lines, see payment.h
    CHECK (approved_by IS NULL OR approved_by <> prepared_by),
    CHECK ((state = 'approved') = (approved_by IS NOT NULL)),
    CHECK ((approved_by IS NULL) = (approved_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX payment_run_prepared ON payment_run(state) WHERE state = 'prepared';

CREATE TABLE payment_line (
    run_id         INTEGER NOT NULL REFERENCES payment_run(id),
    n              INTEGER NOT NULL CHECK (n > 0),   -- 1, 2, 3, ... in order of person, month, kind (reversal first)
    kind           TEXT NOT NULL CHECK (kind IN ('payment','reversal')),
    person_id      INTEGER NOT NULL REFERENCES person(id),
    month          TEXT NOT NULL CHECK (month LIKE '____-__-01'),  -- paid for: the run's own or an earlier one
    amount         INTEGER NOT NULL,             -- new lekë; what a reversal takes back stands with a minus
    order_id       INTEGER NOT NULL REFERENCES protection_order(id),   -- because of which; a reversal repeats its line's
    act_id         INTEGER NOT NULL REFERENCES order_act(id),
    rule_id        INTEGER NOT NULL REFERENCES benefit_rule(id),
    application_id INTEGER REFERENCES application(id),   -- NULL: the rule asks for none
    reverses_run   INTEGER,
    reverses_n     INTEGER,
    why            TEXT,                         -- of a reversal: the reason nothing is due now, or 'amount_changed'
    PRIMARY KEY (run_id, n),
    UNIQUE (run_id, person_id, month, kind),
    FOREIGN KEY (reverses_run, reverses_n) REFERENCES payment_line(run_id, n),
    CHECK ((kind = 'payment') = (amount > 0)),
    CHECK ((kind = 'reversal') = (amount < 0)),
    CHECK ((kind = 'reversal') = (reverses_run IS NOT NULL)),
    CHECK ((kind = 'reversal') = (reverses_n IS NOT NULL)),
    CHECK ((kind = 'reversal') = (why IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX payment_line_reversed ON payment_line(reverses_run, reverses_n) WHERE reverses_run IS NOT NULL;
CREATE INDEX payment_line_person ON payment_line(person_id, month);

CREATE TABLE payment_reason (                    -- who could think herself due for the run's month and is not
    run_id    INTEGER NOT NULL REFERENCES payment_run(id),
    person_id INTEGER NOT NULL REFERENCES person(id),
    why       TEXT NOT NULL,
    PRIMARY KEY (run_id, person_id)
) STRICT, WITHOUT ROWID;

-- Payments that stand: approved and not reversed. A projection, rewritten by the approval itself (below); its key is why no
-- month of a person can be paid twice, whatever the program does.
CREATE TABLE payment_standing (
    person_id INTEGER NOT NULL REFERENCES person(id),
    month     TEXT NOT NULL,
    run_id    INTEGER NOT NULL,
    n         INTEGER NOT NULL,
    PRIMARY KEY (person_id, month),
    UNIQUE (run_id, n),
    FOREIGN KEY (run_id, n) REFERENCES payment_line(run_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_standing_month ON payment_standing(month);

-- Prepared by an officer of the economic aid, in the order of the months.
CREATE TRIGGER payment_run_begin BEFORE INSERT ON payment_run BEGIN
    SELECT RAISE(ABORT, 'a run begins prepared') WHERE NEW.state <> 'prepared';
    SELECT RAISE(ABORT, 'a run is never replaced') WHERE EXISTS (SELECT 1 FROM payment_run WHERE id = NEW.id);
    SELECT RAISE(ABORT, 'a run is prepared by an active aid officer') WHERE NOT EXISTS
        (SELECT 1 FROM account WHERE id = NEW.prepared_by AND role = 'aid_officer' AND active = 1);
    SELECT RAISE(ABORT, 'this month or a later one is approved') WHERE EXISTS
        (SELECT 1 FROM payment_run WHERE state = 'approved' AND month >= NEW.month);
END;
CREATE TRIGGER payment_run_change BEFORE UPDATE ON payment_run BEGIN
    SELECT RAISE(ABORT, 'an approved run is never edited') WHERE OLD.state = 'approved';
    SELECT RAISE(ABORT, 'a run keeps its month') WHERE NEW.id <> OLD.id OR NEW.month <> OLD.month;
    SELECT RAISE(ABORT, 'what is approved is what was prepared') WHERE NEW.state = 'approved' AND
        (NEW.digest <> OLD.digest OR NEW.prepared_by <> OLD.prepared_by OR NEW.prepared_at <> OLD.prepared_at);
    SELECT RAISE(ABORT, 'a run is prepared by an active aid officer') WHERE NEW.state = 'prepared' AND NOT EXISTS
        (SELECT 1 FROM account WHERE id = NEW.prepared_by AND role = 'aid_officer' AND active = 1);
    SELECT RAISE(ABORT, 'who prepared a run does not approve it') WHERE NEW.state = 'approved' AND
        (NEW.approved_by IS NULL OR NEW.approved_by = OLD.prepared_by);
    SELECT RAISE(ABORT, 'a run is approved by an active director') WHERE NEW.state = 'approved' AND NOT EXISTS
        (SELECT 1 FROM account WHERE id = NEW.approved_by AND role = 'director' AND active = 1);
END;
CREATE TRIGGER payment_run_keep BEFORE DELETE ON payment_run WHEN OLD.state = 'approved' BEGIN
    SELECT RAISE(ABORT, 'an approved run is never removed');
END;
CREATE TRIGGER payment_run_approve AFTER UPDATE ON payment_run WHEN NEW.state = 'approved' BEGIN
    DELETE FROM payment_standing WHERE (run_id, n) IN
        (SELECT reverses_run, reverses_n FROM payment_line WHERE run_id = NEW.id AND kind = 'reversal');
    INSERT INTO payment_standing (person_id, month, run_id, n)
        SELECT person_id, month, run_id, n FROM payment_line WHERE run_id = NEW.id AND kind = 'payment';
END;

-- Lines are replaced until the approval, never edited, and frozen by it.
CREATE TRIGGER payment_line_add BEFORE INSERT ON payment_line BEGIN
    SELECT RAISE(ABORT, 'an approved run takes no line') WHERE NOT EXISTS
        (SELECT 1 FROM payment_run WHERE id = NEW.run_id AND state = 'prepared' AND month >= NEW.month);
    SELECT RAISE(ABORT, 'a reversal takes back a payment that stands, whole') WHERE NEW.kind = 'reversal' AND NOT EXISTS
        (SELECT 1 FROM payment_standing s JOIN payment_line l ON l.run_id = s.run_id AND l.n = s.n
         WHERE s.person_id = NEW.person_id AND s.month = NEW.month AND s.run_id = NEW.reverses_run AND s.n = NEW.reverses_n
           AND l.amount = -NEW.amount);
END;
CREATE TRIGGER payment_line_no_update BEFORE UPDATE ON payment_line BEGIN
    SELECT RAISE(ABORT, 'lines are never edited');
END;
CREATE TRIGGER payment_line_keep BEFORE DELETE ON payment_line BEGIN
    SELECT RAISE(ABORT, 'an approved run keeps its lines') WHERE EXISTS
        (SELECT 1 FROM payment_run WHERE id = OLD.run_id AND state = 'approved');
END;
CREATE TRIGGER payment_reason_add BEFORE INSERT ON payment_reason BEGIN
    SELECT RAISE(ABORT, 'an approved run takes no reason') WHERE NOT EXISTS
        (SELECT 1 FROM payment_run WHERE id = NEW.run_id AND state = 'prepared');
END;
CREATE TRIGGER payment_reason_no_update BEFORE UPDATE ON payment_reason BEGIN
    SELECT RAISE(ABORT, 'reasons are never edited');
END;
CREATE TRIGGER payment_reason_keep BEFORE DELETE ON payment_reason BEGIN
    SELECT RAISE(ABORT, 'an approved run keeps its reasons') WHERE EXISTS
        (SELECT 1 FROM payment_run WHERE id = OLD.run_id AND state = 'approved');
END;

-- What stands follows from approved lines alone.
CREATE TRIGGER payment_standing_add BEFORE INSERT ON payment_standing BEGIN
    SELECT RAISE(ABORT, 'only an approved payment stands') WHERE NOT EXISTS
        (SELECT 1 FROM payment_line l JOIN payment_run r ON r.id = l.run_id AND r.state = 'approved'
         WHERE l.run_id = NEW.run_id AND l.n = NEW.n AND l.kind = 'payment' AND l.person_id = NEW.person_id
           AND l.month = NEW.month);
    SELECT RAISE(ABORT, 'this month of this person is paid') WHERE EXISTS
        (SELECT 1 FROM payment_standing WHERE person_id = NEW.person_id AND month = NEW.month);
    SELECT RAISE(ABORT, 'what was reversed does not stand again') WHERE EXISTS
        (SELECT 1 FROM payment_line WHERE reverses_run = NEW.run_id AND reverses_n = NEW.n);
END;
CREATE TRIGGER payment_standing_no_update BEFORE UPDATE ON payment_standing BEGIN
    SELECT RAISE(ABORT, 'what stands is never edited');
END;
CREATE TRIGGER payment_standing_keep BEFORE DELETE ON payment_standing BEGIN
    SELECT RAISE(ABORT, 'only a reversal ends what stands') WHERE NOT EXISTS
        (SELECT 1 FROM payment_line l JOIN payment_run r ON r.id = l.run_id AND r.state = 'approved'
         WHERE l.reverses_run = OLD.run_id AND l.reverses_n = OLD.n);
END;
