/* A court's list of orders, read from its file, in the form in which it can be held against the register. */
#ifndef DOMAIN_LISTED_ORDER_H
#define DOMAIN_LISTED_ORDER_H

#include "domain/import/order_import_note.h"
#include "domain/law/protection.h"
#include "domain/work/work.h"

struct reconciled { /* an order, as the list has it where it is there, else as the register has it */
    size_t line;    /* of the file; 0: missing there */
    int64_t order;  /* of the register; 0: missing here */
    enum order_kind kind;
    const char *issuer, *number;
    date decision_date;
};

struct listed_order {
    struct reconciled which;
    const char *court, *number; /* folded: what is compared */
    date start, end;            /* DATE_NONE: the list says nothing */
    struct listed_order *twin;  /* the same on the other side */
};

struct courts;
/* What the courts have become, by all the names they had. */
err courts_load(struct work *w, struct courts **ret) MUST_CHECK;
/* The court's last name or, of others, the name itself, folded to letters and digits; in the arena. NULL:
 * memory ran out. */
const char *court_fold(const struct courts *c, struct arena *a, const char *issuer);
/* order_number_key() in the arena: "Nr. 14 / 2026" is 14/2026. NULL: memory ran out. */
const char *order_number_fold(struct arena *a, const char *number);

struct listed_orders {
    bool header_bad; /* then no row was read */
    struct listed_order *at;
    size_t count, bad;         /* rows that could be read, and that could not */
    struct import_note *notes; /* what is wrong with rows, in order of the lines */
    size_t note_count;
};
/* sheet: of a workbook, counted from 1; 0: the one that holds a list. ERR_LIMIT: more than IMPORT_ROWS_MAX
 * rows. Bad rows are no error of the call. */
err listed_orders_read(struct work *w, const struct courts *courts, const char *text, size_t n, size_t sheet,
                       struct listed_orders *ret) MUST_CHECK;

/* By court, number, day of decision: for qsort. */
int listed_order_compare(const void *a, const void *b);

#endif
