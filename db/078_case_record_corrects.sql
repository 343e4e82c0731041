-- Whether another record stands in one's place is asked for each entry of a file: without an index, of every record there is.
-- And cards that run out soon are few among those that do not.
CREATE INDEX case_record_corrects ON case_record(corrects_id) WHERE corrects_id IS NOT NULL;
CREATE INDEX card_exp ON card(exp_day) WHERE revoked_at IS NULL;
