-- The list of cards that go on beyond their printed day, as it was signed.
ALTER TABLE status_list ADD COLUMN prolonged BLOB;
