/* The runs of the monthly payment as people see them: sums, and what differs from the month before. */
#ifndef DOMAIN_PAYMENT_RUN_H
#define DOMAIN_PAYMENT_RUN_H

#include "crypto/digest.h"
#include "domain/payment/payment_decision.h"
#include "domain/work/work.h"

struct payment_sum {
    int64_t lines, amount; /* new lekë; of reversals below 0 */
};

struct payment_run {
    int64_t id;
    date month;
    date before; /* the approved month it is compared with; DATE_NONE: the first run */
    bool approved;
    const char *prepared_by, *approved_by; /* full names; approved_by NULL while prepared */
    int64_t preparer, prepared_at, approved_at;
    uint8_t digest[DIGEST_SIZE];
    struct payment_sum month_paid; /* payments for the run's own month */
    struct payment_sum arrears;    /* payments for earlier months */
    struct payment_sum one_off;    /* paid once beside months (one_off.h) */
    struct payment_sum reversals;
    struct payment_sum to_pay;     /* for the month and for earlier ones, and once */
    struct payment_sum to_recover; /* the reversals, above 0: a sum of its own, never taken off the other */
    struct payment_sum held;       /* due, and waiting for somebody's word (payment_hold.h) */
    int64_t began, changed, ended; /* persons paid now and not in the month before; another amount; not now */
    struct payment_decided decided[DECIDING_BODIES];
    int64_t unpaid;     /* persons with a reason for no line */
    int64_t open;       /* payments that are neither handed out nor come back */
    int64_t on_hold;    /* of them, those that wait for the coordinator (coordinator_hold.h) */
    int64_t complaints; /* without an outcome (payment_complaint.h) */
    date closed_on;     /* the signed list came back (payment_closing.h); DATE_NONE: not closed */
};

/* Newest month first; sums included. Not logged: no person stands in it. */
err payment_run_list(struct work *w, struct payment_run **ret, size_t *ret_count) MUST_CHECK;
/* ERR_ABSENT "no_such_run". */
err payment_run_read(struct work *w, int64_t run, struct payment_run *ret) MUST_CHECK;

/* The approved run that a month is compared with: the newest before it. 0 and DATE_NONE: there is none. */
err payment_run_before(struct work *w, date month, int64_t *ret_run, date *ret_month) MUST_CHECK;

#endif
