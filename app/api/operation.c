/* Whether the program is alive, and what it has done: for supervisors on this machine. Figures are totals
 * since the start, no finer. */
#include "api/operation.h"

#include <inttypes.h>

#include "domain/check/tally.h"
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

static err metrics_get(struct req *rq)
{
    CLEANUP(buf_free) struct buf out = {0};
    uint64_t totals[CHECK_REASONS];
    err e;

    tally_totals(rq->app->tally, totals);
    buf_text(&out, "# TYPE besa_checks_total counter\n");
    for (int r = 0; r < CHECK_REASONS; r++)
        buf_format(&out, "besa_checks_total{reason=\"%s\"} %" PRIu64 "\n",
                   check_reason_name((enum check_reason)r), totals[r]);
    buf_format(&out, "# TYPE besa_disk_full gauge\nbesa_disk_full %d\n", reserve_alarm(rq->app->reserve));
    buf_format(&out, "# TYPE besa_sqlite gauge\nbesa_sqlite{version=\"%s\",loses_commits=\"%d\"} 1\n",
               library_version(), library_loses_commits(library_number()));
    if ((e = buf_err(&out)))
        return e;
    return reply_bytes(rq, "text/plain; version=0.0.4; charset=utf-8", NULL, out.data, out.len);
}

/* /healthz is for everybody, since it says only that the program answers; the counts are for this machine,
 * for together with a clock they would tell of single checks. */
static const struct route ROUTES[] = {
    {"GET", "/healthz", R_ANYONE, RT_CHECK | RT_REGISTER, health_get},
    {"GET", "/metrics", R_ANYONE, RT_CHECK | RT_REGISTER | RT_LOOPBACK | RT_BYTES, metrics_get},
};
const struct route_table OPERATION_ROUTES = ROUTE_TABLE(ROUTES);
