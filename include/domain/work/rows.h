/* Rows of the register, by their tables of columns (store/column.h): one, all as an array in the arena of the
 * work, or one after the other:
 *
 *     CLEANUP(stmt_close) struct stmt *s = NULL;
 *     struct stay stay;
 *     bool more;
 *
 *     if ((e = db_query(w->db, SQL_STAYS, NO_BINDS, &s)))
 *         return e;
 *     while (!(e = row_next(w, s, COLUMNS(STAY_COLUMNS), &stay, &more)) && more)
 *         ...
 *     return e;
 *
 * Texts are copied into the arena. Errors of all of them: as db_query and stmt_fill; ERR_CORRUPT, too, where
 * a sealed value was altered or moved. */
#ifndef DOMAIN_ROWS_H
#define DOMAIN_ROWS_H

#include "domain/work/work.h"
#include "store/column.h"

struct bind;
struct stmt;

/* The one row, or the first, into the fields of its columns; the others stay as they are. ERR_ABSENT: there
 * is none. */
err row_read(struct work *w, const char *sql, const struct bind *binds, const struct column *columns,
             size_t count, void *ret_row) MUST_CHECK;

/* All rows in their order, zeroed before they are filled. each (NULL: none) comes behind the columns, for
 * what is not a plain one; a row moves when more follow, so it keeps no pointer into it. *ret_rows, a pointer
 * to the first, is NULL where there is none. */
err rows_read(struct work *w, const char *sql, const struct bind *binds, const struct column *columns,
              size_t count, err (*each)(struct work *w, void *row), void *ret_rows,
              size_t *ret_count) MUST_CHECK;

/* Steps; *ret_more: there was a row, and it stands in `row` (its columns alone are written). After an error
 * they are of no use. */
err row_next(struct work *w, struct stmt *s, const struct column *columns, size_t count, void *row,
             bool *ret_more) MUST_CHECK;

/* The first column, numbers of other rows. */
err rows_ids(struct work *w, const char *sql, const struct bind *binds, int64_t **ret_ids,
             size_t *ret_count) MUST_CHECK;

#endif
