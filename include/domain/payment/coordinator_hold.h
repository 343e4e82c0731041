/* "Not now, call me": she has left the house, say, and he waits at the counter. Nothing is handed out to that
 * person, by whatever list, until the coordinator lifts it. The runs know nothing of it: what is due stays
 * due, so that she has it the moment it is lifted. The office sees whom to call, and never why. */
#ifndef DOMAIN_COORDINATOR_HOLD_H
#define DOMAIN_COORDINATOR_HOLD_H

#include "domain/payment/payment_outcome.h"
#include "domain/work/work.h"

/* In SQL: the number of the hold (payment_hold) that stands on the person; NULL: none. */
#define COORDINATOR_HOLD(person)                                                                             \
    "(SELECT ch.id FROM payment_hold ch WHERE ch.word = 'hold' AND ch.id = (SELECT max(cl.id) FROM "         \
    "payment_hold cl WHERE cl.why = 'coordinator' AND cl.person_id = " person ")) "

struct coordinator_hold_new {
    const char *reason; /* sealed; for the file alone */
    const char *phone;  /* where the office calls; NULL: as this account said last */
};
/* By a coordinator, past the guards of the file and of the person: ERR_ABSENT "no_such_case", ERR_INPUT
 * "not_in_file" at "person". ERR_CONFLICT "already_on_hold"; ERR_INPUT "required", "too_long" at "reason",
 * "phone". Warns "paid_already" where the newest list that pays her was handed out: whoever came first has
 * it. Logged "case.payment_hold" in the file, without reason. */
err coordinator_hold_place(struct work *w, int64_t case_id, int64_t person,
                           const struct coordinator_hold_new *in, int64_t *ret_id) MUST_CHECK;
/* Only a coordinator does. ERR_CONFLICT "not_on_hold". Logged "case.payment_lift". */
err coordinator_hold_lift(struct work *w, int64_t case_id, int64_t person, const char *reason,
                          int64_t *ret_id) MUST_CHECK;

/* A payment of an approved run to somebody of the file. */
struct file_payment {
    int64_t run, n, person, amount;
    date month, on;               /* on: of the outcome; DATE_NONE: nothing yet */
    enum payment_outcome outcome; /* 0: nothing yet */
};
struct file_hold {
    int64_t person, at;
    const char *by, *phone, *reason;
};
#define FILE_PAYMENTS_MAX 120 /* the newest */
struct file_payments {
    struct file_payment *payments; /* newest month first */
    size_t payment_count;
    struct file_hold *holds; /* those that stand */
    size_t hold_count;
    const char *phone; /* what the actor's account said last; NULL: nothing */
};
/* Past the file's guard. Logged "case.payments". */
err file_payments_read(struct work *w, int64_t case_id, struct file_payments *ret) MUST_CHECK;

#endif
