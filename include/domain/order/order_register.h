/* Orders taken into the register. */
#ifndef DOMAIN_ORDER_REGISTER_H
#define DOMAIN_ORDER_REGISTER_H

#include "domain/order/order.h"
#include "domain/work/work.h"

/* Check, then file, persons, order, acts (granted, final, the other's replaced), projections, log: one
 * transaction. */
err order_register(struct work *w, const struct order_new *in, int64_t *ret_id, int64_t *ret_case) MUST_CHECK;

#endif
