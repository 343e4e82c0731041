/* `serve --only check`, the process that stands nearest to the street: with no key to personal data on its
 * machine it answers devices, and nobody of the staff. 2026-03-10; the persons are made up. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/routes.h"
#include "domain/office/device.h"
#include "http/router.h"
#include "http/wire.h"
#include "support/office.h"
#include "support/spec.h"

static void key_lose(struct door *d, const char *name)
{
    assert_int_equal(unlink(path(d, "%s/keys/%s", d->r->dir, name)), 0);
}

/* From now on the door is that of the check process; *keys are its own, to be freed after the last request.
 */
static void check_only(struct door *d, struct keyring **keys)
{
    key_lose(d, "seal-1.key");
    key_lose(d, "issuer-1.pem");
    must_fail(keyring_open(path(d, "%s/keys", d->r->dir), KEYRING_ALL, NULL, NULL, keys), ERR_ABSENT);
    must(keyring_open(path(d, "%s/keys", d->r->dir), KEYRING_CHECK, NULL, NULL, keys));
    d->app.keys = *keys;
    d->app.vault = NULL;
    d->app.part = APP_CHECK;
    worker_close(&d->worker); /* its handles may still write everything */
    router_free(&d->router);
    must(routes_make(APP_CHECK, &d->router));
    d->app.router = d->router;
}

static void no_route_of_the_staff_answers(void **state)
{
    static const char *const STAFF[] = {COORDINATOR,  AID_OFFICER, DIRECTOR,
                                        KINDERGARTEN, AUDITOR,     ADMINISTRATOR};
    CLEANUP(keyring_free) struct keyring *keys = NULL;
    CLEANUP(router_free) struct router *all = NULL;
    struct door *d = *state;
    size_t tried = 0;

    must(routes_make(APP_BOTH, &all));
    check_only(d, &keys);
    d->in.loopback = true;
    for (size_t i = 0; i < router_count(all); i++) {
        const struct route *route = router_route(all, i);

        if (!(route->roles & R_SIGNED_IN))
            continue;
        for (size_t j = 0; j < sizeof STAFF / sizeof STAFF[0]; j++) {
            as(d, STAFF[j]);
            if (ask(d, route->method, spec_nowhere(d, route), (route->flags & RT_BODY) ? "{}" : NULL) != 404)
                fail_msg("%s %s: %d", route->method, route->path, d->reply.status);
        }
        tried++;
    }
    assert_true(tried > 100);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what NOT LIKE 'account.%'"), 0);
}

static void nor_does_a_page_of_theirs(void **state)
{
    static const char *const PAGES[] = {"/staff", "/staff/", "/staff/app.js", "/staff/screens/today.js",
                                        "/calendar/abc.ics"};
    CLEANUP(router_free) struct router *check = NULL;
    struct door *d = *state;
    struct match m;

    must(routes_make(APP_CHECK, &check));
    for (size_t i = 0; i < sizeof PAGES / sizeof PAGES[0]; i++) {
        must(router_match(d->router, "GET", PAGES[i], &m));
        must_fail(router_match(check, "GET", PAGES[i], &m), ERR_ABSENT);
    }
}

static void nobody_signs_in_there(void **state)
{
    CLEANUP(keyring_free) struct keyring *keys = NULL;
    struct door *d = *state;

    check_only(d, &keys);
    as(d, NULL);
    refused(d, "POST", "/api/v1/session", "{\"account\":\"test\",\"password\":\"" OFFICE_PASSWORD "\"}", 404,
            "not_found");
}

static void a_certificate_is_noted_without_the_personal_key(void **state)
{
    CLEANUP(keyring_free) struct keyring *keys = NULL;
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'documents'", &c);
    check_only(d, &keys);
    assert_string_equal(office_check(d, DESK, c.text), "ok");
    as(d, DESK);
    assert_int_equal(get(d, "/api/v1/check/certificate-kinds"), 200);
    assert_true(json_array_size(part(d, "kinds")) > 0);
    for (int tap = 0; tap < 2; tap++)
        assert_int_equal(tell(d, "POST", "/api/v1/check/certificates",
                              "{'card':'%s','kind':'family','key':'0123456789abcdef-1'}", c.text),
                         204);
    register_collect(d->r);
    assert_int_equal(register_int(d->r, "SELECT sum(count) FROM certificate_count"), 1);
    assert_int_equal(register_int(d->r, "SELECT sum(sum) FROM certificate_count"), 200);
    assert_int_equal(tell(d, "POST", "/api/v1/check/certificates",
                          "{'card':'BK1','kind':'family','key':'0123456789abcdef-2'}"),
                     409);
}

static void a_device_enrols_there(void **state)
{
    CLEANUP(keyring_free) struct keyring *keys = NULL;
    char secret[DEVICE_TOKEN_TEXT];
    struct door *d = *state;
    int64_t id;

    must(device_create(&d->r->work, 32, "documents", "Sporteli 2", &id, secret));
    check_only(d, &keys);
    as(d, NULL);
    assert_int_equal(tell(d, "POST", "/api/v1/devices/enrol", "{'enrol':'%s'}", secret), 201);
    assert_int_equal(tell(d, "POST", "/api/v1/devices/enrol", "{'enrol':'%s'}", secret), 403);
    register_collect(d->r);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'device.enrol'"), 1);
}

/* Nothing in it leads to the register: its path is not looked at, and a handle on it is not to be had. */
static void it_has_no_handle_on_the_register(void **state)
{
    CLEANUP(keyring_free) struct keyring *keys = NULL;
    struct door *d = *state;
    struct office_file f;
    struct office_card c;
    struct db *db = NULL;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    check_only(d, &keys);
    d->app.database = "/nowhere/besa.db";
    must_fail(worker_read(&d->worker, &db), ERR_SYSTEM);
    must_fail(worker_write(&d->worker, &db), ERR_SYSTEM);
    assert_null(db);
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    as(d, COORDINATOR);
    refused(d, "POST", "/api/v1/check", "{\"card\":\"x\"}", 401, "not_signed_in");
    as(d, NULL);
    assert_int_equal(get(d, "/healthz"), 200);
}

/* No word in what the street may read says what a card is for. (A header is "protected" in COSE.) */
static void tells_nothing(struct door *d, const char *to)
{
    static const char *const TELLING[] = {"violen",   "victim",      "order",  "court",
                                          "protecti", "protected p", "police", "respondent",
                                          "sealed",   "urdh",        "dhun"};

    assert_int_equal(get(d, "%s", to), 200);
    for (size_t i = 0; i < sizeof TELLING / sizeof TELLING[0]; i++)
        if (memmem(wire_body(&d->reply)->data, wire_body(&d->reply)->len, TELLING[i], strlen(TELLING[i])))
            fail_msg("%s says %s", to, TELLING[i]);
}

/* Every "$ref" leads somewhere in the document that holds it. */
static void refs_lead(json_t *document, json_t *node)
{
    const char *name;
    json_t *one;
    size_t i;

    if (json_object_get(node, "$ref"))
        assert_non_null(schema_resolve(document, node));
    json_array_foreach(node, i, one)
    {
        refs_lead(document, one);
    }
    json_object_foreach(node, name, one)
    {
        refs_lead(document, one);
    }
}

static void it_describes_its_own_operations_alone(void **state)
{
    CLEANUP(keyring_free) struct keyring *keys = NULL;
    CLEANUP(spec_free) json_t *spec = spec_read();
    CLEANUP(spec_free) json_t *own = NULL;
    struct door *d = *state;
    size_t described = 0, operations = 0;
    json_t *paths, *path;
    const char *name;

    check_only(d, &keys);
    as(d, NULL);
    tells_nothing(d, "/api/v1/openapi.json");
    own = json_incref(d->json);
    refs_lead(own, own);
    for (size_t i = 0; i < router_count(d->router); i++) {
        const struct route *route = router_route(d->router, i);

        if (!spec_covers(route))
            continue;
        if (!json_equal(spec_operation(own, route), spec_operation(spec, route)))
            fail_msg("%s %s is described otherwise", route->method, route->path);
        described++;
    }
    paths = json_object_get(own, "paths");
    json_object_foreach(paths, name, path)
    {
        operations += json_object_size(path);
    }
    assert_int_equal(operations, described);
}

static void the_format_of_the_card_says_nothing_else(void **state)
{
    CLEANUP(keyring_free) struct keyring *keys = NULL;
    struct door *d = *state;

    check_only(d, &keys);
    as(d, NULL);
    tells_nothing(d, "/api/v1/card-format");
    assert_non_null(memmem(wire_body(&d->reply)->data, wire_body(&d->reply)->len, "65535", 5));
}

static void whoever_is_signed_in_is_told_all_of_it(void **state)
{
    CLEANUP(spec_free) json_t *whole = json_load_file("web/openapi.json", JSON_REJECT_DUPLICATES, NULL);
    struct door *d = *state;

    as(d, NULL);
    tells_nothing(d, "/api/v1/openapi.json");
    assert_int_equal(get(d, "/api/v1/openapi-whole.json"), 401);
    as(d, COORDINATOR);
    assert_int_equal(get(d, "/api/v1/openapi-whole.json"), 200);
    assert_true(json_equal(d->json, whole));
}

static void a_description_held_already_is_not_sent_again(void **state)
{
    struct door *d = *state;
    char etag[72];

    as(d, NULL);
    d->in.accept_encoding = "gzip";
    assert_int_equal(get(d, "/api/v1/openapi.json"), 200);
    assert_string_equal(d->reply.content_encoding, "gzip");
    assert_memory_equal(wire_body(&d->reply)->data, "\x1f\x8b", 2);
    memcpy(etag, d->reply.etag, sizeof etag);
    d->in.if_none_match = etag;
    assert_int_equal(get(d, "/api/v1/openapi.json"), 304);
    d->in.accept_encoding = NULL;
    assert_int_equal(get(d, "/api/v1/openapi.json"), 200);
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(no_route_of_the_staff_answers),
        FLOW(nor_does_a_page_of_theirs),
        FLOW(nobody_signs_in_there),
        FLOW(a_certificate_is_noted_without_the_personal_key),
        FLOW(a_device_enrols_there),
        FLOW(it_has_no_handle_on_the_register),
        FLOW(it_describes_its_own_operations_alone),
        FLOW(the_format_of_the_card_says_nothing_else),
        FLOW(whoever_is_signed_in_is_told_all_of_it),
        FLOW(a_description_held_already_is_not_sent_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
