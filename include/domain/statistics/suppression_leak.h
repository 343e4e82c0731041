/* What the files of the suppression share: a table as a system of equations, and what it tells of the hidden
 * cells. */
#ifndef DOMAIN_SUPPRESSION_LEAK_H
#define DOMAIN_SUPPRESSION_LEAK_H

#include "domain/statistics/suppression.h"

struct equation {
    size_t *cells; /* the total, then its parts */
    size_t count;
};

struct system {
    const struct counts *t;
    struct equation *at;
    size_t count;
};

/* A hidden cell that the equations fix, or narrow down to fewer than SUPPRESSION_LEAST + 1 numbers, knowing
 * that no count is negative. */
err system_leak(const struct system *s, bool *ret_leak, size_t *ret_cell) MUST_CHECK;

#endif
