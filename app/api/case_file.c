/* Case files over HTTP: opened, found, read, added to. */
#include "api/case_file.h"

#include "api/instant.h"
#include "api/person_in.h"
#include "domain/file/case_file.h"
#include "domain/file/case_read.h"
#include "domain/file/case_seal.h"
#include "domain/file/person.h"
#include "domain/law/case_role.h"
#include "domain/order/person_correct.h"
#include "gen/limits.h"
#include "http/reply.h"

json_t *person_json(const struct person *p)
{
    return json_pack("{s:I, s:s, s:s?, s:s, s:s?, s:o, s:s?, s:s?, s:s?, s:o}", "id", (json_int_t)p->id,
                     "first_name", p->first_name, "father_name", p->father_name, "surname", p->surname, "nid",
                     p->nid, "birth_date", date_json(p->birth_date), "sex", p->sex, "address", p->address,
                     "phone", p->phone, "died_on", date_json(p->died_on));
}

static err case_reply(struct req *rq, int status, int64_t id)
{
    struct case_file f;
    json_t *persons, *orders;
    err e;

    if ((e = case_read(&rq->work, id, &f)))
        return e;
    persons = json_array();
    for (size_t i = 0; i < f.person_count; i++) {
        json_t *p = person_json(&f.persons[i].who);

        json_object_set_new(p, "role", json_string(case_role_name(f.persons[i].role)));
        if (f.persons[i].relation)
            json_object_set_new(p, "relation", json_string(f.persons[i].relation));
        json_array_append_new(persons, p);
    }
    orders = json_array();
    for (size_t i = 0; i < f.order_count; i++)
        json_array_append_new(orders, json_integer(f.orders[i]));
    return reply_json(rq, status,
                      json_pack("{s:I, s:s, s:s, s:I, s:b, s:o, s:o, s:o}", "id", (json_int_t)f.id, "number",
                                f.number, "unit", f.unit, "version", (json_int_t)f.version, "sealed",
                                f.sealed, "created_at", instant_json(f.created_at), "persons", persons,
                                "orders", orders));
}

static err case_get(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)))
        return e;
    return case_reply(rq, 200, id);
}

struct case_in {
    const char *unit;
};
static const struct member CASE_IN[] = {MEMBER_TEXT(struct case_in, unit, LIMIT(CaseNew, unit), REQUIRED)};

static err case_post(struct req *rq)
{
    struct case_in in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, CASE_IN, COUNT(CASE_IN), &in)) ||
        (e = case_register(&rq->work, in.unit, &id)))
        return e;
    return case_reply(rq, 201, id);
}

struct person_in {
    int64_t version;
    enum case_role role;
    const char *relation;
    struct person_new who;
};
static const struct member PERSON_IN[] = {
    MEMBER_INT(struct person_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_CHOICE(struct person_in, role, case_role_parse, REQUIRED),
    MEMBER_TEXT(struct person_in, relation, LIMIT(PersonNew, relation), OPTIONAL),
    PERSON_MEMBERS(struct person_in, who, REQUIRED),
};

static err person_post(struct req *rq)
{
    struct case_person_new person;
    struct person_in in;
    int64_t id, added;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, PERSON_IN, COUNT(PERSON_IN), &in)))
        return e;
    person = (struct case_person_new){in.version, in.role, in.relation, in.who};
    if ((e = case_person_register(&rq->work, id, &person, &added)))
        return e;
    return case_reply(rq, 201, id);
}

struct correction_in {
    int64_t version;
    struct person_new who;
};
static const struct member CORRECTION_IN[] = {
    MEMBER_INT(struct correction_in, version, 1, INT64_MAX, REQUIRED),
    PERSON_MEMBERS(struct correction_in, who, REQUIRED),
};

static err person_put(struct req *rq)
{
    struct correction_in in;
    int64_t id, person;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_id(rq, "person", &person)) ||
        (e = input_read(rq, rq->body, CORRECTION_IN, COUNT(CORRECTION_IN), &in)) ||
        (e = person_correct(&rq->work, id, in.version, person, &in.who)))
        return e;
    return case_reply(rq, 200, id);
}

struct seal_account {
    int64_t id;
};
static const struct member SEAL_ACCOUNT[] = {MEMBER_INT(struct seal_account, id, 1, INT64_MAX, REQUIRED)};
struct seal_in {
    int64_t version;
    struct seal_account *accounts;
    size_t accounts_count;
};
static const struct member SEAL_IN[] = {
    MEMBER_INT(struct seal_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_LIST(struct seal_in, accounts, SEAL_ACCOUNT, struct seal_account, LIMIT(SealRequest, accounts),
                OPTIONAL),
};

/* accounts []: open to all coordinators again; that must be written, not left out. */
static err seal_post(struct req *rq)
{
    int64_t id, *accounts;
    struct seal_in in;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, SEAL_IN, COUNT(SEAL_IN), &in)))
        return e;
    if (!json_is_array(json_object_get(rq->body, "accounts")))
        return refuse(&rq->work, ERR_INPUT, "required", "accounts",
                      "Say who may open the file: [] is all coordinators.");
    if (!(accounts = arena_array(rq->work.arena, in.accounts_count + 1, sizeof *accounts)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < in.accounts_count; i++)
        accounts[i] = in.accounts[i].id;
    if ((e = case_seal(&rq->work, id, in.version, accounts, in.accounts_count)))
        return e;
    return reply_empty(rq, 204);
}

static const struct route ROUTES[] = {
    {"POST", "/api/v1/cases", R_COORDINATOR, RT_WRITE | RT_BODY, case_post},
    {"GET", "/api/v1/cases/{id}", R_COORDINATOR, 0, case_get},
    {"POST", "/api/v1/cases/{id}/persons", R_COORDINATOR, RT_WRITE | RT_BODY, person_post},
    {"PUT", "/api/v1/cases/{id}/persons/{person}", R_COORDINATOR, RT_WRITE | RT_BODY, person_put},
    {"POST", "/api/v1/cases/{id}/seal", R_COORDINATOR, RT_WRITE | RT_BODY, seal_post},
};
const struct route_table CASE_FILE_ROUTES = ROUTE_TABLE(ROUTES);
