-- What a signature under minutes holds is told by the records themselves: by the clock, whatever was written in the
-- second of the signature, or under a clock that was set back, passed for signed.
DROP TRIGGER meeting_signed;
ALTER TABLE meeting ADD COLUMN signed_record INTEGER; -- the newest that the signature holds; what came later is a correction
UPDATE meeting SET signed_record = (SELECT coalesce(max(r.id), 0) FROM case_record r WHERE r.meeting_id = meeting.id AND
    r.recorded_at <= meeting.signed_at) WHERE signed_at IS NOT NULL;
CREATE TRIGGER meeting_signed BEFORE UPDATE ON meeting WHEN OLD.signed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the minutes are signed'); END;
