/* The dated rules a claim is held against: who gets what by which decision, and the numbers of the law. */
#ifndef DOMAIN_RULES_H
#define DOMAIN_RULES_H

#include "domain/law/deadline.h"
#include "domain/law/entitlement.h"
#include "domain/work/work.h"

struct rules {
    struct benefit_rule *benefits;
    size_t benefit_count;
    struct legal_rule *legal;
    size_t legal_count;
};
/* All of them, in the arena. */
err rules_load(struct work *w, struct rules *ret) MUST_CHECK;

#endif
