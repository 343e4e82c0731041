-- When a device ends, as the register tells it, and on which days devices were used, for the register to collect.
ALTER TABLE device ADD COLUMN life_day TEXT;     -- its last day by its age; NULL: none
ALTER TABLE device ADD COLUMN unseen_days INTEGER NOT NULL DEFAULT 0 CHECK (unseen_days BETWEEN 0 AND 36500);
ALTER TABLE device ADD COLUMN ends_day TEXT;     -- its last day, by what the register knew of its use; NULL: none

-- Written by checks, once a day for each device: the day and nothing finer, and no day before. Whatever a device was used
-- for, and how often, is not here; the register takes a day when it is over, and the row goes.
CREATE TABLE device_use (
    device_id INTEGER PRIMARY KEY,
    on_day    TEXT NOT NULL
) STRICT;
