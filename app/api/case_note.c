/* Notes over HTTP. They are added and read; none can be changed or removed, because what was known when is
 * part of the file. */
#include "api/case_note.h"

#include "api/case_id.h"
#include "domain/file/case_note.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

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

    if ((e = req_case(rq, &id)) || (e = case_note_list(&rq->work, id, &notes, &count)))
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

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/notes", R_COORDINATOR, 0, note_get_all},
    {"POST", "/api/v1/cases/{id}/notes", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, note_post},
};
const struct route_table CASE_NOTE_ROUTES = ROUTE_TABLE(ROUTES);
