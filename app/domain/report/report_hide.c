/* Hiding one column asks for more in the next, so it goes on until nothing more is hidden. */
#include "domain/report/report_hide.h"

#include "domain/statistics/suppression.h"

struct hiding {
    const struct report_definition *d;
    struct report_cell *cells;
    size_t rows;
};

static bool tells(const struct report_measure *m)
{
    return m->noun && m->how != HOW_NOT_OURS && !m->noun->plain;
}

/* One column with its sum. A person in two rows counts once in the whole, so the sum is at most that of the
 * rows; hiding as if it were exact hides no less. *ret_more: something was hidden that was not. */
static err column_hide(struct work *w, const struct hiding *h, size_t column, bool *ret_more)
{
    static const int ALONE[] = {-1};
    int64_t *persons = arena_array(w->arena, h->rows, sizeof *persons);
    bool *hidden = arena_array(w->arena, h->rows, sizeof *hidden);
    const struct counts t = {
        .rows = h->rows, .columns = 1, .parent = ALONE, .cells = persons, .hidden = hidden};
    const size_t width = h->d->column_count;
    err e;

    if (!persons || !hidden)
        return ERR_SYSTEM;
    for (size_t i = 0; i < h->rows; i++) {
        persons[i] = h->cells[i * width + column].persons;
        hidden[i] = h->cells[i * width + column].hidden;
    }
    if ((e = suppression_apply(w->arena, &t)))
        return e;
    for (size_t i = 0; i < h->rows; i++) {
        *ret_more = *ret_more || hidden[i] != h->cells[i * width + column].hidden;
        h->cells[i * width + column].hidden = hidden[i];
    }
    return OK;
}

static bool row_link(const struct hiding *h, size_t row)
{
    const size_t width = h->d->column_count;
    struct report_cell *cells = &h->cells[row * width];
    bool more = false;

    for (size_t a = 0; a < width; a++)
        for (size_t b = 0; b < width; b++)
            if (tells(&h->d->columns[b]) && h->d->columns[a].noun == h->d->columns[b].noun &&
                cells[a].hidden && !cells[b].hidden)
                more = cells[b].hidden = true;
    return more;
}

err report_hide(struct work *w, const struct report_definition *d, size_t rows, struct report_cell *cells)
{
    const struct hiding h = {d, cells, rows};
    bool more = true;
    err e;

    while (more) { /* each turn hides one more at least, or is the last */
        more = false;
        for (size_t c = 0; c < d->column_count; c++)
            if (tells(&d->columns[c]) && (e = column_hide(w, &h, c, &more)))
                return e;
        for (size_t r = 0; r < rows; r++)
            if (row_link(&h, r))
                more = true;
    }
    return OK;
}
