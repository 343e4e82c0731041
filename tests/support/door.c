/* Makes the front door of one test and asks at it. */
#include "support/door.h"

#include <stdlib.h>
#include <string.h>

#include "crypto/digest.h"
#include "domain/office/refusal.h"
#include "http/body.h"
#include "http/dispatch.h"
#include "http/router.h"
#include "http/wire.h"

static const char SQL_ACCOUNT[] =
    "INSERT INTO account (id, name, full_name, role, password_hash, created_at) "
    "VALUES (90, 'audit', 'Auditor', 'auditor', '!', 1)";
static const char SQL_SESSION[] =
    "INSERT INTO session (token_hash, number, account_id, created_at, seen_at, confirmed_at) "
    "SELECT :hash, coalesce(max(number), 1000) + 1, :account, :now, :now, :now FROM session "
    "WHERE number >= 1000 "
    "ON CONFLICT (token_hash) DO UPDATE SET created_at = :now, seen_at = :now, confirmed_at = :now";
static const char SQL_ORGANISATION[] =
    "INSERT INTO organisation (id, kind, name) VALUES (30, 'transport', 'Linja 1')";
static const char SQL_DEVICE[] = "INSERT INTO device (id, organisation_id, service, name, token_hash, "
                                 "enrolled_at, revoked_at, created_at) "
                                 "VALUES (:id, :organisation, :service, 'Pajisje', :hash, 1, :revoked, 1)";

void door_session(struct door *d, const char *secret, int64_t account)
{
    uint8_t hash[DIGEST_SIZE];

    must(digest_sha256(secret, strlen(secret), hash));
    must(db_exec(
        d->r->db, SQL_SESSION,
        BINDS(BLOB(":hash", hash, DIGEST_SIZE), INT(":account", account), INT(":now", d->r->work.now))));
}

void door_device(struct door *d, const char *token, const struct door_checker *c)
{
    uint8_t hash[DIGEST_SIZE];

    must(digest_sha256(token, strlen(token), hash));
    must(db_exec(d->r->db, SQL_DEVICE,
                 BINDS(BLOB(":hash", hash, DIGEST_SIZE), INT(":id", c->id),
                       INT(":organisation", c->organisation), TEXT(":service", c->service),
                       INT_OR_NULL(":revoked", 2, c->revoked))));
}

int door_setup(void **state, const struct route *routes, size_t count)
{
    const struct route_table table = {routes, count};
    struct door *d = calloc(1, sizeof(*d));
    void *r = NULL;

    if (!d || register_setup(&r))
        return -1;
    d->r = r;
    must(db_exec(d->r->db, SQL_ACCOUNT, NO_BINDS));
    body_watch();
    door_session(d, "coordinator-secret", d->r->work.actor.account);
    door_session(d, "auditor-secret", 90);
    must(db_exec(d->r->db, SQL_ORGANISATION, NO_BINDS));
    door_device(d, "bus-token", &(struct door_checker){12, 30, "transport", false});
    door_device(d, "lost-token", &(struct door_checker){13, 30, "transport", true});
    must(router_make(&table, 1, APP_BOTH, &d->router));
    must(refusals_make(&d->refusals));
    d->app = (struct app){.database = d->r->database,
                          .check = d->r->check,
                          .keys = d->r->keys,
                          .vault = d->r->vault,
                          .part = APP_BOTH,
                          .router = d->router,
                          .refusals = d->refusals};
    d->app.clock.fixed = REGISTER_NOW;
    d->worker.app = &d->app;
    d->in = (struct incoming){.address = "192.0.2.7", .host = "besa.example.al"};
    *state = d;
    return 0;
}

int door_teardown(void **state)
{
    struct door *d = *state;
    void *r = d->r;

    assertion_answer(NULL, NULL, 0, NULL);
    json_decref(d->json);
    worker_close(&d->worker);
    router_free(&d->router);
    refusals_free(&d->refusals);
    register_teardown(&r);
    free(d);
    return 0;
}

int ask(struct door *d, const char *method, const char *path, const char *body)
{
    const struct buf *sent;

    d->in.method = method;
    d->in.path = path;
    d->in.body = body;
    d->in.body_size = body ? strlen(body) : 0;
    if (body && !d->in.content_type)
        d->in.content_type = "application/json; charset=utf-8";
    if (d->rehearse)
        d->rehearse(d);
    dispatch(&d->worker, &d->in, &d->reply);
    json_decref(d->json);
    sent = wire_body(&d->reply);
    d->json = json_loadb(sent->data ? sent->data : "", sent->len, 0, NULL);
    assertion_answer(method, path, d->reply.status, sent);
    return d->reply.status;
}

const char *said(const struct door *d, const char *member)
{
    const char *text = json_string_value(json_object_get(d->json, member));

    return text ? text : "";
}

void refused(struct door *d, const char *method, const char *path, const char *body, int status,
             const char *code)
{
    assert_int_equal(ask(d, method, path, body), status);
    assert_string_equal(d->reply.content_type, "application/problem+json");
    assert_string_equal(said(d, "code"), code);
    assert_int_equal(json_integer_value(json_object_get(d->json, "status")), status);
    assert_true(said(d, "title")[0] && said(d, "detail")[0]);
    assert_null(d->reply.cache_control);
}
