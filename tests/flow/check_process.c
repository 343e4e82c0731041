/* `serve --only check`, the process that stands nearest to the street: with no key to personal data on its
 * machine it answers devices, and nobody of the staff. 2026-03-10; the persons are made up. */
#include <stdio.h>
#include <unistd.h>

#include "api/routes.h"
#include "http/router.h"
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
    must_fail(keyring_open(path(d, "%s/keys", d->r->dir), KEYRING_ALL, keys), ERR_ABSENT);
    must(keyring_open(path(d, "%s/keys", d->r->dir), KEYRING_CHECK, keys));
    d->app.keys = *keys;
    d->app.part = APP_CHECK;
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

        if (!(route->roles & R_STAFF))
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
    assert_int_equal(register_int(d->r, "SELECT sum(count) FROM certificate_count"), 1);
    assert_int_equal(register_int(d->r, "SELECT sum(sum) FROM certificate_count"), 200);
    assert_int_equal(tell(d, "POST", "/api/v1/check/certificates",
                          "{'card':'BK1','kind':'family','key':'0123456789abcdef-2'}"),
                     409);
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(no_route_of_the_staff_answers),
        FLOW(nor_does_a_page_of_theirs),
        FLOW(nobody_signs_in_there),
        FLOW(a_certificate_is_noted_without_the_personal_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
