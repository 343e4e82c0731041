/* Two handles: one keeps everybody from committing, the other one carries the log over. */
#include "store/checkpoint.h"

#include <stdlib.h>

#include "handle.h"
#include "result.h"
#include "store/db.h"

#define CACHE_KIB 16 /* neither reads more than a page */
#define TRIES     4  /* of a run, for what readers hold that are about to end */
#define NAP_MS    1

struct checkpoint {
    struct db *lock, *carry;
    int64_t seen; /* data version at which nothing was left to carry; as the handle `lock` counts it */
    int frames;   /* in the log after the last commit of `lock` */
};

/* It changes with each commit of another handle, and not with one's own. */
static const char SQL_VERSION[] = "PRAGMA data_version";
static const char SQL_NUMBER[] = "PRAGMA user_version";

static int frames_note(void *checkpoint, sqlite3 *raw, const char *schema, int frames)
{
    struct checkpoint *c = checkpoint;

    (void)raw;
    (void)schema;
    c->frames = frames;
    return SQLITE_OK;
}

err checkpoint_open(const char *path, bool guest, struct checkpoint **ret)
{
    err (*open)(const char *, enum db_mode, int, struct db **) = guest ? db_open_guest : db_open;
    CLEANUP(checkpoint_close) struct checkpoint *c = calloc(1, sizeof *c);
    err e;

    if (!c)
        return ERR_SYSTEM;
    if ((e = open(path, DB_WRITE, CACHE_KIB, &c->lock)) || (e = open(path, DB_WRITE, CACHE_KIB, &c->carry)))
        return e;
    (void)sqlite3_wal_hook(c->lock->raw, frames_note, c);
    c->seen = -1;
    *ret = c;
    c = NULL;
    return OK;
}

/* SQLite carries over and removes the log with the last handle only, under an exclusive lock of the whole
 * file: there is nobody then who could commit. */
void checkpoint_close(struct checkpoint **c)
{
    if (!*c)
        return;
    db_close(&(*c)->lock);
    if ((*c)->carry)
        (void)sqlite3_db_config((*c)->carry->raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    db_close(&(*c)->carry);
    free(*c);
    *c = NULL;
}

bool checkpoint_moved(const struct checkpoint *c)
{
    return db_moved(c->lock);
}

err checkpoint_due(struct checkpoint *c, bool *ret)
{
    int64_t version;
    err e;

    if ((e = db_int(c->lock, SQL_VERSION, NO_BINDS, &version)))
        return e;
    *ret = version != c->seen;
    return OK;
}

/* As tx_begin, but that somebody writes for long is no news here: it is an import, and tried again. */
static err lock_take(struct checkpoint *c, struct tx *tx)
{
    int rc = sqlite3_exec(c->lock->raw, "BEGIN IMMEDIATE", NULL, NULL, NULL);

    if ((rc & 0xff) == SQLITE_BUSY)
        return ERR_BUSY;
    if (rc != SQLITE_OK)
        return db_result(c->lock, rc, "lock");
    c->lock->depth++;
    *tx = (struct tx){.db = c->lock, .open = true};
    return OK;
}

/* PASSIVE waits for nobody: it carries as much as readers let it. */
static err log_carry(struct checkpoint *c, int *ret_frames, bool *ret_whole)
{
    int frames = 0, done = 0;
    int rc = sqlite3_wal_checkpoint_v2(c->carry->raw, "main", SQLITE_CHECKPOINT_PASSIVE, &frames, &done);

    *ret_whole = false;
    if ((rc & 0xff) == SQLITE_BUSY)
        return OK;
    if (rc != SQLITE_OK)
        return db_result(c->carry, rc, "checkpoint");
    *ret_frames = frames;
    *ret_whole = frames == done;
    return OK;
}

/* The lock is what makes it safe. Readers that are about to end are waited for while it is held: whoever
 * reads anew once all is carried over reads by the file alone, and keeps nobody from beginning the log anew.
 */
static err log_carry_locked(struct checkpoint *c, bool again, int *ret_frames, bool *ret_whole)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t version;
    err e;

    if ((e = lock_take(c, &tx)) || (e = db_int(c->lock, SQL_VERSION, NO_BINDS, &version)))
        return e;
    for (int i = 0; i < TRIES; i++) {
        if ((e = log_carry(c, ret_frames, ret_whole)))
            return e;
        if (*ret_whole)
            break;
        sqlite3_sleep(NAP_MS);
    }
    if (*ret_whole && *ret_frames == 0)
        c->seen = version;
    if (*ret_whole && again)
        sqlite3_sleep(NAP_MS);
    return OK;
}

/* SQLite begins the log anew with the first write after all was carried over, and cuts the file then
 * (journal_size_limit, db.c): the write is the first page with a number that stays as it is. Somebody else's
 * commit may have slipped in before; then the log is longer than this one page. */
static err log_begin(struct checkpoint *c, bool *ret_anew)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t version, number;
    char write[64];
    err e;

    if ((e = lock_take(c, &tx)) || (e = db_int(c->lock, SQL_VERSION, NO_BINDS, &version)) ||
        (e = db_int(c->lock, SQL_NUMBER, NO_BINDS, &number)))
        return e;
    sqlite3_snprintf(sizeof write, write, "PRAGMA user_version=%lld", (long long)number);
    if ((e = db_script(c->lock, write)) || (e = tx_commit(&tx)))
        return e;
    *ret_anew = c->frames == 1;
    if (*ret_anew)
        c->seen = version;
    return OK;
}

err checkpoint_run(struct checkpoint *c, bool *ret_anew)
{
    bool anew = false, whole = true;
    int frames = 0;
    err e;

    for (int i = 0; i < TRIES && whole && !anew; i++) {
        if ((e = log_carry_locked(c, i > 0, &frames, &whole)))
            return e;
        if (!whole)
            break;
        if (frames == 0)
            anew = true;
        else if ((e = log_begin(c, &anew)))
            return e;
    }
    *ret_anew = anew;
    return OK;
}

err checkpoint_settle(const char *path)
{
    CLEANUP(checkpoint_close) struct checkpoint *c = NULL;
    bool anew;
    err e;

    if ((e = checkpoint_open(path, false, &c)) || (e = checkpoint_run(c, &anew)))
        return e;
    return anew ? OK : ERR_BUSY;
}
