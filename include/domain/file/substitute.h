/* Who stands in for a coordinator from day to day: what is the other's is then hers as well (charge_others).
 * Whoever stands in for somebody who stood in for a third has the third's, too. A sealed file stays sealed.
 */
#ifndef DOMAIN_SUBSTITUTE_H
#define DOMAIN_SUBSTITUTE_H

#include "domain/work/work.h"

struct substitute_new {
    int64_t away, by; /* accounts of coordinators */
    date from, until; /* both count, as days in Tirane */
};
/* All faults at once: ERR_INPUT "unknown_account" at "away" and "by", "same_account" at "by", "required" at
 * "from" and "until", "reversed" at "until", "in_past" at "until"; ERR_CONFLICT "substitute_overlaps" at
 * "from" (somebody stands in for her on one of these days already), "substitute_away" at "by" (she is away
 * herself on one of them). Logged "substitute.add". */
err substitute_add(struct work *w, const struct substitute_new *in, int64_t *ret_id) MUST_CHECK;

/* From now on nobody stands in by that. ERR_ABSENT "no_substitute", also where it is over. Logged
 * "substitute.end". */
err substitute_end(struct work *w, int64_t id) MUST_CHECK;

struct substitute {
    int64_t id;
    const char *away, *by; /* full names */
    date from, until;
};
/* Those that are not over, by their first day. Not logged: of no file. */
err substitute_list(struct work *w, struct substitute **ret, size_t *ret_count) MUST_CHECK;

#endif
