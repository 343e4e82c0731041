/* check.db from the register's side: found or made, told what is owed. The lock on check.db is taken before
 * the picture of the register, so that of two who tell at once the later one knows all that the earlier one
 * did. */
#include "domain/outpost/outpost.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "crypto/random.h"
#include "domain/outpost/telling.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "store/follow.h"
#include "store/migration.h"

#define CACHE_KIB  256
#define FILE_SIZE  16  /* bytes of the name of a register */
#define PATIENCE   500 /* ms that an act waits for check.db */
#define IMPATIENCE 20  /* ms, while nobody gets in */

struct outpost {
    char path[PATH_MAX];
    const struct keyring *keys;
    struct vault *vault;
    struct db *check; /* NULL: not open */
    int64_t told;     /* the turn up to which this one knows that all is told */
    int64_t tidied;   /* up to which it was forgotten here */
    bool failing;     /* said in the log */
};

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

/* ---- the file */

/* SQLite makes the files beside it alike, so who may write them follows from the folder. */
static err file_share(const char *folder, const char *path)
{
    struct stat st;

    if (stat(folder, &st) != 0)
        return ERR_SYSTEM;
    return !(st.st_mode & S_IRGRP) || chmod(path, S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP) == 0 ? OK
                                                                                              : ERR_SYSTEM;
}

/* The folder's path without links: what its owner made a link to is where it is. *ret_path: of the file in
 * it. */
static err folder_find(const char *path, char ret_folder[PATH_MAX], char ret_path[PATH_MAX])
{
    char folder[PATH_MAX], *slash;
    int n;

    snprintf(folder, sizeof folder, "%s", path);
    if (!(slash = strrchr(folder, '/')))
        return ERR_INPUT;
    *slash = '\0';
    if (mkdir(folder, S_IRWXU) != 0 && errno != EEXIST)
        return ERR_SYSTEM;
    if (!realpath(folder, ret_folder))
        return ERR_SYSTEM;
    n = snprintf(ret_path, PATH_MAX, "%s%s", ret_folder, path + (slash - folder));
    return n > 0 && n < PATH_MAX ? OK : ERR_LIMIT;
}

static err file_make(const char *folder, const char *path)
{
    CLEANUP(db_close) struct db *db = NULL;
    int applied;
    err e;

    if ((e = db_open(path, DB_CREATE, CACHE_KIB, &db)))
        return e;
    db_close(&db);
    if ((e = file_share(folder, path)) || (e = db_open_guest(path, DB_WRITE, CACHE_KIB, &db)) ||
        (e = migration_apply(db, MIGRATIONS_CHECK, NULL, NULL, &applied)))
        return e;
    return OK;
}

/* Out of the way, for whoever wants to see what it was. A process that has it open sees that another one
 * stands there (db_moved). */
static err file_set_aside(const char *path)
{
    static const char *const BESIDE[] = {"-wal", "-shm", "-journal"};
    char aside[PATH_MAX + 16], beside[PATH_MAX + 16];

    snprintf(aside, sizeof aside, "%s.refused", path);
    for (size_t i = 0; i < sizeof BESIDE / sizeof BESIDE[0]; i++) {
        snprintf(beside, sizeof beside, "%s%s", path, BESIDE[i]);
        (void)unlink(beside);
    }
    return rename(path, aside) == 0 ? OK : ERR_SYSTEM;
}

static err file_open(const char *path, struct db **ret)
{
    CLEANUP(db_close) struct db *db = NULL;
    int applied;
    err e;

    if ((e = db_open_guest(path, DB_WRITE, CACHE_KIB, &db)))
        return e;
    db_patience(db, PATIENCE);
    e = migration_check(db, MIGRATIONS_CHECK);
    if (e == ERR_ABSENT)
        e = migration_apply(db, MIGRATIONS_CHECK, NULL, NULL, &applied);
    /* Without its table of scripts, or with one of a newer program: no file that this program can fill. */
    if (e == ERR_SYSTEM || e == ERR_CONFLICT)
        e = ERR_CORRUPT;
    if (e)
        return e;
    *ret = db;
    db = NULL;
    return OK;
}

static err check_open(struct outpost *o)
{
    char folder[PATH_MAX], path[PATH_MAX];
    err e;

    if (o->check && !db_moved(o->check))
        return OK;
    db_close(&o->check);
    if ((e = folder_find(o->path, folder, path)))
        return e;
    e = file_open(path, &o->check);
    if (e == ERR_CORRUPT) {
        log_error("%s is damaged, or of a newer program: it is set aside as check.db.refused, and told anew",
                  path);
        if ((e = file_set_aside(path)))
            return e;
        e = ERR_ABSENT;
    }
    if (e == ERR_ABSENT && !(e = file_make(folder, path)))
        e = file_open(path, &o->check);
    if (e == ERR_DENIED)
        log_error("%s, or a file beside it, is a link or has a second name: it is not touched", path);
    return e;
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
/* What another register's doors wrote is nothing of ours. */
static const char *const SQL_WRITTEN[] = {"DELETE FROM check_count", "DELETE FROM certificate_count",
                                          "DELETE FROM enrolment"};

static err all_tell(struct telling *t, bool foreign)
{
    err e;

    for (size_t i = 0; foreign && i < sizeof SQL_WRITTEN / sizeof SQL_WRITTEN[0]; i++)
        if ((e = db_exec(t->there, SQL_WRITTEN[i], NO_BINDS)))
            return e;
    return telling_all(t);
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

    if ((e = check_open(o)) || (e = tx_begin(&there, o->check)) || (e = tx_begin_read(&here, db)))
        return e;
    t.there = o->check;
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
