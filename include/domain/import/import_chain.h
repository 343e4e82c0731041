/* Which order of the file a row follows: as its column says, or by person, court and days. */
#ifndef DOMAIN_IMPORT_CHAIN_H
#define DOMAIN_IMPORT_CHAIN_H

#include "domain/import/order_import_note.h"
#include "domain/order/order.h"

/* Sets order->follows, where order->case_id is known. follows: the number of the order before, in any
 * spelling, or "independent"; NULL: nothing is said. Then the row is joined on its own, with a warning
 * "joined", to the last order of a lower kind that was decided by the same court, or by the police, at most
 * IMPORT_CHAIN_DAYS before and would be in force beside it. Where neither helps, registering asks
 * (replacement.h). */
#define IMPORT_CHAIN_DAYS 180
err import_chain_find(struct work *w, struct order_new *order, const char *follows,
                      struct import_notes *notes) MUST_CHECK;

/* Of a row that has no file yet, and whose person has neither number nor birth date. Where the column names
 * the order before, and somebody of that name (name_same) has an order of that number, her file is the row's:
 * order->case_id, and she its first person. Where it says nothing, and such a person has an order that may
 * give way to the row's, or the row's to it, asks "same_name": confirming says that she is another, and an
 * immediate order is never left open in silence. Orders decided more than IMPORT_NAME_DAYS before or after
 * are not looked at. */
#define IMPORT_NAME_DAYS 366
err import_chain_of_name(struct work *w, struct order_new *order, const char *follows,
                         struct import_notes *notes) MUST_CHECK;

#endif
