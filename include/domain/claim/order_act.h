/* Acts out of the table order_act, for the pure core. */
#ifndef DOMAIN_ORDER_ACT_H
#define DOMAIN_ORDER_ACT_H

#include "domain/law/protection.h"
#include "domain/work/work.h"

struct stmt;

/* An act out of these columns of the table order_act, which is called a, from that column on. */
#define ACT_COLUMNS                                                                                          \
    "a.id, a.kind, a.on_day, a.at, a.start_day, a.end_day, a.end_open, a.effective_day, a.other_order_id, "  \
    "a.corrects_id, a.voids"
err act_of_row(struct stmt *s, int first, struct act *ret) MUST_CHECK;
/* Acts of one order, corrections included, in order of id. */
err acts_load(struct work *w, int64_t order, struct act **ret, size_t *ret_count) MUST_CHECK;
/* What they come to. */
err protection_load(struct work *w, int64_t order, struct protection *ret) MUST_CHECK;

#endif
