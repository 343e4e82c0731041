/* A fee desk at the door: which certificates it can note, that one was free, that
 * some were while there was no network, and that one was not. */
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

struct kept_in {
    struct certificate_kept *notes;
    size_t notes_count;
};
static const struct member KEPT_NOTE[] = {
    MEMBER_TEXT(struct certificate_kept, kind, LIMIT(CertificateKept, kind), REQUIRED),
    MEMBER_TEXT(struct certificate_kept, key, LIMIT(CertificateKept, key), REQUIRED),
    MEMBER_DATE(struct certificate_kept, on, REQUIRED),
};
static const struct member KEPT_IN[] = {
    MEMBER_LIST(struct kept_in, notes, KEPT_NOTE, struct certificate_kept, LIMIT(CertificatesKept, notes),
                REQUIRED),
};
static const struct json_member KEPT_OUT[] = {
    JSON_TEXT(struct certificate_kept, key),
    JSON_TEXT(struct certificate_kept, kind),
    JSON_TEXT(struct certificate_kept, outcome),
};

static err kept_post(struct req *rq, struct doorway *d)
{
    struct kept_in in;
    err e;

    if ((e = input_read(rq, rq->body, KEPT_IN, COUNT(KEPT_IN), &in)) ||
        (e = certificate_keep(d, rq->device, in.notes, in.notes_count, rq->app->taps)))
        return e;
    return reply_structs(rq, "notes", MEMBERS(KEPT_OUT), in.notes, in.notes_count);
}

static const struct member UNDO_IN[] = {
    MEMBER_TEXT(struct certificate_undone, kind, LIMIT(CertificateUndo, kind), REQUIRED),
    MEMBER_TEXT(struct certificate_undone, key, LIMIT(CertificateUndo, key), REQUIRED),
};

static err undo_post(struct req *rq, struct doorway *d)
{
    struct certificate_undone in;
    err e;

    if ((e = input_read(rq, rq->body, UNDO_IN, COUNT(UNDO_IN), &in)) ||
        (e = certificate_undo(d, rq->device, &in, rq->app->taps)))
        return e;
    return reply_empty(rq, 204);
}

DOOR_HANDLER(kinds_get)
DOOR_HANDLER(certificate_post)
DOOR_HANDLER(kept_post)
DOOR_HANDLER(undo_post)

/* A note guards its own transaction: it takes its turn behind checks, and no reply of it is kept. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/check/certificate-kinds", R_DEVICE, RT_CHECK, kinds_get_at_door},
    {"POST", "/api/v1/check/certificates", R_DEVICE, RT_CHECK | RT_WRITE | RT_BODY | RT_NO_TX,
     certificate_post_at_door},
    {"POST", "/api/v1/check/certificates/kept", R_DEVICE, RT_CHECK | RT_WRITE | RT_BODY | RT_NO_TX,
     kept_post_at_door},
    {"POST", "/api/v1/check/certificates/undo", R_DEVICE, RT_CHECK | RT_WRITE | RT_BODY | RT_NO_TX,
     undo_post_at_door},
};
const struct route_table DESK_ROUTES = ROUTE_TABLE(ROUTES);
