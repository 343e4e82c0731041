-- Partners: an institution of the address book with an account of its own, which is told of what was referred to it.
CREATE TABLE account_copy AS SELECT * FROM account;
DROP TABLE account;
CREATE TABLE account (
    id              INTEGER PRIMARY KEY,
    name            TEXT NOT NULL UNIQUE,        -- sign-in name, folded lower case
    full_name       TEXT NOT NULL,
    role            TEXT NOT NULL CHECK (role IN ('coordinator','aid_officer','director','kindergarten','partner','auditor','administrator')),
    organisation_id INTEGER REFERENCES organisation(id),   -- kindergarten accounts
    point_id        INTEGER REFERENCES contact_point(id),  -- partner accounts: the institution
    password_hash   TEXT NOT NULL,
    active          INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0,1)),
    failures        INTEGER NOT NULL DEFAULT 0,  -- failed sign-ins since the last good one
    locked_until    INTEGER NOT NULL DEFAULT 0,  -- instant; an administrator can set it back to 0
    must_change     INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0,1)),
    created_at      INTEGER NOT NULL,
    first_since     INTEGER,                     -- instant: a password to be changed was given; NULL: it is her own
    given_at        INTEGER,                     -- instant: somebody else set her password last; NULL: never
    given_by        TEXT,                        -- who: the name of an account, or "command line"
    given_seen_at   INTEGER,                     -- instant: she has confirmed that she knows; NULL: not yet
    CHECK (role <> 'kindergarten' OR organisation_id IS NOT NULL),
    CHECK ((role = 'partner') = (point_id IS NOT NULL))
) STRICT;
INSERT INTO account (id, name, full_name, role, organisation_id, password_hash, active, failures, locked_until, must_change,
    created_at, first_since, given_at, given_by, given_seen_at)
    SELECT id, name, full_name, role, organisation_id, password_hash, active, failures, locked_until, must_change,
    created_at, first_since, given_at, given_by, given_seen_at FROM account_copy ORDER BY id;
DROP TABLE account_copy;
CREATE TRIGGER calendar_end AFTER UPDATE ON account
    WHEN NEW.role <> OLD.role OR NEW.active <> OLD.active OR (NEW.must_change = 1 AND NEW.password_hash <> OLD.password_hash)
    BEGIN DELETE FROM calendar WHERE account_id = NEW.id; END;
CREATE TRIGGER case_access_end AFTER UPDATE ON account WHEN NEW.role <> OLD.role
    BEGIN DELETE FROM case_access WHERE account_id = NEW.id; END;

-- Of a referral: which institution of the book is told of it, as a check value, so that a stolen copy does not say which.
ALTER TABLE case_record ADD COLUMN told_blind BLOB; -- NULL: none that stands in the book
CREATE INDEX case_record_told ON case_record(told_blind) WHERE told_blind IS NOT NULL;
CREATE TRIGGER case_record_told_kept BEFORE UPDATE ON case_record WHEN NEW.told_blind IS NOT OLD.told_blind
BEGIN SELECT RAISE(ABORT, 'case work is appended'); END;

INSERT INTO case_word (id, list, code, text, text_en, rank, from_day) VALUES
 (721, 'consent_names', 'yes', 'po, edhe emri', 'yes, her name as well', 1, '2014-01-01'),
 (722, 'consent_names', 'no', 'jo, vetëm numri i dosjes', 'no, the number of the file alone', 2, '2014-01-01');
