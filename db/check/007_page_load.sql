-- How often the page for the public was read, by day alone: no address, no language, no hour. A day is written when it is
-- over, or the process ends, so that the file tells nobody at what time somebody read.
CREATE TABLE page_load (
    on_day TEXT PRIMARY KEY,
    count  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
