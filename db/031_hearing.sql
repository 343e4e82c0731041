-- The day of the hearing that an immediate order calls (law 9669/2006, article 19): it stands on the paper, and is not
-- the order's end. Without it the task counts the days of the law.
ALTER TABLE protection_order ADD COLUMN hearing_on TEXT CHECK (hearing_on IS NULL OR length(hearing_on) = 10);
