/* What must happen while nobody asks: on the main thread, once a second, with a database handle of its own.
 * Everything here may fail and is tried again; serving goes on. */
#include "cli/housekeeping.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/instant.h"
#include "base/log.h"
#include "domain/card/status.h"
#include "domain/check/device_use.h"
#include "domain/check/page_load.h"
#include "domain/check/tally.h"
#include "domain/office/audit_outside.h"
#include "domain/outpost/collect.h"
#include "domain/outpost/outpost.h"
#include "domain/public/public_file.h"
#include "domain/upkeep/erasure.h"
#include "domain/upkeep/midnight.h"
#include "domain/upkeep/refusal_write.h"
#include "store/db.h"
#include "store/reserve.h"
#include "vault/vault.h"

#define CACHE_KIB       1024
#define TALLY_SECONDS   60 /* what a loss of power may cost of the counters */
#define COLLECT_SECONDS 5  /* until a device that enrolled shows in the register */
#define SIGN_TRY_AFTER  5  /* seconds between looks at the lists */
#define PUBLIC_SECONDS  15 /* until what changes the public page shows on it */
#define MIDNIGHT_AGAIN  60 /* seconds after midnight work that failed */

#define CLOCK_LEAP 300 /* seconds between what two clocks say went by */

struct clockwork {
    const struct app *app;
    int64_t clock_ahead; /* seconds of the time of day before the clock that is never set */
    struct db *db;
    struct outpost *outpost;
    struct audit_outside outside;
    struct doorway_db *door;
    struct arena arena;
    int64_t tallied_at, collected_at, signed_at;
    int64_t midnight_failed_at; /* 0: it did not */
    date midnight_done;
    int64_t public_at;
    date public_on; /* the day of the public page that was looked at last */
};

static struct work work_now(struct clockwork *c)
{
    struct work w = {.db = c->db,
                     .keys = c->app->keys,
                     .vault = c->app->vault,
                     .arena = &c->arena,
                     .now = clock_now(&c->app->clock),
                     .actor = {.name = "system"}};

    /* Each piece of work begins with an empty arena: this thread lives for months. */
    arena_reset(&c->arena);
    w.today = instant_date(w.now);
    return w;
}

static void report(const char *what, err e)
{
    if (e)
        log_error("%s failed: %s; it will be tried again", what, err_name(e));
}

/* If the clock was set back, `last` lies in the future: work is due at once rather than when the clock has
 * caught up. */
static bool due(int64_t now, int64_t last, int64_t seconds)
{
    return now < last || now - last >= seconds;
}

/* check.db, where this process serves checks. NULL in *ret->work.db: it cannot be opened now. */
static struct doorway door_now(struct clockwork *c, const struct work *w)
{
    struct doorway none = {0};
    err e;

    if (!(c->app->part & APP_CHECK))
        return none;
    if (c->door && doorway_db_moved(c->door))
        doorway_db_close(&c->door);
    if (!c->door && (e = doorway_db_open(c->app->check, DB_WRITE, CACHE_KIB, &c->door))) {
        report("opening check.db", e);
        return none;
    }
    return doorway_at(c->door, w);
}

static void tally_due(struct clockwork *c, bool now)
{
    struct work w = work_now(c);
    struct doorway d;

    if (!now && !due(w.now, c->tallied_at, TALLY_SECONDS))
        return;
    /* Noted before the writing, so that a failure is tried again after the same minute and not each
     * second. */
    c->tallied_at = w.now;
    d = door_now(c, &w);
    if (d.work.db)
        report("writing the counters", tally_write(c->app->tally, &d));
    if (d.work.db && c->app->uses)
        report("writing which devices were used", device_use_write(c->app->uses, &d));
    if (d.work.db && c->app->loads)
        report("writing how often the public page was read", page_loads_write(c->app->loads, &d, now));
    if (c->app->refusals)
        report("writing what was refused",
               refusals_write(c->app->refusals, c->db ? &w : NULL, d.work.db ? &d : NULL));
    if (w.vault) {
        report("counting what was sealed", vault_count(w.vault));
        report("destroying keys of what is erased", erasure_finish(&w));
    }
}

/* What checks wrote. */
static void collect_due(struct clockwork *c, bool now)
{
    struct work w = work_now(c);

    if (!c->outpost || (!now && !due(w.now, c->collected_at, COLLECT_SECONDS)))
        return;
    c->collected_at = w.now;
    report("collecting what checks wrote", outpost_collect(c->outpost, &w));
}

static void lists_due(struct clockwork *c)
{
    struct work w = work_now(c);

    if (!due(w.now, c->signed_at, SIGN_TRY_AFTER))
        return;
    c->signed_at = w.now;
    report("signing the status lists", status_sign(&w, STATUS_SIGN_AGE));
}

static void midnight_due(struct clockwork *c)
{
    struct work w = work_now(c);
    err e;

    if (c->midnight_done == w.today ||
        (c->midnight_failed_at && !due(w.now, c->midnight_failed_at, MIDNIGHT_AGAIN)))
        return;
    c->midnight_failed_at = 0;
    if (!(e = midnight_done(&w, &c->midnight_done)) && c->midnight_done == w.today)
        return; /* done before this start, or by `besa tick` */
    if (!e && !(e = midnight_run(&w)))
        c->midnight_done = w.today;
    /* Whatever anybody wrote into check.db by hand ends with the day. */
    if (!e && c->outpost)
        (void)outpost_tell_all(c->outpost, c->db);
    if (e)
        c->midnight_failed_at = w.now;
    report("midnight work", e);
}

/* Whatever it is made of: rules, numbers, words, the day. */
static void public_due(struct clockwork *c)
{
    struct work w = work_now(c);

    if (!c->app->public_source || (c->public_on == w.today && !due(w.now, c->public_at, PUBLIC_SECONDS)))
        return;
    c->public_at = w.now;
    c->public_on = w.today;
    report("renewing the public page", public_files_renew(&w, c->app->public_source));
}

/* What an act could not tell, because somebody held check.db or the disk was full. */
static void outpost_due(struct clockwork *c)
{
    if (!c->outpost)
        return;
    outpost_catch_up(c->outpost, c->db);
    report("forgetting what checks were told", outpost_tidy(c->outpost, c->db));
}

/* To a file: appended and closed again, so that whoever rotates it need not tell us. */
static void line_keep(void *context, const char *line)
{
    const struct clockwork *c = context;
    const char *heads = c->app->heads;
    FILE *f;

    if (!strcmp(heads, "syslog")) {
        log_outside(line);
        return;
    }
    if (!(f = fopen(heads, "ae"))) {
        log_error("the head of the log cannot be appended to %s", heads);
        return;
    }
    if (fprintf(f, "%s\n", line) < 0)
        log_error("the head of the log is not in %s", heads);
    if (fclose(f))
        log_error("the head of the log may not be in %s", heads);
}

/* Each second, so that nobody has longer to write the log anew before it is known elsewhere. */
static void heads_due(struct clockwork *c)
{
    struct work w = work_now(c);

    if (c->app->heads)
        report("sending the head of the log out", audit_outside_send(&w, &c->outside));
}

static bool stop_asked(void)
{
    const struct timespec second = {.tv_sec = 1};
    sigset_t signals;

    /* The signals are blocked (serve.c), so waiting for them is the sleep, and none is lost between two
     * looks. */
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return sigtimedwait(&signals, NULL, &second) > 0;
}

static err clockwork_open(struct clockwork *c, const struct app *app)
{
    err e;

    *c =
        (struct clockwork){.app = app,
                           .midnight_done = DATE_NONE,
                           .outside = {.send = line_keep, .context = c, .rows = app->heads_rows, .sent = -1}};
    /* Whoever serves checks alone has check.db, and opens that when there is something to write. */
    if (!(app->part & APP_REGISTER))
        return OK;
    if ((e = app_open(app, DB_WRITE, CACHE_KIB, &c->db)))
        return e;
    return app_outpost(app, c->db, &c->outpost);
}

static void clockwork_close(struct clockwork *c)
{
    db_close(&c->db);
    outpost_free(&c->outpost);
    doorway_db_close(&c->door);
    arena_free(&c->arena);
}

/* Tries each second, and logs that once. false: told to stop before the database could be opened. */
static bool clockwork_wait(struct clockwork *c, const struct app *app)
{
    bool told = false;

    while (clockwork_open(c, app)) {
        if (!told)
            log_error("housekeeping cannot open the database yet: counters and midnight work wait for it");
        told = true;
        if (stop_asked())
            return false;
    }
    return true;
}

static int64_t clock_ahead(const struct app *app)
{
    return clock_now(&app->clock) - clock_ticks() / 1000000000;
}

/* All that ends by a date follows the clock, and comes back with it; but somebody should know. */
static void clock_watch(struct clockwork *c)
{
    int64_t ahead = clock_ahead(c->app), leap = ahead - c->clock_ahead;

    if (leap > -CLOCK_LEAP && leap < CLOCK_LEAP)
        return;
    log_error("the clock of this machine was put %s by %lld s at once (or the machine slept): what ends or "
              "begins by date follows it; if it is wrong, put it right",
              leap < 0 ? "back" : "forward", (long long)(leap < 0 ? -leap : leap));
    c->clock_ahead = ahead;
}

void housekeeping_run(const struct app *app)
{
    CLEANUP(clockwork_close) struct clockwork c = {0};

    if (!clockwork_wait(&c, app))
        return;
    /* Nothing was counted before the start: the first minute ends a minute from now. */
    c.tallied_at = clock_now(&app->clock);
    c.clock_ahead = clock_ahead(app);
    while (!stop_asked()) {
        clock_watch(&c);
        tally_due(&c, false);
        if (app->reserve)
            reserve_renew(app->reserve);
        /* The check process holds no keys to sign with, nor may it write what midnight changes. */
        if (app->part & APP_REGISTER) {
            midnight_due(&c);
            lists_due(&c);
            public_due(&c);
            collect_due(&c, false);
            outpost_due(&c);
            heads_due(&c);
        }
    }
}

void housekeeping_end(const struct app *app)
{
    /* Opened anew: housekeeping_run has closed its handle, and may never have got one. */
    CLEANUP(clockwork_close) struct clockwork c;

    if (clockwork_open(&c, app)) {
        log_error("the last counters could not be written: the database does not open");
        return;
    }
    tally_due(&c, true);
    collect_due(&c, true);
    if (app->part & APP_REGISTER)
        heads_due(&c);
}
