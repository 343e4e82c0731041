-- Where each line of the log comes from; what was refused; and who is told of knocking at a sealed file.

-- What the hash of a row covers (audit_row.h). Rows that stand already are of form 1 and verify as they did.
ALTER TABLE audit ADD COLUMN form INTEGER NOT NULL DEFAULT 1 CHECK (form IN (1, 2));
ALTER TABLE audit ADD COLUMN session INTEGER;    -- its number (007); NULL: none
ALTER TABLE audit ADD COLUMN network TEXT;       -- /24 or /48; NULL: the machine itself, or not known
