-- By which number a kindergarten knows a child: two may have the same initials and year. Drawn without meaning, so that
-- nobody counts by it; a child that comes back to a place has it again, and at another place has another.
CREATE TABLE kindergarten_number (
    person_id       INTEGER NOT NULL REFERENCES person(id),
    organisation_id INTEGER NOT NULL REFERENCES organisation(id),
    number          INTEGER NOT NULL UNIQUE CHECK (number >= 1000),
    PRIMARY KEY (person_id, organisation_id)
) STRICT, WITHOUT ROWID;
