-- Where a family enters a shelter or leaves it, something follows for her contact, her card, her children's kindergarten: each is
-- asked, and stays asked until somebody says what became of it.
CREATE TABLE stay_question (
    id          INTEGER PRIMARY KEY,
    stay_id     INTEGER NOT NULL REFERENCES stay(id),   -- of the one who was named first; put right: the row in its place
    moved       TEXT NOT NULL CHECK (moved IN ('entered','left')),
    what        TEXT NOT NULL CHECK (what IN ('contact','card','kindergarten')),
    asked_on    TEXT NOT NULL,
    answer      TEXT CHECK (answer IN ('changed','stays')),   -- NULL: open
    answered_by INTEGER REFERENCES account(id),
    answered_at INTEGER,
    UNIQUE (stay_id, moved, what),
    CHECK ((answer IS NULL) = (answered_by IS NULL)),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
) STRICT;
CREATE INDEX stay_question_open ON stay_question(stay_id) WHERE answer IS NULL;
INSERT INTO sequence (name, next) VALUES ('stay_question', 1);
CREATE TRIGGER stay_question_once BEFORE UPDATE ON stay_question BEGIN
    SELECT RAISE(ABORT, 'an answer is never edited') WHERE OLD.answer IS NOT NULL AND (coalesce(NEW.answer, '') <> OLD.answer OR
        coalesce(NEW.answered_by, 0) <> OLD.answered_by OR coalesce(NEW.answered_at, 0) <> OLD.answered_at);
    SELECT RAISE(ABORT, 'a question stays as it was asked') WHERE NEW.id <> OLD.id OR
        NEW.moved <> OLD.moved OR NEW.what <> OLD.what OR NEW.asked_on <> OLD.asked_on;
END;
CREATE TRIGGER stay_question_keep BEFORE DELETE ON stay_question BEGIN
    SELECT RAISE(ABORT, 'questions are never removed');
END;
