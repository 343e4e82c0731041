-- What a respondent is to somebody, put right like any other word of a registration: what stood there and what stands there now,
-- with whom it was said of. One act may put several of them right.
CREATE TABLE order_change_copy AS SELECT * FROM order_change;
DROP TABLE order_change;
CREATE TABLE order_change (                      -- a word of the registration put right: what stood there and what stands there now
    id         INTEGER PRIMARY KEY,
    act_id     INTEGER NOT NULL REFERENCES order_act(id),
    order_id   INTEGER NOT NULL REFERENCES protection_order(id),
    field      TEXT NOT NULL CHECK (field IN ('kind','issuer','number','decision_date','received_on','hearing_on','case_number','unit',
                                              'petitioner','petitioner_name','representative','representative_name','relation')),
    person_id  INTEGER REFERENCES person(id),    -- relation: to whom; NULL: in the whole file
    respondent_id INTEGER REFERENCES person(id), -- relation: whose
    old_sealed BLOB,                             -- NULL: nothing
    new_sealed BLOB,
    CHECK ((field = 'relation') = (respondent_id IS NOT NULL)),
    CHECK (person_id IS NULL OR field = 'relation')
) STRICT;
INSERT INTO order_change (id, act_id, order_id, field, old_sealed, new_sealed)
    SELECT id, act_id, order_id, field, old_sealed, new_sealed FROM order_change_copy ORDER BY id;
DROP TABLE order_change_copy;
CREATE UNIQUE INDEX order_change_once ON order_change(act_id, field, coalesce(person_id, 0), coalesce(respondent_id, 0));
CREATE INDEX order_change_order ON order_change(order_id);
CREATE INDEX order_change_person ON order_change(person_id);
CREATE INDEX order_change_respondent ON order_change(respondent_id);
CREATE TRIGGER order_change_no_update BEFORE UPDATE ON order_change BEGIN SELECT RAISE(ABORT, 'acts are appended, never edited'); END;
CREATE TRIGGER order_change_no_delete BEFORE DELETE ON order_change BEGIN SELECT RAISE(ABORT, 'acts are appended, never removed'); END;
