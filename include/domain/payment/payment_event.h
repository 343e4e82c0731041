/* What became of each payment of an approved run: paid to whom, returned, paid again. Appended, never edited.
 */
#ifndef DOMAIN_PAYMENT_EVENT_H
#define DOMAIN_PAYMENT_EVENT_H

#include "domain/payment/payment_outcome.h"
#include "domain/work/work.h"

struct payment_event_new {
    enum payment_outcome what;
    date on;
    enum collector collector;               /* paid */
    const char *first_name, *surname, *nid; /* of somebody else; NULL otherwise */
    const char *authorisation;              /* so: the number of the paper by which she sends that one, */
    date authorised_on;                     /* and its day; NULL and DATE_NONE otherwise */
};
/* ERR_ABSENT "no_such_line"; ERR_CONFLICT "not_approved", "not_a_payment" (a reversal), "already_paid",
 * "not_paid", "on_hold" (the coordinator asked to wait), "month_paid" (another line handed out the same month
 * of this person, and it did not come back: what was reversed and is due anew is never handed out on top);
 * ERR_INPUT with the field: "required", "in_future", "out_of_order" (before the approval or the event
 * before), "bad_nid", "not_for_self", "not_for_return", "after_payment" (authorised later than paid),
 * "deceased" (collected by herself after the day she died): all that is wrong at once. ERR_DENIED
 * "collector_refused" at "collector": may not collect for this person; which respondent of her files it is
 * that this name or number belongs to is not told, coordinators are (a notice, of one of those files). That
 * refusal is logged "payment.collector_refused" in a transaction of its own: the caller must not wrap this in
 * another. Asks "near_respondent" at "surname" (domain/work/question.h) where the name is nearly a
 * respondent's and no number tells them apart. Warns "reversed": a later run takes this payment back; and of
 * a number's check letter. Logged "payment.paid", "payment.returned". */
err payment_event_add(struct work *w, int64_t run, int64_t n, const struct payment_event_new *in,
                      int64_t *ret_id) MUST_CHECK;

/* The same once all has been looked at. The caller's transaction. */
err payment_event_record(struct work *w, int64_t run, int64_t n, int64_t person,
                         const struct payment_event_new *in, int64_t *ret_id) MUST_CHECK;

struct payment_event {
    int64_t id, recorded_at;
    enum payment_outcome what;
    date on;
    enum collector collector; /* 0: returned */
    const char *name,
        *nid; /* of somebody else; NULL: herself, or a sealed file that the actor may not open */
    const char *authorisation; /* so */
    date authorised_on;
    const char *recorded_by, *undone_by; /* undone_by NULL: it counts */
    int64_t undone_at;
};
/* Oldest first. ERR_ABSENT "no_such_line". Logged "payment.events". */
err payment_event_list(struct work *w, int64_t run, int64_t n, struct payment_event **ret,
                       size_t *ret_count) MUST_CHECK;

#endif
