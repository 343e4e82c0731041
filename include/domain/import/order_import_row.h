/* One row on its way from cells to an order. */
#ifndef DOMAIN_ORDER_IMPORT_ROW_H
#define DOMAIN_ORDER_IMPORT_ROW_H

#include "domain/import/order_import_header.h"
#include "domain/import/order_import_note.h"
#include "domain/order/measure.h"
#include "domain/order/order.h"
#include "render/csv.h"

struct import_row {
    struct order_new order;
    bool dates_bad;      /* a date could not be read: what the domain says of dates follows from that */
    const char *follows; /* number of the order before; NULL: not said */
    const char *children_counted; /* in place of children, "2": for a note of the file; NULL: not so */
    bool known;                   /* issuer, number and date are there: key and content hold */
    uint8_t key[DIGEST_SIZE];     /* of folded issuer, number in any spelling, date */
    uint8_t content[DIGEST_SIZE]; /* of the whole row, normalised: order_new.import_blind */
    uint8_t plain[DIGEST_SIZE];   /* the same with the number as it is written, as it was remembered once */
    uint8_t written[DIGEST_SIZE]; /* and with the measures as they are written, too */
};
struct import_frame { /* what holds for all rows */
    struct import_header header;
    struct measure_book book;
};
/* Cells into an order, in w->arena; order.import_blind points into *ret. What a cell cannot mean is noted. */
err import_row_read(struct work *w, const struct import_frame *frame, const struct csv_row *line,
                    struct import_notes *notes, struct import_row *ret) MUST_CHECK;

#endif
