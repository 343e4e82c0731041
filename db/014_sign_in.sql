-- Passwords that somebody else has set: until when they let in, and that their holder is told; and those she had before.
ALTER TABLE account ADD COLUMN first_since INTEGER;  -- instant: a password to be changed was given; NULL: it is her own
ALTER TABLE account ADD COLUMN given_at INTEGER;     -- instant: somebody else set her password last; NULL: never
ALTER TABLE account ADD COLUMN given_by TEXT;        -- who: the name of an account, or "command line"
ALTER TABLE account ADD COLUMN given_seen_at INTEGER;  -- instant: she has confirmed that she knows; NULL: not yet

-- The log knows when a password that waits to be changed was given.
UPDATE account SET first_since = COALESCE(
    (SELECT max(a.at) FROM audit a WHERE a.record = 'account' AND a.record_id = account.id
     AND a.what IN ('account.create', 'account.password')), created_at) WHERE must_change = 1;

-- Hashes of passwords that an account had, the last few: none of them is chosen again.
CREATE TABLE account_former (
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,                 -- grows
    hash       TEXT NOT NULL,
    PRIMARY KEY (account_id, number)
) STRICT;

-- From where an account has signed in well: browsers (digest of the secret that each keeps) and networks (digest of account
-- and network). Locks pass over them; kept for 90 days after the last use, a few of each.
CREATE TABLE sign_in_known (
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('browser', 'network')),
    mark       BLOB NOT NULL,
    used_on    TEXT NOT NULL,
    PRIMARY KEY (account_id, kind, mark)
) STRICT;
CREATE INDEX sign_in_known_mark ON sign_in_known(mark);

INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'first_password_days', 7, 'rregull i regjistrit: sa ditë vlen një fjalëkalim i dhënë', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 1 WHERE name = 'legal_rule';
