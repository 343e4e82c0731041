/* The monthly payment: a run is prepared by one account, made again as often as needed, and approved by
 * another; from then on it stands. A run of a month M pays what is due for M and puts right every earlier
 * month since the register's first run: a payment that should not have been is taken back by a line of its
 * own, one that is missing is added. So the lines of all approved runs together are what the register knows
 * to be due when the last was prepared. The database holds the same rules by itself (db/003_payments.sql).
 * Months are named by their first day. */
#ifndef DOMAIN_PAYMENT_H
#define DOMAIN_PAYMENT_H

#include "crypto/digest.h"
#include "domain/payment/payment_due.h"
#include "domain/payment/payment_event.h"
#include "domain/work/work.h"

#define MONTH_TEXT 8 /* room for "2026-12" and the NUL */
/* "2026-12" only; ERR_INPUT otherwise. *ret: its first day. */
err month_parse(const char *text, date *ret) MUST_CHECK;
char *month_format(date month, char ret[MONTH_TEXT]);

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
    struct payment_sum reversals;
    int64_t began, changed,
        ended;      /* persons: paid now and not in the month before; another amount; not now */
    int64_t unpaid; /* persons with a reason for no line */
};

/* Make or make again the one prepared run, for that month, by w->actor (an active aid officer): ERR_DENIED
 * "forbidden" else. ERR_INPUT at "month": "in_future", "no_rule" (no rule pays that month). ERR_CONFLICT:
 * "already_approved" (that month or a later one), "run_prepared" (another month's run waits for approval:
 * approve or drop it first). Warns "months_skipped" when months lie between it and the last approved one:
 * they are paid in it, as arrears. Warns "begins_in_past" when it is the first of all and its month is over:
 * what the office paid on paper since would be paid again by the runs that follow. The same state of the
 * register gives the same lines, byte for byte, and the same digest. Logged "payment.prepare". */
err payment_prepare(struct work *w, date month, int64_t *ret_id) MUST_CHECK;

/* By w->actor, an active director who did not prepare it. Works the lines out anew: ERR_CONFLICT
 * "run_outdated" when the register has changed since, so that other lines would be due. ERR_DENIED "own_run",
 * "forbidden"; ERR_CONFLICT "already_approved"; ERR_ABSENT "no_such_run". One transaction: all of it or
 * nothing. Logged "payment.approve". */
err payment_approve(struct work *w, int64_t run) MUST_CHECK;

/* Forget a prepared run. By an active aid officer. Logged "payment.drop". */
err payment_drop(struct work *w, int64_t run) MUST_CHECK;

/* Newest month first; sums included. Not logged: no person stands in it. */
err payment_run_list(struct work *w, struct payment_run **ret, size_t *ret_count) MUST_CHECK;
/* ERR_ABSENT "no_such_run". */
err payment_run_read(struct work *w, int64_t run, struct payment_run *ret) MUST_CHECK;

enum payment_kind { PAYMENT, REVERSAL };
const char *payment_kind_name(enum payment_kind k); /* "payment", "reversal" */

/* Against the run before: of payments for the run's own month. */
enum payment_change { CHANGE_NONE, CHANGE_NEW, CHANGE_AMOUNT };

struct payment_line {
    int64_t n, person, amount;
    enum payment_kind kind;
    date month;
    const char *first_name, *father_name, *surname; /* NULL: a sealed file that the actor may not open */
    int64_t order, act, rule, application;          /* application 0: the rule asks for none */
    const char *order_number, *order_kind, *act_kind, *rule_source;
    date act_on; /* the act that says how long; DATE_NONE as order_number is NULL: a sealed file */
    int64_t reverses_run, reverses_n;
    const char *why; /* reversal: why_not_name(), "counts_later", "no_amount", or "amount_changed" */
    enum payment_change change;
    int64_t before;               /* what the month before was paid with; 0: nothing */
    enum payment_outcome outcome; /* the last; 0: nothing yet */
};

struct payment_filter {
    int64_t run, after; /* cursor: lines with a greater n; reasons of persons with a greater number */
    int limit;          /* 1 and up */
    bool
        changed; /* only what differs from the month before: new, another amount, arrears, reversals; ended */
};
/* In order of n. Logged "payment.read", once for each call. */
err payment_lines(struct work *w, const struct payment_filter *f, struct payment_line **ret,
                  size_t *ret_count) MUST_CHECK;

struct payment_reason {
    int64_t person;
    const char *first_name, *father_name, *surname;
    const char *why;
    int64_t before; /* what the month before was paid with; 0: nothing, else the payment ended */
};
/* In order of person. Logged "payment.read". */
err payment_reasons(struct work *w, const struct payment_filter *f, struct payment_reason **ret,
                    size_t *ret_count) MUST_CHECK;

#endif
