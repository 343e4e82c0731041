/* Erasing over HTTP. A key is destroyed only when what was cleared is committed, so by the clockwork: an
 * answer here means that it is approved and cleared. */
#include "api/erasure.h"

#include "domain/upkeep/erasure.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member ERASURE_OUT[] = {
    JSON_ID(struct erasure, id),
    JSON_WORD(struct erasure, what, erasure_what_name),
    JSON_INT(struct erasure, record),
    JSON_TEXT(struct erasure, case_number),
    JSON_TEXT(struct erasure, asked_by),
    JSON_INSTANT(struct erasure, asked_at),
    JSON_TEXT(struct erasure, approved_by),
    JSON_INSTANT(struct erasure, ended_at),
};

static err erasure_get_all(struct req *rq)
{
    struct erasure *list;
    size_t count;
    err e;

    if ((e = erasure_list(&rq->work, &list, &count)))
        return e;
    return reply_structs(rq, "erasures", MEMBERS(ERASURE_OUT), list, count);
}

struct erasure_in {
    enum erasure_what what;
    int64_t record;
};
static const struct member ERASURE_IN[] = {
    MEMBER_CHOICE(struct erasure_in, what, erasure_what_parse, REQUIRED),
    MEMBER_INT(struct erasure_in, record, 1, INT64_MAX, REQUIRED),
};

static err erasure_post(struct req *rq)
{
    struct erasure_in in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, ERASURE_IN, COUNT(ERASURE_IN), &in)) ||
        (e = erasure_ask(&rq->work, in.what, in.record, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static err erasure_post_approve(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = erasure_approve(&rq->work, id)))
        return e;
    return reply_id(rq, 200, id);
}

static err erasure_post_withdraw(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = erasure_withdraw(&rq->work, id)))
        return e;
    return reply_id(rq, 200, id);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/erasures", R_COORDINATOR | R_DIRECTOR, 0, erasure_get_all},
    {"POST", "/api/v1/erasures", R_COORDINATOR | R_DIRECTOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED,
     erasure_post},
    {"POST", "/api/v1/erasures/{id}/approve", R_COORDINATOR | R_DIRECTOR, RT_WRITE | RT_CONFIRMED,
     erasure_post_approve},
    {"POST", "/api/v1/erasures/{id}/withdraw", R_COORDINATOR | R_DIRECTOR, RT_WRITE, erasure_post_withdraw},
};
const struct route_table ERASURE_ROUTES = ROUTE_TABLE(ROUTES);
