/* Session: signing in sets a cookie that scripts cannot read and other sites cannot send. The secret in it is
 * kept nowhere but in the browser; the register has its digest. */
#include "api/session.h"

#include <stdio.h>
#include <string.h>

#include "domain/office/account.h"
#include "domain/office/attempt.h"
#include "domain/office/known_place.h"
#include "domain/office/own_session.h"
#include "domain/office/session.h"
#include "domain/work/secret.h"
#include "gen/limits.h"
#include "http/identity.h"
#include "http/input.h"
#include "http/reply.h"
#include "store/reserve.h"

/* secret "": forget the cookie. */
static void cookie_set(struct req *rq, const char *secret)
{
    snprintf(rq->reply.cookie, sizeof(rq->reply.cookie), "%s=%s; HttpOnly; SameSite=Strict; Path=/%s%s",
             session_cookie(rq->app), secret, secret[0] ? "" : "; Max-Age=0",
             session_cookie_secure(rq->app) ? "; Secure" : "");
}

/* What makes the browser known (known_place.h): it stays when the session is over, and opens nothing. */
static void browser_cookie_set(struct req *rq, const char *secret)
{
    if (secret[0])
        snprintf(rq->reply.browser_cookie, sizeof(rq->reply.browser_cookie),
                 "%s=%s; HttpOnly; SameSite=Strict; Path=/; Max-Age=%d%s", browser_cookie(rq->app), secret,
                 KNOWN_DAYS * 24 * 3600, session_cookie_secure(rq->app) ? "; Secure" : "");
}

/* Into the open object. */
static void session_put(struct json_writer *j, const struct session *s, int64_t now, bool disk_full)
{
    const char *role = role_name(s->role);

    json_put_object(j, "account");
    json_put_int(j, "id", s->account);
    json_put_text(j, "name", s->name);
    json_put_text(j, "full_name", s->full_name);
    json_put_end(j);
    json_put_texts(j, "roles", &role, 1);
    if (s->organisation) {
        json_put_object(j, "organisation");
        json_put_int(j, "id", s->organisation);
        json_put_text(j, "name", s->organisation_name);
        json_put_end(j);
    } else {
        json_put_null(j, "organisation");
    }
    json_put_bool(j, "must_change", s->must_change);
    if (s->given_at) {
        json_put_object(j, "password_given");
        json_put_instant(j, "at", s->given_at);
        json_put_text(j, "by", s->given_by);
        json_put_end(j);
    } else {
        json_put_null(j, "password_given");
    }
    /* Seconds rather than an instant: the clock of the browser's machine may be wrong. */
    json_put_int(j, "seconds_until_idle", s->idle_at - now);
    json_put_int(j, "seconds_until_over", s->over_at - now);
    json_put_bool(j, "disk_full", disk_full);
}

static err session_reply(struct req *rq, int status, const uint8_t hash[DIGEST_SIZE])
{
    struct session s;
    err e;

    if ((e = session_read(&rq->work, hash, &s)))
        return e;
    session_put(reply_object(rq), &s, rq->work.now, reserve_alarm(rq->app->reserve));
    return reply_done(rq, status);
}

struct sign_in {
    const char *account, *password;
};
static const struct member SIGN_IN[] = {
    MEMBER_TEXT(struct sign_in, account, LIMIT(SignIn, account), REQUIRED),
    MEMBER_SECRET(struct sign_in, password, LIMIT(SignIn, password), REQUIRED),
};

static err session_post(struct req *rq)
{
    CLEANUP(secret_wipe) struct secret secret = {0};
    struct sign_in_from from = {.address = rq->in->address};
    struct session_opened opened = {0};
    struct sign_in in;
    err e;

    if ((e = input_read(rq, rq->body, SIGN_IN, COUNT(SIGN_IN), &in)))
        return e;
    if ((e = session_presented(rq, &rq->work.actor.session)))
        return e;
    if ((e = browser_presented(rq, &from.browser)))
        return e;
    e = session_open_from(&rq->work, in.account, in.password, &from, &opened);
    rq->work.actor.session = NULL;
    /* 403 would say "you may not"; here nobody is signed in yet. */
    if (e == ERR_DENIED)
        rq->status_override = 401;
    if (e == ERR_LIMIT)
        rq->reply.retry_after = SIGN_IN_LOCK;
    if (e || (e = secret_hash(opened.secret, secret.hash)))
        return e;
    cookie_set(rq, opened.secret);
    browser_cookie_set(rq, opened.browser);
    explicit_bzero(&opened, sizeof opened);
    return session_reply(rq, 201, secret.hash);
}

struct confirmation {
    const char *password;
};
static const struct member CONFIRMATION[] = {
    MEMBER_SECRET(struct confirmation, password, LIMIT(Confirmation, password), REQUIRED)};

static err session_post_confirm(struct req *rq)
{
    struct confirmation in;
    err e;

    if ((e = input_read(rq, rq->body, CONFIRMATION, COUNT(CONFIRMATION), &in)))
        return e;
    e = account_confirm(&rq->work, in.password, rq->session);
    if (e == ERR_LIMIT)
        rq->reply.retry_after = SIGN_IN_LOCK;
    return e ? e : reply_empty(rq, 204);
}

/* Only staff can come here (the route's roles), so rq->session is set. */
static err session_get(struct req *rq)
{
    return session_reply(rq, 200, rq->session);
}

static err session_post_stay(struct req *rq)
{
    err e = session_stay(&rq->work, rq->session);

    return e ? e : session_reply(rq, 200, rq->session);
}

static err session_delete(struct req *rq)
{
    err e = session_close(&rq->work, rq->session);

    if (e)
        return e;
    cookie_set(rq, "");
    return reply_empty(rq, 204);
}

static const struct json_member OWN_SESSION_OUT[] = {
    JSON_INT_AS(struct own_session, number, "id"), JSON_INSTANT(struct own_session, since),
    JSON_INSTANT(struct own_session, seen),        JSON_TEXT(struct own_session, network),
    JSON_BOOL(struct own_session, current),
};

static err own_session_get_all(struct req *rq)
{
    struct own_session *list;
    size_t count;
    err e = own_session_list(&rq->work, &list, &count);

    return e ? e : reply_structs(rq, "sessions", MEMBERS(OWN_SESSION_OUT), list, count);
}

static err own_session_delete(struct req *rq)
{
    int64_t number;
    err e;

    if ((e = req_id(rq, "id", &number)) || (e = own_session_end(&rq->work, number)))
        return e;
    return reply_empty(rq, 204);
}

static err own_session_delete_others(struct req *rq)
{
    int64_t ended;
    err e = own_session_end_others(&rq->work, &ended);

    if (e)
        return e;
    json_put_int(reply_object(rq), "ended", ended);
    return reply_done(rq, 200);
}

struct password_change {
    const char *current, *password;
};
static const struct member PASSWORD_CHANGE[] = {
    MEMBER_SECRET(struct password_change, current, LIMIT(OwnPassword, current), REQUIRED),
    MEMBER_SECRET(struct password_change, password, LIMIT(OwnPassword, password), REQUIRED),
};

static err session_password(struct req *rq)
{
    struct password_change in;
    err e;

    if ((e = input_read(rq, rq->body, PASSWORD_CHANGE, COUNT(PASSWORD_CHANGE), &in)))
        return e;
    e = account_change_password(&rq->work, in.current, in.password, rq->session);
    if (e == ERR_LIMIT)
        rq->reply.retry_after = SIGN_IN_LOCK;
    return e ? e : reply_empty(rq, 204);
}

static err session_password_seen(struct req *rq)
{
    err e = account_password_seen(&rq->work);

    return e ? e : session_reply(rq, 200, rq->session);
}

/* RT_NO_TX: what checks a password opens its own short transactions, so that none is open while scrypt runs.
 */
static const struct route ROUTES[] = {
    {"POST", "/api/v1/session", R_ANYONE, RT_WRITE | RT_URGENT | RT_BODY | RT_NO_TX, session_post},
    {"GET", "/api/v1/session", R_SIGNED_IN, RT_FIRST_STEPS | RT_LOOK, session_get},
    {"POST", "/api/v1/session/stay", R_SIGNED_IN, RT_WRITE | RT_URGENT | RT_FIRST_STEPS, session_post_stay},
    {"DELETE", "/api/v1/session", R_SIGNED_IN, RT_WRITE | RT_URGENT | RT_FIRST_STEPS, session_delete},
    {"POST", "/api/v1/session/password", R_SIGNED_IN,
     RT_WRITE | RT_URGENT | RT_BODY | RT_NO_TX | RT_FIRST_STEPS, session_password},
    {"POST", "/api/v1/session/confirm", R_SIGNED_IN, RT_WRITE | RT_URGENT | RT_BODY | RT_NO_TX,
     session_post_confirm},
    {"GET", "/api/v1/sessions", R_SIGNED_IN, 0, own_session_get_all},
    {"DELETE", "/api/v1/sessions/{id}", R_SIGNED_IN, RT_WRITE | RT_URGENT, own_session_delete},
    {"POST", "/api/v1/sessions/end-others", R_SIGNED_IN, RT_WRITE | RT_URGENT, own_session_delete_others},
    {"POST", "/api/v1/session/password/seen", R_SIGNED_IN, RT_WRITE, session_password_seen},
};
const struct route_table SESSION_ROUTES = ROUTE_TABLE(ROUTES);
