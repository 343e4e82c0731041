/* Whom and what an act takes into an order or out of it: persons, and measures with their details. Checked
 * against the order as it stands, and kept beside the act, which is never edited. */
#ifndef DOMAIN_ACT_CONTENT_H
#define DOMAIN_ACT_CONTENT_H

#include "domain/order/order.h"
#include "domain/work/fault.h"

struct content_days {
    date on;       /* of the act; DATE_NONE: today */
    date last_day; /* of the order, as it is to be; DATE_OPEN: none, or not known */
};

/* What is wrong with each of them, into *f: at "persons_in[1].…" as for an order, "already_named";
 * "persons_out[0]" "not_named", "nobody_left"; measures as measure_check.h says, and "measures_out[0]"
 * "measure_not_there", which the order does not have on that day. */
err act_content_check(struct work *w, const struct order_line *o, const struct content_days *days,
                      const struct act_content *c, struct faults *f) MUST_CHECK;
/* The same for a correction, which says the whole of its act again: who stands where is not asked. */
err act_content_again_check(struct work *w, const struct order_line *o, const struct content_days *days,
                            const struct act_content *c, struct faults *f) MUST_CHECK;

/* The caller's transaction, checks and log entry. Somebody new is entered into the order's file. */
err act_content_store(struct work *w, const struct order_line *o, int64_t act,
                      const struct act_content *c) MUST_CHECK;
/* Its parts: one person, and all measures. */
err act_person_put(struct work *w, int64_t act, int64_t person, bool respondent, bool in) MUST_CHECK;
err act_measures_put(struct work *w, int64_t order, int64_t act, const struct act_content *c) MUST_CHECK;
/* What the one act says, said by the other, too: a correction that leaves it out. */
err act_content_copy(struct work *w, int64_t order, int64_t from, int64_t to) MUST_CHECK;

#endif
