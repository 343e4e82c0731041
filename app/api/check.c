/* The check at a door: the one answer that must be quick, so it is written without a JSON tree. */
#include "api/check.h"

#include <string.h>

#include "domain/card/kindergarten_child.h"
#include "domain/check/check.h"
#include "domain/check/device.h"
#include "domain/check/tally.h"
#include "gen/limits.h"
#include "http/input.h"

struct check_in {
    const char *card, *service;
};
static const struct member CHECK_IN[] = {
    /* So wide that what is no card at all is answered "unreadable", not refused. */
    MEMBER_TEXT(struct check_in, card, LIMIT(CheckRequest, card), REQUIRED),
    MEMBER_TEXT(struct check_in, service, LIMIT(CheckRequest, service), OPTIONAL),
};

/* A JSON string; text is valid UTF-8. */
static void string_write(struct buf *out, const char *text)
{
    buf_char(out, '"');
    for (const char *c = text; *c; c++) {
        if ((unsigned char)*c < 0x20)
            buf_format(out, "\\u%04x", (unsigned)*c);
        else if (*c == '"' || *c == '\\')
            buf_format(out, "\\%c", *c);
        else
            buf_char(out, *c);
    }
    buf_char(out, '"');
}

/* "until":"2026-09-10", or null. */
static void day_write(struct buf *out, const char *name, date day)
{
    char text[DATE_TEXT];

    buf_char(out, '"');
    buf_text(out, name);
    if (!date_known(day)) {
        buf_text(out, "\":null");
        return;
    }
    buf_text(out, "\":\"");
    buf_text(out, date_format(day, text));
    buf_char(out, '"');
}

static void check_write(struct buf *out, const struct check *c, const char *service)
{
    buf_text(out, "{\"verdict\":\"");
    buf_text(out, verdict_name(c->verdict));
    buf_text(out, "\",\"reason\":\"");
    buf_text(out, check_reason_name(c->reason));
    buf_text(out, "\",\"service\":\"");
    buf_text(out, service);
    buf_text(out, "\",");
    day_write(out, "until", c->until);
    buf_text(out, ",\"hint\":");
    string_write(out, c->hint);
}

/* A kindergarten sees its own exempt children beside the answer. */
static err children_write(struct req *rq, struct buf *out)
{
    struct kindergarten_child *children;
    size_t count;
    err e;

    if ((e = check_children(&rq->work, rq->device->organisation, &children, &count)))
        return e;
    buf_text(out, ",\"children\":[");
    for (size_t i = 0; i < count; i++) {
        buf_text(out, i ? ",{\"hint\":" : "{\"hint\":");
        string_write(out, children[i].hint);
        buf_char(out, ',');
        day_write(out, "until", children[i].until);
        buf_char(out, ',');
        day_write(out, "ends_soon", children[i].ends_soon);
        buf_char(out, '}');
    }
    buf_char(out, ']');
    return OK;
}

static err check_reply(struct req *rq, const struct check *c)
{
    struct buf *out = rq->reply.body;
    err e;

    buf_clear(out);
    check_write(out, c, rq->device->service);
    if (!strcmp(rq->device->service, "kindergarten") && (e = children_write(rq, out)))
        return e;
    buf_char(out, '}');
    rq->reply.status = 200;
    rq->reply.content_type = "application/json";
    return buf_err(out);
}

static err check_post(struct req *rq)
{
    struct work *w = &rq->work;
    struct check_in in;
    struct check check;
    err e;

    if ((e = input_read(rq, rq->body, CHECK_IN, COUNT(CHECK_IN), &in)))
        return e;
    if (in.service && strcmp(in.service, rq->device->service) != 0)
        return refuse(w, ERR_DENIED, "wrong_device_service", "service", "this device checks %s",
                      rq->device->service);
    if ((e = check_card(w, rq->device, in.card, rq->app->typing, &check)))
        return e;
    tally_count(rq->app->tally, w->today, rq->device->organisation, rq->device->service, check.reason);
    return check_reply(rq, &check);
}

static const struct route ROUTES[] = {
    {"POST", "/api/v1/check", R_DEVICE, RT_CHECK | RT_BODY, check_post},
};
const struct route_table CHECK_ROUTES = ROUTE_TABLE(ROUTES);
