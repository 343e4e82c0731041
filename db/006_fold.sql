-- Names of all scripts fold now, not only Latin ones up to U+017F, so what was stored folded before may be found no
-- more. This says by which rules it was made; the work of midnight makes it anew, and is done again at once.
CREATE TABLE fold (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    rules INTEGER NOT NULL                       -- FOLD_RULES of the program; no row: those of before
) STRICT;
DELETE FROM midnight;
