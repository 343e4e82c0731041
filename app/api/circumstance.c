/* Stays, enrolments and deaths over HTTP. */
#include "api/circumstance.h"

#include "domain/kindergarten/enrolment.h"
#include "domain/order/death.h"
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
    JSON_DATE(struct enrolment, from),        JSON_DATE(struct enrolment, until),
};

static err enrolment_get_all(struct req *rq)
{
    struct enrolment *list;
    int64_t case_id;
    size_t count;
    err e;

    if ((e = req_id(rq, "id", &case_id)) || (e = enrolment_list_case(&rq->work, case_id, &list, &count)))
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

struct death_in {
    int64_t version, case_id;
    date on;
    bool none;
};
static const struct member DEATH_IN[] = {
    MEMBER_INT(struct death_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct death_in, case_id, 1, INT64_MAX, REQUIRED),
    MEMBER_DATE(struct death_in, on, OPTIONAL),
    MEMBER_BOOL(struct death_in, none, OPTIONAL),
};

/* That a death was noted by mistake must be said ("none"), never follow from a day that was left out. */
static err death_put(struct req *rq)
{
    struct death_new death;
    struct death_in in;
    int64_t person;
    err e;

    if ((e = req_id(rq, "id", &person)) || (e = input_read(rq, rq->body, DEATH_IN, COUNT(DEATH_IN), &in)))
        return e;
    if (in.none == (in.on != DATE_NONE))
        return refuse(&rq->work, ERR_INPUT, "required", "on", "The day, or none: it was a mistake.");
    death = (struct death_new){.version = in.version, .case_id = in.case_id, .on = in.on};
    if ((e = death_write(&rq->work, person, &death)))
        return e;
    return reply_id(rq, 200, person);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/stays", R_COORDINATOR, 0, stay_get_all},
    {"POST", "/api/v1/cases/{id}/stays", R_COORDINATOR, RT_WRITE | RT_BODY, stay_post},
    {"POST", "/api/v1/stays/{id}/end", R_COORDINATOR, RT_WRITE | RT_BODY, stay_end_post},
    {"GET", "/api/v1/cases/{id}/enrolments", R_COORDINATOR, 0, enrolment_get_all},
    {"POST", "/api/v1/enrolments", R_COORDINATOR, RT_WRITE | RT_BODY, enrolment_post},
    {"POST", "/api/v1/enrolments/{id}/end", R_COORDINATOR, RT_WRITE | RT_BODY, enrolment_end_post},
    {"PUT", "/api/v1/persons/{id}/death", R_COORDINATOR, RT_WRITE | RT_BODY, death_put},
};
const struct route_table CIRCUMSTANCE_ROUTES = ROUTE_TABLE(ROUTES);
