/* What a kindergarten may see of its own children: a hint and until when, never why. */
#ifndef DOMAIN_KINDERGARTEN_CHILD_H
#define DOMAIN_KINDERGARTEN_CHILD_H

#include "domain/work/work.h"

struct claim;
struct service_spans;

struct kindergarten_child {
    const char *hint;
    int64_t number; /* kindergarten_number.h */
    date until;     /* DATE_OPEN without end */
    date ends_soon; /* until, when that is within 14 days; else DATE_NONE */
};

/* A kindergarten's own exempt children today, in order of their hints: for its account. */
err kindergarten_children(struct work *w, int64_t organisation, struct kindergarten_child **ret,
                          size_t *ret_count) MUST_CHECK;

/* Keeps those rows as the claim has them: where the child is enrolled and free of the fee. Enrolments are
 * ended, never removed. */
err kindergarten_project(struct work *w, int64_t person, const struct claim *claim,
                         const struct service_spans *s) MUST_CHECK;
/* Her hint is another now: doors are told it. */
err kindergarten_tell_again(struct work *w, int64_t person) MUST_CHECK;

#endif
