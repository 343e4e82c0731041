/* The loops that read rows into structs by their tables of columns, and open what is sealed in them. The rows
 * live in the arena of the work, that is as long as the request. */
#include "domain/work/rows.h"

#include <string.h>

#include "domain/work/sealed.h"
#include "store/db.h"

/* Sealed columns come last: what they were sealed for names a row, which is a column, too. */
static err sealed_fill(struct work *w, struct stmt *s, int index, const struct column *c, char *row)
{
    int64_t id = *(const int64_t *)(const void *)(row + c->row_offset);
    const char *text;
    err e;

    if ((e = sealed_open(w, c->table, c->seals, id, s, index, &text)))
        return e;
    if (c->type == CT_SEALED)
        memcpy(row + c->offset, &text, sizeof text);
    else if (!text || !strcmp(text, SEALED_GONE))
        *(date *)(void *)(row + c->offset) = DATE_NONE;
    else if (date_parse(text, (date *)(void *)(row + c->offset)))
        return ERR_CORRUPT;
    return OK;
}

static err row_fill(struct work *w, struct stmt *s, const struct column *columns, size_t count, void *row)
{
    err e;

    if ((e = stmt_fill(s, columns, count, w->arena, row)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((columns[i].type == CT_SEALED || columns[i].type == CT_SEALED_DATE) &&
            (e = sealed_fill(w, s, (int)i, &columns[i], row)))
            return e;
    return OK;
}

err row_next(struct work *w, struct stmt *s, const struct column *columns, size_t count, void *row,
             bool *ret_more)
{
    bool more;
    err e;

    if ((e = stmt_step(s, &more)) || (more && (e = row_fill(w, s, columns, count, row))))
        return e;
    *ret_more = more;
    return OK;
}

err row_read(struct work *w, const char *sql, const struct bind *binds, const struct column *columns,
             size_t count, void *ret_row)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    size_t size = columns[0].struct_size;
    void *row = arena_alloc(w->arena, size); /* a row that cannot be read leaves the caller's alone */
    bool found;
    err e;

    if (!row)
        return ERR_SYSTEM;
    memcpy(row, ret_row, size);
    if ((e = db_query(w->db, sql, binds, &s)) || (e = row_next(w, s, columns, count, row, &found)))
        return e;
    if (!found)
        return ERR_ABSENT;
    memcpy(ret_row, row, size);
    return OK;
}

err rows_read(struct work *w, const char *sql, const struct bind *binds, const struct column *columns,
              size_t count, err (*each)(struct work *w, void *row), void *ret_rows, size_t *ret_count)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    size_t size = columns[0].struct_size, read = 0, room = 0;
    void *rows = NULL, *row;
    bool more;
    err e;

    if ((e = db_query(w->db, sql, binds, &s)))
        return e;
    while (!(e = stmt_step(s, &more)) && more) {
        if (!(row = arena_grow(w->arena, &rows, &read, &room, size)))
            return ERR_SYSTEM;
        /* The statement stays open while `each` runs: it may read, but must not begin a transaction that
         * writes (store/tx.c). */
        if ((e = row_fill(w, s, columns, count, row)) || (each && (e = each(w, row))))
            return e;
    }
    if (e)
        return e;
    memcpy(ret_rows, &rows, sizeof rows); /* whatever type it points to */
    *ret_count = read;
    return OK;
}

err rows_ids(struct work *w, const char *sql, const struct bind *binds, int64_t **ret_ids, size_t *ret_count)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    size_t count = 0, room = 0;
    int64_t *ids = NULL, *id;
    bool more;
    err e;

    if ((e = db_query(w->db, sql, binds, &s)))
        return e;
    while (!(e = stmt_step(s, &more)) && more) {
        if (!(id = arena_grow(w->arena, &ids, &count, &room, sizeof *id)))
            return ERR_SYSTEM;
        *id = stmt_int(s, 0);
    }
    if (e)
        return e;
    *ret_ids = ids;
    *ret_count = count;
    return OK;
}
