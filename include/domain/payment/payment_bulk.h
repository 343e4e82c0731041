/* Many lines of a run at once: paid, or what was noted undone. All of it or nothing. */
#ifndef DOMAIN_PAYMENT_BULK_H
#define DOMAIN_PAYMENT_BULK_H

#include "domain/payment/payment_run.h"

struct line_named {
    int64_t n;
};
struct payment_bulk {
    date on; /* DATE_NONE to undo */
    struct line_named *lines;
    size_t lines_count;
};

/* Each was collected by herself, on that day. Refuses with every line that cannot be paid, at "lines[2].n"
 * and the like: what paid_line.h says of each (its "what", "on" and "collector" behind "lines[2]."),
 * ERR_INPUT "no_such_line", "line_twice", ERR_CONFLICT "reversed" (a later run takes it back: that is asked
 * about, line by line, in payment_event.h). ERR_INPUT "required" at "lines", "on"; ERR_ABSENT "no_such_run".
 * Logged "payment.paid", each. */
err payment_pay_all(struct work *w, int64_t run, const struct payment_bulk *in,
                    struct payment_sum *ret) MUST_CHECK;

/* What was noted last of each counts no more; it stays on record. By whoever may pay, to the end of the day
 * on which it was noted (Europe/Tirane). Refuses as above: ERR_CONFLICT "nothing_noted", "undo_too_late",
 * "month_paid" (undoing a return would pay the month twice). Logged "payment.undone", each. */
err payment_undo_all(struct work *w, int64_t run, const struct payment_bulk *in,
                     struct payment_sum *ret) MUST_CHECK;

#endif
