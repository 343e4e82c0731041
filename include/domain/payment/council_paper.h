/* What a council reads of a run before it decides: sums by unit, and nobody's name. It goes to councillors,
 * and on: so a unit of fewer than COUNCIL_UNIT_LEAST persons stands in no row of its own (as in what
 * statistics publish: in a unit of 2 500 people one row names her). */
#ifndef DOMAIN_COUNCIL_PAPER_H
#define DOMAIN_COUNCIL_PAPER_H

#include "base/buf.h"
#include "domain/payment/payment_run.h"

#define COUNCIL_UNIT_LEAST 5
#define COUNCIL_HEAD_MAX   7

struct council_row {
    const char *unit; /* NULL: units that are too small, put together; they come last */
    int64_t persons, amount;
};
/* list: every unit with somebody in it. Units below the least become one row; where that is still below it,
 * the smallest of the others joins, so that no row, and no difference between rows and total, tells of fewer.
 * By name. *count 0: all of them together are too few, or one row would be the total. */
void council_rows_merge(struct council_row *list, size_t *count);

struct council_paper {
    struct payment_run run;
    const char *head[COUNCIL_HEAD_MAX +
                     1]; /* title, municipality, decisions, draft or approved, what is put together; NULL */
    struct council_row *rows;
    size_t row_count;
    int64_t persons;    /* paid something by the run; -1: fewer than the least */
    int64_t amount;     /* to be paid, what is paid once included */
    int64_t one_off;    /* of it once, beside months */
    int64_t to_recover; /* above 0; of the whole municipality alone: few are ever reclaimed in one unit */
};
/* ERR_ABSENT "no_such_run". Each is logged "payment.council". */
err council_paper_read(struct work *w, int64_t run, struct council_paper *ret) MUST_CHECK;
err council_paper_xlsx(struct work *w, int64_t run, struct buf *out) MUST_CHECK;
/* With a byte order mark and ';' between the cells. */
err council_paper_csv(struct work *w, int64_t run, struct buf *out) MUST_CHECK;

#endif
