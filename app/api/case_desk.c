/* Notes, readers and catalogues over HTTP. */
#include "api/case_desk.h"

#include "api/instant.h"
#include "domain/file/case_note.h"
#include "domain/file/case_reader.h"
#include "domain/order/catalogue.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static err reader_get_all(struct req *rq)
{
    struct case_reader *list;
    int64_t id, before, limit;
    json_t *items;
    size_t count;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_query_int(rq, "before", 0, INT64_MAX, 0, &before)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(listReaders, limit), DEFAULT(listReaders, limit), &limit)) ||
        (e = case_reader_list(&rq->work, id, before, (int)limit, &list, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, json_pack("{s:I, s:o, s:s, s:s, s:o, s:s}", "id", (json_int_t)list[i].id,
                                               "at", instant_json(list[i].at), "who", list[i].who, "what",
                                               list[i].what, "version",
                                               list[i].version ? json_integer(list[i].version) : json_null(),
                                               "why", list[i].why));
    return reply_json(rq, 200,
                      json_pack("{s:o, s:o}", "readers", items, "next",
                                count == (size_t)limit ? json_integer(list[count - 1].id) : json_null()));
}

static err note_get_all(struct req *rq)
{
    struct case_note *notes;
    json_t *items;
    size_t count;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = case_note_list(&rq->work, id, &notes, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items,
                              json_pack("{s:I, s:o, s:s, s:s}", "id", (json_int_t)notes[i].id, "at",
                                        instant_json(notes[i].at), "by", notes[i].by, "text", notes[i].text));
    return reply_json(rq, 200, json_pack("{s:o}", "notes", items));
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
    return reply_json(rq, 201, json_pack("{s:I}", "id", (json_int_t)id));
}

static err measure_get_all(struct req *rq)
{
    struct measure *list;
    json_t *items;
    size_t count;
    err e;

    if ((e = measure_list(&rq->work, &list, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items,
                              json_pack("{s:s, s:s, s:s, s:b}", "code", list[i].code, "text", list[i].text,
                                        "text_en", list[i].text_en, "active", list[i].active));
    return reply_json(rq, 200, json_pack("{s:o}", "measures", items));
}

static json_t *courts_json(const struct court *list, size_t count)
{
    json_t *items = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, json_pack("{s:s, s:o, s:o, s:s?}", "name", list[i].name, "from",
                                               date_json(list[i].from), "until", date_json(list[i].until),
                                               "successor", list[i].successor));
    return items;
}

static err court_get_all(struct req *rq)
{
    size_t court_count, police_count;
    struct court *courts;
    const char **police;
    json_t *names;
    err e;

    if ((e = court_list(&rq->work, &courts, &court_count)) ||
        (e = police_list(&rq->work, &police, &police_count)))
        return e;
    names = json_array();
    for (size_t i = 0; i < police_count; i++)
        json_array_append_new(names, json_string(police[i]));
    return reply_json(rq, 200,
                      json_pack("{s:o, s:o}", "courts", courts_json(courts, court_count), "police", names));
}

static err coordinator_get_all(struct req *rq)
{
    struct coordinator *list;
    json_t *items;
    size_t count;
    err e;

    if ((e = coordinator_list(&rq->work, &list, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(
            items, json_pack("{s:I, s:s}", "id", (json_int_t)list[i].id, "full_name", list[i].full_name));
    return reply_json(rq, 200, json_pack("{s:o}", "coordinators", items));
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
