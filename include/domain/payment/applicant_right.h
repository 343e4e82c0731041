/* Whether somebody who applies for the payment can have a right to it at all, by her orders and her role. */
#ifndef DOMAIN_APPLICANT_RIGHT_H
#define DOMAIN_APPLICANT_RIGHT_H

#include "domain/work/work.h"

enum applicant_doubt {
    DOUBT_NONE,
    DOUBT_NO_ORDER,  /* no order names her */
    DOUBT_ENDED,     /* all that did had ended on the day of filing, and are no more in force today */
    DOUBT_DEPENDANT, /* she is a dependant, and the rule pays the protected alone */
    DOUBT_KINDS,
};
err applicant_doubt(struct work *w, int64_t person, date filed_on, enum applicant_doubt *ret) MUST_CHECK;

/* "no_order", "ended_order", "dependant_applies": told of it at "person", which a filing waits for no answer
 * to. */
err applicant_doubt_warn(struct work *w, int64_t person, date filed_on) MUST_CHECK;
/* The same, asked at "decision" before it is granted. */
err applicant_doubt_ask(struct work *w, int64_t person, date filed_on) MUST_CHECK;

#endif
