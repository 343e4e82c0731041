/* What the waived fees of many months come to. */
#ifndef DOMAIN_KINDERGARTEN_FEE_H
#define DOMAIN_KINDERGARTEN_FEE_H

#include "domain/work/work.h"

/* All kindergartens together, in new lekë: one number for each of so many months from `first` on, which tells
 * of nobody. Not logged: the caller does. Inside a transaction. */
err kindergarten_fees_sums(struct work *w, date first, int months, int64_t *ret) MUST_CHECK;

#endif
