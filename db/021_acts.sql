-- What courts say of the questions that stand open: that more days are refused, how an appeal ended and what it was about, that an
-- immediate order's petition is turned down, that a police order is confirmed or is not; and that a registration was put right.
-- The CHECK of a kind is made anew with its table, by way of a copy, as in 011.
CREATE TABLE order_act_copy AS SELECT * FROM order_act;
DROP TABLE order_act;
CREATE TABLE order_act (                         -- appended, never edited
    id             INTEGER PRIMARY KEY,
    order_id       INTEGER NOT NULL REFERENCES protection_order(id),
    kind           TEXT NOT NULL CHECK (kind IN ('granted','served','petitioned','final','appealed','amended','extension_requested',
                                                 'extended','terminated','annulled','replaced','corrected','extension_refused',
                                                 'appeal_decided','petition_refused','not_confirmed','confirmed',
                                                 'registration_corrected')),
    on_day         TEXT NOT NULL,
    at             INTEGER,                      -- UTC second when the hour is known
    start_day      TEXT,
    end_day        TEXT,
    end_open       INTEGER NOT NULL DEFAULT 0 CHECK (end_open IN (0,1)),  -- tells "without end" from "says nothing"
    effective_day  TEXT,
    other_order_id INTEGER REFERENCES protection_order(id),
    outcome        TEXT CHECK (outcome IN ('upheld','changed','overturned')), -- of an appeal
    about_id       INTEGER REFERENCES order_act(id),  -- the act that is appealed; NULL: the grant
    corrects_id    INTEGER REFERENCES order_act(id),
    voids          INTEGER NOT NULL DEFAULT 0 CHECK (voids IN (0,1)),
    decision_sealed BLOB,                        -- number of the court's act
    note_sealed    BLOB,
    recorded_by    INTEGER REFERENCES account(id),
    recorded_at    INTEGER NOT NULL,
    CHECK ((kind = 'corrected') = (corrects_id IS NOT NULL)),
    CHECK (kind = 'corrected' OR (kind = 'appeal_decided') = (outcome IS NOT NULL)),
    CHECK (about_id IS NULL OR kind IN ('appealed','appeal_decided','corrected')),
    CHECK (end_open = 0 OR end_day IS NULL)
) STRICT;
INSERT INTO order_act (id, order_id, kind, on_day, at, start_day, end_day, end_open, effective_day, other_order_id, corrects_id,
                       voids, decision_sealed, note_sealed, recorded_by, recorded_at)
    SELECT id, order_id, kind, on_day, at, start_day, end_day, end_open, effective_day, other_order_id, corrects_id, voids,
           decision_sealed, note_sealed, recorded_by, recorded_at FROM order_act_copy ORDER BY id;
DROP TABLE order_act_copy;
CREATE INDEX order_act_order ON order_act(order_id);
CREATE TRIGGER order_act_no_update BEFORE UPDATE ON order_act BEGIN SELECT RAISE(ABORT, 'acts are appended, never edited'); END;
CREATE TRIGGER order_act_no_delete BEFORE DELETE ON order_act BEGIN SELECT RAISE(ABORT, 'acts are appended, never removed'); END;
