/* Stays in care institutions over HTTP. They exclude the monthly payment for their days (VKM 597/2019) and
 * are for coordinators alone, since they say where she lives. */
#include "api/stay.h"

#include "domain/order/stay.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct member STAY_IN[] = {
    MEMBER_INT(struct stay_new, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct stay_new, person, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct stay_new, place, LIMIT(StayNew, place), OPTIONAL),
    MEMBER_DATE(struct stay_new, from, REQUIRED),
    MEMBER_DATE(struct stay_new, until, OPTIONAL),
};

static err stay_post(struct req *rq)
{
    struct stay_new in;
    int64_t case_id, id;
    err e;

    if ((e = req_id(rq, "id", &case_id)) || (e = input_read(rq, rq->body, STAY_IN, COUNT(STAY_IN), &in)) ||
        (e = stay_begin(&rq->work, case_id, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

struct stay_end_in {
    int64_t version;
    date until;
};
static const struct member STAY_END_IN[] = {
    MEMBER_INT(struct stay_end_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_DATE(struct stay_end_in, until, REQUIRED),
};

static err stay_end_post(struct req *rq)
{
    struct stay_end_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, STAY_END_IN, COUNT(STAY_END_IN), &in)) ||
        (e = stay_end(&rq->work, id, in.version, in.until)))
        return e;
    return reply_id(rq, 200, id);
}

static const struct json_member STAY_OUT[] = {
    JSON_INT(struct stay, id),    JSON_INT(struct stay, person), JSON_TEXT(struct stay, place),
    JSON_DATE(struct stay, from), JSON_DATE(struct stay, until),
};

static err stay_get_all(struct req *rq)
{
    struct stay *stays;
    int64_t case_id;
    size_t count;
    err e;

    if ((e = req_id(rq, "id", &case_id)) || (e = stay_list(&rq->work, case_id, &stays, &count)))
        return e;
    return reply_structs(rq, "stays", MEMBERS(STAY_OUT), stays, count);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/stays", R_COORDINATOR, 0, stay_get_all},
    {"POST", "/api/v1/cases/{id}/stays", R_COORDINATOR, RT_WRITE | RT_BODY, stay_post},
    {"POST", "/api/v1/stays/{id}/end", R_COORDINATOR, RT_WRITE | RT_BODY, stay_end_post},
};
const struct route_table STAY_ROUTES = ROUTE_TABLE(ROUTES);
