/* Papers that arrive in the wrong order: an order is registered after the one that took its place. */
#ifndef DOMAIN_REPLACEMENT_LATE_H
#define DOMAIN_REPLACEMENT_LATE_H

#include "domain/order/order.h"

/* in->followed_by, where given: ERR_INPUT at "followed_by": "other_file", "would_shorten" (replacement.h),
 * "out_of_order" where it begins before this one. Else asks at "followed_by" where an order of a higher kind
 * in the same file begins behind this one, a police or immediate order ("followed_or_independent"): an
 * immediate order has no end of its own, and would stand for ever in silence. Confirming says that both
 * stand. */
err replacement_late_check(struct work *w, const struct order_new *in, date start) MUST_CHECK;

/* The order was registered as followed by another: it gets the act "replaced", from that one's first day, and
 * that one says whom it follows where it follows nobody. Where that one names fewer persons both stand, and
 * the warning "persons_not_named" at "followed_by" says so. Inside the transaction. */
err replacement_late_record(struct work *w, const struct order_new *in, int64_t order) MUST_CHECK;

#endif
