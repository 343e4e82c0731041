/* How much money an act would reclaim, told before it is recorded. */
#ifndef DOMAIN_ACT_RECLAIM_H
#define DOMAIN_ACT_RECLAIM_H

#include "domain/order/order.h"
#include "domain/order/registration.h"
#include "domain/payment/payment_compute.h"

/* What the run behind act_record would take back of the persons of the file, beyond what it would take back
 * anyway: of an act that ends or amends, of a grant that is voided. The act is done and undone. Past
 * act_preview, which guards and logs: only that may come before it. Adds no warning. */
err act_reclaim(struct work *w, int64_t order, const struct act_new *in, struct reclaim *ret) MUST_CHECK;
/* The same of registration_correct; past registration_preview. */
err registration_reclaim(struct work *w, int64_t order, const struct registration_new *in,
                         struct reclaim *ret) MUST_CHECK;

#endif
