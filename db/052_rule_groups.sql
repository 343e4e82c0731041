-- What councils write of groups: another part of a fee for dependants, or from the second child in one institution on; and
-- that something is for those alone, or only for who lives in the municipality. All of it is dated, because the rule is.
ALTER TABLE benefit_rule ADD COLUMN share_dependant INTEGER CHECK (share_dependant BETWEEN 1 AND 100);   -- NULL: as share
ALTER TABLE benefit_rule ADD COLUMN share_sibling INTEGER CHECK (share_sibling BETWEEN 1 AND 100);   -- NULL: as the others
ALTER TABLE benefit_rule ADD COLUMN needs_sibling INTEGER NOT NULL DEFAULT 0 CHECK (needs_sibling IN (0,1));
ALTER TABLE benefit_rule ADD COLUMN needs_residence INTEGER NOT NULL DEFAULT 0 CHECK (needs_residence IN (0,1));
-- Files of persons who live in another municipality and whose orders are kept here.
ALTER TABLE unit ADD COLUMN outside INTEGER NOT NULL DEFAULT 0 CHECK (outside IN (0,1));
