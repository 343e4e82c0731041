-- On which days somebody asked at a contact point whether all of it holds: how many were confirmed in a year is counted when that
-- year is over, and by then the next January has asked again. contact_point.confirmed_on is the last of them.
CREATE TABLE contact_confirmed (
    point_id INTEGER NOT NULL REFERENCES contact_point(id),
    on_day   TEXT NOT NULL CHECK (length(on_day) = 10),
    PRIMARY KEY (point_id, on_day)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER contact_confirmed_stays BEFORE DELETE ON contact_confirmed BEGIN SELECT RAISE(ABORT, 'what was asked stays'); END;
CREATE TRIGGER contact_confirmed_kept BEFORE UPDATE ON contact_confirmed BEGIN SELECT RAISE(ABORT, 'what was asked stays'); END;

INSERT OR IGNORE INTO contact_confirmed (point_id, on_day) SELECT id, confirmed_on FROM contact_point;
-- What was confirmed before that, as the log tells it; whoever came into the book was asked then, or so long before as was said.
INSERT OR IGNORE INTO contact_confirmed (point_id, on_day)
    SELECT p.id, date(a.at, 'unixepoch') FROM audit a JOIN contact_point p ON p.id = a.record_id
    WHERE a.record = 'contact_point' AND a.what IN ('contact_point.add', 'contact_point.confirm')
        AND date(a.at, 'unixepoch') <= p.confirmed_on;
