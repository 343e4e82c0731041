/* Who asks. Both kinds of secret are looked up by the SHA-256 of their text: the database holds none. */
#include "http/identity.h"

#include <string.h>
#include <strings.h>

#include "domain/check/checker_memory.h"
#include "domain/check/device_use.h"
#include "domain/office/session.h"

#define SECRET_TEXT_MAX 128 /* characters; ours have 42. What is longer is not even hashed */

/* "Bearer <token>"; NULL when it is something else. */
static const char *bearer_token(const char *authorization)
{
    if (!authorization || strncasecmp(authorization, "Bearer ", 7) != 0)
        return NULL;
    return authorization + 7 + strspn(authorization + 7, " ");
}

bool session_cookie_secure(const struct app *app)
{
    return app->secure_cookie || (app->origin && !strncmp(app->origin, "https://", 8));
}

const char *session_cookie(const struct app *app)
{
    /* The prefix makes browsers take the cookie over TLS only, from this very host and for all its paths, so
     * that another host of the municipality cannot plant one; without TLS they would refuse it. */
    return session_cookie_secure(app) ? "__Host-besa_session" : "besa_session";
}

const char *browser_cookie(const struct app *app)
{
    return session_cookie_secure(app) ? "__Host-besa_browser" : "besa_browser";
}

/* The value of that cookie among others; NULL when it is not there. */
static const char *session_secret(const char *cookie, const char *name, size_t *ret_size)
{
    size_t size = strlen(name);

    for (const char *p = cookie; p && *p;) {
        p += strspn(p, "; ");
        if (strncmp(p, name, size) == 0 && p[size] == '=') {
            *ret_size = strcspn(p + size + 1, "; ");
            return p + size + 1;
        }
        p += strcspn(p, ";");
    }
    return NULL;
}

err session_presented(struct req *rq, const uint8_t **ret_hash)
{
    size_t n = 0;
    const char *secret = session_secret(rq->in->cookie, session_cookie(rq->app), &n);
    uint8_t *hash;
    err e;

    *ret_hash = NULL;
    if (!secret || n == 0 || n > SECRET_TEXT_MAX)
        return OK;
    if (!(hash = arena_alloc(rq->work.arena, DIGEST_SIZE)))
        return ERR_SYSTEM;
    if ((e = digest_sha256(secret, n, hash)))
        return e;
    *ret_hash = hash;
    return OK;
}

err browser_presented(struct req *rq, const char **ret)
{
    size_t n = 0;
    const char *secret = session_secret(rq->in->cookie, browser_cookie(rq->app), &n);

    *ret = NULL;
    if (!secret || n == 0 || n > SECRET_TEXT_MAX)
        return OK;
    *ret = arena_text_n(rq->work.arena, secret, n);
    return *ret ? OK : ERR_SYSTEM;
}

/* For the log, so not needed at the doors, which write none. NULL when memory ran out. */
static const char *device_name(struct req *rq, int64_t id)
{
    return rq->door.work.db ? "device" : arena_format(rq->work.arena, "device %lld", (long long)id);
}

/* At the doors; elsewhere to say that it is for somebody else, where this process serves doors as well. */
static err door_find(struct req *rq, const uint8_t hash[DIGEST_SIZE], struct checker *ret)
{
    struct doorway *door = &rq->door, asked;
    struct doorway_db *db;
    err e;

    if (!(rq->app->part & APP_CHECK))
        return ERR_ABSENT;
    if (!door->work.db) {
        if ((e = worker_door(rq->worker, false, rq->work.now, &db)))
            return e;
        doorway_begin(db, &rq->work, door = &asked);
    }
    /* What writes is asked outside of a transaction, on a handle of its own. */
    e = door == &rq->door && !(rq->route->flags & RT_WRITE)
            ? checker_find_kept(door, &rq->worker->checkers, hash, ret)
            : checker_find(door, hash, ret);
    if (e)
        rq->work.problem = door->work.problem;
    return e;
}

/* ERR_ABSENT: no such device, or it was revoked (the problem says so). */
static err device_identify(struct req *rq, const char *token)
{
    uint8_t hash[DIGEST_SIZE];
    struct checker *d = arena_alloc(rq->work.arena, sizeof *d);
    size_t n = strlen(token);
    err e;

    if (!d)
        return ERR_SYSTEM;
    if (n == 0 || n > SECRET_TEXT_MAX)
        return ERR_ABSENT;
    if ((e = digest_sha256(token, n, hash)) || (e = door_find(rq, hash, d)))
        return e == ERR_DENIED ? ERR_ABSENT : e;
    rq->device = d;
    if (rq->door.work.db)
        device_use_note(rq->app->uses, d->id, rq->work.today);
    rq->work.actor = (struct actor){
        .device = d->id, .organisation = d->organisation, .roles = R_DEVICE, .name = device_name(rq, d->id)};
    return rq->work.actor.name ? OK : ERR_SYSTEM;
}

/* ERR_ABSENT: no such session, or it is over. Noting the visit needs the handle that writes. */
static err session_identify(struct req *rq, const char *secret, size_t n)
{
    struct work *w = &rq->work;
    struct db *route_db = w->db;
    struct actor actor = {0};
    uint8_t *hash;
    err e;

    if (n == 0 || n > SECRET_TEXT_MAX)
        return ERR_ABSENT;
    if (!(hash = arena_alloc(w->arena, DIGEST_SIZE)))
        return ERR_SYSTEM;
    if ((e = digest_sha256(secret, n, hash)) || (e = worker_write(rq->worker, &w->db)))
        return e;
    /* RT_LOOK: a page that asks by itself must not keep an abandoned session alive. */
    e = (rq->route->flags & RT_LOOK) ? session_look(w, hash, &actor) : session_find(w, hash, &actor);
    w->db = route_db;
    if (e)
        return e == ERR_DENIED ? ERR_ABSENT : e;
    w->actor = actor;
    rq->session = hash;
    rq->work.actor.session = hash;
    return OK;
}

/* ERR_ABSENT: nobody we know. */
static err actor_identify(struct req *rq)
{
    /* A token decides alone, even a bad one: it never falls back on a cookie that the browser happened to
     * add. */
    const char *token = bearer_token(rq->in->authorization), *secret;
    size_t n = 0;

    if (token)
        return device_identify(rq, token);
    /* Whoever serves checks alone knows no session. */
    if (!(rq->app->part & APP_REGISTER))
        return ERR_ABSENT;
    secret = session_secret(rq->in->cookie, session_cookie(rq->app), &n);
    return secret ? session_identify(rq, secret, n) : ERR_ABSENT;
}

/* Whoever set the password could act in the holder's name until it is changed. */
static err settled_require(struct req *rq)
{
    if (!rq->work.actor.must_change || (rq->route->flags & RT_FIRST_STEPS))
        return OK;
    rq->status_override = 403;
    return refuse(&rq->work, ERR_DENIED, "must_change", "", "Choose a password of your own first.");
}

err identity_require(struct req *rq)
{
    unsigned roles = rq->route->roles;
    struct work *w = &rq->work;
    err e;

    w->actor = (struct actor){.name = "anyone"};
    if (roles == R_ANYONE)
        return OK;
    e = actor_identify(rq);
    if (e && e != ERR_ABSENT)
        return e;
    /* A route for everybody that shows more to those signed in: an unknown or ended session is no fault
     * there. */
    if (roles & R_ANYONE) {
        w->problem = (struct problem){0};
        if (w->actor.must_change && !(rq->route->flags & RT_FIRST_STEPS))
            w->actor = (struct actor){.name = "anyone"};
        return OK;
    }
    if (!e && (w->actor.roles & roles))
        return settled_require(rq);
    /* 401 says "sign in again", 403 "not you": the role is looked at only once it is known who asks. */
    rq->status_override = e ? 401 : 403;
    if (!e)
        return refuse(w, ERR_DENIED, "forbidden", "", "This is not for your role.");
    /* The session or the device has said more precisely why (ended, revoked). */
    if (w->problem.code[0])
        return ERR_DENIED;
    return refuse(w, ERR_DENIED, "not_signed_in", "", "Sign in, or send the device's token.");
}
