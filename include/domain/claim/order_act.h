/* Acts out of the table order_act, for the pure core. */
#ifndef DOMAIN_ORDER_ACT_H
#define DOMAIN_ORDER_ACT_H

#include "domain/law/protection.h"
#include "domain/work/work.h"
#include "store/column.h"

struct order_act_row {
    struct act act; /* its end without looking at end_open: order_act_of() puts both together */
    bool end_open;
};

/* The part of a select list that reads an act, of the table order_act called a, and its columns, of the
 * struct order_act_row that stands at s.where. */
#define ORDER_ACT_SELECT                                                                                     \
    "a.id AS act_id, a.kind AS act_kind, a.on_day, a.at, a.start_day, a.end_day, a.end_open, "               \
    "a.term_months, a.term_days, a.term_from, a.effective_day, a.other_order_id, a.outcome, a.about_id, "    \
    "a.corrects_id, a.voids"
#define ORDER_ACT_COLUMNS(s, where)                                                                          \
    COLUMN_INT_AS(s, where.act.id, "act_id"), COLUMN_WORD_AS(s, where.act.kind, act_kind_parse, "act_kind"), \
        COLUMN_DATE_AS(s, where.act.on, "on_day"), COLUMN_INT_AS(s, where.act.at, "at"),                     \
        COLUMN_DATE_AS(s, where.act.start, "start_day"), COLUMN_DATE_AS(s, where.act.end, "end_day"),        \
        COLUMN_BOOL_AS(s, where.end_open, "end_open"),                                                       \
        COLUMN_INT_AS(s, where.act.term.months, "term_months"),                                              \
        COLUMN_INT_AS(s, where.act.term.days, "term_days"),                                                  \
        COLUMN_WORD_OR_NULL_AS(s, where.act.term.from, term_from_parse, "term_from"),                        \
        COLUMN_DATE_AS(s, where.act.effective, "effective_day"),                                             \
        COLUMN_INT_AS(s, where.act.other_order, "other_order_id"),                                           \
        COLUMN_WORD_OR_NULL_AS(s, where.act.outcome, appeal_outcome_parse, "outcome"),                       \
        COLUMN_INT_AS(s, where.act.about, "about_id"), COLUMN_INT_AS(s, where.act.corrects, "corrects_id"),  \
        COLUMN_BOOL_AS(s, where.act.voids, "voids")
struct act order_act_of(const struct order_act_row *row);

/* Acts of one order, corrections included, in order of id. */
err acts_load(struct work *w, int64_t order, struct act **ret, size_t *ret_count) MUST_CHECK;
/* What they come to. */
err protection_load(struct work *w, int64_t order, struct protection *ret) MUST_CHECK;

#endif
