/* Devices: an administrator makes one and gets a one-time secret; the device changes it for its token. Each
 * is shown once and kept as a hash only. */
#include "api/device.h"

#include <string.h>

#include "domain/office/device.h"
#include "domain/office/device_code.h"
#include "domain/office/device_life.h"
#include "domain/office/device_sheet.h"
#include "domain/office/municipality.h"
#include "domain/outpost/collect.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"
#include "render/qr.h"

static const char *device_state(const struct device *d, const struct work *w)
{
    if (d->revoked_at)
        return "revoked";
    if (d->enrolled_at)
        return d->ends < w->today ? "ended" : "enrolled";
    if (d->sheet_until > w->now)
        return "sheet";
    return d->enrol_until > w->now ? "waiting" : "not_enrolled";
}

static void organisation_put(struct json_writer *j, const struct device *d)
{
    json_put_object(j, "organisation");
    json_put_int(j, "id", d->organisation);
    json_put_text(j, "name", d->organisation_name);
    json_put_text(j, "kind", d->organisation_kind);
    json_put_end(j);
}

static void device_put(struct json_writer *j, const struct device *d, const struct work *w,
                       const struct device_rules *rules)
{
    json_put_object(j, NULL);
    json_put_int(j, "id", d->id);
    json_put_text(j, "name", d->name);
    organisation_put(j, d);
    json_put_text(j, "service", d->service);
    json_put_text(j, "state", device_state(d, w));
    json_put_instant(j, "enrol_until", d->enrol_until);
    json_put_instant(j, "sheet_until", d->sheet_until);
    json_put_instant(j, "enrolled_at", d->enrolled_at);
    json_put_instant(j, "revoked_at", d->revoked_at);
    json_put_date(j, "used_on", d->seen);
    json_put_date(j, "ends_on", d->revoked_at ? DATE_NONE : d->ends);
    json_put_bool(j, "ends_soon", device_ends_soon(d, rules, w->today));
    json_put_end(j);
}

static err device_get_all(struct req *rq)
{
    struct json_writer *j;
    struct device_rules rules;
    struct device *list;
    size_t count;
    err e;

    outpost_collected(rq->worker->outpost, &rq->work);
    if ((e = device_list(&rq->work, &list, &count)) || (e = device_rules_read(&rq->work, &rules)))
        return e;
    j = reply_object(rq);
    json_put_list(j, "devices");
    for (size_t i = 0; i < count; i++)
        device_put(j, &list[i], &rq->work, &rules);
    json_put_end(j);
    return reply_done(rq, 200);
}

static err link_draw(const char *link, struct buf *ret)
{
    CLEANUP(qr_free) struct qr *q = NULL;
    err e = qr_make(link, &q);

    return e ? e : qr_svg(q, ret);
}

/* The link opens the checker and hands it the secret behind '#', which no browser sends to a server. Its
 * picture comes with it, so that the secret travels once. */
static err link_put(struct req *rq, struct json_writer *j, const char *base_uri, const char *enrol)
{
    CLEANUP(buf_wipe) struct buf picture = {0};
    const char *link = arena_format(rq->work.arena, "%s%s%s", base_uri, DEVICE_ENROL_PATH, enrol);
    err e = link ? link_draw(link, &picture) : ERR_SYSTEM;

    if (e)
        return e;
    json_put_text(j, "enrol", enrol);
    json_put_text(j, "link", link);
    json_put_text(j, "link_svg", picture.data);
    return OK;
}

static err enrol_reply(struct req *rq, int status, int64_t id, const char *enrol, const char *code)
{
    struct json_writer *j;
    struct municipality m;
    err e;

    if ((e = municipality_read(&rq->work, &m)))
        return e;
    j = reply_object(rq);
    json_put_int(j, "id", id);
    if ((e = link_put(rq, j, m.base_uri, enrol)))
        return e;
    json_put_text(j, "code", code);
    json_put_instant(j, "enrol_until", rq->work.now + DEVICE_ENROL_LIFE);
    return reply_done(rq, status);
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
    char enrol[DEVICE_TOKEN_TEXT], code[SHORT_CODE_TEXT];
    struct device_in in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, DEVICE_IN, COUNT(DEVICE_IN), &in)) ||
        (e = device_create(&rq->work, in.organisation, in.service, in.name, &id, enrol)) ||
        (e = device_code_give(&rq->work, id, code)))
        return e;
    return enrol_reply(rq, 201, id, enrol, code);
}

static err device_again(struct req *rq)
{
    char enrol[DEVICE_TOKEN_TEXT], code[SHORT_CODE_TEXT];
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = device_enrol_again(&rq->work, id, enrol)) ||
        (e = device_code_give(&rq->work, id, code)))
        return e;
    return enrol_reply(rq, 200, id, enrol, code);
}

struct sheets_in {
    int64_t organisation;
    const char *service, **names;
    size_t names_count;
};
static const struct member SHEETS_IN[] = {
    MEMBER_INT(struct sheets_in, organisation, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct sheets_in, service, 20, REQUIRED),
    MEMBER_TEXTS(struct sheets_in, names, LIMIT(DeviceSheetsNew, names_each), LIMIT(DeviceSheetsNew, names),
                 REQUIRED),
};

static err sheets_reply(struct req *rq, const struct device_sheet *sheets, size_t count)
{
    struct json_writer *j;
    struct municipality m;
    err e;

    if ((e = municipality_read(&rq->work, &m)))
        return e;
    j = reply_object(rq);
    json_put_text(j, "address", m.base_uri);
    json_put_instant(j, "sheet_until", rq->work.now + DEVICE_SHEET_LIFE);
    json_put_list(j, "sheets");
    for (size_t i = 0; i < count; i++) {
        json_put_object(j, NULL);
        json_put_int(j, "id", sheets[i].id);
        json_put_text(j, "name", sheets[i].name);
        if ((e = link_put(rq, j, m.base_uri, sheets[i].enrol)))
            return e;
        json_put_text(j, "code", sheets[i].code);
        json_put_end(j);
    }
    json_put_end(j);
    return reply_done(rq, 201);
}

static err sheets_post(struct req *rq)
{
    struct device_sheet *sheets;
    struct sheets_in in;
    err e;

    if ((e = input_read(rq, rq->body, SHEETS_IN, COUNT(SHEETS_IN), &in)))
        return e;
    if (!(sheets = arena_array(rq->work.arena, in.names_count + 1, sizeof *sheets)))
        return ERR_SYSTEM;
    if ((e = device_sheets_make(&rq->work, in.organisation, in.service, in.names, in.names_count, sheets)))
        return e;
    return sheets_reply(rq, sheets, in.names_count);
}

static err device_handed(struct req *rq)
{
    struct json_writer *j;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = device_hand_over(&rq->work, id)))
        return e;
    j = reply_object(rq);
    json_put_instant(j, "enrol_until", rq->work.now + DEVICE_ENROL_LIFE);
    return reply_done(rq, 200);
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

static const struct route ROUTES[] = {
    {"GET", "/api/v1/devices", R_ADMINISTRATOR, 0, device_get_all},
    {"POST", "/api/v1/devices", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED, device_post},
    {"POST", "/api/v1/devices/sheets", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED,
     sheets_post},
    {"POST", "/api/v1/devices/{id}/hand-over", R_ADMINISTRATOR, RT_WRITE | RT_CONFIRMED, device_handed},
    {"PATCH", "/api/v1/devices/{id}", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED,
     device_patch},
    {"POST", "/api/v1/devices/{id}/enrol-again", R_ADMINISTRATOR, RT_WRITE | RT_CONFIRMED, device_again},
    {"POST", "/api/v1/devices/{id}/revoke", R_ADMINISTRATOR, RT_WRITE | RT_URGENT | RT_CONFIRMED, device_end},
};
const struct route_table DEVICE_ROUTES = ROUTE_TABLE(ROUTES);
