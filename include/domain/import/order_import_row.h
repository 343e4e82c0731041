/* What the files of the import share: the notes it takes, and one row on its way from cells to an order. */
#ifndef DOMAIN_ORDER_IMPORT_ROW_H
#define DOMAIN_ORDER_IMPORT_ROW_H

#include "base/arena.h"
#include "domain/import/order_import.h"
#include "domain/import/order_import_column.h"
#include "domain/order/order.h"
#include "render/csv.h"

struct import_notes {
    struct arena *arena; /* where they live */
    struct import_note *at;
    size_t count, room;
    size_t line; /* they are about */
    bool failed; /* memory ran out on the way */
};
/* Once per line, column and code. `column` is one of the table or lives as long as the arena. */
void import_note_add(struct import_notes *n, bool warning, const char *column, const char *code,
                     const char *reason, ...) FORMAT(5, 6);
/* Something bad was said of that column of the line under way; column NULL: of any. */
bool import_fault_noted(const struct import_notes *n, const char *column);

/* Which cell of a line is which column. */
struct import_header {
    size_t cell[COLUMN_COUNT]; /* SIZE_MAX: not in this file */
};
/* Unknown, doubled, unreadable or missing columns are noted, all of them. */
void import_header_read(const struct csv_row *line, struct import_header *ret, struct import_notes *notes);

struct import_row {
    struct order_new order;
    bool dates_bad;           /* a date could not be read: what the domain says of dates follows from that */
    bool known;               /* issuer, number and date are there: key and content hold */
    uint8_t key[DIGEST_SIZE]; /* of folded issuer, number, date */
    uint8_t content[DIGEST_SIZE]; /* of the whole row, normalised: order_new.import_blind */
};
/* Cells into an order, in w->arena; order.import_blind points into *ret. What a cell cannot mean is noted. */
err import_row_read(struct work *w, const struct import_header *header, const struct csv_row *line,
                    struct import_notes *notes, struct import_row *ret) MUST_CHECK;
/* Nothing but empty cells: Excel writes such lines below a table. */
bool import_row_empty(const struct csv_row *line);

#endif
