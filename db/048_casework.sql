-- Case work: what is recorded before, beside and after an order. Everything is a record, appended: an answer, a result or an
-- outcome is a record about another, a correction one that stands in another's place. So what is open is what nothing answers.
CREATE TABLE case_word (                             -- lists of choices: they change by date, and no release is needed for one more
    id         INTEGER PRIMARY KEY,
    list       TEXT NOT NULL,                        -- "channel"
    code       TEXT NOT NULL,
    text       TEXT NOT NULL,
    text_en    TEXT NOT NULL,
    rank       INTEGER NOT NULL,                     -- in which order they are offered
    from_day   TEXT NOT NULL,
    until_day  TEXT,                                 -- last day on which it is offered
    UNIQUE (list, code)
) STRICT;

CREATE TABLE case_record (                           -- what is plain: days for lists and tasks, kinds for counts. All else is sealed
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,                       -- the noun: "call"
    case_id     INTEGER REFERENCES case_file(id),    -- NULL: none yet
    key_id      INTEGER,                             -- of the values of one that had no file when it was written; else the file's
    on_day      TEXT NOT NULL,                       -- the day that it is about
    due_day     TEXT,                                -- by when something is to follow, or it is looked at again
    answers_id  INTEGER REFERENCES case_record(id),  -- the record that it answers
    corrects_id INTEGER REFERENCES case_record(id),  -- the record in whose place it stands
    recorded_by INTEGER REFERENCES account(id),
    recorded_at INTEGER NOT NULL,
    voided_at   INTEGER,
    voided_by   INTEGER REFERENCES account(id),
    void_reason_sealed BLOB,                         -- NULL: another stands in its place
    said_sealed BLOB,                                -- all that was said, by name: codes and words
    CHECK (case_id IS NOT NULL OR key_id IS NOT NULL)
) STRICT;
CREATE INDEX case_record_case ON case_record(case_id, on_day);
CREATE INDEX case_record_day ON case_record(kind, on_day);
CREATE INDEX case_record_answers ON case_record(answers_id) WHERE answers_id IS NOT NULL;
CREATE TRIGGER case_record_stays BEFORE DELETE ON case_record BEGIN SELECT RAISE(ABORT, 'case work is appended'); END;
CREATE TRIGGER case_record_kept BEFORE UPDATE ON case_record
WHEN NEW.kind <> OLD.kind OR NEW.on_day <> OLD.on_day OR NEW.due_day IS NOT OLD.due_day OR NEW.answers_id IS NOT OLD.answers_id OR NEW.corrects_id IS NOT OLD.corrects_id
    OR NEW.recorded_by IS NOT OLD.recorded_by OR NEW.recorded_at <> OLD.recorded_at OR OLD.voided_at IS NOT NULL
    OR (OLD.case_id IS NOT NULL AND NEW.case_id IS NOT OLD.case_id)
BEGIN SELECT RAISE(ABORT, 'case work is appended'); END;

INSERT INTO sequence (name, next) VALUES ('case_record', 1), ('case_word', 1000);

INSERT INTO case_word (id, list, code, text, text_en, rank, from_day) VALUES
 (1, 'channel', 'telephone', 'me telefon', 'by telephone', 1, '2014-01-01'),
 (2, 'channel', 'came', 'erdhi vetë', 'came in', 2, '2014-01-01'),
 (3, 'channel', 'visit', 'gjatë një vizite', 'on a visit', 3, '2014-01-01'),
 (4, 'channel', 'letter', 'me shkresë', 'by letter', 4, '2014-01-01'),
 (5, 'channel', 'institution', 'nga një institucion', 'from an institution', 5, '2014-01-01'),
 (11, 'caller', 'victim', 'e dhunuara vetë', 'the victim herself', 1, '2014-01-01'),
 (12, 'caller', 'relative', 'i afërm', 'a relative', 2, '2014-01-01'),
 (13, 'caller', 'neighbour', 'fqinj', 'a neighbour', 3, '2014-01-01'),
 (14, 'caller', 'institution', 'institucion', 'an institution', 4, '2014-01-01'),
 (15, 'caller', 'unknown', 'i panjohur', 'unknown', 5, '2014-01-01'),
 (21, 'age_group', 'child', 'nën 18 vjeç', 'under 18', 1, '2014-01-01'),
 (22, 'age_group', 'young', '18–29 vjeç', '18–29', 2, '2014-01-01'),
 (23, 'age_group', 'adult', '30–64 vjeç', '30–64', 3, '2014-01-01'),
 (24, 'age_group', 'old', '65 vjeç e lart', '65 and older', 4, '2014-01-01'),
 (26, 'sex', 'F', 'femër', 'female', 1, '2014-01-01'),
 (27, 'sex', 'M', 'mashkull', 'male', 2, '2014-01-01'),
 (28, 'danger', 'yes', 'po', 'yes', 1, '2014-01-01'),
 (29, 'danger', 'no', 'jo', 'no', 2, '2014-01-01'),
 (30, 'danger', 'unknown', 'nuk dihet', 'not known', 3, '2014-01-01'),
 (31, 'call_outcome', 'information', 'u dha informacion', 'information given', 1, '2014-01-01'),
 (32, 'call_outcome', 'orientation', 'u orientua te një shërbim', 'shown the way to a service', 2, '2014-01-01'),
 (33, 'call_outcome', 'file', 'u hap dosje', 'a file was opened', 3, '2014-01-01'),
 (34, 'call_outcome', 'police', 'u njoftua policia', 'the police were called', 4, '2014-01-01'),
 (35, 'call_outcome', 'none', 'pa vijim', 'nothing followed', 5, '2014-01-01');
