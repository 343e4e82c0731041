-- A device's token ends: after so many days on which nobody used it, and at a certain age at the latest. Dated rules say
-- after how many; what follows from them for each device is a projection, worked out anew with each minute's collecting.
ALTER TABLE device ADD COLUMN since_day TEXT;    -- its token is as old as that; NULL: not looked at yet
ALTER TABLE device ADD COLUMN seen_day TEXT;     -- the last day on which it asked anything, told when that day is over
ALTER TABLE device ADD COLUMN life_day TEXT;     -- its last day by its age; NULL: none
ALTER TABLE device ADD COLUMN unseen_days INTEGER NOT NULL DEFAULT 0; -- 0: it does not end by not being used
ALTER TABLE device ADD COLUMN ends_day TEXT;     -- its last day as things stand; NULL: none

INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'device_unseen_days', 120, 'rregull i regjistrit: pajisje që nuk përdoret', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 1, 'device_days', 730, 'rregull i regjistrit: mosha e një pajisjeje', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 2, 'device_notice_days', 21, 'rregull i regjistrit: njoftimi para se të mbarojë një pajisje', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 3 WHERE name = 'legal_rule';
