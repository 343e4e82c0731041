-- Case work: meetings of all kinds. Plain is what they are counted and listed by; where, who and why is sealed, and what was said of a
-- file is a record of that file (case_record), with the file's key.
CREATE TABLE meeting (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL DEFAULT 1,
    kind        TEXT NOT NULL,                       -- a code of the list meeting_kind
    on_day      TEXT NOT NULL,
    called_off  INTEGER NOT NULL DEFAULT 0 CHECK (called_off IN (0, 1)),
    women       INTEGER NOT NULL DEFAULT 0 CHECK (women >= 0),       -- of whoever came without being invited by name
    men         INTEGER NOT NULL DEFAULT 0 CHECK (men >= 0),
    reports     INTEGER NOT NULL DEFAULT 0 CHECK (reports >= 0),     -- presented there
    initiatives INTEGER NOT NULL DEFAULT 0 CHECK (initiatives >= 0), -- joint ones that were agreed there
    key_id      INTEGER NOT NULL,                    -- of all that is sealed of it, of its invited and its copies
    said_sealed BLOB,                                -- hour, place, chair, and what it is about
    signed_at   INTEGER,                             -- the minutes: what is written from then on is a correction
    signed_by   INTEGER REFERENCES account(id),
    CHECK (signed_at IS NULL OR called_off = 0)
) STRICT;
CREATE INDEX meeting_day ON meeting(on_day);
CREATE TRIGGER meeting_stays BEFORE DELETE ON meeting BEGIN SELECT RAISE(ABORT, 'a meeting is called off'); END;
CREATE TRIGGER meeting_signed BEFORE UPDATE ON meeting WHEN OLD.signed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the minutes are signed'); END;

CREATE TABLE meeting_invited (                       -- written anew with each change of its meeting, until its minutes are signed
    id          INTEGER PRIMARY KEY,
    meeting_id  INTEGER NOT NULL REFERENCES meeting(id),
    state       TEXT NOT NULL CHECK (state IN ('invited', 'present', 'excused')),
    head        INTEGER NOT NULL CHECK (head IN (0, 1)), -- leads the institution
    said_sealed BLOB NOT NULL                        -- institution, name, number; of which files another person is known not to be the respondent
) STRICT;
CREATE INDEX meeting_invited_meeting ON meeting_invited(meeting_id);

CREATE TABLE meeting_file (                          -- the agenda; written anew with each change
    meeting_id INTEGER NOT NULL REFERENCES meeting(id),
    case_id    INTEGER NOT NULL REFERENCES case_file(id),
    place      INTEGER NOT NULL,                     -- on the agenda, from 1
    PRIMARY KEY (meeting_id, case_id)
) STRICT;
CREATE INDEX meeting_file_case ON meeting_file(case_id);

CREATE TABLE meeting_copy (                          -- of the pack: each is numbered, handed out and handed back
    id          INTEGER PRIMARY KEY,
    meeting_id  INTEGER NOT NULL REFERENCES meeting(id),
    number      INTEGER NOT NULL,                    -- of the meeting, from 1
    said_sealed BLOB NOT NULL,                       -- whose it is
    printed_at  INTEGER NOT NULL,
    printed_by  INTEGER REFERENCES account(id),
    returned_on TEXT,
    UNIQUE (meeting_id, number)
) STRICT;
CREATE TRIGGER meeting_copy_stays BEFORE DELETE ON meeting_copy BEGIN SELECT RAISE(ABORT, 'a copy is out until it is back'); END;

ALTER TABLE case_record ADD COLUMN meeting_id INTEGER REFERENCES meeting(id); -- at which it was said
CREATE INDEX case_record_meeting ON case_record(meeting_id) WHERE meeting_id IS NOT NULL;
CREATE TRIGGER case_record_meeting_kept BEFORE UPDATE ON case_record WHEN NEW.meeting_id IS NOT OLD.meeting_id
BEGIN SELECT RAISE(ABORT, 'case work is appended'); END;

INSERT INTO sequence (name, next) VALUES ('meeting', 1), ('meeting_invited', 1), ('meeting_copy', 1);

INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'meeting_names', 0, 'rregull i regjistrit: në paketën e mbledhjes numra dosjesh, jo emra', '2007-06-01', NULL FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 1 WHERE name = 'legal_rule';

INSERT INTO case_word (id, list, code, text, text_en, rank, from_day) VALUES
 (641, 'meeting_kind', 'technical', 'Ekipi Teknik Ndërdisiplinor (ETN)', 'technical team (case meeting)', 1, '2014-01-01'),
 (642, 'meeting_kind', 'steering', 'Komiteti Drejtues', 'steering committee', 2, '2014-01-01'),
 (643, 'meeting_kind', 'directors', 'analizë e drejtuesve të institucioneve', 'directors'' analysis', 3, '2014-01-01'),
 (644, 'meeting_kind', 'information', 'takim informues me institucionet', 'information session with institutions', 4, '2014-01-01'),
 (645, 'meeting_kind', 'community', 'takim komunitar', 'community meeting', 5, '2014-01-01'),
 (646, 'meeting_kind', 'table', 'tryezë teknike e një grupi', 'technical table of a group', 6, '2014-01-01'),
 (647, 'meeting_kind', 'training', 'trajnim', 'training', 7, '2014-01-01'),
 (648, 'meeting_kind', 'campaign', 'fushatë ndërgjegjësimi', 'campaign', 8, '2014-01-01'),
 (651, 'meeting_plan', 'approved', 'plani u miratua', 'the plan was approved', 1, '2014-01-01'),
 (652, 'meeting_plan', 'not_approved', 'plani nuk u miratua', 'the plan was not approved', 2, '2014-01-01'),
 (661, 'meeting_action_state', 'done', 'u krye', 'done', 1, '2014-01-01'),
 (662, 'meeting_action_state', 'not_possible', 'nuk është më i mundur', 'not possible any more', 2, '2014-01-01'),
 (663, 'meeting_action_state', 'passed_on', 'iu kalua dikujt tjetër', 'passed on to somebody else', 3, '2014-01-01');
