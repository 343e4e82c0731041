/* What the files of the series share: which months. */
#ifndef DOMAIN_SERIES_MONTHS_H
#define DOMAIN_SERIES_MONTHS_H

#include "domain/statistics/series.h"

/* Fills in months, first and end. Refusals as series_count. */
err series_months(struct work *w, date from, date until, struct series *ret) MUST_CHECK;
/* "from 2026-01 until 2026-03", in the arena; NULL when memory ran out. */
const char *series_why(struct work *w, const struct series *s);

#endif
