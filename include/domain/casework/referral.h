/* A referral to another institution, and what came of it: accepted, on a waiting list, refused, declined by
 * her, first seen, ended. */
#ifndef DOMAIN_REFERRAL_H
#define DOMAIN_REFERRAL_H

#include "domain/casework/noun.h"

struct referral_said {
    const char *to;                      /* which institution */
    const char *service, *urgency, *how; /* of the lists referral_service, urgency, sent_how */
    const char *reason;
    const char *ground;      /* of the list referral_ground: why it went without her consent */
    const char *ground_text; /* and what happened */
};
/* Its due day follows from its urgency, by the numbers of the law referral_urgent_days, referral_soon_days
 * and referral_usual_days that held on its day. Beside record_check: "no_consent" at "to" where no consent to
 * that institution held on its day (consent.h) and no ground is given: the duty to tell the police, or a
 * child in danger; "required" at "ground_text" beside a ground. */
extern const struct noun REFERRAL_NOUN;

struct referral_answer_said {
    const char *outcome; /* of the list referral_answer */
    const char *why;     /* needed where it is refused */
    const char *result;
};
/* Answers a referral; "refused", "declined" and "ended" close it. Whoever records another may say on which
 * day to ask again. Beside record_check: "required" at "why". */
extern const struct noun REFERRAL_ANSWER_NOUN;

#endif
