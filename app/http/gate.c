/* The order of the gate's questions: from here, by whom, from our pages, saying what, already done? Whatever
 * the answer, a write leaves everything or nothing. */
#include "http/gate.h"

#include "domain/office/session_term.h"
#include "domain/work/unread.h"
#include "http/body.h"
#include "http/idempotency.h"
#include "http/identity.h"
#include "http/origin.h"
#include "store/db.h"
#include "store/look.h"
#include "store/reserve.h"

/* Hidden rather than forbidden: who is elsewhere need not know that it exists. */
static err place_require(struct req *rq)
{
    if ((rq->route->flags & RT_LOOPBACK) && !rq->in->loopback)
        return ERR_ABSENT;
    return OK;
}

/* Whatever takes a body: an export or a search changes nothing, but is logged in her name, and may break a
 * seal. A device proves itself with a header that no foreign page can make a browser send. */
static err origin_require(struct req *rq)
{
    if (!(rq->route->flags & (RT_WRITE | RT_BODY)) || rq->work.actor.device)
        return OK;
    return origin_check(rq);
}

/* A session left open at a desk is good for reading; what changes who may do what, or takes data out of the
 * register, is for whoever knows the password. */
static err confirmed_require(struct req *rq)
{
    int64_t ago = rq->work.now - rq->work.actor.confirmed_at;

    /* An instant to come is from before a clock was put back: it says nothing. */
    if (!(rq->route->flags & RT_CONFIRMED) || (ago >= 0 && ago < SESSION_CONFIRMED))
        return OK;
    return refuse(&rq->work, ERR_DENIED, "not_confirmed", "",
                  "Give your password once more (session/confirm).");
}

static err asker_require(struct req *rq)
{
    err e;

    if ((e = identity_require(rq)) || (e = origin_require(rq)))
        return e;
    return confirmed_require(rq);
}

/* What is left of the disk is for what cannot wait. Asked after who it is: strangers need not know. */
static err room_require(struct req *rq)
{
    if (!(rq->route->flags & RT_WRITE) || (rq->route->flags & RT_URGENT) || !reserve_spent(rq->app->reserve))
        return OK;
    rq->status_override = 507;
    return ERR_SYSTEM;
}

/* Who asks comes before what is sent: whoever is not signed in learns nothing about bodies, not even which
 * are well formed. */
static err admit(struct req *rq)
{
    err e;

    if ((e = asker_require(rq)) || (e = room_require(rq)) || (e = body_read(rq)))
        return e;
    rq->reply.cors = (rq->route->flags & RT_PUBLIC_DATA) != 0;
    return OK;
}

/* What this process serves on check.db: all of the part that checks, and what both parts serve where it is
 * that part. */
static bool at_the_door(const struct req *rq)
{
    return (rq->route->flags & RT_CHECK) && (rq->app->part & APP_CHECK);
}

static err door_prepare(struct req *rq)
{
    struct doorway_db *db;
    err e = worker_door(rq->worker, (rq->route->flags & RT_WRITE) != 0, rq->work.now, &db);

    if (e) /* made by the register, which has not started, or is about to put it right */
        return e == ERR_ABSENT ? ERR_BUSY : e;
    doorway_begin(db, &rq->work, &rq->door);
    return OK;
}

/* Device, card and hint in one picture of the database: the lock is asked for once, which is a third of what
 * a check costs. What writes guards its own transactions: it waits behind nobody who only asks. */
static err door_pass(struct req *rq)
{
    CLEANUP(look_end) struct look look = {0};
    err e;

    if ((e = door_prepare(rq)) ||
        (!(rq->route->flags & RT_WRITE) && (e = look_begin(&look, rq->door.work.db))) || (e = admit(rq)))
        return e;
    return rq->route->handler(rq);
}

/* What both parts serve needs nothing but to read. */
static err read_pass(struct req *rq)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = worker_read(rq->worker, &rq->work.db)) || (e = tx_begin_read(&tx, rq->work.db)) ||
        (e = admit(rq)))
        return e;
    return rq->route->handler(rq);
}

/* The handler, and the memory of its reply, in one transaction. */
static err write_pass(struct req *rq)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct idempotency once;
    bool replayed;
    err e;

    /* The memory is looked up inside the write transaction: of two equal requests at once, the second waits
     * for the lock and then finds the first's answer. */
    if ((e = idempotency_read(rq, &once)) || (e = tx_begin(&tx, rq->work.db)) ||
        (e = idempotency_replay(rq, &once, &replayed)) || replayed)
        return e;
    rq->work.judges = (rq->route->flags & RT_FORM) != 0;
    if ((e = unread_tell(&rq->work, rq->route->handler(rq))) || (e = idempotency_keep(rq, &once)))
        return e;
    return tx_commit(&tx);
}

/* Whoever is sent away here holds no thread and asks again in a second. */
static err heavy_pass(struct req *rq)
{
    atomic_int *heavy = rq->app->heavy;
    err e = ERR_BUSY;

    if (atomic_fetch_add(heavy, 1) < GATE_HEAVY_MAX)
        e = rq->route->handler(rq);
    atomic_fetch_sub(heavy, 1);
    return e;
}

err gate_knock(struct req *rq)
{
    err e;

    if ((e = place_require(rq)) ||
        (e = at_the_door(rq) ? door_prepare(rq) : worker_write(rq->worker, &rq->work.db)) ||
        (e = asker_require(rq)))
        return e;
    return room_require(rq);
}

err gate_pass(struct req *rq)
{
    unsigned flags = rq->route->flags;
    err e;

    if ((e = place_require(rq)))
        return e;
    if (at_the_door(rq))
        return door_pass(rq);
    if (flags & RT_CHECK)
        return read_pass(rq);
    if ((e = worker_write(rq->worker, &rq->work.db)) || (e = admit(rq)))
        return e;
    /* RT_NO_TX: the handler takes its transactions itself, where it must not hold the lock all the time (a
     * password's scrypt) or must keep what a refusal has counted. */
    if ((flags & RT_WRITE) && !(flags & RT_NO_TX))
        return write_pass(rq);
    return (flags & RT_HEAVY) && rq->app->heavy ? heavy_pass(rq) : rq->route->handler(rq);
}
