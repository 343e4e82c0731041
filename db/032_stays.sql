-- Stays can be put right: one that never was is voided, one that was written down wrong is voided by the row that takes its
-- place; both stay readable. And the institutions of which a place is chosen.
ALTER TABLE stay ADD COLUMN voided_at INTEGER;       -- NULL: it counts
ALTER TABLE stay ADD COLUMN void_reason_sealed BLOB;
ALTER TABLE stay ADD COLUMN corrects_id INTEGER REFERENCES stay(id);
CREATE INDEX stay_corrects ON stay(corrects_id) WHERE corrects_id IS NOT NULL;

CREATE TABLE institution (                           -- where people are cared for: names of places, and nobody who is there
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0,1))
) STRICT;
INSERT INTO sequence (name, next) VALUES ('institution', 1);
