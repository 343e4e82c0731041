/* Fees that are waived to whoever has a right, whether or not she uses it: of what no door counts. For the
 * budget. */
#ifndef DOMAIN_RIGHT_FEE_H
#define DOMAIN_RIGHT_FEE_H

#include "base/month.h"
#include "domain/law/entitlement.h"
#include "domain/work/work.h"

#define RIGHT_FEE_MONTHS 12

struct right_fee {
    const struct benefit_rule *rules;
    size_t rule_count;
    enum service service;           /* under which they are asked */
    bool parts;                     /* rights to a part of the fee alone: whole ones are counted elsewhere */
    int64_t sums[RIGHT_FEE_MONTHS]; /* new lekë, rounded down for each person and month */
    bool met, unstated;             /* somebody has such a right that year; and nobody has stated its fee */
};

struct rules;
/* Which units (1u << enum fee_unit) the rules of the service count, on a day of that year, where they waive a
 * part of the fee to somebody: no card says so, and no door counts it. 0: none. */
unsigned right_fee_parts(const struct rules *rules, enum service service, int year);

/* Fills the sums of each for the months of that year, as the register stands now. A fee for the month is
 * waived to each person with a right on a day of it, by the right of the first such day; a fee for the year
 * once, in the first such month; others are not (they are counted by the ride, the day, the certificate). The
 * sums are of all files and tell of nobody. Not logged: the caller does. Inside a transaction. */
err right_fees_sum(struct work *w, int year, struct right_fee *fees, size_t count) MUST_CHECK;

#endif
