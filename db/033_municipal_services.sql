-- Further services of the municipality that a council waives for the same persons: cleaning and lighting, rent, whatever it decides.
-- They stand on lists and reports and on no card: a card has a bit for what is asked at a door, and nobody asks for these there.
CREATE TABLE municipal_service (
    id            INTEGER PRIMARY KEY,
    text          TEXT NOT NULL,
    text_en       TEXT NOT NULL,
    source        TEXT NOT NULL,                  -- "VKB 12/2026"
    umpmm         INTEGER NOT NULL CHECK (umpmm IN (0,1)),
    umm           INTEGER NOT NULL CHECK (umm IN (0,1)),
    um            INTEGER NOT NULL CHECK (um IN (0,1)),
    needs_final   INTEGER NOT NULL CHECK (needs_final IN (0,1)),
    for_protected INTEGER NOT NULL CHECK (for_protected IN (0,1)),
    for_dependants INTEGER NOT NULL CHECK (for_dependants IN (0,1)),
    amount        INTEGER NOT NULL CHECK (amount >= 0),   -- new lekë for one unit; 0: nobody has stated it
    unit          TEXT NOT NULL CHECK (unit IN ('month','year')),
    share         INTEGER NOT NULL CHECK (share BETWEEN 1 AND 100),   -- percent that is waived
    from_day      TEXT NOT NULL,
    until_day     TEXT,
    recorded_at   INTEGER NOT NULL,
    voided_at     INTEGER                         -- taken back: it speaks for no day
) STRICT;
INSERT INTO sequence (name, next) VALUES ('municipal_service', 1);
