/* What one worker thread owns: its two handles on the database, opened on first use, and the civil date,
 * which is asked of the zone once a day. */
#include "http/app.h"

#include "base/instant.h"
#include "domain/outpost/outpost.h"
#include "store/db.h"
#include "store/grant.h"

#define READ_CACHE_KIB  256 /* of page cache per thread: the target is 64 MiB with all threads at work */
#define WRITE_CACHE_KIB 256

err app_open(const struct app *app, enum db_mode mode, int cache_kib, struct db **ret)
{
    const struct grant *grants = part_grants(app->part);
    CLEANUP(db_close) struct db *db = NULL;
    err e;

    if ((e = db_open(app->database, mode, cache_kib, &db)) || (grants && (e = db_grant(db, grants))))
        return e;
    *ret = db;
    db = NULL;
    return OK;
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
    arena_free(&k->arena);
    buf_wipe(&k->body);
    buf_wipe(&k->out);
}
