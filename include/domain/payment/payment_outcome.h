/* What can become of a payment, and who can collect it. */
#ifndef DOMAIN_PAYMENT_OUTCOME_H
#define DOMAIN_PAYMENT_OUTCOME_H

#include <stdbool.h>

enum payment_outcome { PAID_OUT = 1, PAID_BACK };
enum collector { COLLECTOR_SELF = 1, COLLECTOR_OTHER };
const char *payment_outcome_name(enum payment_outcome o); /* "paid", "returned" */
bool payment_outcome_parse(const char *name, enum payment_outcome *ret);
const char *collector_name(enum collector c); /* "self", "other" */
bool collector_parse(const char *name, enum collector *ret);

/* In SQL: what was noted last of a line and was not undone. line: the alias of a table with run_id and n. */
#define PAYMENT_EVENT_OF(line)                                                                               \
    "(SELECT max(ev.id) FROM payment_event ev WHERE ev.run_id = " line ".run_id AND ev.n = " line            \
    ".n AND NOT EXISTS (SELECT 1 FROM payment_undo eu WHERE eu.event_id = ev.id)) "

#endif
