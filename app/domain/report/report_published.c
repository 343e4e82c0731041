/* Of a hidden cell nothing is kept but that it is hidden. */
#include "domain/report/report_published.h"

#include <string.h>

#include "domain/report/report_door.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_OUT[] = "SELECT count(*) FROM report_published WHERE year = :year";
static const char SQL_KEEP[] =
    "INSERT INTO report_published (year, report, row, whole, name, text, text_en, measure, "
    "known, hidden, value) VALUES (:year, :report, :row, :whole, :name, :text, :text_en, :measure, "
    ":known, :hidden, :value)";

static err cell_keep(struct work *w, int year, const struct report_table *t, size_t row, size_t column)
{
    const struct report_cell *c = &t->cells[row * t->of->column_count + column];
    const struct report_row *r = &t->row[row];

    return db_exec(w->db, SQL_KEEP,
                   BINDS(INT(":year", year), TEXT(":report", t->of->code), INT(":row", (int64_t)row),
                         INT(":whole", r->whole), TEXT(":name", r->name), TEXT(":text", r->text),
                         TEXT(":text_en", r->text_en), TEXT(":measure", t->of->columns[column].code),
                         INT(":known", c->known), INT(":hidden", c->hidden),
                         INT(":value", c->hidden || !c->known ? 0 : c->value)));
}

static err year_out(struct work *w, int year, bool *ret)
{
    int64_t out;
    err e = db_int(w->db, SQL_OUT, BINDS(INT(":year", year)), &out);

    if (!e)
        *ret = out > 0;
    return e;
}

static err tables_count(struct work *w, int year, bool *ret_out, struct report_table **ret, size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin_read(&tx, w->db)) || (e = year_out(w, year, ret_out)))
        return e;
    if (!*ret_out &&
        (e = report_door_count_all(w, date_make(year, 1, 1), date_make(year, 12, 31), ret, ret_count)))
        return e;
    return tx_commit(&tx);
}

/* Another may have been faster: then his stand. */
static err tables_keep(struct work *w, int year, const struct report_table *tables, size_t count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    bool out;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = year_out(w, year, &out)) || out)
        return e;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < tables[i].rows * tables[i].of->column_count; k++)
            if ((e = cell_keep(w, year, &tables[i], k / tables[i].of->column_count,
                               k % tables[i].of->column_count)))
                return e;
    return tx_commit(&tx);
}

err report_publish(struct work *w, int year)
{
    struct report_table *tables = NULL;
    size_t count = 0;
    bool out;
    err e = tables_count(w, year, &out, &tables, &count);

    return e || out ? e : tables_keep(w, year, tables, count);
}

struct published_cell {
    int64_t row, value;
    bool whole, known, hidden;
    const char *name, *text, *text_en, *measure;
};
static const char SQL_CELLS[] = "SELECT row, whole, name, text, text_en, measure, known, hidden, value "
                                "FROM report_published WHERE year = :year AND report = :report ORDER BY row";
static const struct column CELL_COLUMNS[] = {
    COLUMN_INT(struct published_cell, row),      COLUMN_BOOL(struct published_cell, whole),
    COLUMN_TEXT(struct published_cell, name),    COLUMN_TEXT(struct published_cell, text),
    COLUMN_TEXT(struct published_cell, text_en), COLUMN_TEXT(struct published_cell, measure),
    COLUMN_BOOL(struct published_cell, known),   COLUMN_BOOL(struct published_cell, hidden),
    COLUMN_INT(struct published_cell, value),
};

static size_t column_of(const struct report_definition *d, const char *code)
{
    size_t c = 0;

    while (c < d->column_count && strcmp(d->columns[c].code, code) != 0)
        c++;
    return c;
}

static err table_lay(struct work *w, const struct published_cell *cells, size_t count, struct report_table *t)
{
    const size_t width = t->of->column_count;

    t->rows = (size_t)cells[count - 1].row + 1;
    if (!(t->row = arena_array(w->arena, t->rows, sizeof *t->row)) ||
        !(t->cells = arena_array(w->arena, t->rows * width + 1, sizeof *t->cells)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < t->rows * width; i++)
        t->cells[i] =
            (struct report_cell){.known = t->of->columns[i % width].how != HOW_NOT_OURS, .hidden = true};
    for (size_t i = 0; i < count; i++) {
        const struct published_cell *c = &cells[i];
        const size_t column = column_of(t->of, c->measure), row = (size_t)c->row;

        t->row[row] = (struct report_row){c->name, c->text, c->text_en, c->whole};
        if (column < width)
            t->cells[row * width + column] =
                (struct report_cell){.value = c->value, .known = c->known, .hidden = c->hidden};
    }
    return OK;
}

err report_published_read(struct work *w, const struct report_definition *d, int year,
                          struct report_table *ret, bool *ret_out)
{
    struct report_table t = {.of = d};
    struct published_cell *cells;
    size_t count;
    err e = rows_read(w, SQL_CELLS, BINDS(INT(":year", year), TEXT(":report", d->code)),
                      COLUMNS(CELL_COLUMNS), NULL, &cells, &count);

    if (e)
        return e;
    *ret_out = count > 0;
    if (!count)
        return OK;
    if ((e = table_lay(w, cells, count, &t)))
        return e;
    *ret = t;
    return OK;
}
