-- Persons and files that are erased: asked for by one account, approved by another. What of them may go, and from when, is
-- a dated rule; nothing goes by itself. Their data keys are destroyed (keys.db), what can be cleared is cleared, and
-- append-only rows stay, unreadable.
CREATE TABLE erasure (
    id          INTEGER PRIMARY KEY,
    what        TEXT NOT NULL CHECK (what IN ('person','file')),
    record_id   INTEGER NOT NULL,
    asked_by    INTEGER NOT NULL REFERENCES account(id),
    asked_at    INTEGER NOT NULL,
    approved_by INTEGER REFERENCES account(id),
    ended_at    INTEGER,                         -- approved, or taken back where nobody approved
    CHECK (approved_by IS NULL OR approved_by <> asked_by),
    CHECK (approved_by IS NULL OR ended_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX erasure_open ON erasure(what, record_id) WHERE ended_at IS NULL;
CREATE TRIGGER erasure_ask BEFORE INSERT ON erasure BEGIN
    SELECT RAISE(ABORT, 'an erasure begins as a question') WHERE NEW.approved_by IS NOT NULL OR NEW.ended_at IS NOT NULL;
    SELECT RAISE(ABORT, 'an erasure is never replaced') WHERE EXISTS (SELECT 1 FROM erasure WHERE id = NEW.id);
END;
CREATE TRIGGER erasure_end BEFORE UPDATE ON erasure BEGIN
    SELECT RAISE(ABORT, 'what was asked and answered is never edited') WHERE OLD.ended_at IS NOT NULL OR
        NEW.id <> OLD.id OR NEW.what <> OLD.what OR NEW.record_id <> OLD.record_id OR NEW.asked_by <> OLD.asked_by OR
        NEW.asked_at <> OLD.asked_at;
END;
CREATE TRIGGER erasure_keep BEFORE DELETE ON erasure BEGIN
    SELECT RAISE(ABORT, 'that something was erased is never erased') WHERE OLD.ended_at IS NOT NULL;
END;

-- Only what an approved erasure names is marked so; key_gone follows when its key is destroyed, in another file.
CREATE TABLE erased (
    what      TEXT NOT NULL CHECK (what IN ('person','file')),
    record_id INTEGER NOT NULL,
    erasure_id INTEGER NOT NULL REFERENCES erasure(id),
    key_gone  INTEGER NOT NULL DEFAULT 0 CHECK (key_gone IN (0,1)),
    PRIMARY KEY (what, record_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER erased_add BEFORE INSERT ON erased BEGIN
    SELECT RAISE(ABORT, 'only what somebody approved is erased') WHERE NOT EXISTS
        (SELECT 1 FROM erasure WHERE id = NEW.erasure_id AND approved_by IS NOT NULL);
END;
CREATE TRIGGER erased_keep BEFORE DELETE ON erased BEGIN SELECT RAISE(ABORT, 'nothing comes back'); END;

-- How long a file is kept after its last order and its last payment, before anybody may ask to erase it.
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'retention_months', 60, 'rregull i regjistrit: koha para se një dosje mund të fshihet', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 1 WHERE name = 'legal_rule';
