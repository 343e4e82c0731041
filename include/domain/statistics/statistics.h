/* How many are protected, by unit and kind of order: figures for the director and, with small cells hidden,
 * for publication. */
#ifndef DOMAIN_STATISTICS_H
#define DOMAIN_STATISTICS_H

#include <stdbool.h>

#include "base/date.h"
#include "domain/work/work.h"

/* Each person counts once: those whom an order names in the role "protected". */
enum statistics_column {
    PERSONS_ALL,
    PERSONS_IN_FORCE, /* an order is in force on the day: by the strongest of them */
    PERSONS_IN_FORCE_UMPMM,
    PERSONS_IN_FORCE_UMM,
    PERSONS_IN_FORCE_UM,
    PERSONS_ENDED, /* the last one ended before the day: by that one */
    PERSONS_ENDED_UMPMM,
    PERSONS_ENDED_UMM,
    PERSONS_ENDED_UM,
    PERSONS_COMING, /* decided, but none has begun */
    PERSONS_COMING_UMPMM,
    PERSONS_COMING_UMM,
    PERSONS_COMING_UM,
    ORDERS_ALL,
    ORDERS_UMPMM,
    ORDERS_UMM,
    ORDERS_UM,
    STATISTICS_COLUMNS,
};

struct json_writer;

struct statistics {
    date on;
    bool published;     /* small cells hidden (suppression.h) */
    size_t rows;        /* the units by name, then the whole municipality */
    const char **units; /* NULL for the last */
    int64_t *cells;     /* row by row */
    bool *hidden;       /* as many */
};

/* Of orders decided on or before that day, as the register knows them now; orders whose grant was voided do
 * not count. A person counts in the unit of the file of the order that says her state. on DATE_NONE: today,
 * or when published the end of the last whole month. ERR_INPUT at "on": "not_month_end" or "in_future" for a
 * published day that is not the last of a month that is over. What is published is remembered, and hides
 * what would differ too little from it (published_figure.h). Logged "statistics.read"; not in a transaction
 * for reading. */
err statistics_count(struct work *w, date on, bool publish, struct statistics *ret) MUST_CHECK;
/* The cell; -1 when it is hidden. */
int64_t statistics_cell(const struct statistics *s, size_t row, enum statistics_column c);
/* The members "on", "published", "units": [{"unit", "persons": {"all", "in_force": {"all", "UMM", …}, …},
 * "orders"}] and "total", into the open object; hidden cells are null. */
void statistics_put(struct json_writer *j, const struct statistics *s);

#endif
