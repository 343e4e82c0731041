/* One row at a time: a walk over the whole register needs the memory of one row. */
#include "domain/work/row_walk.h"

#include "domain/work/rows.h"
#include "store/db.h"

err row_walk(struct work *w, const char *sql, const struct bind *binds, const struct column *columns,
             size_t count, void *row, err (*take)(void *context, struct arena *kept), void *context)
{
    CLEANUP(arena_free) struct arena each = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct arena *kept = w->arena;
    bool more;
    err e;

    if ((e = db_query(w->db, sql, binds, &s)))
        return e;
    w->arena = &each;
    while (!(e = row_next(w, s, columns, count, row, &more)) && more && !(e = take(context, kept)))
        arena_reset(&each);
    w->arena = kept;
    return e;
}
