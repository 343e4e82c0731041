-- Reports of a year that have left the office, cell by cell as they did: whoever has one keeps it, and a later count laid
-- beside it would tell what came in between (report/report_published.h). A year that is out is never counted anew.
CREATE TABLE report_published (
    year        INTEGER NOT NULL,
    report      TEXT NOT NULL,
    row         INTEGER NOT NULL CHECK (row >= 0),
    whole       INTEGER NOT NULL CHECK (whole IN (0, 1)),  -- the row of all
    name        TEXT,                                           -- as facts tell it; NULL: the whole, or not known
    text        TEXT NOT NULL,
    text_en     TEXT NOT NULL,
    measure     TEXT NOT NULL,
    known       INTEGER NOT NULL CHECK (known IN (0, 1)),
    hidden      INTEGER NOT NULL CHECK (hidden IN (0, 1)),
    value       INTEGER NOT NULL CHECK (hidden = 0 OR value = 0),
    PRIMARY KEY (year, report, row, measure)
) STRICT;
CREATE TRIGGER report_published_stays BEFORE DELETE ON report_published BEGIN SELECT RAISE(ABORT, 'what is out stays out'); END;
CREATE TRIGGER report_published_kept BEFORE UPDATE ON report_published BEGIN SELECT RAISE(ABORT, 'what is out stays out'); END;
