/* The months of a series: as asked for, or the last twelve. */
#include "domain/statistics/series_months.h"

#include "base/month.h"

#define MONTHS 12 /* where no first one is named */

err series_months(struct work *w, date from, date until, struct series_months *ret)
{
    date last = month_first(date_known(until) ? until : w->today);
    date first = date_known(from) ? month_first(from) : date_add_months(last, 1 - MONTHS);
    struct series_months m = {0};

    if (last > w->today)
        return refuse(w, ERR_INPUT, "in_future", "until", "This month has not begun.");
    if (first > last)
        return refuse(w, ERR_INPUT, "out_of_order", "until", "The last month lies before the first.");
    if (date_add_months(first, SERIES_MONTHS_MAX) <= last)
        return refuse(w, ERR_INPUT, "too_many_months", "until", "A series has at most %d months.",
                      SERIES_MONTHS_MAX);
    m.first = arena_array(w->arena, SERIES_MONTHS_MAX, sizeof *m.first);
    m.end = arena_array(w->arena, SERIES_MONTHS_MAX, sizeof *m.end);
    if (!m.first || !m.end)
        return ERR_SYSTEM;
    for (date day = first; day <= last; day = date_add_months(day, 1), m.count++) {
        m.first[m.count] = day;
        m.end[m.count] = month_last(day) < w->today ? month_last(day) : w->today;
    }
    *ret = m;
    return OK;
}

const char *series_why(struct work *w, const struct series_months *m)
{
    char first[MONTH_TEXT], last[MONTH_TEXT];

    return arena_format(w->arena, "from %s until %s", month_format(m->first[0], first),
                        month_format(m->first[m->count - 1], last));
}
