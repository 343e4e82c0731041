-- The page for the public: its texts and numbers as they were written, version by version. A version is never changed; the newest one
-- that somebody else has approved is what is published.
CREATE TABLE public_version (
    version     INTEGER PRIMARY KEY CHECK (version > 0),            -- without gaps
    based_on    INTEGER REFERENCES public_version(version),       -- what it was written from; NULL: the program's own texts
    since       INTEGER NOT NULL CHECK (since BETWEEN 1 AND version), -- what nobody has approved yet begins with that version
    restores    INTEGER NOT NULL CHECK (restores IN (0, 1)),      -- it is based_on again, unchanged
    written_at  INTEGER NOT NULL,
    written_by  INTEGER NOT NULL REFERENCES account(id),
    approved_at INTEGER,
    approved_by INTEGER REFERENCES account(id),
    key_id      INTEGER NOT NULL,
    text_sealed BLOB NOT NULL,                                    -- what differs from the program's own texts
    CHECK ((approved_at IS NULL) = (approved_by IS NULL))
) STRICT;
CREATE TRIGGER public_version_stays BEFORE DELETE ON public_version BEGIN SELECT RAISE(ABORT, 'a version of the public page stays'); END;
CREATE TRIGGER public_version_kept BEFORE UPDATE ON public_version BEGIN
    SELECT RAISE(ABORT, 'the public page gets a new version')
    WHERE NEW.version IS NOT OLD.version OR NEW.based_on IS NOT OLD.based_on OR NEW.since IS NOT OLD.since
       OR NEW.restores IS NOT OLD.restores OR NEW.written_at IS NOT OLD.written_at OR NEW.written_by IS NOT OLD.written_by
       OR (OLD.approved_at IS NOT NULL AND (NEW.approved_at IS NOT OLD.approved_at OR NEW.approved_by IS NOT OLD.approved_by))
       OR (NEW.text_sealed IS NOT OLD.text_sealed AND NEW.key_id IS OLD.key_id);
END;
-- None comes into the world approved, and none hides whose unapproved words it goes on from.
CREATE TRIGGER public_version_new BEFORE INSERT ON public_version BEGIN
    SELECT RAISE(ABORT, 'a version of the public page is written before it is approved') WHERE NEW.approved_at IS NOT NULL;
    SELECT RAISE(ABORT, 'a version of the public page names what it was written from')
    WHERE EXISTS (SELECT 1 FROM public_version b WHERE b.version = NEW.based_on AND b.approved_at IS NULL AND b.since < NEW.since);
END;
-- Four eyes: whoever wrote a word that nobody has approved yet approves none of the versions that hold it.
CREATE TRIGGER public_version_four_eyes BEFORE UPDATE ON public_version WHEN OLD.approved_at IS NULL AND NEW.approved_at IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'who wrote a version of the public page does not approve it')
    WHERE EXISTS (SELECT 1 FROM public_version v WHERE v.version BETWEEN OLD.since AND OLD.version AND v.written_by IS NEW.approved_by);
    SELECT RAISE(ABORT, 'the newest version of the public page is approved, or none')
    WHERE EXISTS (SELECT 1 FROM public_version v WHERE v.version > OLD.version);
END;

-- The finished page, file by file, for today and the days to come, so that the doors show the right one also while the register is down.
CREATE TABLE public_file (
    on_day  TEXT NOT NULL,
    name    TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (on_day, name)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER owed_public_file_add AFTER INSERT ON public_file BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'public', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_public_file_drop AFTER DELETE ON public_file BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'public', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
