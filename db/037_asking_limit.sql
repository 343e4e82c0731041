-- How often a device may ask in a minute, and on one day: no more than a door can. 0 would be no limit. Doors are told
-- all rows, and look for those of the day.
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'device_minute_checks', 30, 'rregull i regjistrit: sa herë pyet një pajisje në minutë', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 1, 'device_day_checks', 1000, 'rregull i regjistrit: sa herë pyet një pajisje në ditë', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 2 WHERE name = 'legal_rule';

CREATE TRIGGER owed_legal_rule_add AFTER INSERT ON legal_rule WHEN NEW.name LIKE 'device_%_checks' BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'asking', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_legal_rule_change AFTER UPDATE ON legal_rule WHEN NEW.name LIKE 'device_%_checks' BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'asking', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
-- In registers that are in use: what stands here already is told too.
UPDATE check_state SET turn = turn + 1;
INSERT INTO check_owed (kind, id, turn) SELECT 'asking', 0, turn FROM check_state WHERE id = 1;
