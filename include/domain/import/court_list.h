/* A court's list of orders, read from its file, in the form in which it can be held against the register. */
#ifndef DOMAIN_COURT_LIST_H
#define DOMAIN_COURT_LIST_H

#include "domain/import/reconciliation.h"

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
/* "Nr. 14 / 2026" is 14/2026. */
const char *order_number_fold(struct arena *a, const char *number);

/* Sets listed, bad, header_bad and the notes of *ret. */
err court_list_read(struct work *w, const struct courts *courts, const char *text, size_t n,
                    struct reconciliation *ret, struct listed_order **ret_orders) MUST_CHECK;

/* By court, number, day of decision: for qsort. */
int listed_order_compare(const void *a, const void *b);

#endif
