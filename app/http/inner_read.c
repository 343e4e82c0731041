/* The inner request goes to a worker of its own: dispatch forgets what its worker's arena and buffer held,
 * and the outer request still needs both of its. */
#include "http/inner_read.h"

#include <string.h>

#include "http/dispatch.h"
#include "http/reply.h"
#include "http/router.h"

#define API "/api/v1/"

/* As a request line can hold it. */
static bool address_sound(const char *s)
{
    if (strncmp(s, API, sizeof API - 1) != 0)
        return false;
    while (*s > ' ' && *s < 0x7f && *s != '#')
        s++;
    return !*s;
}

/* NULL: memory ran out. */
static const char *path_of(struct req *rq, const char *address)
{
    return arena_text_n(rq->work.arena, address, strcspn(address, "?"));
}

err inner_read_check(struct req *rq, const char *field, const char *address)
{
    const char *path = path_of(rq, address);
    struct match m;

    if (!path)
        return ERR_SYSTEM;
    if (!address_sound(address))
        return refuse(&rq->work, ERR_INPUT, "bad_path", field, "Must be an address of this API.");
    if (!router_match(rq->app->router, "GET", path, &m) && (m.route->flags & RT_BYTES))
        return refuse(&rq->work, ERR_INPUT, "no_json", field,
                      "This is not answered in JSON: ask for it alone.");
    return OK;
}

/* The same asker, from the same place; nothing of what came with the outer request itself. */
static struct incoming incoming_of(const struct req *rq, const char *path, const char *query)
{
    const struct incoming *in = rq->in;

    /* No Idempotency-Key and no If-None-Match: they speak of the outer request. */
    return (struct incoming){.method = "GET",
                             .path = path,
                             .query = query,
                             .address = in->address,
                             .loopback = in->loopback,
                             .cookie = in->cookie,
                             .authorization = in->authorization,
                             .origin = in->origin,
                             .host = in->host,
                             .sec_fetch_site = in->sec_fetch_site,
                             .accept = in->accept};
}

/* A read may be the first to need a handle. */
static void handles_lend(const struct worker *from, struct worker *to)
{
    /* Only one of the two workers runs at a time, so a handle is never in two threads. */
    to->app = from->app;
    to->read = from->read;
    to->write = from->write;
    to->outpost = from->outpost;
    to->door_read = from->door_read;
    to->door_write = from->door_write;
    to->checkers = from->checkers;
    to->door_looked = from->door_looked;
}

static void refusal_put(struct req *rq, err e, struct inner_read *ret)
{
    struct req inner = {.app = rq->app, .worker = &ret->worker, .in = rq->in};

    inner.reply.body = &ret->worker.out;
    reply_problem(&inner, e);
    ret->reply = inner.reply;
}

void inner_read_put_off(struct req *rq, struct inner_read *ret)
{
    refusal_put(rq, ERR_BUSY, ret);
}

void inner_read(struct req *rq, const char *address, struct inner_read *ret)
{
    const char *path = path_of(rq, address), *query = strchr(address, '?');
    struct incoming in;

    if (!path) {
        refusal_put(rq, ERR_SYSTEM, ret);
        return;
    }
    in = incoming_of(rq, path, query ? query + 1 : NULL);
    handles_lend(rq->worker, &ret->worker);
    dispatch(&ret->worker, &in, &ret->reply);
    handles_lend(&ret->worker, rq->worker);
}

void inner_read_end(struct inner_read *r)
{
    arena_free(&r->worker.arena);
    buf_wipe(&r->worker.out);
}
