-- Days on which offices do not work, and the rule that an application's last day moves to the next working day.
CREATE TABLE holiday (
    id        INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL CHECK (kind IN ('fixed','catholic_easter','orthodox_easter','announced')),
    month     INTEGER CHECK (month BETWEEN 1 AND 12),
    day       INTEGER CHECK (day BETWEEN 1 AND 31),
    on_day    TEXT,                              -- announced: the one day
    name      TEXT NOT NULL,
    source    TEXT NOT NULL,
    from_day  TEXT NOT NULL,
    until_day TEXT,
    CHECK ((kind = 'fixed') = (month IS NOT NULL)),
    CHECK ((kind = 'fixed') = (day IS NOT NULL)),
    CHECK ((kind = 'announced') = (on_day IS NOT NULL))
) STRICT;
CREATE INDEX holiday_day ON holiday(on_day);

-- Law 7651/1992 as amended. A holiday of a weekend is taken on the next working day.
INSERT INTO holiday (id, kind, month, day, name, source, from_day, until_day) VALUES
    (1, 'fixed', 1, 1, 'Viti i Ri', 'ligji 7651/1992', '1992-12-21', NULL),
    (2, 'fixed', 1, 2, 'Viti i Ri, dita e dytë', 'ligji 7651/1992', '1992-12-21', NULL),
    (3, 'fixed', 3, 14, 'Dita e Verës', 'ligji 7651/1992, i ndryshuar', '2004-01-01', NULL),
    (4, 'fixed', 3, 22, 'Dita e Nevruzit', 'ligji 7651/1992, i ndryshuar', '1996-01-01', NULL),
    (5, 'catholic_easter', NULL, NULL, 'E diela e Pashkëve katolike', 'ligji 7651/1992', '1992-12-21', NULL),
    (6, 'orthodox_easter', NULL, NULL, 'E diela e Pashkëve ortodokse', 'ligji 7651/1992', '1992-12-21', NULL),
    (7, 'fixed', 5, 1, 'Dita ndërkombëtare e punëtorëve', 'ligji 7651/1992', '1992-12-21', NULL),
    (8, 'fixed', 10, 19, 'Dita e lumturimit të Shën Terezës', 'ligji 7651/1992, i ndryshuar', '2004-01-01', '2017-12-31'),
    (9, 'fixed', 9, 5, 'Dita e shenjtërimit të Shën Terezës', 'ligji 7651/1992, i ndryshuar', '2018-01-01', NULL),
    (10, 'fixed', 11, 22, 'Dita e Alfabetit', 'ligji 7651/1992, i ndryshuar', '2024-01-01', NULL),
    (11, 'fixed', 11, 28, 'Dita e Flamurit dhe e Pavarësisë', 'ligji 7651/1992', '1992-12-21', NULL),
    (12, 'fixed', 11, 29, 'Dita e Çlirimit', 'ligji 7651/1992', '1992-12-21', NULL),
    (13, 'fixed', 12, 8, 'Dita kombëtare e rinisë', 'ligji 7651/1992, i ndryshuar', '2009-01-01', NULL),
    (14, 'fixed', 12, 25, 'Krishtlindjet', 'ligji 7651/1992', '1992-12-21', NULL);

-- By the moon, as announced each year (calendar of official holidays); and single days off by decision of the council of ministers.
INSERT INTO holiday (id, kind, on_day, name, source, from_day, until_day) VALUES
    (15, 'announced', '2018-06-15', 'Bajrami i Madh', 'kalendari i festave zyrtare 2018', '2018-01-01', '2018-12-31'),
    (16, 'announced', '2018-08-21', 'Kurban Bajrami', 'kalendari i festave zyrtare 2018', '2018-01-01', '2018-12-31'),
    (17, 'announced', '2019-06-04', 'Bajrami i Madh', 'kalendari i festave zyrtare 2019', '2019-01-01', '2019-12-31'),
    (18, 'announced', '2019-08-11', 'Kurban Bajrami', 'kalendari i festave zyrtare 2019', '2019-01-01', '2019-12-31'),
    (19, 'announced', '2020-05-24', 'Bajrami i Madh', 'kalendari i festave zyrtare 2020', '2020-01-01', '2020-12-31'),
    (20, 'announced', '2020-07-31', 'Kurban Bajrami', 'kalendari i festave zyrtare 2020', '2020-01-01', '2020-12-31'),
    (21, 'announced', '2021-05-13', 'Bajrami i Madh', 'kalendari i festave zyrtare 2021', '2021-01-01', '2021-12-31'),
    (22, 'announced', '2021-07-20', 'Kurban Bajrami', 'kalendari i festave zyrtare 2021', '2021-01-01', '2021-12-31'),
    (23, 'announced', '2022-05-02', 'Bajrami i Madh', 'kalendari i festave zyrtare 2022', '2022-01-01', '2022-12-31'),
    (24, 'announced', '2022-07-09', 'Kurban Bajrami', 'kalendari i festave zyrtare 2022', '2022-01-01', '2022-12-31'),
    (25, 'announced', '2023-04-21', 'Bajrami i Madh', 'kalendari i festave zyrtare 2023', '2023-01-01', '2023-12-31'),
    (26, 'announced', '2023-06-28', 'Kurban Bajrami', 'kalendari i festave zyrtare 2023', '2023-01-01', '2023-12-31'),
    (27, 'announced', '2024-04-10', 'Bajrami i Madh', 'kalendari i festave zyrtare 2024', '2024-01-01', '2024-12-31'),
    (28, 'announced', '2024-06-16', 'Kurban Bajrami', 'kalendari i festave zyrtare 2024', '2024-01-01', '2024-12-31'),
    (29, 'announced', '2025-03-30', 'Bajrami i Madh', 'kalendari i festave zyrtare 2025', '2025-01-01', '2025-12-31'),
    (30, 'announced', '2025-06-06', 'Kurban Bajrami', 'kalendari i festave zyrtare 2025', '2025-01-01', '2025-12-31'),
    (31, 'announced', '2026-03-20', 'Bajrami i Madh', 'kalendari i festave zyrtare 2026', '2026-01-01', '2026-12-31'),
    (32, 'announced', '2026-05-27', 'Kurban Bajrami', 'kalendari i festave zyrtare 2026', '2026-01-01', '2026-12-31'),
    (33, 'announced', '2017-11-27', 'Ditë pushimi', 'vendim i Këshillit të Ministrave', '2017-01-01', '2017-12-31'),
    (34, 'announced', '2020-01-03', 'Ditë pushimi', 'vendim i Këshillit të Ministrave', '2020-01-01', '2020-12-31'),
    (35, 'announced', '2022-03-21', 'Ditë pushimi', 'vendim i Këshillit të Ministrave', '2022-01-01', '2022-12-31'),
    (36, 'announced', '2023-11-27', 'Ditë pushimi', 'vendim i Këshillit të Ministrave', '2023-01-01', '2023-12-31'),
    (37, 'announced', '2024-03-15', 'Ditë pushimi', 'vendim i Këshillit të Ministrave', '2024-01-01', '2024-12-31'),
    (38, 'announced', '2025-12-26', 'Ditë pushimi', 'vendim i Këshillit të Ministrave', '2025-01-01', '2025-12-31');
INSERT INTO sequence (name, next) VALUES ('holiday', 39);

INSERT INTO legal_rule (id, name, value, source, from_day, until_day)
    SELECT next, 'application_day_shift', 1, 'Kodi i Procedurave Administrative (ligji 44/2015): afati që mbaron në ditë pushimi', '2007-06-01', NULL
    FROM sequence WHERE name = 'legal_rule';
UPDATE sequence SET next = next + 1 WHERE name = 'legal_rule';
