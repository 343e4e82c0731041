/* The calendar's address over HTTP, and the calendar itself for whoever holds it: phones sign in nowhere, so
 * the address is the secret, and it can be withdrawn. */
#include "api/calendar.h"

#include <stdio.h>

#include "domain/task/calendar.h"
#include "http/reply.h"
#include "http/request.h"

static err calendar_get(struct req *rq)
{
    int64_t at;
    err e = calendar_made(&rq->work, &at);

    if (e)
        return e;
    json_put_instant(reply_object(rq), "made_at", at);
    return reply_done(rq, 200);
}

/* Only the path is given: the browser knows best under which address it reaches this server. */
static err calendar_post(struct req *rq)
{
    char secret[CALENDAR_SECRET_TEXT], path[sizeof CALENDAR_PATH + CALENDAR_SECRET_TEXT + sizeof ".ics"];
    struct json_writer *j;
    err e = calendar_make(&rq->work, secret);

    if (e)
        return e;
    snprintf(path, sizeof path, "%s%s.ics", CALENDAR_PATH, secret);
    j = reply_object(rq);
    json_put_text(j, "path", path);
    json_put_instant(j, "made_at", rq->work.now);
    return reply_done(rq, 201);
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
    {"POST", "/api/v1/calendar", R_COORDINATOR, RT_WRITE | RT_CONFIRMED, calendar_post},
    {"DELETE", "/api/v1/calendar", R_COORDINATOR, RT_WRITE | RT_URGENT, calendar_delete},
    {"GET", "/calendar/{secret}.ics", R_ANYONE, RT_REGISTER | RT_BYTES, calendar_fetch},
};
const struct route_table CALENDAR_ROUTES = ROUTE_TABLE(ROUTES);
