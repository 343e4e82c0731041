-- What is typed to set a device up: beside a sheet's long code, or alone while that runs.
ALTER TABLE device ADD COLUMN short_hash BLOB;
ALTER TABLE device ADD COLUMN sheet_until INTEGER; -- until then the sheet may be handed over; NULL: it was, or there is none
CREATE UNIQUE INDEX device_short ON device(short_hash) WHERE short_hash IS NOT NULL;
-- What was typed proves itself to the register as the long code does.
ALTER TABLE enrolment ADD COLUMN short_code TEXT;
