-- What names a paper is sealed: issuer and number of an order, the number of a court's act. A stolen copy without keys
-- tells none of them. Here the sealed columns come beside the old ones, and the keys fill them
-- (domain/order/order_sealing.h); the next script takes the old ones away.
ALTER TABLE protection_order ADD COLUMN issuer_sealed BLOB;
ALTER TABLE protection_order ADD COLUMN number_sealed BLOB;
ALTER TABLE protection_order ADD COLUMN paper_blind BLOB;
ALTER TABLE protection_order ADD COLUMN issue_blind BLOB;
ALTER TABLE protection_order ADD COLUMN day_blind BLOB;

-- Until the next script brings it back: the acts of before are given their sealed column.
DROP TRIGGER order_act_no_update;
ALTER TABLE order_act ADD COLUMN decision_sealed BLOB;
