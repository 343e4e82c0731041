/* A line of a run as whoever pays by it meets it: what has become of it so far, and what may still. */
#ifndef DOMAIN_PAID_LINE_H
#define DOMAIN_PAID_LINE_H

#include "domain/payment/payment_outcome.h"
#include "domain/work/work.h"

struct paid_line {
    int64_t person, amount, approved_at;
    bool approved, payment, reversed;
    bool elsewhere;            /* another line paid out the same month */
    bool held;                 /* the coordinator asked to wait (coordinator_hold.h) */
    int64_t event, event_at;   /* what was noted last and counts, and when; 0: nothing */
    enum payment_outcome last; /* so */
    date last_on, died_on;
};
/* ERR_ABSENT "no_such_line". */
err paid_line_read(struct work *w, int64_t run, int64_t n, struct paid_line *ret) MUST_CHECK;

/* Whether it pays anybody. ERR_CONFLICT "not_approved", "not_a_payment". */
err paid_line_pays(struct work *w, const struct paid_line *l) MUST_CHECK;
/* Whether that can become of it. ERR_CONFLICT "not_approved", "not_a_payment"; at "what": "already_paid",
 * "month_paid", "not_paid", "on_hold". */
err paid_line_check(struct work *w, const struct paid_line *l, enum payment_outcome what) MUST_CHECK;
/* Whether it can on that day, which may only go forward. ERR_INPUT at "on": "required", "in_future",
 * "out_of_order"; at "collector": "deceased". collector: 0 where nobody collects. */
err paid_line_day_check(struct work *w, const struct paid_line *l, date on,
                        enum collector collector) MUST_CHECK;

#endif
