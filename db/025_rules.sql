-- A rule that was mistyped can be taken back while nothing approved rests on it: then what it had ended goes on as before. It
-- stays on record.
ALTER TABLE benefit_rule ADD COLUMN recorded_at INTEGER;   -- UTC second; NULL: came with a script, or before this was noted
ALTER TABLE benefit_rule ADD COLUMN voided_at INTEGER;     -- it speaks for no day
ALTER TABLE benefit_rule ADD COLUMN ended_by INTEGER;      -- the rule that set until_day by taking its place
ALTER TABLE benefit_rule ADD COLUMN until_was TEXT;        -- until_day before that
ALTER TABLE payment_rule ADD COLUMN recorded_at INTEGER;
ALTER TABLE payment_rule ADD COLUMN voided_at INTEGER;
ALTER TABLE payment_rule ADD COLUMN ended_by INTEGER;
ALTER TABLE payment_rule ADD COLUMN until_was TEXT;
