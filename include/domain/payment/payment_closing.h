/* The month closed: the signed list has come back, and what was neither handed out nor come back is named. */
#ifndef DOMAIN_PAYMENT_CLOSING_H
#define DOMAIN_PAYMENT_CLOSING_H

#include "domain/payment/payment_outcome.h"
#include "domain/work/work.h"

/* A line that was open when the month was closed, and what has become of it since. */
struct closing_line {
    int64_t n;
    enum payment_outcome outcome; /* 0: nothing yet */
};
struct payment_closing {
    date on; /* the signed list came back; DATE_NONE: it was never closed */
    const char *by;
    int64_t at;
    bool stands; /* no payment is open that it does not name */
    struct closing_line *open;
    size_t open_count;
};

/* ERR_ABSENT "no_such_run"; ERR_CONFLICT "not_approved", "already_closed" (it stands); ERR_INPUT at "on":
 * "required", "in_future", "out_of_order" (before the approval). Afterwards payments are noted as before:
 * what is hers stays hers. A note that is undone opens the month again. Logged "payment.close", with how many
 * lines are open. */
err payment_close(struct work *w, int64_t run, date on, int64_t *ret_id) MUST_CHECK;
/* The newest closing. ERR_ABSENT "no_such_run". Logged "payment.read". */
err payment_closing_read(struct work *w, int64_t run, struct payment_closing *ret) MUST_CHECK;

#endif
