-- Beside each status list a second one: its bit says that a card goes on beyond its printed day, for devices without a
-- network. Which bits those are follows from card_service; the token is signed with the list's own.
ALTER TABLE status_list ADD COLUMN prolonged BLOB;
UPDATE status_list SET changed = 1;
