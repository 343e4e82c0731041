/* The case work of a file over HTTP: the nouns by what they say, their records, and what of them is taken
 * along to a visit. */
#include "api/case_work.h"

#include "api/case_id.h"
#include "domain/casework/case_work.h"
#include "domain/casework/closing.h"
#include "domain/casework/noun_list.h"
#include "domain/casework/visit_pack.h"
#include "domain/task/case_close.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const char *due_word(unsigned due)
{
    static const char *const WORDS[] = {
        [NOUN_NEVER] = "never", [NOUN_ASKED] = "asked", [NOUN_NEEDED] = "needed"};

    return WORDS[due];
}

static const struct json_member FIELD_OUT[] = {
    JSON_TEXT(struct said_field, name),   JSON_INT(struct said_field, max),
    JSON_BOOL(struct said_field, needed), JSON_WORD(struct said_field, form, said_form_name),
    JSON_TEXT(struct said_field, list),
};

static err noun_put(struct json_writer *j, const struct noun *noun)
{
    json_put_object(j, NULL);
    json_put_text(j, "kind", record_kind_name(noun->kind));
    json_put_text(j, "due", due_word(noun->due));
    json_put_bool(j, "ahead", noun->ahead);
    json_put_bool(j, "own", noun->own);
    json_put_bool(j, "alone", !noun->answers || noun->alone);
    json_put_list(j, "answers");
    for (unsigned kind = 0; kind < RECORD_KINDS; kind++)
        if (noun->answers & NOUN_BIT(kind))
            json_put_text(j, NULL, record_kind_name(kind));
    json_put_end(j);
    json_put_structs(j, "fields", MEMBERS(FIELD_OUT), noun->said, noun->said_count);
    json_put_end(j);
    return json_err(j);
}

static err noun_get_all(struct req *rq)
{
    struct json_writer *j = reply_object(rq);
    err e = OK;

    json_put_list(j, "nouns");
    for (unsigned kind = 0; kind < RECORD_KINDS && !e; kind++)
        e = noun_put(j, noun_of((enum record_kind)kind));
    if (e)
        return e;
    json_put_end(j);
    return reply_done(rq, 200);
}

static const struct json_member PAIR_OUT[] = {SAID_PAIR_OUT};
static const struct json_member RECORD_OUT[] = {
    JSON_INT(struct record, id),      JSON_WORD(struct record, kind, record_kind_name),
    JSON_INT(struct record, root),    JSON_ID(struct record, answers),
    JSON_ID(struct record, corrects), JSON_DATE(struct record, on),
    JSON_DATE(struct record, due),    RECORD_WRITTEN_OUT,
};
static const struct json_member WORK_OUT[] = {
    JSON_FLAT(struct case_work, record, RECORD_OUT),
    JSON_BOOL(struct case_work, open),
    JSON_BOOL(struct case_work, outside_stay),
    JSON_LIST(struct case_work, said, said_count, PAIR_OUT),
};

static err work_get_all(struct req *rq)
{
    struct json_writer *j;
    struct case_work *list;
    size_t count;
    date closed;
    int64_t id;
    err e;

    if ((e = req_case(rq, &id)) || (e = case_work_list(&rq->work, id, &list, &count)) ||
        (e = closing_day(&rq->work, id, &closed)))
        return e;
    j = reply_object(rq);
    json_put_date(j, "closed_on", closed);
    json_put_structs(j, "records", MEMBERS(WORK_OUT), list, count);
    return reply_done(rq, 200);
}

static const struct json_member PERSON_OUT[] = {
    JSON_INT(struct visit_person, id),
    JSON_WORD(struct visit_person, role, case_role_name),
    JSON_TEXT(struct visit_person, first_name),
    JSON_TEXT(struct visit_person, surname),
    JSON_TEXT(struct visit_person, address),
    JSON_TEXT_AS(struct visit_person, contact.channel, "channel"),
    JSON_TEXT_AS(struct visit_person, contact.detail, "detail"),
    JSON_TEXT_AS(struct visit_person, contact.hours, "hours"),
    JSON_TEXT_AS(struct visit_person, contact.address, "safe_address"),
    JSON_INSTANT_AS(struct visit_person, contact.unsafe_since, "unsafe_since"),
};

static err pack_get(struct req *rq)
{
    struct json_writer *j;
    struct visit_pack p;
    int64_t id, visit;
    err e;

    if ((e = req_case(rq, &id)) || (e = req_id(rq, "visit", &visit)) ||
        (e = visit_pack_read(&rq->work, id, visit, &p)))
        return e;
    j = reply_object(rq);
    json_put_text(j, "number", p.number);
    json_put_text(j, "unit", p.unit);
    json_put_instant(j, "read_at", p.read_at);
    json_put_text(j, "danger", date_known(p.assessed) ? danger_level_name(p.danger) : NULL);
    json_put_date(j, "assessed_on", p.assessed);
    json_put_structs(j, "persons", MEMBERS(PERSON_OUT), p.persons, p.person_count);
    json_put_structs(j, "records", MEMBERS(WORK_OUT), p.records, p.record_count);
    return reply_done(rq, 200);
}

static const struct member PAIR_IN[] = {SAID_PAIR_IN};
static const struct member WORK_IN[] = {
    MEMBER_CHOICE(struct case_work_new, kind, record_kind_parse, REQUIRED),
    MEMBER_DATE(struct case_work_new, on, OPTIONAL),
    MEMBER_DATE(struct case_work_new, due, OPTIONAL),
    MEMBER_INT(struct case_work_new, answers, 1, INT64_MAX, OPTIONAL),
    MEMBER_INT(struct case_work_new, corrects, 1, INT64_MAX, OPTIONAL),
    MEMBER_LIST(struct case_work_new, said, PAIR_IN, struct said_pair, LIMIT(CaseWorkNew, said), OPTIONAL),
};

static err work_post(struct req *rq)
{
    struct case_work_new in;
    int64_t id, record;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, WORK_IN, COUNT(WORK_IN), &in)) ||
        (e = (in.kind == RECORD_CLOSING ? case_close : case_work_record)(&rq->work, id, &in, &record)))
        return e;
    return reply_id(rq, 201, record);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/case-nouns", R_COORDINATOR, 0, noun_get_all},
    {"GET", "/api/v1/cases/{id}/work", R_COORDINATOR, 0, work_get_all},
    {"GET", "/api/v1/cases/{id}/visits/{visit}/pack", R_COORDINATOR, 0, pack_get},
    {"POST", "/api/v1/cases/{id}/work", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, work_post},
};
const struct route_table CASE_WORK_ROUTES = ROUTE_TABLE(ROUTES);
