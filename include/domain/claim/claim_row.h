/* What claims are put together from, row by row: shared by those who read one and those who read all. */
#ifndef DOMAIN_CLAIM_ROW_H
#define DOMAIN_CLAIM_ROW_H

#include "domain/law/application_state.h"
#include "domain/law/entitlement.h"
#include "domain/work/work.h"

struct rules;

/* What one file says of the person. */
struct claim_role {
    enum case_role role;
    date died_on; /* DATE_NONE: no death is recorded */
};
void claim_role_take(const struct claim_role *row, struct claim *c);

/* An application as it was filed, until claim_filed_put makes of it the span that it can pay for. */
struct claim_filed {
    struct span payable; /* from the day it was filed, until it was withdrawn */
    enum application_state state;
};
/* Those not decided for good count as open. */
#define CLAIM_FILED_SELECT                                                                                   \
    "filed_on, withdrawn_on, CASE WHEN state IN ('granted', 'refused') THEN state ELSE 'open' END AS state"
/* Moves each first day to the month for which it counts (VKM 597/2019: filed by the tenth), and sorts them by
 * what was decided. */
err claim_filed_put(struct work *w, const struct rules *rules, struct claim_filed *filed, size_t count,
                    struct claim *c) MUST_CHECK;

#endif
