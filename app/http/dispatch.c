/* The path of one request: router, gate and handler, reply. What goes wrong is a reply, too; what is our own
 * fault is logged by the route's pattern, never by the path or the query that came. */
#include "http/dispatch.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/network.h"
#include "domain/check/doorway.h"
#include "http/gate.h"
#include "http/reply.h"
#include "http/request.h"
#include "http/router.h"
#include "http/trace.h"
#include "store/db.h"
#include "store/reserve.h"
#include "vault/vault.h"

static err params_copy(struct req *rq, const struct match *m)
{
    for (size_t i = 0; i < m->param_count; i++) {
        rq->params[i].name = m->params[i].name;
        rq->params[i].value = arena_text_n(rq->work.arena, m->params[i].value, m->params[i].size);
        if (!rq->params[i].value)
            return ERR_SYSTEM;
    }
    rq->param_count = m->param_count;
    return OK;
}

static err route_find(struct req *rq)
{
    struct match m;
    err e = router_match(rq->app->router, rq->in->method, rq->in->path, &m);

    if (e == ERR_DENIED) {
        /* RFC 9110 section 15.5.6: an answer 405 names the methods that would do. */
        memcpy(rq->reply.allow, m.allow, sizeof(m.allow));
        rq->status_override = 405;
    }
    if (e)
        return e;
    rq->route = m.route;
    rq->work.urgent = (m.route->flags & RT_URGENT) != 0;
    return params_copy(rq, &m);
}

static err request_serve(struct req *rq)
{
    err e = route_find(rq);

    return e ? e : gate_pass(rq);
}

static void fault_log(const struct req *rq, err e)
{
    const char *method = rq->route ? rq->route->method : "request", *path = rq->route ? rq->route->path : "";

    if (e == ERR_CORRUPT || e == ERR_SYSTEM)
        log_error("%s %s: %s", method, path, err_name(e));
    /* Not a fault, but many of them say that the machine is too small or that somebody holds the lock. */
    else if (e == ERR_BUSY)
        log_warning("%s %s: %s", method, path, err_name(e));
}

/* What the client holds already is not sent again. */
static void etag_apply(struct req *rq)
{
    struct reply *r = &rq->reply;

    if (r->status != 200 || !r->etag[0] || !rq->in->if_none_match ||
        strcmp(rq->in->if_none_match, r->etag) != 0)
        return;
    r->status = 304;
    r->content_type = NULL;
    r->fixed = NULL;
    buf_clear(r->body);
}

/* A connection asks more than once: what was worked out is kept until another address comes. NULL: it has
 * none. */
static const char *network_find(struct worker *k, const char *address)
{
    if (!address || !k->network_address[0] || strcmp(address, k->network_address) != 0) {
        k->network_address[0] = '\0';
        if (!network_of(address, k->network))
            return NULL;
        snprintf(k->network_address, sizeof k->network_address, "%s", address);
    }
    return k->network;
}

/* One instant for the whole request: all it writes bears one time, and midnight cannot fall into the middle
 * of it. */
static void work_prepare(struct worker *k, const struct incoming *in, struct work *w)
{
    w->keys = k->app->keys;
    w->vault = k->app->vault;
    w->arena = &k->arena;
    w->now = clock_now(&k->app->clock);
    w->today = worker_today(k, w->now);
    w->virus_socket = k->app->virus_socket;
    w->network = network_find(k, in->address);
}

static void request_begin(struct worker *k, const struct incoming *in, struct req *ret)
{
    arena_reset(&k->arena);
    buf_clear(&k->out);
    memset(ret, 0, offsetof(struct req, work));
    work_begin(&ret->work);
    work_begin(&ret->door.work);
    ret->app = k->app;
    ret->worker = k;
    ret->in = in;
    ret->reply.body = &k->out;
    ret->reply.head = strcmp(in->method, "HEAD") == 0;
    work_prepare(k, in, &ret->work);
}

static bool disk_was_full(const struct req *rq, err e)
{
    const struct worker *k = rq->worker;

    return e == ERR_SYSTEM &&
           ((k->write && db_full(k->write)) || (k->door_write && doorway_db_full(k->door_write)) ||
            (rq->work.vault && vault_full(rq->work.vault)));
}

/* Reads are logged, and some writes protect somebody: for these the room that was kept aside is used. */
static bool cannot_wait(const struct req *rq)
{
    return rq->route && (!(rq->route->flags & RT_WRITE) || (rq->route->flags & RT_URGENT));
}

/* true: there may be room now, try once more. */
static bool room_make(const struct req *rq)
{
    struct reserve *reserve = rq->app->reserve;

    if (reserve && cannot_wait(rq))
        reserve_spend(reserve);
    else if (reserve)
        reserve_note_full(reserve);
    return reserve && cannot_wait(rq);
}

static void request_refuse(struct req *rq, err e)
{
    /* 507 rather than 500: the person at the screen can do something about a full disk, and learns that
     * nothing was kept. */
    if (disk_was_full(rq, e))
        rq->status_override = 507;
    if (e == ERR_LIMIT && rq->work.retry_after)
        rq->reply.retry_after = rq->work.retry_after;
    fault_log(rq, e);
    reply_problem(rq, e);
    trace_refused(rq);
}

/* Only what can be told without the body: an upload from a stranger is refused before its bytes take
 * memory. */
bool dispatch_knock(struct worker *k, const struct incoming *in, struct reply *ret)
{
    struct req rq;
    err e;

    request_begin(k, in, &rq);
    if (!(e = route_find(&rq)) && !(e = gate_knock(&rq)))
        return true;
    request_refuse(&rq, e);
    *ret = rq.reply;
    return false;
}

void dispatch(struct worker *k, const struct incoming *in, struct reply *ret)
{
    struct req rq;
    err e, told;

    request_begin(k, in, &rq);
    e = request_serve(&rq);
    if (disk_was_full(&rq, e) && room_make(&rq)) {
        json_decref(rq.body);
        request_begin(k, in, &rq);
        e = request_serve(&rq);
    }
    /* Before the answer goes out: what it tells of a sealed file is in the log, or it is not told. */
    if (rq.work.shut_count && (told = trace_told(&rq)))
        e = told;
    if (e)
        request_refuse(&rq, e);
    else
        etag_apply(&rq);
    json_decref(rq.body);
    *ret = rq.reply;
}
