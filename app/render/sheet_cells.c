/* Cells into texts. Rows and cells come in order; those that say where they stand are believed as far as they
 * go forwards. */
#include "render/sheet_cells.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "render/package.h"

#define MERGED_MAX  10000   /* merged areas of a sheet */
#define FILLED_MAX  1000000 /* rows looked at to fill them */
#define DAYS_UP_TO  200000  /* as spreadsheets count days: the year 2447 */
#define LINES_MAX   1048576 /* of a sheet, as Excel has them */
#define NUMBER_TEXT 32

struct area { /* a merged cell: its upper left, and its last line */
    size_t column, first, last;
};

struct sheet_reading {
    struct arena *a;
    const struct sheet_values *values;
    struct sheet_rows *sheet;
    size_t rows_max, text_left;
    struct area *areas;
    size_t area_count, area_room;
    /* The row and the cell under way: */
    size_t line, column, cell_room;
    char type; /* s: shared text, i: text in place, f: text of a formula, b: yes or no, e: fault, d: day, n */
    size_t style;
    bool in_row, in_cell, in_value, in_text, phonetic, formula, valued;
    struct buf value;
};

static size_t decimal(const char *text, size_t most)
{
    size_t n = 0;

    for (; *text >= '0' && *text <= '9'; text++)
        if ((n = n * 10 + (size_t)(*text - '0')) > most)
            return most + 1;
    return n;
}

/* "AB12": column 27 counted from 0, line 12. */
static void place_read(const char *text, size_t *ret_column, size_t *ret_line)
{
    size_t column = 0;

    for (; (*text >= 'A' && *text <= 'Z') || *text == '$'; text++)
        if (*text != '$' && column <= SHEET_COLUMNS_MAX)
            column = column * 26 + (size_t)(*text - 'A') + 1;
    *ret_column = column ? column - 1 : 0;
    *ret_line = decimal(text, LINES_MAX);
}

static err row_begin(struct sheet_reading *r, const char *const *attributes)
{
    const char *line = package_attribute(attributes, "r"), *hidden = package_attribute(attributes, "hidden");
    struct sheet_row *row;
    size_t at = line ? decimal(line, LINES_MAX) : r->line + 1;

    if (at <= r->line || at > LINES_MAX)
        return ERR_CORRUPT;
    if (r->sheet->count == r->rows_max)
        return ERR_LIMIT;
    if (!(row = arena_grow(r->a, &r->sheet->rows, &r->sheet->count, &r->sheet->room, sizeof *row)))
        return ERR_SYSTEM;
    *row = (struct sheet_row){.line = at, .hidden = hidden && (hidden[0] == '1' || hidden[0] == 't')};
    r->line = at;
    r->column = 0;
    r->cell_room = 0;
    r->in_row = true;
    return OK;
}

static char type_of(const char *type)
{
    static const struct {
        const char *word;
        char type;
    } TYPES[] = {{"s", 's'}, {"inlineStr", 'i'}, {"str", 'f'}, {"b", 'b'}, {"e", 'e'}, {"d", 'd'}};

    for (size_t i = 0; type && i < sizeof TYPES / sizeof TYPES[0]; i++)
        if (!strcmp(type, TYPES[i].word))
            return TYPES[i].type;
    return 'n';
}

static err cell_begin(struct sheet_reading *r, const char *const *attributes)
{
    const char *place = package_attribute(attributes, "r"), *style = package_attribute(attributes, "s");
    size_t column = r->column, line;

    if (place)
        place_read(place, &column, &line);
    if (column < r->column)
        return ERR_CORRUPT;
    r->column = column;
    r->type = type_of(package_attribute(attributes, "t"));
    r->style = style ? decimal(style, 1 << 20) : 0;
    r->in_cell = true;
    r->formula = r->valued = false;
    buf_clear(&r->value);
    return OK;
}

static err area_take(struct sheet_reading *r, const char *const *attributes)
{
    const char *ref = package_attribute(attributes, "ref"), *colon = ref ? strchr(ref, ':') : NULL;
    struct area area, *slot;
    size_t column;

    if (!colon)
        return OK;
    place_read(ref, &area.column, &area.first);
    place_read(colon + 1, &column, &area.last);
    if (area.last <= area.first)
        return OK;
    if (r->area_count == MERGED_MAX)
        return ERR_LIMIT;
    if (!(slot = arena_grow(r->a, &r->areas, &r->area_count, &r->area_room, sizeof *slot)))
        return ERR_SYSTEM;
    *slot = area;
    return OK;
}

static err element_begin(void *of, const char *name, const char *const *attributes)
{
    struct sheet_reading *r = of;

    if (!strcmp(name, "mergeCell"))
        return area_take(r, attributes);
    if (!strcmp(name, "row"))
        return row_begin(r, attributes);
    if (!strcmp(name, "c") && r->in_row)
        return cell_begin(r, attributes);
    if (!r->in_cell)
        return OK;
    r->formula |= !strcmp(name, "f");
    r->phonetic |= !strcmp(name, "rPh");
    r->in_value = !strcmp(name, "v") || (!strcmp(name, "t") && r->type == 'i' && !r->phonetic);
    r->valued |= r->in_value;
    return OK;
}

static err element_text(void *of, const char *text, size_t n)
{
    struct sheet_reading *r = of;

    if (!r->in_value)
        return OK;
    if (n > r->text_left)
        return ERR_LIMIT;
    buf_add(&r->value, text, n);
    return buf_err(&r->value);
}

/* Whole numbers in full; others as they stand in the file. */
static const char *number_text(struct sheet_reading *r, const char *value)
{
    char *end, text[NUMBER_TEXT];
    double n = strtod(value, &end);

    if (end == value || *end || !(fabs(n) < 1e15) || n != floor(n))
        return arena_text(r->a, value);
    snprintf(text, sizeof text, "%.0f", n);
    return arena_text(r->a, text);
}

/* A day counted from the first of 1900; the calendar of spreadsheets has a 29th of February then (a fault of
 * Lotus 1-2-3 that all keep), so that it is one ahead from March 1900 on. */
static const char *day_text(struct sheet_reading *r, const char *value)
{
    char *end, text[DATE_TEXT];
    double n = strtod(value, &end);
    date first = r->values->from_1904 ? date_make(1904, 1, 1) : date_make(1899, 12, n < 60 ? 31 : 30);

    if (end == value || *end || !(n >= 1 && n < DAYS_UP_TO))
        return number_text(r, value);
    return arena_text(r->a, date_format(date_add_days(first, (int)n), text));
}

static const char *value_text(struct sheet_reading *r)
{
    const char *value = r->value.data ? r->value.data : "";

    if (r->formula && !r->valued)
        return "#VALUE!";
    switch (r->type) {
    case 's': {
        size_t n = decimal(value, (size_t)1 << 31);

        return n < r->values->string_count && value[0] ? r->values->strings[n] : "";
    }
    case 'b':
        return value[0] == '1' ? "TRUE" : "FALSE";
    case 'n':
        if (!value[0])
            return "";
        return r->style < r->values->style_count && r->values->day_styles[r->style] ? day_text(r, value)
                                                                                    : number_text(r, value);
    default:
        return arena_text_n(r->a, value, r->value.len);
    }
}

/* Empty cells up to it are told as such. Text beyond the last column that is read would be lost. */
static err cell_put(struct sheet_reading *r, const char *text)
{
    struct sheet_row *row = &r->sheet->rows[r->sheet->count - 1];
    size_t n = strlen(text);

    if (!n)
        return OK;
    if (r->column >= SHEET_COLUMNS_MAX || n > r->text_left)
        return ERR_LIMIT;
    r->text_left -= n;
    while (row->count <= r->column) {
        const char **slot = arena_grow(r->a, &row->cells, &row->count, &r->cell_room, sizeof *slot);

        if (!slot)
            return ERR_SYSTEM;
        *slot = "";
    }
    row->cells[r->column] = text;
    return OK;
}

static err cell_end(struct sheet_reading *r)
{
    const char *text = value_text(r);
    err e = text ? cell_put(r, text) : ERR_SYSTEM;

    r->in_cell = false;
    r->column++;
    return e;
}

static err element_end(void *of, const char *name)
{
    struct sheet_reading *r = of;

    r->in_value = false;
    if (!strcmp(name, "rPh"))
        r->phonetic = false;
    if (!strcmp(name, "row"))
        r->in_row = false;
    return !strcmp(name, "c") && r->in_cell ? cell_end(r) : OK;
}

static const char *cell_at(const struct sheet_row *row, size_t column)
{
    return column < row->count ? row->cells[column] : "";
}

static bool row_blank(const struct sheet_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i][0])
            return false;
    return true;
}

static err cell_fill(struct sheet_reading *r, struct sheet_row *row, size_t column, const char *text)
{
    const char **cells = arena_array(r->a, column + 1 > row->count ? column + 1 : row->count, sizeof *cells);

    if (!cells)
        return ERR_SYSTEM;
    for (size_t i = 0; i <= column || i < row->count; i++)
        cells[i] = cell_at(row, i);
    cells[column] = text;
    row->cells = cells;
    row->count = row->count > column ? row->count : column + 1;
    return OK;
}

/* The text of the upper left cell holds for each row that the area goes over: so the sheet shows it. */
static err area_fill(struct sheet_reading *r, const struct area *area, size_t *left)
{
    const char *text = NULL;
    err e;

    for (size_t i = 0; i < r->sheet->count && r->sheet->rows[i].line <= area->last; i++) {
        struct sheet_row *row = &r->sheet->rows[i];

        if ((*left)-- == 0)
            return ERR_LIMIT;
        if (row->line == area->first)
            text = cell_at(row, area->column);
        if (row->line <= area->first || !text || !text[0] || cell_at(row, area->column)[0] || row_blank(row))
            continue;
        if (strlen(text) > r->text_left)
            return ERR_LIMIT;
        r->text_left -= strlen(text);
        if ((e = cell_fill(r, row, area->column, text)))
            return e;
        row->merged_from = area->first;
    }
    return OK;
}

static err areas_fill(struct sheet_reading *r)
{
    size_t left = FILLED_MAX;
    err e;

    for (size_t i = 0; i < r->area_count; i++)
        if (r->areas[i].column < SHEET_COLUMNS_MAX && (e = area_fill(r, &r->areas[i], &left)))
            return e;
    return OK;
}

err sheet_cells_read(struct package *p, const char *part, struct arena *a, const struct sheet_values *values,
                     size_t rows_max, struct sheet_rows *ret)
{
    struct sheet_rows sheet = {0};
    struct sheet_reading r = {
        .a = a, .values = values, .sheet = &sheet, .rows_max = rows_max, .text_left = SHEET_TEXT_MAX};
    const struct package_reader reader = {&r, element_begin, element_end, element_text};
    err e = package_read(p, part, &reader);

    if (!e)
        e = areas_fill(&r);
    buf_wipe(&r.value);
    if (!e)
        *ret = sheet;
    return e;
}
