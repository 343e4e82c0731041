/* By what an order is found although its issuer and number are sealed: blind indexes (crypto/keyring.h) of
 * its paper. Each is of two things at least, so that a database without keys does not even tell which orders
 * come from one court. */
#ifndef DOMAIN_ORDER_BLIND_H
#define DOMAIN_ORDER_BLIND_H

#include "crypto/digest.h"
#include "domain/work/work.h"

struct order_blind {
    uint8_t
        paper[DIGEST_SIZE]; /* issuer, number, day of the decision: the order itself, once in a register */
    uint8_t issue[DIGEST_SIZE]; /* issuer and number */
    uint8_t day[DIGEST_SIZE];   /* number and day */
};

/* issuer in any spelling (order_issuer_key; fold_renew makes the indexes anew when that changes), NULL: none
 * is known, which no order has. number in any spelling, too (order_number_key). */
err order_blind_make(struct work *w, const char *issuer, const char *number, date decision,
                     struct order_blind *ret) MUST_CHECK;

/* An index of the paper that no other row can have: of this row alone. */
err order_blind_apart(struct work *w, int64_t order, struct order_blind *ret) MUST_CHECK;

/* Makes those of an order anew from what is sealed in its row; writes where they differ. Where another order
 * is the same paper by now, the index of the paper is one of this row alone: both stay. ERR_ABSENT. */
err order_blind_renew(struct work *w, int64_t order) MUST_CHECK;

#endif
