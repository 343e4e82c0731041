-- Where each line of the log comes from; what was refused; and who is told of knocking at a sealed file.

-- What the hash of a row covers (audit_row.h). Rows that stand already are of form 1 and verify as they did.
ALTER TABLE audit ADD COLUMN form INTEGER NOT NULL DEFAULT 1 CHECK (form IN (1, 2));
ALTER TABLE audit ADD COLUMN session INTEGER;    -- its number (007); NULL: none
ALTER TABLE audit ADD COLUMN network TEXT;       -- /24 or /48; NULL: the machine itself, or not known

-- Somebody was refused a sealed file, or asked a question whose answer told of one: who is to be told of it.
CREATE TABLE case_knock (
    case_id    INTEGER NOT NULL REFERENCES case_file(id),
    account_id INTEGER NOT NULL REFERENCES account(id),   -- a coordinator to be told
    at         INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('refused', 'asked')),
    PRIMARY KEY (case_id, account_id, at, kind)
) STRICT;
CREATE INDEX case_knock_account ON case_knock(account_id, kind, at);

-- What the part that checks refused. By day and organisation alone: which card, where and when is nobody's to know.
CREATE TABLE check_refusal (
    on_day          TEXT NOT NULL,
    organisation_id INTEGER NOT NULL,            -- 0: a token or code of no organisation
    route           TEXT NOT NULL,               -- "POST /api/v1/check"
    code            TEXT NOT NULL,               -- "not_signed_in", "device_revoked", "enrol_refused"
    count           INTEGER NOT NULL CHECK (count > 0),
    logged          INTEGER NOT NULL DEFAULT 0,  -- how many of them stand in the log, which gets them when the day is over
    PRIMARY KEY (on_day, organisation_id, route, code)
) STRICT;
CREATE INDEX check_refusal_unlogged ON check_refusal(on_day) WHERE logged < count;

-- Questions a day, of one account, that tell that something stands in a file sealed against her.
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'sealed_questions', 10, 'rregull i regjistrit: pyetje për dosje të kyçura', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 1 WHERE name = 'legal_rule';

-- When a scanner for viruses looked into the content and found none; NULL: nobody looked.
ALTER TABLE attachment ADD COLUMN scanned_at INTEGER;

-- An auditor asks for all that is held on somebody whom a sealed file names: given once somebody to whom the file is
-- entrusted has approved it, and once.
CREATE TABLE export_request (
    id          INTEGER PRIMARY KEY,
    person_id   INTEGER NOT NULL REFERENCES person(id),
    asked_by    INTEGER NOT NULL REFERENCES account(id),
    asked_at    INTEGER NOT NULL,
    why_sealed  BLOB NOT NULL,                   -- in somebody's own words
    approved_by INTEGER REFERENCES account(id) CHECK (approved_by <> asked_by),
    approved_at INTEGER CHECK ((approved_at IS NULL) = (approved_by IS NULL)),
    used_at     INTEGER CHECK (used_at IS NULL OR approved_at IS NOT NULL)
) STRICT;
CREATE INDEX export_request_person ON export_request(person_id);

-- Exports a day of one auditor.
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'person_exports', 5, 'rregull i regjistrit: nxjerrje të dhënash nga auditori', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 1 WHERE name = 'legal_rule';
CREATE INDEX audit_refused ON audit(at) WHERE what = 'refused';

-- Files that one account opens within an hour before it is asked to slow down (file_budget.h).
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'files_hour_coordinator', 120, 'rregull i regjistrit: dosje të hapura në orë', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next + 1, 'files_hour_others', 60, 'rregull i regjistrit: dosje të hapura në orë', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 2 WHERE name = 'legal_rule';

-- Figures that have left the office. Laid side by side, two of them tell their difference: what would differ by less than
-- five from what is out already stays in (statistics/published_figure.h).
CREATE TABLE published_figure (
    on_day  TEXT NOT NULL,
    unit_id INTEGER NOT NULL,                    -- 0: the whole municipality
    figure  INTEGER NOT NULL,                    -- enum statistics_column, or 100 and the place of a service in the series
    value   INTEGER NOT NULL,
    PRIMARY KEY (on_day, unit_id, figure)
) STRICT;
CREATE INDEX published_figure_near ON published_figure(unit_id, figure, value);
