-- What a rule's amount counts, which part of a fee is waived, and that crèches have a fee of their own. Until now the
-- amount was called "a month" and was multiplied by days.
ALTER TABLE benefit_rule ADD COLUMN unit TEXT NOT NULL DEFAULT 'month' CHECK (unit IN ('month','day','certificate','ride'));
ALTER TABLE benefit_rule ADD COLUMN share INTEGER NOT NULL DEFAULT 100 CHECK (share BETWEEN 1 AND 100);   -- percent that is waived
ALTER TABLE benefit_rule ADD COLUMN amount_creche INTEGER CHECK (amount_creche > 0);   -- NULL: as amount
UPDATE benefit_rule SET unit = 'day' WHERE service = 'kindergarten';
UPDATE benefit_rule SET unit = 'certificate' WHERE service = 'documents';
UPDATE benefit_rule SET unit = 'ride' WHERE service = 'transport';
ALTER TABLE organisation ADD COLUMN stage TEXT CHECK (stage IN ('creche','kindergarten'));   -- NULL: not said; its fee is the kindergarten's
