/* Units over HTTP: names for everybody's forms, the rest for administrators. */
#include "api/unit.h"

#include "domain/office/unit.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

/* units: the names that new files may take. */
static err unit_get_all(struct req *rq)
{
    struct unit *list;
    size_t count;
    json_t *names, *all;
    err e;

    if ((e = unit_list(&rq->work, &list, &count)))
        return e;
    names = json_array();
    all = json_array();
    for (size_t i = 0; i < count; i++) {
        if (list[i].active)
            json_array_append_new(names, json_string(list[i].name));
        json_array_append_new(all, json_pack("{s:I, s:s, s:b}", "id", (json_int_t)list[i].id, "name",
                                             list[i].name, "active", list[i].active));
    }
    return reply_json(rq, 200, json_pack("{s:o, s:o}", "units", names, "all", all));
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
    return reply_json(rq, 201, json_pack("{s:I}", "id", (json_int_t)id));
}

struct unit_patch_in {
    const char *name; /* NULL: stays */
    bool active;
};
static const struct member UNIT_PATCH_IN[] = {
    MEMBER_TEXT(struct unit_patch_in, name, LIMIT(UnitChange, name), OPTIONAL),
    MEMBER_BOOL(struct unit_patch_in, active, OPTIONAL),
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
    return reply_empty(rq, 204);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/units", R_STAFF, 0, unit_get_all},
    {"POST", "/api/v1/units", R_ADMINISTRATOR, RT_WRITE | RT_BODY, unit_post},
    {"PATCH", "/api/v1/units/{id}", R_ADMINISTRATOR, RT_WRITE | RT_BODY, unit_patch},
};
const struct route_table UNIT_ROUTES = ROUTE_TABLE(ROUTES);
