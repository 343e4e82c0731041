/* A person's claim to benefits, read from the database for the pure core. */
#ifndef DOMAIN_CLAIM_H
#define DOMAIN_CLAIM_H

#include "domain/law/entitlement.h"
#include "domain/work/work.h"

struct rules;

/* Everything that bears on what the person may have, in the arena: the orders of any file that name the
 * person, stays, applications by what was decided (as payable spans), enrolments. role: the strongest the
 * person has in any file (protected before dependant before respondent). ERR_ABSENT: no such person. */
err claim_load(struct work *w, int64_t person, const struct rules *rules, struct claim *ret) MUST_CHECK;
/* The same for a card: somebody who stands in no file, and has a ground of another kind (ground_claim.h), has
 * a claim without role and orders, which gives nothing by itself. */
err claim_load_held(struct work *w, int64_t person, const struct rules *rules, struct claim *ret) MUST_CHECK;

/* To be put in place of a table in SQL: applications with `state`, what was decided last. */
#define APPLICATION_STATE(application)                                                                       \
    "coalesce((SELECT d.decision FROM application_decision d WHERE d.application_id = " application          \
    ".id ORDER BY d.id DESC LIMIT 1), 'open')"
#define APPLICATION_STATES                                                                                   \
    "(SELECT z.id, z.person_id, z.filed_on, z.withdrawn_on, " APPLICATION_STATE("z") " AS state "            \
                                                                                     "FROM application z)"

#endif
