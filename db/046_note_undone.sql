-- Certificates that were noted and taken back: counted beside those that were noted.
ALTER TABLE certificate_count ADD COLUMN undone INTEGER NOT NULL DEFAULT 0 CHECK (undone >= 0);
ALTER TABLE certificate_count ADD COLUMN undone_sum INTEGER NOT NULL DEFAULT 0 CHECK (undone_sum >= 0);
