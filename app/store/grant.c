/* The authorizer of SQLite, asked while a statement is prepared: a fault in the process that faces the
 * network cannot write more than its table of grants says. It is no check of rows or roles: those are in the
 * SQL and in the gate. */
#include "store/grant.h"

#include <string.h>

#include "handle.h"
#include "result.h"

static const struct grant *grant_of(const struct grant *grants, const char *table)
{
    for (; grants->table; grants++)
        if (!strcmp(grants->table, table))
            return grants;
    return NULL;
}

static bool column_granted(const struct grant *g, const char *column)
{
    for (const char *const *c = g->columns; c && *c; c++)
        if (!strcmp(*c, column))
            return true;
    return false;
}

/* Transactions and the PRAGMAs that set up a handle stay: they change no row. */
static bool reads_only(int action)
{
    return action == SQLITE_READ || action == SQLITE_SELECT || action == SQLITE_FUNCTION ||
           action == SQLITE_RECURSIVE || action == SQLITE_TRANSACTION || action == SQLITE_SAVEPOINT ||
           action == SQLITE_PRAGMA;
}

/* What no grant names is denied, DDL and ATTACH as well: a table that comes later is closed until somebody
 * says. */
static int authorize(void *grants, int action, const char *table, const char *column, const char *database,
                     const char *trigger)
{
    const struct grant *g;

    (void)database;
    (void)trigger;
    if (reads_only(action))
        return SQLITE_OK;
    if (!table || !(g = grant_of(grants, table)))
        return SQLITE_DENY;
    switch (action) {
    case SQLITE_INSERT:
        return g->insert ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_DELETE:
        return g->erase ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_UPDATE:
        return column_granted(g, column) ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

err db_grant(struct db *db, const struct grant *grants)
{
    /* SQLite takes its argument as void *; authorize only reads it. */
    return db_result(db, sqlite3_set_authorizer(db->raw, authorize, (void *)grants), "grant");
}
