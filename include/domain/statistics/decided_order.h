/* What all figures count: the orders that were decided by a day, and whom they protect. */
#ifndef DOMAIN_DECIDED_ORDER_H
#define DOMAIN_DECIDED_ORDER_H

#include "domain/law/protection.h"
#include "domain/work/work.h"

struct decided_order {
    int64_t id, unit_id; /* unit_id: of its file */
    enum order_kind kind;
    date decision_date;
    struct protection protection;
};

struct decided_orders { /* by id */
    struct decided_order *at;
    size_t count;
};

/* Those decided on or before `until`, as the register knows them now, without those whose grant was voided.
 */
err decided_orders_read(struct work *w, date until, struct decided_orders *ret) MUST_CHECK;
/* Calls take for each of these orders and each person whom it names in the role "protected": person by
 * person, and of one person in order of id. */
err decided_persons_walk(struct work *w, date until, const struct decided_orders *orders,
                         void (*take)(void *context, int64_t person, const struct decided_order *order),
                         void *context) MUST_CHECK;

#endif
