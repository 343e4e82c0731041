/* Grounds other than an order, read from the database for the pure core. */
#ifndef DOMAIN_GROUND_CLAIM_H
#define DOMAIN_GROUND_CLAIM_H

#include "domain/law/ground_right.h"
#include "domain/work/work.h"

struct claim;

/* The grounds of that person (ground_count 0: none), the dated rules, and of the claim its enrolments and the
 * day of death; in the arena. */
err ground_claim_load(struct work *w, int64_t person, const struct claim *claim,
                      struct ground_claim *ret) MUST_CHECK;
/* All dated rules of grounds, by id. */
err ground_rules_load(struct work *w, struct ground_rule **ret, size_t *ret_count) MUST_CHECK;

#endif
