/* What can be wrong with the days of an order's term, and what is asked of them. Writes nothing. */
#ifndef DOMAIN_ORDER_TERM_CHECK_H
#define DOMAIN_ORDER_TERM_CHECK_H

#include "domain/order/order.h"
#include "domain/work/work.h"

struct rules;

/* All of them together (faults_refuse), at "start" and "end": see order_check.h. */
err order_term_check(struct work *w, const struct order_new *in, const struct rules *rules) MUST_CHECK;

date order_start(const struct order_new *in); /* where the paper names none: the day of the decision */
/* The last day that the law lets a court set for an UM; DATE_NONE while no day to count from is given. */
date order_latest_end(const struct order_new *in, const struct rules *rules);
/* Asks at "end" whether an UMPMM or UMM, which lasts until the court decides, really ends then:
 * "end_of_open_kind". OK of an UM. */
err order_end_ask(struct work *w, enum order_kind kind) MUST_CHECK;
/* Asks at "start" of one that lies before the decision: "start_before_decision". */
err order_start_ask(struct work *w) MUST_CHECK;

/* Warns "final_within_appeal" at `field` of a finality that lies within the time of the appeal. */
void order_final_warn(struct work *w, const char *field, date on, date granted_on, const struct rules *rules);

#endif
