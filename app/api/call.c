/* Calls for help over HTTP, and the lists of choices of case work. */
#include "api/call.h"

#include "api/case_work.h"
#include "domain/casework/call.h"
#include "domain/casework/case_word.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member WORD_OUT[] = {
    JSON_TEXT(struct case_word, list),    JSON_TEXT(struct case_word, code),
    JSON_TEXT(struct case_word, text),    JSON_TEXT(struct case_word, text_en),
    JSON_BOOL(struct case_word, offered),
};

static err word_get_all(struct req *rq)
{
    struct case_word *words;
    size_t count;
    err e;

    if ((e = case_word_list(&rq->work, &words, &count)))
        return e;
    return reply_structs(rq, "words", MEMBERS(WORD_OUT), words, count);
}

#define SAID_IN(f, needed) MEMBER_TEXT(struct call_said, f, LIMIT(CallNew, f), needed)
static const struct member CALL_IN[] = {
    MEMBER_INT(struct call_new, case_id, 1, INT64_MAX, OPTIONAL),
    MEMBER_INT(struct call_new, corrects, 1, INT64_MAX, OPTIONAL),
    MEMBER_DATE(struct call_new, on, OPTIONAL),
    SAID_IN(time, OPTIONAL),
    SAID_IN(unit, OPTIONAL),
    SAID_IN(channel, REQUIRED),
    SAID_IN(caller, REQUIRED),
    SAID_IN(age_group, OPTIONAL),
    SAID_IN(sex, OPTIONAL),
    SAID_IN(danger, REQUIRED),
    SAID_IN(outcome, REQUIRED),
    SAID_IN(name, OPTIONAL),
    SAID_IN(phone, OPTIONAL),
    SAID_IN(about, OPTIONAL),
    SAID_IN(advice, OPTIONAL),
    SAID_IN(safe, OPTIONAL),
};

static err call_post(struct req *rq)
{
    struct call_new in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, CALL_IN, COUNT(CALL_IN), &in)) ||
        (e = call_record(&rq->work, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static const struct member CALL_FILE_IN[] = {
    MEMBER_INT(struct call_file, case_id, 1, INT64_MAX, OPTIONAL),
    MEMBER_TEXT(struct call_file, unit, LIMIT(CallFile, unit), OPTIONAL),
};

static err call_file_post(struct req *rq)
{
    struct call_file in;
    int64_t id, case_id;
    err e;

    if ((e = req_id(rq, "id", &id)) ||
        (e = input_read(rq, rq->body, CALL_FILE_IN, COUNT(CALL_FILE_IN), &in)) ||
        (e = call_file(&rq->work, id, &in, &case_id)))
        return e;
    json_put_int(reply_object(rq), "case_id", case_id);
    return reply_done(rq, 200);
}

static const struct json_member RECORD_OUT[] = {
    JSON_INT(struct record, id),      JSON_ID(struct record, case_id), JSON_TEXT(struct record, case_number),
    JSON_ID(struct record, corrects), JSON_DATE(struct record, on),    RECORD_WRITTEN_OUT,
};
static const struct json_member SAID_OUT[] = {
    JSON_TEXT(struct call_said, time),      JSON_TEXT(struct call_said, unit),
    JSON_TEXT(struct call_said, channel),   JSON_TEXT(struct call_said, caller),
    JSON_TEXT(struct call_said, age_group), JSON_TEXT(struct call_said, sex),
    JSON_TEXT(struct call_said, danger),    JSON_TEXT(struct call_said, outcome),
    JSON_TEXT(struct call_said, name),      JSON_TEXT(struct call_said, phone),
    JSON_TEXT(struct call_said, about),     JSON_TEXT(struct call_said, advice),
    JSON_TEXT(struct call_said, safe),
};
static const struct json_member CALL_OUT[] = {
    JSON_FLAT(struct call, record, RECORD_OUT),
    JSON_FLAT(struct call, said, SAID_OUT),
};

static err call_get_all(struct req *rq)
{
    struct record_filter f = {0};
    int64_t no_file;
    struct call *calls;
    size_t count;
    err e;

    if ((e = req_query_int(rq, "case", 1, INT64_MAX, 0, &f.case_id)) ||
        (e = req_query_int(rq, "no_file", 0, 1, 0, &no_file)) ||
        (e = req_query_date(rq, "from", DATE_NONE, &f.from)) ||
        (e = req_query_date(rq, "until", DATE_NONE, &f.until)) ||
        (e = req_query_int(rq, "before", 1, INT64_MAX, 0, &f.before)))
        return e;
    f.no_file = no_file == 1;
    if ((e = call_list(&rq->work, &f, &calls, &count)))
        return e;
    return reply_structs(rq, "calls", MEMBERS(CALL_OUT), calls, count);
}

static const struct member VOID_IN[] = {
    MEMBER_TEXT(struct record_void, reason, LIMIT(RecordVoid, reason), REQUIRED),
};

static err record_void_post(struct req *rq)
{
    struct record_void in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, VOID_IN, COUNT(VOID_IN), &in)) ||
        (e = record_void(&rq->work, id, &in)))
        return e;
    return reply_id(rq, 200, id);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/case-words", R_COORDINATOR | R_DIRECTOR, 0, word_get_all},
    {"GET", "/api/v1/calls", R_COORDINATOR, 0, call_get_all},
    {"POST", "/api/v1/calls", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, call_post},
    {"POST", "/api/v1/calls/{id}/file", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, call_file_post},
    {"POST", "/api/v1/records/{id}/void", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, record_void_post},
};
const struct route_table CALL_ROUTES = ROUTE_TABLE(ROUTES);
