-- The number of a card is sealed, and its digest goes: check.db has both readable, and two stolen halves must not join. The
-- digest can be had from the card's own text, which is sealed. Here the sealed column comes beside the old one, and the
-- keys fill it (domain/card/card_sealing.h); the next script takes the old ones away.
ALTER TABLE card ADD COLUMN number_sealed BLOB;
ALTER TABLE card ADD COLUMN number_blind BLOB;
