/* Assessments of danger over HTTP, and the instruments for them. That somebody agrees to a lower level is
 * recorded as case work (case_work.c). */
#include "api/assessment.h"

#include "api/case_id.h"
#include "api/case_work.h"
#include "domain/casework/assessment.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member QUESTION_OUT[] = {
    JSON_TEXT(struct instrument_question, code),    JSON_TEXT(struct instrument_question, text),
    JSON_TEXT(struct instrument_question, text_en), JSON_BOOL(struct instrument_question, grave),
    JSON_BOOL(struct instrument_question, asked),
};
static const struct json_member COUNT_OUT[] = {
    JSON_INT(struct danger_count, yes),
    JSON_INT(struct danger_count, grave),
    JSON_INT(struct danger_count, open),
};
static const struct json_member RULE_OUT[] = {
    JSON_WORD(struct danger_rule, level, danger_level_name),
    JSON_FLAT(struct danger_rule, least, COUNT_OUT),
};
static const struct json_member INSTRUMENT_OUT[] = {
    JSON_INT(struct instrument, id),
    JSON_TEXT(struct instrument, name),
    JSON_TEXT(struct instrument, name_en),
    JSON_TEXT(struct instrument, version),
    JSON_TEXT(struct instrument, source),
    JSON_TEXT(struct instrument, licence),
    JSON_BOOL(struct instrument, offered),
    JSON_LIST(struct instrument, questions, question_count, QUESTION_OUT),
    JSON_LIST(struct instrument, rules, rule_count, RULE_OUT),
};

static err instrument_get_all(struct req *rq)
{
    struct instrument *list;
    size_t count;
    err e;

    if ((e = instrument_list(&rq->work, rq->work.today, &list, &count)))
        return e;
    return reply_structs(rq, "instruments", MEMBERS(INSTRUMENT_OUT), list, count);
}

static const struct member ANSWER_IN[] = {
    MEMBER_TEXT(struct answer_given, question, LIMIT(AnswerGiven, question), REQUIRED),
    MEMBER_CHOICE(struct answer_given, answer, answer_parse, REQUIRED),
    MEMBER_TEXT(struct answer_given, comment, LIMIT(AnswerGiven, comment), OPTIONAL),
};
static const struct member ASSESSMENT_IN[] = {
    MEMBER_INT(struct assessment_new, instrument, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct assessment_new, corrects, 1, INT64_MAX, OPTIONAL),
    MEMBER_DATE(struct assessment_new, on, OPTIONAL),
    MEMBER_TEXT(struct assessment_new, kind, LIMIT(AssessmentNew, kind), REQUIRED),
    MEMBER_CHOICE(struct assessment_new, judged, danger_level_parse, REQUIRED),
    MEMBER_TEXT(struct assessment_new, reason, LIMIT(AssessmentNew, reason), OPTIONAL),
    MEMBER_LIST(struct assessment_new, answers, ANSWER_IN, struct answer_given, LIMIT(AssessmentNew, answers),
                OPTIONAL),
};

static err assessment_post(struct req *rq)
{
    struct assessment_new in;
    int64_t id, case_id;
    err e;

    if ((e = req_id(rq, "id", &case_id)) ||
        (e = input_read(rq, rq->body, ASSESSMENT_IN, COUNT(ASSESSMENT_IN), &in)) ||
        (e = assessment_record(&rq->work, case_id, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static const struct json_member RECORD_OUT[] = {
    JSON_INT(struct record, id),  JSON_ID(struct record, corrects),
    JSON_DATE(struct record, on), JSON_DATE(struct record, due),
    RECORD_WRITTEN_OUT,
};
static const struct json_member ANSWER_OUT[] = {
    JSON_TEXT(struct answer_read, question), JSON_TEXT(struct answer_read, text),
    JSON_TEXT(struct answer_read, text_en),  JSON_WORD(struct answer_read, answer, answer_name),
    JSON_TEXT(struct answer_read, comment),
};
static const struct json_member ASSESSMENT_OUT[] = {
    JSON_FLAT(struct assessment, record, RECORD_OUT),
    JSON_TEXT(struct assessment, kind),
    JSON_TEXT(struct assessment, reason),
    JSON_TEXT(struct assessment, instrument),
    JSON_TEXT(struct assessment, instrument_en),
    JSON_TEXT(struct assessment, version),
    JSON_WORD(struct assessment, computed, danger_level_name),
    JSON_WORD(struct assessment, judged, danger_level_name),
    JSON_WORD(struct assessment, holds, danger_level_name),
    JSON_BOOL(struct assessment, asks),
    JSON_TEXT(struct assessment, agreed_by),
    JSON_LIST(struct assessment, answers, answer_count, ANSWER_OUT),
};

static err assessment_get_all(struct req *rq)
{
    struct assessment *list;
    int64_t case_id;
    size_t count;
    err e;

    if ((e = req_case(rq, &case_id)) || (e = assessment_list(&rq->work, case_id, &list, &count)))
        return e;
    return reply_structs(rq, "assessments", MEMBERS(ASSESSMENT_OUT), list, count);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/instruments", R_COORDINATOR, 0, instrument_get_all},
    {"GET", "/api/v1/cases/{id}/assessments", R_COORDINATOR, 0, assessment_get_all},
    {"POST", "/api/v1/cases/{id}/assessments", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, assessment_post},
};
const struct route_table ASSESSMENT_ROUTES = ROUTE_TABLE(ROUTES);
