-- Who was a dependant of a file and is a protected person by a court's act (law 9669/2006: an order covers children with the
-- mother, or protects them by themselves), and from which day: before it the person is what she was. case_person.role says what
-- she is now. Worked out anew whenever an act of the order is put right (order/order_role.h); rows stay.
CREATE TABLE order_role (
    person_id INTEGER NOT NULL REFERENCES person(id),
    act_id    INTEGER NOT NULL REFERENCES order_act(id), -- the act itself, whatever corrected it since; of a paper that names her so: its grant
    from_day  TEXT CHECK (length(from_day) = 10),        -- NULL: the act is void, or names her no more
    PRIMARY KEY (person_id, act_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_role_act ON order_role(act_id);
