-- Devices that are set up from printed sheets, and codes that are typed. A sheet carries the long code, which is good for
-- nothing before it is handed over: by an administrator, which starts its 15 minutes, or with the short code that only
-- whoever hands it out has. A lost sheet, or a lost list of short codes, is worthless alone.
ALTER TABLE device ADD COLUMN short_hash BLOB;   -- SHA-256; with the sheet until it is handed over, alone while enrol_until runs
ALTER TABLE device ADD COLUMN sheet_until INTEGER; -- until then its sheet may be handed over; NULL: it has none, or is handed over
CREATE UNIQUE INDEX device_short ON device(short_hash) WHERE short_hash IS NOT NULL;

-- Codes that were replaced: one may have been taken at the door a moment before, and the device that took it goes on.
-- Kept for a day; whoever comes with one later than it was replaced is refused.
CREATE TABLE device_code_former (
    enrol_hash  BLOB NOT NULL,
    enrol_until INTEGER NOT NULL,                -- 0: it was on a sheet, not handed over yet
    short_hash  BLOB,
    sheet_until INTEGER,
    device_id   INTEGER NOT NULL REFERENCES device(id),
    replaced_at INTEGER NOT NULL,
    PRIMARY KEY (enrol_hash, enrol_until)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_code_former_device ON device_code_former(device_id);
