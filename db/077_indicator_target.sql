-- What the social plan wants of its indicators, year by year. Each version is all that is wanted of one indicator, and is never
-- changed: the newest stands, and the older ones say what was wanted before (report/indicator_target.h).
CREATE TABLE indicator_target (
    id         INTEGER PRIMARY KEY,
    indicator  TEXT NOT NULL,                      -- a column of the report "plan"
    version    INTEGER NOT NULL CHECK (version > 0),
    source     TEXT,                               -- where it is set: a page of the plan, a decision of the council
    written_at INTEGER NOT NULL,
    written_by INTEGER REFERENCES account(id),
    UNIQUE (indicator, version)
) STRICT;
CREATE TABLE indicator_target_year (
    target_id INTEGER NOT NULL REFERENCES indicator_target(id),
    year      INTEGER NOT NULL,
    target    INTEGER NOT NULL CHECK (target >= 0), -- at least so many
    PRIMARY KEY (target_id, year)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER indicator_target_stays BEFORE DELETE ON indicator_target BEGIN SELECT RAISE(ABORT, 'what was wanted stays'); END;
CREATE TRIGGER indicator_target_kept BEFORE UPDATE ON indicator_target BEGIN SELECT RAISE(ABORT, 'a target gets a new version'); END;
CREATE TRIGGER indicator_target_year_stays BEFORE DELETE ON indicator_target_year BEGIN SELECT RAISE(ABORT, 'what was wanted stays'); END;
CREATE TRIGGER indicator_target_year_kept BEFORE UPDATE ON indicator_target_year
BEGIN SELECT RAISE(ABORT, 'a target gets a new version'); END;

INSERT INTO sequence (name, next) VALUES ('indicator_target', 1);
