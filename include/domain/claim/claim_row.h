/* What claims are put together from, row by row: shared by those who read one and those who read all. */
#ifndef DOMAIN_CLAIM_ROW_H
#define DOMAIN_CLAIM_ROW_H

#include "domain/law/application_state.h"
#include "domain/law/entitlement.h"
#include "domain/work/work.h"

struct rules;
struct stmt;

/* One file's word on the person: columns role, died_on from `first` on. */
err claim_role_take(struct stmt *s, int first, struct claim *c) MUST_CHECK;

struct claim_filed {
    struct span payable; /* as filed; from the month for which that day counts once it is in a claim */
    enum application_state state;
};
/* Columns filed_on, withdrawn_on, state from `first` on. */
err claim_filed_take(struct stmt *s, int first, struct claim_filed *ret) MUST_CHECK;
err claim_filed_put(struct work *w, const struct rules *rules, struct claim_filed *filed, size_t count,
                    struct claim *c) MUST_CHECK;

/* Those not decided for good count as open. */
#define CLAIM_FILED_COLUMNS                                                                                  \
    "filed_on, withdrawn_on, CASE WHEN state IN ('granted', 'refused') THEN state ELSE 'open' END "

#endif
