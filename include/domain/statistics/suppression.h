/* Tables of counts that may leave the office: small cells hidden, and as many others as it takes that no
 * hidden one can be worked out from what is left. */
#ifndef DOMAIN_SUPPRESSION_H
#define DOMAIN_SUPPRESSION_H

#include "domain/statistics/counts.h"

/* A cell below this names people. 0 too: "none here" tells a respondent something. */
#define SUPPRESSION_LEAST 5

/* Fills in `hidden`, which stays true where it is so to begin with: every cell below SUPPRESSION_LEAST; then,
 * of each sum that is shown, further parts until at least two are hidden and these come to SUPPRESSION_LEAST
 * together; then further cells while the sums taken together still fix a hidden one, or leave it no more than
 * SUPPRESSION_LEAST numbers to choose from. Of a table that is too large for that (suppression_range.h) all
 * is hidden. */
err suppression_apply(struct arena *a, const struct counts *t) MUST_CHECK;
/* The same for sums that are not those of one table: s->t names cells alone, and s->at how they hang
 * together. Open cells are hidden, and are no reason to hide others. */
err suppression_settle(const struct system *s) MUST_CHECK;

#endif
