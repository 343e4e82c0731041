/* Certificates over HTTP: a fee desk's device notes that one was free, the office reads how many were, the
 * administrator keeps the kinds. */
#include "api/certificate.h"

#include "api/instant.h"
#include "domain/check/certificate.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static json_t *kinds_json(struct req *rq, bool only_active)
{
    struct certificate_kind *list;
    json_t *items;
    size_t count;

    if (certificate_kind_list(&rq->work, only_active, &list, &count))
        return NULL;
    items = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *kind = json_pack("{s:s, s:s, s:s}", "code", list[i].code, "text", list[i].text, "text_en",
                                 list[i].text_en);

        if (!only_active) {
            json_object_set_new(kind, "id", json_integer(list[i].id));
            json_object_set_new(kind, "active", json_boolean(list[i].active));
        }
        json_array_append_new(items, kind);
    }
    return items;
}

static err kinds_reply(struct req *rq, bool only_active)
{
    json_t *items = kinds_json(rq, only_active);

    return items ? reply_json(rq, 200, json_pack("{s:o}", "kinds", items)) : ERR_SYSTEM;
}

static err desk_kinds_get(struct req *rq)
{
    return kinds_reply(rq, true);
}

static err kind_get_all(struct req *rq)
{
    return kinds_reply(rq, false);
}

static const struct member NOTE_IN[] = {
    MEMBER_TEXT(struct certificate_note, card, LIMIT(CertificateNew, card), REQUIRED),
    MEMBER_TEXT(struct certificate_note, kind, LIMIT(CertificateNew, kind), REQUIRED),
    MEMBER_TEXT(struct certificate_note, key, LIMIT(CertificateNew, key), REQUIRED),
};

static err certificate_post(struct req *rq)
{
    struct certificate_note in;
    err e;

    if ((e = input_read(rq, rq->body, NOTE_IN, COUNT(NOTE_IN), &in)) ||
        (e = certificate_count(&rq->work, rq->device, &in, rq->app->typing, rq->app->taps)))
        return e;
    return reply_empty(rq, 204);
}

static err certificate_get_all(struct req *rq)
{
    struct certificate_line *list;
    int64_t count = 0, sum = 0;
    date from, until;
    json_t *items;
    size_t n;
    err e;

    if ((e = req_query_date(rq, "from", DATE_NONE, &from)) ||
        (e = req_query_date(rq, "until", DATE_NONE, &until)) ||
        (e = certificate_list(&rq->work, from, until, &list, &n)))
        return e;
    items = json_array();
    for (size_t i = 0; i < n; i++) {
        count += list[i].count;
        sum += list[i].sum;
        json_array_append_new(items, json_pack("{s:o, s:I, s:s, s:s, s:s, s:s, s:I, s:I}", "on",
                                               date_json(list[i].on), "organisation",
                                               (json_int_t)list[i].organisation, "organisation_name",
                                               list[i].organisation_name, "kind", list[i].kind, "text",
                                               list[i].text, "text_en", list[i].text_en, "count",
                                               (json_int_t)list[i].count, "sum", (json_int_t)list[i].sum));
    }
    return reply_json(rq, 200,
                      json_pack("{s:o, s:I, s:I}", "certificates", items, "count", (json_int_t)count, "sum",
                                (json_int_t)sum));
}

static const struct member KIND_IN[] = {
    MEMBER_TEXT(struct certificate_kind, code, LIMIT(CertificateKindNew, code), REQUIRED),
    MEMBER_TEXT(struct certificate_kind, text, LIMIT(CertificateKindNew, text), REQUIRED),
    MEMBER_TEXT(struct certificate_kind, text_en, LIMIT(CertificateKindNew, text_en), REQUIRED),
};

static err kind_post(struct req *rq)
{
    struct certificate_kind in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, KIND_IN, COUNT(KIND_IN), &in)) ||
        (e = certificate_kind_add(&rq->work, &in, &id)))
        return e;
    return reply_json(rq, 201, json_pack("{s:I}", "id", (json_int_t)id));
}

struct kind_change {
    bool active;
};
static const struct member KIND_CHANGE[] = {MEMBER_BOOL(struct kind_change, active, REQUIRED)};

static err kind_patch(struct req *rq)
{
    struct kind_change in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, KIND_CHANGE, COUNT(KIND_CHANGE), &in)) ||
        (e = certificate_kind_set_active(&rq->work, id, in.active)))
        return e;
    return reply_json(rq, 200, json_pack("{s:I}", "id", (json_int_t)id));
}

/* A note guards its own transaction: it takes its turn behind checks, and no reply of it is kept. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/check/certificate-kinds", R_DEVICE, RT_CHECK, desk_kinds_get},
    {"POST", "/api/v1/check/certificates", R_DEVICE, RT_CHECK | RT_WRITE | RT_BODY | RT_NO_TX,
     certificate_post},
    {"GET", "/api/v1/certificates", R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR, 0, certificate_get_all},
    {"GET", "/api/v1/certificate-kinds", R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR | R_ADMINISTRATOR, 0,
     kind_get_all},
    {"POST", "/api/v1/certificate-kinds", R_ADMINISTRATOR, RT_WRITE | RT_BODY, kind_post},
    {"PATCH", "/api/v1/certificate-kinds/{id}", R_ADMINISTRATOR, RT_WRITE | RT_BODY, kind_patch},
};
const struct route_table CERTIFICATE_ROUTES = ROUTE_TABLE(ROUTES);
