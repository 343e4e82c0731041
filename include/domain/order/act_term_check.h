/* What acts say of the order's last day, held against the order as it stands and the limits of the law. */
#ifndef DOMAIN_ACT_TERM_CHECK_H
#define DOMAIN_ACT_TERM_CHECK_H

#include "domain/order/order.h"

/* root: the act under correction, NULL: the act is new; p: the order before it. All: faults at "end", or at
 * "term_months" where a term is said; the questions "end_beyond_term", "extension_beyond_term" and
 * "end_of_open_kind" there. A term whose event has still to happen is held against the law's limit as if that
 * were the day of the act. */
err act_extension_check(struct work *w, const struct act_new *in, const struct act_history *h,
                        const struct protection *p, const struct act *root) MUST_CHECK;
err act_amended_end_check(struct work *w, const struct act_new *in, const struct act_history *h,
                          const struct protection *p, const struct act *root) MUST_CHECK;
err act_granted_end_check(struct work *w, const struct act_new *in, const struct act_history *h,
                          const struct act *root) MUST_CHECK; /* the correction of a grant */

/* An act by which an end becomes known that a term left open: asks "end_beyond_term" at "on", warns
 * "ends_in_past" there, and "ends_before_start" where that is why it stays open. act: as it is to be stored.
 */
err act_event_check(struct work *w, enum act_kind kind, const struct act_new *in, const struct act_history *h,
                    const struct act *act) MUST_CHECK;

#endif
