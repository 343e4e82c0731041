/* Against whom an order is, one or several, and what each of them is to those whom it names. None of them is
 * ever a beneficiary of the file, nor collects for anybody in it. */
#ifndef DOMAIN_ORDER_RESPONDENT_H
#define DOMAIN_ORDER_RESPONDENT_H

#include "domain/order/order.h"

/* Who is one already stays one. The caller's transaction. */
err order_respondent_add(struct work *w, int64_t order, int64_t person) MUST_CHECK;
/* Of that order; out of its file, too, where no other order of the file is against him. */
err order_respondent_remove(struct work *w, const struct order_line *o, int64_t person) MUST_CHECK;

/* relation NULL or blank: nothing is written. */
err order_relation_add(struct work *w, int64_t order, int64_t person, int64_t respondent,
                       const char *relation) MUST_CHECK;
/* In the place of what is said of the two; blank: nothing is. */
err order_relation_set(struct work *w, int64_t order, int64_t person, int64_t respondent,
                       const char *relation) MUST_CHECK;
/* All that is said of one of either side. */
err order_relations_drop(struct work *w, int64_t order, int64_t person) MUST_CHECK;

/* By number, in the arena. */
err order_respondents_read(struct work *w, int64_t order, int64_t **ret, size_t *ret_count) MUST_CHECK;
err order_relations_read(struct work *w, int64_t order, struct order_relation **ret,
                         size_t *ret_count) MUST_CHECK;

#endif
