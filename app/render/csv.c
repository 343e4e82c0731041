/* Reading and writing CSV. The reader walks over the caller's text once; a cell is copied into the arena only
 * to end it with a NUL and to undo doubled quotes. */
#include "render/csv.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

static const char BOM[] = "\xEF\xBB\xBF";

/* Length of the line break at p: CRLF 2, LF or CR alone 1, else 0. */
static size_t line_break(const char *p, const char *end)
{
    if (p == end || (*p != '\n' && *p != '\r'))
        return 0;
    return *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
}

static void break_skip(struct csv *c)
{
    size_t n = line_break(c->at, c->end);

    c->at += n;
    c->line += n != 0;
}

static void line_skip(struct csv *c)
{
    while (c->at < c->end && !line_break(c->at, c->end))
        c->at++;
    break_skip(c);
}

static void empty_lines_skip(struct csv *c)
{
    while (line_break(c->at, c->end))
        break_skip(c);
}

/* Excel's own way to name the separator, in a first line of its own. */
static bool separator_declared(struct csv *c)
{
    size_t left = (size_t)(c->end - c->at);

    if (left < 5 || strncasecmp(c->at, "sep=", 4) != 0 || !memchr(",;\t", c->at[4], 3))
        return false;
    if (left > 5 && !line_break(c->at + 5, c->end))
        return false;
    c->separator = c->at[4];
    c->at += 5;
    break_skip(c);
    return true;
}

/* The one that occurs most often in the header line, outside quotes; a comma when none does. */
static char separator_guess(const struct csv *c)
{
    size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;

    for (const char *p = c->at; p < c->end && (quoted || !line_break(p, c->end)); p++) {
        quoted ^= *p == '"';
        commas += !quoted && *p == ',';
        semicolons += !quoted && *p == ';';
        tabs += !quoted && *p == '\t';
    }
    if (semicolons > commas && semicolons >= tabs)
        return ';';
    return tabs > commas ? '\t' : ',';
}

void csv_open(struct csv *c, const char *text, size_t n)
{
    *c = (struct csv){.data = text, .end = text + n, .at = text, .line = 1};
    if (n >= 3 && memcmp(text, BOM, 3) == 0)
        c->at += 3;
    if (separator_declared(c))
        return;
    empty_lines_skip(c);
    c->separator = separator_guess(c);
}

/* Behind a cell only a separator, a line break or the end may follow. */
static bool cell_ends(const struct csv *c, const char *p)
{
    return p == c->end || *p == c->separator || line_break(p, c->end);
}

static err bare_read(struct csv *c, struct arena *a, char **ret)
{
    const char *p = c->at;
    char *cell;

    while (!cell_ends(c, p)) {
        if (*p++ == '\0')
            return ERR_INPUT;
    }
    cell = arena_text_n(a, c->at, (size_t)(p - c->at));
    if (!cell)
        return ERR_SYSTEM;
    c->at = p;
    *ret = cell;
    return OK;
}

/* The quote that closes the cell whose content starts at p, or NULL. */
static const char *quote_close(const char *p, const char *end)
{
    while ((p = memchr(p, '"', (size_t)(end - p)))) {
        if (p + 1 == end || p[1] != '"')
            return p;
        p += 2;
    }
    return NULL;
}

/* Copies the content of a quoted cell, halving doubled quotes, and counts its lines. */
static err quoted_copy(struct csv *c, const char *close, char *ret)
{
    while (c->at < close) {
        if (*c->at == '\0')
            return ERR_INPUT;
        /* CRLF counts once, at its LF. */
        c->line += line_break(c->at, close) == 1;
        c->at += *c->at == '"';
        *ret++ = *c->at++;
    }
    return OK;
}

/* A quote that was never meant to open a cell finds its close in a later row, and all between would be one
 * cell: line breaks, and as many separators as a whole row has. */
static bool rows_swallowed(const struct csv *c, const char *close)
{
    size_t separators = 0;
    bool broken = false;

    if (c->width < 2)
        return false;
    for (const char *p = c->at; p < close; p++) {
        separators += *p == c->separator;
        broken |= line_break(p, close) != 0;
    }
    return broken && separators >= c->width - 1;
}

static err quoted_read(struct csv *c, struct arena *a, char **ret)
{
    const char *close;
    char *cell;
    err e;

    c->at++;
    close = quote_close(c->at, (size_t)(c->end - c->at) > CSV_CELL_MAX ? c->at + CSV_CELL_MAX : c->end);
    if (!close || rows_swallowed(c, close))
        return ERR_INPUT;
    if (!(cell = arena_alloc(a, (size_t)(close - c->at) + 1)))
        return ERR_SYSTEM;
    if ((e = quoted_copy(c, close, cell)))
        return e;
    c->at = close + 1;
    if (!cell_ends(c, c->at))
        return ERR_INPUT;
    *ret = cell;
    return OK;
}

static err record_read(struct csv *c, struct arena *a, struct csv_row *row)
{
    size_t room = 0;
    err e;

    for (;;) {
        bool quoted = c->at < c->end && *c->at == '"';
        char *cell, **slot;

        if ((e = quoted ? quoted_read(c, a, &cell) : bare_read(c, a, &cell)))
            return e;
        if (!(slot = arena_grow(a, &row->cells, &row->count, &room, sizeof *slot)))
            return ERR_SYSTEM;
        *slot = cell;
        if (c->at == c->end || *c->at != c->separator)
            return OK;
        c->at++;
    }
}

err csv_next(struct csv *c, struct arena *a, struct csv_row *ret_row, bool *ret_more)
{
    struct csv_row row = {0};
    const char *begin;
    err e;

    empty_lines_skip(c);
    if (c->at == c->end) {
        *ret_more = false;
        return OK;
    }
    row.line = c->line;
    begin = c->at;
    if ((e = record_read(c, a, &row))) {
        /* Whatever the fault, the walk goes on with the next line of the file, so that one report names all
         * of them and no quote takes rows away. */
        ret_row->line = c->line = row.line;
        c->at = begin;
        line_skip(c);
        return e;
    }
    if (!c->width)
        c->width = row.count;
    break_skip(c);
    *ret_row = row;
    *ret_more = true;
    return OK;
}

void csv_begin(struct buf *out)
{
    buf_text(out, BOM);
}

void csv_cell(struct buf *out, char separator, bool first, const char *text)
{
    const char special[] = {separator, '"', '\r', '\n', '\0'};
    const char *t = text ? text : "";
    size_t turn;
    /* Spreadsheets run a text that begins so as a formula: a name typed into a form could fetch an address
     * when the director opens the list. An apostrophe in front keeps it a text. */
    bool formula = *t && strchr("=+-@\t\r", *t);
    bool quoted = t[strcspn(t, special)] != '\0';

    if (!first)
        buf_char(out, separator);
    if (quoted)
        buf_char(out, '"');
    if (formula)
        buf_char(out, '\'');
    /* Marks that turn the direction of writing are left out, as in JSON. */
    for (; *t; t++) {
        while ((turn = text_turn(t)))
            t += turn;
        if (!*t)
            break;
        if (*t == '"')
            buf_char(out, '"');
        buf_char(out, *t);
    }
    if (quoted)
        buf_char(out, '"');
}

void csv_end_row(struct buf *out)
{
    buf_text(out, "\r\n");
}

static bool formula_begins(char c)
{
    return c && strchr("=+-@", c);
}

char *csv_cell_text(char *cell)
{
    text_trim(cell);
    if (cell[0] == '\'' && formula_begins(cell[1]))
        cell++;
    return cell[0] ? cell : NULL;
}
