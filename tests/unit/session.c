/* Sessions: signing in, the limits on guessing, and the ways in which a session ends. */
#include "domain/office/session.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "crypto/password.h"
#include "domain/office/account.h"
#include "domain/office/attempt.h"
#include "domain/office/audit_chain.h"
#include "domain/office/organisation.h"
#include "support/register.h"

#define PASSWORD "nje fjale e gjate"
#define ADDRESS  "192.0.2.7"

static int64_t teuta_make(struct test_register *r)
{
    struct account_new in = {
        .name = "teuta", .full_name = "Teuta Marku", .role = R_COORDINATOR, .password = PASSWORD};
    int64_t id = 0;

    must(account_create(&r->work, &in, &id));
    return id;
}

static err sign_in(struct test_register *r, const char *name, const char *password, const char *address)
{
    char secret[SESSION_SECRET_TEXT];

    return session_open(&r->work, name, password, address, secret);
}

static void sign_in_hash(struct test_register *r, uint8_t ret_hash[DIGEST_SIZE])
{
    char secret[SESSION_SECRET_TEXT];

    must(session_open(&r->work, "teuta", PASSWORD, ADDRESS, secret));
    must(digest_sha256(secret, strlen(secret), ret_hash));
}

static void a_good_sign_in_says_who_it_is(void **state)
{
    struct test_register *r = *state;
    int64_t id = teuta_make(r);
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;

    sign_in_hash(r, hash);
    must(session_find(&r->work, hash, &actor));
    assert_int_equal(actor.account, id);
    assert_int_equal(actor.roles, R_COORDINATOR);
    assert_int_equal(actor.organisation, 0);
    assert_string_equal(actor.name, "teuta");
    assert_false(actor.must_change);
    must(db_exec(r->db, "UPDATE account SET must_change = 1 WHERE name = 'teuta'", NO_BINDS));
    must(session_find(&r->work, hash, &actor));
    assert_true(actor.must_change);
}

static void a_session_is_known_by_a_number_and_its_network(void **state)
{
    struct test_register *r = *state;
    uint8_t one[DIGEST_SIZE], two[DIGEST_SIZE];
    struct actor first, second;

    teuta_make(r);
    sign_in_hash(r, one);
    sign_in_hash(r, two);
    must(session_find(&r->work, one, &first));
    must(session_find(&r->work, two, &second));
    assert_true(first.session_number > 0 && second.session_number > first.session_number);
    assert_int_equal(first.confirmed_at, r->work.now);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM session WHERE network = '192.0.2.0/24' AND number IS NOT NULL"),
        2);
    /* The row that tells of it begins what the session's other rows go on with. */
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit a JOIN session s ON s.number = a.session "
                                     "WHERE a.what = 'sign_in.good'"),
                     2);
}

static void secrets_are_long_and_stored_as_hashes(void **state)
{
    struct test_register *r = *state;
    char one[SESSION_SECRET_TEXT], two[SESSION_SECRET_TEXT];

    teuta_make(r);
    must(session_open(&r->work, "teuta", PASSWORD, ADDRESS, one));
    must(session_open(&r->work, "teuta", PASSWORD, ADDRESS, two));
    assert_int_equal(strlen(one), 42);
    assert_string_not_equal(one, two);
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM session WHERE length(token_hash) = 32"), 2);
}

static void unknown_wrong_and_inactive_are_not_told_apart(void **state)
{
    struct test_register *r = *state;
    int64_t id = teuta_make(r);

    must_refuse(r, sign_in(r, "teuta", "not this one", ADDRESS), ERR_DENIED, "sign_in_failed");
    must_refuse(r, sign_in(r, "nobody", "not this one", ADDRESS), ERR_DENIED, "sign_in_failed");
    must(account_set_active(&r->work, id, false));
    must_refuse(r, sign_in(r, "teuta", PASSWORD, ADDRESS), ERR_DENIED, "sign_in_failed");
}

static void blanks_around_a_password_are_not_it(void **state)
{
    struct test_register *r = *state;

    teuta_make(r);
    must_refuse(r, sign_in(r, "teuta", " " PASSWORD, ADDRESS), ERR_DENIED, "sign_in_failed");
    must_refuse(r, sign_in(r, "teuta", PASSWORD " ", ADDRESS), ERR_DENIED, "sign_in_failed");
    must(sign_in(r, "teuta", PASSWORD, ADDRESS));
}

static void five_failures_lock_for_fifteen_minutes(void **state)
{
    struct test_register *r = *state;

    teuta_make(r);
    for (int i = 0; i < SIGN_IN_ACCOUNT_FAILURES; i++)
        must_fail(sign_in(r, "teuta", "not this one", ADDRESS), ERR_DENIED);
    must_refuse(r, sign_in(r, "teuta", PASSWORD, ADDRESS), ERR_LIMIT, "account_locked");
    register_at(r, REGISTER_NOW + SIGN_IN_LOCK - 1);
    must_refuse(r, sign_in(r, "teuta", PASSWORD, ADDRESS), ERR_LIMIT, "account_locked");
    register_at(r, REGISTER_NOW + SIGN_IN_LOCK);
    must(sign_in(r, "teuta", PASSWORD, ADDRESS));
}

static void a_name_without_account_locks_alike(void **state)
{
    struct test_register *r = *state;

    for (int i = 0; i < SIGN_IN_ACCOUNT_FAILURES; i++)
        must_fail(sign_in(r, "nobody", "not this one", ADDRESS), ERR_DENIED);
    must_refuse(r, sign_in(r, "nobody", "not this one", ADDRESS), ERR_LIMIT, "account_locked");
    register_at(r, REGISTER_NOW + SIGN_IN_LOCK);
    must_fail(sign_in(r, "nobody", "not this one", ADDRESS), ERR_DENIED);
}

static void after_a_lock_the_count_begins_anew(void **state)
{
    struct test_register *r = *state;

    teuta_make(r);
    for (int i = 0; i < SIGN_IN_ACCOUNT_FAILURES; i++)
        must_fail(sign_in(r, "teuta", "not this one", NULL), ERR_DENIED);
    register_at(r, REGISTER_NOW + SIGN_IN_LOCK);
    for (int i = 0; i < SIGN_IN_ACCOUNT_FAILURES; i++)
        must_fail(sign_in(r, "teuta", "not this one", NULL), ERR_DENIED);
    must_fail(sign_in(r, "teuta", PASSWORD, NULL), ERR_LIMIT);
}

static void a_good_sign_in_forgets_failures(void **state)
{
    struct test_register *r = *state;

    teuta_make(r);
    for (int round = 0; round < 3; round++) {
        for (int i = 1; i < SIGN_IN_ACCOUNT_FAILURES; i++)
            must_fail(sign_in(r, "teuta", "not this one", NULL), ERR_DENIED);
        must(sign_in(r, "teuta", PASSWORD, NULL));
    }
}

static void an_administrator_lifts_the_lock(void **state)
{
    struct test_register *r = *state;
    int64_t id = teuta_make(r);

    for (int i = 0; i < SIGN_IN_ACCOUNT_FAILURES; i++)
        must_fail(sign_in(r, "teuta", "not this one", ADDRESS), ERR_DENIED);
    must_fail(sign_in(r, "teuta", PASSWORD, ADDRESS), ERR_LIMIT);
    must(account_unlock(&r->work, id));
    must(sign_in(r, "teuta", PASSWORD, ADDRESS));
}

/* Twenty failures, each on another name. */
static void address_exhaust(struct test_register *r, const char *address)
{
    char name[24];

    for (int i = 0; i < SIGN_IN_ADDRESS_FAILURES; i++) {
        snprintf(name, sizeof(name), "nobody%d", i);
        must_fail(sign_in(r, name, "not this one", address), ERR_DENIED);
    }
}

static void an_address_has_twenty_failures(void **state)
{
    struct test_register *r = *state;

    teuta_make(r);
    address_exhaust(r, ADDRESS);
    must_refuse(r, sign_in(r, "teuta", PASSWORD, ADDRESS), ERR_LIMIT, "too_many_attempts");
    must(sign_in(r, "teuta", PASSWORD, "192.0.2.8"));
    register_at(r, REGISTER_NOW + SIGN_IN_ADDRESS_WINDOW);
    must(sign_in(r, "teuta", PASSWORD, ADDRESS));
}

static void an_ipv6_network_counts_as_one_address(void **state)
{
    struct test_register *r = *state;

    teuta_make(r);
    address_exhaust(r, "2001:db8:1:2::1");
    must_fail(sign_in(r, "teuta", PASSWORD, "2001:db8:1:ffff::9"), ERR_LIMIT); /* a /48: one site */
    must(sign_in(r, "teuta", PASSWORD, "2001:db8:2:2::1"));
}

static void good_sign_ins_do_not_wear_the_address_out(void **state)
{
    struct test_register *r = *state;

    teuta_make(r);
    for (int i = 0; i < SIGN_IN_ADDRESS_FAILURES + 2; i++)
        must(sign_in(r, "teuta", PASSWORD, ADDRESS));
}

static void a_flood_from_one_address_does_not_fill_the_log(void **state)
{
    struct test_register *r = *state;

    address_exhaust(r, ADDRESS);
    for (int i = 0; i < 100; i++)
        must_fail(sign_in(r, "nobody", "not this one", ADDRESS), ERR_LIMIT);
    assert_false(r->work.refusal_logged); /* it is summed (http/trace.h) */
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM audit"), 0);
}

static void sign_ins_are_logged_without_what_was_typed(void **state)
{
    static const char SQL_GOOD[] =
        "SELECT COUNT(*) FROM audit WHERE what = 'sign_in.good' AND why LIKE 'teuta:%'";
    static const char SQL_FAILED[] = "SELECT COUNT(*) FROM audit WHERE what = 'sign_in.failed' AND why LIKE "
                                     "'teuta: wrong password from 192.0.2.7'";
    struct test_register *r = *state;
    int64_t row, count;

    teuta_make(r);
    must(sign_in(r, "teuta", PASSWORD, ADDRESS));
    must_fail(sign_in(r, "teuta", "geheimesfalsch", ADDRESS), ERR_DENIED);
    must_fail(sign_in(r, "geheimes-in-the-wrong-field", "x", ADDRESS), ERR_DENIED);
    assert_int_equal(register_int(r, SQL_GOOD), 1);
    assert_int_equal(register_int(r, SQL_FAILED), 1);
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM audit WHERE why LIKE '%geheimes%'"), 0);
    must(audit_verify(&r->work, &row, &count));
}

static void a_session_ends_when_idle(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;

    teuta_make(r);
    sign_in_hash(r, hash);
    register_at(r, REGISTER_NOW + SESSION_IDLE - 1);
    must(session_find(&r->work, hash, &actor));
    register_at(r, REGISTER_NOW + 2 * SESSION_IDLE - 2);
    must(session_find(&r->work, hash, &actor));
    register_at(r, REGISTER_NOW + 3 * SESSION_IDLE + SESSION_NOTE - 2);
    must_refuse(r, session_find(&r->work, hash, &actor), ERR_ABSENT, "no_session");
}

/* A visit that is not noted, because one was noted just before it, counts all the same. */
static void a_visit_that_was_not_noted_is_not_lost(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;
    struct session s;

    teuta_make(r);
    sign_in_hash(r, hash);
    register_at(r, REGISTER_NOW + SESSION_NOTE);
    must(session_find(&r->work, hash, &actor));
    register_at(r, REGISTER_NOW + SESSION_NOTE + SESSION_IDLE - 1);
    must(session_read(&r->work, hash, &s));
    assert_int_equal(s.idle_at, r->work.now);
    must(session_find(&r->work, hash, &actor));
}

static void looking_keeps_no_session_alive_but_staying_does(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;
    struct session s;

    teuta_make(r);
    sign_in_hash(r, hash);
    register_at(r, REGISTER_NOW + SESSION_NOTE / 2);
    must(session_stay(&r->work, hash));
    must(session_read(&r->work, hash, &s));
    assert_int_equal(s.idle_at, r->work.now + SESSION_IDLE);
    for (int64_t at = SESSION_NOTE; at < SESSION_IDLE + SESSION_NOTE; at += SESSION_NOTE) {
        register_at(r, REGISTER_NOW + at);
        must(session_look(&r->work, hash, &actor));
    }
    register_at(r, REGISTER_NOW + SESSION_NOTE / 2 + SESSION_IDLE + SESSION_NOTE);
    must_fail(session_look(&r->work, hash, &actor), ERR_ABSENT);
}

static void a_session_ends_however_busy(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;

    teuta_make(r);
    sign_in_hash(r, hash);
    for (int64_t at = 0; at < SESSION_LIFE; at += SESSION_IDLE - 1) {
        register_at(r, REGISTER_NOW + at);
        must(session_find(&r->work, hash, &actor));
    }
    register_at(r, REGISTER_NOW + SESSION_LIFE);
    must_fail(session_find(&r->work, hash, &actor), ERR_ABSENT);
}

static void visits_are_noted_once_a_minute(void **state)
{
    static const char SQL_SEEN[] = "SELECT seen_at FROM session";
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;

    teuta_make(r);
    sign_in_hash(r, hash);
    register_at(r, REGISTER_NOW + SESSION_NOTE);
    must(session_find(&r->work, hash, &actor));
    assert_int_equal(register_int(r, SQL_SEEN), REGISTER_NOW);
    register_at(r, REGISTER_NOW + SESSION_NOTE + 1);
    must(session_find(&r->work, hash, &actor));
    assert_int_equal(register_int(r, SQL_SEEN), REGISTER_NOW + SESSION_NOTE + 1);
}

/* Whoever changes the table past account.c, by hand, must not leave sessions with old rights. */
static void role_and_activity_count_at_once(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;

    teuta_make(r);
    sign_in_hash(r, hash);
    must(db_exec(r->db, "UPDATE account SET role = 'auditor' WHERE name = 'teuta'", NO_BINDS));
    must(session_find(&r->work, hash, &actor));
    assert_int_equal(actor.roles, R_AUDITOR);
    must(db_exec(r->db, "UPDATE account SET active = 0 WHERE name = 'teuta'", NO_BINDS));
    must_fail(session_find(&r->work, hash, &actor), ERR_ABSENT);
}

static void an_inactive_organisation_lets_nobody_in(void **state)
{
    struct test_register *r = *state;
    struct account_new in = {
        .name = "teuta", .full_name = "Teuta Marku", .role = R_KINDERGARTEN, .password = PASSWORD};
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;
    int64_t id;

    must(organisation_create(&r->work, ORGANISATION_KINDERGARTEN, "Kopshti 1", &in.organisation));
    must(account_create(&r->work, &in, &id));
    sign_in_hash(r, hash);
    must(session_find(&r->work, hash, &actor));
    assert_int_equal(actor.organisation, in.organisation);
    must(organisation_set_active(&r->work, in.organisation, false));
    must_fail(session_find(&r->work, hash, &actor), ERR_ABSENT);
    must_refuse(r, sign_in(r, "teuta", PASSWORD, ADDRESS), ERR_DENIED, "sign_in_failed");
}

static void its_holder_reads_when_it_ends(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct session s;

    teuta_make(r);
    sign_in_hash(r, hash);
    must(session_read(&r->work, hash, &s));
    assert_string_equal(s.full_name, "Teuta Marku");
    assert_int_equal(s.idle_at, REGISTER_NOW + SESSION_IDLE);
    assert_int_equal(s.over_at, REGISTER_NOW + SESSION_LIFE);
}

static void a_closed_session_is_gone(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;

    teuta_make(r);
    sign_in_hash(r, hash);
    must(session_close(&r->work, hash));
    must_fail(session_find(&r->work, hash, &actor), ERR_ABSENT);
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM audit WHERE what = 'sign_out'"), 1);
    must(session_close(&r->work, hash));
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM audit WHERE what = 'sign_out'"), 1);
}

static void the_sweep_takes_what_is_over_and_no_more(void **state)
{
    struct test_register *r = *state;

    teuta_make(r);
    must(sign_in(r, "teuta", PASSWORD, ADDRESS));
    must_fail(sign_in(r, "nobody", "not this one", ADDRESS), ERR_DENIED);
    register_at(r, REGISTER_NOW + SESSION_IDLE + SESSION_NOTE);
    must(sign_in(r, "teuta", PASSWORD, "192.0.2.9"));
    must(session_sweep(&r->work));
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM session"), 1);
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM sign_in_address WHERE address = '192.0.2.7'"), 0);
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM sign_in_address WHERE address LIKE 'name %'"), 1);
}

struct guesser {
    const struct test_register *r;
    int denied, limited, other;
};

static void *guess(void *argument)
{
    struct guesser *g = argument;
    struct arena arena = {0};
    struct work w = g->r->work;
    char secret[SESSION_SECRET_TEXT];

    if (db_open(g->r->database, DB_WRITE, 256, &w.db))
        return NULL;
    w.arena = &arena;
    for (int i = 0; i < SIGN_IN_ACCOUNT_FAILURES; i++) {
        err e = session_open(&w, "teuta", "not this one", NULL, secret);

        *(e == ERR_DENIED ? &g->denied : e == ERR_LIMIT ? &g->limited : &g->other) += 1;
    }
    db_close(&w.db);
    arena_free(&arena);
    return NULL;
}

static void parallel_guesses_do_not_overrun_the_limit(void **state)
{
    struct test_register *r = *state;
    struct guesser guessers[4];
    pthread_t threads[4];
    int denied = 0, limited = 0;

    teuta_make(r);
    for (int i = 0; i < 4; i++) {
        guessers[i] = (struct guesser){.r = r};
        assert_int_equal(pthread_create(&threads[i], NULL, guess, &guessers[i]), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        denied += guessers[i].denied;
        limited += guessers[i].limited;
    }
    assert_int_equal(denied, SIGN_IN_ACCOUNT_FAILURES);
    assert_int_equal(limited, 3 * SIGN_IN_ACCOUNT_FAILURES);
}

static void a_flood_is_turned_away_before_it_counts(void **state)
{
    struct password_place places[PASSWORD_PLACES], more = {0};
    struct test_register *r = *state;

    teuta_make(r);
    for (int i = 0; i < PASSWORD_PLACES; i++)
        must(password_place_take(NULL, false, &places[i]));
    must_fail(password_place_take(NULL, false, &more), ERR_BUSY);
    for (int i = 0; i < 2 * SIGN_IN_ACCOUNT_FAILURES; i++)
        must_fail(sign_in(r, "teuta", PASSWORD, ADDRESS), ERR_BUSY);
    assert_int_equal(register_int(r, "SELECT failures FROM account WHERE name = 'teuta'"), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM sign_in_address"), 0);
    password_place_leave(&places[0]);
    must(sign_in(r, "teuta", PASSWORD, ADDRESS));
    must(sign_in(r, "teuta", PASSWORD, ADDRESS)); /* each gives its place back */
    for (int i = 0; i < PASSWORD_PLACES; i++)
        password_place_leave(&places[i]);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)
    const struct CMUnitTest tests[] = {
        CASE(a_good_sign_in_says_who_it_is),
        CASE(a_session_is_known_by_a_number_and_its_network),
        CASE(secrets_are_long_and_stored_as_hashes),
        CASE(unknown_wrong_and_inactive_are_not_told_apart),
        CASE(blanks_around_a_password_are_not_it),
        CASE(five_failures_lock_for_fifteen_minutes),
        CASE(a_name_without_account_locks_alike),
        CASE(after_a_lock_the_count_begins_anew),
        CASE(a_good_sign_in_forgets_failures),
        CASE(an_administrator_lifts_the_lock),
        CASE(an_address_has_twenty_failures),
        CASE(an_ipv6_network_counts_as_one_address),
        CASE(good_sign_ins_do_not_wear_the_address_out),
        CASE(a_flood_from_one_address_does_not_fill_the_log),
        CASE(sign_ins_are_logged_without_what_was_typed),
        CASE(a_session_ends_when_idle),
        CASE(a_visit_that_was_not_noted_is_not_lost),
        CASE(looking_keeps_no_session_alive_but_staying_does),
        CASE(a_session_ends_however_busy),
        CASE(visits_are_noted_once_a_minute),
        CASE(role_and_activity_count_at_once),
        CASE(an_inactive_organisation_lets_nobody_in),
        CASE(its_holder_reads_when_it_ends),
        CASE(a_closed_session_is_gone),
        CASE(the_sweep_takes_what_is_over_and_no_more),
        CASE(parallel_guesses_do_not_overrun_the_limit),
        CASE(a_flood_is_turned_away_before_it_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
