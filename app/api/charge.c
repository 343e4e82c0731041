/* Who is in charge of which files, over HTTP: seen, and handed on, one file or all of somebody's. */
#include "api/charge.h"

#include "domain/file/charge.h"
#include "domain/file/substitute.h"
#include "domain/task/charge_task.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

#define NOBODYS_MOST 50 /* whoever has more gives all of them to somebody at once */

static const struct json_member HOLDER_OUT[] = {
    JSON_INT(struct charge_holder, id),
    JSON_TEXT(struct charge_holder, full_name),
    JSON_BOOL(struct charge_holder, active),
    JSON_INT(struct charge_holder, files),
};
static const struct json_member NOBODY_OUT[] = {
    JSON_INT(struct charge_nobody, case_id),
    JSON_TEXT(struct charge_nobody, number),
    JSON_TEXT(struct charge_nobody, unit),
    JSON_BOOL(struct charge_nobody, sealed),
};

static const struct json_member SUBSTITUTE_OUT[] = {
    JSON_INT(struct substitute, id),    JSON_TEXT(struct substitute, away),  JSON_TEXT(struct substitute, by),
    JSON_DATE(struct substitute, from), JSON_DATE(struct substitute, until),
};

static err charge_get(struct req *rq)
{
    struct charge_holder *holders;
    struct charge_nobody *nobody;
    struct substitute *substitutes;
    size_t holder_count, nobody_count, substitute_count;
    struct json_writer *j;
    int64_t all;
    err e;

    if ((e = charge_holders(&rq->work, &holders, &holder_count)) ||
        (e = charge_nobody_list(&rq->work, NOBODYS_MOST, &nobody, &nobody_count, &all)) ||
        (e = substitute_list(&rq->work, &substitutes, &substitute_count)))
        return e;
    j = reply_object(rq);
    json_put_structs(j, "holders", MEMBERS(HOLDER_OUT), holders, holder_count);
    json_put_structs(j, "nobody", MEMBERS(NOBODY_OUT), nobody, nobody_count);
    json_put_int(j, "nobody_all", all);
    json_put_structs(j, "substitutes", MEMBERS(SUBSTITUTE_OUT), substitutes, substitute_count);
    return reply_done(rq, 200);
}

static const struct member HANDOVER_IN[] = {
    MEMBER_INT(struct charge_handover, from, 1, INT64_MAX, OPTIONAL),
    MEMBER_INT(struct charge_handover, to, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct charge_handover, files, 1, INT64_MAX, REQUIRED),
};
static const struct json_member HANDED_OUT[] = {
    JSON_INT(struct charge_handed, files),
    JSON_INT(struct charge_handed, left),
};

static err charge_post(struct req *rq)
{
    struct charge_handover in;
    struct charge_handed done;
    err e;

    if ((e = input_read(rq, rq->body, HANDOVER_IN, COUNT(HANDOVER_IN), &in)) ||
        (e = charge_hand_over(&rq->work, &in, &done)))
        return e;
    return reply_struct(rq, 200, MEMBERS(HANDED_OUT), &done);
}

struct charge_in {
    int64_t version, account;
};
static const struct member CHARGE_IN[] = {
    MEMBER_INT(struct charge_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct charge_in, account, 1, INT64_MAX, REQUIRED),
};

static err case_charge_put(struct req *rq)
{
    struct charge_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, CHARGE_IN, COUNT(CHARGE_IN), &in)) ||
        (e = charge_set(&rq->work, id, in.version, in.account)))
        return e;
    return reply_empty(rq, 204);
}

static const struct member SUBSTITUTE_IN[] = {
    MEMBER_INT(struct substitute_new, away, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct substitute_new, by, 1, INT64_MAX, REQUIRED),
    MEMBER_DATE(struct substitute_new, from, REQUIRED),
    MEMBER_DATE(struct substitute_new, until, REQUIRED),
};

static err substitute_post(struct req *rq)
{
    struct substitute_new in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, SUBSTITUTE_IN, COUNT(SUBSTITUTE_IN), &in)) ||
        (e = substitute_add(&rq->work, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static err substitute_end_post(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = substitute_end(&rq->work, id)))
        return e;
    return reply_id(rq, 200, id);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/charge", R_COORDINATOR | R_DIRECTOR, 0, charge_get},
    {"POST", "/api/v1/charge", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, charge_post},
    {"PUT", "/api/v1/cases/{id}/charge", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, case_charge_put},
    {"POST", "/api/v1/substitutes", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, substitute_post},
    {"POST", "/api/v1/substitutes/{id}/end", R_COORDINATOR, RT_WRITE, substitute_end_post},
};
const struct route_table CHARGE_ROUTES = ROUTE_TABLE(ROUTES);
