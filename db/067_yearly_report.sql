-- The yearly report of the municipality: its text as it was written, version by version. A version is never changed; the one that was
-- signed is the last of its year.
CREATE TABLE yearly_report (
    id          INTEGER PRIMARY KEY,
    year        INTEGER NOT NULL,
    version     INTEGER NOT NULL CHECK (version > 0),       -- of its year, without gaps
    signed      INTEGER NOT NULL CHECK (signed IN (0, 1)),  -- its figures stand in it as they were on that day
    written_at  INTEGER NOT NULL,
    written_by  INTEGER REFERENCES account(id),
    key_id      INTEGER NOT NULL,
    text_sealed BLOB NOT NULL,
    UNIQUE (year, version)
) STRICT;
CREATE TRIGGER yearly_report_stays BEFORE DELETE ON yearly_report BEGIN SELECT RAISE(ABORT, 'a yearly report stays'); END;
CREATE TRIGGER yearly_report_kept BEFORE UPDATE ON yearly_report WHEN NEW.key_id IS OLD.key_id AND NEW.text_sealed IS OLD.text_sealed
BEGIN SELECT RAISE(ABORT, 'a yearly report gets a new version'); END;
CREATE TRIGGER yearly_report_signed BEFORE INSERT ON yearly_report BEGIN
    SELECT RAISE(ABORT, 'the yearly report is signed') WHERE EXISTS (SELECT 1 FROM yearly_report y WHERE y.year = NEW.year AND y.signed = 1);
END;

INSERT INTO sequence (name, next) VALUES ('yearly_report', 1);
