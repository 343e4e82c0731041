/* What can be wrong with the persons of an order as they are written down. Writes nothing. */
#ifndef DOMAIN_ORDER_PERSON_CHECK_H
#define DOMAIN_ORDER_PERSON_CHECK_H

#include "domain/order/order.h"
#include "domain/work/fault.h"
#include "domain/work/work.h"

/* Those whom it names, each field by itself, with the questions of person_twin.h; into *ret. */
err order_named_faults(struct work *w, const struct order_new *in, struct faults *ret) MUST_CHECK;
/* How many they are, those it is against, and what these are to those; into *ret. */
err order_sides_faults(struct work *w, const struct order_new *in, struct faults *ret) MUST_CHECK;

/* Somebody whom an order is to name, into that file (0: a new one): role, and of the file already in that
 * role, or what a person may say. ERR_INPUT at "role", "person" or her fields; ERR_CONFLICT "already_in_file"
 * at "role", "erased" at "person". */
err order_person_check(struct work *w, int64_t case_id, const struct order_person *p) MUST_CHECK;

/* Puts the member of the body that `p` is in `in` ("persons[2]", "respondent") before the field of the
 * refusal e and of the warnings since `warned`. Gives e back. */
err order_person_told(struct work *w, const struct order_new *in, const struct order_person *p, size_t warned,
                      err e) MUST_CHECK;

#endif
