-- Who stands in for a coordinator who is away: sees, among her own, the tasks of the other's files. It opens no file to anybody.
CREATE TABLE substitute (
    id        INTEGER PRIMARY KEY,
    away_id   INTEGER NOT NULL REFERENCES account(id),
    by_id     INTEGER NOT NULL REFERENCES account(id),
    from_day  TEXT NOT NULL,
    until_day TEXT NOT NULL,                 -- the last day, which counts
    made_by   INTEGER REFERENCES account(id),
    made_at   INTEGER NOT NULL,
    ended_at  INTEGER,                       -- taken back, or over sooner: nobody stands in from that instant
    CHECK (away_id <> by_id AND from_day <= until_day)
) STRICT;
CREATE INDEX substitute_by ON substitute(by_id, until_day) WHERE ended_at IS NULL;
CREATE INDEX substitute_away ON substitute(away_id, until_day) WHERE ended_at IS NULL;
CREATE TRIGGER substitute_stays BEFORE DELETE ON substitute BEGIN SELECT RAISE(ABORT, 'who stood in is appended'); END;

INSERT INTO sequence (name, next) VALUES ('substitute', 1);
