/* The clockwork beside the server, in a thread of its own: it waits for a database that is not there yet, and
 * does not run against one that is damaged. */
#include "cli/housekeeping.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>

#include "domain/check/tally.h"
#include "domain/upkeep/midnight.h"
#include "support/register.h"

#define PATIENCE 30 /* seconds, on a busy machine */

struct house {
    struct test_register *r;
    struct app app;
    pthread_t thread;
};

static void wait_ms(long ms)
{
    const struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

    nanosleep(&t, NULL);
}

static void *keep(void *house)
{
    housekeeping_run(&((struct house *)house)->app);
    return NULL;
}

/* As serve does it: nobody but housekeeping sees the signal. */
static void house_open(struct house *h, struct test_register *r)
{
    sigset_t stop;

    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    assert_int_equal(pthread_sigmask(SIG_BLOCK, &stop, NULL), 0);
    *h = (struct house){
        .r = r, .app = {.database = r->database, .keys = r->keys, .vault = r->vault, .part = APP_BOTH}};
    h->app.clock.fixed = REGISTER_NOW;
    must(tally_make(&h->app.tally));
    assert_int_equal(pthread_create(&h->thread, NULL, keep, h), 0);
}

static void house_close(struct house *h)
{
    assert_int_equal(pthread_kill(h->thread, SIGTERM), 0);
    assert_int_equal(pthread_join(h->thread, NULL), 0);
    tally_free(&h->app.tally);
}

static bool wait_for(struct test_register *r, const char *sql)
{
    for (int i = 0; i < PATIENCE * 10; i++) {
        if (register_int(r, sql))
            return true;
        wait_ms(100);
    }
    return false;
}

static void a_database_that_comes_later_is_taken_up(void **state)
{
    struct test_register *r = *state;
    char away[128];
    struct house h;

    db_close(&r->db);
    snprintf(away, sizeof away, "%s/away.db", r->dir);
    assert_int_equal(rename(r->database, away), 0);
    house_open(&h, r);
    wait_ms(500);
    assert_int_equal(rename(away, r->database), 0);
    must(db_open(r->database, DB_WRITE, 256, &r->db));
    assert_true(wait_for(r, "SELECT count(*) FROM midnight WHERE done_on = '2026-03-10'"));
    house_close(&h);
}

static void one_that_never_comes_does_not_keep_it_from_stopping(void **state)
{
    struct test_register *r = *state;
    char away[128];
    struct house h;

    snprintf(away, sizeof away, "%s/away.db", r->dir);
    assert_int_equal(rename(r->database, away), 0);
    house_open(&h, r);
    wait_ms(200);
    house_close(&h);
}

static const char SQL_SESSIONS[] = "SELECT count(*) FROM session";

static void session_old(struct test_register *r)
{
    must(db_exec(
        r->db, "INSERT INTO session (token_hash, account_id, created_at, seen_at) VALUES (x'01', :me, 1, 1)",
        BINDS(INT(":me", r->work.actor.account))));
}

/* The clock stands still here, so the minute until the next try never passes. */
static void midnight_work_that_failed_rests_for_a_minute(void **state)
{
    struct test_register *r = *state;
    struct house h;

    must(db_exec(r->db, "UPDATE legal_rule SET name = 'e prishur' WHERE id = 1", NO_BINDS));
    session_old(r);
    house_open(&h, r);
    assert_true(wait_for(r, "SELECT count(*) = 0 FROM session"));
    session_old(r);
    wait_ms(2500);
    assert_int_equal(register_int(r, SQL_SESSIONS), 1);
    house_close(&h);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_database_that_comes_later_is_taken_up),
        with_register(one_that_never_comes_does_not_keep_it_from_stopping),
        with_register(midnight_work_that_failed_rests_for_a_minute),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
