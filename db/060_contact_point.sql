-- Case work: the address book of institutions and people who are asked for help ("adresari"). Plain is what it is found by; where
-- it is, by which number, and who answers there is sealed: shelters stand in it.
CREATE TABLE contact_point (
    id           INTEGER PRIMARY KEY,
    version      INTEGER NOT NULL DEFAULT 1,
    kind         TEXT NOT NULL,              -- a code of the list contact_kind
    level        TEXT NOT NULL,              -- a code of the list contact_level
    public       INTEGER NOT NULL CHECK (public IN (0, 1)),
    name         TEXT NOT NULL,
    name_folded  TEXT NOT NULL,
    services     TEXT NOT NULL DEFAULT '',   -- codes of the list referral_service, with a blank between
    key_id       INTEGER NOT NULL,           -- of the sealed values, and of its persons'
    said_sealed  BLOB,                       -- area, address, hours, telephone, e-mail, and the coordinators' own note
    confirmed_on TEXT NOT NULL,              -- the last day on which somebody asked there whether all of it holds
    ended_on     TEXT                        -- nobody is sent there any more
) STRICT;
CREATE UNIQUE INDEX contact_point_name ON contact_point(name_folded) WHERE ended_on IS NULL;
CREATE INDEX contact_point_confirmed ON contact_point(confirmed_on) WHERE ended_on IS NULL;
CREATE TRIGGER contact_point_stays BEFORE DELETE ON contact_point BEGIN SELECT RAISE(ABORT, 'what was referred to stays'); END;

CREATE TABLE contact_person (                -- written anew with each change of its contact point
    id          INTEGER PRIMARY KEY,
    point_id    INTEGER NOT NULL REFERENCES contact_point(id),
    said_sealed BLOB NOT NULL                -- name, task, telephone, e-mail, from, until, focal point
) STRICT;
CREATE INDEX contact_person_point ON contact_person(point_id);

INSERT INTO sequence (name, next) VALUES ('contact_point', 1), ('contact_person', 1);

INSERT INTO case_word (id, list, code, text, text_en, rank, from_day) VALUES
 (601, 'contact_kind', 'police', 'polici', 'police', 1, '2014-01-01'),
 (602, 'contact_kind', 'prosecution', 'prokurori', 'prosecution', 2, '2014-01-01'),
 (603, 'contact_kind', 'court', 'gjykatë', 'court', 3, '2014-01-01'),
 (604, 'contact_kind', 'bailiff', 'përmbarim', 'bailiff', 4, '2014-01-01'),
 (605, 'contact_kind', 'health', 'shëndetësi', 'health', 5, '2014-01-01'),
 (606, 'contact_kind', 'education', 'arsim', 'education', 6, '2014-01-01'),
 (607, 'contact_kind', 'social', 'shërbim social', 'social service', 7, '2014-01-01'),
 (608, 'contact_kind', 'child_protection', 'mbrojtje e fëmijëve', 'child protection', 8, '2014-01-01'),
 (609, 'contact_kind', 'shelter', 'strehëz', 'shelter', 9, '2014-01-01'),
 (610, 'contact_kind', 'legal', 'ndihmë juridike', 'legal aid', 10, '2014-01-01'),
 (611, 'contact_kind', 'employment', 'punësim dhe formim', 'employment and training', 11, '2014-01-01'),
 (612, 'contact_kind', 'municipality', 'bashki', 'municipality', 12, '2014-01-01'),
 (613, 'contact_kind', 'ministry', 'ministri ose agjenci', 'ministry or agency', 13, '2014-01-01'),
 (614, 'contact_kind', 'ngo', 'organizatë jofitimprurëse', 'NGO', 14, '2014-01-01'),
 (615, 'contact_kind', 'other', 'tjetër', 'other', 15, '2014-01-01'),
 (621, 'contact_level', 'local', 'vendor', 'local', 1, '2014-01-01'),
 (622, 'contact_level', 'regional', 'rajonal', 'regional', 2, '2014-01-01'),
 (623, 'contact_level', 'national', 'kombëtar', 'national', 3, '2014-01-01');
