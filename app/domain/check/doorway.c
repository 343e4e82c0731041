/* The one way from a path to what functions of this room take. */
#include "domain/check/doorway.h"

#include <stdlib.h>

#include "store/migration.h"

struct doorway_db {
    struct db *db;
};

void doorway_db_close(struct doorway_db **d)
{
    if (!*d)
        return;
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

struct doorway doorway_at(struct doorway_db *d, const struct work *like)
{
    return (struct doorway){.work = {.db = d->db,
                                     .keys = like->keys,
                                     .arena = like->arena,
                                     .now = like->now,
                                     .today = like->today,
                                     .actor = {.name = "device"}}};
}
