/* Orders of a random history and stays, counted by hand: for a row of a table of some days. */
#ifndef SUPPORT_COUNTED_ORDERS_H
#define SUPPORT_COUNTED_ORDERS_H

#include "domain/report/fact.h"
#include "support/casebook.h"

/* Which of them are asked for: a row of a table of some days. */
struct asked_row {
    date from, until;
    enum fact_by by;
    const char *name; /* NULL: what is not known */
    bool whole;
};

bool book_same(const char *a, const char *b);
/* Where that file lived on that day. */
const char *book_lived(const struct book_file *f, date on);
bool book_of_month(date on, const char *name); /* "2025-03" */

#define COUNTED(name) int64_t counted_##name(const struct book *b, const struct asked_row *s)
COUNTED(orders);
COUNTED(orders_going_on); /* with those of before that protect on one of the days */
COUNTED(granted);         /* by a court */
COUNTED(protected_all);
COUNTED(protected_women);
COUNTED(protected_men);
COUNTED(protected_children);
COUNTED(protected_um);
COUNTED(respondents_all);
COUNTED(respondents_men);
COUNTED(copies_all);  /* of decisions: those whose receipt was written down */
COUNTED(copies_kept); /* here within a day */
COUNTED(copies_late);
COUNTED(copies_middle); /* in days; -1: there is none, as of the tail */
COUNTED(copies_tail);
COUNTED(stay_days);
COUNTED(stay_persons);
COUNTED(stay_most); /* on one day */
#undef COUNTED

#endif
