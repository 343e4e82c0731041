/* The dated rules a claim is held against: who gets what by which decision, and the numbers of the law. */
#ifndef DOMAIN_RULES_H
#define DOMAIN_RULES_H

#include "domain/law/deadline.h"
#include "domain/law/entitlement.h"
#include "domain/law/holiday.h"
#include "domain/work/work.h"

struct rules {
    struct benefit_rule *benefits;
    size_t benefit_count;
    struct legal_rule *legal;
    size_t legal_count;
    struct holiday *holidays;
    size_t holiday_count;
};
/* All of them, in the arena. */
err rules_load(struct work *w, struct rules *ret) MUST_CHECK;

/* The last day on which an application counts for the month of that day: LEGAL_APPLICATION_DAY of it; where
 * LEGAL_APPLICATION_DAY_SHIFT says so and that is no working day, the next one (holiday.h). */
date rules_filing_day(const struct rules *rules, date day);
/* First day for which an application filed that day can pay, by that. */
date rules_payable_from(const struct rules *rules, date filed_on);

#endif
