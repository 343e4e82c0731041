/* The cell of measures: codes ("keep_away"), the law's letters ("10/d"), or letters alone. */
#ifndef DOMAIN_IMPORT_MEASURES_H
#define DOMAIN_IMPORT_MEASURES_H

#include "domain/import/import_cell.h"
#include "domain/order/measure.h"
#include "domain/order/order.h"

struct import_measures {
    const char **written; /* in lower case, sorted: what the cell says */
    size_t written_count;
};

/* Letters alone are those of the law by its text on the day of the decision. The register had letters of its
 * own once, which from the fourth on are others:
 * - with a letter that the law has not (n to r) the cell is read by the register's, and a warning says so;
 * - with one that the register had not (ç dh ë gj ll), or where "measure_meant" is confirmed, by the law's;
 * - with neither it is read by the law's, and each letter that means two things stays open on the order
 *   (order_new.doubts), said as "measure_meant"; "former_letters" confirmed: by the register's.
 * "unknown_measure": what is neither; "mixed_letters": both kinds in one cell. */
err import_measures_read(struct import_cells *c, const struct measure_book *book, struct order_new *o,
                         struct import_measures *ret) MUST_CHECK;

/* In place, byte by byte. */
void import_words_sort(const char **words, size_t count);

#endif
