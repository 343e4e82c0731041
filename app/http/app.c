/* What one worker thread owns: its two handles on the database, opened on first use, and the civil date,
 * which is asked of the zone once a day. */
#include "http/app.h"

#include "base/instant.h"
#include "domain/check/checker_memory.h"
#include "domain/check/doorway.h"
#include "domain/outpost/outpost.h"
#include "store/db.h"

#define READ_CACHE_KIB  256 /* of page cache per thread: the target is 64 MiB with all threads at work */
#define WRITE_CACHE_KIB 256
#define DOOR_CACHE_KIB  256

err app_open(const struct app *app, enum db_mode mode, int cache_kib, struct db **ret)
{
    /* Whoever serves checks alone has no register, whatever lies beside it. */
    return app->part & APP_REGISTER ? db_open(app->database, mode, cache_kib, ret) : ERR_SYSTEM;
}

/* Two handles, because the one that reads cannot write whatever a handler tries; both open late, since most
 * threads of a check process never write. */
err worker_read(struct worker *k, struct db **ret)
{
    err e;

    if (!k->read && (e = app_open(k->app, DB_READ, READ_CACHE_KIB, &k->read)))
        return e;
    *ret = k->read;
    return OK;
}

err app_outpost(const struct app *app, struct db *db, struct outpost **ret)
{
    err e;

    if (!app->check || !(app->part & APP_REGISTER))
        return OK;
    if ((e = outpost_make(app->check, app->keys, app->vault, ret)))
        return e;
    outpost_follow(*ret, db);
    return OK;
}

err worker_write(struct worker *k, struct db **ret)
{
    err e;

    if (!k->write && ((e = app_open(k->app, DB_WRITE, WRITE_CACHE_KIB, &k->write)) ||
                      (e = app_outpost(k->app, k->write, &k->outpost)))) {
        db_close(&k->write);
        return e;
    }
    *ret = k->write;
    return OK;
}

/* Once a second at most: a register that found check.db damaged has put another one in its place. */
static void door_look(struct worker *k, int64_t now)
{
    if (now == k->door_looked)
        return;
    k->door_looked = now;
    if ((k->door_read && doorway_db_moved(k->door_read)) ||
        (k->door_write && doorway_db_moved(k->door_write))) {
        checker_memory_free(&k->checkers);
        doorway_db_close(&k->door_read);
        doorway_db_close(&k->door_write);
    }
}

err worker_door(struct worker *k, bool write, int64_t now, struct doorway_db **ret)
{
    struct doorway_db **door = write ? &k->door_write : &k->door_read;
    err e;

    door_look(k, now);
    if (!*door && (e = doorway_db_open(k->app->check, write ? DB_WRITE : DB_READ, DOOR_CACHE_KIB, door)))
        return e;
    *ret = *door;
    return OK;
}

date worker_today(struct worker *k, int64_t now)
{
    /* Both ends are asked, for the clock may be set back; 23 or 25 hours lie between them when the clocks
     * change. */
    if (now < k->day_from || now >= k->day_until) {
        k->today = instant_date(now);
        k->day_from = date_midnight(k->today);
        k->day_until = date_midnight(date_add_days(k->today, 1));
    }
    return k->today;
}

void worker_close(struct worker *k)
{
    db_close(&k->read);
    db_close(&k->write);
    outpost_free(&k->outpost);
    checker_memory_free(&k->checkers);
    doorway_db_close(&k->door_read);
    doorway_db_close(&k->door_write);
    arena_free(&k->arena);
    buf_wipe(&k->body);
    buf_wipe(&k->out);
}
