/* Facts of orders: decided, asked for, whom they protect, and which of the law's clocks were kept. */
#ifndef DOMAIN_FACT_ORDER_H
#define DOMAIN_FACT_ORDER_H

#include "domain/report/fact.h"

/* An order by the day of its decision; one whose grant was voided is none. who: the order. Part: "decided" in
 * the period; "earlier", where parts are asked for: before it, and in force on some day of it.
 */
extern const struct fact_noun FACT_ORDERS;
/* A person whom an order of the period protects, once for each such order. who: the person. Age: on the day
 * of the decision. */
extern const struct fact_noun FACT_PROTECTED;
/* A respondent of an order of the period, likewise. */
extern const struct fact_noun FACT_RESPONDENTS;

#endif
