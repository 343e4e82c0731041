/* A person's claim to benefits and the rules it is held against, read from the database for the pure core. */
#ifndef DOMAIN_CLAIM_H
#define DOMAIN_CLAIM_H

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

/* Everything that bears on what the person may have, in the arena: the orders of any file that name the
 * person, stays, applications by what was decided (as payable spans), enrolments. role: the strongest the
 * person has in any file (protected before dependant before respondent). ERR_ABSENT: no such person. */
err claim_load(struct work *w, int64_t person, const struct rules *rules, struct claim *ret) MUST_CHECK;

/* The same for one person after another: everything is read once, in the order of the persons. It reads while
 * it lives. */
struct claim_walk;
err claim_walk_begin(struct work *w, const struct rules *rules, struct claim_walk **ret) MUST_CHECK;
/* person: higher than the one before. What it says lies in the arena that the work has now. */
err claim_walk_to(struct claim_walk *k, int64_t person, struct claim *ret) MUST_CHECK;
void claim_walk_end(struct claim_walk **k);

/* In place of a table in SQL: applications with `state`, that of the latest decision. */
#define APPLICATION_STATES                                                                                   \
    "(SELECT z.id, z.person_id, z.filed_on, z.withdrawn_on, coalesce((SELECT d.decision FROM "               \
    "application_decision d WHERE d.application_id = z.id ORDER BY d.id DESC LIMIT 1), 'open') AS state "    \
    "FROM application z)"

/* An act out of these columns of the table order_act, which is called a, from that column on. */
#define ACT_COLUMNS                                                                                          \
    "a.id, a.kind, a.on_day, a.at, a.start_day, a.end_day, a.end_open, a.effective_day, a.other_order_id, "  \
    "a.corrects_id, a.voids"
struct stmt;
err act_of_row(struct stmt *s, int first, struct act *ret) MUST_CHECK;
/* Acts of one order, corrections included, in order of id. */
err acts_load(struct work *w, int64_t order, struct act **ret, size_t *ret_count) MUST_CHECK;
err protection_load(struct work *w, int64_t order, struct protection *ret) MUST_CHECK;

#endif
