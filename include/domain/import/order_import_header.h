/* The line that names the columns of a file. */
#ifndef DOMAIN_ORDER_IMPORT_HEADER_H
#define DOMAIN_ORDER_IMPORT_HEADER_H

#include "domain/import/order_import_column.h"
#include "domain/import/order_import_note.h"
#include "render/csv.h"

/* Which cell of a line is which column. */
struct import_header {
    size_t cell[COLUMN_COUNT]; /* SIZE_MAX: not in this file */
};
/* How many cells are headings that the import knows, also where they were misread (mojibake.h). */
size_t import_headings_known(const struct csv_row *line);
/* A heading as import_column_find; *ret_mended: it was misread on the way. */
bool import_heading_find(const char *heading, enum import_column *ret, bool *ret_mended);
/* Unknown, doubled, unreadable or missing columns are noted, all of them. */
void import_header_read(const struct csv_row *line, struct import_header *ret, struct import_notes *notes);

#endif
