/* What the waived fees of many months come to. */
#ifndef DOMAIN_KINDERGARTEN_FEE_H
#define DOMAIN_KINDERGARTEN_FEE_H

#include "domain/law/entitlement.h"
#include "domain/work/work.h"

/* What is waived of the fee that the reason states, for so many open days of a month that has in_month of
 * them. */
int64_t kindergarten_fee(const struct because *b, bool creche, int64_t days, int64_t in_month);

/* Whether anybody has stated that fee. */
bool kindergarten_fee_stated(const struct because *b, bool creche);

/* All kindergartens together, in new lekë: one number for each of so many months from `first` on, which tells
 * of nobody. *ret_unstated: days of children on which a fee is waived that nobody has stated, so that the
 * sums are too small. Not logged: the caller does. Inside a transaction. */
err kindergarten_fees_sums(struct work *w, date first, int months, int64_t *ret,
                           int64_t *ret_unstated) MUST_CHECK;

#endif
