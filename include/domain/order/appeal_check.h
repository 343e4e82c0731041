/* What an appeal, and the decision of one, is about and may say. */
#ifndef DOMAIN_APPEAL_CHECK_H
#define DOMAIN_APPEAL_CHECK_H

#include "domain/order/order.h"

struct acts_before { /* of the order, as recorded so far */
    const struct act *acts;
    size_t count;
};

struct appealed {
    int64_t act; /* the decision that is appealed, itself and not a correction of it; 0: the grant, unsaid */
    enum act_kind kind;
    bool ends; /* it cuts the order: its kind does, or it overturned the grant */
};

/* kind: appealed or appeal_decided; of a correction, what it corrects is. root: that act; NULL: the act is
 * new. The days themselves are left to the caller, as for other acts. ERR_INPUT "no_such_act",
 * "not_appealable" at "about"; "out_of_order" at "on"; "required" and "not_for_this_act" at "outcome";
 * "not_for_this_act" at a day that such an outcome does not say. */
err appeal_check(struct work *w, enum act_kind kind, const struct act_new *in, const struct acts_before *h,
                 const struct act *root, struct appealed *ret) MUST_CHECK;

#endif
