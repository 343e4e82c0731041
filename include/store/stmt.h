/* Prepared statements: asked for by their SQL, bound by name, stepped through, given back.
 *
 *     static const char SQL_UNIT[] = "SELECT id, name FROM unit WHERE municipality_id = :m ORDER BY name";
 *     CLEANUP(stmt_close) struct stmt *s = NULL;
 *     bool row;
 *     if ((e = db_query(db, SQL_UNIT, BINDS(INT(":m", m)), &s)))
 *         return e;
 *     while (!(e = stmt_step(s, &row)) && row)
 *         ... stmt_fill(s, COLUMNS(UNIT_COLUMNS), arena, &unit) ... (store/column.h)
 *     return e;
 */
#ifndef STORE_STMT_H
#define STORE_STMT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct db;
struct stmt;

enum bind_type { BIND_END, BIND_INT, BIND_TEXT, BIND_BLOB, BIND_DATE };
struct bind {
    const char *name; /* ":order_id": unknown names and unbound parameters are errors */
    enum bind_type type;
    int64_t integer;
    const void *data; /* NULL binds NULL; must live until the statement is closed */
    size_t size;
};
#define INT(name_, value_)                                                                                   \
    {                                                                                                        \
        .name = (name_), .type = BIND_INT, .integer = (value_), .data = ""                                   \
    }
#define INT_OR_NULL(name_, value_, known_)                                                                   \
    {                                                                                                        \
        .name = (name_), .type = BIND_INT, .integer = (value_), .data = (known_) ? "" : NULL                 \
    }
#define TEXT(name_, value_)                                                                                  \
    {                                                                                                        \
        .name = (name_), .type = BIND_TEXT, .data = (value_)                                                 \
    }
#define BLOB(name_, data_, size_)                                                                            \
    {                                                                                                        \
        .name = (name_), .type = BIND_BLOB, .data = (data_), .size = (size_)                                 \
    }
/* DATE_NONE and DATE_OPEN bind NULL. */
#define DATE(name_, value_)                                                                                  \
    {                                                                                                        \
        .name = (name_), .type = BIND_DATE, .integer = (value_), .data = ""                                  \
    }
#define BINDS(...) ((const struct bind[]){__VA_ARGS__, {.type = BIND_END}})
#define NO_BINDS   ((const struct bind[]){{.type = BIND_END}})

/* Prepared on first use and kept with the handle, so sql must be a constant with static lifetime. Asking for
 * a statement that is still open prepares a second, unkept one. */
err db_query(struct db *db, const char *sql, const struct bind *binds, struct stmt **ret) MUST_CHECK;
/* Run to the end, rows ignored. ERR_CONFLICT: a UNIQUE or PRIMARY KEY rule; ERR_INPUT: CHECK, NOT NULL,
 * foreign key. */
err db_exec(struct db *db, const char *sql, const struct bind *binds) MUST_CHECK;
/* The first column of the one row; ERR_ABSENT when there is none. */
err db_int(struct db *db, const char *sql, const struct bind *binds, int64_t *ret) MUST_CHECK;

/* *row = there is one. Errors as db_exec. */
err stmt_step(struct stmt *s, bool *row) MUST_CHECK;
/* Columns count from 0. Text and blobs live until the next step; NULL reads as 0, NULL, DATE_NONE. */
int64_t stmt_int(struct stmt *s, int column);
const char *stmt_text(struct stmt *s, int column);
const void *stmt_blob(struct stmt *s, int column, size_t *ret_size);
date stmt_date(struct stmt *s, int column);
date stmt_date_open(struct stmt *s, int column); /* NULL reads as DATE_OPEN */
bool stmt_null(struct stmt *s, int column);
void stmt_close(struct stmt **s); /* back to its handle; takes NULL */

#endif
