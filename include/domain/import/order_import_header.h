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
/* Unknown, doubled, unreadable or missing columns are noted, all of them. */
void import_header_read(const struct csv_row *line, struct import_header *ret, struct import_notes *notes);

#endif
