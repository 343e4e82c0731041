/* Orders and their acts read back. */
#ifndef DOMAIN_ORDER_READ_H
#define DOMAIN_ORDER_READ_H

#include "domain/order/order.h"
#include "domain/work/work.h"

/* The order without names; not logged (case_read is). ERR_ABSENT. */
err order_load(struct work *w, int64_t id, struct order_line *ret) MUST_CHECK;
/* The same where it lies in that file. ERR_ABSENT where it does not, of which nothing is said: the caller
 * knows why it asks. */
err order_load_of_file(struct work *w, int64_t id, int64_t case_id, struct order_line *ret) MUST_CHECK;
/* Its acts, in order of id; not logged. */
err order_acts(struct work *w, int64_t id, struct act_line **ret, size_t *ret_count) MUST_CHECK;
/* The same past the guard of sealed files, logged "order.read", with its acts. */
err order_read(struct work *w, int64_t id, struct order_line *ret, struct act_line **ret_acts,
               size_t *ret_count) MUST_CHECK;

#endif
