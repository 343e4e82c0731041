/* Rows of one file that name the same order, and what the register has of it already. */
#ifndef DOMAIN_ORDER_IMPORT_TWIN_H
#define DOMAIN_ORDER_IMPORT_TWIN_H

#include "domain/import/order_import_note.h"
#include "domain/import/order_import_row.h"
#include "domain/order/order.h"

struct import_seen { /* a row, remembered from the first reading of the file */
    size_t line;
    size_t twin; /* line of a row with the same key and other content; 0: none */
    bool known;
    uint8_t key[DIGEST_SIZE], content[DIGEST_SIZE];
};
/* Fill in `twin`. */
err import_twins_find(struct arena *a, struct import_seen *seen, size_t count) MUST_CHECK;

enum import_match { IMPORT_NEW, IMPORT_THERE, IMPORT_DIFFERS };
/* Whether the register has the order of that row: from the same row or by hand (there), or from another row
 * (differs). */
err import_match_find(struct work *w, const struct import_row *row, enum import_match *ret) MUST_CHECK;

/* Puts the order into the file in which its first person is protected already, where the register knows the
 * personal number, or the name and birth date of somebody who like her has none. Its persons then as
 * import_members_find. */
err import_file_find(struct work *w, struct order_new *order) MUST_CHECK;
/* Of an order whose file is known: those of its persons that are not, and have no number, are those of the
 * same name, role and birth date who stand there. */
err import_members_find(struct work *w, struct order_new *order) MUST_CHECK;

/* Asks "other_day" at the number where that file has an order of this court and number by a decision of
 * another day: one of the two days is a slip of the pen, more often than not. Where it is shut to
 * the actor, those who keep it are told that this was told. */
err import_other_day_ask(struct work *w, const struct order_new *order,
                         struct import_notes *notes) MUST_CHECK;

#endif
