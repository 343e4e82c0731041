-- Where a court names no last day but so much time from something that has still to happen: kept as it is said, so that the end
-- stays open until that is known. And words of a registration that are put right include the day of the hearing.
ALTER TABLE order_act ADD COLUMN term_months INTEGER CHECK (term_months > 0);
ALTER TABLE order_act ADD COLUMN term_days INTEGER CHECK (term_days > 0);
ALTER TABLE order_act ADD COLUMN term_from TEXT CHECK (term_from IN ('decision','start','service','finality'));

CREATE TABLE order_change_copy AS SELECT * FROM order_change;
DROP TABLE order_change;
CREATE TABLE order_change (                      -- a word of the registration put right: what stood there and what stands there now
    id         INTEGER PRIMARY KEY,
    act_id     INTEGER NOT NULL REFERENCES order_act(id),
    order_id   INTEGER NOT NULL REFERENCES protection_order(id),
    field      TEXT NOT NULL CHECK (field IN ('kind','issuer','number','decision_date','received_on','hearing_on','case_number','unit',
                                              'petitioner','petitioner_name','representative','representative_name')),
    old_sealed BLOB,                             -- NULL: nothing
    new_sealed BLOB,
    UNIQUE (act_id, field)
) STRICT;
INSERT INTO order_change (id, act_id, order_id, field, old_sealed, new_sealed)
    SELECT id, act_id, order_id, field, old_sealed, new_sealed FROM order_change_copy ORDER BY id;
DROP TABLE order_change_copy;
CREATE INDEX order_change_order ON order_change(order_id);
CREATE TRIGGER order_change_no_update BEFORE UPDATE ON order_change BEGIN SELECT RAISE(ABORT, 'acts are appended, never edited'); END;
CREATE TRIGGER order_change_no_delete BEFORE DELETE ON order_change BEGIN SELECT RAISE(ABORT, 'acts are appended, never removed'); END;

INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'start_months', 12, 'rregull i regjistrit: fillimi kaq muaj pas vendimit pyetet', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 1 WHERE name = 'legal_rule';
