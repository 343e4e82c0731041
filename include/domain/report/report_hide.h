/* Small numbers of a report, hidden with as many others as it takes. */
#ifndef DOMAIN_REPORT_HIDE_H
#define DOMAIN_REPORT_HIDE_H

#include "domain/report/report_definition.h"

struct report_cell {
    int64_t value;
    bool known;      /* false: not ours, or nobody has stated it */
    bool hidden;     /* small, or a small one could be worked out from it */
    int64_t persons; /* behind the value: what it is hidden by */
};

/* Of those columns whose noun tells of somebody: as suppression_apply hides by the persons behind each cell;
 * what is hidden in a row of one column is hidden there in all columns of its noun, since amounts and counts
 * tell of one another. */
err report_hide(struct work *w, const struct report_definition *d, size_t rows,
                struct report_cell *cells) MUST_CHECK;

#endif
