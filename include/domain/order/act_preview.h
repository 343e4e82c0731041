/* What an act would change, shown before it is recorded. */
#ifndef DOMAIN_ACT_PREVIEW_H
#define DOMAIN_ACT_PREVIEW_H

#include "domain/order/order.h"
#include "domain/order/standing.h"

/* The file before and after: element by element the same orders; persons and cards by their numbers, for an
 * act may bring somebody new, whose number is not kept. */
struct act_effect {
    int64_t case_id;
    struct standing before, after;
};

/* What act_record would do, done and undone again, with the same refusals and warnings. Past the guard of all
 * files of the persons whose rights it tells. Logged "act.preview", as a read: nothing else stays. */
err act_preview(struct work *w, int64_t order, const struct act_new *in, struct act_effect *ret) MUST_CHECK;

#endif
