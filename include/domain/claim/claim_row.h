/* What claims are put together from, row by row: shared by those who read one and those who read all. */
#ifndef DOMAIN_CLAIM_ROW_H
#define DOMAIN_CLAIM_ROW_H

#include "domain/law/application_state.h"
#include "domain/law/entitlement.h"
#include "domain/law/sibling.h"
#include "domain/work/work.h"

struct rules;

/* What one file says of the person. */
struct claim_role {
    enum case_role role;
    date protected_from; /* DATE_NONE: always was what she is */
    date died_on;        /* DATE_NONE: no death is recorded */
    bool outside;        /* its unit is none of the municipality's */
};
#define CLAIM_PROTECTED_FROM                                                                                 \
    "(SELECT min(x.from_day) FROM order_role x JOIN order_act a ON a.id = x.act_id JOIN protection_order o " \
    "ON o.id = a.order_id WHERE x.person_id = c.person_id AND o.case_id = c.case_id) AS protected_from"
void claim_role_take(const struct claim_role *row, struct claim *c);

/* Her place in an institution beside that of another child of a file of hers. */
struct claim_sibling {
    struct sibling_place own, other;
};
#define CLAIM_SIBLING_SELECT                                                                                 \
    "e.id AS own_id, e.from_day AS own_from, e.until_day AS own_until, x.id AS other_id, "                   \
    "x.from_day AS other_from, x.until_day AS other_until"
#define CLAIM_SIBLING_FROM                                                                                   \
    "enrolment e JOIN enrolment x ON x.organisation_id = e.organisation_id AND x.person_id <> e.person_id "  \
    "AND EXISTS (SELECT 1 FROM case_person a JOIN case_person b ON b.case_id = a.case_id WHERE "             \
    "a.person_id = e.person_id AND b.person_id = x.person_id AND a.role <> 'respondent' AND "                \
    "b.role <> 'respondent')"
err claim_siblings_put(struct work *w, const struct claim_sibling *list, size_t count,
                       struct claim *c) MUST_CHECK;

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
