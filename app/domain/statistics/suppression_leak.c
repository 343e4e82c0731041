/* Ways in which a reader could work out a hidden cell, the cheap ones first. Elimination finds those that the
 * sums fix exactly. It counts modulo a prime, which avoids fractions; the coefficients are 1 and -1 and the
 * tables small, so the rank is the same as with fractions. Bounds find those that the sums, with no count
 * below 0, leave too little room one by one; what they leave when taken together is for suppression_range.h.
 */
#include "domain/statistics/suppression_leak.h"

#include "domain/statistics/suppression_range.h"

/* Products of two numbers below PRIME fit into 63 bits; no count comes near BOUNDLESS, and sums of it fit,
 * too. */
#define PRIME      2147483647 /* 2^31 - 1 */
#define BOUNDLESS  ((int64_t)1 << 40)
#define PASSES_MAX 1000 /* bounds settle after a few; this is for tables that nobody has thought of */

struct matrix {
    int64_t *at; /* modulo PRIME */
    size_t rows, columns;
    size_t *cell; /* of each column */
};

static int64_t *coefficient(const struct matrix *m, size_t row, size_t column)
{
    return &m->at[row * m->columns + column];
}

static err matrix_make(struct arena *a, const struct system *s, struct matrix *ret)
{
    size_t cells = s->t->rows * s->t->columns;
    size_t *column = arena_array(a, cells, sizeof *column);
    struct matrix m = {.rows = s->count, .cell = arena_array(a, cells, sizeof *m.cell)};

    if (!column || !m.cell)
        return ERR_SYSTEM;
    for (size_t i = 0; i < cells; i++)
        if (s->t->hidden[i]) {
            column[i] = m.columns;
            m.cell[m.columns++] = i;
        }
    if (!(m.at = arena_array(a, m.rows * m.columns + 1, sizeof *m.at)))
        return ERR_SYSTEM;
    for (size_t r = 0; r < s->count; r++)
        for (size_t i = 0; i < s->at[r].count; i++) {
            size_t cell = s->at[r].cells[i];

            if (s->t->hidden[cell])
                /* The total less its parts is 0 (or what the shown cells leave, which does not matter for
                 * what is fixed). */
                *coefficient(&m, r, column[cell]) = i ? PRIME - 1 : 1;
        }
    *ret = m;
    return OK;
}

/* Fermat: n^(p-2). */
static int64_t inverse(int64_t n)
{
    int64_t result = 1;

    for (int64_t power = PRIME - 2; power; power >>= 1, n = n * n % PRIME)
        if (power & 1)
            result = result * n % PRIME;
    return result;
}

static void row_swap(const struct matrix *m, size_t a, size_t b)
{
    for (size_t c = 0; c < m->columns; c++) {
        int64_t kept = *coefficient(m, a, c);

        *coefficient(m, a, c) = *coefficient(m, b, c);
        *coefficient(m, b, c) = kept;
    }
}

/* Makes row `pivot` lead with 1 in that column and clears the column elsewhere. */
static void pivot_clear(const struct matrix *m, size_t pivot, size_t column)
{
    int64_t scale = inverse(*coefficient(m, pivot, column));

    for (size_t c = 0; c < m->columns; c++)
        *coefficient(m, pivot, c) = *coefficient(m, pivot, c) * scale % PRIME;
    for (size_t r = 0; r < m->rows; r++) {
        int64_t factor = *coefficient(m, r, column);

        if (r == pivot || !factor)
            continue;
        for (size_t c = 0; c < m->columns; c++)
            if (*coefficient(m, pivot, c))
                *coefficient(m, r, c) =
                    (*coefficient(m, r, c) + (PRIME - factor) * *coefficient(m, pivot, c)) % PRIME;
    }
}

static void matrix_reduce(const struct matrix *m)
{
    size_t pivot = 0;

    for (size_t column = 0; column < m->columns && pivot < m->rows; column++) {
        size_t r = pivot;

        while (r < m->rows && !*coefficient(m, r, column))
            r++;
        if (r == m->rows)
            continue;
        row_swap(m, r, pivot);
        pivot_clear(m, pivot, column);
        pivot++;
    }
}

static bool guarded(const struct counts *t, size_t cell)
{
    return t->hidden[cell] && !(t->open && t->open[cell]);
}

/* A reduced row with a single coefficient fixes that unknown. */
static bool fixed_find(const struct counts *t, const struct matrix *m, size_t *ret_cell)
{
    for (size_t r = 0; r < m->rows; r++) {
        size_t n = 0, last = 0;

        for (size_t c = 0; c < m->columns && n < 2; c++)
            if (*coefficient(m, r, c)) {
                n++;
                last = c;
            }
        if (n == 1 && guarded(t, m->cell[last])) {
            *ret_cell = m->cell[last];
            return true;
        }
    }
    return false;
}

/* ---- bounds: the range that is left to each cell */

struct bounds {
    int64_t *low, *high; /* of each cell */
};

static bool bound_raise(int64_t *low, int64_t to)
{
    bool higher = to > *low;

    if (higher)
        *low = to;
    return higher;
}

static bool bound_lower(int64_t *high, int64_t to)
{
    bool less = to < *high;

    if (less)
        *high = to;
    return less;
}

/* What one sum says of each of its cells, given what is known of the others. */
static bool bounds_narrow(const struct bounds *b, const struct equation *q)
{
    const size_t total = q->cells[0];
    int64_t low = 0, high = 0;
    bool narrowed;

    for (size_t i = 1; i < q->count; i++) {
        low += b->low[q->cells[i]];
        high += b->high[q->cells[i]];
    }
    narrowed = bound_raise(&b->low[total], low);
    narrowed |= bound_lower(&b->high[total], high);
    for (size_t i = 1; i < q->count; i++) {
        const size_t cell = q->cells[i];
        const int64_t others_low = low - b->low[cell], others_high = high - b->high[cell];

        narrowed |= bound_raise(&b->low[cell], b->low[total] - others_high);
        narrowed |= bound_lower(&b->high[cell], b->high[total] - others_low);
        low = others_low + b->low[cell];
        high = others_high + b->high[cell];
    }
    return narrowed;
}

static err bounds_make(struct arena *a, const struct system *s, struct bounds *ret)
{
    const size_t cells = s->t->rows * s->t->columns;
    const struct bounds b = {.low = arena_array(a, cells, sizeof *b.low),
                             .high = arena_array(a, cells, sizeof *b.high)};
    bool narrowed = true;

    if (!b.low || !b.high)
        return ERR_SYSTEM;
    for (size_t i = 0; i < cells; i++) {
        b.low[i] = s->t->hidden[i] ? 0 : s->t->cells[i];
        b.high[i] = s->t->hidden[i] ? BOUNDLESS : s->t->cells[i];
    }
    for (int pass = 0; narrowed && pass < PASSES_MAX; pass++) {
        narrowed = false;
        for (size_t i = 0; i < s->count; i++)
            narrowed |= bounds_narrow(&b, &s->at[i]);
    }
    *ret = b;
    return OK;
}

static bool narrow_find(const struct system *s, const struct bounds *b, int64_t least, size_t *ret_cell)
{
    for (size_t i = 0; i < s->t->rows * s->t->columns; i++)
        /* A range narrower than the least count tells nearly as much as the count itself. */
        if (guarded(s->t, i) && b->high[i] - b->low[i] < least) {
            *ret_cell = i;
            return true;
        }
    return false;
}

err system_leak(const struct system *s, int64_t least, bool *ret_leak, size_t *ret_cell)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct bounds bounds;
    struct matrix m;
    err e;

    if ((e = bounds_make(&a, s, &bounds)) || (e = matrix_make(&a, s, &m)))
        return e;
    *ret_leak = narrow_find(s, &bounds, least, ret_cell);
    if (*ret_leak)
        return OK;
    matrix_reduce(&m);
    *ret_leak = fixed_find(s->t, &m, ret_cell);
    return *ret_leak ? OK : system_range(s, least, ret_leak, ret_cell);
}
