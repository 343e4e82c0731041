/* What `besa doctor` looks at, as far as the register itself can see it: for the administrator, who does not
 * sit at the server. Nothing of anybody, so it is not logged. */
#include "api/condition.h"

#include "domain/upkeep/health.h"
#include "http/app.h"
#include "http/reply.h"
#include "http/request.h"

static void health_put(struct json_writer *j, enum health_part p, const struct health *h)
{
    json_put_object(j, NULL);
    json_put_text(j, "part", health_part_name(p));
    json_put_text(j, "state", health_state_name(h->state));
    json_put_instant(j, "at", h->at);
    if (h->count < 0)
        json_put_null(j, "count");
    else
        json_put_int(j, "count", h->count);
    json_put_end(j);
}

static err condition_get(struct req *rq)
{
    struct health h[HEALTH_PARTS] = {0};
    struct json_writer *j;
    err e;

    if ((e = health_read(&rq->work, rq->app->database, rq->app->check, h)))
        return e;
    j = reply_object(rq);
    json_put_list(j, "parts");
    for (int p = 0; p < HEALTH_PARTS; p++)
        health_put(j, (enum health_part)p, &h[p]);
    json_put_end(j);
    return reply_done(rq, 200);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/condition", R_ADMINISTRATOR, 0, condition_get},
};
const struct route_table CONDITION_ROUTES = ROUTE_TABLE(ROUTES);
