/* check.db from the register's side: found or made, told what is owed. The lock on check.db is taken before
 * the picture of the register, so that of two who tell at once the later one knows all that the earlier one
 * did. */
#include "domain/outpost/outpost.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "crypto/random.h"
#include "domain/outpost/store.h"
#include "domain/outpost/telling.h"
#include "domain/outpost/telling_written.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "store/follow.h"

#define FILE_SIZE  16 /* bytes of the name of a register */
#define IMPATIENCE 20 /* ms, while nobody gets in */

err outpost_make(const char *path, const struct keyring *keys, struct vault *vault, struct outpost **ret)
{
    struct outpost *o = calloc(1, sizeof *o);

    if (!o || strlen(path) >= sizeof o->path) {
        free(o);
        return ERR_SYSTEM;
    }
    memcpy(o->path, path, strlen(path) + 1);
    o->keys = keys;
    o->vault = vault;
    *ret = o;
    return OK;
}

void outpost_free(struct outpost **o)
{
    if (!*o)
        return;
    db_close(&(*o)->check);
    free(*o);
    *o = NULL;
}

/* ---- what is owed */
struct here {
    uint8_t file[FILE_SIZE];
    int64_t turn, kept;
};
static const char SQL_HERE[] = "SELECT file, turn, kept FROM check_state WHERE id = 1";
static const struct column HERE_COLUMNS[] = {
    COLUMN_BLOB_OR_NULL(struct here, file),
    COLUMN_INT(struct here, turn),
    COLUMN_INT(struct here, kept),
};

struct there {
    const void *file;
    size_t file_size;
    int64_t turn;
};
static const char SQL_THERE[] = "SELECT file, turn FROM mark WHERE id = 1";
static const struct column THERE_COLUMNS[] = {
    COLUMN_BYTES(struct there, file, file_size),
    COLUMN_INT(struct there, turn),
};

/* Whether what is owed brings that file up to date; else all is told. */
static err there_read(struct telling *t, const struct here *here, int64_t *ret_turn, bool *ret_fits)
{
    struct work w = t->here;
    struct there there = {0};
    err e;

    w.db = t->there;
    *ret_fits = false;
    *ret_turn = 0;
    if ((e = row_read(&w, SQL_THERE, NO_BINDS, COLUMNS(THERE_COLUMNS), &there)))
        return e == ERR_ABSENT ? OK : e;
    if (there.file_size != FILE_SIZE || memcmp(there.file, here->file, FILE_SIZE) != 0) {
        log_error("check.db is another register's: all of it is told anew");
        return OK;
    }
    if (there.turn > here->turn || there.turn < here->kept) {
        log_warning("check.db is of another time than the register: all of it is told anew");
        return OK;
    }
    *ret_turn = there.turn;
    *ret_fits = true;
    return OK;
}

struct owed {
    const char *kind;
    int64_t id;
};
static const char SQL_OWED[] = "SELECT kind, id FROM check_owed WHERE turn > :turn ORDER BY turn";
static const struct column OWED_COLUMNS[] = {
    COLUMN_TEXT(struct owed, kind),
    COLUMN_INT(struct owed, id),
};

static err owed_tell(struct telling *t, int64_t after)
{
    CLEANUP(arena_free) struct arena kept = {0};
    struct work lasting = t->here;
    struct owed *owed;
    size_t count;
    err e;

    lasting.arena = &kept;
    if ((e = rows_read(&lasting, SQL_OWED, BINDS(INT(":turn", after)), COLUMNS(OWED_COLUMNS), NULL, &owed,
                       &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        arena_reset(t->here.arena);
        if ((e = telling_one(t, owed[i].kind, owed[i].id)))
            return e;
    }
    return OK;
}

static const char SQL_MARK[] =
    "INSERT INTO mark (id, file, turn) VALUES (1, :file, :turn) ON CONFLICT (id) DO UPDATE "
    "SET file = excluded.file, turn = excluded.turn";
static const char SQL_USES[] = "DELETE FROM device_use";
static err all_tell(struct telling *t, bool foreign)
{
    err e = telling_all(t);

    /* What another register's doors wrote is nothing of ours. */
    return e || !foreign || (e = telling_written(t)) ? e : db_exec(t->there, SQL_USES, NO_BINDS);
}

static err turns_tell(struct telling *t, bool all, int64_t *ret_turn)
{
    struct here here = {0};
    int64_t after;
    bool fits;
    err e;

    if ((e = row_read(&t->here, SQL_HERE, NO_BINDS, COLUMNS(HERE_COLUMNS), &here)) ||
        (e = there_read(t, &here, &after, &fits)))
        return e;
    *ret_turn = here.turn;
    if (fits && !all && after == here.turn)
        return OK;
    if ((e = fits && !all ? owed_tell(t, after) : all_tell(t, !fits)))
        return e;
    return db_exec(t->there, SQL_MARK, BINDS(BLOB(":file", here.file, FILE_SIZE), INT(":turn", here.turn)));
}

static err tell(struct outpost *o, struct db *db, bool all)
{
    CLEANUP(arena_free) struct arena each = {0};
    CLEANUP(tx_end) struct tx there = {0};
    CLEANUP(tx_end) struct tx here = {0};
    struct telling t = {.here = {.db = db, .keys = o->keys, .vault = o->vault, .arena = &each}};
    int64_t turn = 0;
    err e;

    if ((e = store_open(o, &t.there)) || (e = tx_begin(&there, o->check)) || (e = tx_begin_read(&here, db)))
        return e;
    if ((e = turns_tell(&t, all, &turn)) || (e = tx_commit(&there)))
        return e;
    o->told = turn;
    return OK;
}

/* What cannot be read as a database any more is closed, and looked at from the start with the next try. */
static err told_result(struct outpost *o, err e)
{
    if (e == ERR_CORRUPT)
        db_close(&o->check);
    if (e && !o->failing)
        log_error(
            "checks could not be told of a change (%s): it stands in the register, and is told as soon as "
            "check.db can be written",
            err_name(e));
    if (!e && o->failing)
        log_warning("checks are told of all changes again");
    o->failing = e != OK;
    if (o->check)
        db_patience(o->check, e == ERR_BUSY ? IMPATIENCE : PATIENCE);
    return e;
}

err outpost_tell(struct outpost *o, struct db *db)
{
    return told_result(o, tell(o, db, false));
}

err outpost_tell_all(struct outpost *o, struct db *db)
{
    return told_result(o, tell(o, db, true));
}

#define LOOK_CACHE_KIB 64

err outpost_behind(const char *path, struct db *db, int64_t *ret)
{
    CLEANUP(arena_free) struct arena arena = {0};
    CLEANUP(db_close) struct db *check = NULL;
    struct work w = {.db = db, .arena = &arena};
    struct there there = {0};
    struct here here = {0};
    err e;

    /* check.db first: so what comes in between counts as not told yet, and never the other way. */
    if ((e = db_open_guest(path, DB_READ, LOOK_CACHE_KIB, &check)))
        return e;
    w.db = check;
    if ((e = row_read(&w, SQL_THERE, NO_BINDS, COLUMNS(THERE_COLUMNS), &there)))
        return e;
    w.db = db;
    if ((e = row_read(&w, SQL_HERE, NO_BINDS, COLUMNS(HERE_COLUMNS), &here)))
        return e;
    if (there.file_size != FILE_SIZE || memcmp(there.file, here.file, FILE_SIZE) != 0)
        return ERR_CORRUPT;
    /* Within somebody's older picture of the register, check.db may be ahead. */
    *ret = here.turn > there.turn ? here.turn - there.turn : 0;
    return OK;
}

static const char SQL_TURN[] = "SELECT turn FROM check_state WHERE id = 1";

/* Most commits change nothing that checks read: then this is one look at one row. */
void outpost_catch_up(struct outpost *o, struct db *db)
{
    int64_t turn;

    if (db_int(db, SQL_TURN, NO_BINDS, &turn)) {
        log_error("outpost: what is owed cannot be read");
        return;
    }
    if (turn != o->told)
        (void)outpost_tell(o, db);
}

static void follow(struct db *db, void *context)
{
    outpost_catch_up(context, db);
}

void outpost_follow(struct outpost *o, struct db *db)
{
    db_follow(db, follow, o);
}

static const char SQL_TIDY[] = "DELETE FROM check_owed WHERE turn <= :turn";
static const char SQL_KEPT[] = "UPDATE check_state SET kept = :turn WHERE id = 1 AND kept < :turn";

err outpost_tidy(struct outpost *o, struct db *db)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if (o->told == o->tidied)
        return OK;
    if ((e = tx_begin(&tx, db)) || (e = db_exec(db, SQL_TIDY, BINDS(INT(":turn", o->told)))) ||
        (e = db_exec(db, SQL_KEPT, BINDS(INT(":turn", o->told)))) || (e = tx_commit(&tx)))
        return e;
    o->tidied = o->told;
    return OK;
}

static const char SQL_NAME[] = "UPDATE check_state SET file = :file WHERE id = 1";

err outpost_name(struct db *db, void *context)
{
    uint8_t file[FILE_SIZE];
    err e;

    (void)context;
    if ((e = random_bytes(file, sizeof file)))
        return e;
    return db_exec(db, SQL_NAME, BINDS(BLOB(":file", file, sizeof file)));
}
