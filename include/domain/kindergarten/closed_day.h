/* Days on which a kindergarten feeds nobody, and so charges nobody: holidays, repairs. */
#ifndef DOMAIN_CLOSED_DAY_H
#define DOMAIN_CLOSED_DAY_H

#include "domain/law/entitlement.h"
#include "domain/work/work.h"
#include "gen/limits.h"

#define CLOSED_TEXT_MAX LIMIT(ClosedDayNew, text) /* code points */

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

/* Working days of the span, less those of the list on which all kindergartens or this one are closed. */
int64_t charged_days(const struct closed_day *closed, size_t count, int64_t organisation, struct span days);

#endif
