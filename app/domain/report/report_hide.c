/* The quantities of each noun and the sums that hold between them are a system of their own, which the
 * suppression of published tables settles. What a reader gets by subtracting stands in it as an open cell
 * where it is large, and as one to be kept where it is small. */
#include "domain/report/report_hide.h"

#include "domain/report/report_quantity.h"
#include "domain/statistics/suppression.h"

/* What a reader gets by subtracting, as a cell. */
struct remainder {
    size_t whole, part; /* quantities; part SIZE_MAX: all parts by a dimension */
    enum fact_by by;
    size_t cell;
};

struct hiding {
    struct work *w;
    const struct report_table *tables;
    size_t count;
    const struct fact_noun *noun;
    struct quantity *at; /* those that are printed */
    size_t printed, room;
    int64_t *cells; /* persons: of those, then of what is worked out */
    bool *open;
    size_t cell_count, cell_room, open_count, open_room;
    struct equation *sums;
    size_t sum_count, sum_room;
    struct remainder *rests;
    size_t rest_count, rest_room;
};

static size_t quantity_find(const struct hiding *h, const struct quantity *q)
{
    for (size_t i = 0; i < h->printed; i++)
        if (quantity_same(&h->at[i], q))
            return i;
    return SIZE_MAX;
}

/* Which quantity a cell prints. */
static size_t printed_number(const struct hiding *h, const struct report_table *t, size_t row, size_t column)
{
    const struct quantity q = quantity_of(t, row, column);

    return quantity_find(h, &q);
}

static err cell_add(struct hiding *h, int64_t persons, bool open)
{
    int64_t *cell = arena_grow(h->w->arena, &h->cells, &h->cell_count, &h->cell_room, sizeof *cell);
    bool *flag = cell ? arena_grow(h->w->arena, &h->open, &h->open_count, &h->open_room, sizeof *flag) : NULL;

    if (!flag)
        return ERR_SYSTEM;
    *cell = persons;
    *flag = open;
    return OK;
}

/* Small, it must be kept; else it may be known. */
static err rest_add(struct hiding *h, size_t whole, size_t part, enum fact_by by, int64_t persons)
{
    struct remainder *r = arena_grow(h->w->arena, &h->rests, &h->rest_count, &h->rest_room, sizeof *r);

    if (!r)
        return ERR_SYSTEM;
    *r = (struct remainder){whole, part, by, h->cell_count};
    return cell_add(h, persons, persons >= SUPPRESSION_LEAST);
}

/* SIZE_MAX: nothing is left there. */
static size_t rest_find(const struct hiding *h, size_t whole, size_t part, enum fact_by by)
{
    for (size_t i = 0; i < h->rest_count; i++) {
        const struct remainder *r = &h->rests[i];

        if (r->whole == whole && r->part == part && r->by == by)
            return r->cell;
    }
    return SIZE_MAX;
}

static err sum_add(struct hiding *h, size_t *cells, size_t count)
{
    struct equation *q = arena_grow(h->w->arena, &h->sums, &h->sum_count, &h->sum_room, sizeof *q);

    if (!q)
        return ERR_SYSTEM;
    *q = (struct equation){cells, count};
    return OK;
}

static bool printed_here(const struct hiding *h, const struct report_table *t, size_t column)
{
    const struct report_measure *m = &t->of->columns[column];

    return m->noun == h->noun && m->how != HOW_NOT_OURS && !m->inside;
}

static err quantities_gather(struct hiding *h)
{
    for (size_t i = 0; i < h->count; i++) {
        const struct report_table *t = &h->tables[i];

        for (size_t k = 0; k < t->rows * t->of->column_count; k++) {
            const size_t row = k / t->of->column_count, column = k % t->of->column_count;
            struct quantity q, *slot;
            err e;

            if (!printed_here(h, t, column))
                continue;
            q = quantity_of(t, row, column);
            if (quantity_find(h, &q) != SIZE_MAX)
                continue;
            if (!(slot = arena_grow(h->w->arena, &h->at, &h->printed, &h->room, sizeof *slot)))
                return ERR_SYSTEM;
            *slot = q;
            if ((e = cell_add(h, q.persons, false)))
                return e;
        }
    }
    return OK;
}

/* A person may stand in several rows (of months, of services): then their sum, which nobody prints, is the
 * whole and what was counted twice. */
static err overlap_add(struct hiding *h, size_t *rows, size_t count, int64_t sum)
{
    const size_t whole = rows[0], all = h->cell_count;
    size_t *twice;
    err e;

    if ((e = cell_add(h, sum, true)) || (e = cell_add(h, sum - h->cells[whole], true)))
        return e;
    rows[0] = all;
    if ((e = sum_add(h, rows, count)))
        return e;
    if (!(twice = arena_array(h->w->arena, 3, sizeof *twice)))
        return ERR_SYSTEM;
    twice[0] = all;
    twice[1] = whole;
    twice[2] = all + 1;
    return sum_add(h, twice, 3);
}

static err column_sum_add(struct hiding *h, const struct report_table *t, size_t column)
{
    size_t *cells = arena_array(h->w->arena, t->rows, sizeof *cells), count = 0;
    int64_t sum = 0;

    if (!cells)
        return ERR_SYSTEM;
    for (size_t i = t->rows; i-- > 0;) { /* the whole comes first */
        cells[count] = printed_number(h, t, i, column);
        sum += count ? h->cells[cells[count]] : 0;
        count++;
    }
    if (count < 2)
        return OK;
    return sum == h->cells[cells[0]] ? sum_add(h, cells, count) : overlap_add(h, cells, count, sum);
}

static err column_sums_add(struct hiding *h)
{
    for (size_t i = 0; i < h->count; i++)
        for (size_t c = 0; c < h->tables[i].of->column_count; c++) {
            err e = printed_here(h, &h->tables[i], c) ? column_sum_add(h, &h->tables[i], c) : OK;

            if (e)
                return e;
        }
    return OK;
}

/* No other quantity lies between the two: what holds beyond follows from the steps. */
static bool next_within(const struct hiding *h, size_t part, size_t whole)
{
    if (part == whole || !quantity_within(&h->at[part], &h->at[whole]))
        return false;
    for (size_t i = 0; i < h->printed; i++)
        if (i != part && i != whole && quantity_within(&h->at[part], &h->at[i]) &&
            quantity_within(&h->at[i], &h->at[whole]))
            return false;
    return true;
}

static err difference_add(struct hiding *h, size_t part, size_t whole)
{
    size_t *cells = arena_array(h->w->arena, 3, sizeof *cells);
    err e;

    if (!cells)
        return ERR_SYSTEM;
    cells[0] = whole;
    cells[1] = part;
    cells[2] = h->cell_count;
    if ((e = rest_add(h, whole, part, BY_NONE, h->cells[whole] - h->cells[part])))
        return e;
    return sum_add(h, cells, 3);
}

/* A number and its parts by one dimension: each that no other overlaps, and what they leave. */
static err split_add(struct hiding *h, size_t whole, enum fact_by by)
{
    size_t *cells = arena_array(h->w->arena, h->printed + 2, sizeof *cells), count = 1;
    struct quantity_condition *taken = arena_array(h->w->arena, h->printed + 1, sizeof *taken), more;
    int64_t rest = h->cells[whole];
    err e;

    if (!cells || !taken)
        return ERR_SYSTEM;
    cells[0] = whole;
    for (size_t i = 0; i < h->printed; i++) {
        bool apart = quantity_splits(&h->at[i], &h->at[whole], &more) && more.by == by;

        for (size_t k = 1; k < count && apart; k++)
            apart = conditions_part(&taken[k], &more);
        if (!apart)
            continue;
        taken[count] = more;
        cells[count++] = i;
        rest -= h->cells[i];
    }
    if (count < 3 || rest < 0) /* one alone is a difference; who stands in several is no part of a sum */
        return OK;
    if (rest) {
        cells[count++] = h->cell_count;
        if ((e = rest_add(h, whole, SIZE_MAX, by, rest)))
            return e;
    }
    return sum_add(h, cells, count);
}

/* Rows have their sum already. */
static bool splits_by(const struct hiding *h, enum fact_by by)
{
    bool splits = false;

    for (size_t i = 0; i < h->count; i++)
        for (size_t c = 0; c < h->tables[i].of->column_count; c++) {
            const struct report_measure *m = &h->tables[i].of->columns[c];

            if (!printed_here(h, &h->tables[i], c))
                continue;
            if (h->tables[i].of->rows == by)
                return false;
            for (size_t k = 0; k < REPORT_WHERES && m->where[k].by; k++)
                splits = splits || m->where[k].by == by;
        }
    return splits;
}

static err parts_add(struct hiding *h)
{
    err e = OK;

    for (size_t whole = 0; whole < h->printed; whole++)
        for (size_t part = 0; part < h->printed && !e; part++)
            e = next_within(h, part, whole) ? difference_add(h, part, whole) : OK;
    for (unsigned by = BY_NONE + 1; by < FACT_BYS; by++)
        for (size_t whole = 0; splits_by(h, (enum fact_by)by) && whole < h->printed && !e; whole++)
            e = split_add(h, whole, (enum fact_by)by);
    return e;
}

/* What is left in each row sums up like what it is left of. */
static err rest_sum_add(struct hiding *h, const struct report_table *t, size_t column, size_t part,
                        enum fact_by by)
{
    size_t *cells = arena_array(h->w->arena, t->rows, sizeof *cells), count = 0;
    int64_t sum = 0;

    if (!cells)
        return ERR_SYSTEM;
    for (size_t i = t->rows; i-- > 0;) {
        const size_t less = part == SIZE_MAX ? SIZE_MAX : printed_number(h, t, i, part);
        const size_t cell = rest_find(h, printed_number(h, t, i, column), less, by);

        if (cell == SIZE_MAX && t->row[i].whole)
            return OK;
        if (cell == SIZE_MAX)
            continue;
        sum += count ? h->cells[cell] : 0;
        cells[count++] = cell;
    }
    return count > 1 && sum == h->cells[cells[0]] ? sum_add(h, cells, count) : OK;
}

static err rest_sums_add(struct hiding *h)
{
    err e = OK;

    for (size_t i = 0; i < h->count; i++) {
        const struct report_table *t = &h->tables[i];

        for (size_t c = 0; c < t->of->column_count && !e; c++) {
            for (size_t part = 0; printed_here(h, t, c) && part < t->of->column_count && !e; part++)
                e = printed_here(h, t, part) ? rest_sum_add(h, t, c, part, BY_NONE) : OK;
            for (unsigned by = BY_NONE + 1; printed_here(h, t, c) && by < FACT_BYS && !e; by++)
                e = rest_sum_add(h, t, c, SIZE_MAX, (enum fact_by)by);
        }
    }
    return e;
}

static err noun_settle(struct hiding *h, bool **ret_hidden)
{
    bool *hidden;
    err e;

    *ret_hidden = NULL;
    if ((e = quantities_gather(h)) || !h->cells) /* nothing is printed of it */
        return e;
    if ((e = column_sums_add(h)) || (e = parts_add(h)) || (e = rest_sums_add(h)))
        return e;
    if (!(hidden = arena_array(h->w->arena, h->cell_count + 1, sizeof *hidden)))
        return ERR_SYSTEM;
    *ret_hidden = hidden;
    return suppression_settle(&(struct system){
        .t =
            &(struct counts){
                .rows = 1, .columns = h->cell_count, .cells = h->cells, .hidden = hidden, .open = h->open},
        .at = h->sums,
        .count = h->sum_count});
}

static err noun_hide(struct work *w, const struct report_table *tables, size_t count,
                     const struct fact_noun *noun)
{
    struct hiding h = {.w = w, .tables = tables, .count = count, .noun = noun};
    bool *hidden;
    err e = noun_settle(&h, &hidden);

    if (e || !hidden)
        return e;
    for (size_t i = 0; i < count; i++) {
        const struct report_table *t = &tables[i];

        for (size_t k = 0; k < t->rows * t->of->column_count; k++) {
            const size_t row = k / t->of->column_count, column = k % t->of->column_count;

            if (printed_here(&h, t, column))
                t->cells[k].hidden = hidden[printed_number(&h, t, row, column)];
        }
    }
    return OK;
}

static bool noun_seen(const struct report_table *tables, size_t table, size_t column)
{
    const struct fact_noun *noun = tables[table].of->columns[column].noun;

    for (size_t i = 0; i <= table; i++)
        for (size_t c = 0; c < (i < table ? tables[i].of->column_count : column); c++)
            if (tables[i].of->columns[c].noun == noun)
                return true;
    return false;
}

static void inside_hide(const struct report_table *t)
{
    const size_t width = t->of->column_count;

    for (size_t k = 0; k < t->rows * width; k++)
        if (t->of->columns[k % width].inside)
            t->cells[k].hidden = true;
}

err report_hide(struct work *w, const struct report_table *tables, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < tables[i].of->column_count; c++) {
            const struct fact_noun *noun = tables[i].of->columns[c].noun;
            err e = noun && !noun->plain && !noun_seen(tables, i, c) ? noun_hide(w, tables, count, noun) : OK;

            if (e)
                return e;
        }
    for (size_t i = 0; i < count; i++)
        inside_hide(&tables[i]);
    return OK;
}
