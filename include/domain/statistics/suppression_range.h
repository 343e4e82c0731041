/* What is left to a hidden cell when all sums are taken together: a linear programme, solved. */
#ifndef DOMAIN_SUPPRESSION_RANGE_H
#define DOMAIN_SUPPRESSION_RANGE_H

#include "domain/statistics/counts.h"

/* So many coefficients are solved in a moment: only a register of many municipalities comes beyond. */
#define RANGE_COEFFICIENTS_MAX ((size_t)1 << 21)

/* Whether system_range may be asked: beyond, nothing can be told, and nothing may be shown. */
bool system_range_fits(const struct system *s);

/* Looks for a hidden cell below `least` that is not open, and for which the equations, no cell being below 0,
 * leave numbers that differ by less than `least`. *ret_cell is set where there is one. The cells fulfil the
 * equations themselves, and fit. ERR_SYSTEM: memory ran out. */
err system_range(const struct system *s, int64_t least, bool *ret_leak, size_t *ret_cell) MUST_CHECK;

#endif
