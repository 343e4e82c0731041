/* A workbook (XLSX, ECMA-376) as rows of texts: what the cells show, days as 2026-10-05. Formulas are never
 * worked out, their last value counts; a cell whose formula has none is "#VALUE!". */
#ifndef RENDER_SHEET_FILE_H
#define RENDER_SHEET_FILE_H

#include <stddef.h>

#include "render/sheet_cells.h"

#define SHEET_SHEETS_MAX 64

struct sheet_file;
/* What sheets share lies in `shared`, the rows of a sheet in `rows`: where that is reset, another sheet can
 * be read; texts of cells lie in both. ERR_CORRUPT: no workbook, damaged or cut off; ERR_LIMIT: beyond the
 * bounds here and in package.h; ERR_SYSTEM: memory ran out. */
err sheet_file_open(const void *bytes, size_t n, struct arena *shared, struct arena *rows,
                    struct sheet_file **ret) MUST_CHECK;
void sheet_file_close(struct sheet_file **b); /* for CLEANUP */
/* Sheets of cells, in the order of the tabs; hidden ones are not counted. */
size_t sheet_file_count(const struct sheet_file *b);
/* index below that count. ERR_LIMIT: also more than rows_max rows. Otherwise as sheet_file_open. */
err sheet_file_read(struct sheet_file *b, size_t index, size_t rows_max, struct sheet_rows *ret) MUST_CHECK;

#endif
