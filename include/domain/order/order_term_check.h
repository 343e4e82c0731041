/* What can be wrong with the days of an order's term, and what is asked of them. Writes nothing. */
#ifndef DOMAIN_ORDER_TERM_CHECK_H
#define DOMAIN_ORDER_TERM_CHECK_H

#include "domain/order/order.h"
#include "domain/work/work.h"

struct rules;

/* All of them together (faults_refuse), at "start" and "end": see order_check.h. */
err order_term_check(struct work *w, const struct order_new *in, const struct rules *rules) MUST_CHECK;

date order_start(const struct order_new *in); /* where the paper names none: the day of the decision */
date order_end(const struct order_new *in);   /* as the grant says it (struct act): DATE_NONE beside a term */
/* The earliest last day that the paper can mean, as far as it tells: a term whose event has still to happen
 * counts from the decision at the soonest. DATE_OPEN: it has no end. */
date order_least_end(const struct order_new *in);

/* The last day as far as it is known today: DATE_OPEN where there is none, or what it counts from has still
 * to happen. */
date order_known_end(const struct order_new *in);

/* A term as written down, of an order or an act; ends: a last day, or none, is said besides. ERR_INPUT
 * "required" at "term_from" or "term_months", "contradiction" at "term_from". */
err order_term_said_check(struct work *w, const struct term *t, bool ends) MUST_CHECK;

/* The last day that the law lets a court set for an UM; DATE_NONE while no day to count from is given. */
date order_latest_end(const struct order_new *in, const struct rules *rules);
/* Asks at `field` whether an UMPMM or UMM, which lasts until the court decides, really ends then:
 * "end_of_open_kind". OK of an UM. */
err order_end_ask(struct work *w, enum order_kind kind, const char *field) MUST_CHECK;
/* Asks at "start" of one that lies before the decision, or long after it: "start_before_decision",
 * "start_long_after" (rule start_months). */
err order_start_ask(struct work *w, date start, date decided, const struct rules *rules) MUST_CHECK;

/* Warns "final_within_appeal" at `field` of a finality that lies within the time of the appeal. */
void order_final_warn(struct work *w, const char *field, date on, date granted_on, const struct rules *rules);

#endif
