-- Copies that were gone back to for a trial (besa restore --drill), and what came of it.
CREATE TABLE drill (
    id       INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    name     TEXT NOT NULL,                      -- of the copy, without its folder
    good     INTEGER NOT NULL CHECK (good IN (0,1)),
    protocol BLOB NOT NULL                       -- COSE_Sign1 by the issuer: what was looked at and found, as JSON, of nobody
) STRICT;
CREATE INDEX drill_good ON drill(at) WHERE good = 1;
CREATE TRIGGER drill_no_update BEFORE UPDATE ON drill BEGIN SELECT RAISE(ABORT, 'a protocol is not edited'); END;
CREATE TRIGGER drill_no_delete BEFORE DELETE ON drill BEGIN SELECT RAISE(ABORT, 'a protocol is not removed'); END;
