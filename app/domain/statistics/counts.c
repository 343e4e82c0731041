/* The sums that hold in a table of counts, as equations between its cells: one for each column, the last row
 * against the rows above it, and one in each row for every column that has parts. A reader knows them as
 * well, so they are what hidden cells have to be safe from. */
#include "domain/statistics/counts.h"

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
        /* From the last row upwards: the total comes first in every equation. */
        cells[i] = (t->rows - 1 - i) * t->columns + column;
    *ret = (struct equation){cells, t->rows};
    return OK;
}

err counts_system(struct arena *a, const struct counts *t, struct system *ret)
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
