/* Organisations: kept by administrators, read by those who name them in enrolments, stays and figures. */
#include "api/organisation.h"

#include "domain/office/organisation.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member ORGANISATION_OUT[] = {
    JSON_INT(struct organisation, id),
    JSON_WORD(struct organisation, kind, organisation_kind_name),
    JSON_WORD(struct organisation, stage, organisation_stage_name),
    JSON_TEXT(struct organisation, name),
    JSON_BOOL(struct organisation, active),
};

static err organisation_reply(struct req *rq, int status, int64_t id)
{
    struct organisation o;
    err e;

    if ((e = organisation_read(&rq->work, id, &o)))
        return e;
    return reply_struct(rq, status, MEMBERS(ORGANISATION_OUT), &o);
}

static err organisation_get_all(struct req *rq)
{
    struct organisation *list;
    size_t count;
    err e;

    if ((e = organisation_list(&rq->work, &list, &count)))
        return e;
    return reply_structs(rq, "organisations", MEMBERS(ORGANISATION_OUT), list, count);
}

struct organisation_in {
    enum organisation_kind kind;
    enum organisation_stage stage;
    const char *name;
};
static const struct member ORGANISATION_IN[] = {
    MEMBER_CHOICE(struct organisation_in, kind, organisation_kind_parse, REQUIRED),
    MEMBER_TEXT(struct organisation_in, name, LIMIT(OrganisationNew, name), REQUIRED),
    MEMBER_CHOICE(struct organisation_in, stage, organisation_stage_parse, OPTIONAL),
};

static err organisation_post(struct req *rq)
{
    struct organisation_in in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, ORGANISATION_IN, COUNT(ORGANISATION_IN), &in)) ||
        (e = organisation_create(&rq->work, in.kind, in.name, &id)) ||
        (in.stage && (e = organisation_set_stage(&rq->work, id, in.stage))))
        return e;
    return organisation_reply(rq, 201, id);
}

struct organisation_patch {
    const char *name;              /* NULL: stays */
    enum organisation_stage stage; /* 0: stays */
    bool active;
};
static const struct member ORGANISATION_PATCH[] = {
    MEMBER_TEXT(struct organisation_patch, name, LIMIT(OrganisationChange, name), OPTIONAL),
    MEMBER_CHOICE(struct organisation_patch, stage, organisation_stage_parse, OPTIONAL),
    MEMBER_BOOL(struct organisation_patch, active, OPTIONAL),
};

static err organisation_patch(struct req *rq)
{
    struct work *w = &rq->work;
    struct organisation_patch in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) ||
        (e = input_read(rq, rq->body, ORGANISATION_PATCH, COUNT(ORGANISATION_PATCH), &in)))
        return e;
    if ((in.name && (e = organisation_rename(w, id, in.name))) ||
        (in.stage && (e = organisation_set_stage(w, id, in.stage))))
        return e;
    if (json_is_boolean(json_object_get(rq->body, "active")) &&
        (e = organisation_set_active(w, id, in.active)))
        return e;
    return organisation_reply(rq, 200, id);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/organisations", R_COORDINATOR | R_DIRECTOR | R_ADMINISTRATOR, 0, organisation_get_all},
    {"POST", "/api/v1/organisations", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM, organisation_post},
    {"PATCH", "/api/v1/organisations/{id}", R_ADMINISTRATOR, RT_WRITE | RT_URGENT | RT_BODY | RT_FORM,
     organisation_patch},
};
const struct route_table ORGANISATION_ROUTES = ROUTE_TABLE(ROUTES);
