/* The cells of one sheet of a workbook. */
#ifndef RENDER_SHEET_CELLS_H
#define RENDER_SHEET_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

#define SHEET_COLUMNS_MAX 256
/* Bytes of all cells of a sheet, and of the texts that sheets share. */
#define SHEET_TEXT_MAX ((size_t)64 * 1024 * 1024)

struct sheet_row {
    size_t line; /* its number in the sheet */
    size_t count;
    const char **cells; /* "" where nothing stands */
    bool hidden;        /* by a filter, or by hand */
    size_t merged_from; /* line of the cell that goes over this row, too, and whose text was taken; 0: none */
};

struct sheet_rows {
    struct sheet_row *rows; /* those that are in the file, also where all their cells are empty */
    size_t count, room;
};

struct package;

struct sheet_values { /* what the cells of all sheets refer to */
    const char **strings;
    size_t string_count;
    bool *day_styles; /* by number of the style: numbers in it are days */
    size_t style_count;
    bool from_1904; /* days are counted as old Macintoshes did */
};

/* As sheet_file_read; ERR_ABSENT: no such part. */
err sheet_cells_read(struct package *p, const char *part, struct arena *a, const struct sheet_values *values,
                     size_t rows_max, struct sheet_rows *ret) MUST_CHECK;

#endif
