/* libFuzzer: any bytes as CSV. The reader stays inside its text, ends, counts lines upwards; and what the
 * writer makes of the rows reads back as the same rows. */
#include "render/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds)
{
    if (!holds)
        abort();
}

static bool formula(const char *cell)
{
    return *cell && strchr("=+-@\t\r", *cell);
}

/* The reader for one row alone: no byte order mark, no separator to find. */
static struct csv reader(const struct buf *text, char separator)
{
    return (struct csv){.data = text->data,
                        .end = text->data + text->len,
                        .at = text->data,
                        .separator = separator,
                        .line = 1};
}

static void row_written_back(const struct csv_row *row, struct arena *a, char separator)
{
    CLEANUP(buf_free) struct buf out = {0};
    struct csv_row again;
    struct csv c;
    bool more;

    for (size_t i = 0; i < row->count; i++)
        csv_cell(&out, separator, i == 0, row->cells[i]);
    csv_end_row(&out);
    require(buf_err(&out) == OK);
    c = reader(&out, separator);
    require(csv_next(&c, a, &again, &more) == OK && more && again.count == row->count);
    for (size_t i = 0; i < row->count; i++)
        require(strcmp(again.cells[i] + formula(row->cells[i]), row->cells[i]) == 0);
    require(csv_next(&c, a, &again, &more) == OK && !more);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct csv_row row;
    size_t last = 0, bytes = 0;
    bool more = true;
    struct csv c;

    csv_open(&c, (const char *)data, n);
    while (more) {
        if (csv_next(&c, &a, &row, &more)) {
            require(row.line >= last);
            continue;
        }
        if (!more)
            break;
        require(row.line > last && row.count >= 1);
        last = row.line;
        for (size_t i = 0; i < row.count; i++)
            bytes += strlen(row.cells[i]);
        if (row.count > 1 || *row.cells[0]) /* else the row is written as an empty line */
            row_written_back(&row, &a, c.separator);
    }
    require(bytes <= n && c.at == c.end && c.line <= n + 1);
    return 0;
}
