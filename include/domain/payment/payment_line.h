/* The lines of a run, each with its reason and the names of whom it pays; and whoever it does not pay, with
 * the reason. */
#ifndef DOMAIN_PAYMENT_LINE_H
#define DOMAIN_PAYMENT_LINE_H

#include "domain/payment/payment_event.h"
#include "domain/work/work.h"

enum payment_kind { PAYMENT, REVERSAL };
const char *payment_kind_name(enum payment_kind k); /* "payment", "reversal" */
bool payment_kind_parse(const char *name, enum payment_kind *ret);

/* How a payment for the run's own month differs from that of the run before. */
enum payment_change { CHANGE_NONE, CHANGE_NEW, CHANGE_AMOUNT };
const char *payment_change_name(enum payment_change c); /* "new", "amount"; NULL: none */

struct payment_line {
    int64_t n, amount;
    int64_t person; /* 0: a sealed file that the actor may not open; then nothing below tells of it */
    enum payment_kind kind;
    date month;
    const char *first_name, *father_name, *surname; /* NULL: a sealed file that the actor may not open */
    int64_t order, act, rule, application;          /* application 0: the rule asks for none */
    const char *order_number, *order_kind, *act_kind, *rule_source;
    date act_on;     /* the act that says how long; DATE_NONE as order_number is NULL: a sealed file */
    int64_t one_off; /* paid once, beside the month (one_off.h); 0: the month */
    const char *one_off_text, *one_off_text_en, *one_off_source; /* NULL: the month */
    int64_t reverses_run, reverses_n;
    const char *why; /* reversal: why_not_name(), "no_amount", "amount_changed", or "rule_voided" */
    enum payment_change change;
    int64_t before;               /* what the month before was paid with; 0: nothing */
    enum payment_outcome outcome; /* the last; 0: nothing yet */
    const char *call, *phone; /* not now: whom to call, and where; NULL: nothing in the way, or not told */
};

struct payment_filter {
    int64_t run, after; /* cursor: lines with a greater n; reasons of persons with a greater number */
    int limit;          /* 1 and up */
    bool changed;       /* only what differs from the month before: new, another amount, arrears, reversals;
                           ended */
};
/* In order of n. Logged "payment.read", once for each call. */
err payment_lines(struct work *w, const struct payment_filter *f, struct payment_line **ret,
                  size_t *ret_count) MUST_CHECK;

struct payment_reason {
    int64_t cursor; /* stays within the program */
    int64_t person; /* 0: a sealed file that the actor may not open, of which `why` tells nothing either */
    const char *first_name, *father_name, *surname;
    const char *why;
    int64_t before; /* what the month before was paid with; 0: nothing, else the payment ended */
};
/* In order of person. Logged "payment.read". */
err payment_reasons(struct work *w, const struct payment_filter *f, struct payment_reason **ret,
                    size_t *ret_count) MUST_CHECK;

#endif
