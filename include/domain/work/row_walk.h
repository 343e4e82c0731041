/* Walks over many rows of the register, of which few things are kept. */
#ifndef DOMAIN_ROW_WALK_H
#define DOMAIN_ROW_WALK_H

#include "domain/work/work.h"
#include "store/column.h"

struct bind;

/* Reads each row into `row` and calls take(context, kept). Meanwhile w->arena is another one, emptied after
 * each row; what is to last goes into `kept`, the work's own. Stops at the first error of take; other errors
 * as rows_read. */
err row_walk(struct work *w, const char *sql, const struct bind *binds, const struct column *columns,
             size_t count, void *row, err (*take)(void *context, struct arena *kept),
             void *context) MUST_CHECK;

#endif
