/* Bringing what a check reads in step with what the acts and rules say. */
#ifndef DOMAIN_CARD_REFRESH_H
#define DOMAIN_CARD_REFRESH_H

#include "domain/work/work.h"

/* Bring the projections of one person's cards (card_service, bit, closed_on, flag; kindergarten_child) in
 * step with what the acts and rules say now, and sign the status lists whose bits changed. Call it in the
 * transaction of whatever changed: an act, a stay, an enrolment, a rule. Cards: spans within the card's life,
 * that is from issued_on to issued_on + 12 months. bit = revoked, or nothing left from today on and the last
 * span ends before exp_day. closed_on = the first day it is good for nothing any more, if that is today or
 * earlier. flag = shortened when the last span ends before exp_day, extended when the right goes on later,
 * though it be past the card's life, until it is over. The result depends on the day, not on the days
 * between: catching up gives the same. */
err card_refresh(struct work *w, int64_t person) MUST_CHECK;
/* The same for everybody with an open card or an enrolment: a changed rule, or midnight. */
err card_refresh_all(struct work *w, int64_t *ret_persons) MUST_CHECK;

#endif
