/* The simplex method on a dense tableau: its corners are tables that would be published just like the true
 * one, and each corner on the way may show that a cell has room, so few cells need a way of their own. The
 * rule of Bland (the first column that helps) cannot run in circles; what is not decided in PIVOTS_MAX steps
 * counts as too narrow, which hides more and not less. The coefficients are 1 and -1, so EPSILON is far from
 * any of them. */
#include "domain/statistics/suppression_range.h"

#include <math.h>

#define EPSILON    1e-7
#define PIVOTS_MAX 20000

struct tableau {
    double *at;           /* rows + 1 of columns + 1: coefficients, what they come to; last the price */
    size_t rows, columns; /* the last `rows` columns are the slack that phase 1 drives out */
    size_t unknowns;
    size_t *basis;              /* of each row: its column */
    size_t *cell;               /* of each unknown */
    double *now, *least, *most; /* of each unknown: at this corner, and seen so far */
    int pivots;
};

static double *entry(const struct tableau *t, size_t row, size_t column)
{
    return &t->at[row * (t->columns + 1) + column];
}

static err tableau_make(struct arena *a, const struct system *s, struct tableau *ret)
{
    const size_t cells = s->t->rows * s->t->columns;
    size_t *column = arena_array(a, cells + 1, sizeof *column);
    struct tableau t = {.rows = s->count, .cell = arena_array(a, cells + 1, sizeof *t.cell)};

    if (!column || !t.cell)
        return ERR_SYSTEM;
    for (size_t i = 0; i < cells; i++)
        if (s->t->hidden[i]) {
            column[i] = t.unknowns;
            t.cell[t.unknowns++] = i;
        }
    t.columns = t.unknowns + t.rows;
    if (!(t.at = arena_array(a, (t.rows + 1) * (t.columns + 1), sizeof *t.at)) ||
        !(t.basis = arena_array(a, t.rows + 1, sizeof *t.basis)) ||
        !(t.now = arena_array(a, t.unknowns + 1, sizeof *t.now)) ||
        !(t.least = arena_array(a, t.unknowns + 1, sizeof *t.least)) ||
        !(t.most = arena_array(a, t.unknowns + 1, sizeof *t.most)))
        return ERR_SYSTEM;
    for (size_t r = 0; r < t.rows; r++) {
        for (size_t i = 0; i < s->at[r].count; i++) {
            const size_t cell = s->at[r].cells[i];
            const double sign = i ? 1 : -1; /* the parts less the total */

            if (s->t->hidden[cell])
                *entry(&t, r, column[cell]) += sign;
            else
                *entry(&t, r, t.columns) -= sign * (double)s->t->cells[cell];
        }
        if (*entry(&t, r, t.columns) < 0)
            for (size_t c = 0; c <= t.columns; c++)
                *entry(&t, r, c) = -*entry(&t, r, c);
        *entry(&t, r, t.unknowns + r) = 1;
        t.basis[r] = t.unknowns + r;
    }
    for (size_t i = 0; i < t.unknowns; i++)
        t.least[i] = t.most[i] = (double)s->t->cells[t.cell[i]]; /* the true table is one of them */
    *ret = t;
    return OK;
}

static void pivot(struct tableau *t, size_t row, size_t column)
{
    const double scale = 1 / *entry(t, row, column);

    for (size_t c = 0; c <= t->columns; c++)
        *entry(t, row, c) *= scale;
    for (size_t r = 0; r <= t->rows; r++) {
        const double factor = *entry(t, r, column);

        if (r == row || fabs(factor) < EPSILON)
            continue;
        for (size_t c = 0; c <= t->columns; c++)
            *entry(t, r, c) -= factor * *entry(t, row, c);
        *entry(t, r, column) = 0;
    }
    t->basis[row] = column;
    t->pivots++;
}

/* SIZE_MAX: nothing stops it from growing. */
static size_t row_leaving(const struct tableau *t, size_t column)
{
    size_t best = SIZE_MAX;
    double least = 0;

    for (size_t r = 0; r < t->rows; r++) {
        const double factor = *entry(t, r, column), ratio = *entry(t, r, t->columns) / factor;

        if (factor < EPSILON)
            continue;
        if (best == SIZE_MAX || ratio < least - EPSILON ||
            (ratio < least + EPSILON && t->basis[r] < t->basis[best])) {
            best = r;
            least = ratio;
        }
    }
    return best;
}

/* What is in no row stands at 0. */
static void corner_see(struct tableau *t)
{
    for (size_t i = 0; i < t->unknowns; i++)
        t->now[i] = 0;
    for (size_t r = 0; r < t->rows; r++)
        if (t->basis[r] < t->unknowns)
            t->now[t->basis[r]] = *entry(t, r, t->columns);
    for (size_t i = 0; i < t->unknowns; i++) {
        t->least[i] = fmin(t->least[i], t->now[i]);
        t->most[i] = fmax(t->most[i], t->now[i]);
    }
}

static bool roomy(const struct tableau *t, size_t unknown, int64_t least)
{
    return t->most[unknown] - t->least[unknown] > (double)least - EPSILON;
}

/* One step towards a lower price. */
enum step { STEPPED, AT_THE_END, WITHOUT_END };
static enum step step(struct tableau *t)
{
    for (size_t c = 0; c < t->unknowns; c++) {
        size_t row;

        if (*entry(t, t->rows, c) > -EPSILON)
            continue;
        if ((row = row_leaving(t, c)) == SIZE_MAX)
            return WITHOUT_END;
        pivot(t, row, c);
        return STEPPED;
    }
    return AT_THE_END;
}

/* Slack that still holds a row, at 0, gives way to any unknown of it; a row that has none says nothing new.
 */
static void slack_leave(struct tableau *t)
{
    for (size_t r = 0; r < t->rows; r++)
        for (size_t c = 0; c < t->unknowns && t->basis[r] >= t->unknowns; c++)
            if (fabs(*entry(t, r, c)) > EPSILON)
                pivot(t, r, c);
}

static bool corner_find(struct tableau *t)
{
    for (size_t c = 0; c <= t->columns; c++) {
        *entry(t, t->rows, c) = 0;
        for (size_t r = 0; r < t->rows && (c < t->unknowns || c == t->columns); r++)
            *entry(t, t->rows, c) -= *entry(t, r, c);
    }
    while (t->pivots < PIVOTS_MAX && step(t) == STEPPED)
        ;
    if (*entry(t, t->rows, t->columns) < -EPSILON)
        return false;
    slack_leave(t);
    corner_see(t);
    return true;
}

/* sign 1: as many as can be; -1: as few. */
static void price_set(struct tableau *t, size_t unknown, double sign)
{
    size_t row = SIZE_MAX;

    for (size_t r = 0; r < t->rows; r++)
        if (t->basis[r] == unknown)
            row = r;
    for (size_t c = 0; c <= t->columns; c++)
        *entry(t, t->rows, c) = row == SIZE_MAX ? 0 : sign * *entry(t, row, c);
    *entry(t, t->rows, unknown) -= sign;
}

static bool room_find(struct tableau *t, size_t unknown, int64_t least)
{
    for (int sign = 1; sign >= -1 && !roomy(t, unknown, least); sign -= 2) {
        enum step s = STEPPED;

        price_set(t, unknown, sign);
        while (s == STEPPED && t->pivots < PIVOTS_MAX && !roomy(t, unknown, least)) {
            s = step(t);
            if (s == STEPPED)
                corner_see(t);
            else if (s == WITHOUT_END)
                t->most[unknown] = INFINITY;
        }
    }
    return roomy(t, unknown, least);
}

err system_range(const struct system *s, int64_t least, bool *ret_leak, size_t *ret_cell)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct tableau t;
    bool corner;
    err e;

    *ret_leak = false;
    if (s->count * (s->t->rows * s->t->columns + s->count) > RANGE_COEFFICIENTS_MAX)
        return OK;
    if ((e = tableau_make(&a, s, &t)))
        return e;
    corner = corner_find(&t);
    for (size_t i = 0; i < t.unknowns && !*ret_leak; i++) {
        const size_t cell = t.cell[i];

        if (s->t->cells[cell] >= least || (s->t->open && s->t->open[cell]))
            continue;
        if (!corner || !room_find(&t, i, least)) {
            *ret_leak = true;
            *ret_cell = cell;
        }
    }
    return OK;
}
