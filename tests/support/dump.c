/* Reads every table by its own list of columns. */
#include "support/dump.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"

static const char SQL_TABLES[] = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
static const char SQL_COLUMNS[] = "SELECT name FROM pragma_table_info(:table)";

/* SELECT quote("a") || ', ' || quote("b") FROM "t" ORDER BY 1 */
static const char *select_make(struct test_register *r, const char *table)
{
    CLEANUP(buf_free) struct buf sql = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    const char *before = "SELECT ";
    bool row;

    must(db_query(r->db, SQL_COLUMNS, BINDS(TEXT(":table", table)), &s));
    while (true) {
        must(stmt_step(s, &row));
        if (!row)
            break;
        buf_format(&sql, "%squote(\"%s\")", before, stmt_text(s, 0));
        before = " || ', ' || ";
    }
    buf_format(&sql, " FROM \"%s\" ORDER BY 1", table);
    must(buf_err(&sql));
    return arena_text(&r->arena, sql.data);
}

static void table_dump(struct test_register *r, const char *table, struct buf *out)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;

    must(db_query(r->db, select_make(r, table), NO_BINDS, &s));
    while (true) {
        must(stmt_step(s, &row));
        if (!row)
            return;
        buf_format(out, "%s: %s\n", table, stmt_text(s, 0));
    }
}

static bool word_in(const char *words, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = words; (p = strstr(p, word)); p += n)
        if ((p == words || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
            return true;
    return false;
}

const char *dump(struct test_register *r, const char *without)
{
    CLEANUP(buf_free) struct buf out = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;

    must(db_query(r->db, SQL_TABLES, NO_BINDS, &s));
    while (true) {
        must(stmt_step(s, &row));
        if (!row)
            break;
        if (!word_in(without, stmt_text(s, 0)))
            table_dump(r, stmt_text(s, 0), &out);
    }
    must(buf_err(&out));
    return arena_text(&r->arena, out.data);
}

/* The lines of that table stand together; both NUL-terminated dumps list tables in the same order. */
static const char *table_next(const char *at, char ret_table[64], size_t *ret_size)
{
    const char *p = at;
    size_t n = strcspn(at, ":");

    snprintf(ret_table, 64, "%.*s", (int)n, at);
    while (!strncmp(p, at, n + 1)) {
        p = strchr(p, '\n') + 1;
        if (!*p)
            break;
    }
    *ret_size = (size_t)(p - at);
    return p;
}

/* The rows of that table in a dump; NULL when it has none. */
static const char *table_find(const char *in, const char *wanted, size_t *ret_size)
{
    char table[64];

    for (const char *p = in, *next; *p; p = next) {
        next = table_next(p, table, ret_size);
        if (!strcmp(table, wanted))
            return p;
    }
    *ret_size = 0;
    return NULL;
}

/* Appends names of tables of `a` that are not the same in `b`. */
static void changed_add(const char *a, const char *b, bool only_missing, struct buf *out)
{
    char table[64];
    size_t size, other_size;

    for (const char *p = a, *next; *p; p = next) {
        const char *other;

        next = table_next(p, table, &size);
        other = table_find(b, table, &other_size);
        if (!other || (!only_missing && (size != other_size || memcmp(p, other, size) != 0)))
            buf_format(out, "%s ", table);
    }
}

const char *dump_changed(struct test_register *r, const char *before, const char *after)
{
    CLEANUP(buf_free) struct buf out = {0};

    changed_add(before, after, false, &out);
    changed_add(after, before, true, &out);
    return arena_text(&r->arena, out.data ? out.data : "");
}
