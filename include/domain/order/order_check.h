/* What can be wrong with an order as it is written down: the first fault, or all of them. Writes nothing. */
#ifndef DOMAIN_ORDER_CHECK_H
#define DOMAIN_ORDER_CHECK_H

#include "domain/order/order.h"
#include "domain/work/fault.h"
#include "domain/work/work.h"

struct rules;

/* All that can be wrong with an order before anything is written, told together (faults_refuse): ERR_INPUT
 * with the field, ERR_CONFLICT "order_exists" at "number", ERR_INPUT "would_shorten" at "follows"; the
 * questions "end_beyond_term", "start_before_decision", "end_of_open_kind" (question.h). Warns for an
 * unknown court or one not of that time. Writes nothing. */
err order_check(struct work *w, const struct order_new *in) MUST_CHECK;

/* The same as a list, in *ret. */
err order_faults(struct work *w, const struct order_new *in, struct faults *ret) MUST_CHECK;
/* The last day that the law lets a court set for an UM; DATE_NONE while no day to count from is given. */
date order_latest_end(const struct order_new *in, const struct rules *rules);

/* Somebody whom an order is to name, into that file (0: a new one): role, and of the file already in that
 * role, or what a person may say. ERR_INPUT at "role", "person" or her fields; ERR_CONFLICT "already_in_file"
 * at "role", "erased" at "person". */
err order_person_check(struct work *w, int64_t case_id, const struct order_person *p) MUST_CHECK;

/* Puts the member of the body that `p` is in `in` ("persons[2]", "respondent") before the field of the
 * refusal e and of the warnings since `warned`. Gives e back. */
err order_person_told(struct work *w, const struct order_new *in, const struct order_person *p, size_t warned,
                      err e) MUST_CHECK;

/* Asks at "end" whether an UMPMM or UMM, which lasts until the court decides, really ends then:
 * "end_of_open_kind". OK of an UM. */
err order_end_ask(struct work *w, enum order_kind kind) MUST_CHECK;
/* Asks at "start" of one that lies before the decision: "start_before_decision". */
err order_start_ask(struct work *w) MUST_CHECK;

/* Warns "final_within_appeal" at `field` of a finality that lies within the time of the appeal. */
void order_final_warn(struct work *w, const char *field, date on, date granted_on, const struct rules *rules);

#endif
