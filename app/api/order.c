/* Orders over HTTP: registered as the paper says, acts appended as courts and police decide. */
#include "api/order.h"

#include <string.h>

#include "api/instant.h"
#include "api/order_in.h"
#include "api/order_out.h"
#include "api/person_in.h"
#include "domain/file/person.h"
#include "domain/law/case_role.h"
#include "domain/order/act_record.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/order/order_register.h"
#include "gen/limits.h"
#include "http/reply.h"

/* The respondent has a member of his own. */
static bool covered_parse(const char *name, enum case_role *ret)
{
    return case_role_parse(name, ret) && *ret != ROLE_RESPONDENT;
}

struct person_in {
    int64_t person;
    enum case_role role;
    struct person_new who;
};
static const struct member PERSON_IN[] = {
    MEMBER_INT(struct person_in, person, 1, INT64_MAX, OPTIONAL),
    MEMBER_CHOICE(struct person_in, role, covered_parse, REQUIRED),
    PERSON_MEMBERS(struct person_in, who, OPTIONAL),
};
static const struct member RESPONDENT_IN[] = {
    MEMBER_INT(struct person_in, person, 1, INT64_MAX, OPTIONAL),
    PERSON_MEMBERS(struct person_in, who, OPTIONAL),
};

struct order_in {
    int64_t case_id, version, follows;
    enum order_kind kind;
    const char *issuer, *number, *decided_at, *unit, *relation;
    date decision_date, start, end, final_date, received_on;
    struct person_in *persons, *respondent;
    size_t persons_count;
    const char **measures;
    size_t measures_count;
};
/* req_: what must be there to be saved, and may be missing while it is written. */
#define ORDER_MEMBERS(req_)                                                                                  \
    MEMBER_INT(struct order_in, case_id, 1, INT64_MAX, OPTIONAL),                                            \
        MEMBER_INT(struct order_in, version, 1, INT64_MAX, OPTIONAL),                                        \
        MEMBER_CHOICE(struct order_in, kind, order_kind_parse, req_),                                        \
        MEMBER_TEXT(struct order_in, issuer, LIMIT(OrderNew, issuer), req_),                                 \
        MEMBER_TEXT(struct order_in, number, LIMIT(OrderNew, number), req_),                                 \
        MEMBER_DATE(struct order_in, decision_date, req_),                                                   \
        MEMBER_TEXT(struct order_in, decided_at, LIMIT(OrderNew, decided_at), OPTIONAL),                     \
        MEMBER_DATE(struct order_in, start, OPTIONAL), MEMBER_DATE(struct order_in, end, OPTIONAL),          \
        MEMBER_DATE(struct order_in, final_date, OPTIONAL),                                                  \
        MEMBER_DATE(struct order_in, received_on, OPTIONAL),                                                 \
        MEMBER_INT(struct order_in, follows, 1, INT64_MAX, OPTIONAL),                                        \
        MEMBER_TEXT(struct order_in, unit, LIMIT(OrderNew, unit), OPTIONAL),                                 \
        MEMBER_LIST(struct order_in, persons, PERSON_IN, struct person_in, LIMIT(OrderNew, persons), req_),  \
        MEMBER_OBJECT(struct order_in, respondent, RESPONDENT_IN, struct person_in, OPTIONAL),               \
        MEMBER_TEXT(struct order_in, relation, LIMIT(OrderNew, relation), OPTIONAL),                         \
        MEMBER_TEXTS(struct order_in, measures, LIMIT(OrderNew, measures_each), LIMIT(OrderNew, measures),   \
                     OPTIONAL)
static const struct member ORDER_IN[] = {ORDER_MEMBERS(REQUIRED)};
static const struct member ORDER_DRAFT[] = {ORDER_MEMBERS(OPTIONAL)};

static struct order_person order_person_of(const struct person_in *in)
{
    return (struct order_person){in->person, in->role, in->who};
}

err order_in_read(struct req *rq, bool draft, struct order_new *ret)
{
    struct order_person *persons;
    struct order_in in;
    err e;

    if ((e = input_read(rq, rq->body, draft ? ORDER_DRAFT : ORDER_IN, COUNT(ORDER_IN), &in)))
        return e;
    if (!(persons = arena_array(rq->work.arena, in.persons_count + 1, sizeof *persons)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < in.persons_count; i++)
        persons[i] = order_person_of(&in.persons[i]);
    if (in.respondent)
        persons[in.persons_count] = order_person_of(in.respondent);
    *ret = (struct order_new){.case_id = in.case_id,
                              .version = in.version,
                              .kind = in.kind,
                              .issuer = in.issuer,
                              .number = in.number,
                              .decision_date = in.decision_date,
                              .decided_at = in.decided_at,
                              .start = in.start,
                              .end = in.end,
                              .final_date = in.final_date,
                              .received_on = in.received_on,
                              .follows = in.follows,
                              .unit = in.unit,
                              .persons = persons,
                              .persons_count = in.persons_count,
                              .respondent = in.respondent ? &persons[in.persons_count] : NULL,
                              .relation = in.relation,
                              .measures = in.measures,
                              .measures_count = in.measures_count};
    return OK;
}

json_t *ids_json(const int64_t *ids, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_integer(ids[i]));
    return list;
}

static json_t *texts_json(const char *const *texts, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_string(texts[i]));
    return list;
}

json_t *act_json(const struct act_line *a)
{
    json_t *o =
        json_pack("{s:I, s:s, s:o, s:o, s:o, s:b, s:o, s:s?, s:s?, s:s?, s:o}", "id", (json_int_t)a->act.id,
                  "kind", act_kind_name(a->act.kind), "on", date_json(a->act.on), "start",
                  date_json(a->act.start), "end", date_json(a->act.end), "open_end", a->act.end == DATE_OPEN,
                  "effective", date_json(a->act.effective), "decision", a->decision, "note", a->note,
                  "recorded_by", a->recorded_by, "recorded_at", instant_json(a->recorded_at));

    if (a->act.at)
        json_object_set_new(o, "at", instant_json(a->act.at));
    if (a->act.other_order)
        json_object_set_new(o, "other_order", json_integer(a->act.other_order));
    if (a->act.corrects) {
        json_object_set_new(o, "corrects", json_integer(a->act.corrects));
        json_object_set_new(o, "voids", json_boolean(a->act.voids));
    }
    return o;
}

json_t *protection_json(const struct protection *p, date on)
{
    return json_pack("{s:b, s:o, s:o, s:b, s:s?, s:o, s:o}", "in_force", protection_in_force(p, on), "from",
                     date_json(p->from), "until", date_json(p->until), "open", p->until == DATE_OPEN,
                     "ended_by", p->cut ? act_kind_name(p->cut_by) : NULL, "final_on", date_json(p->final_on),
                     "extension_requested_on", date_json(p->extension_requested_on));
}

static err order_reply(struct req *rq, int status, int64_t id, int64_t version)
{
    struct act_line *acts;
    struct order_line o;
    json_t *list, *body;
    size_t count;
    err e;

    if ((e = order_read(&rq->work, id, &o, &acts, &count)))
        return e;
    list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, act_json(&acts[i]));
    body = json_pack("{s:I, s:I, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "id", (json_int_t)o.id,
                     "case_id", (json_int_t)o.case_id, "kind", order_kind_name(o.kind), "issuer", o.issuer,
                     "number", o.number, "decision_date", date_json(o.decision_date), "received_on",
                     date_json(o.received_on), "persons", ids_json(o.persons, o.person_count), "measures",
                     texts_json(o.measures, o.measure_count), "protection",
                     protection_json(&o.protection, rq->work.today), "acts", list);
    if (o.follows)
        json_object_set_new(body, "follows", json_integer(o.follows));
    if (version)
        json_object_set_new(body, "version", json_integer(version));
    return reply_json(rq, status, body);
}

static err order_get(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)))
        return e;
    return order_reply(rq, 200, id, 0);
}

static err order_post(struct req *rq)
{
    struct order_new in;
    int64_t id, case_id;
    err e;

    if ((e = order_in_read(rq, false, &in)) || (e = order_register(&rq->work, &in, &id, &case_id)))
        return e;
    return order_reply(rq, 201, id, 0);
}

struct act_in {
    int64_t version, other_order, corrects;
    enum act_kind kind;
    date on, start, end, effective;
    const char *time, *decision, *note;
    bool open_end, voids;
};
static const struct member ACT_IN[] = {
    MEMBER_INT(struct act_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_CHOICE(struct act_in, kind, act_kind_parse, REQUIRED),
    MEMBER_DATE(struct act_in, on, REQUIRED),
    MEMBER_TEXT(struct act_in, time, LIMIT(ActNew, time), OPTIONAL),
    MEMBER_DATE(struct act_in, start, OPTIONAL),
    MEMBER_DATE(struct act_in, end, OPTIONAL),
    MEMBER_BOOL(struct act_in, open_end, OPTIONAL),
    MEMBER_DATE(struct act_in, effective, OPTIONAL),
    MEMBER_INT(struct act_in, other_order, 1, INT64_MAX, OPTIONAL),
    MEMBER_INT(struct act_in, corrects, 1, INT64_MAX, OPTIONAL),
    MEMBER_BOOL(struct act_in, voids, OPTIONAL),
    MEMBER_TEXT(struct act_in, decision, LIMIT(ActNew, decision), OPTIONAL),
    MEMBER_TEXT(struct act_in, note, LIMIT(ActNew, note), OPTIONAL),
};

err act_in_read(struct req *rq, struct act_new *ret)
{
    struct act_in in;
    err e;

    if ((e = input_read(rq, rq->body, ACT_IN, COUNT(ACT_IN), &in)))
        return e;
    *ret = (struct act_new){.version = in.version,
                            .kind = in.kind,
                            .on = in.on,
                            .time = in.time,
                            .start = in.start,
                            .end = in.end,
                            .open_end = in.open_end,
                            .effective = in.effective,
                            .other_order = in.other_order,
                            .corrects = in.corrects,
                            .voids = in.voids,
                            .decision = in.decision,
                            .note = in.note};
    return OK;
}

static err act_post(struct req *rq)
{
    int64_t order, id, version;
    struct act_new act;
    err e;

    if ((e = req_id(rq, "id", &order)) || (e = act_in_read(rq, &act)) ||
        (e = act_record(&rq->work, order, &act, &id, &version)))
        return e;
    return order_reply(rq, 201, order, version);
}

static const struct route ROUTES[] = {
    {"POST", "/api/v1/orders", R_COORDINATOR, RT_WRITE | RT_BODY, order_post},
    {"GET", "/api/v1/orders/{id}", R_COORDINATOR, 0, order_get},
    {"POST", "/api/v1/orders/{id}/acts", R_COORDINATOR, RT_WRITE | RT_BODY, act_post},
};
const struct route_table ORDER_ROUTES = ROUTE_TABLE(ROUTES);
