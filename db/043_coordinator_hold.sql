-- The coordinator asks to wait with whatever is handed out to somebody ("not now, call me"): whom to call. What was said stands in
-- payment_hold, why 'coordinator', about the person herself; 'hold' waits, 'pay' ends the wait.
ALTER TABLE payment_hold ADD COLUMN phone TEXT;      -- the coordinator's own, as the office is to see it

CREATE TRIGGER payment_event_wait BEFORE INSERT ON payment_event BEGIN
    SELECT RAISE(ABORT, 'the coordinator asked to wait') WHERE NEW.what = 'paid' AND 'hold' =
        (SELECT h.word FROM payment_line l JOIN payment_hold h ON h.person_id = l.person_id AND h.why = 'coordinator'
         WHERE l.run_id = NEW.run_id AND l.n = NEW.n ORDER BY h.id DESC LIMIT 1);
END;
