/* Figures over HTTP. */
#include "api/statistics.h"

#include "domain/statistics.h"
#include "http/request.h"

static err statistics_get(struct req *rq)
{
    struct statistics s;
    int64_t publish;
    date on;
    err e;

    if ((e = req_query_date(rq, "on", DATE_NONE, &on)) ||
        (e = req_query_int(rq, "publish", 0, 1, 0, &publish)) ||
        (e = statistics_count(&rq->work, on, publish != 0, &s)))
        return e;
    return reply_json(rq, 200, statistics_json(&s));
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/statistics", R_COORDINATOR | R_DIRECTOR, 0, statistics_get},
};
const struct route_table STATISTICS_ROUTES = ROUTE_TABLE(ROUTES);
