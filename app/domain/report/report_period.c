/* Periods are refused, never mended: a report over other days than those that were asked for would be read as
 * if it were over those. */
#include "domain/report/report_period.h"

#include "base/month.h"

static err year_read(struct work *w, const struct report_asked *in, struct report_period *ret)
{
    const int year = (int)in->year;
    struct report_period p = {.year = year};

    if (date_known(in->from) || date_known(in->until))
        return refuse(w, ERR_INPUT, "year_or_days", "year", "Either a year is asked for, or days.");
    if (in->year < REPORT_YEAR_MIN)
        return refuse(w, ERR_INPUT, "before_the_law", "year", "Nothing was counted before the law of 2007.");
    if (in->year > date_year(w->today))
        return refuse(w, ERR_INPUT, "in_future", "year", "This year has not begun.");
    p.from = date_make(year, 1, 1);
    p.until = date_make(year, 12, 31);
    p.over = p.until < w->today;
    if (!p.over)
        p.until = w->today;
    p.before_from = date_make(year - 1, 1, 1);
    p.before_until = date_add_months(p.until, -12);
    *ret = p;
    return OK;
}

static err days_check(struct work *w, const struct report_asked *in)
{
    if (!date_known(in->from))
        return refuse(w, ERR_INPUT, "required", "from", "From which day on?");
    if (!date_known(in->until))
        return refuse(w, ERR_INPUT, "required", "until", "Until which day?");
    if (in->until < in->from)
        return refuse(w, ERR_INPUT, "out_of_order", "until", "The last day lies before the first.");
    if (date_year(in->from) < REPORT_YEAR_MIN)
        return refuse(w, ERR_INPUT, "before_the_law", "from", "Nothing was counted before the law of 2007.");
    if (in->until > w->today)
        return refuse(w, ERR_INPUT, "in_future", "until", "These days are still to come.");
    if (in->until >= date_add_months(in->from, REPORT_YEARS_MAX * 12))
        return refuse(w, ERR_INPUT, "too_many_years", "until", "At most %d years stand in one report.",
                      REPORT_YEARS_MAX);
    return OK;
}

static int months_between(date first, date last)
{
    int y[2], m[2], d[2];

    date_split(first, &y[0], &m[0], &d[0]);
    date_split(last, &y[1], &m[1], &d[1]);
    return (y[1] - y[0]) * 12 + m[1] - m[0] + 1;
}

err report_period_read(struct work *w, const struct report_asked *in, struct report_period *ret)
{
    struct report_asked now = *in;
    struct report_period p;
    err e;

    if (!in->year && !date_known(in->from) && !date_known(in->until))
        now.year = date_year(w->today);
    if (now.year)
        return year_read(w, &now, ret);
    if ((e = days_check(w, in)))
        return e;
    p = (struct report_period){.from = in->from, .until = in->until, .over = in->until < w->today};
    p.before_until = p.from - 1;
    p.before_from = p.from - (p.until - p.from) - 1;
    if (p.from == month_first(p.from) && p.until == month_last(p.until))
        p.before_from = date_add_months(p.from, -months_between(p.from, p.until));
    *ret = p;
    return OK;
}

err report_period_over(struct work *w, const struct report_period *p)
{
    return p->year && p->over
               ? OK
               : refuse(w, ERR_INPUT, "year_not_over", "year", "Whole years that are over are told.");
}

const char *report_period_text(struct work *w, date from, date until)
{
    char first[DATE_TEXT], last[DATE_TEXT];

    return arena_format(w->arena, "%s – %s", date_format_sq(from, first), date_format_sq(until, last));
}
