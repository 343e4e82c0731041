/* The corners of the programme are tables that would be published just like the true one, and each corner on
 * the way may show that a cell has room, so few cells need a way of their own. What is not decided in
 * PIVOTS_MAX steps counts as too narrow, which hides more and not less. */
#include "domain/statistics/suppression_range.h"

#include <math.h>

#include "domain/statistics/simplex.h"

#define PIVOTS_MAX 20000

struct ranges {
    struct simplex s;
    size_t *cell;                  /* of each unknown */
    double *least, *most, *weight; /* of each unknown: seen so far; what is aimed at */
};

/* All of its cells are shown. */
static bool told(const struct system *s, const struct equation *q)
{
    for (size_t i = 0; i < q->count; i++)
        if (s->t->hidden[q->cells[i]])
            return false;
    return true;
}

static size_t rows_untold(const struct system *s)
{
    size_t rows = 0;

    for (size_t i = 0; i < s->count; i++)
        rows += !told(s, &s->at[i]);
    return rows;
}

static void rows_set(const struct system *s, const struct ranges *r, const size_t *column)
{
    size_t row = 0;

    for (size_t q = 0; q < s->count; q++) {
        if (told(s, &s->at[q]))
            continue;
        for (size_t i = 0; i < s->at[q].count; i++) {
            const size_t cell = s->at[q].cells[i];
            const double sign = i ? 1 : -1; /* the parts less the total */

            if (s->t->hidden[cell])
                *simplex_entry(&r->s, row, column[cell]) += sign;
            else
                *simplex_entry(&r->s, row, r->s.unknowns) -= sign * (double)s->t->cells[cell];
        }
        row++;
    }
}

static err ranges_make(struct arena *a, const struct system *s, struct ranges *ret)
{
    const size_t cells = s->t->rows * s->t->columns;
    size_t *column = arena_array(a, cells + 1, sizeof *column), unknowns = 0;
    struct ranges r = {.cell = arena_array(a, cells + 1, sizeof *r.cell)};
    err e;

    if (!column || !r.cell)
        return ERR_SYSTEM;
    for (size_t i = 0; i < cells; i++)
        if (s->t->hidden[i]) {
            column[i] = unknowns;
            r.cell[unknowns++] = i;
        }
    if ((e = simplex_make(a, rows_untold(s), unknowns, PIVOTS_MAX, &r.s)))
        return e;
    if (!(r.least = arena_array(a, unknowns + 1, sizeof *r.least)) ||
        !(r.most = arena_array(a, unknowns + 1, sizeof *r.most)) ||
        !(r.weight = arena_array(a, unknowns + 1, sizeof *r.weight)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < unknowns; i++)
        r.least[i] = r.most[i] = (double)s->t->cells[r.cell[i]]; /* the true table is one of them */
    rows_set(s, &r, column);
    *ret = r;
    return OK;
}

static void corner_see(struct ranges *r)
{
    for (size_t i = 0; i < r->s.unknowns; i++) {
        r->least[i] = fmin(r->least[i], r->s.now[i]);
        r->most[i] = fmax(r->most[i], r->s.now[i]);
    }
}

static bool roomy(const struct ranges *r, size_t unknown, int64_t least)
{
    return r->most[unknown] - r->least[unknown] > (double)least - SIMPLEX_EPSILON;
}

static bool room_find(struct ranges *r, size_t unknown, int64_t least)
{
    r->weight[unknown] = 1;
    for (int sign = 1; sign >= -1 && !roomy(r, unknown, least); sign -= 2) {
        enum simplex_step s = SIMPLEX_STEPPED;

        simplex_aim(&r->s, r->weight, sign);
        while (s == SIMPLEX_STEPPED && !roomy(r, unknown, least)) {
            s = simplex_step(&r->s);
            if (s == SIMPLEX_STEPPED)
                corner_see(r);
            else if (s == SIMPLEX_ENDLESS)
                r->most[unknown] = INFINITY;
        }
    }
    r->weight[unknown] = 0;
    return roomy(r, unknown, least);
}

bool system_range_fits(const struct system *s)
{
    size_t unknowns = 0;

    for (size_t i = 0; i < s->t->rows * s->t->columns; i++)
        unknowns += s->t->hidden[i];
    return rows_untold(s) * unknowns <= RANGE_COEFFICIENTS_MAX;
}

err system_range(const struct system *s, int64_t least, bool *ret_leak, size_t *ret_cell)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct ranges r;
    bool corner;
    err e;

    *ret_leak = false;
    if ((e = ranges_make(&a, s, &r)))
        return e;
    if ((corner = simplex_begin(&r.s)))
        corner_see(&r);
    for (size_t i = 0; i < r.s.unknowns && !*ret_leak; i++) {
        const size_t cell = r.cell[i];

        if (s->t->cells[cell] >= least || (s->t->open && s->t->open[cell]))
            continue;
        if (!corner || !room_find(&r, i, least)) {
            *ret_leak = true;
            *ret_cell = cell;
        }
    }
    return OK;
}
