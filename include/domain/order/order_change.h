/* Words of a registration that were put right: what stood there, and what stands there now, kept beside the
 * act "registration_corrected". */
#ifndef DOMAIN_ORDER_CHANGE_H
#define DOMAIN_ORDER_CHANGE_H

#include "domain/order/order.h"

/* was, is: NULL where nothing stood or stands. Where both are the same nothing is written. The
 * caller's transaction and log entry. */
err order_change_add(struct work *w, int64_t order, int64_t act, const char *field, const char *was,
                     const char *is) MUST_CHECK;
/* The same of "relation", with whom it is said of. */
err order_change_relation_add(struct work *w, int64_t order, int64_t act, const struct order_relation *of,
                              const char *was, const char *is) MUST_CHECK;

struct order_changes { /* of all acts of an order, by act */
    struct order_change *at;
    size_t count;
};
err order_changes_read(struct work *w, int64_t order, struct order_changes *ret) MUST_CHECK;

#endif
