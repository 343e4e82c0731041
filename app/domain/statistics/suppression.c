/* Every sum of the table is an equation: total = parts. The hidden cells are its unknowns; what the equations
 * tell of them, alone and together, decides which cells must go as well. */
#include "domain/statistics/suppression.h"

#include "domain/statistics/suppression_leak.h"

static size_t children(const struct counts *t, size_t column)
{
    size_t n = 0;

    for (size_t c = 0; c < t->columns; c++)
        n += t->parent[c] == (int)column;
    return n;
}

/* The parts of a column in one row. */
static err row_equation(struct arena *a, const struct counts *t, size_t row, size_t column,
                        struct equation *ret)
{
    size_t *cells = arena_array(a, children(t, column) + 1, sizeof *cells);
    size_t n = 0;

    if (!cells)
        return ERR_SYSTEM;
    cells[n++] = row * t->columns + column;
    for (size_t c = 0; c < t->columns; c++)
        if (t->parent[c] == (int)column)
            cells[n++] = row * t->columns + c;
    *ret = (struct equation){cells, n};
    return OK;
}

static err column_equation(struct arena *a, const struct counts *t, size_t column, struct equation *ret)
{
    size_t *cells = arena_array(a, t->rows, sizeof *cells);

    if (!cells)
        return ERR_SYSTEM;
    for (size_t i = 0; i < t->rows; i++)
        cells[i] = (t->rows - 1 - i) * t->columns + column;
    *ret = (struct equation){cells, t->rows};
    return OK;
}

static err system_make(struct arena *a, const struct counts *t, struct system *ret)
{
    struct system s = {.t = t, .at = arena_array(a, (t->rows + 1) * t->columns, sizeof *s.at)};
    err e;

    if (!s.at)
        return ERR_SYSTEM;
    for (size_t c = 0; c < t->columns; c++) {
        if ((e = column_equation(a, t, c, &s.at[s.count++])))
            return e;
        for (size_t r = 0; children(t, c) && r < t->rows; r++)
            if ((e = row_equation(a, t, r, c, &s.at[s.count++])))
                return e;
    }
    *ret = s;
    return OK;
}

/* The smallest cell shown among cells[from …]; SIZE_MAX: none is. */
static size_t smallest_shown(const struct counts *t, const struct equation *q, size_t from)
{
    size_t best = SIZE_MAX;

    for (size_t i = from; i < q->count; i++)
        if (!t->hidden[q->cells[i]] && (best == SIZE_MAX || t->cells[q->cells[i]] < t->cells[best]))
            best = q->cells[i];
    return best;
}

/* Hides one more cell if this equation gives too much away; true: it did. */
static bool equation_tighten(const struct counts *t, const struct equation *q)
{
    size_t hidden = 0, next;
    int64_t sum = 0;

    for (size_t i = 1; i < q->count; i++)
        if (t->hidden[q->cells[i]]) {
            hidden++;
            sum += t->cells[q->cells[i]];
        }
    if (t->hidden[q->cells[0]] ? hidden > 0 : hidden == 0 || (hidden > 1 && sum >= SUPPRESSION_LEAST))
        return false;
    next = smallest_shown(t, q, 1);
    if (next == SIZE_MAX)
        next = t->hidden[q->cells[0]] ? SIZE_MAX : q->cells[0];
    if (next == SIZE_MAX)
        return false;
    t->hidden[next] = true;
    return true;
}

static void equations_tighten(const struct system *s)
{
    bool again = true;

    while (again) {
        again = false;
        for (size_t i = 0; i < s->count; i++)
            again |= equation_tighten(s->t, &s->at[i]);
    }
}

err suppression_leak(struct arena *a, const struct counts *t, bool *ret_leak, size_t *ret_cell)
{
    struct system s;
    err e;

    if ((e = system_make(a, t, &s)))
        return e;
    return system_leak(&s, ret_leak, ret_cell);
}

static bool names(const struct equation *q, size_t cell)
{
    for (size_t i = 0; i < q->count; i++)
        if (q->cells[i] == cell)
            return true;
    return false;
}

/* The smallest cell shown in the sums that the cell is part of (or in all): a part rather than a total. */
static size_t companion(const struct system *s, size_t cell, bool all_sums, size_t from)
{
    size_t best = SIZE_MAX;

    for (size_t i = 0; i < s->count; i++) {
        const struct equation *q = &s->at[i];
        size_t shown = all_sums || names(q, cell) ? smallest_shown(s->t, q, from) : SIZE_MAX;

        if (shown != SIZE_MAX && (best == SIZE_MAX || s->t->cells[shown] < s->t->cells[best]))
            best = shown;
    }
    return best;
}

/* One more unknown beside the one that leaks; where its own sums show nothing more, anywhere. */
static bool leak_stop(const struct system *s, size_t cell)
{
    size_t next = companion(s, cell, false, 1);

    if (next == SIZE_MAX)
        next = companion(s, cell, false, 0);
    if (next == SIZE_MAX)
        next = companion(s, cell, true, 0);
    if (next == SIZE_MAX)
        return false;
    s->t->hidden[next] = true;
    return true;
}

err suppression_apply(struct arena *a, const struct counts *t)
{
    struct system s;
    bool leak = true;
    size_t cell = 0;
    err e;

    if ((e = system_make(a, t, &s)))
        return e;
    for (size_t i = 0; i < t->rows * t->columns; i++)
        t->hidden[i] = t->cells[i] < SUPPRESSION_LEAST;
    while (leak) {
        equations_tighten(&s);
        if ((e = system_leak(&s, &leak, &cell)))
            return e;
        leak = leak && leak_stop(&s, cell);
    }
    return OK;
}
