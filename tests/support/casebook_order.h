/* Orders of a random history, and stays of those whom they protect. */
#ifndef SUPPORT_CASEBOOK_ORDER_H
#define SUPPORT_CASEBOOK_ORDER_H

#include "support/casebook.h"

/* One more in that file, for somebody new or for whom an order of it protects already; or an end of one, or
 * one that never was. */
void book_order_step(struct book *b, int file);
/* Somebody whom an order protects moves in or out, or never did. */
void book_stay_step(struct book *b);
/* One of that file that stands; -1: there is none. */
int book_order_of(struct book *b, int file);

#endif
