/* Refusals in memory: summed by what they have in common, and bounded however many there are. */
#include "domain/office/refusal.h"

#include <stdio.h>
#include <stdlib.h>

#include "support/assert.h"

static int setup(void **state)
{
    struct refused_kinds *r;

    if (refusals_make(&r))
        return -1;
    *state = r;
    return 0;
}

static int teardown(void **state)
{
    struct refused_kinds *r = *state;

    refusals_free(&r);
    return 0;
}

static struct refused_kind one(int64_t account, int64_t record)
{
    struct refused_kind r = {.method = "GET",
                             .route = "/api/v1/cases/{id}",
                             .account = account,
                             .record_id = record,
                             .case_id = record,
                             .door_on = DATE_NONE,
                             .count = 1};

    snprintf(r.code, sizeof r.code, "sealed_file");
    snprintf(r.network, sizeof r.network, "192.0.2.0/24");
    snprintf(r.record, sizeof r.record, "cases");
    return r;
}

static void the_same_is_summed_and_another_stands_apart(void **state)
{
    struct refused_kind *all, key = one(2, 7);
    size_t count;

    for (int i = 0; i < 27; i++)
        refusal_count(*state, &key);
    key.session = 3;
    refusal_count(*state, &key);
    refusals_take(*state, &all, &count);
    assert_int_equal(count, 2);
    assert_int_equal(all[0].count, 27);
    assert_int_equal(all[1].count, 1);
    free(all);
    refusals_take(*state, &all, &count);
    assert_int_equal(count, 0);
    assert_null(all);
}

static int64_t sum(const struct refused_kind *all, size_t count)
{
    int64_t n = 0;

    for (size_t i = 0; i < count; i++)
        n += all[i].count;
    return n;
}

static void strangers_of_many_networks_make_few_lines(void **state)
{
    struct refused_kind *all, key = one(0, 0);
    size_t count;

    for (int i = 0; i < 5000; i++) {
        snprintf(key.network, sizeof key.network, "10.%d.%d.0/24", i / 250, i % 250);
        refusal_count(*state, &key);
    }
    refusals_take(*state, &all, &count);
    assert_int_equal(count, REFUSAL_STRANGERS + 1);
    assert_string_equal(all[REFUSAL_STRANGERS].network, "");
    assert_int_equal(sum(all, count), 5000);
    free(all);
}

static void of_too_many_records_the_rest_is_summed_by_account(void **state)
{
    struct refused_kind *all, key;
    size_t count;

    for (int64_t i = 1; i <= REFUSAL_KINDS_MAX + 500; i++) {
        key = one(2, i);
        refusal_count(*state, &key);
    }
    refusals_take(*state, &all, &count);
    assert_int_equal(count, REFUSAL_KINDS_MAX + 1);
    assert_int_equal(all[REFUSAL_KINDS_MAX].account, 2);
    assert_int_equal(all[REFUSAL_KINDS_MAX].record_id, 0);
    assert_int_equal(all[REFUSAL_KINDS_MAX].count, 500);
    free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_is_summed_and_another_stands_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(strangers_of_many_networks_make_few_lines, setup, teardown),
        cmocka_unit_test_setup_teardown(of_too_many_records_the_rest_is_summed_by_account, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
