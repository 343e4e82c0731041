/* Orders under one paper. Issuer, number and day name the decision, and one decision may hold two orders:
 * each against the other, or for two who do not live together. An order whose grant is void holds no number.
 */
#ifndef DOMAIN_ORDER_PAPER_H
#define DOMAIN_ORDER_PAPER_H

#include "crypto/digest.h"
#include "domain/order/order.h"

struct paper_order {
    int64_t id, case_id;
    const void *content; /* of the row that it was imported from; NULL: registered by hand */
    size_t content_size;
};
/* Those with a valid grant whose paper that is (order_blind), by number. */
err order_paper_find(struct work *w, const uint8_t paper[DIGEST_SIZE], struct paper_order **ret,
                     size_t *ret_count) MUST_CHECK;

/* Whether that is the order which `in` is: one that names somebody whom `in` names, too, by number in the
 * register, personal number or name. true where either names nobody, since nothing tells the two apart then;
 * and of a file that is shut to the actor, or else names could be tried until one is found in it. */
err order_paper_same(struct work *w, const struct paper_order *there, const struct order_new *in,
                     bool *ret) MUST_CHECK;

/* ERR_CONFLICT "order_exists" at `field`: another order with a valid grant has the paper of this one, and
 * names one of its persons. */
err order_paper_free(struct work *w, int64_t order, const char *field) MUST_CHECK;

#endif
