/* What an institution with an account of its own is told: the referrals to it, by the number of the file, and
 * the name only where she consented to that. It answers them. A referral that was voided, or is another
 * institution's now; one whose consent is over; one of a file that was sealed or erased since: each is gone
 * from its page, and which of them it was is not told.
 *
 * The institution is w->actor.point. Every look is logged. */
#ifndef DOMAIN_PARTNER_H
#define DOMAIN_PARTNER_H

#include "domain/work/work.h"

struct partner_referral {
    int64_t id; /* the first of those that corrected one another: it stays the same */
    int64_t case_id, record;
    const char *case_number;
    date on, due;
    const char *service, *urgency; /* of the lists referral_service, urgency */
    const char *reason, *names;    /* NULL: nothing is said, or it may not be told */
    const char *outcome; /* of the list referral_answer: what was answered last; NULL: nothing yet */
    bool open;           /* an answer that ends it is still to come */
};
/* The newest first, without reasons and names. Logged "partner.list". */
err partner_referral_list(struct work *w, struct partner_referral **ret, size_t *ret_count) MUST_CHECK;
/* ERR_ABSENT "no_referral": none was ever sent to this institution by that number. ERR_CONFLICT
 * "referral_withdrawn": it is gone. Logged "partner.read", with the file. */
err partner_referral_read(struct work *w, int64_t id, struct partner_referral *ret) MUST_CHECK;

struct partner_answer {
    const char *outcome, *why, *result; /* as in referral_answer_said */
};
/* Answered today. As partner_referral_read; ERR_CONFLICT "referral_over": it was ended before. Faults of the
 * answer as record_check tells them. Coordinators find a notice of it for a week. */
err partner_referral_answer(struct work *w, int64_t id, const struct partner_answer *in,
                            int64_t *ret_id) MUST_CHECK;

#endif
