/* A table of counts with its sums, and each of these sums as an equation. No database, no clock. */
#ifndef DOMAIN_COUNTS_H
#define DOMAIN_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct counts {
    size_t rows, columns;
    const int *parent;    /* of each column: the column of which it is a part; -1: of none. A column that is
                             a parent is the sum of its parts */
    const int64_t *cells; /* row by row; the last row is the sum of the others */
    bool *hidden;         /* as many */
    const bool *open;     /* as many: not printed, and nothing that needs hiding; NULL: none is so */
};

struct equation {
    size_t *cells; /* the total, then its parts */
    size_t count;
};

struct system {
    const struct counts *t;
    struct equation *at;
    size_t count;
};

/* Every sum of the table as an equation, total = parts, in the arena. */
err counts_system(struct arena *a, const struct counts *t, struct system *ret) MUST_CHECK;

#endif
