-- A coordinator has held the papers of an application against the person and found them right: what the office goes by
-- where the file is sealed against it. Appended.
CREATE TABLE application_check (
    id             INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES application(id),
    checked_on     TEXT NOT NULL,
    recorded_by    INTEGER NOT NULL REFERENCES account(id),
    recorded_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX application_check_application ON application_check(application_id);
CREATE TRIGGER application_check_no_update BEFORE UPDATE ON application_check BEGIN
    SELECT RAISE(ABORT, 'checks are appended, never edited');
END;
CREATE TRIGGER application_check_no_delete BEFORE DELETE ON application_check BEGIN
    SELECT RAISE(ABORT, 'checks are appended, never removed');
END;
