-- How often a device may ask, by dated rules of the register.
CREATE TABLE asking_rule (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL CHECK (name IN ('device_minute_checks', 'device_day_checks')),
    value     INTEGER NOT NULL CHECK (value >= 0), -- 0: no such limit
    from_day  TEXT NOT NULL,
    until_day TEXT
) STRICT;
