/* Small numbers of reports, hidden with as many others as it takes. */
#ifndef DOMAIN_REPORT_HIDE_H
#define DOMAIN_REPORT_HIDE_H

#include "domain/report/report_table.h"

/* Tables of the same days, hidden as if all of them were read side by side. What counts the persons of one
 * noun under the same conditions is one quantity, wherever it stands and whatever of it is printed: how many,
 * how often, at what cost. A reader knows which sums hold (rows and their whole, a number and its parts) and
 * subtracts: what a number leaves over a narrower one is a quantity as well, and none of them that is below
 * SUPPRESSION_LEAST can be worked out (suppression.h). Of nouns that tell of nobody nothing is hidden. */
err report_hide(struct work *w, const struct report_table *tables, size_t count) MUST_CHECK;

#endif
