/* The one loop that reads many rows. */
#include "domain/work/rows.h"

#include <string.h>

#include "store/db.h"

err rows_fill(struct work *w, const char *sql, const struct bind *binds, size_t size,
              err (*fill)(struct work *w, struct stmt *s, void *row), void *ret_rows, size_t *ret_count)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    void *rows = NULL, *row;
    size_t count = 0, room = 0;
    bool more;
    err e;

    if ((e = db_query(w->db, sql, binds, &s)))
        return e;
    while (!(e = stmt_step(s, &more)) && more) {
        if (!(row = arena_grow(w->arena, &rows, &count, &room, size)))
            return ERR_SYSTEM;
        if ((e = fill(w, s, row)))
            return e;
    }
    if (e)
        return e;
    memcpy(ret_rows, &rows, sizeof rows); /* whatever type it points to */
    *ret_count = count;
    return OK;
}

static err id_fill(struct work *w, struct stmt *s, void *row)
{
    (void)w;
    *(int64_t *)row = stmt_int(s, 0);
    return OK;
}

err rows_ids(struct work *w, const char *sql, const struct bind *binds, int64_t **ret_ids, size_t *ret_count)
{
    return rows_fill(w, sql, binds, sizeof **ret_ids, id_fill, ret_ids, ret_count);
}
