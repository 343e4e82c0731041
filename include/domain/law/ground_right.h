/* What grounds other than an order give: the days of a service, a pure function of grounds, dated rules,
 * enrolments and a death. No database, no clock. */
#ifndef DOMAIN_GROUND_RIGHT_H
#define DOMAIN_GROUND_RIGHT_H

#include "domain/law/entitlement.h"

#define GROUND_KIND_ROOM 32 /* bytes of a code, with its NUL */

struct ground_span {
    char kind[GROUND_KIND_ROOM];
    struct span days;
};
struct ground_rule {
    int64_t id;
    char kind[GROUND_KIND_ROOM];
    enum service service;
    const char *source; /* "VKB 41/2019" */
    struct span days;
};

/* All that bears on one holder. */
struct ground_claim {
    const struct ground_span *grounds;
    size_t ground_count;
    const struct ground_rule *rules;
    size_t rule_count;
    const struct span *enrolments; /* in a crèche or kindergarten: its fee is free of for those alone */
    size_t enrolment_count;
    bool deceased;
    date died_on; /* when deceased: nothing on later days */
};

/* The days on which some ground gives the service, in order, those that touch or overlap as one; in the
 * arena. On a day it is given where a ground of a kind and a rule of that kind and service both hold; a
 * kindergarten's fee only where the child is enrolled that day too, as with an order's rules. */
err ground_right_spans(const struct ground_claim *c, enum service s, struct arena *a, struct span **ret,
                       size_t *ret_count) MUST_CHECK;

/* Joins in place what touches or overlaps; returns how many are left. Empty ones go. */
size_t spans_unite(struct span *spans, size_t count);

#endif
