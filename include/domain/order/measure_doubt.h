/* Letters that came in from outside and may be the law's or those of the register's former list, which stood
 * in the same order and were others. Which was meant is a question for whoever holds the paper; until it is
 * answered the order keeps what the letter was read as. */
#ifndef DOMAIN_MEASURE_DOUBT_H
#define DOMAIN_MEASURE_DOUBT_H

#include "domain/order/order.h"

/* With the order, in the caller's transaction. */
err measure_doubts_put(struct work *w, int64_t order, const struct letter_doubt *doubts,
                       size_t count) MUST_CHECK;
/* Those of an order that nobody has answered, by letter. */
err measure_doubts_read(struct work *w, int64_t order, struct letter_doubt **ret,
                        size_t *ret_count) MUST_CHECK;

#endif
