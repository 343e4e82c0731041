/* A person's claim to benefits and the rules it is held against, read from the database for the pure core. */
#ifndef DOMAIN_CLAIM_H
#define DOMAIN_CLAIM_H

#include "domain/deadline.h"
#include "domain/entitlement.h"
#include "domain/work.h"

struct rules {
    struct benefit_rule *benefits;
    size_t benefit_count;
    struct legal_rule *legal;
    size_t legal_count;
};
/* All of them, in the arena. */
err rules_load(struct work *w, struct rules *ret) MUST_CHECK;

/* Everything that bears on what the person may have, in the arena: the orders of any file that name the
 * person, stays, applications (as payable spans), enrolments. role: the strongest the person has in any file
 * (protected before dependant before respondent). ERR_ABSENT: no such person. */
err claim_load(struct work *w, int64_t person, const struct rules *rules, struct claim *ret) MUST_CHECK;

/* Acts of one order, corrections included, in order of id. */
err acts_load(struct work *w, int64_t order, struct act **ret, size_t *ret_count) MUST_CHECK;
err protection_load(struct work *w, int64_t order, struct protection *ret) MUST_CHECK;

#endif
