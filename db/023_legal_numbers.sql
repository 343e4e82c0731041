-- The numbers of the law are kept by the administrator: 0 says that there is no such term (any more), and a row that has
-- not begun can be taken back. Nothing is removed: what stood there stays readable.
CREATE TABLE legal_rule_copy (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    value       INTEGER NOT NULL CHECK (value >= 0),
    source      TEXT NOT NULL,
    from_day    TEXT NOT NULL,
    until_day   TEXT,                            -- of rows that came with a script; those that were added hold until the next begins
    recorded_at INTEGER,                         -- NULL: came with a script
    voided_at   INTEGER                          -- taken back before it began: it speaks for no day
) STRICT;
INSERT INTO legal_rule_copy (id, name, value, source, from_day, until_day)
    SELECT id, name, value, source, from_day, until_day FROM legal_rule;
DROP TABLE legal_rule;
CREATE TABLE legal_rule (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    value       INTEGER NOT NULL CHECK (value >= 0),
    source      TEXT NOT NULL,
    from_day    TEXT NOT NULL,
    until_day   TEXT,                            -- of rows that came with a script; those that were added hold until the next begins
    recorded_at INTEGER,                         -- NULL: came with a script
    voided_at   INTEGER                          -- taken back before it began: it speaks for no day
) STRICT;
INSERT INTO legal_rule (id, name, value, source, from_day, until_day, recorded_at, voided_at)
    SELECT id, name, value, source, from_day, until_day, recorded_at, voided_at FROM legal_rule_copy;
DROP TABLE legal_rule_copy;
