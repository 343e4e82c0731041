-- What a session is known by: to its holder, who sees where she is signed in, and to the log. Whoever was signed in
-- signs in anew.
DELETE FROM session;
ALTER TABLE session ADD COLUMN number INTEGER;       -- from sequence, never given out twice: names it in the log
ALTER TABLE session ADD COLUMN network TEXT;         -- it was opened from, /24 or /48; NULL: the machine itself
ALTER TABLE session ADD COLUMN confirmed_at INTEGER NOT NULL DEFAULT 0;  -- instant: its holder last proved who she is
CREATE UNIQUE INDEX session_number ON session(number);
