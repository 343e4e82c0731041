-- A family that moved within the municipality: to which unit a file belonged before, until which day. Figures go by where she
-- lived on the day asked (file/case_unit.h); case_file.unit_id is the unit of now.
CREATE TABLE case_unit (
    case_id   INTEGER NOT NULL REFERENCES case_file(id),
    until_day TEXT NOT NULL CHECK (length(until_day) = 10), -- the last one
    unit_id   INTEGER NOT NULL REFERENCES unit(id),
    PRIMARY KEY (case_id, until_day)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER case_unit_stays BEFORE DELETE ON case_unit BEGIN SELECT RAISE(ABORT, 'where she lived stays'); END;
CREATE TRIGGER case_unit_kept BEFORE UPDATE ON case_unit BEGIN SELECT RAISE(ABORT, 'where she lived stays'); END;
