/* The gate on routes of its own: who passes, and from where. */
#include "http/gate.h"

#include <stdio.h>
#include <string.h>

#include "domain/office/session_term.h"
#include "http/input.h"
#include "http/reply.h"
#include "support/door.h"
#include "support/note.h"

static err whoami(struct req *rq)
{
    struct json_writer *j = reply_object(rq);

    json_put_text(j, "name", rq->work.actor.name);
    json_put_int(j, "device", rq->work.actor.device);
    json_put_int(j, "organisation", rq->work.actor.organisation);
    json_put_bool(j, "session", rq->session != NULL);
    return reply_done(rq, 200);
}

static err write_tried(struct req *rq)
{
    return db_exec(rq->door.work.db, NOTE_INSERT, BINDS(INT(":id", 500), TEXT(":name", "x")));
}

static err item_get(struct req *rq)
{
    struct json_writer *j;
    int64_t id, limit = 0;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_query_int(rq, "limit", 1, 50, 10, &limit)))
        return e;
    j = reply_object(rq);
    json_put_int(j, "id", id);
    json_put_int(j, "limit", limit);
    return reply_done(rq, 200);
}

static const struct route ROUTES[] = {
    {"GET", "/open", R_ANYONE, 0, whoami},
    {"GET", "/maybe", R_ANYONE | R_STAFF, 0, whoami},
    {"GET", "/desk", R_COORDINATOR, 0, whoami},
    {"GET", "/secrets", R_COORDINATOR, RT_CONFIRMED, whoami},
    {"GET", "/log", R_AUDITOR, 0, whoami},
    {"POST", "/log", R_AUDITOR, RT_WRITE, whoami},
    {"GET", "/me", R_STAFF, RT_FIRST_STEPS, whoami},
    {"GET", "/items/{id}", R_COORDINATOR, 0, item_get},
    {"POST", "/notes", R_COORDINATOR, RT_WRITE | RT_BODY, note_add},
    {"POST", "/search", R_COORDINATOR, RT_BODY, whoami},
    {"POST", "/check-note", R_ANYONE, RT_CHECK | RT_WRITE | RT_BODY, whoami},
    {"POST", "/sign-in", R_ANYONE, RT_WRITE | RT_NO_TX, whoami},
    {"POST", "/check", R_DEVICE, RT_CHECK | RT_BODY, whoami},
    {"POST", "/device/note", R_DEVICE, RT_WRITE | RT_BODY, note_add},
    {"GET", "/write", R_ANYONE, RT_CHECK, write_tried},
    {"GET", "/metrics", R_ANYONE, RT_LOOPBACK, whoami},
    {"GET", "/sheet", R_COORDINATOR, RT_HEAVY, whoami},
};

static int setup(void **state)
{
    return door_setup(state, ROUTES, COUNT(ROUTES));
}

static void unknown_paths_are_404(void **state)
{
    refused(*state, "GET", "/nowhere", NULL, 404, "not_found");
    refused(*state, "GET", "/op%65n", NULL, 404, "not_found");
    assert_string_equal(said(*state, "type"), "about:blank");
}

static void other_methods_are_405_with_allow(void **state)
{
    struct door *d = *state;

    refused(d, "DELETE", "/desk", NULL, 405, "method_not_allowed");
    assert_string_equal(d->reply.allow, "GET, HEAD");
}

static void head_announces_a_body(void **state)
{
    struct door *d = *state;

    assert_int_equal(ask(d, "HEAD", "/open", NULL), 200);
    assert_true(d->reply.head);
}

static void without_credentials_it_is_401(void **state)
{
    refused(*state, "GET", "/desk", NULL, 401, "not_signed_in");
    refused(*state, "POST", "/check", "{}", 401, "not_signed_in");
}

static void false_credentials_are_401(void **state)
{
    struct door *d = *state;

    d->in.cookie = "besa_session=guessed";
    refused(d, "GET", "/desk", NULL, 401, "no_session");
    d->in.cookie = "besa_session=";
    refused(d, "GET", "/desk", NULL, 401, "not_signed_in");
    d->in.cookie = "xbesa_session=coordinator-secret";
    refused(d, "GET", "/desk", NULL, 401, "not_signed_in");
    d->in.authorization = "Basic YTpi";
    refused(d, "POST", "/check", "{}", 401, "not_signed_in");
    d->in.authorization = LOST_BUS;
    refused(d, "POST", "/check", "{}", 401, "device_revoked");
}

static void another_role_is_403(void **state)
{
    struct door *d = *state;

    d->in.cookie = AUDITOR;
    refused(d, "GET", "/desk", NULL, 403, "forbidden");
    refused(d, "POST", "/check", "{}", 403, "forbidden");
    d->in.authorization = BUS;
    refused(d, "GET", "/desk", NULL, 403, "forbidden");
}

static void the_right_role_passes(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    assert_int_equal(ask(d, "GET", "/desk", NULL), 200);
    assert_string_equal(said(d, "name"), "test");
    assert_true(json_is_true(json_object_get(d->json, "session")));
}

static void a_device_brings_its_organisation(void **state)
{
    struct door *d = *state;

    d->in.authorization = "bearer bus-token";
    assert_int_equal(ask(d, "POST", "/check", "{}"), 200);
    assert_int_equal(json_integer_value(json_object_get(d->json, "device")), 12);
    assert_int_equal(json_integer_value(json_object_get(d->json, "organisation")), 30);
}

static void open_routes_know_who_asks_when_they_want_to(void **state)
{
    struct door *d = *state;

    d->in.cookie = AUDITOR;
    assert_int_equal(ask(d, "GET", "/open", NULL), 200);
    assert_string_equal(said(d, "name"), "anyone");
    assert_int_equal(ask(d, "GET", "/maybe", NULL), 200);
    assert_string_equal(said(d, "name"), "audit");
    d->in.cookie = "besa_session=guessed";
    assert_int_equal(ask(d, "GET", "/maybe", NULL), 200);
    assert_string_equal(said(d, "name"), "anyone");
}

static void password_chosen_by_another(struct door *d, bool yes)
{
    must(db_exec(d->r->db, "UPDATE account SET must_change = :yes WHERE name = 'audit'",
                 BINDS(INT(":yes", yes))));
}

static void who_is_to_change_the_password_can_do_nothing_else(void **state)
{
    struct door *d = *state;

    d->in.cookie = AUDITOR;
    password_chosen_by_another(d, true);
    refused(d, "GET", "/log", NULL, 403, "must_change");
    refused(d, "POST", "/log", NULL, 403, "must_change");
    refused(d, "GET", "/desk", NULL, 403, "forbidden");
    assert_int_equal(ask(d, "GET", "/me", NULL), 200);
    assert_string_equal(said(d, "name"), "audit");
    assert_int_equal(ask(d, "GET", "/maybe", NULL), 200);
    assert_string_equal(said(d, "name"), "anyone");
    password_chosen_by_another(d, false);
    assert_int_equal(ask(d, "GET", "/log", NULL), 200);
}

static void behind_tls_the_cookie_is_bound_to_the_host(void **state)
{
    struct door *d = *state;

    d->app.secure_cookie = true;
    d->in.cookie = COORDINATOR;
    refused(d, "GET", "/desk", NULL, 401, "not_signed_in");
    d->in.cookie = "__Host-" COORDINATOR;
    assert_int_equal(ask(d, "GET", "/desk", NULL), 200);
    d->app.secure_cookie = false;
    refused(d, "GET", "/desk", NULL, 401, "not_signed_in");
}

static void an_https_origin_is_tls_whatever_else_is_said(void **state)
{
    struct door *d = *state;

    d->app.origin = "https://besa.example.al";
    d->in.cookie = COORDINATOR;
    refused(d, "GET", "/desk", NULL, 401, "not_signed_in");
    d->in.cookie = "__Host-" COORDINATOR;
    assert_int_equal(ask(d, "GET", "/desk", NULL), 200);
    d->app.origin = "http://127.0.0.1:8080";
    d->in.cookie = COORDINATOR;
    assert_int_equal(ask(d, "GET", "/desk", NULL), 200);
}

/* Up to the second at which it is over. */
static void a_password_counts_for_some_minutes(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    d->app.clock.fixed = REGISTER_NOW + SESSION_CONFIRMED - 1;
    assert_int_equal(ask(d, "GET", "/secrets", NULL), 200);
    d->app.clock.fixed = REGISTER_NOW + SESSION_CONFIRMED;
    refused(d, "GET", "/secrets", NULL, 403, "not_confirmed");
    assert_int_equal(ask(d, "GET", "/desk", NULL), 200);
    must(db_script(d->r->db, "UPDATE session SET confirmed_at = confirmed_at + 1"));
    assert_int_equal(ask(d, "GET", "/secrets", NULL), 200);
    d->app.clock.fixed = REGISTER_NOW;
    refused(d, "GET", "/secrets", NULL, 403, "not_confirmed");
}

static void writes_from_other_sites_are_refused(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    d->in.sec_fetch_site = "cross-site";
    refused(d, "POST", "/notes", "{\"name\":\"a\"}", 403, "origin");
    d->in.sec_fetch_site = "same-site";
    refused(d, "POST", "/notes", "{\"name\":\"a\"}", 403, "origin");
    d->in.sec_fetch_site = NULL;
    d->in.origin = "https://evil.example";
    refused(d, "POST", "/notes", "{\"name\":\"a\"}", 403, "origin");
    d->in.origin = "null";
    refused(d, "POST", "/notes", "{\"name\":\"a\"}", 403, "origin");
    refused(d, "POST", "/sign-in", NULL, 403, "origin");
    assert_int_equal(register_int(d->r, NOTE_COUNT), 0);
}

/* An export changes nothing, but stands in the log under her name. */
static void so_is_whatever_else_takes_a_body(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    assert_int_equal(ask(d, "POST", "/search", "{\"name\":\"a\"}"), 200);
    d->in.sec_fetch_site = "cross-site";
    refused(d, "POST", "/search", "{\"name\":\"a\"}", 403, "origin");
    d->in.sec_fetch_site = NULL;
    d->in.origin = "https://evil.example";
    refused(d, "POST", "/search", "{\"name\":\"a\"}", 403, "origin");
}

static void writes_from_our_pages_pass(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    d->in.sec_fetch_site = "same-origin";
    d->in.host = "localhost:8080";
    d->in.origin = "http://localhost:8080";
    assert_int_equal(ask(d, "POST", "/notes", "{\"name\":\"a\"}"), 201);
    d->app.origin = "https://besa.example.al:8443";
    d->in.cookie = "__Host-" COORDINATOR;
    refused(d, "POST", "/notes", "{\"name\":\"b\"}", 403, "origin");
    d->in.origin = "https://besa.example.al:8443";
    assert_int_equal(ask(d, "POST", "/notes", "{\"name\":\"b\"}"), 201);
}

/* Whose name leads to this address sends that name as Host and as Origin. */
static void a_host_that_nobody_told_is_not_ours(void **state)
{
    static const char *const HOSTS[] = {
        "evil.example",    "127.0.0.1.evil.example", "localhost.evil.example:8080",
        "besa.example.al", "karta.example.al",       "127.0.0.1@evil.example"};
    struct door *d = *state;
    char origin[80];

    d->in.cookie = COORDINATOR;
    d->in.origin = origin;
    for (size_t i = 0; i < COUNT(HOSTS); i++) {
        d->in.host = HOSTS[i];
        snprintf(origin, sizeof origin, "http://%s", HOSTS[i]);
        refused(d, "POST", "/notes", "{\"name\":\"a\"}", 403, "origin");
        refused(d, "POST", "/sign-in", NULL, 403, "origin");
    }
    assert_int_equal(register_int(d->r, NOTE_COUNT), 0);
}

/* A device enrols at the address that its link and all cards bear, whatever the staff's is. */
static void the_cards_address_is_ours_where_checkers_are_served(void **state)
{
    struct door *d = *state;

    d->app.origin = "https://besa.example.al";
    d->in.origin = "https://karta.example.al";
    assert_int_equal(ask(d, "POST", "/check-note", "{\"name\":\"a\"}"), 200);
    d->in.cookie = "__Host-" COORDINATOR;
    refused(d, "POST", "/notes", "{\"name\":\"a\"}", 403, "origin");
    d->in.origin = "https://evil.example";
    refused(d, "POST", "/check-note", "{\"name\":\"a\"}", 403, "origin");
}

static void programs_that_send_no_origin_pass(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    assert_int_equal(ask(d, "POST", "/notes", "{\"name\":\"a\"}"), 201);
}

static void a_device_needs_no_origin(void **state)
{
    struct door *d = *state;

    d->in.authorization = BUS;
    d->in.origin = "https://checker.example";
    assert_int_equal(ask(d, "POST", "/device/note", "{\"name\":\"a\"}"), 201);
    assert_string_equal(said(d, "by"), "device 12");
}

static void other_types_are_415(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    d->in.content_type = "text/plain";
    refused(d, "POST", "/notes", "{\"name\":\"a\"}", 415, "not_json");
    d->in.content_type = "application/jsonx";
    refused(d, "POST", "/notes", "{\"name\":\"a\"}", 415, "not_json");
}

static void bodies_over_the_cap_are_413(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    d->in.body_too_large = true;
    refused(d, "POST", "/notes", "{\"name\":\"a\"}", 413, "body_too_large");
}

static void malformed_bodies_are_400(void **state)
{
    struct door *d = *state;
    char deep[200];

    d->in.cookie = COORDINATOR;
    refused(d, "POST", "/notes", NULL, 400, "bad_json");
    refused(d, "POST", "/notes", "{\"name\":", 400, "bad_json");
    refused(d, "POST", "/notes", "[]", 400, "bad_json");
    refused(d, "POST", "/notes", "{} {}", 400, "bad_json");
    refused(d, "POST", "/notes", "{\"name\":\"\\u0000\"}", 400, "bad_json");
    refused(d, "POST", "/notes", "{\"name\":\"\xff\"}", 400, "bad_utf8");
    memset(deep, '[', sizeof(deep) - 1);
    deep[sizeof(deep) - 1] = '\0';
    refused(d, "POST", "/notes", deep, 400, "too_deep");
    refused(d, "POST", "/notes", "{\"name\":\"a\",\"name\":\"b\"}", 400, "duplicate_member");
    assert_string_equal(said(d, "field"), "name");
}

static void wrong_members_are_422_with_the_field(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    refused(d, "POST", "/notes", "{\"name\":\"a\",\"more\":1}", 422, "unknown_member");
    assert_string_equal(said(d, "field"), "more");
}

static void ids_and_queries_are_checked(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    assert_int_equal(ask(d, "GET", "/items/7", NULL), 200);
    assert_int_equal(json_integer_value(json_object_get(d->json, "limit")), 10);
    refused(d, "GET", "/items/07", NULL, 404, "not_found");
    refused(d, "GET", "/items/0", NULL, 404, "not_found");
    refused(d, "GET", "/items/-1", NULL, 404, "not_found");
    refused(d, "GET", "/items/9223372036854775808", NULL, 404, "not_found");
    d->in.query = "limits=9&limit=%35&limits=6";
    assert_int_equal(ask(d, "GET", "/items/7", NULL), 200);
    assert_int_equal(json_integer_value(json_object_get(d->json, "limit")), 5);
    d->in.query = "limit=5&x=1&limit=5";
    refused(d, "GET", "/items/7", NULL, 400, "repeated_parameter");
    assert_string_equal(said(d, "field"), "limit");
    d->in.query = "limit=51";
    refused(d, "GET", "/items/7", NULL, 422, "out_of_range");
    d->in.query = "limit=%ff";
    refused(d, "GET", "/items/7", NULL, 422, "bad_query");
    d->in.query = "limit=%3";
    refused(d, "GET", "/items/7", NULL, 422, "bad_query");
}

static void checks_have_a_handle_that_cannot_write(void **state)
{
    struct door *d = *state;

    assert_true(ask(d, "GET", "/write", NULL) >= 400);
    assert_int_equal(register_int(d->r, NOTE_COUNT), 0);
}

static void loopback_routes_are_hidden_from_elsewhere(void **state)
{
    struct door *d = *state;

    refused(d, "GET", "/metrics", NULL, 404, "not_found");
    d->in.loopback = true;
    assert_int_equal(ask(d, "GET", "/metrics", NULL), 200);
}

static void few_that_take_much_run_at_once(void **state)
{
    struct door *d = *state;
    atomic_int heavy = GATE_HEAVY_MAX - 1;

    d->app.heavy = &heavy;
    refused(d, "GET", "/sheet", NULL, 401, "not_signed_in");
    d->in.cookie = COORDINATOR;
    assert_int_equal(ask(d, "GET", "/sheet", NULL), 200);
    assert_int_equal(ask(d, "GET", "/sheet", NULL), 200);
    heavy = GATE_HEAVY_MAX;
    refused(d, "GET", "/sheet", NULL, 503, "busy");
    assert_int_equal(d->reply.retry_after, 1);
    assert_int_equal(ask(d, "GET", "/desk", NULL), 200);
    assert_int_equal(heavy, GATE_HEAVY_MAX);
    d->app.heavy = NULL;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, door_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(unknown_paths_are_404),
        TEST(other_methods_are_405_with_allow),
        TEST(head_announces_a_body),
        TEST(without_credentials_it_is_401),
        TEST(false_credentials_are_401),
        TEST(another_role_is_403),
        TEST(the_right_role_passes),
        TEST(a_device_brings_its_organisation),
        TEST(open_routes_know_who_asks_when_they_want_to),
        TEST(who_is_to_change_the_password_can_do_nothing_else),
        TEST(behind_tls_the_cookie_is_bound_to_the_host),
        TEST(writes_from_other_sites_are_refused),
        TEST(so_is_whatever_else_takes_a_body),
        TEST(an_https_origin_is_tls_whatever_else_is_said),
        TEST(a_password_counts_for_some_minutes),
        TEST(writes_from_our_pages_pass),
        TEST(a_host_that_nobody_told_is_not_ours),
        TEST(the_cards_address_is_ours_where_checkers_are_served),
        TEST(programs_that_send_no_origin_pass),
        TEST(a_device_needs_no_origin),
        TEST(other_types_are_415),
        TEST(bodies_over_the_cap_are_413),
        TEST(malformed_bodies_are_400),
        TEST(wrong_members_are_422_with_the_field),
        TEST(ids_and_queries_are_checked),
        TEST(checks_have_a_handle_that_cannot_write),
        TEST(loopback_routes_are_hidden_from_elsewhere),
        TEST(few_that_take_much_run_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
