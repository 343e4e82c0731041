/* Which months a series has. */
#ifndef DOMAIN_SERIES_MONTHS_H
#define DOMAIN_SERIES_MONTHS_H

#include "domain/work/work.h"

#define SERIES_MONTHS_MAX 36

struct series_months {
    size_t count; /* 1 at least */
    date *first;  /* of each month */
    date *end;    /* its last day; of the month under way today */
};

/* From the month of `from` to that of `until`; DATE_NONE: eleven months before the last, the present one.
 * ERR_INPUT "out_of_order", "too_many_months", "in_future" at "until". */
err series_months(struct work *w, date from, date until, struct series_months *ret) MUST_CHECK;
/* "from 2026-01 until 2026-03", in the arena; NULL when memory ran out. */
const char *series_why(struct work *w, const struct series_months *m);

#endif
