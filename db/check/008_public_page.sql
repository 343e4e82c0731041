-- The page for the public, finished: what any stranger is shown, and nothing else. For today and the days to come, so that what is shown
-- is right also while the register is down.
CREATE TABLE public_file (
    on_day  TEXT NOT NULL,
    name    TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (on_day, name)
) STRICT, WITHOUT ROWID;
