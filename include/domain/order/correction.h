/* What a correction is about, and what it leaves as it was: nobody's protection may change because a form did
 * not say something again. */
#ifndef DOMAIN_CORRECTION_H
#define DOMAIN_CORRECTION_H

#include "domain/order/order.h"

/* The act that a correction of `id` is in the end about: the first of the chain. NULL: there is no such act.
 */
const struct act *correction_root(const struct act *acts, size_t count, int64_t id);

/* The acts without those that void: what was said, before it was taken back. In the arena. */
err correction_unvoided(struct arena *a, const struct act *acts, size_t count, struct act **ret,
                        size_t *ret_count) MUST_CHECK;

/* What the act that the correction is about says as it stands; of a voided one what it last said. *ret: in
 * the arena; NULL for acts of other kinds, for a correction that voids, and when there is no such act. */
err correction_base(struct arena *a, const struct act *acts, size_t count, const struct act_new *in,
                    const struct act **ret) MUST_CHECK;

/* Fills in from the base what is not given of start, end or open_end or term, effective, other_order. base
 * NULL: nothing is filled in. */
struct act_new correction_fill(const struct act_new *in, const struct act *base);

#endif
