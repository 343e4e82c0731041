/* Counters: added up in memory, written whole, kept when writing fails. */
#include "domain/check/tally.h"

#include <pthread.h>

#include "domain/office/organisation.h"
#include "support/register.h"

static struct tally *tally_new(void)
{
    struct tally *t = NULL;

    must(tally_make(&t));
    return t;
}

static int64_t bus_company(struct test_register *r)
{
    int64_t id = 0;

    must(organisation_create(&r->work, ORGANISATION_TRANSPORT, "Urban Gjirokastër", &id));
    return id;
}

static void checks_are_added_up_by_day_organisation_service_and_result(void **state)
{
    struct test_register *r = *state;
    CLEANUP(tally_free) struct tally *t = tally_new();
    int64_t bus = bus_company(r);
    date today = r->work.today;

    for (int i = 0; i < 5; i++)
        tally_count(t, today, bus, "transport", CHECK_OK);
    tally_count(t, today, bus, "transport", CHECK_ENDED);
    tally_count(t, today + 1, bus, "transport", CHECK_OK);
    register_counted(r, t);
    assert_int_equal(register_int(r, "SELECT count(*) FROM check_count"), 3);
    assert_int_equal(
        register_int(r, "SELECT count FROM check_count WHERE result = 'ok' AND on_day = '2026-03-10'"), 5);
}

static void writing_again_adds_only_what_is_new(void **state)
{
    struct test_register *r = *state;
    CLEANUP(tally_free) struct tally *t = tally_new();
    int64_t bus = bus_company(r);

    tally_count(t, r->work.today, bus, "transport", CHECK_OK);
    register_counted(r, t);
    register_counted(r, t);
    tally_count(t, r->work.today, bus, "transport", CHECK_OK);
    register_counted(r, t);
    assert_int_equal(register_int(r, "SELECT count FROM check_count"), 2);
}

static void what_could_not_be_written_is_kept(void **state)
{
    struct test_register *r = *state;
    CLEANUP(tally_free) struct tally *t = tally_new();
    CLEANUP(doorway_db_close) struct doorway_db *read = NULL;
    int64_t bus = bus_company(r);
    struct doorway d;

    tally_count(t, r->work.today, bus, "transport", CHECK_OK);
    must(doorway_db_open(r->check, DB_READ, 64, &read));
    d = doorway_at(read, &r->work);
    assert_int_not_equal(tally_write(t, &d), OK);
    tally_count(t, r->work.today, bus, "transport", CHECK_OK);
    register_counted(r, t);
    assert_int_equal(register_int(r, "SELECT count FROM check_count"), 2);
}

static void many_organisations_do_not_get_mixed_up(void **state)
{
    struct test_register *r = *state;
    CLEANUP(tally_free) struct tally *t = tally_new();
    int64_t first = bus_company(r);

    for (int64_t i = 1; i < 300; i++)
        must(db_exec(r->db, "INSERT INTO organisation (id, kind, name) VALUES (:id, 'transport', 'x' || :id)",
                     BINDS(INT(":id", first + i))));
    for (int64_t i = 0; i < 300; i++)
        for (int64_t n = 0; n <= i % 3; n++)
            tally_count(t, r->work.today, first + i, "transport", (enum check_reason)(i % CHECK_REASONS));
    register_counted(r, t);
    assert_int_equal(register_int(r, "SELECT count(*) FROM check_count"), 300);
    assert_int_equal(register_int(r, "SELECT sum(count) FROM check_count"), 600);
}

static void totals_count_since_the_start(void **state)
{
    struct test_register *r = *state;
    CLEANUP(tally_free) struct tally *t = tally_new();
    uint64_t totals[CHECK_REASONS];

    tally_count(t, r->work.today, bus_company(r), "transport", CHECK_FORGED);
    register_counted(r, t);
    tally_totals(t, totals);
    assert_int_equal(totals[CHECK_FORGED], 1);
    assert_int_equal(totals[CHECK_OK], 0);
}

#define CHECKS 10000
static void *count_many(void *tally)
{
    for (int i = 0; i < CHECKS; i++)
        tally_count(tally, 20000, 1 + i % 7, "documents", (enum check_reason)(i % CHECK_REASONS));
    return NULL;
}

static void threads_lose_no_count(void **state)
{
    CLEANUP(tally_free) struct tally *t = tally_new();
    uint64_t totals[CHECK_REASONS], sum = 0;
    pthread_t threads[4];

    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, count_many, t), 0);
    for (size_t i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    tally_totals(t, totals);
    for (size_t i = 0; i < CHECK_REASONS; i++)
        sum += totals[i];
    assert_int_equal(sum, 4 * CHECKS);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(checks_are_added_up_by_day_organisation_service_and_result),
        with_register(writing_again_adds_only_what_is_new),
        with_register(what_could_not_be_written_is_kept),
        with_register(many_organisations_do_not_get_mixed_up),
        with_register(totals_count_since_the_start),
        cmocka_unit_test(threads_lose_no_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
