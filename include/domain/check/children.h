/* What a kindergarten may see of its own children: a hint, a number and until when, never why. */
#ifndef DOMAIN_CHILDREN_H
#define DOMAIN_CHILDREN_H

#include "domain/check/doorway.h"

#define CHILD_NUMBER_MARK '\t' /* between hint and number, in what is sealed */

struct door_child {
    const char *hint;
    int64_t number; /* that the municipality gave the child there; 0: not told */
    date until;     /* DATE_OPEN without end */
    date ends_soon; /* until, when that is within 14 days; else DATE_NONE */
};

/* A kindergarten's own exempt children today, in order of their hints. */
err door_children(struct doorway *d, int64_t organisation, struct door_child **ret,
                  size_t *ret_count) MUST_CHECK;

#endif
