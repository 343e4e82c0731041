/* Whether the program is alive, and what it has done: for supervisors on this machine. Of checks it
 * gives totals since the start, no finer; no figure is of an organisation, a device, a card or a person. */
#include "api/operation.h"

#include <inttypes.h>

#include "base/file.h"
#include "base/instant.h"
#include "domain/check/tally.h"
#include "domain/outpost/outpost.h"
#include "domain/upkeep/condition.h"
#include "http/reply.h"
#include "http/request.h"
#include "store/db.h"
#include "store/library.h"
#include "store/reserve.h"

static const char SQL_ALIVE[] = "SELECT count(*) FROM municipality";

static err health_get(struct req *rq)
{
    struct db *db = rq->work.db ? rq->work.db : rq->door.work.db;
    int64_t set_up;
    err e;

    if ((e = db_int(db, SQL_ALIVE, NO_BINDS, &set_up)))
        return e;
    json_put_text(reply_object(rq), "status", set_up ? "ok" : "not set up");
    return reply_done(rq, 200);
}

static void gauge_put(struct buf *out, const char *name, const char *help, int64_t value)
{
    buf_format(out, "# TYPE %s gauge\n# HELP %s %s\n%s %" PRId64 "\n", name, name, help, name, value);
}

static void checks_put(struct buf *out, const struct app *app)
{
    uint64_t totals[CHECK_REASONS];

    tally_totals(app->tally, totals);
    buf_text(out,
             "# TYPE besa_checks counter\n# HELP besa_checks Checks since the start, by their result.\n");
    for (int r = 0; r < CHECK_REASONS; r++)
        buf_format(out, "besa_checks_total{reason=\"%s\"} %" PRIu64 "\n",
                   check_reason_name((enum check_reason)r), totals[r]);
}

/* What never happened has no line: an instant of 0 would be taken for one. */
static void since_put(struct buf *out, const char *name, const char *help, int64_t at)
{
    if (at)
        gauge_put(out, name, help, at);
}

/* What `besa doctor` looks at, as far as it changes while this process runs. */
static err register_put(struct buf *out, struct req *rq)
{
    struct work w = rq->work;
    struct condition c;
    int64_t behind, room = file_room(rq->app->database);
    err e;

    if ((!w.db && (e = worker_read(rq->worker, &w.db))) || (e = condition_read(&w, &c)))
        return e;
    since_put(out, "besa_copied_timestamp_seconds", "When the newest copy was made.", c.copied_at);
    since_put(out, "besa_drilled_timestamp_seconds",
              "When a copy was last gone back to for a trial, and held.", c.drilled_at);
    since_put(out, "besa_lists_signed_timestamp_seconds",
              "When the status list was signed that is the oldest.", c.signed_at);
    since_put(out, "besa_midnight_timestamp_seconds", "The beginning of the day whose midnight work is done.",
              date_known(c.done) ? date_midnight(c.done) : 0);
    e = outpost_behind(rq->app->check, w.db, &behind);
    if (!e)
        gauge_put(out, "besa_untold_changes", "Changes that the doors were not told yet.", behind);
    else if (e != ERR_ABSENT && e != ERR_CORRUPT) /* no check.db of this register: there is no such figure */
        return e;
    if (room >= 0)
        gauge_put(out, "besa_disk_free_bytes", "Room on the disk of the register.", room);
    return OK;
}

static err metrics_get(struct req *rq)
{
    CLEANUP(buf_free) struct buf out = {0};
    err e;

    checks_put(&out, rq->app);
    gauge_put(&out, "besa_disk_full", "1: writing is refused for want of room.",
              reserve_alarm(rq->app->reserve));
    buf_format(&out, "# TYPE besa_sqlite gauge\nbesa_sqlite{version=\"%s\",loses_commits=\"%d\"} 1\n",
               library_version(), library_loses_commits(library_number()));
    if ((rq->app->part & APP_REGISTER) && (e = register_put(&out, rq)))
        return e;
    buf_text(&out, "# EOF\n");
    if ((e = buf_err(&out)))
        return e;
    return reply_bytes(rq, "application/openmetrics-text; version=1.0.0; charset=utf-8", NULL, out.data,
                       out.len);
}

/* /healthz is for everybody, since it says only that the program answers; the counts are for this machine,
 * for together with a clock they would tell of single checks. */
static const struct route ROUTES[] = {
    {"GET", "/healthz", R_ANYONE, RT_CHECK | RT_REGISTER, health_get},
    {"GET", "/metrics", R_ANYONE, RT_CHECK | RT_REGISTER | RT_LOOPBACK | RT_BYTES, metrics_get},
};
const struct route_table OPERATION_ROUTES = ROUTE_TABLE(ROUTES);
