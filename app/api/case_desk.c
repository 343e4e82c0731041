/* Notes, readers and catalogues over HTTP. */
#include "api/case_desk.h"

#include "domain/file/case_note.h"
#include "domain/file/case_reader.h"
#include "domain/order/catalogue.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member READER_OUT[] = {
    JSON_INT(struct case_reader, id),     JSON_INSTANT(struct case_reader, at),
    JSON_TEXT(struct case_reader, who),   JSON_TEXT(struct case_reader, what),
    JSON_ID(struct case_reader, version), JSON_TEXT(struct case_reader, why),
};

static err reader_get_all(struct req *rq)
{
    struct json_writer *j = reply_object(rq);
    struct case_reader *list;
    int64_t id, before, limit;
    size_t count;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_query_int(rq, "before", 0, INT64_MAX, 0, &before)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(listReaders, limit), DEFAULT(listReaders, limit), &limit)) ||
        (e = case_reader_list(&rq->work, id, before, (int)limit, &list, &count)))
        return e;
    json_put_structs(j, "readers", MEMBERS(READER_OUT), list, count);
    json_put_id(j, "next", count == (size_t)limit ? list[count - 1].id : 0);
    return reply_done(rq, 200);
}

static const struct json_member NOTE_OUT[] = {
    JSON_INT(struct case_note, id),
    JSON_INSTANT(struct case_note, at),
    JSON_TEXT(struct case_note, by),
    JSON_TEXT(struct case_note, text),
};

static err note_get_all(struct req *rq)
{
    struct case_note *notes;
    size_t count;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = case_note_list(&rq->work, id, &notes, &count)))
        return e;
    return reply_structs(rq, "notes", MEMBERS(NOTE_OUT), notes, count);
}

struct note_in {
    const char *text;
};
static const struct member NOTE_IN[] = {MEMBER_TEXT(struct note_in, text, LIMIT(NoteNew, text), REQUIRED)};

static err note_post(struct req *rq)
{
    struct note_in in;
    int64_t case_id, id;
    err e;

    if ((e = req_id(rq, "id", &case_id)) || (e = input_read(rq, rq->body, NOTE_IN, COUNT(NOTE_IN), &in)) ||
        (e = case_note_add(&rq->work, case_id, in.text, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static const struct json_member MEASURE_OUT[] = {
    JSON_TEXT(struct measure, code),
    JSON_TEXT(struct measure, text),
    JSON_TEXT(struct measure, text_en),
    JSON_BOOL(struct measure, active),
};

static err measure_get_all(struct req *rq)
{
    struct measure *list;
    size_t count;
    err e;

    if ((e = measure_list(&rq->work, &list, &count)))
        return e;
    return reply_structs(rq, "measures", MEMBERS(MEASURE_OUT), list, count);
}

static const struct json_member COURT_OUT[] = {
    JSON_TEXT(struct court, name),
    JSON_DATE(struct court, from),
    JSON_DATE(struct court, until),
    JSON_TEXT(struct court, successor),
};

static err court_get_all(struct req *rq)
{
    struct json_writer *j = reply_object(rq);
    size_t court_count, police_count;
    struct court *courts;
    const char **police;
    err e;

    if ((e = court_list(&rq->work, &courts, &court_count)) ||
        (e = police_list(&rq->work, &police, &police_count)))
        return e;
    json_put_structs(j, "courts", MEMBERS(COURT_OUT), courts, court_count);
    json_put_texts(j, "police", police, police_count);
    return reply_done(rq, 200);
}

static const struct json_member COORDINATOR_OUT[] = {
    JSON_INT(struct coordinator, id),
    JSON_TEXT(struct coordinator, full_name),
};

static err coordinator_get_all(struct req *rq)
{
    struct coordinator *list;
    size_t count;
    err e;

    if ((e = coordinator_list(&rq->work, &list, &count)))
        return e;
    return reply_structs(rq, "coordinators", MEMBERS(COORDINATOR_OUT), list, count);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/readers", R_COORDINATOR, 0, reader_get_all},
    {"GET", "/api/v1/cases/{id}/notes", R_COORDINATOR, 0, note_get_all},
    {"POST", "/api/v1/cases/{id}/notes", R_COORDINATOR, RT_WRITE | RT_BODY, note_post},
    {"GET", "/api/v1/measures", R_COORDINATOR, 0, measure_get_all},
    {"GET", "/api/v1/courts", R_COORDINATOR, 0, court_get_all},
    {"GET", "/api/v1/coordinators", R_COORDINATOR, 0, coordinator_get_all},
};
const struct route_table CASE_DESK_ROUTES = ROUTE_TABLE(ROUTES);
