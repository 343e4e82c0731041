/* The calendar's address over HTTP, and the calendar itself for whoever holds it: phones sign in nowhere. */
#include "api/calendar.h"

#include "api/instant.h"
#include "domain/task/calendar.h"
#include "http/reply.h"
#include "http/request.h"

static err calendar_get(struct req *rq)
{
    int64_t at;
    err e = calendar_made(&rq->work, &at);

    return e ? e : reply_json(rq, 200, json_pack("{s:o}", "made_at", instant_json(at)));
}

/* The address begins where the page's own does. */
static err calendar_post(struct req *rq)
{
    char secret[CALENDAR_SECRET_TEXT];
    err e = calendar_make(&rq->work, secret);

    if (e)
        return e;
    return reply_json(rq, 201,
                      json_pack("{s:s++, s:o}", "path", CALENDAR_PATH, secret, ".ics", "made_at",
                                instant_json(rq->work.now)));
}

static err calendar_delete(struct req *rq)
{
    err e = calendar_withdraw(&rq->work);

    return e ? e : reply_empty(rq, 204);
}

static err calendar_fetch(struct req *rq)
{
    err e;

    buf_clear(rq->reply.body);
    if ((e = calendar_write(&rq->work, req_param(rq, "secret"), rq->reply.body)))
        return e;
    return reply_written(rq, "text/calendar; charset=utf-8");
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/calendar", R_COORDINATOR, 0, calendar_get},
    {"POST", "/api/v1/calendar", R_COORDINATOR, RT_WRITE, calendar_post},
    {"DELETE", "/api/v1/calendar", R_COORDINATOR, RT_WRITE, calendar_delete},
    {"GET", "/calendar/{secret}.ics", R_ANYONE, RT_REGISTER, calendar_fetch},
};
const struct route_table CALENDAR_ROUTES = ROUTE_TABLE(ROUTES);
