/* What is hidden in a published table. In a unit of some 2 500 people a 1 beside a unit's name tells who it
 * is, so counts below SUPPRESSION_LEAST are hidden, zeros too. The hidden cells are the unknowns of the
 * table's equations. What these give away, alone and together, decides which cells must be hidden as well. */
#include "domain/statistics/suppression.h"

#include "domain/statistics/suppression_leak.h"
#include "domain/statistics/suppression_range.h"

/* The smallest cell shown among cells[from …]; SIZE_MAX: none is. */
static size_t smallest_shown(const struct counts *t, const struct equation *q, size_t from)
{
    size_t best = SIZE_MAX;

    for (size_t i = from; i < q->count; i++)
        if (!t->hidden[q->cells[i]] && (best == SIZE_MAX || t->cells[q->cells[i]] < t->cells[best]))
            best = q->cells[i];
    return best;
}

static bool open_to_all(const struct counts *t, size_t cell)
{
    return t->open && t->open[cell];
}

/* Hides one more cell if this equation gives too much away; true: it did. */
static bool equation_tighten(const struct counts *t, const struct equation *q)
{
    size_t hidden = 0, closed = 0, next;
    int64_t sum = 0;

    for (size_t i = 1; i < q->count; i++)
        if (t->hidden[q->cells[i]]) {
            hidden++;
            closed += !open_to_all(t, q->cells[i]);
            sum += t->cells[q->cells[i]];
        }
    if (open_to_all(t, q->cells[0]) || (hidden && !closed && !t->hidden[q->cells[0]]))
        return false;
    /* A hidden total is safe once a part is hidden, too. A shown one gives away a single hidden part, and the
     * parts together where these are few. */
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

static bool names(const struct equation *q, size_t cell)
{
    for (size_t i = 0; i < q->count; i++)
        if (q->cells[i] == cell)
            return true;
    return false;
}

/* The smallest cell that is shown in the sums which the cell is part of (all_sums: in any), to lose as little
 * as possible. from 1: a part rather than a total. */
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

/* Hides one more cell beside the one that leaks, from its own sums where they show another; if they do not,
 * from anywhere. */
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

static void all_hide(const struct counts *t)
{
    for (size_t i = 0; i < t->rows * t->columns; i++)
        t->hidden[i] = true;
}

err suppression_settle(const struct system *s)
{
    const struct counts *t = s->t;
    bool leak = true;
    size_t cell = 0;
    err e;

    for (size_t i = 0; i < t->rows * t->columns; i++)
        t->hidden[i] = t->hidden[i] || t->cells[i] < SUPPRESSION_LEAST || open_to_all(t, i);
    /* Each turn hides at least one more cell or stops, so it ends. */
    while (leak) {
        /* The cheap look at single equations first: it settles most tables, and the elimination then finds
         * little to do. */
        equations_tighten(s);
        if (!system_range_fits(s)) {
            all_hide(t);
            return OK;
        }
        if ((e = system_leak(s, SUPPRESSION_LEAST, &leak, &cell)))
            return e;
        leak = leak && leak_stop(s, cell);
    }
    return OK;
}

err suppression_apply(struct arena *a, const struct counts *t)
{
    struct system s;
    err e = counts_system(a, t, &s);

    return e ? e : suppression_settle(&s);
}
