-- What the offices note each month: applications and what was decided, deaths, days without kindergarten, fees waived.

-- Which papers an application wants, by day of filing. What is printed on a receipt is worded apart: it leaves the office.
CREATE TABLE document_rule (
    id           INTEGER PRIMARY KEY,
    code         TEXT NOT NULL,
    text         TEXT NOT NULL,
    text_en      TEXT NOT NULL,
    printed      TEXT NOT NULL,                  -- neutral: never the name of what it is
    printed_en   TEXT NOT NULL,
    municipality TEXT,                           -- where it is asked for; NULL: everywhere
    source       TEXT NOT NULL,
    from_day     TEXT NOT NULL,
    until_day    TEXT
) STRICT;

INSERT INTO document_rule (id, code, text, text_en, printed, printed_en, municipality, source, from_day) VALUES
    (1, 'order', 'Urdhri i mbrojtjes', 'The protection order', 'Dokumenti bazë', 'Base document', NULL, 'VKM 597/2019', '2007-06-01'),
    (2, 'identity_card', 'Fotokopja e kartës së identitetit', 'Copy of the identity card', 'Fotokopja e kartës së identitetit',
     'Copy of the identity card', NULL, 'VKM 597/2019', '2007-06-01'),
    (3, 'property_certificate', 'Vërtetimi i pronësisë', 'Property certificate', 'Vërtetimi i pronësisë', 'Property certificate',
     'Gjirokastër', 'praktikë e Bashkisë Gjirokastër', '2007-06-01');

CREATE TABLE application_document (              -- papers that were seen
    application_id INTEGER NOT NULL REFERENCES application(id),
    code           TEXT NOT NULL,
    seen_on        TEXT NOT NULL,
    recorded_by    INTEGER REFERENCES account(id),
    PRIMARY KEY (application_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE application_decision (              -- appended, never edited: the latest counts
    id             INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES application(id),
    decision       TEXT NOT NULL CHECK (decision IN ('granted','refused','incomplete')),
    decided_on     TEXT NOT NULL,
    reason_sealed  BLOB,                         -- why refused, or what is missing beside the papers
    recorded_by    INTEGER REFERENCES account(id),
    recorded_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX application_decision_application ON application_decision(application_id);
CREATE TRIGGER application_decision_no_update BEFORE UPDATE ON application_decision
    BEGIN SELECT RAISE(ABORT, 'decisions are appended, never edited'); END;
CREATE TRIGGER application_decision_no_delete BEFORE DELETE ON application_decision
    BEGIN SELECT RAISE(ABORT, 'decisions are appended, never removed'); END;

-- What stood before anybody could decide goes on as it was.
INSERT INTO application_decision (id, application_id, decision, decided_on, recorded_at)
    SELECT id, id, 'granted', filed_on, recorded_at FROM application;
INSERT INTO sequence (name, next) SELECT 'application_decision', coalesce(max(id), 0) + 1 FROM application;

ALTER TABLE person ADD COLUMN died_on TEXT;      -- the last day of any benefit

CREATE TABLE closed_day (                        -- nobody is fed: no fee is waived
    id              INTEGER PRIMARY KEY,
    on_day          TEXT NOT NULL,
    organisation_id INTEGER REFERENCES organisation(id),   -- NULL: all crèches and kindergartens
    text            TEXT NOT NULL
) STRICT;
CREATE INDEX closed_day_day ON closed_day(on_day);

CREATE TABLE certificate_kind (
    id      INTEGER PRIMARY KEY,
    code    TEXT NOT NULL UNIQUE,
    text    TEXT NOT NULL,
    text_en TEXT NOT NULL,
    active  INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0,1))
) STRICT;

INSERT INTO certificate_kind (id, code, text, text_en) VALUES
    (1, 'residence', 'Vërtetim banimi', 'Certificate of residence'),
    (2, 'family', 'Vërtetim për gjendjen familjare', 'Certificate of family status'),
    (3, 'income', 'Vërtetim për të ardhurat', 'Certificate of income'),
    (4, 'local_tax', 'Vërtetim për taksat vendore', 'Certificate on local taxes'),
    (5, 'other', 'Vërtetim tjetër i bashkisë', 'Another municipal certificate');

-- The only trace of certificates given free of charge: how many, and the fees waived in new lekë.
CREATE TABLE certificate_count (
    on_day          TEXT NOT NULL,
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    kind            TEXT NOT NULL,
    count           INTEGER NOT NULL,
    sum             INTEGER NOT NULL,
    PRIMARY KEY (on_day, organisation_id, kind)
) STRICT, WITHOUT ROWID;

INSERT INTO sequence (name, next) VALUES ('document_rule', 4), ('certificate_kind', 6);

-- ---- paying out
-- The columns of the list that the office pays by, in their order. Codes are the program's.
CREATE TABLE payment_column (
    position INTEGER PRIMARY KEY CHECK (position > 0),
    code     TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO payment_column (position, code) VALUES
    (1, 'nr'), (2, 'surname'), (3, 'first_name'), (4, 'father_name'), (5, 'nid'), (6, 'unit'), (7, 'month'), (8, 'kind'),
    (9, 'amount'), (10, 'collected_on'), (11, 'collected_by'), (12, 'signature');

-- What became of a payment of an approved run: appended, never edited. Never paid twice without a return between,
-- neither by one line nor by two for the same month of a person (the second where the first was reversed).
CREATE TABLE payment_event (
    id          INTEGER PRIMARY KEY,
    run_id      INTEGER NOT NULL,
    n           INTEGER NOT NULL,
    what        TEXT NOT NULL CHECK (what IN ('paid','returned')),
    on_day      TEXT NOT NULL,
    collector   TEXT CHECK (collector IN ('self','other')),
    collector_name_sealed BLOB,
    collector_nid_sealed BLOB,
    recorded_by INTEGER NOT NULL REFERENCES account(id),
    recorded_at INTEGER NOT NULL,
    FOREIGN KEY (run_id, n) REFERENCES payment_line(run_id, n),
    CHECK ((what = 'paid') = (collector IS NOT NULL)),
    CHECK ((collector IS 'other') = (collector_name_sealed IS NOT NULL)),
    CHECK ((collector IS 'other') = (collector_nid_sealed IS NOT NULL))
) STRICT;
CREATE INDEX payment_event_line ON payment_event(run_id, n, id);
CREATE TRIGGER payment_event_add BEFORE INSERT ON payment_event BEGIN
    SELECT RAISE(ABORT, 'only a payment of an approved run is paid out') WHERE NOT EXISTS
        (SELECT 1 FROM payment_line l JOIN payment_run r ON r.id = l.run_id AND r.state = 'approved'
         WHERE l.run_id = NEW.run_id AND l.n = NEW.n AND l.kind = 'payment');
    SELECT RAISE(ABORT, 'events come one after the other') WHERE EXISTS
        (SELECT 1 FROM payment_event WHERE id >= NEW.id);
    SELECT RAISE(ABORT, 'paid, then returned, then paid again') WHERE NEW.what <> CASE coalesce(
        (SELECT what FROM payment_event WHERE run_id = NEW.run_id AND n = NEW.n ORDER BY id DESC LIMIT 1), 'returned')
        WHEN 'paid' THEN 'returned' ELSE 'paid' END;
    SELECT RAISE(ABORT, 'this month of this person was handed out by another line') WHERE NEW.what = 'paid' AND EXISTS
        (SELECT 1 FROM payment_line l JOIN payment_line o ON o.person_id = l.person_id AND o.month = l.month
         AND (o.run_id <> l.run_id OR o.n <> l.n) WHERE l.run_id = NEW.run_id AND l.n = NEW.n AND 'paid' =
         (SELECT what FROM payment_event WHERE run_id = o.run_id AND n = o.n ORDER BY id DESC LIMIT 1));
END;
CREATE TRIGGER payment_event_no_update BEFORE UPDATE ON payment_event BEGIN
    SELECT RAISE(ABORT, 'what became of a payment is never edited');
END;
CREATE TRIGGER payment_event_no_delete BEFORE DELETE ON payment_event BEGIN
    SELECT RAISE(ABORT, 'what became of a payment is never removed');
END;

-- Somebody who must not asked to collect a payment: coordinators are told for a while, and nobody else of what it was about.
CREATE TABLE collector_alarm (
    case_id INTEGER NOT NULL REFERENCES case_file(id),
    run_id  INTEGER NOT NULL,
    n       INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (case_id, run_id, n, at),
    FOREIGN KEY (run_id, n) REFERENCES payment_line(run_id, n)
) STRICT;
CREATE INDEX collector_alarm_at ON collector_alarm(at);
