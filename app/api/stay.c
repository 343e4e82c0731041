/* Stays in care institutions over HTTP. They exclude the monthly payment for their days (VKM 597/2019) and
 * are for coordinators alone, since they say where she lives. */
#include "api/stay.h"

#include "api/case_id.h"
#include "domain/order/stay.h"
#include "domain/order/stay_question.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct member WITH_IN[] = {
    MEMBER_INT(struct stay_with, id, 1, INT64_MAX, REQUIRED),
};

static const struct member STAY_IN[] = {
    MEMBER_INT(struct stay_new, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct stay_new, person, 1, INT64_MAX, REQUIRED),
    MEMBER_LIST(struct stay_new, with, WITH_IN, struct stay_with, LIMIT(StayNew, with), OPTIONAL),
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

static const struct member STAY_END_IN[] = {
    MEMBER_INT(struct stay_end, version, 1, INT64_MAX, REQUIRED),
    MEMBER_DATE(struct stay_end, until, REQUIRED),
    MEMBER_BOOL(struct stay_end, all, OPTIONAL),
};

static err stay_end_post(struct req *rq)
{
    struct stay_end in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, STAY_END_IN, COUNT(STAY_END_IN), &in)) ||
        (e = stay_end(&rq->work, id, &in)))
        return e;
    return reply_id(rq, 200, id);
}

static const struct member VOID_IN[] = {
    MEMBER_INT(struct stay_void, version, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct stay_void, reason, LIMIT(StayVoid, reason), REQUIRED),
};

static err stay_void_post(struct req *rq)
{
    struct stay_void in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, VOID_IN, COUNT(VOID_IN), &in)) ||
        (e = stay_void(&rq->work, id, &in)))
        return e;
    return reply_id(rq, 200, id);
}

static const struct member CORRECTION_IN[] = {
    MEMBER_INT(struct stay_correction, version, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct stay_correction, place, LIMIT(StayCorrection, place), OPTIONAL),
    MEMBER_DATE(struct stay_correction, from, REQUIRED),
    MEMBER_DATE(struct stay_correction, until, OPTIONAL),
};

static err stay_correct_post(struct req *rq)
{
    struct stay_correction in;
    int64_t id, new_id;
    err e;

    if ((e = req_id(rq, "id", &id)) ||
        (e = input_read(rq, rq->body, CORRECTION_IN, COUNT(CORRECTION_IN), &in)) ||
        (e = stay_correct(&rq->work, id, &in, &new_id)))
        return e;
    return reply_id(rq, 201, new_id);
}

static const struct json_member INSTITUTION_OUT[] = {
    JSON_INT(struct institution, id),
    JSON_TEXT(struct institution, name),
    JSON_BOOL(struct institution, active),
};

static err institution_get_all(struct req *rq)
{
    struct institution *list;
    size_t count;
    err e;

    if ((e = institution_list(&rq->work, &list, &count)))
        return e;
    return reply_structs(rq, "institutions", MEMBERS(INSTITUTION_OUT), list, count);
}

struct institution_in {
    const char *name;
};
static const struct member INSTITUTION_IN[] = {
    MEMBER_TEXT(struct institution_in, name, LIMIT(InstitutionNew, name), REQUIRED),
};

static err institution_post(struct req *rq)
{
    struct institution_in in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, INSTITUTION_IN, COUNT(INSTITUTION_IN), &in)) ||
        (e = institution_add(&rq->work, in.name, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static const struct json_member STAY_OUT[] = {
    JSON_INT(struct stay, id),           JSON_INT(struct stay, person),  JSON_TEXT(struct stay, place),
    JSON_DATE(struct stay, from),        JSON_DATE(struct stay, until),  JSON_BOOL(struct stay, voided),
    JSON_TEXT(struct stay, void_reason), JSON_ID(struct stay, corrects),
};

static err stay_get_all(struct req *rq)
{
    struct stay *stays;
    int64_t case_id;
    size_t count;
    err e;

    if ((e = req_case(rq, &case_id)) || (e = stay_list(&rq->work, case_id, &stays, &count)))
        return e;
    return reply_structs(rq, "stays", MEMBERS(STAY_OUT), stays, count);
}

static const struct json_member QUESTION_OUT[] = {
    JSON_INT(struct stay_question, id),
    JSON_INT(struct stay_question, stay),
    JSON_WORD(struct stay_question, moved, stay_move_name),
    JSON_WORD(struct stay_question, what, stay_matter_name),
    JSON_DATE(struct stay_question, asked_on),
    JSON_WORD(struct stay_question, answer, stay_answer_name),
    JSON_TEXT(struct stay_question, answered_by),
};

static err question_get_all(struct req *rq)
{
    struct stay_question *list;
    int64_t case_id;
    size_t count;
    err e;

    if ((e = req_case(rq, &case_id)) || (e = stay_question_list(&rq->work, case_id, &list, &count)))
        return e;
    return reply_structs(rq, "questions", MEMBERS(QUESTION_OUT), list, count);
}

struct answer_in {
    int64_t version;
    enum stay_answer answer;
};
static const struct member ANSWER_IN[] = {
    MEMBER_INT(struct answer_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_CHOICE(struct answer_in, answer, stay_answer_parse, REQUIRED),
};

static err answer_post(struct req *rq)
{
    struct answer_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, ANSWER_IN, COUNT(ANSWER_IN), &in)) ||
        (e = stay_question_answer(&rq->work, id, in.version, in.answer)))
        return e;
    return reply_id(rq, 200, id);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/stays", R_COORDINATOR, 0, stay_get_all},
    {"POST", "/api/v1/cases/{id}/stays", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, stay_post},
    {"POST", "/api/v1/stays/{id}/end", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, stay_end_post},
    {"POST", "/api/v1/stays/{id}/void", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, stay_void_post},
    {"POST", "/api/v1/stays/{id}/correct", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, stay_correct_post},
    {"GET", "/api/v1/cases/{id}/stay-questions", R_COORDINATOR, 0, question_get_all},
    {"POST", "/api/v1/stay-questions/{id}/answer", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, answer_post},
    {"GET", "/api/v1/institutions", R_COORDINATOR | R_ADMINISTRATOR, 0, institution_get_all},
    {"POST", "/api/v1/institutions", R_COORDINATOR | R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM,
     institution_post},
};
const struct route_table STAY_ROUTES = ROUTE_TABLE(ROUTES);
