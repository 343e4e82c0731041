/* The orders of a claim, for the days on which they name the person: what one person's reading and the walk
 * over all have in common. */
#ifndef DOMAIN_CLAIM_NAMING_H
#define DOMAIN_CLAIM_NAMING_H

#include "domain/law/entitlement.h"
#include "domain/law/naming.h"
#include "domain/work/work.h"

/* An order that ever named the person. */
struct claim_named {
    struct covering_order order; /* with what its acts come to, for whomever it names */
    bool registered;             /* from its first day on */
};
/* What an act says of the person, of any of her orders. */
struct claim_change {
    int64_t order;
    struct naming_change change;
};
/* The part of a statement that selects such changes: p is the person's row, a the record's. */
#define CLAIM_CHANGE_SELECT "a.order_id, p.act_id, p.goes = 'in' AS goes_in"
#define CLAIM_CHANGE_FROM                                                                                    \
    "order_act_person p JOIN order_act a ON a.id = p.act_id AND a.kind <> 'registration_corrected' "         \
    "AND p.part = 'named'"

/* Into c->orders, in the arena: an order that she left and came back to stands there twice, for other days.
 * named: in order of id. */
err claim_orders_put(struct work *w, const struct claim_named *named, size_t named_count,
                     const struct claim_change *changes, size_t change_count, struct claim *c) MUST_CHECK;

#endif
