-- When keys took the place of others (domain/upkeep/rotation.h), and how old one may become before somebody is told.
CREATE TABLE key_history (                       -- keys that took the place of the first ones; those are as old as the register
    kind     TEXT NOT NULL,                      -- as in key_check
    number   INTEGER NOT NULL,
    made_at  INTEGER NOT NULL,
    begun_at INTEGER,                            -- of an issuer's key: it signs since then; NULL: since it was made
    PRIMARY KEY (kind, number)
) STRICT;

INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'key_rotation_months', 24, 'rregull i regjistrit: ndërrimi i çelësave', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 1 WHERE name = 'legal_rule';
