/* A period beside the one before it: each a table of its own, so that what is hidden in one year is the same
 * whether it is read alone or beside the next. */
#include "domain/report/report.h"

#include <string.h>

#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/report/report_door.h"
#include "domain/report/report_published.h"
#include "store/db.h"

static bool dimension_told(const struct fact_noun *noun, enum fact_by by)
{
    bool there;

    (void)fact_list(noun, by, &there);
    return there;
}

static bool amounts_wanted(enum report_how how)
{
    return how == HOW_AMOUNT || how == HOW_MIDDLE || how == HOW_TAIL;
}

err report_check(struct work *w, const struct report_definition *d)
{
    bool rows = d->rows == BY_NONE;

    if (d->column_count > REPORT_COLUMNS_MAX)
        return refuse(w, ERR_INPUT, "unknown_column", "columns", "So many columns are in no report.");
    for (size_t i = 0; i < d->column_count; i++) {
        const struct report_measure *m = &d->columns[i];

        if (m->how == HOW_NOT_OURS)
            continue;
        if (!m->noun || (amounts_wanted(m->how) && !m->noun->amounts))
            return refuse(w, ERR_INPUT, "unknown_column", "columns", "There is nothing to count there.");
        for (size_t k = 0; k < REPORT_WHERES && m->where[k].by; k++)
            if (!dimension_told(m->noun, m->where[k].by))
                return refuse(w, ERR_INPUT, "unknown_column", "columns", "Its noun does not tell that.");
        if (d->rows != BY_NONE && !dimension_told(m->noun, d->rows))
            return refuse(w, ERR_INPUT, "unknown_column", "rows",
                          "A column is not told apart by these rows.");
        rows = true;
    }
    return rows ? OK : refuse(w, ERR_INPUT, "unknown_column", "columns", "Nothing in it is counted here.");
}

/* Where the same row stands in the other table; months stand by their place in the period. SIZE_MAX: it is
 * not there. */
static size_t row_like(const struct report_table *t, const struct report_row *row, size_t place)
{
    for (size_t i = 0; i < t->rows; i++) {
        const struct report_row *other = &t->row[i];

        if (row->whole || other->whole || !row->name || !other->name) {
            if (row->whole == other->whole && row->name == other->name)
                return i;
        } else if (t->of->rows == BY_MONTH ? i == place : !strcmp(row->name, other->name))
            return i;
    }
    return SIZE_MAX;
}

/* Of what the other table has no row for. */
static bool none_is_0(enum report_how how)
{
    return how != HOW_NOT_OURS && how != HOW_MIDDLE && how != HOW_TAIL;
}

static void cells_take(const struct report *r, const struct report_table *t, size_t row,
                       struct report_cell *cells)
{
    const size_t width = r->of->column_count, at = row_like(t, &r->row[row], row);

    for (size_t c = 0; c < width; c++)
        cells[row * width + c] =
            at != SIZE_MAX
                ? t->cells[at * width + c]
                : (struct report_cell){.known = none_is_0(r->of->columns[c].how), .hidden = r->small_hidden};
}

/* The rows of both, those of the period first. */
static err tables_join(struct work *w, struct report *r, const struct report_table *now,
                       const struct report_table *before)
{
    const size_t width = r->of->column_count, most = now->rows + before->rows;

    if (!(r->row = arena_array(w->arena, most, sizeof *r->row)) ||
        !(r->cells = arena_array(w->arena, most * width + 1, sizeof *r->cells)) ||
        !(r->before = arena_array(w->arena, most * width + 1, sizeof *r->before)))
        return ERR_SYSTEM;
    for (size_t i = 0; i + 1 < now->rows; i++)
        r->row[r->rows++] = now->row[i];
    for (size_t i = 0; i + 1 < before->rows && r->of->rows != BY_MONTH; i++)
        if (row_like(now, &before->row[i], i) == SIZE_MAX)
            r->row[r->rows++] = before->row[i];
    r->row[r->rows++] = now->row[now->rows - 1];
    for (size_t i = 0; i < r->rows; i++) {
        cells_take(r, now, i, r->cells);
        cells_take(r, before, i, r->before);
    }
    return OK;
}

/* Who sees no small numbers sees whole years, and those that are out as they went out. */
static err table_read(struct work *w, const struct report *r, date from, date until, struct report_table *ret)
{
    bool out;
    err e;

    if (!r->small_hidden)
        return report_table_count(w, r->of, from, until, ret);
    if ((e = report_published_read(w, r->of, date_year(from), ret, &out)) || out)
        return e;
    return report_door_count(w, r->of, from, until, ret);
}

/* The year before stands beside it, so it is out as well. */
static err years_publish(struct work *w, int year)
{
    err e = report_publish(w, year);

    return e ? e : report_publish(w, year - 1);
}

static err report_count(struct work *w, struct report *r)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct report_table now, before;
    const struct report_period *p = &r->period;
    err e;

    if ((e = tx_begin_read(&tx, w->db)) || (e = table_read(w, r, p->from, p->until, &now)) ||
        (e = table_read(w, r, p->before_from, p->before_until, &before)) ||
        (e = tables_join(w, r, &now, &before)) ||
        (p->year && (e = indicator_beside_read(w, r->of, p->year, r->cells, &r->beside))))
        return e;
    return tx_commit(&tx);
}

static bool sees_files(const struct work *w)
{
    return !w->actor.account || (w->actor.roles & R_COORDINATOR) != 0;
}

static err reader_check(struct work *w, const struct report_definition *d)
{
    return !w->actor.account || (w->actor.roles & d->roles)
               ? OK
               : refuse(w, ERR_DENIED, "forbidden", "", "This report is for others.");
}

static err period_log(struct work *w, const char *what, const char *code, const struct report_period *p)
{
    char from[DATE_TEXT], until[DATE_TEXT];
    const struct audit_entry entry = {.what = what,
                                      .record = "report",
                                      .why = arena_format(w->arena, "%s from %s until %s", code,
                                                          date_format(p->from, from),
                                                          date_format(p->until, until))};

    return entry.why ? audit_append(w, &entry) : ERR_SYSTEM;
}

err report_make(struct work *w, const struct report_definition *d, const struct report_asked *in,
                struct report *ret)
{
    struct report r = {.of = d, .small_hidden = in->leaves || !sees_files(w)};
    err e;

    if ((e = reader_check(w, d)) || (e = report_check(w, d)) || (e = report_period_read(w, in, &r.period)))
        return e;
    if (r.small_hidden && (e = report_period_over(w, &r.period)))
        return e;
    if ((in->leaves && (e = years_publish(w, r.period.year))) || (e = report_count(w, &r)))
        return e;
    if ((e = period_log(w, in->leaves ? "report.export" : "report.read", d->code, &r.period)))
        return e;
    *ret = r;
    return OK;
}

static err tables_told(struct work *w, const struct report_period *p, const struct report_definition *list,
                       size_t count, struct report *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct report_table *counted = NULL, t;
    bool out;
    err e;

    if ((e = tx_begin_read(&tx, w->db)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if ((e = report_published_read(w, &list[i], p->year, &t, &out)))
            return e;
        if (!out && !counted && (e = report_door_count_all(w, p->from, p->until, &counted, &count)))
            return e;
        if (!out)
            t = counted[i];
        ret[i] = (struct report){.of = &list[i],
                                 .period = *p,
                                 .small_hidden = true,
                                 .rows = t.rows,
                                 .row = t.row,
                                 .cells = t.cells};
    }
    return tx_commit(&tx);
}

err report_make_all(struct work *w, int64_t year, struct report **ret, size_t *ret_count)
{
    const struct report_asked in = {.year = year, .from = DATE_NONE, .until = DATE_NONE};
    size_t count;
    const struct report_definition *list = report_list(&count);
    struct report *reports = arena_array(w->arena, count, sizeof *reports);
    struct report_period p;
    err e;

    if (!reports)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if ((e = reader_check(w, &list[i])))
            return e;
    if ((e = report_period_read(w, &in, &p)) || (e = report_period_over(w, &p)) ||
        (e = tables_told(w, &p, list, count, reports)) || (e = period_log(w, "report.read", "all", &p)))
        return e;
    *ret = reports;
    *ret_count = count;
    return OK;
}

/* Of a sealed file nothing is told but that there is one. */
static err file_take(struct work *w, const struct fact *f, struct report_file *list, size_t *count,
                     int64_t *shut)
{
    bool open;
    err e;

    for (size_t i = 0; i < *count; i++)
        if (list[i].id == f->case_id)
            return OK;
    if (!f->case_id || !f->value[BY_FILE])
        return OK;
    if ((e = case_stands_open(w, f->case_id, &open)))
        return e;
    *shut += !open;
    list[(*count)++] = (struct report_file){f->case_id, open ? f->value[BY_FILE] : NULL};
    return OK;
}

static size_t shut_drop(struct report_file *list, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (list[i].number)
            list[kept++] = list[i];
    return kept;
}

static err cell_facts(struct work *w, const struct report *r, size_t column, struct fact **ret,
                      size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct fact_noun *noun = r->of->columns[column].noun;
    err e;

    if (!noun)
        return OK;
    if ((e = tx_begin_read(&tx, w->db)) ||
        (e = fact_read(w, noun, r->period.from, r->period.until, report_wants(r->of, noun), ret, ret_count)))
        return e;
    return tx_commit(&tx);
}

err report_files(struct work *w, const struct report *r, size_t row, size_t column, struct report_file **ret,
                 size_t *ret_count, int64_t *ret_shut)
{
    const struct audit_entry entry = {.what = "report.files", .record = "report", .why = r->of->code};
    const struct report_measure *m;
    struct report_file *list;
    struct fact *facts = NULL;
    size_t fact_count = 0, count = 0;
    int64_t shut = 0;
    err e;

    if (!sees_files(w))
        return refuse(w, ERR_DENIED, "forbidden", "", "Files are for coordinators.");
    if (row >= r->rows || column >= r->of->column_count)
        return refuse(w, ERR_INPUT, "unknown_cell", row >= r->rows ? "row" : "column",
                      "There is no such cell.");
    if ((e = cell_facts(w, r, column, &facts, &fact_count)))
        return e;
    m = &r->of->columns[column];
    if (!(list = arena_array(w->arena, fact_count + 1, sizeof *list)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < fact_count; i++)
        if (report_row_takes(r->of->rows, &r->row[row], &facts[i]) && report_counts(m, &facts[i]) &&
            (e = file_take(w, &facts[i], list, &count, &shut)))
            return e;
    if ((e = audit_append(w, &entry)))
        return e;
    *ret = list;
    *ret_count = shut_drop(list, count);
    *ret_shut = shut;
    return OK;
}
