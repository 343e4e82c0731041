/* Figures month by month, for plots: orders, persons protected, entitlements, checks. */
#ifndef DOMAIN_SERIES_H
#define DOMAIN_SERIES_H

#include "domain/law/entitlement.h"
#include "domain/statistics/series_months.h"
#include "domain/work/work.h"

struct json_writer;

#define SERIES_KINDS 3 /* UMPMM, UMM, UM */

struct series {
    struct series_months months;
    size_t unit_count;
    const char **units;
    int64_t *orders[SERIES_KINDS];   /* decided in that month, month by month */
    int64_t *unit_orders;            /* unit by unit, the months of each */
    int64_t *in_force[SERIES_KINDS]; /* persons protected on that day, by the strongest of their orders */
    int64_t *entitled[SV_COUNT];     /* persons, on that day, in the order of SERVICES */
};

/* Months and refusals as series_months. Of persons and orders it counts what statistics_count counts. Logged
 * "statistics.series". Not in a transaction for reading. */
err series_count(struct work *w, date from, date until, struct series *ret) MUST_CHECK;
/* The members "months", "orders", "orders_by_unit", "in_force", "entitled", and the "checks" of these months
 * day by day, [{"on", "organisation", "service", "result", "count"}], into the open object. */
err series_put(struct work *w, struct json_writer *j, const struct series *s) MUST_CHECK;

#endif
