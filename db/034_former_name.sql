-- Names that a person was written down under before they were put right: found by, and held against who collects.
CREATE TABLE former_name (
    id                INTEGER PRIMARY KEY,
    person_id         INTEGER NOT NULL REFERENCES person(id),
    first_name_sealed BLOB NOT NULL,
    surname_sealed    BLOB NOT NULL,
    until_day         TEXT NOT NULL              -- the day of the correction
) STRICT;
CREATE INDEX former_name_person ON former_name(person_id);
INSERT INTO sequence (name, next) VALUES ('former_name', 1);
