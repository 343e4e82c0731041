/* Which officers of the economic aid are named to a sealed file, over HTTP. */
#include "api/case_officer.h"

#include "api/case_id.h"
#include "domain/file/case_officer.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member OFFICER_OUT[] = {
    JSON_INT(struct case_officer, id),
    JSON_TEXT(struct case_officer, full_name),
    JSON_BOOL(struct case_officer, named),
};

static err officer_get_all(struct req *rq)
{
    struct case_officer *list;
    int64_t id;
    size_t count;
    err e;

    if ((e = req_case(rq, &id)) || (e = case_officer_list(&rq->work, id, &list, &count)))
        return e;
    return reply_structs(rq, "officers", MEMBERS(OFFICER_OUT), list, count);
}

struct officer_account {
    int64_t id;
};
static const struct member OFFICER_ACCOUNT[] = {
    MEMBER_INT(struct officer_account, id, 1, INT64_MAX, REQUIRED),
};
struct officers_in {
    int64_t version;
    struct officer_account *officers;
    size_t officers_count;
};
static const struct member OFFICERS_IN[] = {
    MEMBER_INT(struct officers_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_LIST(struct officers_in, officers, OFFICER_ACCOUNT, struct officer_account,
                LIMIT(OfficersNamed, officers), OPTIONAL),
};

static err officer_put(struct req *rq)
{
    int64_t id, *accounts;
    struct officers_in in;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, OFFICERS_IN, COUNT(OFFICERS_IN), &in)))
        return e;
    /* An empty list ends it for all: it must be written. */
    if (!json_is_array(json_object_get(rq->body, "officers")))
        return refuse(&rq->work, ERR_INPUT, "required", "officers", "Say who is named: [] is nobody.");
    if (!(accounts = arena_array(rq->work.arena, in.officers_count + 1, sizeof *accounts)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < in.officers_count; i++)
        accounts[i] = in.officers[i].id;
    if ((e = case_officer_name(&rq->work, id, in.version, accounts, in.officers_count)))
        return e;
    return reply_empty(rq, 204);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/officers", R_COORDINATOR, 0, officer_get_all},
    {"PUT", "/api/v1/cases/{id}/officers", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, officer_put},
};
const struct route_table CASE_OFFICER_ROUTES = ROUTE_TABLE(ROUTES);
