/* A linear programme: unknowns of which none is below 0, rows that they fulfil, and something of which there
 * is to be as much or as little as can be. */
#ifndef DOMAIN_SIMPLEX_H
#define DOMAIN_SIMPLEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* How far numbers may lie apart and still be the same. */
#define SIMPLEX_EPSILON 1e-7

struct simplex {
    double *at; /* rows + 1 of unknowns + 1: coefficients, what they come to; last the price */
    size_t rows, unknowns;
    size_t *basis;                 /* of each row: its unknown; unknowns and above: none yet */
    double *now;                   /* of each unknown: at the present corner */
    int pivots, pivots_max, aimed; /* steps so far, at most, and before the present aim */
};
enum simplex_step {
    SIMPLEX_STEPPED, /* to another corner, at which the price is not higher */
    SIMPLEX_AT_END,
    SIMPLEX_ENDLESS,   /* the price falls for ever */
    SIMPLEX_UNDECIDED, /* pivots_max steps were taken */
};

/* All coefficients are 0. In the arena. */
err simplex_make(struct arena *a, size_t rows, size_t unknowns, int pivots_max,
                 struct simplex *ret) MUST_CHECK;
/* The coefficient of that row, to be set before simplex_begin; at `unknowns` stands what the row comes to. */
double *simplex_entry(const struct simplex *s, size_t row, size_t unknown);
/* Goes to a corner. false: there is none, or it was not found in pivots_max steps. */
bool simplex_begin(struct simplex *s);
/* From now on sign (1: as many as can be; -1: as few) of the unknowns, each times its weight. */
void simplex_aim(struct simplex *s, const double *weights, double sign);
enum simplex_step simplex_step(struct simplex *s);

#endif
