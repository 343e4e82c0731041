/* What crèches and kindergartens do not charge: the children of a month for their books, the fees waived for
 * the office, and the days on which nobody is fed. */
#ifndef DOMAIN_KINDERGARTEN_H
#define DOMAIN_KINDERGARTEN_H

#include "base/buf.h"
#include "domain/work/work.h"
#include "gen/limits.h"

#define CLOSED_TEXT_MAX LIMIT(ClosedDayNew, text) /* code points */

/* Unbroken days of one child at one place, within a month. */
struct exempt_days {
    int64_t organisation;
    const char *organisation_name;
    const char *hint;
    int64_t person; /* not for the kindergarten */
    date from, until;
    int64_t days; /* Monday to Friday, less the closed days */
    int64_t sum;  /* the fee of each of them by the rule of the day, in new lekë; for the office */
};
/* month: its first day; as known now, days to come included. Of one kindergarten; logged
 * "kindergarten.month". */
err kindergarten_month(struct work *w, int64_t organisation, date month, struct exempt_days **ret,
                       size_t *ret_count) MUST_CHECK;
/* The same as CSV for Excel, with Albanian headers. */
err kindergarten_month_csv(struct work *w, int64_t organisation, date month, struct buf *ret) MUST_CHECK;

struct fees_waived {
    int64_t organisation;
    const char *name;
    int64_t children, days, sum;
};
/* Per kindergarten with an exempt child in that month, by name; logged "kindergarten.fees". */
err kindergarten_fees(struct work *w, date month, struct fees_waived **ret, size_t *ret_count) MUST_CHECK;
/* All of it in new lekë, one number for each of so many months from `first` on, which tells of nobody; not
 * logged: the caller does. Inside a transaction. */
err kindergarten_fees_sums(struct work *w, date first, int months, int64_t *ret) MUST_CHECK;

struct closed_day {
    int64_t id;
    date on;
    int64_t organisation; /* 0: all */
    const char *organisation_name;
    const char *text;
};
/* Between these days, both included; DATE_NONE: no bound. */
err closed_day_list(struct work *w, date from, date until, struct closed_day **ret,
                    size_t *ret_count) MUST_CHECK;
/* in->id is not looked at. ERR_INPUT at the field, "unknown_organisation"; ERR_CONFLICT "already_closed". */
err closed_day_add(struct work *w, const struct closed_day *in, int64_t *ret_id) MUST_CHECK;
/* ERR_ABSENT "no_closed_day". */
err closed_day_remove(struct work *w, int64_t id) MUST_CHECK;

#endif
