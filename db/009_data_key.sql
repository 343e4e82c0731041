-- Each person and each case file gets a data key of its own, which lies in keys.db, wrapped; what belongs to neither gets one
-- that is changed now and then. Behind this script everything that was sealed until now is sealed anew
-- (domain/upkeep/reseal.h): with old values about, destroying a key would destroy nothing.
ALTER TABLE person ADD COLUMN key_id INTEGER;    -- of keys.db, as all of this name
ALTER TABLE case_file ADD COLUMN key_id INTEGER;

CREATE TABLE general_key (                       -- the newest seals
    id     INTEGER PRIMARY KEY,
    key_id INTEGER NOT NULL UNIQUE,
    since  INTEGER NOT NULL                      -- instant
) STRICT;

-- Which keys are this register's: a foreign one is never taken.
CREATE TABLE key_store (                         -- keys.db
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    mark BLOB NOT NULL CHECK (length(mark) = 16) -- drawn when it was made
) STRICT;
CREATE TABLE key_check (                         -- the files in the folder of keys
    kind   TEXT NOT NULL CHECK (kind IN ('seal','hint','blind','issuer','public')),
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 255),
    digest BLOB NOT NULL CHECK (length(digest) = 32),    -- derived from the key, which cannot be had from it
    PRIMARY KEY (kind, number)
) STRICT;
