-- What the staff keep beside the register: notes, documents, drafts, calendars, backups.

-- Scanned papers of a file. Taken out of a file they are marked, never deleted.
CREATE TABLE attachment (
    id           INTEGER PRIMARY KEY,
    case_id      INTEGER NOT NULL REFERENCES case_file(id),
    order_id     INTEGER REFERENCES protection_order(id),   -- the order it shows; NULL: none
    title_sealed BLOB NOT NULL,
    type         TEXT CHECK (type IN ('application/pdf','image/jpeg','image/png')),  -- NULL: its content has not come yet
    size         INTEGER NOT NULL DEFAULT 0,     -- bytes of the content
    added_by     INTEGER REFERENCES account(id),
    added_at     INTEGER NOT NULL,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX attachment_case ON attachment(case_id);

-- Apart, so that a list of documents reads past none of them.
CREATE TABLE attachment_content (
    attachment_id  INTEGER PRIMARY KEY REFERENCES attachment(id) ON DELETE CASCADE,
    content_sealed BLOB NOT NULL
) STRICT;

-- A form that is not finished, for whoever began it and nobody else; gone when it is saved, or after a month.
CREATE TABLE draft (
    account_id  INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    kind        TEXT NOT NULL,                   -- which form
    role        TEXT NOT NULL,                   -- that the account had; with another it is not shown any more
    row_id      INTEGER NOT NULL,                -- names the row in the seal
    text_sealed BLOB NOT NULL,
    saved_at    INTEGER NOT NULL,
    PRIMARY KEY (account_id, kind)
) STRICT;

-- The secret address of an account's calendar of deadlines.
CREATE TABLE calendar (
    account_id  INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
    secret_hash BLOB NOT NULL UNIQUE,            -- SHA-256
    made_at     INTEGER NOT NULL
) STRICT;
-- Who left, changed office or was given a password by somebody else makes a new address: the old one never comes back to life.
CREATE TRIGGER calendar_end AFTER UPDATE ON account
    WHEN NEW.role <> OLD.role OR NEW.active <> OLD.active OR (NEW.must_change = 1 AND NEW.password_hash <> OLD.password_hash)
    BEGIN DELETE FROM calendar WHERE account_id = NEW.id; END;

-- A sealed file is entrusted to coordinators: who is none any more keeps no access from that time, and none comes back with the office.
CREATE TRIGGER case_access_end AFTER UPDATE ON account WHEN NEW.role <> OLD.role
    BEGIN DELETE FROM case_access WHERE account_id = NEW.id; END;
DELETE FROM case_access WHERE account_id IN (SELECT id FROM account WHERE role <> 'coordinator');

-- Copies of the database, without the keys.
CREATE TABLE backup (
    id     INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    name   TEXT NOT NULL,                        -- of the file, without its folder
    size   INTEGER NOT NULL,                     -- bytes
    digest BLOB NOT NULL                         -- SHA-256; it was checked before it was written down here
) STRICT;
CREATE INDEX backup_at ON backup(at);

-- A unit that is no more takes no new files; those it has stay.
ALTER TABLE unit ADD COLUMN active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0,1));

CREATE TABLE case_note (                         -- appended, never edited: a correction is a new note
    id          INTEGER PRIMARY KEY,
    case_id     INTEGER NOT NULL REFERENCES case_file(id),
    text_sealed BLOB NOT NULL,
    written_by  INTEGER REFERENCES account(id),
    written_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX case_note_case ON case_note(case_id);
CREATE TRIGGER case_note_no_update BEFORE UPDATE ON case_note BEGIN SELECT RAISE(ABORT, 'notes are appended, never edited'); END;

-- A sealed file opened with a reason, for the one session that gave it, until that instant.
CREATE TABLE case_opened (
    case_id      INTEGER NOT NULL REFERENCES case_file(id),
    session_hash BLOB NOT NULL REFERENCES session(token_hash) ON DELETE CASCADE,
    until        INTEGER NOT NULL,
    PRIMARY KEY (case_id, session_hash)
) STRICT;
CREATE INDEX case_opened_session ON case_opened(session_hash);

-- A card that prints other initials or another year than its holder has since her data were put right, until it is
-- withdrawn or her data are again as it prints them.
CREATE TABLE card_reprint (
    card_id   INTEGER PRIMARY KEY REFERENCES card(id) ON DELETE CASCADE,
    since_day TEXT NOT NULL
) STRICT;
CREATE TRIGGER card_reprint_done AFTER UPDATE OF revoked_at ON card WHEN NEW.revoked_at IS NOT NULL BEGIN
    DELETE FROM card_reprint WHERE card_id = NEW.id;
END;
