/* Units over HTTP: names for everybody's forms, the rest for administrators. */
#include "api/unit.h"

#include "domain/office/unit.h"
#include "domain/payment/residence.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member UNIT_OUT[] = {
    JSON_INT(struct unit, id),
    JSON_TEXT(struct unit, name),
    JSON_BOOL(struct unit, active),
    JSON_BOOL(struct unit, outside),
};

/* "units": names for new files, so without retired units; "all": for whoever keeps the list. */
static err unit_get_all(struct req *rq)
{
    struct json_writer *j;
    struct unit *list;
    size_t count;
    err e;

    if ((e = unit_list(&rq->work, &list, &count)))
        return e;
    j = reply_object(rq);
    json_put_list(j, "units");
    for (size_t i = 0; i < count; i++)
        if (list[i].active)
            json_put_text(j, NULL, list[i].name);
    json_put_end(j);
    json_put_structs(j, "all", MEMBERS(UNIT_OUT), list, count);
    return reply_done(rq, 200);
}

struct unit_in {
    const char *name;
};
static const struct member UNIT_IN[] = {MEMBER_TEXT(struct unit_in, name, LIMIT(UnitNew, name), REQUIRED)};

static err unit_post(struct req *rq)
{
    struct unit_in in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, UNIT_IN, COUNT(UNIT_IN), &in)) ||
        (e = unit_create(&rq->work, in.name, &id)))
        return e;
    return reply_id(rq, 201, id);
}

struct unit_patch_in {
    const char *name; /* NULL: stays */
    bool active, outside;
};
static const struct member UNIT_PATCH_IN[] = {
    MEMBER_TEXT(struct unit_patch_in, name, LIMIT(UnitChange, name), OPTIONAL),
    MEMBER_BOOL(struct unit_patch_in, active, OPTIONAL),
    MEMBER_BOOL(struct unit_patch_in, outside, OPTIONAL),
};

static err unit_patch(struct req *rq)
{
    struct unit_patch_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) ||
        (e = input_read(rq, rq->body, UNIT_PATCH_IN, COUNT(UNIT_PATCH_IN), &in)) ||
        (in.name && (e = unit_rename(&rq->work, id, in.name))))
        return e;
    if (json_is_boolean(json_object_get(rq->body, "active")) &&
        (e = unit_set_active(&rq->work, id, in.active)))
        return e;
    if (json_is_boolean(json_object_get(rq->body, "outside")) &&
        (e = residence_set(&rq->work, id, in.outside)))
        return e;
    return reply_empty(rq, 204);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/units", R_STAFF, 0, unit_get_all},
    {"POST", "/api/v1/units", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM, unit_post},
    {"PATCH", "/api/v1/units/{id}", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM, unit_patch},
};
const struct route_table UNIT_ROUTES = ROUTE_TABLE(ROUTES);
