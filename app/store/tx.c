/* Transactions: the outermost is real, inner ones are savepoints. All inner ones share one name, since SQLite
 * releases the newest of that name. */
#include "store/tx.h"

#include "base/log.h"
#include "handle.h"

/* IMMEDIATE takes the write lock at once: a transaction that began by reading and then wants to write is
 * refused by SQLite without waiting when somebody else has written meanwhile. */
static const char SQL_BEGIN[] = "BEGIN IMMEDIATE";
static const char SQL_BEGIN_READ[] = "BEGIN";
static const char SQL_COMMIT[] = "COMMIT";
static const char SQL_ROLLBACK[] = "ROLLBACK";
static const char SQL_SAVE[] = "SAVEPOINT inner_work";
static const char SQL_RELEASE[] = "RELEASE inner_work";
static const char SQL_UNDO[] = "ROLLBACK TO inner_work";

static err tx_start(struct tx *tx, struct db *db, const char *sql)
{
    err e;

    if (!db->depth)
        db->full = false;
    /* One that could not be undone for want of memory is undone before the next. */
    if (!db->depth && !sqlite3_get_autocommit(db->raw) && (e = db_exec(db, SQL_ROLLBACK, NO_BINDS)))
        return e;
    if ((e = db_exec(db, db->depth ? SQL_SAVE : sql, NO_BINDS)))
        return e;
    db->depth++;
    tx->db = db;
    tx->open = true;
    return OK;
}

/* A statement that stands on a row holds an old picture of the database: a write that begins beneath it is
 * refused as soon as anybody else has written, however long it would wait. */
static bool reading(const struct db *db)
{
    for (sqlite3_stmt *s = NULL; (s = sqlite3_next_stmt(db->raw, s));)
        if (sqlite3_stmt_busy(s))
            return true;
    return false;
}

err tx_begin(struct tx *tx, struct db *db)
{
    err e;

    if (db->depth ? db->read_only : reading(db)) {
        log_error("store: a write inside a read");
        return ERR_SYSTEM;
    }
    if ((e = tx_start(tx, db, SQL_BEGIN)))
        return e;
    db->read_only = false;
    return OK;
}

err tx_begin_read(struct tx *tx, struct db *db)
{
    bool outermost = db->depth == 0;
    err e;

    if ((e = tx_start(tx, db, SQL_BEGIN_READ)))
        return e;
    if (outermost)
        db->read_only = true;
    return OK;
}

err tx_join(struct tx *tx, struct db *db)
{
    if (!db->depth || db->read_only)
        return tx_begin(tx, db);
    *tx = (struct tx){.db = db, .joined = true};
    return OK;
}

err tx_commit(struct tx *tx)
{
    err e;

    /* It is the outer transaction's to commit or undo. */
    if (tx->joined)
        return OK;
    if ((e = db_exec(tx->db, tx->db->depth > 1 ? SQL_RELEASE : SQL_COMMIT, NO_BINDS)))
        return e;
    tx->db->depth--;
    tx->open = false;
    if (!tx->db->depth && !tx->db->read_only)
        db_committed(tx->db);
    return OK;
}

/* An error may have ended the outermost transaction already (full disk): then there is nothing to roll back.
 */
void tx_end(struct tx *tx)
{
    err e = OK;

    if (!tx->open)
        return;
    tx->open = false;
    tx->db->depth--;
    if (sqlite3_get_autocommit(tx->db->raw))
        return;
    if (tx->db->depth > 0) {
        /* ROLLBACK TO leaves the savepoint itself on the stack: it has to be released as well. */
        e = db_exec(tx->db, SQL_UNDO, NO_BINDS);
        if (!e)
            e = db_exec(tx->db, SQL_RELEASE, NO_BINDS);
    } else {
        e = db_exec(tx->db, SQL_ROLLBACK, NO_BINDS);
    }
    if (e)
        log_error("store: roll-back failed");
}
