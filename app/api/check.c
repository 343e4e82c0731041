/* The check at a door: the one answer that must be quick. It tells the verdict and the hint, a kindergarten
 * the last day too, and no more than these go over the line; nothing of it is stored but a count. */
#include "api/check.h"

#include <string.h>

#include "api/children.h"
#include "base/clock.h"
#include "domain/check/asking_limit.h"
#include "domain/check/check.h"
#include "domain/check/checker.h"
#include "domain/check/tally.h"
#include "gen/limits.h"
#include "http/flat_body.h"
#include "http/reply.h"

struct check_in {
    const char *card, *service;
};
static const struct member CHECK_IN[] = {
    /* So wide that what is no card at all is answered "unreadable", not refused. */
    MEMBER_TEXT(struct check_in, card, LIMIT(CheckRequest, card), REQUIRED),
    MEMBER_TEXT(struct check_in, service, LIMIT(CheckRequest, service), OPTIONAL),
};

static err check_reply(struct req *rq, struct doorway *d, const struct check *c)
{
    struct json_writer *j = reply_object(rq);
    /* "Free today" is all that a bus or a desk needs; a last day that is not the printed one would tell them
     * what a court has decided since. A kindergarten plans by it. */
    const bool plans = !strcmp(rq->device->service, "kindergarten");
    err e;

    json_put_text(j, "verdict", verdict_name(c->verdict));
    json_put_text(j, "reason", check_reason_name(c->reason));
    json_put_text(j, "service", rq->device->service);
    json_put_date(j, "until", plans ? c->until : DATE_NONE);
    json_put_text(j, "hint", c->hint);
    if (plans && (e = children_put(rq, d, j)))
        return e;
    return reply_done(rq, 200);
}

/* A device that asks more than a door can is answered, and never with a no: whoever stands there has nothing
 * to do with it. */
static err check_ask(struct req *rq, struct doorway *d, const char *card, struct check *ret)
{
    if (asking_limit_allows(rq->app->asking, rq->device, rq->work.today, clock_ticks()))
        return check_card(d, rq->device, card, rq->app->typing, ret);
    *ret = check_not_asked(CHECK_TOO_MANY);
    return OK;
}

static err check_post(struct req *rq, struct doorway *d)
{
    struct work *w = &rq->work;
    struct check_in in;
    struct check check;
    err e;

    if ((e = flat_body_read(rq, CHECK_IN, COUNT(CHECK_IN), &in)))
        return e;
    /* A device asks about its own service only: a bus that could ask about kindergartens would learn who has
     * a child. */
    if (in.service && strcmp(in.service, rq->device->service) != 0)
        return refuse(w, ERR_DENIED, "wrong_device_service", "service", "This device checks %s.",
                      rq->device->service);
    if ((e = check_ask(rq, d, in.card, &check)))
        return e;
    /* Counted after the decision, in memory: the read transaction cannot write, and the count must not cost
     * the door a wait. */
    tally_count(rq->app->tally, w->today, rq->device->organisation, rq->device->service, check.reason);
    return check_reply(rq, d, &check);
}

DOOR_HANDLER(check_post)

static const struct route ROUTES[] = {
    {"POST", "/api/v1/check", R_DEVICE, RT_CHECK | RT_BODY | RT_FLAT, check_post_at_door},
};
const struct route_table CHECK_ROUTES = ROUTE_TABLE(ROUTES);
