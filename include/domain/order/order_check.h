/* What can be wrong with an order as it is written down: the first fault, or all of them. Writes nothing. */
#ifndef DOMAIN_ORDER_CHECK_H
#define DOMAIN_ORDER_CHECK_H

#include "domain/order/order.h"
#include "domain/work/fault.h"
#include "domain/work/work.h"

struct rules;

/* All that can be wrong with an order before anything is written, told together (faults_refuse): ERR_INPUT
 * with the field, ERR_CONFLICT "order_exists" at "number", ERR_INPUT "would_shorten" at "follows"; the
 * questions "end_beyond_term", "start_before_decision", "start_long_after", "end_of_open_kind" (question.h).
 * Warns for an unknown court or one not of that time. Writes nothing. */
err order_check(struct work *w, const struct order_new *in) MUST_CHECK;

/* The same as a list, in *ret. */
err order_faults(struct work *w, const struct order_new *in, struct faults *ret) MUST_CHECK;

#endif
