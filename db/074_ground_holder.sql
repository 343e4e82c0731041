-- What the economic-aid office knows of the card that it asked for, so that it sees nothing of another one that its holder may have
-- by an order, and so that two rows of one holder can become one.
ALTER TABLE ground_holder ADD COLUMN card_id INTEGER REFERENCES card(id);   -- that was made or met when it last asked
ALTER TABLE ground_holder ADD COLUMN given INTEGER;                         -- services that the grounds gave then; NULL: not known
ALTER TABLE ground_holder ADD COLUMN misnamed_on TEXT;                      -- since when the card prints other initials or another year
ALTER TABLE ground_holder ADD COLUMN unprinted INTEGER NOT NULL DEFAULT 0 CHECK (unprinted IN (0, 1)); -- the card was not printed yet
ALTER TABLE ground_holder ADD COLUMN one_with INTEGER REFERENCES ground_holder(id); -- the office's word: its grounds go there
CREATE INDEX ground_holder_unprinted ON ground_holder(id) WHERE unprinted = 1;

DROP TRIGGER ground_kept;
CREATE TRIGGER ground_kept BEFORE UPDATE ON ground BEGIN
    SELECT RAISE(ABORT, 'of a ground only the end changes') WHERE NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR
        NEW.decided_on <> OLD.decided_on OR NEW.from_day <> OLD.from_day OR (NEW.holder_id <> OLD.holder_id AND NOT EXISTS
        (SELECT 1 FROM ground_holder h WHERE h.id = OLD.holder_id AND h.one_with = NEW.holder_id));
END;
