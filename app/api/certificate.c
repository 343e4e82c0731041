/* Certificates over HTTP: the office reads how many were free, the administrator keeps the kinds. */
#include "api/certificate.h"

#include "domain/office/certificate.h"
#include "domain/outpost/collect.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member KIND_OUT[] = {
    JSON_TEXT(struct certificate_kind, code),    JSON_TEXT(struct certificate_kind, text),
    JSON_TEXT(struct certificate_kind, text_en), JSON_INT(struct certificate_kind, id),
    JSON_BOOL(struct certificate_kind, active),
};

static err kind_get_all(struct req *rq)
{
    struct certificate_kind *list;
    size_t count;
    err e;

    if ((e = certificate_kind_list(&rq->work, false, &list, &count)))
        return e;
    return reply_structs(rq, "kinds", MEMBERS(KIND_OUT), list, count);
}

static const struct json_member LINE_OUT[] = {
    JSON_DATE(struct certificate_line, on),
    JSON_INT(struct certificate_line, organisation),
    JSON_TEXT(struct certificate_line, organisation_name),
    JSON_TEXT(struct certificate_line, kind),
    JSON_TEXT(struct certificate_line, text),
    JSON_TEXT(struct certificate_line, text_en),
    JSON_INT(struct certificate_line, count),
    JSON_INT(struct certificate_line, sum),
};

static err certificate_get_all(struct req *rq)
{
    struct certificate_line *list;
    int64_t count = 0, sum = 0;
    struct json_writer *j;
    date from, until;
    size_t n;
    err e;

    outpost_collected(rq->worker->outpost, &rq->work);
    if ((e = req_query_date(rq, "from", DATE_NONE, &from)) ||
        (e = req_query_date(rq, "until", DATE_NONE, &until)) ||
        (e = certificate_list(&rq->work, from, until, &list, &n)))
        return e;
    for (size_t i = 0; i < n; i++) {
        count += list[i].count;
        sum += list[i].sum;
    }
    j = reply_object(rq);
    json_put_structs(j, "certificates", MEMBERS(LINE_OUT), list, n);
    json_put_int(j, "count", count);
    json_put_int(j, "sum", sum);
    return reply_done(rq, 200);
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
    return reply_id(rq, 201, id);
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
    return reply_id(rq, 200, id);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/certificates", R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR, 0, certificate_get_all},
    {"GET", "/api/v1/certificate-kinds", R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR | R_ADMINISTRATOR, 0,
     kind_get_all},
    {"POST", "/api/v1/certificate-kinds", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM, kind_post},
    {"PATCH", "/api/v1/certificate-kinds/{id}", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM, kind_patch},
};
const struct route_table CERTIFICATE_ROUTES = ROUTE_TABLE(ROUTES);
