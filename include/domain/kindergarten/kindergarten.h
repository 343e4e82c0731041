/* What crèches and kindergartens do not charge: the children of a month for their books, the fees waived for
 * the office. */
#ifndef DOMAIN_KINDERGARTEN_H
#define DOMAIN_KINDERGARTEN_H

#include "base/buf.h"
#include "domain/work/work.h"

/* Unbroken days of one child at one place, within a month. */
struct exempt_days {
    int64_t organisation;
    const char *organisation_name;
    const char *hint;
    int64_t number; /* by which that place knows the child; 0: none */
    int64_t person; /* not for the kindergarten */
    date from, until;
    int64_t days;     /* Monday to Friday, less the closed days */
    int64_t share;    /* percent of the fee that is not asked for, 1 to 100: below 100 the rest is */
    int64_t sum;      /* what is waived of the fee by the rule of the day, in new lekë; for the office */
    int64_t unstated; /* days whose rule states no fee: not in the sum; for the office */
};
/* Whose fee is waived in part today, from today on: until the last day on which it is the same part,
 * DATE_OPEN without end; neither days nor sums. In order of their hints. Whose fee is waived whole:
 * kindergarten_child.h. */
err kindergarten_in_part(struct work *w, int64_t organisation, struct exempt_days **ret,
                         size_t *ret_count) MUST_CHECK;

/* month: its first day; as known now, days to come included. Of one kindergarten; logged
 * "kindergarten.month". */
err kindergarten_month(struct work *w, int64_t organisation, date month, struct exempt_days **ret,
                       size_t *ret_count) MUST_CHECK;
/* The same as CSV for Excel and as a spreadsheet, with Albanian headers. */
err kindergarten_month_csv(struct work *w, int64_t organisation, date month, struct buf *ret) MUST_CHECK;
err kindergarten_month_xlsx(struct work *w, int64_t organisation, date month, struct buf *ret) MUST_CHECK;

struct fees_waived {
    int64_t organisation;
    const char *name;
    int64_t children, days, sum;
    int64_t unstated; /* days of children whose rule states no fee: not in the sum, which is too small then */
};
/* Per kindergarten with an exempt child in that month, by name; logged "kindergarten.fees". */
err kindergarten_fees(struct work *w, date month, struct fees_waived **ret, size_t *ret_count) MUST_CHECK;

#endif
