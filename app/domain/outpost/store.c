/* check.db found or made. Whoever serves the doors may write into it: it is opened as a guest's, and what
 * cannot be filled any more is put aside. */
#include "domain/outpost/store.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/deep_stack.h"
#include "base/log.h"
#include "store/migration.h"

#define CACHE_KIB 640

/* SQLite makes the files beside it alike, so who may write them follows from this one, and this one from the
 * folder. */
static err file_share(const char *folder, const char *path)
{
    struct stat st;

    if (stat(folder, &st) != 0)
        return ERR_SYSTEM;
    if (!(st.st_mode & S_IRGRP))
        return OK;
    if (chown(path, (uid_t)-1, st.st_gid) != 0 || chmod(path, S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP) != 0)
        return ERR_SYSTEM;
    return OK;
}

/* The folder's path without links: what its owner made a link to is where it is. */
static err folder_find(struct outpost *o)
{
    const char *name = strrchr(o->path, '/');
    char *real;
    int n;

    if (!name)
        return ERR_INPUT;
    snprintf(o->folder, sizeof o->folder, "%.*s", (int)(name - o->path), o->path);
    if ((mkdir(o->folder, S_IRWXU) != 0 && errno != EEXIST) || !(real = realpath(o->folder, NULL)))
        return ERR_SYSTEM;
    n = snprintf(o->real, sizeof o->real, "%s%s", real, name);
    snprintf(o->folder, sizeof o->folder, "%s", real);
    free(real);
    return n > 0 && (size_t)n < sizeof o->real ? OK : ERR_LIMIT;
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
    char *name = NULL;
    err e;

    for (size_t i = 0; i < sizeof BESIDE / sizeof BESIDE[0]; i++) {
        if (asprintf(&name, "%s%s", path, BESIDE[i]) < 0)
            return ERR_SYSTEM;
        (void)unlink(name);
        free(name);
    }
    if (asprintf(&name, "%s.refused", path) < 0)
        return ERR_SYSTEM;
    e = rename(path, name) == 0 ? OK : ERR_SYSTEM;
    free(name);
    return e;
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

static err store_reopen(void *of)
{
    struct outpost *o = of;
    const char *path = o->real;
    err e;

    if ((e = folder_find(o)))
        return e;
    e = file_open(path, &o->check);
    if (e == ERR_CORRUPT) {
        log_error("%s is damaged, or of a newer program: it is set aside as check.db.refused, and told anew",
                  path);
        if ((e = file_set_aside(path)))
            return e;
        e = ERR_ABSENT;
    }
    if (e == ERR_ABSENT && !(e = file_make(o->folder, path)))
        e = file_open(path, &o->check);
    if (e == ERR_DENIED)
        log_error("%s, or a file beside it, is a link or has a second name: it is not touched", path);
    return e;
}

/* A change is told by the thread that made it, deep in a request: opening a file there would overrun its
 * stack. */
err store_open(struct outpost *o, struct db **ret)
{
    err e;

    *ret = o->check;
    if (o->check && !db_moved(o->check))
        return OK;
    db_close(&o->check);
    e = deep_stack_run(store_reopen, o);
    *ret = o->check;
    return e;
}
