/* The one way from a path to what functions of this room take. */
#include "domain/check/doorway.h"

#include <stdlib.h>

#include "crypto/aead.h"
#include "store/migration.h"

struct doorway_db {
    struct db *db;
    struct aead_opener *hints; /* NULL: none was opened yet */
};

void doorway_db_close(struct doorway_db **d)
{
    if (!*d)
        return;
    aead_opener_free(&(*d)->hints);
    db_close(&(*d)->db);
    free(*d);
    *d = NULL;
}

err doorway_db_open(const char *path, enum db_mode mode, int cache_kib, struct doorway_db **ret)
{
    CLEANUP(doorway_db_close) struct doorway_db *d = calloc(1, sizeof *d);
    err e;

    if (!d)
        return ERR_SYSTEM;
    if ((e = db_open_guest(path, mode, cache_kib, &d->db)) || (e = migration_check(d->db, MIGRATIONS_CHECK)))
        return e;
    *ret = d;
    d = NULL;
    return OK;
}

bool doorway_db_moved(const struct doorway_db *d)
{
    return db_moved(d->db);
}

bool doorway_db_full(const struct doorway_db *d)
{
    return db_full(d->db);
}

void doorway_begin(struct doorway_db *d, const struct work *like, struct doorway *ret)
{
    struct work *w = &ret->work;

    work_begin(w);
    w->db = d->db;
    w->keys = like->keys;
    w->arena = like->arena;
    w->now = like->now;
    w->today = like->today;
    w->actor.name = "device";
    ret->hints = &d->hints;
}

struct doorway doorway_at(struct doorway_db *d, const struct work *like)
{
    struct doorway door;

    doorway_begin(d, like, &door);
    return door;
}
