/* Tables of counts that may leave the office: small cells hidden, and as many others as it takes that no
 * hidden one can be worked out from what is left. No database, no clock. */
#ifndef DOMAIN_SUPPRESSION_H
#define DOMAIN_SUPPRESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define SUPPRESSION_LEAST                                                                                    \
    5 /* a cell below this names people, 0 too: "none here" tells a respondent something */

struct counts {
    size_t rows, columns;
    const int *parent;    /* of each column: the column of which it is a part; -1: of none. A column that is
                             a parent is the sum of its parts */
    const int64_t *cells; /* row by row; the last row is the sum of the others */
    bool *hidden;         /* as many, false to begin with */
};

/* Fills in `hidden`: every cell below SUPPRESSION_LEAST; then, of each sum that is shown, further parts until
 * at least two are hidden and these come to SUPPRESSION_LEAST together; then further cells while the sums
 * taken together still fix a hidden one, or leave it fewer than SUPPRESSION_LEAST numbers to choose from. */
err suppression_apply(struct arena *a, const struct counts *t) MUST_CHECK;
/* Some hidden cell follows from what is shown and from the sums. For suppression_apply, and its tests. */
err suppression_leak(struct arena *a, const struct counts *t, bool *ret_leak, size_t *ret_cell) MUST_CHECK;

#endif
