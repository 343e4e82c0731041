/* A coordinator's first day, and an administrator who would have one: whoever knows a password that somebody
 * else is to use cannot do anything with it unseen. */
#include <stdio.h>
#include <string.h>

#include "domain/office/attempt.h"
#include "domain/upkeep/refusal_write.h"
#include "support/office.h"

#define GIVEN "fjalëkalim i dhënë"
#define OWN   "dhjetë qershi mbi tryezë"

/* Signs in; *ret_cookie: what a browser would send back, in the register's arena. */
static void sign_in(struct door *d, const char *name, const char *password, const char **ret_cookie)
{
    size_t n;

    as(d, NULL);
    assert_int_equal(tell(d, "POST", "/api/v1/session", "{'account':'%s','password':'%s'}", name, password),
                     201);
    n = strcspn(d->reply.cookie, ";");
    *ret_cookie = path(d, "%.*s", (int)n, d->reply.cookie);
}

static void account_make(struct door *d)
{
    as(d, ADMINISTRATOR);
    assert_int_equal(tell(d, "POST", "/api/v1/accounts",
                          "{'name':'teuta','full_name':'Teuta Marku','password':'" GIVEN
                          "','role':'coordinator'}"),
                     201);
}

static bool task_stands(struct door *d, const char *what, const char *account)
{
    json_t *list, *at;
    size_t i;

    assert_int_equal(get(d, "/api/v1/tasks"), 200);
    list = part(d, "tasks");
    json_array_foreach(list, i, at)
    {
        const char *whose = json_string_value(json_object_get(at, "account"));

        if (!strcmp(json_string_value(json_object_get(at, "what")), what) && whose && !strcmp(whose, account))
            return true;
    }
    return false;
}

static void a_given_password_is_good_for_choosing_another(void **state)
{
    struct door *d = *state;
    const char *cookie;

    account_make(d);
    sign_in(d, "teuta", GIVEN, &cookie);
    as(d, cookie);
    refused(d, "GET", "/api/v1/tasks", NULL, 403, "must_change");
    refused(d, "GET", "/api/v1/cases", NULL, 403, "must_change");
    refused(d, "POST", "/api/v1/cases", "{\"unit\":\"Lunxheri\"}", 403, "must_change");
    assert_int_equal(get(d, "/api/v1/session"), 200);
    assert_true(true_at(d, "must_change"));
    assert_int_equal(
        tell(d, "POST", "/api/v1/session/password", "{'current':'" GIVEN "','password':'" OWN "'}"), 204);
    assert_int_equal(get(d, "/api/v1/tasks"), 200);
    assert_int_equal(ask(d, "DELETE", "/api/v1/session", NULL), 204);
}

/* An administrator sets a coordinator's password, "changes" it to the same, reads files, and nobody ever
 * knows. */
static void a_given_password_cannot_be_kept_and_its_holder_is_told(void **state)
{
    struct door *d = *state;
    const char *cookie;

    as(d, ADMINISTRATOR);
    assert_int_equal(tell(d, "POST", "/api/v1/accounts/91/password", "{'password':'" GIVEN "'}"), 204);
    assert_int_equal(get(d, "/api/v1/accounts"), 200);
    assert_non_null(strstr(d->reply.body->data, "\"given_by\":\"admin\""));
    sign_in(d, "second", GIVEN, &cookie);
    as(d, cookie);
    assert_int_equal(
        tell(d, "POST", "/api/v1/session/password", "{'current':'" GIVEN "','password':'" GIVEN "'}"), 422);
    assert_string_equal(said(d, "code"), "password_used");
    refused(d, "POST", "/api/v1/session/password/seen", NULL, 403, "must_change");
    assert_int_equal(
        tell(d, "POST", "/api/v1/session/password", "{'current':'" GIVEN "','password':'" OWN "'}"), 204);
    as(d, DIRECTOR);
    assert_int_equal(get(d, "/api/v1/account-notices"), 200);
    assert_string_equal(text_at(d, "notices.0.account"), "second");
    assert_string_equal(text_at(d, "notices.0.by"), "admin");
    sign_in(d, "second", OWN, &cookie); /* the holder, who is told of it still */
    as(d, cookie);
    assert_int_equal(get(d, "/api/v1/session"), 200);
    assert_string_equal(text_at(d, "password_given.by"), "admin");
    assert_int_equal(ask(d, "POST", "/api/v1/session/password/seen", NULL), 200);
    assert_true(json_is_null(part(d, "password_given")));
    assert_int_equal(get(d, "/api/v1/session"), 200);
    assert_true(json_is_null(part(d, "password_given")));
}

static void who_must_change_may_still_sign_out(void **state)
{
    struct door *d = *state;
    const char *cookie;

    account_make(d);
    sign_in(d, "teuta", GIVEN, &cookie);
    as(d, cookie);
    assert_int_equal(ask(d, "DELETE", "/api/v1/session", NULL), 204);
    refused(d, "GET", "/api/v1/session", NULL, 401, "no_session");
}

static void coordinators_see_what_administrators_do_to_their_accounts(void **state)
{
    struct door *d = *state;

    as(d, COORDINATOR);
    assert_false(task_stands(d, "account_changed", "second"));
    as(d, ADMINISTRATOR);
    assert_int_equal(tell(d, "POST", "/api/v1/accounts/91/password", "{'password':'" GIVEN "'}"), 204);
    as(d, COORDINATOR);
    assert_true(task_stands(d, "account_changed", "second"));
    account_make(d);
    as(d, COORDINATOR);
    assert_true(task_stands(d, "account_changed", "teuta"));
}

static void behind_tls_the_cookie_is_the_hosts_own(void **state)
{
    struct door *d = *state;
    const char *cookie;

    d->app.secure_cookie = true;
    sign_in(d, "test", OFFICE_PASSWORD, &cookie);
    assert_memory_equal(cookie, "__Host-besa_session=", 20);
    assert_non_null(strstr(d->reply.cookie, "; Path=/"));
    assert_non_null(strstr(d->reply.cookie, "; Secure"));
    assert_null(strstr(d->reply.cookie, "Domain"));
    assert_memory_equal(d->reply.browser_cookie, "__Host-besa_browser=", 20);
    assert_non_null(strstr(d->reply.browser_cookie, "; Secure"));
    as(d, cookie);
    assert_int_equal(get(d, "/api/v1/session"), 200);
}

/* Strangers guess from everywhere: the log gets a line a minute of them, and she comes in with what her
 * browser keeps. */
static void strangers_keep_nobody_out_who_was_here_before(void **state)
{
    static const char SQL_LINES[] = "SELECT count(*) FROM audit WHERE what = 'refused'";
    struct door *d = *state;
    const char *cookie;
    char browser[200], address[24];

    d->in.address = "192.0.2.7";
    sign_in(d, "test", OFFICE_PASSWORD, &cookie);
    assert_memory_equal(d->reply.browser_cookie, "besa_browser=", 13);
    assert_non_null(strstr(d->reply.browser_cookie, "; HttpOnly; SameSite=Strict; Path=/; Max-Age=7776000"));
    snprintf(browser, sizeof browser, "x=y; %.*s", (int)strcspn(d->reply.browser_cookie, ";"),
             d->reply.browser_cookie);
    as(d, NULL);
    for (int i = 0; i < 40; i++) {
        snprintf(address, sizeof address, "203.0.113.%d", i);
        d->in.address = address;
        tell(d, "POST", "/api/v1/session", "{'account':'%s','password':'gabim gabim'}",
             i % 2 ? "test" : "askush");
        assert_true(d->reply.status == 401 || d->reply.status == 429);
        assert_string_equal(d->reply.browser_cookie, "");
    }
    refused(d, "POST", "/api/v1/session", "{\"account\":\"test\",\"password\":\"" OFFICE_PASSWORD "\"}", 429,
            "account_locked");
    as(d, browser);
    assert_int_equal(
        tell(d, "POST", "/api/v1/session", "{'account':'test','password':'" OFFICE_PASSWORD "'}"), 201);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'sign_in.failed'"),
                     SIGN_IN_ACCOUNT_FAILURES);
    must(refusals_write(d->refusals, &d->r->work, NULL));
    assert_in_range(register_int(d->r, SQL_LINES), 1, 4);
    as(d, cookie);
    assert_int_equal(get(d, "/api/v1/session"), 200);
}

static void a_rule_is_tried_before_it_counts(void **state)
{
    static const char RULE[] = "{'service':'transport','source':'VKB 9/2026','kinds':['UMM'],"
                               "'who':['protected','dependant'],'from':'2026-03-10'}";
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    as(d, ADMINISTRATOR);
    d->in.query = "preview=1";
    assert_int_equal(tell(d, "POST", "/api/v1/rules", RULE), 200);
    assert_int_equal(number_at(d, "persons_affected"), 2);
    assert_int_equal(number_at(d, "losing"), 2);
    assert_int_equal(number_at(d, "cards_ended"), 1);
    assert_int_equal(number_at(d, "cards_shortened"), 0);
    assert_null(part(d, "id"));
    d->in.query = "preview=2";
    assert_int_equal(tell(d, "POST", "/api/v1/rules", RULE), 422);
    d->in.query = NULL;
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    as(d, ADMINISTRATOR);
    assert_int_equal(tell(d, "POST", "/api/v1/rules", RULE), 201);
    assert_string_equal(office_check(d, BUS, c.text), "ended");
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(a_given_password_is_good_for_choosing_another),
        FLOW(a_given_password_cannot_be_kept_and_its_holder_is_told),
        FLOW(who_must_change_may_still_sign_out),
        FLOW(coordinators_see_what_administrators_do_to_their_accounts),
        FLOW(strangers_keep_nobody_out_who_was_here_before),
        FLOW(behind_tls_the_cookie_is_the_hosts_own),
        FLOW(a_rule_is_tried_before_it_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
