/* Somebody whose months are worked out: what is due to her, what stands paid, and by what she applied. */
#ifndef DOMAIN_PAYEE_H
#define DOMAIN_PAYEE_H

#include "domain/payment/one_off.h"
#include "domain/payment/payment_due.h"
#include "domain/work/work.h"

/* A month that stands paid: an approved run paid it and none has taken it back. */
struct paid {
    date month;
    int64_t run, n, amount, order, act, rule, application;
    int64_t one_off; /* paid once beside it, by that rule; 0: the month's own */
};

/* An application of the person, whatever was decided on it. */
struct filed {
    int64_t id;
    date filed_on;
    struct span payable; /* from the first day that counts */
    bool granted;
};

struct payee {
    int64_t person;
    struct claim claim;
    struct filed *filed;
    struct payment_due *dues;
    struct paid *paid; /* months */
    struct paid *once; /* what was paid beside them, by month */
    size_t filed_count, due_count, paid_count, once_count;
};

struct rules;
struct claim_walk;
/* By what she is worked out. */
struct payee_ground {
    const struct rules *rules;
    const struct payment_rules *pay;
    struct claim_walk *claims; /* NULL: a few persons are read one by one */
    date first, month;         /* month of the first run ever, and of this one */
    const struct one_off *once;
    size_t once_count;
};
/* In the work's arena. What was granted pays from its own first month on, also where that lies before the
 * first run: such a month waits (payment_wait.h). */
err payee_load(struct work *w, const struct payee_ground *ground, int64_t person,
               struct payee *ret) MUST_CHECK;

/* By which application a month is payable, and over which gap that one does not reach. */
struct by_application {
    int64_t id;  /* 0: the rule asks for none, and there is none */
    int64_t gap; /* the order behind the gap; 0: it reaches */
};
/* Of the granted applications that cover the day, the first that reaches to it; where none does, the first of
 * them. */
struct by_application payee_application(const struct payee *p, const struct rules *rules, date day);

/* The act because of which the month is not due any more: the one that says now how long the order lasts, or
 * from when, where the month lies beside that; that took the grant back, or her out of the order; or that put
 * its kind right after it was paid for; else that of the payment itself. */
err payee_ending_act(struct work *w, const struct payee *p, const struct paid *s, int64_t *ret) MUST_CHECK;

/* Of whom the office will be asked why she gets nothing for the month, which `why` says: whoever was paid in
 * `before`, or has an order in this month, or an application that counts from now on. A child whom no rule
 * pays is listed only with an application of its own. */
bool payee_asked(const struct payee *p, date before, date month, const char *why);

#endif
