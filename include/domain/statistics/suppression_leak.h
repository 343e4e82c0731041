/* What the sums of a table tell of its hidden cells. */
#ifndef DOMAIN_SUPPRESSION_LEAK_H
#define DOMAIN_SUPPRESSION_LEAK_H

#include "domain/statistics/counts.h"

/* Looks for a hidden cell that the equations fix, or leave no more than `least` numbers to choose from, given
 * that no count is negative. *ret_cell is set where there is one. */
err system_leak(const struct system *s, int64_t least, bool *ret_leak, size_t *ret_cell) MUST_CHECK;

#endif
