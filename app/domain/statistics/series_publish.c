/* The figures of a series as they may leave the office. */
#include "domain/statistics/series_publish.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/month.h"
#include "domain/office/audit.h"
#include "domain/statistics/published_figure.h"
#include "domain/statistics/series.h"
#include "domain/statistics/statistics.h"
#include "domain/statistics/suppression.h"
#include "render/csv.h"

#define SEPARATOR ';' /* spreadsheets here read the comma as the decimal point */

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

    csv_begin(out);
    csv_cell(out, SEPARATOR, true, "Muaji");
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        csv_cell(out, SEPARATOR, false, COLUMNS[i].name);
    for (size_t i = 0; i < SV_COUNT; i++)
        csv_cell(out, SEPARATOR, false, ENTITLED[i]);
    csv_end_row(out);
}

/* Transport 9 less in force 6 would be 3: those who are entitled lie in one another and in those protected,
 * so each is held against each that is shown of that month. */
static bool near_shown(const struct statistics *t, const int64_t shown[SV_COUNT], int64_t n)
{
    for (int c = PERSONS_ALL; c < ORDERS_ALL; c++) {
        int64_t other = statistics_cell(t, t->rows - 1, (enum statistics_column)c);

        if (other >= 0 && other != n && llabs(other - n) < SUPPRESSION_LEAST)
            return true;
    }
    for (size_t i = 0; i < SV_COUNT; i++)
        if (shown[i] >= 0 && shown[i] != n && llabs(shown[i] - n) < SUPPRESSION_LEAST)
            return true;
    return false;
}

/* *shown: -1 where it is hidden. */
static err entitled_choose(struct work *w, const struct statistics *t, const struct series *s, size_t month,
                           int64_t shown[SV_COUNT])
{
    for (size_t i = 0; i < SV_COUNT; i++)
        shown[i] = -1;
    for (size_t i = 0; i < SV_COUNT; i++) {
        const struct figure f = {
            .on = t->on, .figure = PUBLISHED_SERVICES + (int)i, .value = s->entitled[i][month]};
        bool near = f.value < SUPPRESSION_LEAST || near_shown(t, shown, f.value);
        err e;

        if (!near && (e = published_near(w, &f, &near)))
            return e;
        if (near)
            continue;
        if ((e = published_keep(w, &f)))
            return e;
        shown[i] = f.value;
    }
    return OK;
}

static err month_write(struct work *w, const struct series *s, size_t month, struct buf *out)
{
    struct statistics published;
    int64_t entitled[SV_COUNT];
    char day[DATE_TEXT];
    err e;

    if ((e = statistics_count(w, s->months.end[month], true, &published)) ||
        (e = entitled_choose(w, &published, s, month, entitled)))
        return e;
    /* "2026-03" of "2026-03-01". */
    date_format(s->months.first[month], day)[7] = '\0';
    csv_cell(out, SEPARATOR, true, day);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        /* The last row is the whole municipality. What is hidden was decided over the whole table of that
         * day, so the series says no more than the monthly tables do. */
        number_cell(out, statistics_cell(&published, published.rows - 1, COLUMNS[i].column));
    for (size_t i = 0; i < SV_COUNT; i++)
        number_cell(out, entitled[i]);
    csv_end_row(out);
    return buf_err(out);
}

err series_publish(struct work *w, date from, date until, struct buf *ret)
{
    struct audit_entry entry = {.what = "statistics.export", .record = "statistics"};
    struct series s;
    err e;

    if (!date_known(until)) /* the month under way is not over */
        until = w->today == month_last(month_first(w->today)) ? w->today : month_first(w->today) - 1;
    if ((e = series_count(w, from, until, &s)))
        return e;
    if (s.months.end[s.months.count - 1] != month_last(s.months.first[s.months.count - 1]))
        return refuse(w, ERR_INPUT, "in_future", "until", "This month has not ended yet.");
    head_write(ret);
    for (size_t i = 0; i < s.months.count; i++)
        if ((e = month_write(w, &s, i, ret)))
            return e;
    if (!(entry.why = series_why(w, &s.months)))
        return ERR_SYSTEM;
    return audit_append(w, &entry);
}
