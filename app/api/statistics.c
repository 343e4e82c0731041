/* Figures over HTTP. The table on the screen is whole, for those who work with it; what may leave the office
 * has small counts hidden ("publish", and the CSV always). */
#include "api/statistics.h"

#include "base/text.h"
#include "domain/statistics/series.h"
#include "domain/statistics/series_publish.h"
#include "domain/statistics/statistics.h"
#include "http/reply.h"

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
    statistics_put(reply_object(rq), &s);
    return reply_done(rq, 200);
}

/* "2026-03": its first day. */
static err month_query(struct req *rq, const char *name, date *ret)
{
    const char *text, *day;
    err e;

    *ret = DATE_NONE;
    if ((e = req_query(rq, name, &text)) || text_empty(text))
        return e;
    if (!(day = arena_format(rq->work.arena, "%s-01", text)))
        return ERR_SYSTEM;
    if (date_parse(day, ret))
        return refuse(&rq->work, ERR_INPUT, "bad_date", name, "A month is written YYYY-MM.");
    return OK;
}

static err series_get(struct req *rq)
{
    struct series s;
    date from, until;
    err e;

    if ((e = month_query(rq, "from", &from)) || (e = month_query(rq, "until", &until)) ||
        (e = series_count(&rq->work, from, until, &s)) || (e = series_put(&rq->work, reply_object(rq), &s)))
        return e;
    return reply_done(rq, 200);
}

static err series_get_csv(struct req *rq)
{
    CLEANUP(buf_free) struct buf csv = {0};
    date from, until;
    err e;

    if ((e = month_query(rq, "from", &from)) || (e = month_query(rq, "until", &until)) ||
        (e = series_publish(&rq->work, from, until, &csv)))
        return e;
    return reply_file(rq, "text/csv; charset=utf-8", "lista.csv", csv.data, csv.len);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/statistics", R_COORDINATOR | R_DIRECTOR, 0, statistics_get},
    {"GET", "/api/v1/statistics/series", R_COORDINATOR | R_DIRECTOR, 0, series_get},
    {"GET", "/api/v1/statistics/series.csv", R_COORDINATOR | R_DIRECTOR, RT_BYTES | RT_HEAVY, series_get_csv},
};
const struct route_table STATISTICS_ROUTES = ROUTE_TABLE(ROUTES);
