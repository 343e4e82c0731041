/* Which of two children of one family is the second in an institution. Councils waive more, or less, from the
 * second child on, and none says which child that is: here the one who came later, of two who came on one day
 * the one who was recorded later. So a brother who comes takes nothing from who is there. No database. */
#ifndef DOMAIN_SIBLING_H
#define DOMAIN_SIBLING_H

#include "domain/law/entitlement.h"

struct sibling_place { /* in one institution */
    int64_t id;        /* of the enrolment: rises as they are recorded */
    struct span days;
};

/* The days on which who has `own` is a further child beside `other`, both in one institution; until lies
 * before from where there is none. */
struct span sibling_days(const struct sibling_place *own, const struct sibling_place *other);

#endif
