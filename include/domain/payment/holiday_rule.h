/* Official holidays as data: those of the law, and days that are announced year by year. */
#ifndef DOMAIN_HOLIDAY_RULE_H
#define DOMAIN_HOLIDAY_RULE_H

#include "domain/law/holiday.h"
#include "domain/work/work.h"
#include "gen/limits.h"

#define HOLIDAY_TEXT_MAX LIMIT(HolidayNew, name) /* code points */

struct holiday_rule {
    int64_t id;
    struct holiday holiday;
    const char *name, *source;
};
/* Of the law first, then what was announced, by day. */
err holiday_rule_list(struct work *w, struct holiday_rule **ret, size_t *ret_count) MUST_CHECK;

struct holiday_new { /* a day that was announced */
    date on;
    const char *name, *source;
};
/* ERR_INPUT at the field; ERR_CONFLICT "already_holiday" at "on". Applications of that month may count for
 * another one by it: cards are left as they are (the payment is on none), the next run goes by it. Logged
 * "holiday.add". */
err holiday_rule_add(struct work *w, const struct holiday_new *in, int64_t *ret_id) MUST_CHECK;
/* Of what was announced alone: ERR_CONFLICT "holiday_of_law". ERR_ABSENT "no_holiday". Logged
 * "holiday.remove". */
err holiday_rule_remove(struct work *w, int64_t id) MUST_CHECK;

/* Whether one of both Bajrams of that year, which go by the moon, is not entered. */
err bajrams_missing(struct work *w, int year, bool *ret) MUST_CHECK;
/* The year whose Bajrams are to be entered: this one, or from 1 October on the next; 0: none is. */
err holidays_missing(struct work *w, int64_t *ret_year) MUST_CHECK;

struct filing_day {
    date month, last; /* the last day on which an application counts for that month */
};
#define FILING_MONTHS 36
/* Of the two years up to this month, and of the year from it on. */
err filing_days(struct work *w, struct filing_day ret[FILING_MONTHS]) MUST_CHECK;

#endif
