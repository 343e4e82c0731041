/* Devices: an administrator makes one and gets a one-time secret; the device changes it for its token. Each
 * is shown once and kept as a hash only. */
#include "api/device.h"

#include <string.h>

#include "api/instant.h"
#include "domain/card/kindergarten_child.h"
#include "domain/check/check.h"
#include "domain/check/device.h"
#include "domain/office/municipality.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"
#include "render/qr.h"

static const char *device_state(const struct device *d, int64_t now)
{
    if (d->revoked_at)
        return "revoked";
    if (d->enrolled_at)
        return "enrolled";
    return d->enrol_until > now ? "waiting" : "not_enrolled";
}

static json_t *device_json(const struct device *d, int64_t now)
{
    return json_pack("{s:I, s:s, s:{s:I, s:s, s:s}, s:s, s:s, s:o, s:o, s:o}", "id", (json_int_t)d->id,
                     "name", d->name, "organisation", "id", (json_int_t)d->organisation, "name",
                     d->organisation_name, "kind", d->organisation_kind, "service", d->service, "state",
                     device_state(d, now), "enrol_until", instant_json(d->enrol_until), "enrolled_at",
                     instant_json(d->enrolled_at), "revoked_at", instant_json(d->revoked_at));
}

static err device_get_all(struct req *rq)
{
    struct device *list;
    size_t count;
    json_t *items;
    err e;

    if ((e = device_list(&rq->work, &list, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, device_json(&list[i], rq->work.now));
    return reply_json(rq, 200, json_pack("{s:o}", "devices", items));
}

static err link_draw(const char *link, struct buf *ret)
{
    CLEANUP(qr_free) struct qr *q = NULL;
    err e = qr_make(link, &q);

    return e ? e : qr_svg(q, ret);
}

/* The link opens the checker and hands it the secret behind '#', which no browser sends to a server. Its
 * picture comes with it, so that the secret travels once. */
static err enrol_reply(struct req *rq, int status, int64_t id, const char *enrol)
{
    CLEANUP(buf_wipe) struct buf picture = {0};
    struct municipality m;
    const char *link;
    err e;

    if ((e = municipality_read(&rq->work, &m)))
        return e;
    if (!(link = arena_format(rq->work.arena, "%s%s%s", m.base_uri, DEVICE_ENROL_PATH, enrol)))
        return ERR_SYSTEM;
    if ((e = link_draw(link, &picture)))
        return e;
    return reply_json(rq, status,
                      json_pack("{s:I, s:s, s:s, s:s, s:o}", "id", (json_int_t)id, "enrol", enrol, "link",
                                link, "link_svg", picture.data, "enrol_until",
                                instant_json(rq->work.now + DEVICE_ENROL_LIFE)));
}

struct device_in {
    int64_t organisation;
    const char *service, *name;
};
static const struct member DEVICE_IN[] = {
    MEMBER_INT(struct device_in, organisation, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct device_in, service, 20, REQUIRED),
    MEMBER_TEXT(struct device_in, name, LIMIT(DeviceNew, name), REQUIRED),
};

static err device_post(struct req *rq)
{
    char enrol[DEVICE_TOKEN_TEXT];
    struct device_in in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, DEVICE_IN, COUNT(DEVICE_IN), &in)) ||
        (e = device_create(&rq->work, in.organisation, in.service, in.name, &id, enrol)))
        return e;
    return enrol_reply(rq, 201, id, enrol);
}

static err device_again(struct req *rq)
{
    char enrol[DEVICE_TOKEN_TEXT];
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = device_enrol_again(&rq->work, id, enrol)))
        return e;
    return enrol_reply(rq, 200, id, enrol);
}

struct device_patch {
    const char *name;
};
static const struct member DEVICE_PATCH[] = {
    MEMBER_TEXT(struct device_patch, name, LIMIT(DeviceChange, name), REQUIRED)};

static err device_patch(struct req *rq)
{
    struct device_patch in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) ||
        (e = input_read(rq, rq->body, DEVICE_PATCH, COUNT(DEVICE_PATCH), &in)) ||
        (e = device_rename(&rq->work, id, in.name)))
        return e;
    return reply_empty(rq, 204);
}

static err device_end(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = device_revoke(&rq->work, id)))
        return e;
    return reply_empty(rq, 204);
}

struct enrol_in {
    const char *enrol;
};
static const struct member ENROL_IN[] = {
    MEMBER_TEXT(struct enrol_in, enrol, LIMIT(EnrolRequest, enrol), REQUIRED)};

static err device_enrol_post(struct req *rq)
{
    char token[DEVICE_TOKEN_TEXT];
    struct enrol_in in;
    struct device d;
    err e;

    if ((e = input_read(rq, rq->body, ENROL_IN, COUNT(ENROL_IN), &in)) ||
        (e = device_enrol_from(&rq->work, rq->in->address, in.enrol, &d, token)))
        return e;
    return reply_json(rq, 201,
                      json_pack("{s:s, s:I, s:s, s:{s:s, s:s}, s:s, s:s}", "token", token, "device",
                                (json_int_t)d.id, "name", d.name, "organisation", "name", d.organisation_name,
                                "kind", d.organisation_kind, "service", d.service, "municipality",
                                d.municipality));
}

static json_t *children_json(const struct kindergarten_child *children, size_t count)
{
    json_t *items = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, json_pack("{s:s, s:o, s:o}", "hint", children[i].hint, "until",
                                               date_json(children[i].until), "ends_soon",
                                               date_json(children[i].ends_soon)));
    return items;
}

/* What a device shows above its scanner, asked again every few minutes: a new name arrives, and a device that
 * was revoked learns of it. A kindergarten's has its list of children here. */
static err device_get_own(struct req *rq)
{
    const struct device *d = rq->device;
    struct kindergarten_child *children = NULL;
    struct municipality m;
    size_t count = 0;
    json_t *json;
    err e;

    if ((e = municipality_read(&rq->work, &m)))
        return e;
    if (!strcmp(d->service, "kindergarten") &&
        (e = check_children(&rq->work, d->organisation, &children, &count)))
        return e;
    json = json_pack("{s:I, s:s, s:{s:s, s:s}, s:s, s:s}", "device", (json_int_t)d->id, "name", d->name,
                     "organisation", "name", d->organisation_name, "kind", d->organisation_kind, "service",
                     d->service, "municipality", m.neutral_name);
    if (json && !strcmp(d->service, "kindergarten"))
        json_object_set_new(json, "children", children_json(children, count));
    return reply_json(rq, 200, json);
}

/* Enrolment guards its own transactions: the count of refused attempts must outlive the refusal. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/devices", R_ADMINISTRATOR, 0, device_get_all},
    {"POST", "/api/v1/devices", R_ADMINISTRATOR, RT_WRITE | RT_BODY, device_post},
    {"PATCH", "/api/v1/devices/{id}", R_ADMINISTRATOR, RT_WRITE | RT_BODY, device_patch},
    {"POST", "/api/v1/devices/{id}/enrol-again", R_ADMINISTRATOR, RT_WRITE, device_again},
    {"POST", "/api/v1/devices/{id}/revoke", R_ADMINISTRATOR, RT_WRITE, device_end},
    {"GET", "/api/v1/devices/own", R_DEVICE, RT_CHECK, device_get_own},
    {"POST", "/api/v1/devices/enrol", R_ANYONE, RT_CHECK | RT_WRITE | RT_BODY | RT_NO_TX, device_enrol_post},
};
const struct route_table DEVICE_ROUTES = ROUTE_TABLE(ROUTES);
