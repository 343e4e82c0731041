/* The simplex method on a dense tableau. It takes the column that helps most, and after many steps towards
 * one aim the first that helps (the rule of Bland), which cannot run in circles. The coefficients are 1 and
 * -1, so SIMPLEX_EPSILON is far from any of them. */
#include "domain/statistics/simplex.h"

#include <math.h>
#include <stdint.h>

#define GREEDY_MAX 1000 /* steps towards one aim */

double *simplex_entry(const struct simplex *s, size_t row, size_t unknown)
{
    return &s->at[row * (s->unknowns + 1) + unknown];
}

err simplex_make(struct arena *a, size_t rows, size_t unknowns, int pivots_max, struct simplex *ret)
{
    struct simplex s = {.rows = rows, .unknowns = unknowns, .pivots_max = pivots_max};

    if (!(s.at = arena_array(a, (rows + 1) * (unknowns + 1), sizeof *s.at)) ||
        !(s.basis = arena_array(a, rows + 1, sizeof *s.basis)) ||
        !(s.now = arena_array(a, unknowns + 1, sizeof *s.now)))
        return ERR_SYSTEM;
    *ret = s;
    return OK;
}

static void pivot(struct simplex *s, size_t row, size_t column)
{
    const size_t width = s->unknowns + 1;
    double *const lead = simplex_entry(s, row, 0);
    const double scale = 1 / lead[column];

    for (size_t c = 0; c < width; c++)
        lead[c] *= scale;
    for (size_t r = 0; r <= s->rows; r++) {
        double *const other = simplex_entry(s, r, 0);
        const double factor = other[column];

        if (r == row || fabs(factor) < SIMPLEX_EPSILON)
            continue;
        for (size_t c = 0; c < width; c++)
            other[c] -= factor * lead[c];
        other[column] = 0;
    }
    s->basis[row] = column;
    s->pivots++;
}

/* SIZE_MAX: nothing stops it from growing. */
static size_t row_leaving(const struct simplex *s, size_t column)
{
    size_t best = SIZE_MAX;
    double least = 0;

    for (size_t r = 0; r < s->rows; r++) {
        const double factor = *simplex_entry(s, r, column);
        const double ratio = *simplex_entry(s, r, s->unknowns) / factor;

        if (factor < SIMPLEX_EPSILON)
            continue;
        if (best == SIZE_MAX || ratio < least - SIMPLEX_EPSILON ||
            (ratio < least + SIMPLEX_EPSILON && s->basis[r] < s->basis[best])) {
            best = r;
            least = ratio;
        }
    }
    return best;
}

/* SIZE_MAX: none helps. */
static size_t column_entering(const struct simplex *s, bool greedy)
{
    const double *price = simplex_entry(s, s->rows, 0);
    size_t best = SIZE_MAX;

    for (size_t c = 0; c < s->unknowns; c++) {
        if (price[c] > -SIMPLEX_EPSILON)
            continue;
        if (!greedy)
            return c;
        if (best == SIZE_MAX || price[c] < price[best])
            best = c;
    }
    return best;
}

/* What is in no row stands at 0. */
static void corner_see(struct simplex *s)
{
    for (size_t i = 0; i < s->unknowns; i++)
        s->now[i] = 0;
    for (size_t r = 0; r < s->rows; r++)
        if (s->basis[r] < s->unknowns)
            s->now[s->basis[r]] = *simplex_entry(s, r, s->unknowns);
}

static enum simplex_step step(struct simplex *s)
{
    size_t row, column;

    if (s->pivots >= s->pivots_max)
        return SIMPLEX_UNDECIDED;
    if ((column = column_entering(s, s->pivots - s->aimed < GREEDY_MAX)) == SIZE_MAX)
        return SIMPLEX_AT_END;
    if ((row = row_leaving(s, column)) == SIZE_MAX)
        return SIMPLEX_ENDLESS;
    pivot(s, row, column);
    return SIMPLEX_STEPPED;
}

enum simplex_step simplex_step(struct simplex *s)
{
    const enum simplex_step taken = step(s);

    if (taken == SIMPLEX_STEPPED)
        corner_see(s);
    return taken;
}

/* What still holds a row for want of an unknown, at 0, gives way to any of it; a row that has none says
 * nothing new. */
static void rows_fill(struct simplex *s)
{
    for (size_t r = 0; r < s->rows; r++)
        for (size_t c = 0; c < s->unknowns && s->basis[r] >= s->unknowns; c++)
            if (fabs(*simplex_entry(s, r, c)) > SIMPLEX_EPSILON)
                pivot(s, r, c);
}

bool simplex_begin(struct simplex *s)
{
    for (size_t r = 0; r < s->rows; r++) {
        const double sign = *simplex_entry(s, r, s->unknowns) < 0 ? -1 : 1;

        s->basis[r] = s->unknowns + r;
        for (size_t c = 0; c <= s->unknowns; c++) {
            *simplex_entry(s, r, c) *= sign;
            *simplex_entry(s, s->rows, c) -= *simplex_entry(s, r, c);
        }
    }
    while (step(s) == SIMPLEX_STEPPED)
        ;
    if (*simplex_entry(s, s->rows, s->unknowns) < -SIMPLEX_EPSILON)
        return false;
    rows_fill(s);
    corner_see(s);
    return true;
}

void simplex_aim(struct simplex *s, const double *weights, double sign)
{
    double *const price = simplex_entry(s, s->rows, 0);

    for (size_t c = 0; c < s->unknowns; c++)
        price[c] = -sign * weights[c];
    price[s->unknowns] = 0;
    for (size_t r = 0; r < s->rows; r++) {
        const double weight = s->basis[r] < s->unknowns ? sign * weights[s->basis[r]] : 0;

        for (size_t c = 0; c <= s->unknowns && fabs(weight) > SIMPLEX_EPSILON; c++)
            price[c] += weight * *simplex_entry(s, r, c);
    }
    s->aimed = s->pivots;
}
