-- Each note of a certificate counts once, whatever becomes of its answer: a row for each that may still be sent again.
-- Its name is SHA-256 of organisation, kind and a key that the device drew: nothing of a card is in it, and no hour.
CREATE TABLE certificate_note (
    note      BLOB PRIMARY KEY,
    on_day    TEXT NOT NULL,                     -- for which it was counted
    until_day TEXT NOT NULL,                     -- then it is forgotten
    fee       INTEGER NOT NULL,
    undone    INTEGER NOT NULL CHECK (undone IN (0,1))
) STRICT, WITHOUT ROWID;

-- What was taken back is counted beside, and never taken off: both only grow.
ALTER TABLE certificate_count ADD COLUMN undone INTEGER NOT NULL DEFAULT 0 CHECK (undone >= 0);
ALTER TABLE certificate_count ADD COLUMN undone_sum INTEGER NOT NULL DEFAULT 0 CHECK (undone_sum >= 0);
