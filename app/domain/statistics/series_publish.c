/* Which months a series has; and its figures as they may leave the office. */
#include <stdio.h>

#include "domain/office/audit.h"
#include "domain/statistics/series_months.h"
#include "domain/statistics/statistics.h"
#include "domain/statistics/suppression.h"
#include "render/csv.h"
#include "store/db.h"

#define SEPARATOR ';'
#define MONTHS    12 /* where none are named */

static date month_last(date first)
{
    return date_add_months(first, 1) - 1;
}

err series_months(struct work *w, date from, date until, struct series *ret)
{
    date last = date_month_first(date_known(until) ? until : w->today);
    date first = date_known(from) ? date_month_first(from) : date_add_months(last, 1 - MONTHS);
    struct series s = {0};

    if (last > w->today)
        return refuse(w, ERR_INPUT, "in_future", "until", "this month has not begun");
    if (first > last)
        return refuse(w, ERR_INPUT, "out_of_order", "until", "the last month lies before the first");
    if (date_add_months(first, SERIES_MONTHS_MAX) <= last)
        return refuse(w, ERR_INPUT, "too_many_months", "until", "at most %d months", SERIES_MONTHS_MAX);
    s.first = arena_array(w->arena, SERIES_MONTHS_MAX, sizeof *s.first);
    s.end = arena_array(w->arena, SERIES_MONTHS_MAX, sizeof *s.end);
    if (!s.first || !s.end)
        return ERR_SYSTEM;
    for (date m = first; m <= last; m = date_add_months(m, 1), s.months++) {
        s.first[s.months] = m;
        s.end[s.months] = month_last(m) < w->today ? month_last(m) : w->today;
    }
    *ret = s;
    return OK;
}

const char *series_why(struct work *w, const struct series *s)
{
    char first[DATE_TEXT], last[DATE_TEXT];

    return arena_format(w->arena, "from %.7s until %.7s", date_format(s->first[0], first),
                        date_format(s->first[s->months - 1], last));
}

static const struct {
    const char *name;
    enum statistics_column column;
} COLUMNS[] = {
    {"Persona me urdhër në fuqi", PERSONS_IN_FORCE},
    {"Persona në fuqi: UMPMM", PERSONS_IN_FORCE_UMPMM},
    {"Persona në fuqi: UMM", PERSONS_IN_FORCE_UMM},
    {"Persona në fuqi: UM", PERSONS_IN_FORCE_UM},
    {"Urdhra deri tani", ORDERS_ALL},
    {"Urdhra deri tani: UMPMM", ORDERS_UMPMM},
    {"Urdhra deri tani: UMM", ORDERS_UMM},
    {"Urdhra deri tani: UM", ORDERS_UM},
};
#define COLUMN_COUNT (sizeof COLUMNS / sizeof COLUMNS[0])

static void number_cell(struct buf *out, int64_t n)
{
    char text[24] = "";

    if (n >= 0)
        snprintf(text, sizeof text, "%lld", (long long)n);
    csv_cell(out, SEPARATOR, false, text);
}

static void head_write(struct buf *out)
{
    /* in the order of SERVICES */
    static const char *const ENTITLED[SV_COUNT] = {
        "Me të drejtë: transporti publik", "Me të drejtë: vërtetimet", "Me të drejtë: çerdhja ose kopshti",
        "Me të drejtë: pagesa mujore"};

    buf_text(out, "\xEF\xBB\xBF");
    csv_cell(out, SEPARATOR, true, "Muaji");
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        csv_cell(out, SEPARATOR, false, COLUMNS[i].name);
    for (size_t i = 0; i < SV_COUNT; i++)
        csv_cell(out, SEPARATOR, false, ENTITLED[i]);
    csv_end_row(out);
}

static err month_write(struct work *w, const struct series *s, size_t month, struct buf *out)
{
    struct statistics published;
    char day[DATE_TEXT];
    err e;

    if ((e = statistics_count(w, s->end[month], true, &published)))
        return e;
    date_format(s->first[month], day)[7] = '\0';
    csv_cell(out, SEPARATOR, true, day);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        number_cell(out, statistics_cell(&published, published.rows - 1, COLUMNS[i].column));
    for (size_t i = 0; i < SV_COUNT; i++)
        number_cell(out, s->entitled[i][month] < SUPPRESSION_LEAST ? -1 : s->entitled[i][month]);
    csv_end_row(out);
    return buf_err(out);
}

err series_publish(struct work *w, date from, date until, struct buf *ret)
{
    struct audit_entry entry = {.what = "statistics.export", .record = "statistics"};
    struct series s;
    err e;

    if (!date_known(until)) /* the month under way is not over */
        until =
            w->today == month_last(date_month_first(w->today)) ? w->today : date_month_first(w->today) - 1;
    if ((e = series_count(w, from, until, &s)))
        return e;
    if (s.end[s.months - 1] != month_last(s.first[s.months - 1]))
        return refuse(w, ERR_INPUT, "in_future", "until", "this month has not ended yet");
    head_write(ret);
    for (size_t i = 0; i < s.months; i++)
        if ((e = month_write(w, &s, i, ret)))
            return e;
    if (!(entry.why = series_why(w, &s)))
        return ERR_SYSTEM;
    return audit_append(w, &entry);
}
