-- What a council decides of the monthly payment: the decisions that a run rests on, and what is paid once beside it. A line of a
-- run says of which one-off payment it is, and a month of a person is paid once by each: the tables of lines and of what stands
-- are made anew, by way of a copy, as in 011.
CREATE TABLE one_off_rule (                      -- a year-end bonus, say: once, to everybody whose month is paid
    id          INTEGER PRIMARY KEY,
    text        TEXT NOT NULL,                   -- stands on the list, which leaves the office: it says nothing of why
    text_en     TEXT NOT NULL,
    source      TEXT NOT NULL,                   -- "VKB 30/2026"
    month       TEXT NOT NULL CHECK (month LIKE '____-__-01'),  -- whoever is paid for this month is paid this, too
    amount      INTEGER NOT NULL CHECK (amount > 0),            -- new lekë, once
    recorded_at INTEGER NOT NULL,
    voided_at   INTEGER                          -- taken back: it never was
) STRICT;
INSERT INTO sequence (name, next) VALUES ('one_off_rule', 1);

CREATE TABLE payment_line_copy AS SELECT * FROM payment_line;
DROP TABLE payment_line;
CREATE TABLE payment_line (
    run_id         INTEGER NOT NULL REFERENCES payment_run(id),
    n              INTEGER NOT NULL CHECK (n > 0),   -- 1, 2, 3, ... in order of person; her months, then what is paid once
    kind           TEXT NOT NULL CHECK (kind IN ('payment','reversal')),
    person_id      INTEGER NOT NULL REFERENCES person(id),
    month          TEXT NOT NULL CHECK (month LIKE '____-__-01'),  -- paid for: the run's own or an earlier one
    one_off_id     INTEGER NOT NULL DEFAULT 0,   -- 0: the month's payment; else of one_off_rule, beside it
    amount         INTEGER NOT NULL,             -- new lekë; what a reversal takes back stands with a minus
    order_id       INTEGER NOT NULL REFERENCES protection_order(id),   -- because of which; a reversal repeats its line's
    act_id         INTEGER NOT NULL REFERENCES order_act(id),
    rule_id        INTEGER NOT NULL REFERENCES benefit_rule(id),
    application_id INTEGER REFERENCES application(id),   -- NULL: the rule asks for none
    reverses_run   INTEGER,
    reverses_n     INTEGER,
    why            TEXT,                         -- of a reversal: the reason nothing is due now, or 'amount_changed'
    PRIMARY KEY (run_id, n),
    UNIQUE (run_id, person_id, month, one_off_id, kind),
    FOREIGN KEY (reverses_run, reverses_n) REFERENCES payment_line(run_id, n),
    CHECK ((kind = 'payment') = (amount > 0)),
    CHECK ((kind = 'reversal') = (amount < 0)),
    CHECK ((kind = 'reversal') = (reverses_run IS NOT NULL)),
    CHECK ((kind = 'reversal') = (reverses_n IS NOT NULL)),
    CHECK ((kind = 'reversal') = (why IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO payment_line (run_id, n, kind, person_id, month, amount, order_id, act_id, rule_id, application_id, reverses_run,
                          reverses_n, why)
    SELECT run_id, n, kind, person_id, month, amount, order_id, act_id, rule_id, application_id, reverses_run, reverses_n, why
    FROM payment_line_copy ORDER BY run_id, n;
DROP TABLE payment_line_copy;
CREATE UNIQUE INDEX payment_line_reversed ON payment_line(reverses_run, reverses_n) WHERE reverses_run IS NOT NULL;
CREATE INDEX payment_line_person ON payment_line(person_id, month);

CREATE TABLE payment_standing_copy AS SELECT * FROM payment_standing;
DROP TABLE payment_standing;
CREATE TABLE payment_standing (
    person_id  INTEGER NOT NULL REFERENCES person(id),
    month      TEXT NOT NULL,
    one_off_id INTEGER NOT NULL DEFAULT 0,
    run_id     INTEGER NOT NULL,
    n          INTEGER NOT NULL,
    PRIMARY KEY (person_id, month, one_off_id),
    UNIQUE (run_id, n),
    FOREIGN KEY (run_id, n) REFERENCES payment_line(run_id, n)
) STRICT, WITHOUT ROWID;
INSERT INTO payment_standing (person_id, month, run_id, n)
    SELECT person_id, month, run_id, n FROM payment_standing_copy ORDER BY person_id, month;
DROP TABLE payment_standing_copy;
CREATE INDEX payment_standing_month ON payment_standing(month);

DROP TRIGGER payment_run_approve;
CREATE TRIGGER payment_run_approve AFTER UPDATE ON payment_run WHEN NEW.state = 'approved' BEGIN
    DELETE FROM payment_standing WHERE (run_id, n) IN
        (SELECT reverses_run, reverses_n FROM payment_line WHERE run_id = NEW.id AND kind = 'reversal');
    INSERT INTO payment_standing (person_id, month, one_off_id, run_id, n)
        SELECT person_id, month, one_off_id, run_id, n FROM payment_line WHERE run_id = NEW.id AND kind = 'payment';
END;
CREATE TRIGGER payment_line_add BEFORE INSERT ON payment_line BEGIN
    SELECT RAISE(ABORT, 'an approved run takes no line') WHERE NOT EXISTS
        (SELECT 1 FROM payment_run WHERE id = NEW.run_id AND state = 'prepared' AND month >= NEW.month);
    SELECT RAISE(ABORT, 'a reversal takes back a payment that stands, whole') WHERE NEW.kind = 'reversal' AND NOT EXISTS
        (SELECT 1 FROM payment_standing s JOIN payment_line l ON l.run_id = s.run_id AND l.n = s.n
         WHERE s.person_id = NEW.person_id AND s.month = NEW.month AND s.one_off_id = NEW.one_off_id
           AND s.run_id = NEW.reverses_run AND s.n = NEW.reverses_n AND l.amount = -NEW.amount);
    SELECT RAISE(ABORT, 'what is paid once has its rule') WHERE NEW.one_off_id <> 0 AND NOT EXISTS
        (SELECT 1 FROM one_off_rule WHERE id = NEW.one_off_id AND month = NEW.month);
END;
CREATE TRIGGER payment_line_no_update BEFORE UPDATE ON payment_line BEGIN
    SELECT RAISE(ABORT, 'lines are never edited');
END;
CREATE TRIGGER payment_line_keep BEFORE DELETE ON payment_line BEGIN
    SELECT RAISE(ABORT, 'an approved run keeps its lines') WHERE EXISTS
        (SELECT 1 FROM payment_run WHERE id = OLD.run_id AND state = 'approved');
END;
CREATE TRIGGER payment_standing_add BEFORE INSERT ON payment_standing BEGIN
    SELECT RAISE(ABORT, 'only an approved payment stands') WHERE NOT EXISTS
        (SELECT 1 FROM payment_line l JOIN payment_run r ON r.id = l.run_id AND r.state = 'approved'
         WHERE l.run_id = NEW.run_id AND l.n = NEW.n AND l.kind = 'payment' AND l.person_id = NEW.person_id
           AND l.month = NEW.month AND l.one_off_id = NEW.one_off_id);
    SELECT RAISE(ABORT, 'this month of this person is paid') WHERE EXISTS
        (SELECT 1 FROM payment_standing WHERE person_id = NEW.person_id AND month = NEW.month
           AND one_off_id = NEW.one_off_id);
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

-- A month is handed out once, and so is what is paid beside it.
DROP TRIGGER payment_event_add;
CREATE TRIGGER payment_event_add BEFORE INSERT ON payment_event BEGIN
    SELECT RAISE(ABORT, 'only a payment of an approved run is paid out') WHERE NOT EXISTS
        (SELECT 1 FROM payment_line l JOIN payment_run r ON r.id = l.run_id AND r.state = 'approved'
         WHERE l.run_id = NEW.run_id AND l.n = NEW.n AND l.kind = 'payment');
    SELECT RAISE(ABORT, 'events come one after the other') WHERE EXISTS
        (SELECT 1 FROM payment_event WHERE id >= NEW.id);
    SELECT RAISE(ABORT, 'paid, then returned, then paid again') WHERE NEW.what <> CASE coalesce(
        (SELECT e.what FROM payment_event e WHERE e.run_id = NEW.run_id AND e.n = NEW.n AND NOT EXISTS
         (SELECT 1 FROM payment_undo u WHERE u.event_id = e.id) ORDER BY e.id DESC LIMIT 1), 'returned')
        WHEN 'paid' THEN 'returned' ELSE 'paid' END;
    SELECT RAISE(ABORT, 'this month of this person was handed out by another line') WHERE NEW.what = 'paid' AND EXISTS
        (SELECT 1 FROM payment_line l JOIN payment_line o ON o.person_id = l.person_id AND o.month = l.month AND o.one_off_id = l.one_off_id
         AND (o.run_id <> l.run_id OR o.n <> l.n) WHERE l.run_id = NEW.run_id AND l.n = NEW.n AND 'paid' =
         (SELECT e.what FROM payment_event e WHERE e.run_id = o.run_id AND e.n = o.n AND NOT EXISTS
          (SELECT 1 FROM payment_undo u WHERE u.event_id = e.id) ORDER BY e.id DESC LIMIT 1));
    SELECT RAISE(ABORT, 'somebody else collects by an authorisation') WHERE NEW.collector = 'other' AND
        (NEW.authorisation_sealed IS NULL OR NEW.authorised_on IS NULL);
END;
DROP TRIGGER payment_undo_add;
CREATE TRIGGER payment_undo_add BEFORE INSERT ON payment_undo BEGIN
    SELECT RAISE(ABORT, 'an undoing is never replaced') WHERE EXISTS (SELECT 1 FROM payment_undo WHERE event_id = NEW.event_id);
    SELECT RAISE(ABORT, 'what was noted last is undone first') WHERE EXISTS
        (SELECT 1 FROM payment_event e JOIN payment_event l ON l.run_id = e.run_id AND l.n = e.n AND l.id > e.id
         WHERE e.id = NEW.event_id AND NOT EXISTS (SELECT 1 FROM payment_undo u WHERE u.event_id = l.id));
    SELECT RAISE(ABORT, 'this month of this person was handed out by another line') WHERE EXISTS
        (SELECT 1 FROM payment_event e JOIN payment_line l ON l.run_id = e.run_id AND l.n = e.n
         JOIN payment_line o ON o.person_id = l.person_id AND o.month = l.month AND o.one_off_id = l.one_off_id AND (o.run_id <> l.run_id OR o.n <> l.n)
         WHERE e.id = NEW.event_id AND e.what = 'returned' AND 'paid' =
         (SELECT x.what FROM payment_event x WHERE x.run_id = o.run_id AND x.n = o.n AND NOT EXISTS
          (SELECT 1 FROM payment_undo u WHERE u.event_id = x.id) ORDER BY x.id DESC LIMIT 1));
END;

CREATE TABLE payment_decision (                  -- which decisions a run rests on; the latest of a body counts
    id          INTEGER PRIMARY KEY,
    run_id      INTEGER NOT NULL REFERENCES payment_run(id),
    body        TEXT NOT NULL CHECK (body IN ('council','directorate')),
    number      TEXT NOT NULL,                   -- as the paper writes it: "112"
    decided_on  TEXT NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES account(id),
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX payment_decision_run ON payment_decision(run_id, body, id);
INSERT INTO sequence (name, next) VALUES ('payment_decision', 1);
CREATE TRIGGER payment_decision_no_update BEFORE UPDATE ON payment_decision BEGIN
    SELECT RAISE(ABORT, 'decisions are appended, never edited');
END;
CREATE TRIGGER payment_decision_keep BEFORE DELETE ON payment_decision BEGIN
    SELECT RAISE(ABORT, 'an approved run keeps its decisions') WHERE EXISTS
        (SELECT 1 FROM payment_run WHERE id = OLD.run_id AND state = 'approved');
END;
