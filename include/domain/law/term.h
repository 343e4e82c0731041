/* A term as courts' papers say it where they name no last day: so many months or days from something that
 * happens. */
#ifndef DOMAIN_TERM_H
#define DOMAIN_TERM_H

#include <stdbool.h>

#include "base/date.h"

enum term_from {
    TERM_NONE,
    TERM_DECISION, /* the day of the act that says it */
    TERM_START, /* the first day; of an extension: the first day of what is added, else the last day so far */
    TERM_SERVICE,  /* the day on which it is handed to the respondent */
    TERM_FINALITY, /* the day on which it becomes final */
};

struct term {
    int months, days; /* both 0: none */
    enum term_from from;
};

bool term_given(const struct term *t);
bool term_said(const struct term *t); /* some of it, though it may lack the rest */
bool term_same(const struct term *a, const struct term *b);
/* Whether the day from which it counts is one that has still to happen when the court decides. */
bool term_awaits(const struct term *t);
/* The last day, which is within: months end with the same-numbered day (29.02 and 31st: the last of the
 * month), days are counted from the day behind. DATE_OPEN: since is not known. */
date term_last_day(const struct term *t, date since);

/* A term held against what has happened (term_count.h). */
struct counted {
    struct term term; /* not given: the last day was named, or there is none */
    date since;       /* DATE_NONE: not known yet */
    date said_on;     /* day of the decision that gives the term */
};
bool counted_waits(const struct counted *c);

/* "decision", "start", "service", "finality". NULL / false when unknown. */
const char *term_from_name(enum term_from f);
bool term_from_parse(const char *name, enum term_from *ret);

#endif
