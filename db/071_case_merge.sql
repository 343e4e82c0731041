-- Files that were opened twice: the younger is merged into the older one, and both numbers lead there. Whatever stood in the
-- younger one goes along, row by row as it is noted here, so that it can go back within a day (casework/case_merge.h).
ALTER TABLE case_file ADD COLUMN merged_into INTEGER REFERENCES case_file(id) CHECK (merged_into < id); -- NULL: a file of its own
CREATE INDEX case_file_merged ON case_file(merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE case_merge (
    id        INTEGER PRIMARY KEY,
    from_id   INTEGER NOT NULL REFERENCES case_file(id),
    into_id   INTEGER NOT NULL REFERENCES case_file(id),
    merged_at INTEGER NOT NULL,
    merged_by INTEGER REFERENCES account(id),
    undone_at INTEGER,
    undone_by INTEGER REFERENCES account(id)
) STRICT;
CREATE INDEX case_merge_from ON case_merge(from_id);
CREATE INDEX case_merge_into ON case_merge(into_id);
CREATE TRIGGER case_merge_stays BEFORE DELETE ON case_merge BEGIN SELECT RAISE(ABORT, 'a merge is undone, never removed'); END;

CREATE TABLE case_merge_row (                        -- that went along
    merge_id INTEGER NOT NULL REFERENCES case_merge(id),
    place    TEXT NOT NULL,                          -- the table
    row_id   INTEGER NOT NULL,                       -- by what stays its own
    PRIMARY KEY (merge_id, place, row_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_merge_person (                     -- who stood in both: the row of the younger file, kept until it goes back
    id              INTEGER PRIMARY KEY,             -- that it had in case_person
    merge_id        INTEGER NOT NULL REFERENCES case_merge(id),
    person_id       INTEGER NOT NULL REFERENCES person(id),
    role            TEXT NOT NULL,
    relation_sealed BLOB
) STRICT;
CREATE INDEX case_merge_person_merge ON case_merge_person(merge_id);
CREATE INDEX case_merge_person_person ON case_merge_person(person_id);

-- Notes and case work are appended; to another file they go with a merge alone, and back with its undoing.
DROP TRIGGER case_note_no_update;
CREATE TRIGGER case_note_no_update BEFORE UPDATE ON case_note
WHEN NEW.id <> OLD.id OR NEW.text_sealed <> OLD.text_sealed OR NEW.written_by IS NOT OLD.written_by OR NEW.written_at <> OLD.written_at
    OR NOT EXISTS (SELECT 1 FROM case_merge m WHERE (m.undone_at IS NULL AND m.from_id = OLD.case_id AND m.into_id = NEW.case_id)
        OR (m.undone_at IS NOT NULL AND m.into_id = OLD.case_id AND m.from_id = NEW.case_id))
BEGIN SELECT RAISE(ABORT, 'notes are appended, never edited'); END;
DROP TRIGGER case_record_kept;
CREATE TRIGGER case_record_kept BEFORE UPDATE ON case_record
WHEN NEW.kind <> OLD.kind OR NEW.on_day <> OLD.on_day OR NEW.due_day IS NOT OLD.due_day OR NEW.answers_id IS NOT OLD.answers_id OR NEW.corrects_id IS NOT OLD.corrects_id
    OR NEW.root_id IS NOT OLD.root_id OR NEW.recorded_by IS NOT OLD.recorded_by OR NEW.recorded_at <> OLD.recorded_at
    OR (OLD.voided_at IS NOT NULL AND NEW.case_id IS OLD.case_id)
    OR (OLD.case_id IS NOT NULL AND NEW.case_id IS NOT OLD.case_id AND (NEW.voided_at IS NOT OLD.voided_at OR NEW.said_sealed IS NOT OLD.said_sealed
        OR NEW.void_reason_sealed IS NOT OLD.void_reason_sealed OR NOT EXISTS (SELECT 1 FROM case_merge m
            WHERE (m.undone_at IS NULL AND m.from_id = OLD.case_id AND m.into_id = NEW.case_id)
            OR (m.undone_at IS NOT NULL AND m.into_id = OLD.case_id AND m.from_id = NEW.case_id))))
BEGIN SELECT RAISE(ABORT, 'case work is appended'); END;

INSERT INTO sequence (name, next) VALUES ('case_merge', 1);
