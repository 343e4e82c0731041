/* Case files over HTTP: opened, read, added to, put right, sealed. */
#include "api/case_file.h"

#include "api/person_in.h"
#include "domain/file/case_file.h"
#include "domain/file/case_merged.h"
#include "domain/file/case_read.h"
#include "domain/file/case_seal.h"
#include "domain/file/person.h"
#include "domain/law/case_role.h"
#include "domain/order/person_correct.h"
#include "domain/payment/same_person.h"
#include "domain/work/question.h"
#include "gen/limits.h"
#include "http/reply.h"

static const struct json_member PERSON_OUT[] = {
    JSON_INT(struct person, id),           JSON_TEXT(struct person, first_name),
    JSON_TEXT(struct person, father_name), JSON_TEXT(struct person, surname),
    JSON_TEXT(struct person, nid),         JSON_DATE(struct person, birth_date),
    JSON_TEXT(struct person, sex),         JSON_TEXT(struct person, address),
    JSON_TEXT(struct person, phone),       JSON_DATE(struct person, died_on),
};
static const struct json_member FILE_OUT[] = {
    JSON_INT(struct case_file, id),         JSON_TEXT(struct case_file, number),
    JSON_TEXT(struct case_file, unit),      JSON_INT(struct case_file, version),
    JSON_BOOL(struct case_file, sealed),    JSON_INSTANT(struct case_file, created_at),
    JSON_TEXT(struct case_file, in_charge),
};
static const struct json_member ORDERS_OUT[] = {JSON_INTS(struct case_file, orders, order_count)};

static const struct json_member MERGED_OUT[] = {
    JSON_INT(struct case_merged, id),
    JSON_INT(struct case_merged, case_id),
    JSON_TEXT(struct case_merged, case_number),
    JSON_INSTANT(struct case_merged, merged_at),
    JSON_INSTANT(struct case_merged, undo_until),
};

static const struct json_member SAME_OUT[] = {
    JSON_INT_AS(struct same_person, other, "person"),
    JSON_INT(struct same_person, case_id),
    JSON_TEXT(struct same_person, case_number),
};

/* With whoever may be the same person, for respondents too: but only beneficiaries are ever paid twice. */
static err case_person_put(struct req *rq, struct json_writer *j, const struct case_person *p)
{
    struct same_person *same;
    size_t count;
    err e;

    if ((e = same_person_list(&rq->work, p->who.id, &same, &count)))
        return e;
    json_put_object(j, NULL);
    json_put_members(j, MEMBERS(PERSON_OUT), &p->who);
    json_put_text(j, "role", case_role_name(p->role));
    if (p->relation)
        json_put_text(j, "relation", p->relation);
    json_put_structs(j, "same", MEMBERS(SAME_OUT), same, count);
    json_put_end(j);
    return OK;
}

/* Every change of a file is answered with the whole file as it stands now, so that the form never has to
 * guess its new version. */
static err case_reply(struct req *rq, int status, int64_t id)
{
    struct json_writer *j = reply_object(rq);
    struct case_file f;
    err e;

    if ((e = case_read(&rq->work, id, &f)))
        return e;
    json_put_members(j, MEMBERS(FILE_OUT), &f);
    json_put_list(j, "persons");
    for (size_t i = 0; i < f.person_count; i++)
        if ((e = case_person_put(rq, j, &f.persons[i])))
            return e;
    json_put_end(j);
    json_put_members(j, MEMBERS(ORDERS_OUT), &f);
    json_put_structs(j, "merged", MEMBERS(MERGED_OUT), f.merged, f.merged_count);
    return reply_done(rq, status);
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
    const char **confirm;
    size_t confirm_count;
};
static const struct member PERSON_IN[] = {
    MEMBER_INT(struct person_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_CHOICE(struct person_in, role, case_role_parse, REQUIRED),
    MEMBER_TEXT(struct person_in, relation, LIMIT(PersonNew, relation), OPTIONAL),
    PERSON_MEMBERS(struct person_in, who, REQUIRED),
    MEMBER_CONFIRM(struct person_in),
};

static err person_post(struct req *rq)
{
    struct case_person_new person;
    struct person_in in;
    int64_t id, added;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, PERSON_IN, COUNT(PERSON_IN), &in)))
        return e;
    person_settle(&in.who);
    person = (struct case_person_new){
        .version = in.version, .role = in.role, .relation = in.relation, .who = in.who};
    if ((e = question_confirm(&rq->work, in.confirm, in.confirm_count)) ||
        (e = case_person_register(&rq->work, id, &person, &added)))
        return e;
    return case_reply(rq, 201, id);
}

struct correction_in {
    int64_t version;
    unsigned fields;
    struct person_new who;
};
static const struct member CORRECTION_IN[] = {
    MEMBER_INT(struct correction_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_SET(struct correction_in, fields, person_field_parse, OPTIONAL),
    PERSON_MEMBERS(struct correction_in, who, REQUIRED),
};

static err person_put(struct req *rq)
{
    struct correction_in in;
    int64_t id, person;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_id(rq, "person", &person)) ||
        (e = input_read(rq, rq->body, CORRECTION_IN, COUNT(CORRECTION_IN), &in)))
        return e;
    person_settle(&in.who);
    if ((e = person_correct_fields(&rq->work, id, in.version, person, in.fields, &in.who)))
        return e;
    return case_reply(rq, 200, id);
}

static const struct member APART_IN[] = {
    MEMBER_INT(struct same_person_apart, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct same_person_apart, other, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct same_person_apart, reason, LIMIT(PersonApart, reason), REQUIRED),
};

static err apart_post(struct req *rq)
{
    struct same_person_apart in;
    int64_t id, person, said;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_id(rq, "person", &person)) ||
        (e = input_read(rq, rq->body, APART_IN, COUNT(APART_IN), &in)) ||
        (e = same_person_part(&rq->work, id, person, &in, &said)))
        return e;
    return case_reply(rq, 201, id);
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

/* An empty list opens the file to all coordinators again: it must be written, for leaving it out by mistake
 * would do the same. */
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
    {"POST", "/api/v1/cases", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, case_post},
    {"GET", "/api/v1/cases/{id}", R_COORDINATOR, 0, case_get},
    {"POST", "/api/v1/cases/{id}/persons", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, person_post},
    {"PUT", "/api/v1/cases/{id}/persons/{person}", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, person_put},
    {"POST", "/api/v1/cases/{id}/persons/{person}/apart", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM,
     apart_post},
    {"POST", "/api/v1/cases/{id}/seal", R_COORDINATOR, RT_WRITE | RT_URGENT | RT_BODY | RT_FORM, seal_post},
};
const struct route_table CASE_FILE_ROUTES = ROUTE_TABLE(ROUTES);
