/* Enrolments over HTTP, as the register keeps them; a kindergarten sees its own by api/kindergarten.c. */
#include "api/enrolment.h"

#include "api/case_id.h"
#include "domain/kindergarten/enrolment.h"
#include "http/input.h"
#include "http/reply.h"

static const struct member ENROLMENT_IN[] = {
    MEMBER_INT(struct enrolment_new, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct enrolment_new, case_id, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct enrolment_new, person, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct enrolment_new, organisation, 1, INT64_MAX, REQUIRED),
    MEMBER_DATE(struct enrolment_new, from, REQUIRED),
    MEMBER_DATE(struct enrolment_new, until, OPTIONAL),
};

static err enrolment_post(struct req *rq)
{
    struct enrolment_new in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, ENROLMENT_IN, COUNT(ENROLMENT_IN), &in)) ||
        (e = enrolment_add(&rq->work, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static const struct json_member ENROLMENT_OUT[] = {
    JSON_INT(struct enrolment, id),           JSON_INT(struct enrolment, person),
    JSON_INT(struct enrolment, organisation), JSON_TEXT(struct enrolment, organisation_name),
    JSON_ID(struct enrolment, number),        JSON_DATE(struct enrolment, from),
    JSON_DATE(struct enrolment, until),
};

static err enrolment_get_all(struct req *rq)
{
    struct enrolment *list;
    int64_t case_id;
    size_t count;
    err e;

    if ((e = req_case(rq, &case_id)) || (e = enrolment_list_case(&rq->work, case_id, &list, &count)))
        return e;
    return reply_structs(rq, "enrolments", MEMBERS(ENROLMENT_OUT), list, count);
}

struct day_in {
    date on;
};
static const struct member DAY_IN[] = {MEMBER_DATE(struct day_in, on, REQUIRED)};

static err enrolment_end_post(struct req *rq)
{
    struct day_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, DAY_IN, COUNT(DAY_IN), &in)) ||
        (e = enrolment_end(&rq->work, id, in.on)))
        return e;
    return reply_id(rq, 200, id);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/enrolments", R_COORDINATOR, 0, enrolment_get_all},
    {"POST", "/api/v1/enrolments", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, enrolment_post},
    {"POST", "/api/v1/enrolments/{id}/end", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, enrolment_end_post},
};
const struct route_table ENROLMENT_ROUTES = ROUTE_TABLE(ROUTES);
