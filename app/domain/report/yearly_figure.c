/* Figures of the yearly report are the cells of the other reports, as these leave the office: what is hidden
 * there is hidden here. */
#include "domain/report/yearly_figure.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "domain/report/report.h"

static const char HIDDEN[] = "nuk tregohet";

struct figures {
    struct yearly_figure *at;
    size_t count, room;
};

static err figure_add(struct work *w, struct figures *f, const char *code, const char *text, const char *said)
{
    struct yearly_figure *slot;

    if (!code || !text || !said)
        return ERR_SYSTEM;
    if (!(slot = arena_grow(w->arena, &f->at, &f->count, &f->room, sizeof *slot)))
        return ERR_SYSTEM;
    *slot = (struct yearly_figure){code, text, said};
    return OK;
}

/* NULL: memory ran out. */
static const char *cell_said(struct work *w, const struct report_cell *c)
{
    char number[TEXT_GROUPED];

    if (c->hidden)
        return HIDDEN;
    return c->known ? arena_text(w->arena, text_grouped(c->value, number)) : "nuk dihet";
}

static err wholes_add(struct work *w, const struct report *r, struct figures *f)
{
    const size_t width = r->of->column_count;
    err e = OK;

    for (size_t c = 0; c < width && !e; c++) {
        const struct report_measure *m = &r->of->columns[c];

        if (m->how != HOW_NOT_OURS && !m->inside)
            e = figure_add(w, f, arena_format(w->arena, "%s.%s", r->of->code, m->code),
                           arena_format(w->arena, "%s: %s", r->of->title, m->text),
                           cell_said(w, &r->cells[(r->rows - 1) * width + c]));
    }
    return e;
}

static void row_said(const struct report *r, size_t row, struct work *w, struct buf *out)
{
    const size_t width = r->of->column_count;
    const char *between = ": ";

    buf_format(out, "- %s", r->row[row].text);
    for (size_t c = 0; c < width; c++) {
        const struct report_measure *m = &r->of->columns[c];
        const struct report_cell *cell = &r->cells[row * width + c];
        const char *said = cell->hidden ? "–" : cell_said(w, cell);

        if (m->how == HOW_NOT_OURS || m->inside)
            continue;
        buf_format(out, "%s%s %s", between, m->text, said ? said : "");
        between = "; ";
    }
}

enum row_told { ROW_SAID, ROW_EMPTY, ROW_HIDDEN };

/* Rows in which nothing happened say nothing that the others do not; those of which nothing is told are named
 * together. */
static enum row_told row_told(const struct report *r, size_t row)
{
    const size_t width = r->of->column_count;
    bool hidden = false, any = r->row[row].whole;

    for (size_t c = 0; c < width; c++) {
        const struct report_cell *cell = &r->cells[row * width + c];

        hidden = hidden || cell->hidden;
        any = any || (!cell->hidden && cell->known && cell->value);
    }
    return any ? ROW_SAID : hidden ? ROW_HIDDEN : ROW_EMPTY;
}

static void hidden_rows_said(const struct report *r, struct buf *out)
{
    const char *between = "- Nuk tregohen: ";

    for (size_t i = 0; i < r->rows; i++)
        if (row_told(r, i) == ROW_HIDDEN) {
            buf_format(out, "%s%s", between, r->row[i].text);
            between = ", ";
        }
    if (between[0] == ',')
        buf_char(out, '\n');
}

static err rows_add(struct work *w, const struct report *r, struct figures *f)
{
    CLEANUP(buf_free) struct buf out = {0};
    err e;

    if (r->of->rows == BY_NONE)
        return OK;
    for (size_t i = 0; i < r->rows; i++) {
        if (r->row[i].whole) /* the last one */
            hidden_rows_said(r, &out);
        if (row_told(r, i) != ROW_SAID)
            continue;
        row_said(r, i, w, &out);
        if (i + 1 < r->rows)
            buf_char(&out, '\n');
    }
    if ((e = buf_err(&out)))
        return e;
    return figure_add(w, f, r->of->code, r->of->title, arena_text(w->arena, out.data));
}

err yearly_figures_read(struct work *w, int64_t year, struct yearly_figure **ret, size_t *ret_count)
{
    struct figures f = {0};
    struct report *reports;
    size_t count = 0;
    err e = report_make_all(w, year, &reports, &count);

    for (size_t i = 0; i < count && !e; i++)
        if (!(e = wholes_add(w, &reports[i], &f)))
            e = rows_add(w, &reports[i], &f);
    if (e)
        return e;
    *ret = f.at;
    *ret_count = f.count;
    return OK;
}

static const struct yearly_figure *figure_find(const struct yearly_figure *list, size_t count,
                                               const char *code, size_t n)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i].code) == n && !memcmp(list[i].code, code, n))
            return &list[i];
    return NULL;
}

/* "{code}" at the brace: the length of the code, and 0 where the brace is never closed. */
static size_t named(const char *brace)
{
    const size_t inside = strcspn(brace, "}");

    return brace[inside] ? inside - 1 : 0;
}

err yearly_text_fill(struct work *w, const char *text, const struct yearly_figure *figures, size_t count,
                     const char **ret)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    err e;

    while (*text) {
        const size_t plain = strcspn(text, "{"), n = text[plain] ? named(text + plain) : 0;
        const struct yearly_figure *f;

        buf_add(&out, text, plain);
        text += plain;
        if (!*text)
            break;
        if ((f = figure_find(figures, count, text + 1, n))) {
            buf_text(&out, f->said);
            text += n + 2;
        } else
            buf_char(&out, *text++);
    }
    if ((e = buf_err(&out)))
        return e;
    *ret = arena_text(w->arena, out.data ? out.data : "");
    return *ret ? OK : ERR_SYSTEM;
}

static bool column_known(const struct report_definition *d, const char *code, size_t n)
{
    for (size_t c = 0; c < d->column_count; c++)
        if (d->columns[c].how != HOW_NOT_OURS && !d->columns[c].inside && strlen(d->columns[c].code) == n &&
            !memcmp(d->columns[c].code, code, n))
            return true;
    return false;
}

/* Those that yearly_figures_read gives, by the definitions alone. */
static bool figure_known(const char *code, size_t n)
{
    size_t count;
    const struct report_definition *list = report_list(&count);

    for (size_t i = 0; i < count; i++) {
        const size_t name = strlen(list[i].code);

        if (n < name || memcmp(list[i].code, code, name) != 0)
            continue;
        if (n == name ? list[i].rows != BY_NONE
                      : code[name] == '.' && column_known(&list[i], code + name + 1, n - name - 1))
            return true;
    }
    return false;
}

err yearly_text_check(struct work *w, const char *field, const char *text)
{
    for (text += strcspn(text, "{"); *text; text += strcspn(text, "{")) {
        const size_t n = named(text);

        if (!n || !figure_known(text + 1, n))
            return refuse(w, ERR_INPUT, "unknown_figure", field, "There is no figure %.*s.",
                          (int)strnlen(text, n ? n + 2 : 1), text);
        text += n + 2;
    }
    return OK;
}
