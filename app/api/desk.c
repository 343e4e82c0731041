/* A fee desk at the door: which certificates it can note, and that one was free. */
#include "api/desk.h"

#include "domain/check/certificate.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member KIND_OUT[] = {
    JSON_TEXT(struct desk_kind, code),
    JSON_TEXT(struct desk_kind, text),
    JSON_TEXT(struct desk_kind, text_en),
};

static err kinds_get(struct req *rq, struct doorway *d)
{
    struct desk_kind *list;
    size_t count;
    err e;

    if ((e = desk_kinds(d, &list, &count)))
        return e;
    return reply_structs(rq, "kinds", MEMBERS(KIND_OUT), list, count);
}

static const struct member NOTE_IN[] = {
    MEMBER_TEXT(struct certificate_note, card, LIMIT(CertificateNew, card), REQUIRED),
    MEMBER_TEXT(struct certificate_note, kind, LIMIT(CertificateNew, kind), REQUIRED),
    MEMBER_TEXT(struct certificate_note, key, LIMIT(CertificateNew, key), REQUIRED),
};

static err certificate_post(struct req *rq, struct doorway *d)
{
    struct certificate_note in;
    err e;

    /* The card comes again with the note, and is checked again: a desk cannot count without one. */
    if ((e = input_read(rq, rq->body, NOTE_IN, COUNT(NOTE_IN), &in)) ||
        (e = certificate_count(d, rq->device, &in, rq->app->asking, rq->app->typing, rq->app->taps)))
        return e;
    return reply_empty(rq, 204);
}

DOOR_HANDLER(kinds_get)
DOOR_HANDLER(certificate_post)

/* A note guards its own transaction: it takes its turn behind checks, and no reply of it is kept. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/check/certificate-kinds", R_DEVICE, RT_CHECK, kinds_get_at_door},
    {"POST", "/api/v1/check/certificates", R_DEVICE, RT_CHECK | RT_WRITE | RT_BODY | RT_NO_TX,
     certificate_post_at_door},
};
const struct route_table DESK_ROUTES = ROUTE_TABLE(ROUTES);
