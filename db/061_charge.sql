-- Who of the coordinators is in charge of a file: whose tasks its tasks are. Who was before stands in the log. NULL: nobody;
-- an account that has ended, or a sealed file that is not entrusted to it, is as good as nobody.
ALTER TABLE case_file ADD COLUMN charge_id INTEGER REFERENCES account(id);
CREATE INDEX case_file_charge ON case_file(charge_id);

-- Of files that were there before: who registered them.
UPDATE case_file SET charge_id = (SELECT k.id FROM audit a JOIN account k ON k.id = a.account_id
    WHERE a.case_id = case_file.id AND a.case_version = 1 AND k.role = 'coordinator' ORDER BY a.id LIMIT 1);
