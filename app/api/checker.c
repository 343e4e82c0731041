/* A device at the door: it takes its token for a one-time code, and shows what it is. Each secret is shown
 * once and kept as a hash only. */
#include "api/checker.h"

#include <string.h>

#include "api/children.h"
#include "domain/check/checker.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

struct enrol_in {
    const char *enrol, *code;
};
static const struct member ENROL_IN[] = {
    MEMBER_TEXT(struct enrol_in, enrol, LIMIT(EnrolRequest, enrol), REQUIRED),
    MEMBER_TEXT(struct enrol_in, code, LIMIT(EnrolRequest, code), OPTIONAL),
};

/* What a device knows of itself. */
static void own_put(struct json_writer *j, const struct checker *d, const char *municipality)
{
    json_put_int(j, "device", d->id);
    json_put_text(j, "name", d->name);
    json_put_object(j, "organisation");
    json_put_text(j, "name", d->organisation_name);
    json_put_text(j, "kind", d->organisation_kind);
    json_put_end(j);
    json_put_text(j, "service", d->service);
    json_put_text(j, "municipality", municipality);
}

static err enrol_post(struct req *rq, struct doorway *d)
{
    char token[CHECKER_TOKEN_TEXT];
    const char *municipality;
    struct json_writer *j;
    struct enrol_in in;
    struct checker c;
    err e = input_read(rq, rq->body, ENROL_IN, COUNT(ENROL_IN), &in);

    if (e)
        return e;
    if ((e = checker_enrol_from(d,
                                &(struct enrol_attempt){.limit = rq->app->enrolling,
                                                        .typing = rq->app->typing,
                                                        .address = rq->in->address,
                                                        .code = in.enrol,
                                                        .short_code = in.code},
                                &c, token)) ||
        (e = checker_municipality(d, &municipality)))
        return e;
    j = reply_object(rq);
    /* The only time that the token is told. */
    json_put_text(j, "token", token);
    own_put(j, &c, municipality);
    return reply_done(rq, 201);
}

/* What a device shows above its scanner, asked again every few minutes: a new name arrives, and a device that
 * was revoked learns of it. A kindergarten's has its list of children here. */
static err own_get(struct req *rq, struct doorway *d)
{
    const char *municipality;
    struct json_writer *j;
    err e;

    if ((e = checker_municipality(d, &municipality)))
        return e;
    j = reply_object(rq);
    own_put(j, rq->device, municipality);
    if (!strcmp(rq->device->service, "kindergarten") && (e = children_put(rq, d, j)))
        return e;
    return reply_done(rq, 200);
}

DOOR_HANDLER(own_get)
DOOR_HANDLER(enrol_post)

/* Enrolment guards its own transaction. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/devices/own", R_DEVICE, RT_CHECK, own_get_at_door},
    {"POST", "/api/v1/devices/enrol", R_ANYONE, RT_CHECK | RT_WRITE | RT_BODY | RT_NO_TX, enrol_post_at_door},
};
const struct route_table CHECKER_ROUTES = ROUTE_TABLE(ROUTES);
