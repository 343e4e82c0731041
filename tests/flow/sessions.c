/* Where somebody is signed in: seen and ended by her alone, ended by signing in anew, by a new password, and
 * by too many; and her password asked again. Today is 2026-03-10. */
#include <string.h>

#include "domain/office/session_term.h"
#include "support/office.h"

#define OTHER "tjetër fjalëkalim"

/* As a browser that sends `cookie` (NULL: none) does; what it is given back. */
static const char *signs_in(struct door *d, const char *cookie)
{
    as(d, cookie);
    assert_int_equal(
        tell(d, "POST", "/api/v1/session", "{'account':'test','password':'" OFFICE_PASSWORD "'}"), 201);
    return path(d, "%.*s", (int)strcspn(d->reply.cookie, ";"), d->reply.cookie);
}

static bool open_still(struct door *d, const char *cookie)
{
    as(d, cookie);
    return get(d, "/api/v1/session") == 200;
}

static int64_t logged(struct door *d, const char *why)
{
    return register_int(d->r,
                        path(d, "SELECT count(*) FROM audit WHERE what = 'session.end' AND why = '%s'", why));
}

static size_t listed(struct door *d)
{
    assert_int_equal(get(d, "/api/v1/sessions"), 200);
    return json_array_size(part(d, "sessions"));
}

static void signing_in_anew_ends_the_session_that_came_along(void **state)
{
    struct door *d = *state;
    const char *first = signs_in(d, NULL), *second = signs_in(d, first);

    assert_false(open_still(d, first));
    assert_true(open_still(d, second));
    assert_int_equal(logged(d, "signed in anew"), 1);
}

/* The browser forgets her cookie: the next person at it must not leave a session behind that nobody can
 * reach. */
static void so_does_signing_in_as_somebody_else(void **state)
{
    struct door *d = *state;

    assert_true(open_still(d, SECOND));
    signs_in(d, SECOND);
    assert_false(open_still(d, SECOND));
}

static void a_refused_sign_in_ends_nothing(void **state)
{
    struct door *d = *state;
    const char *mine = signs_in(d, NULL);

    as(d, mine);
    assert_int_equal(tell(d, "POST", "/api/v1/session", "{'account':'test','password':'tjeter krejt'}"), 401);
    assert_true(open_still(d, mine));
}

static void a_cookie_of_nobody_ends_nothing(void **state)
{
    struct door *d = *state;
    const char *mine = signs_in(d, NULL);

    signs_in(d, "besa_session=of-nobody");
    signs_in(d, "besa_session=");
    assert_true(open_still(d, mine));
    assert_int_equal(logged(d, "signed in anew"), 0);
}

/* The one of the office, not used since, goes first; then the first of these. */
static void one_more_than_there_may_be_ends_the_one_not_used_for_the_longest(void **state)
{
    struct door *d = *state;
    const char *cookies[SESSION_MOST + 1];

    for (int i = 0; i <= SESSION_MOST; i++) {
        d->app.clock.fixed += 2 * SESSION_NOTE;
        cookies[i] = signs_in(d, NULL);
        /* The first is used again each time. */
        assert_true(open_still(d, cookies[0]));
        as(d, cookies[0]);
        assert_int_equal(get(d, "/api/v1/units"), 200);
    }
    assert_false(open_still(d, COORDINATOR));
    assert_true(open_still(d, cookies[0]));
    assert_false(open_still(d, cookies[1]));
    for (int i = 2; i <= SESSION_MOST; i++)
        assert_true(open_still(d, cookies[i]));
    assert_int_equal(logged(d, "too many"), 2);
    assert_int_equal(listed(d), SESSION_MOST);
}

static void her_own_are_listed_and_nobody_elses(void **state)
{
    struct door *d = *state;
    const char *mine;

    d->in.address = "2001:db8:1:2::5";
    d->app.clock.fixed += 60;
    mine = signs_in(d, NULL);
    as(d, mine);
    assert_int_equal(listed(d), 2);
    assert_true(true_at(d, "sessions.0.current"));
    assert_string_equal(text_at(d, "sessions.0.network"), "2001:db8:1::/48");
    assert_string_equal(text_at(d, "sessions.0.since"), "2026-03-10T09:01:00Z");
    assert_false(true_at(d, "sessions.1.current"));
    as(d, SECOND);
    assert_int_equal(listed(d), 1);
}

static void she_ends_one_of_hers(void **state)
{
    struct door *d = *state;
    const char *mine = signs_in(d, NULL), *other;
    long number;

    d->app.clock.fixed += 1;
    other = signs_in(d, NULL);
    as(d, other);
    listed(d);
    number = (long)number_at(d, "sessions.0.id");
    as(d, mine);
    assert_int_equal(ask(d, "DELETE", path(d, "/api/v1/sessions/%ld", number), NULL), 204);
    assert_false(open_still(d, other));
    assert_true(open_still(d, mine));
    as(d, mine);
    refused(d, "DELETE", path(d, "/api/v1/sessions/%ld", number), NULL, 404, "no_session");
}

static void nobody_ends_anothers(void **state)
{
    struct door *d = *state;
    long number;

    as(d, SECOND);
    listed(d);
    number = (long)number_at(d, "sessions.0.id");
    as(d, ADMINISTRATOR);
    refused(d, "DELETE", path(d, "/api/v1/sessions/%ld", number), NULL, 404, "no_session");
    assert_true(open_still(d, SECOND));
}

static void she_ends_all_others_at_once(void **state)
{
    struct door *d = *state;
    const char *mine = signs_in(d, NULL), *other = signs_in(d, NULL);

    as(d, mine);
    assert_int_equal(ask(d, "POST", "/api/v1/sessions/end-others", NULL), 200);
    assert_int_equal(number_at(d, "ended"), 2); /* and the one of the office */
    assert_false(open_still(d, other));
    assert_false(open_still(d, COORDINATOR));
    assert_true(open_still(d, mine));
    assert_true(open_still(d, SECOND));
    assert_int_equal(logged(d, "own"), 2);
}

static void a_new_password_ends_what_was_opened_with_the_old_one(void **state)
{
    struct door *d = *state;
    const char *mine = signs_in(d, NULL), *calendar;

    as(d, mine);
    assert_int_equal(ask(d, "POST", "/api/v1/calendar", NULL), 201);
    calendar = path(d, "%s", said(d, "path"));
    as(d, NULL);
    assert_int_equal(ask(d, "GET", calendar, NULL), 200);
    as(d, mine);
    assert_int_equal(tell(d, "POST", "/api/v1/session/password",
                          "{'current':'" OFFICE_PASSWORD "','password':'" OTHER "'}"),
                     204);
    assert_true(open_still(d, mine));
    assert_false(open_still(d, COORDINATOR));
    as(d, NULL);
    refused(d, "GET", calendar, NULL, 404, "not_found");
}

static void the_password_opens_for_five_minutes_what_asks_it_again(void **state)
{
    static const char EXPORT[] = "{\"why\":\"kërkesa e saj\"}";
    struct door *d = *state;
    const char *mine = signs_in(d, NULL);

    as(d, mine);
    assert_int_equal(ask(d, "POST", "/api/v1/orders/export", EXPORT), 200);
    d->app.clock.fixed += SESSION_CONFIRMED;
    refused(d, "POST", "/api/v1/orders/export", EXPORT, 403, "not_confirmed");
    refused(d, "POST", "/api/v1/session/confirm", "{\"password\":\"tjeter krejt\"}", 422, "wrong_password");
    assert_string_equal(said(d, "field"), "password");
    refused(d, "POST", "/api/v1/orders/export", EXPORT, 403, "not_confirmed");
    assert_int_equal(tell(d, "POST", "/api/v1/session/confirm", "{'password':'" OFFICE_PASSWORD "'}"), 204);
    assert_int_equal(ask(d, "POST", "/api/v1/orders/export", EXPORT), 200);
    /* That session's alone. */
    as(d, COORDINATOR);
    refused(d, "POST", "/api/v1/orders/export", EXPORT, 403, "not_confirmed");
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'account.confirm'"), 1);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'account.password_refused'"),
                     1);
}

/* A desk left alone is no place to guess. */
static void guesses_are_counted(void **state)
{
    struct door *d = *state;

    as(d, COORDINATOR);
    for (int i = 0; i < 5; i++)
        assert_int_equal(tell(d, "POST", "/api/v1/session/confirm", "{'password':'tjeter krejt'}"), 422);
    refused(d, "POST", "/api/v1/session/confirm", "{\"password\":\"" OFFICE_PASSWORD "\"}", 429,
            "account_locked");
    assert_true(d->reply.retry_after > 0);
}

static void a_refused_write_goes_through_with_its_key_once_confirmed(void **state)
{
    static const char DEVICE[] = "{\"organisation\":30,\"service\":\"transport\",\"name\":\"Autobusi 9\"}";
    struct door *d = *state;

    must(db_script(d->r->db, "UPDATE session SET confirmed_at = 0"));
    as(d, ADMINISTRATOR);
    d->in.idempotency_key = "one";
    refused(d, "POST", "/api/v1/devices", DEVICE, 403, "not_confirmed");
    must(db_exec(d->r->db, "UPDATE session SET confirmed_at = :now", BINDS(INT(":now", REGISTER_NOW))));
    assert_int_equal(ask(d, "POST", "/api/v1/devices", DEVICE), 201);
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(signing_in_anew_ends_the_session_that_came_along),
        FLOW(so_does_signing_in_as_somebody_else),
        FLOW(a_refused_sign_in_ends_nothing),
        FLOW(a_cookie_of_nobody_ends_nothing),
        FLOW(one_more_than_there_may_be_ends_the_one_not_used_for_the_longest),
        FLOW(her_own_are_listed_and_nobody_elses),
        FLOW(she_ends_one_of_hers),
        FLOW(nobody_ends_anothers),
        FLOW(she_ends_all_others_at_once),
        FLOW(a_new_password_ends_what_was_opened_with_the_old_one),
        FLOW(the_password_opens_for_five_minutes_what_asks_it_again),
        FLOW(guesses_are_counted),
        FLOW(a_refused_write_goes_through_with_its_key_once_confirmed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
