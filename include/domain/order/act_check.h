/* What can be wrong with an act, held against the order and the acts before it. */
#ifndef DOMAIN_ACT_CHECK_H
#define DOMAIN_ACT_CHECK_H

#include "domain/order/order.h"

/* *ret: the act as it is to be stored, filled in from the base or the other order. All faults and questions
 * at once (faults_refuse): ERR_INPUT with the field; ERR_CONFLICT "order_ended", "order_void", and the
 * questions "end_beyond_term", "extension_beyond_term", "end_of_open_kind", "start_before_decision". What a
 * court decided before the order's end is taken behind it, with the warning "ended_since" at "on"; of a
 * police or immediate order, what ends it behind the last day that was written, with "after_last_day". */
err act_check(struct work *w, const struct act_new *in, const struct act_history *h,
              struct act *ret) MUST_CHECK;

#endif
