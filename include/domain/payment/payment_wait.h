/* Which payments of a run wait, and for what (payment_hold.h says what becomes of them). Persons are asked
 * for in rising order. */
#ifndef DOMAIN_PAYMENT_WAIT_H
#define DOMAIN_PAYMENT_WAIT_H

#include "domain/payment/payment_hold.h"
#include "domain/work/work.h"

struct same_pair;
struct given;
struct payment_waits {
    struct said *said; /* by person; the first that is not of an earlier person is said[said_at] */
    size_t said_count, said_at;
    struct same_pair *pairs; /* by person, as said */
    size_t pair_count, pair_at;
    struct arena *kept;  /* for what outlasts a person */
    struct given *given; /* months that this run pays to somebody who has a pair */
    size_t given_count, given_room;
};
/* What was said, in the work's arena, where what is given is kept too. Without pairs nobody waits for being
 * the same person. */
err payment_waits_load(struct work *w, bool pairs, struct payment_waits *ret) MUST_CHECK;

/* A payment that is due. */
struct wait_asked {
    int64_t person;
    date month;
    int64_t gap; /* the order behind a gap that her application does not reach over; 0: there is none */
    bool early;  /* the month lies before the first run of all */
};
/* A reason that applies, unless somebody said to pay all the same. */
struct waiting {
    enum payment_hold why; /* HOLD_NONE: it does not wait */
    int64_t about;
    enum hold_word word;
};
err payment_wait_of(struct work *w, struct payment_waits *s, const struct wait_asked *asked,
                    struct waiting *ret) MUST_CHECK;
/* The run pays that month to that person. */
err payment_wait_given(struct payment_waits *s, int64_t person, date month) MUST_CHECK;

#endif
