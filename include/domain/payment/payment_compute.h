/* The lines of a month's run, worked out from the register as it stands: shared by preparing and approving.
 */
#ifndef DOMAIN_PAYMENT_COMPUTE_H
#define DOMAIN_PAYMENT_COMPUTE_H

#include "domain/payment/computed_line.h"
#include "domain/payment/payment_due.h"
#include "domain/payment/payment_hold.h"

/* A payment that would be a line, and waits: the columns of payment_held. */
struct computed_held {
    int64_t n, person, amount, order, application, about;
    date month;
    enum payment_hold why;
};

/* Where lines, what is held back, and reasons go; NULL for what is not wanted. */
struct payment_sink {
    void *context;
    err (*line)(void *context, const struct computed_line *line);
    err (*held)(void *context, const struct computed_held *held);
    err (*reason)(void *context, int64_t person, const char *why);
};

/* Every line of a run of that month, by person, month and kind (reversal first), and every reason; and the
 * digest of the lines (computed_line.h). Inside a transaction. */
err payment_compute(struct work *w, date month, const struct payment_sink *sink,
                    uint8_t ret_digest[DIGEST_SIZE]) MUST_CHECK;

/* The lines as one list for all the months from the one after the newest approved run (without one: from
 * `first`) to `last`, as if nothing changed until then. */
err payment_forecast(struct work *w, date first, date last, const struct payment_sink *sink) MUST_CHECK;

/* What the next run would take back of these persons because nothing or less is due any more: months that
 * stand paid up to the newest approved run. Of a month that it would pay anew with less it is the difference.
 */
struct reclaim {
    int64_t months, amount; /* new lekë, above 0 */
};
err payment_reclaim(struct work *w, const int64_t *persons, size_t count, struct reclaim *ret) MUST_CHECK;

/* The newest approved month; DATE_NONE without one. */
err payment_newest(struct work *w, date *ret) MUST_CHECK;

/* Both kinds of rules, in the arena. */
struct rules;
err payment_all_rules(struct work *w, struct rules *ret_rules, struct payment_rules *ret) MUST_CHECK;

#endif
