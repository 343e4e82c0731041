/* Dependants of a file whom a court makes protected persons: by an order that names them so, or by an act.
 * The role in the file follows, from the act's day on (struct claim, protected_from); an act that turns out
 * to be void takes it back. Nobody is made less than she was: whom a file has as protected stays so. */
#ifndef DOMAIN_ORDER_ROLE_H
#define DOMAIN_ORDER_ROLE_H

#include "domain/order/order.h"

/* Whether a paper that gives the person that role makes a protected person of a dependant. */
bool order_role_rises(enum case_role now, enum case_role said);

/* Of somebody who stands in the file, by that act or correction, 0: by the order's grant. Nothing where her
 * role does not rise. Then order_roles_follow. The caller's transaction, checks and log entry. */
err order_role_raise(struct work *w, const struct order_line *o, int64_t act, enum case_role said,
                     int64_t person) MUST_CHECK;

/* Works out anew from which days, by the acts of the order as they stand. */
err order_roles_follow(struct work *w, int64_t order) MUST_CHECK;

#endif
