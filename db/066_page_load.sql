-- How often the page for the public was read, by day alone, collected from whoever serves it.
CREATE TABLE page_load (
    on_day TEXT PRIMARY KEY,
    count  INTEGER NOT NULL CHECK (count > 0)
) STRICT, WITHOUT ROWID;
