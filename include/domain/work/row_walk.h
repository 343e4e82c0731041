/* Walks over many rows of the register, of which few things are kept. */
#ifndef DOMAIN_ROW_WALK_H
#define DOMAIN_ROW_WALK_H

#include "domain/work/work.h"
#include "store/column.h"

struct bind;

/* Every row in turn into `row`, then take(context, kept). w->arena is one that is emptied behind each row;
 * what is to stay goes into `kept`, the arena that it was before. Ends at the first error of take. Errors
 * else as rows_read. */
err row_walk(struct work *w, const char *sql, const struct bind *binds, const struct column *columns,
             size_t count, void *row, err (*take)(void *context, struct arena *kept),
             void *context) MUST_CHECK;

#endif
