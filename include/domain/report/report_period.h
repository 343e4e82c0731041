/* The days that a report tells of, and those that it is compared with. */
#ifndef DOMAIN_REPORT_PERIOD_H
#define DOMAIN_REPORT_PERIOD_H

#include "domain/work/work.h"

#define REPORT_YEARS_MAX 10
#define REPORT_YEAR_MIN  2007 /* law 9669/2006 is in force from 01.06.2007: nothing was counted before it */

struct report_period {
    date from, until; /* both included */
    date before_from, before_until;
    int year;  /* a calendar year was asked for; 0: days were */
    bool over; /* until lies behind us */
};
struct report_asked { /* either a year, or days; nothing: the year under way */
    int64_t year;     /* 0: none */
    date from, until; /* DATE_NONE: not said */
    bool leaves;      /* the office: in a file */
};

/* A year under way ends today. A year is compared with the year before, and one under way with its same days;
 * whole months with as many months before them; other days with as many days before them. ERR_INPUT at
 * "until": "required", "out_of_order", "too_many_years", "in_future"; at "from": "required",
 * "before_the_law"; at "year": "before_the_law", "in_future", and "year_or_days" where both are said. */
err report_period_read(struct work *w, const struct report_asked *in, struct report_period *ret) MUST_CHECK;
/* Whether it is a year that is over, as all are that are told outside: else ERR_INPUT "year_not_over" at
 * "year". */
err report_period_over(struct work *w, const struct report_period *p) MUST_CHECK;
/* "01.01.2026 – 31.03.2026", in the arena; NULL when memory ran out. */
const char *report_period_text(struct work *w, date from, date until);

#endif
