/* On which days an order names somebody: a pure function of its acts. A court takes persons in and out of an
 * order while it lasts (amended; appeal_decided where it changed something); who goes keeps her past. The
 * same for measures. No database, no clock, no allocation. Law 9669/2006. */
#ifndef DOMAIN_NAMING_H
#define DOMAIN_NAMING_H

#include "domain/law/protection.h"

/* What one record says of the person. Of an act that was corrected the correction speaks, whole. */
struct naming_change {
    int64_t act; /* id of that act, or of the correction */
    bool in;     /* false: out */
};

struct naming {                  /* unbroken days */
    date from;                   /* DATE_NONE: from the order's first day on */
    date until;                  /* DATE_OPEN: as long as the order */
    int64_t from_act, until_act; /* the records that say so; 0 where the order's own do */
};

/* The days on which the order names the person, in order, none touching another; returns how many. ret has
 * room for count + 1. registered: the registration names her from the beginning. A change holds from its
 * act's effective day, else from the day of the decision; of several that hold on a day the one decided last
 * speaks, of those of one day the one recorded last. What a court of appeal overturned holds until the day
 * before the overturning takes effect, and what stood before it stands again, as it does itself from the day
 * on which the overturning is overturned. A voided act changes nothing.
 */
size_t naming_of(const struct act *acts, size_t act_count, bool registered,
                 const struct naming_change *changes, size_t count, struct naming *ret);

/* Whether it names her on that day, and which record speaks of her then last; *ret_by 0: none but the
 * registration. */
bool naming_speaker(const struct act *acts, size_t act_count, bool registered,
                    const struct naming_change *changes, size_t count, date on, int64_t *ret_by);

bool naming_on(const struct naming *namings, size_t count, date on);

/* The order as it protects her: what its acts come to, limited to those days. */
struct protection naming_limit(const struct protection *p, const struct naming *n);

#endif
