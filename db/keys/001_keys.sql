-- Data keys: one for each person and each case file, and some for what belongs to neither. Each is wrapped by a master key
-- (seal-N.key), which is not in here. Copies of this file are kept for a shorter time than those of the register: once no
-- copy has a key that was destroyed, what it sealed is gone from all of them.

CREATE TABLE key_store (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    mark      BLOB NOT NULL CHECK (length(mark) = 16),   -- drawn once; the register that these keys are of has the same
    next      INTEGER NOT NULL,                  -- id of the next key: none is given out twice
    destroyed INTEGER NOT NULL DEFAULT 0         -- grows with each key destroyed: whoever keeps opened keys forgets them
) STRICT;

CREATE TABLE data_key (
    id           INTEGER PRIMARY KEY,
    master       INTEGER,                        -- number of the key that wraps it; NULL: destroyed
    wrapped      BLOB CHECK (length(wrapped) = 60),      -- nonce, key, tag: AES-256-GCM, bound to the id
    seals        INTEGER NOT NULL DEFAULT 0,     -- values sealed with it, at least; see VAULT_SEALS_MAX
    destroyed_at INTEGER,
    CHECK ((master IS NULL) = (wrapped IS NULL)),
    CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
) STRICT;
