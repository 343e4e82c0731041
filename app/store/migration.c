/* Bringing a database to the newest script of db/, one transaction each, so that a power cut leaves a whole
 * version behind. There is no way back: the copy made before an update is that. */
#include "store/migration.h"

#include "base/log.h"
#include "store/db.h"

static const char SQL_TABLE[] =
    "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL)";
static const char SQL_NEWEST[] = "SELECT coalesce(max(number), 0) FROM migration";
static const char SQL_DONE[] = "INSERT INTO migration (number, name) VALUES (:number, :name)";

static int newest_known(void)
{
    int newest = 0;

    for (const struct migration *m = MIGRATIONS; m->number; m++)
        newest = m->number;
    return newest;
}

static err migration_run(struct db *db, const struct migration *m, int *applied)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t newest;
    err e;

    /* Asked again inside the write transaction: only there nobody else can be migrating. */
    if ((e = tx_begin(&tx, db)) || (e = db_int(db, SQL_NEWEST, NO_BINDS, &newest)))
        return e;
    if (newest >= m->number) /* another process was faster */
        return OK;
    if ((e = db_script(db, m->sql)) ||
        (e = db_exec(db, SQL_DONE, BINDS(INT(":number", m->number), TEXT(":name", m->name)))))
        return e;
    if ((e = tx_commit(&tx)))
        return e;
    ++*applied;
    return OK;
}

err migration_apply(struct db *db, int *ret_applied)
{
    int64_t newest;
    int applied = 0;
    err e;

    if ((e = db_exec(db, SQL_TABLE, NO_BINDS)) || (e = db_int(db, SQL_NEWEST, NO_BINDS, &newest)))
        return e;
    if (newest > newest_known()) { /* it may keep things that this program would write over */
        log_error(
            "the database has migration %d, this program knows only up to %d: install the newer program",
            (int)newest, newest_known());
        return ERR_CONFLICT;
    }
    for (const struct migration *m = MIGRATIONS; m->number; m++) {
        if (m->number <= newest)
            continue;
        if ((e = migration_run(db, m, &applied))) {
            log_error("migration %s failed; nothing of it was kept", m->name);
            return e;
        }
    }
    *ret_applied = applied;
    return OK;
}

/* For those who only read, and must not wait for a lock to find that there is nothing to do. */
err migration_check(struct db *db)
{
    int64_t newest;
    err e;

    if ((e = db_int(db, SQL_NEWEST, NO_BINDS, &newest)))
        return e;
    if (newest > newest_known())
        return ERR_CONFLICT;
    return newest < newest_known() ? ERR_ABSENT : OK;
}
