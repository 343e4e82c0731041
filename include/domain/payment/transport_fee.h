/* What waived rides come to, for the budget. No ride is kept anywhere, so there are two ways, and the rule's
 * unit says which: a fare by the month is counted for each person with a card that is good for transport on a
 * day of that month, used or not; a fare by the ride for each "yes" among the counts that buses keep by the
 * day. */
#ifndef DOMAIN_TRANSPORT_FEE_H
#define DOMAIN_TRANSPORT_FEE_H

#include "domain/work/work.h"

/* Rides are told of a month only where so many hold such a card: of fewer the sum would tell how often one of
 * them rode. */
#define TRANSPORT_LEAST 5

#define TRANSPORT_MONTHS 12
struct transport_fees {
    int64_t sums[TRANSPORT_MONTHS]; /* new lekë */
    int64_t untold; /* months in which somebody rode and too few have a card: not in the sums */
    bool parts;     /* rides at a part of the fare are not in the sums */
    bool unstated;  /* somebody rides free of a fare that nobody has stated: not in the sums */
};

/* For each month of the year. A month goes by the rule of its first day, a ride by that of its day. What
 * offline devices have answered is not among the counts. Where a part of the fare is waived there is no card
 * that says so, and no count: a fare by the month is counted for each person with the right (right_fee.h); by
 * the ride it cannot be. Inside a transaction. */
err transport_fees_sums(struct work *w, int year, struct transport_fees *ret) MUST_CHECK;

#endif
