/* Rows of the register as an array in the arena of the work. */
#ifndef DOMAIN_ROWS_H
#define DOMAIN_ROWS_H

#include "domain/work/work.h"

struct bind;
struct stmt;

/* All that a statement finds, in its order. fill reads the present row of s into a zeroed `row` of that size,
 * which moves when more follow: no pointer into it may be kept before rows_fill returns. *ret_rows, a pointer
 * to the first, is NULL where there is none. Errors as db_query, and what fill refuses with. */
err rows_fill(struct work *w, const char *sql, const struct bind *binds, size_t size,
              err (*fill)(struct work *w, struct stmt *s, void *row), void *ret_rows,
              size_t *ret_count) MUST_CHECK;

/* The first column, numbers of other rows. */
err rows_ids(struct work *w, const char *sql, const struct bind *binds, int64_t **ret_ids,
             size_t *ret_count) MUST_CHECK;

#endif
