/* Units out of the list of all municipalities that the ministry hands out. */
#include "cli/unit_names.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/opened.h"
#include "render/csv.h"

#define FILE_MAX_SIZE ((size_t)1 << 20) /* bytes; the list of the whole country is far smaller */
#define NO_COLUMN     ((size_t)-1)

err unit_names_add(struct arena *a, const char *name, struct unit_names *ret)
{
    const char **at = arena_grow(a, &ret->at, &ret->count, &ret->room, sizeof *ret->at);

    if (!at || !(*at = arena_text(a, name)))
        return ERR_SYSTEM;
    return OK;
}

static size_t column(const struct csv_row *header, const char *name)
{
    for (size_t i = 0; i < header->count; i++)
        if (text_same(header->cells[i], name))
            return i;
    return NO_COLUMN;
}

/* A cell as text; NULL where the row has no such cell, an empty one, or one that is not UTF-8. */
static const char *cell(const struct csv_row *row, size_t at)
{
    if (at >= row->count || text_empty(row->cells[at]) || !text_valid(row->cells[at], strlen(row->cells[at])))
        return NULL;
    return text_trim(row->cells[at]);
}

static int names_take(struct csv *csv, struct arena *a, const char *municipality, struct unit_names *ret)
{
    struct csv_row row = {0};
    size_t town, unit;
    bool more = false;
    err e;

    /* By their names, not their places: the file may have further columns in any order. */
    if (csv_next(csv, a, &row, &more) || !more || (town = column(&row, "municipality")) == NO_COLUMN ||
        (unit = column(&row, "unit")) == NO_COLUMN) {
        fputs("besa: the units' first line must name the columns municipality and unit\n", stderr);
        return EX_DATAERR;
    }
    while (!(e = csv_next(csv, a, &row, &more)) && more) {
        const char *of = cell(&row, town), *name = cell(&row, unit);

        if (!of || !name) {
            e = ERR_INPUT;
            break;
        }
        if (text_same(of, municipality) && (e = unit_names_add(a, name, ret)))
            break;
    }
    if (e)
        fprintf(stderr, "besa: the units, line %zu: two cells of text are needed\n", row.line);
    return e ? EX_DATAERR : EX_OK;
}

/* Names are compared folded: the ministry's list and the command line may spell a municipality differently.
 */
int unit_names_read(struct arena *a, const char *path, const char *municipality, struct unit_names *ret)
{
    CLEANUP(buf_free) struct buf file = {0};
    size_t before = ret->count;
    struct csv csv;
    int code;

    if ((code = input_file(path, FILE_MAX_SIZE, &file)))
        return code;
    csv_open(&csv, file.data ? file.data : "", file.len);
    if ((code = names_take(&csv, a, municipality, ret)))
        return code;
    /* Nothing found is refused: most likely the municipality is spelt otherwise in the file. */
    if (ret->count > before)
        return EX_OK;
    fprintf(stderr, "besa: %s has no unit of the municipality %s\n", path, municipality);
    return EX_DATAERR;
}
