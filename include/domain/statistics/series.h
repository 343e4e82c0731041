/* Figures month by month, for plots: orders, persons protected, entitlements, checks. */
#ifndef DOMAIN_SERIES_H
#define DOMAIN_SERIES_H

#include <jansson.h>

#include "base/buf.h"
#include "domain/law/entitlement.h"
#include "domain/work/work.h"

#define SERIES_MONTHS_MAX 36
#define SERIES_KINDS      3 /* UMPMM, UMM, UM */

struct series {
    size_t months;
    date *first; /* of each month */
    date *end;   /* its last day; of the month under way today */
    size_t unit_count;
    const char **units;
    int64_t *orders[SERIES_KINDS];   /* decided in that month, each of `months` */
    int64_t *unit_orders;            /* unit by unit, `months` each */
    int64_t *in_force[SERIES_KINDS]; /* persons protected on that day, by the strongest of their orders */
    int64_t *entitled[SV_COUNT];     /* persons, on that day, in the order of SERVICES */
};

/* From the month of `from` to that of `until`; DATE_NONE: the present month, and eleven before it. ERR_INPUT
 * "out_of_order", "too_many_months", "in_future" at "until". Of persons and orders it counts what
 * statistics_count counts. Logged "statistics.series". Not in a transaction for reading. */
err series_count(struct work *w, date from, date until, struct series *ret) MUST_CHECK;
/* With the checks of these months, day by day: {"on", "organisation", "service", "result", "count"}. */
err series_json(struct work *w, const struct series *s, json_t **ret) MUST_CHECK;

/* For outside the office, appended to *ret as CSV: a row for each whole month, of the tables that
 * statistics_count publishes for its last day the row of the whole municipality, so that it tells nothing
 * which these do not; and the entitlements, where they are SUPPRESSION_LEAST or more. Hidden cells are empty.
 * Logged "statistics.export". */
err series_publish(struct work *w, date from, date until, struct buf *ret) MUST_CHECK;

#endif
