-- What was noted of a payment by mistake is undone the same day, by an entry of its own: both stay, and the one that was undone
-- counts no more. And by which authorisation somebody else collected.
ALTER TABLE payment_event ADD COLUMN authorisation_sealed BLOB;   -- its number
ALTER TABLE payment_event ADD COLUMN authorised_on TEXT;          -- its day

CREATE TABLE payment_undo (
    event_id    INTEGER PRIMARY KEY REFERENCES payment_event(id),
    recorded_by INTEGER NOT NULL REFERENCES account(id),
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER payment_undo_add BEFORE INSERT ON payment_undo BEGIN
    SELECT RAISE(ABORT, 'an undoing is never replaced') WHERE EXISTS (SELECT 1 FROM payment_undo WHERE event_id = NEW.event_id);
    SELECT RAISE(ABORT, 'what was noted last is undone first') WHERE EXISTS
        (SELECT 1 FROM payment_event e JOIN payment_event l ON l.run_id = e.run_id AND l.n = e.n AND l.id > e.id
         WHERE e.id = NEW.event_id AND NOT EXISTS (SELECT 1 FROM payment_undo u WHERE u.event_id = l.id));
    SELECT RAISE(ABORT, 'this month of this person was handed out by another line') WHERE EXISTS
        (SELECT 1 FROM payment_event e JOIN payment_line l ON l.run_id = e.run_id AND l.n = e.n
         JOIN payment_line o ON o.person_id = l.person_id AND o.month = l.month AND (o.run_id <> l.run_id OR o.n <> l.n)
         WHERE e.id = NEW.event_id AND e.what = 'returned' AND 'paid' =
         (SELECT x.what FROM payment_event x WHERE x.run_id = o.run_id AND x.n = o.n AND NOT EXISTS
          (SELECT 1 FROM payment_undo u WHERE u.event_id = x.id) ORDER BY x.id DESC LIMIT 1));
END;
CREATE TRIGGER payment_undo_no_update BEFORE UPDATE ON payment_undo BEGIN
    SELECT RAISE(ABORT, 'an undoing is never edited');
END;
CREATE TRIGGER payment_undo_no_delete BEFORE DELETE ON payment_undo BEGIN
    SELECT RAISE(ABORT, 'an undoing is never removed');
END;

-- As in 004, over what counts.
DROP TRIGGER payment_event_add;
CREATE TRIGGER payment_event_add BEFORE INSERT ON payment_event BEGIN
    SELECT RAISE(ABORT, 'only a payment of an approved run is paid out') WHERE NOT EXISTS
        (SELECT 1 FROM payment_line l JOIN payment_run r ON r.id = l.run_id AND r.state = 'approved'
         WHERE l.run_id = NEW.run_id AND l.n = NEW.n AND l.kind = 'payment');
    SELECT RAISE(ABORT, 'events come one after the other') WHERE EXISTS
        (SELECT 1 FROM payment_event WHERE id >= NEW.id);
    SELECT RAISE(ABORT, 'paid, then returned, then paid again') WHERE NEW.what <> CASE coalesce(
        (SELECT e.what FROM payment_event e WHERE e.run_id = NEW.run_id AND e.n = NEW.n AND NOT EXISTS
         (SELECT 1 FROM payment_undo u WHERE u.event_id = e.id) ORDER BY e.id DESC LIMIT 1), 'returned')
        WHEN 'paid' THEN 'returned' ELSE 'paid' END;
    SELECT RAISE(ABORT, 'this month of this person was handed out by another line') WHERE NEW.what = 'paid' AND EXISTS
        (SELECT 1 FROM payment_line l JOIN payment_line o ON o.person_id = l.person_id AND o.month = l.month
         AND (o.run_id <> l.run_id OR o.n <> l.n) WHERE l.run_id = NEW.run_id AND l.n = NEW.n AND 'paid' =
         (SELECT e.what FROM payment_event e WHERE e.run_id = o.run_id AND e.n = o.n AND NOT EXISTS
          (SELECT 1 FROM payment_undo u WHERE u.event_id = e.id) ORDER BY e.id DESC LIMIT 1));
    SELECT RAISE(ABORT, 'somebody else collects by an authorisation') WHERE NEW.collector = 'other' AND
        (NEW.authorisation_sealed IS NULL OR NEW.authorised_on IS NULL);
END;
