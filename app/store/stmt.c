/* Statements: prepared once for each handle, bound by name, stepped, read. Values are only ever bound, never
 * written into the text: that is what keeps injection out. */
#include "store/stmt.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "handle.h"
#include "result.h"

#define PARAMETERS_MAX 64 /* of one statement */

/* Text behind the first statement would never run: it is refused, white space apart. */
static err stmt_prepare(struct db *db, const char *sql, bool keep, struct stmt **ret)
{
    struct stmt *s = calloc(1, sizeof *s);
    const char *tail = NULL;
    err e;

    if (!s)
        return ERR_SYSTEM;
    e = db_result(db,
                  sqlite3_prepare_v3(db->raw, sql, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, &s->raw, &tail),
                  "prepare");
    if (!e && tail[strspn(tail, " \t\r\n;")]) {
        log_error("store: text behind the first statement");
        e = ERR_SYSTEM;
    }
    if (e) {
        sqlite3_finalize(s->raw);
        free(s);
        return e;
    }
    s->db = db;
    s->sql = sql;
    s->kept = keep;
    *ret = s;
    return OK;
}

/* The kept statement for this SQL, prepared now if need be; a second one while it is in use. */
static err stmt_take(struct db *db, const char *sql, struct stmt **ret)
{
    /* By the address of the text, not by its content: every statement is a constant of the program. The four
     * lowest bits are dropped because constants are aligned and those would all be equal. */
    struct stmt **chain = &db->slots[((uintptr_t)sql >> 4) % DB_SLOTS];
    struct stmt *s = *chain;
    err e;

    while (s && s->sql != sql)
        s = s->next;
    if (s && !s->open) {
        *ret = s;
        return OK;
    }
    if (s)
        return stmt_prepare(db, sql, false, ret);
    if ((e = stmt_prepare(db, sql, true, &s)))
        return e;
    s->next = *chain;
    *chain = s;
    *ret = s;
    return OK;
}

static int bind_one(sqlite3_stmt *raw, int index, const struct bind *b)
{
    char text[DATE_TEXT];

    if (!b->data)
        return sqlite3_bind_null(raw, index);
    switch (b->type) {
    case BIND_INT:
        return sqlite3_bind_int64(raw, index, b->integer);
    /* STATIC: the caller's text outlives the statement, which is closed (and its bindings cleared) in the
     * same function. */
    case BIND_TEXT:
        return sqlite3_bind_text(raw, index, b->data, -1, SQLITE_STATIC);
    case BIND_BLOB:
        return sqlite3_bind_blob64(raw, index, b->data, b->size, SQLITE_STATIC);
    case BIND_DATE:
        if (!date_known((date)b->integer))
            return sqlite3_bind_null(raw, index);
        return sqlite3_bind_text(raw, index, date_format((date)b->integer, text), -1, SQLITE_TRANSIENT);
    case BIND_END:
        break;
    }
    return SQLITE_MISUSE;
}

/* Binds mostly stand in the order of the parameters: then the name need not be searched for. */
static int parameter_index(sqlite3_stmt *raw, const char *name, int likely)
{
    const char *there = sqlite3_bind_parameter_name(raw, likely);

    return there && !strcmp(there, name) ? likely : sqlite3_bind_parameter_index(raw, name);
}

static err stmt_bind(struct stmt *s, const struct bind *binds)
{
    uint64_t bound = 0; /* a bit for each parameter: one bound twice must not hide one left out */
    int count = 0;
    int rc;

    for (; binds->type != BIND_END; binds++, count++) {
        int index = parameter_index(s->raw, binds->name, count + 1);

        if (index < 1 || index > PARAMETERS_MAX || bound >> (index - 1) & 1) {
            log_error("store: no parameter %s, or bound twice", binds->name);
            return ERR_SYSTEM;
        }
        bound |= (uint64_t)1 << (index - 1);
        if ((rc = bind_one(s->raw, index, binds)) != SQLITE_OK)
            return db_result(s->db, rc, "bind");
    }
    /* A parameter left out would be NULL to SQLite, and a condition on NULL finds nothing: a silent wrong
     * answer. */
    if (count != sqlite3_bind_parameter_count(s->raw)) {
        log_error("store: %d of %d parameters bound", count, sqlite3_bind_parameter_count(s->raw));
        return ERR_SYSTEM;
    }
    return OK;
}

err db_query(struct db *db, const char *sql, const struct bind *binds, struct stmt **ret)
{
    struct stmt *s;
    err e;

    /* What is served without the register has no handle on it: that is our own fault, and no reason to fall
     * over. */
    if (!db) {
        log_error("store: %.60s...: no database is open here", sql);
        return ERR_SYSTEM;
    }
    if ((e = stmt_take(db, sql, &s)))
        return e;
    s->open = true;
    if ((e = stmt_bind(s, binds))) {
        stmt_close(&s);
        return e;
    }
    *ret = s;
    return OK;
}

err db_exec(struct db *db, const char *sql, const struct bind *binds)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row = true;
    err e = db_query(db, sql, binds, &s);

    while (!e && row)
        e = stmt_step(s, &row);
    if (e || db->depth || sqlite3_stmt_readonly(s->raw) || !sqlite3_get_autocommit(db->raw))
        return e;
    /* A write without a transaction around it: a commit of its own. */
    stmt_close(&s);
    db_committed(db);
    return OK;
}

err db_int(struct db *db, const char *sql, const struct bind *binds, int64_t *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    int64_t value;
    bool row;
    err e;

    if ((e = db_query(db, sql, binds, &s)) || (e = stmt_step(s, &row)))
        return e;
    if (!row)
        return ERR_ABSENT;
    value = stmt_int(s, 0);
    while (!e && row) /* to the end: RETURNING takes effect there */
        e = stmt_step(s, &row);
    if (!e)
        *ret = value;
    return e;
}

err stmt_step(struct stmt *s, bool *row)
{
    int rc = sqlite3_step(s->raw);
    err e = db_result(s->db, rc, "step");

    if (!e)
        *row = rc == SQLITE_ROW;
    return e;
}

int64_t stmt_int(struct stmt *s, int column)
{
    return sqlite3_column_int64(s->raw, column);
}

const char *stmt_text(struct stmt *s, int column)
{
    return (const char *)sqlite3_column_text(s->raw, column);
}

const void *stmt_blob(struct stmt *s, int column, size_t *ret_size)
{
    /* In this order: asking for the size first would size a value before its conversion. */
    const void *data = sqlite3_column_blob(s->raw, column);

    *ret_size = (size_t)sqlite3_column_bytes(s->raw, column);
    return data;
}

date stmt_date(struct stmt *s, int column)
{
    const char *text = stmt_text(s, column);
    date d;

    return text && !date_parse(text, &d) ? d : DATE_NONE;
}

date stmt_date_open(struct stmt *s, int column)
{
    return stmt_null(s, column) ? DATE_OPEN : stmt_date(s, column);
}

bool stmt_null(struct stmt *s, int column)
{
    return sqlite3_column_type(s->raw, column) == SQLITE_NULL;
}

void stmt_close(struct stmt **s)
{
    struct stmt *closing = *s;

    if (!closing)
        return;
    *s = NULL;
    if (!closing->kept) {
        sqlite3_finalize(closing->raw);
        free(closing);
        return;
    }
    /* Reset ends the read that the statement holds open; its result is that of the last step, which was
     * reported there. */
    sqlite3_reset(closing->raw);
    sqlite3_clear_bindings(closing->raw);
    closing->open = false;
}
