-- Case work: an answer stays one when what it answers is corrected. So it names the first of those that corrected one another.
DROP TRIGGER case_record_kept;
ALTER TABLE case_record ADD COLUMN root_id INTEGER REFERENCES case_record(id); -- the first of its corrections: itself, where it corrects none

WITH RECURSIVE chain (id, root) AS (
    SELECT id, id FROM case_record WHERE corrects_id IS NULL
    UNION ALL SELECT r.id, c.root FROM case_record r JOIN chain c ON c.id = r.corrects_id)
UPDATE case_record SET root_id = (SELECT root FROM chain WHERE chain.id = case_record.id);

CREATE INDEX case_record_root ON case_record(root_id);
CREATE INDEX case_record_due ON case_record(due_day) WHERE due_day IS NOT NULL;
CREATE TRIGGER case_record_kept BEFORE UPDATE ON case_record
WHEN NEW.kind <> OLD.kind OR NEW.on_day <> OLD.on_day OR NEW.due_day IS NOT OLD.due_day OR NEW.answers_id IS NOT OLD.answers_id OR NEW.corrects_id IS NOT OLD.corrects_id
    OR NEW.root_id IS NOT OLD.root_id OR NEW.recorded_by IS NOT OLD.recorded_by OR NEW.recorded_at <> OLD.recorded_at OR OLD.voided_at IS NOT NULL
    OR (OLD.case_id IS NOT NULL AND NEW.case_id IS NOT OLD.case_id)
BEGIN SELECT RAISE(ABORT, 'case work is appended'); END;
