/* Bringing a database to the newest of its scripts, one transaction each, so that a power cut leaves a whole
 * version behind. There is no way back: the copy made before an update is that. */
#include "store/migration.h"

#include "base/log.h"
#include "store/db.h"

struct upgrade {
    struct db *db;
    const struct migration_step *steps;
    void *context;
    int applied;
};

static const char SQL_TABLE[] =
    "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL)";
static const char SQL_NEWEST[] = "SELECT coalesce(max(number), 0) FROM migration";
static const char SQL_DONE[] = "INSERT INTO migration (number, name) VALUES (:number, :name)";

static int newest_known(const struct migration *scripts)
{
    int newest = 0;

    for (const struct migration *m = scripts; m->number; m++)
        newest = m->number;
    return newest;
}

static err step_run(const struct upgrade *u, int number)
{
    err e;

    for (const struct migration_step *step = u->steps; step && step->number; step++)
        if (step->number == number && (e = step->run(u->db, u->context)))
            return e;
    return OK;
}

static err migration_run(struct upgrade *u, const struct migration *m)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t newest;
    err e;

    /* Asked again inside the write transaction: only there nobody else can be migrating. */
    if ((e = tx_begin(&tx, u->db)) || (e = db_int(u->db, SQL_NEWEST, NO_BINDS, &newest)))
        return e;
    if (newest >= m->number) /* another process was faster */
        return OK;
    if ((e = db_script(u->db, m->sql)) || (e = step_run(u, m->number)) || (e = db_references_check(u->db)) ||
        (e = db_exec(u->db, SQL_DONE, BINDS(INT(":number", m->number), TEXT(":name", m->name)))))
        return e;
    if ((e = tx_commit(&tx)))
        return e;
    u->applied++;
    return OK;
}

static err migrations_run(struct upgrade *u, const struct migration *scripts, int64_t newest)
{
    err e;

    for (const struct migration *m = scripts; m->number; m++) {
        if (m->number <= newest)
            continue;
        if ((e = migration_run(u, m))) {
            log_error("migration %s failed; nothing of it was kept", m->name);
            return e;
        }
    }
    return OK;
}

/* SQLite's own advice for scripts that make a table anew (sqlite.org/lang_altertable.html, section 7): with
 * foreign keys on, dropping the old one looks through all who refer to it, row by row. They are off for the
 * length of the scripts, and each script is looked through once before it is committed. */
static err references_off(struct db *db, bool off)
{
    return db_script(db, off ? "PRAGMA foreign_keys=OFF" : "PRAGMA foreign_keys=ON");
}

err migration_apply(struct db *db, const struct migration *scripts, const struct migration_step *steps,
                    void *context, int *ret_applied)
{
    struct upgrade u = {.db = db, .steps = steps, .context = context};
    int64_t newest;
    err e;

    if ((e = db_exec(db, SQL_TABLE, NO_BINDS)) || (e = db_int(db, SQL_NEWEST, NO_BINDS, &newest)))
        return e;
    if (newest > newest_known(scripts)) { /* it may keep things that this program would write over */
        log_error(
            "the database has migration %d, this program knows only up to %d: install the newer program",
            (int)newest, newest_known(scripts));
        return ERR_CONFLICT;
    }
    if (newest < newest_known(scripts)) {
        err on;

        if ((e = references_off(db, true)))
            return e;
        e = migrations_run(&u, scripts, newest);
        on = references_off(db, false);
        if (e || (e = on))
            return e;
    }
    *ret_applied = u.applied;
    return OK;
}

/* For those who only read, and must not wait for a lock to find that there is nothing to do. */
err migration_check(struct db *db, const struct migration *scripts)
{
    int64_t newest;
    err e;

    if ((e = db_int(db, SQL_NEWEST, NO_BINDS, &newest)))
        return e;
    if (newest > newest_known(scripts))
        return ERR_CONFLICT;
    return newest < newest_known(scripts) ? ERR_ABSENT : OK;
}

static const char SQL_BEGUN[] =
    "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'migration'";

err migration_begun(struct db *db, bool *ret)
{
    int64_t tables;
    err e = db_int(db, SQL_BEGUN, NO_BINDS, &tables);

    if (!e)
        *ret = tables > 0;
    return e;
}
