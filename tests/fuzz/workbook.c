/* libFuzzer: any bytes as a workbook. The reader stays inside them and within its bounds, and what it calls a
 * row has its number and all of its cells. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "render/sheet_file.h"

#define ROWS 2000 /* as many as fit into a short input */

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void rows_look(const struct sheet_rows *rows)
{
    size_t bytes = 0;

    require(rows->count <= ROWS);
    for (size_t i = 0; i < rows->count; i++) {
        const struct sheet_row *row = &rows->rows[i];

        require(row->count <= SHEET_COLUMNS_MAX && row->merged_from <= row->line);
        for (size_t c = 0; c < row->count; c++)
            bytes += strlen(row->cells[c]);
    }
    require(bytes <= ROWS * SHEET_TEXT_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    CLEANUP(sheet_file_close) struct sheet_file *book = NULL;
    CLEANUP(arena_free) struct arena shared = {0};
    CLEANUP(arena_free) struct arena rows = {0};
    struct sheet_rows sheet;

    if (sheet_file_open(data, n, &shared, &rows, &book))
        return 0;
    require(sheet_file_count(book) <= SHEET_SHEETS_MAX);
    for (size_t i = 0; i < sheet_file_count(book); i++)
        if (!sheet_file_read(book, i, ROWS, &sheet))
            rows_look(&sheet);
    return 0;
}
