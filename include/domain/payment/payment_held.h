/* What a run holds back, and somebody's word on it. */
#ifndef DOMAIN_PAYMENT_HELD_H
#define DOMAIN_PAYMENT_HELD_H

#include "domain/payment/payment_hold.h"
#include "domain/payment/payment_line.h"

struct payment_held {
    int64_t n, amount;
    int64_t person, order, application; /* 0: a sealed file that the actor may not open, or none */
    const char *first_name, *father_name, *surname; /* NULL: so, too */
    date month;
    enum payment_hold why;
    enum hold_word said; /* since the run was prepared, or WORD_NONE: the run made again goes by it */
    bool may_say;        /* the actor's role is one that decides */
};
/* Of a run, those with n greater than `after`, at most `limit`. Logged "payment.read". ERR_ABSENT
 * "no_such_run". */
err payment_held_list(struct work *w, const struct payment_filter *f, struct payment_held **ret,
                      size_t *ret_count) MUST_CHECK;

struct held_word {
    enum hold_word word; /* WORD_PAY, WORD_LEAVE */
    const char *reason;
};
/* From the next run on, or this one when it is prepared again. ERR_ABSENT "no_such_line"; errors of
 * payment_hold_say; ERR_CONFLICT "already_said" (so). Logged "payment.say". The office may say it of a sealed
 * file's line: it learns nothing by it. */
err payment_held_say(struct work *w, int64_t run, int64_t n, const struct held_word *in,
                     int64_t *ret_id) MUST_CHECK;

#endif
