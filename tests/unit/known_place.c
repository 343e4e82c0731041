/* Strangers who guess lock themselves out, and nobody else: places that are known, and sessions, are counted
 * apart. */
#include "domain/office/known_place.h"

#include <stdio.h>
#include <string.h>

#include "crypto/password.h"
#include "domain/office/account.h"
#include "domain/office/attempt.h"
#include "domain/office/session.h"
#include "support/register.h"

#define PASSWORD "nje fjale e gjate"
#define WRONG    "not this one"
#define HOME     "192.0.2.7"
#define STRANGER "198.51.100.9"

static int64_t account_make(struct test_register *r, const char *name)
{
    struct account_new in = {
        .name = name, .full_name = "Teuta Marku", .role = R_COORDINATOR, .password = PASSWORD};
    int64_t id = 0;

    must(account_create(&r->work, &in, &id));
    return id;
}

static err sign_in(struct test_register *r, const char *password, const char *address, const char *browser,
                   struct session_opened *ret)
{
    return session_open_from(&r->work, "teuta", password,
                             &(struct sign_in_from){.address = address, .browser = browser}, ret);
}

static err try(struct test_register *r, const char *password, const char *address)
{
    struct session_opened opened;

    return sign_in(r, password, address, NULL, &opened);
}

/* From five networks, so that no address is tired of it. */
static void strangers_lock(struct test_register *r)
{
    char address[24];

    for (int i = 0; i < SIGN_IN_ACCOUNT_FAILURES; i++) {
        snprintf(address, sizeof address, "203.0.%d.1", i);
        must_fail(try(r, WRONG, address), ERR_DENIED);
    }
    must_refuse(r, try(r, PASSWORD, STRANGER), ERR_LIMIT, "account_locked");
}

static void who_was_here_before_comes_in_while_strangers_are_locked_out(void **state)
{
    struct test_register *r = *state;
    struct session_opened opened, again;

    account_make(r, "teuta");
    must(sign_in(r, PASSWORD, HOME, NULL, &opened));
    assert_int_equal(strlen(opened.browser), 42);
    for (int round = 0; round < 3; round++) {
        strangers_lock(r);
        must(sign_in(r, PASSWORD, "192.0.2.250", NULL, &again));      /* the network */
        must(sign_in(r, PASSWORD, STRANGER, opened.browser, &again)); /* the browser, wherever it is */
        assert_string_equal(again.browser, opened.browser);
        must_refuse(r, try(r, PASSWORD, "203.0.99.1"), ERR_LIMIT, "account_locked");
        must(db_script(r->db, "DELETE FROM sign_in_known WHERE kind = 'network'"));
        must(sign_in(r, PASSWORD, HOME, opened.browser, &again));
        register_at(r, r->work.now + SIGN_IN_LOCK);
    }
}

static void a_known_place_is_locked_for_itself_alone(void **state)
{
    struct test_register *r = *state;
    struct session_opened opened, again;

    account_make(r, "teuta");
    must(sign_in(r, PASSWORD, HOME, NULL, &opened));
    for (int i = 0; i < SIGN_IN_ACCOUNT_FAILURES; i++) /* somebody else in her office */
        must_fail(try(r, WRONG, HOME), ERR_DENIED);
    must_refuse(r, try(r, PASSWORD, HOME), ERR_LIMIT, "account_locked");
    must(sign_in(r, PASSWORD, HOME, opened.browser, &again));
    must(try(r, PASSWORD, STRANGER));
    for (int i = 0; i < SIGN_IN_ACCOUNT_FAILURES; i++) /* at her own computer */
        must_fail(sign_in(r, WRONG, HOME, opened.browser, &again), ERR_DENIED);
    must_refuse(r, sign_in(r, PASSWORD, HOME, opened.browser, &again), ERR_LIMIT, "account_locked");
    register_at(r, REGISTER_NOW + SIGN_IN_LOCK);
    must(sign_in(r, PASSWORD, HOME, opened.browser, &again));
}

static void what_is_known_is_known_for_one_account(void **state)
{
    struct test_register *r = *state;
    struct session_opened opened, other;
    struct known_place place;
    int64_t teuta = account_make(r, "teuta"), drita = account_make(r, "drita");
    struct sign_in_from from = {.address = HOME};

    must(sign_in(r, PASSWORD, HOME, NULL, &opened));
    from.browser = opened.browser;
    must(known_place_find(&r->work, teuta, &from, &place));
    assert_true(place.key[0] && place.kept);
    must(known_place_find(&r->work, drita, &from, &place));
    assert_string_equal(place.key, "");
    must(known_place_find(&r->work, 0, &from, &place));
    assert_string_equal(place.key, "");
    /* Two who share a computer share what it keeps. */
    must(session_open_from(&r->work, "drita", PASSWORD, &from, &other));
    assert_string_equal(other.browser, opened.browser);
    from.address = STRANGER;
    must(known_place_find(&r->work, drita, &from, &place));
    assert_non_null(strstr(place.key, " browser "));
}

static void a_secret_of_somebody_elses_making_is_replaced(void **state)
{
    static const char PLANTED[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJ";
    struct test_register *r = *state;
    struct session_opened opened;

    account_make(r, "teuta");
    must(sign_in(r, PASSWORD, HOME, PLANTED, &opened));
    assert_string_not_equal(opened.browser, PLANTED);
    must(sign_in(r, PASSWORD, HOME, "no secret at all", &opened));
    assert_int_equal(strlen(opened.browser), 42);
}

static void only_digests_are_kept_a_few_and_not_for_ever(void **state)
{
    struct test_register *r = *state;
    struct session_opened opened;
    char address[24];

    account_make(r, "teuta");
    must(sign_in(r, PASSWORD, HOME, NULL, &opened));
    for (int i = 0; i < KNOWN_PLACES + 3; i++) {
        register_at(r, r->work.now + 24 * 3600);
        snprintf(address, sizeof address, "10.%d.0.1", i);
        must(try(r, PASSWORD, address));
    }
    assert_int_equal(register_int(r, "SELECT count(*) FROM sign_in_known WHERE kind = 'network'"),
                     KNOWN_PLACES);
    assert_int_equal(register_int(r, "SELECT count(*) FROM sign_in_known WHERE kind = 'browser'"),
                     KNOWN_PLACES);
    assert_int_equal(register_int(r, "SELECT count(*) FROM sign_in_known WHERE length(mark) = 32"),
                     2 * KNOWN_PLACES);
    strangers_lock(r);
    must_refuse(r, sign_in(r, PASSWORD, HOME, opened.browser, &opened), ERR_LIMIT,
                "account_locked"); /* made room */
    must(try(r, PASSWORD, address));
    register_at(r, r->work.now + (int64_t)(KNOWN_DAYS + 1) * 24 * 3600);
    must(session_sweep(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM sign_in_known"), 0);
}

static void behind_a_proxy_of_this_machine_nothing_is_known(void **state)
{
    struct test_register *r = *state;

    account_make(r, "teuta");
    must(try(r, PASSWORD, "127.0.0.1"));
    must(try(r, PASSWORD, "::1"));
    assert_int_equal(register_int(r, "SELECT count(*) FROM sign_in_known WHERE kind = 'network'"), 0);
}

static void somebody_elses_password_makes_all_places_strange(void **state)
{
    struct test_register *r = *state;
    int64_t id = account_make(r, "teuta");

    must(try(r, PASSWORD, HOME));
    must(account_set_password(&r->work, id, "tjeter fjale e gjate", true));
    assert_int_equal(register_int(r, "SELECT count(*) FROM sign_in_known"), 0);
}

static void an_administrator_lifts_the_lock_of_every_place(void **state)
{
    struct test_register *r = *state;
    int64_t id = account_make(r, "teuta");

    must(try(r, PASSWORD, HOME));
    for (int i = 0; i < SIGN_IN_ACCOUNT_FAILURES; i++)
        must_fail(try(r, WRONG, HOME), ERR_DENIED);
    must_fail(try(r, PASSWORD, HOME), ERR_LIMIT);
    must(account_unlock(&r->work, id));
    must(try(r, PASSWORD, HOME));
}

static void strangers_lock_nobody_out_of_her_session(void **state)
{
    struct test_register *r = *state;
    struct session_opened opened;
    uint8_t hash[DIGEST_SIZE];

    account_make(r, "teuta");
    must(sign_in(r, PASSWORD, HOME, NULL, &opened));
    must(secret_hash(opened.secret, hash));
    strangers_lock(r);
    must(session_find(&r->work, hash, &r->work.actor));
    must(account_confirm(&r->work, PASSWORD, hash));
    for (int i = 0; i < 2 * SIGN_IN_ACCOUNT_FAILURES; i++)
        must(account_confirm(&r->work, PASSWORD, hash)); /* good ones do not wear it out */
    must(account_change_password(&r->work, PASSWORD, "tri qershi mbi tryeze", hash));
    for (int i = 0; i < SIGN_IN_ACCOUNT_FAILURES; i++)
        must_fail(account_confirm(&r->work, WRONG, hash), ERR_INPUT);
    must_refuse(r, account_confirm(&r->work, "tri qershi mbi tryeze", hash), ERR_LIMIT, "account_locked");
    must(session_find(&r->work, hash, &r->work.actor)); /* it goes on */
    must(try(r, "tri qershi mbi tryeze", HOME));
}

/* 20 of 20 honest sign-ins were turned away while strangers held the four places. */
static void strangers_hold_no_place_of_those_who_are_known(void **state)
{
    struct test_register *r = *state;
    struct password_place places[PASSWORD_PLACES], more;
    struct session_opened opened;
    char address[24];

    account_make(r, "teuta");
    must(sign_in(r, PASSWORD, HOME, NULL, &opened));
    for (int i = 0; i < PASSWORD_PLACES; i++) {
        snprintf(address, sizeof address, "203.0.%d.1", i);
        must(password_place_take(address, false, &places[i]));
        must_fail(password_place_take(address, false, &more), ERR_BUSY);
    }
    must_fail(try(r, PASSWORD, STRANGER), ERR_BUSY);
    for (int i = 0; i < 20; i++) {
        must(sign_in(r, PASSWORD, STRANGER, opened.browser, &opened));
        must(try(r, PASSWORD, HOME));
    }
    for (int i = 0; i < PASSWORD_PLACES; i++)
        password_place_leave(&places[i]);
    must(try(r, PASSWORD, STRANGER));
}

static void one_address_or_site_has_one_place(void **state)
{
    struct test_register *r = *state;
    struct password_place place;
    char source[ATTEMPT_SOURCE];

    account_make(r, "teuta");
    attempt_source("2001:db8:7:1::1", source);
    must(password_place_take(source, false, &place));
    must_fail(try(r, PASSWORD, "2001:db8:7:ffff::2"), ERR_BUSY);
    must(try(r, PASSWORD, "2001:db8:8::2"));
    password_place_leave(&place);
    attempt_source("::ffff:198.51.100.9", source);
    must(password_place_take(source, false, &place));
    must_fail(try(r, PASSWORD, STRANGER), ERR_BUSY);
    must(try(r, PASSWORD, "198.51.100.10"));
    password_place_leave(&place);
}

static void strangers_fill_no_log(void **state)
{
    static const char SQL_ROWS[] = "SELECT count(*) FROM audit WHERE what = 'sign_in.failed'";
    struct test_register *r = *state;
    struct session_opened opened;

    account_make(r, "teuta");
    must_fail(session_open_from(&r->work, "nobody", WRONG, &(struct sign_in_from){.address = HOME}, &opened),
              ERR_DENIED);
    assert_false(r->work.refusal_logged);
    assert_int_equal(register_int(r, SQL_ROWS), 0);
    strangers_lock(r);
    assert_false(r->work.refusal_logged);
    assert_int_equal(register_int(r, SQL_ROWS), SIGN_IN_ACCOUNT_FAILURES);
    for (int i = 0; i < 15; i++)
        must_fail(try(r, PASSWORD, STRANGER), ERR_LIMIT);
    assert_int_equal(register_int(r, SQL_ROWS), SIGN_IN_ACCOUNT_FAILURES);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)
    const struct CMUnitTest tests[] = {
        CASE(who_was_here_before_comes_in_while_strangers_are_locked_out),
        CASE(a_known_place_is_locked_for_itself_alone),
        CASE(what_is_known_is_known_for_one_account),
        CASE(a_secret_of_somebody_elses_making_is_replaced),
        CASE(only_digests_are_kept_a_few_and_not_for_ever),
        CASE(behind_a_proxy_of_this_machine_nothing_is_known),
        CASE(somebody_elses_password_makes_all_places_strange),
        CASE(an_administrator_lifts_the_lock_of_every_place),
        CASE(strangers_lock_nobody_out_of_her_session),
        CASE(strangers_hold_no_place_of_those_who_are_known),
        CASE(one_address_or_site_has_one_place),
        CASE(strangers_fill_no_log),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
