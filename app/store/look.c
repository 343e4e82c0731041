/* A statement that stands on a row keeps the picture that it began with, for all others of its handle. */
#include "store/look.h"

#include "base/log.h"
#include "handle.h"

static const char SQL_LOOK[] = "PRAGMA data_version";
static const char SQL_UNDO[] = "ROLLBACK";

err look_begin(struct look *l, struct db *db)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if (db->depth) {
        log_error("store: a look inside a transaction");
        return ERR_SYSTEM;
    }
    db->full = false;
    /* What could not be undone for want of memory is undone first, as tx.c does. */
    if (!sqlite3_get_autocommit(db->raw) && (e = db_exec(db, SQL_UNDO, NO_BINDS)))
        return e;
    if ((e = db_query(db, SQL_LOOK, NO_BINDS, &s)) || (e = stmt_step(s, &row)))
        return e;
    if (!row)
        return ERR_SYSTEM;
    db->version_seen = stmt_int(s, 0);
    db->looks = db->read_only = true;
    db->depth++;
    *l = (struct look){.db = db, .stands = s};
    s = NULL;
    return OK;
}

void look_end(struct look *l)
{
    if (!l->stands)
        return;
    stmt_close(&l->stands);
    l->db->depth--;
    l->db->looks = false;
}
