/* What a piece of work gathers on its way: warnings, and numbers for new rows. */
#include "domain/work/work.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "store/db.h"

void work_begin(struct work *w)
{
    memset(w, 0, offsetof(struct work, warnings));
}

void work_warn(struct work *w, const char *code, const char *field, const char *detail, ...)
{
    char text[sizeof((struct problem){0}.detail)];
    struct warning *warning;
    va_list args;

    /* More than that nobody reads; the first ones are the ones that tell. */
    if (w->warning_count == WARNINGS_MAX)
        return;
    if (!(warning = arena_alloc(w->arena, sizeof *warning))) {
        w->warnings_lost = true;
        return;
    }
    va_start(args, detail);
    vsnprintf(text, sizeof text, detail, args);
    va_end(args);
    w->warnings[w->warning_count++] = warning;
    problem_set(&warning->what, OK, code, field, "%s", text);
}

/* Numbers come from a table of our own rather than from SQLite: a sealed column names its row, so the number
 * must be known before the row is written, and it must never be given out again after a deletion. Read and
 * written apart: with RETURNING SQLite makes a table for the one row, which costs more than both. */
static const char SQL_FIRST[] = "SELECT coalesce(max(next), 1) FROM sequence WHERE name = :name";

/* Inside a write transaction only, and given back by ids_keep: in between nobody else may draw numbers of
 * that table. */
err ids_take(struct work *w, const char *table, int64_t *ret_first)
{
    return db_int(w->db, SQL_FIRST, BINDS(TEXT(":name", table)), ret_first);
}

static const char SQL_KEEP[] = "INSERT INTO sequence (name, next) VALUES (:name, :next) "
                               "ON CONFLICT (name) DO UPDATE SET next = :next";

err ids_keep(struct work *w, const char *table, int64_t next)
{
    return db_exec(w->db, SQL_KEEP, BINDS(TEXT(":name", table), INT(":next", next)));
}

/* Where something could not be read there is nothing to write: the checks had their turn (unread.h). */
static err read_whole(struct work *w)
{
    return w->unread_count ? refuse(w, ERR_INPUT, w->unread->code, w->unread->field, "%s", w->unread->detail)
                           : OK;
}

err id_next(struct work *w, const char *table, int64_t *ret)
{
    int64_t next;
    err e;

    if ((e = read_whole(w)) || (e = ids_take(w, table, &next)) || (e = ids_keep(w, table, next + 1)))
        return e;
    *ret = next;
    return OK;
}
