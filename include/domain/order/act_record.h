/* Everything courts and police do to an order after it was granted, appended as acts. */
#ifndef DOMAIN_ACT_RECORD_H
#define DOMAIN_ACT_RECORD_H

#include "domain/order/order.h"
#include "domain/work/work.h"

/* Append an act: checks it against the law's dated numbers and the acts before it, moves what follows from it
 * (the acts "replaced" of other orders that name this one, projections of all cards of all persons named),
 * logs, one transaction. A correction keeps what it does not say again: start, end, effective, other_order,
 * and the hour on the same day. ERR_INPUT with the field, "too_many_acts"; ERR_CONFLICT "stale_version",
 * "order_ended" or "order_void". Warns "ends_in_past" at "effective"; for
 * replaced "shortened" and "persons_not_named" at "other_order", "days_between" at "effective". */
err act_record(struct work *w, int64_t order, const struct act_new *in, int64_t *ret_id,
               int64_t *ret_version) MUST_CHECK;

#endif
