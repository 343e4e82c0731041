-- What a check reads stands in check.db alone: the register keeps the days of a card by its number, without the digest by which a
-- door finds it, and no hint that the key of the doors opens.
CREATE TABLE card_service_copy AS SELECT card_id, service, from_day, until_day, exp_day, revoked FROM card_service;
DROP TABLE card_service;
CREATE TABLE card_service (
    card_id   INTEGER NOT NULL,
    service   TEXT NOT NULL,                     -- '': the card's own life
    from_day  TEXT NOT NULL,
    until_day TEXT,                              -- NULL: open; the card's own last day is exp_day
    exp_day   TEXT NOT NULL,
    revoked   INTEGER NOT NULL CHECK (revoked IN (0,1)),
    PRIMARY KEY (card_id, service, from_day)
) STRICT, WITHOUT ROWID;
INSERT INTO card_service (card_id, service, from_day, until_day, exp_day, revoked)
    SELECT card_id, service, from_day, until_day, exp_day, revoked FROM card_service_copy ORDER BY card_id, service, from_day;
DROP TABLE card_service_copy;
ALTER TABLE kindergarten_child DROP COLUMN hint_sealed;

CREATE TRIGGER owed_card_add AFTER INSERT ON card_service WHEN NEW.service = '' BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'card', NEW.card_id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_card_change AFTER UPDATE ON card_service WHEN NEW.service = '' BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'card', NEW.card_id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_card_drop AFTER DELETE ON card_service WHEN OLD.service = '' BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'card', OLD.card_id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
