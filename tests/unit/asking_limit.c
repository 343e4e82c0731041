/* A device asks no more than a door can: in no minute, however it lies, and on no day. */
#include "domain/check/asking_limit.h"

#include <string.h>

#include "domain/office/organisation.h"
#include "support/checker.h"
#include "support/register.h"

#define SECOND INT64_C(1000000000) /* ticks */
#define DAY    20000

static struct checker bus(int64_t id, int64_t minute, int64_t day)
{
    return (struct checker){.id = id, .minute_most = minute, .day_most = day};
}

static void no_minute_holds_more_than_the_limit(void **state)
{
    CLEANUP(asking_limit_free) struct asking_limit *l = NULL;
    const struct checker c = bus(1, 30, 0), other = bus(2, 30, 0);
    int64_t let[5000], count = 0;

    (void)state;
    must(asking_limit_make(&l));
    /* Five times a second, for ten minutes. */
    for (int64_t i = 0; i < 3000; i++)
        if (asking_limit_allows(l, &c, DAY, (1000 + i / 5) * SECOND + i % 5 * SECOND / 5))
            let[count++] = (1000 + i / 5) * SECOND + i % 5 * SECOND / 5;
    for (int64_t i = 30; i < count; i++)
        assert_true(let[i] - let[i - 30] >= 60 * SECOND);
    assert_true(count >= 9 * 30); /* and it is not kept waiting for much longer */
    assert_true(asking_limit_allows(l, &other, DAY, 1600 * SECOND));
}

static void a_pause_empties_the_minute(void **state)
{
    CLEANUP(asking_limit_free) struct asking_limit *l = NULL;
    const struct checker c = bus(1, 2, 0);

    (void)state;
    must(asking_limit_make(&l));
    assert_true(asking_limit_allows(l, &c, DAY, 1000 * SECOND));
    assert_true(asking_limit_allows(l, &c, DAY, 1000 * SECOND));
    assert_false(asking_limit_allows(l, &c, DAY, 1001 * SECOND));
    assert_false(asking_limit_allows(l, &c, DAY, 1059 * SECOND)); /* what is refused is not counted */
    assert_true(asking_limit_allows(l, &c, DAY, 1065 * SECOND));
    assert_true(asking_limit_allows(l, &c, DAY, 9000 * SECOND));
}

static void a_day_has_its_own_limit(void **state)
{
    CLEANUP(asking_limit_free) struct asking_limit *l = NULL;
    const struct checker c = bus(1, 0, 5);

    (void)state;
    must(asking_limit_make(&l));
    for (int i = 0; i < 5; i++)
        assert_true(asking_limit_allows(l, &c, DAY, i * 1000 * SECOND));
    assert_false(asking_limit_allows(l, &c, DAY, 9000 * SECOND));
    assert_true(asking_limit_allows(l, &c, DAY + 1, 9001 * SECOND));
}

static void many_devices_are_counted_each_by_itself(void **state)
{
    CLEANUP(asking_limit_free) struct asking_limit *l = NULL;

    (void)state;
    must(asking_limit_make(&l));
    for (int turn = 0; turn < 3; turn++)
        for (int64_t id = 1; id <= 2000; id++) {
            const struct checker c = bus(id, 2, 0);

            assert_int_equal(asking_limit_allows(l, &c, DAY, 1000 * SECOND), turn < 2);
        }
}

static void without_a_rule_or_a_memory_of_it_nothing_is_limited(void **state)
{
    CLEANUP(asking_limit_free) struct asking_limit *l = NULL;
    const struct checker free = bus(1, 0, 0), bound = bus(1, 1, 1);

    (void)state;
    must(asking_limit_make(&l));
    for (int i = 0; i < 100; i++) {
        assert_true(asking_limit_allows(l, &free, DAY, 1000 * SECOND));
        assert_true(asking_limit_allows(NULL, &bound, DAY, 1000 * SECOND));
    }
}

/* Of the register, through check.db, by the day. */
static void dated_rules_say_how_much(void **state)
{
    struct test_register *r = *state;
    char enrol[DEVICE_TOKEN_TEXT], token[CHECKER_TOKEN_TEXT];
    int64_t organisation, id;
    uint8_t hash[DIGEST_SIZE];
    struct checker c;

    must(organisation_create(&r->work, ORGANISATION_TRANSPORT, "Linja 1", &organisation));
    must(device_create(&r->work, organisation, "transport", "Autobusi 3", &id, enrol));
    must(checker_take(r, enrol, &c, token));
    must(digest_sha256(token, strlen(token), hash));
    must(checker_find(register_door(r), hash, &c));
    assert_int_equal(c.minute_most, 30);
    assert_int_equal(c.day_most, 1000);
    must(db_script(r->db,
                   "UPDATE legal_rule SET until_day = '2026-03-11' WHERE name = 'device_minute_checks'; "
                   "INSERT INTO legal_rule (id, name, value, source, from_day) VALUES (9001, "
                   "'device_minute_checks', 12, 'VKB', '2026-03-12')"));
    must(checker_find(register_door(r), hash, &c));
    assert_int_equal(c.minute_most, 30);
    register_at(r, REGISTER_NOW + 2 * 86400);
    must(checker_find(register_door(r), hash, &c));
    assert_int_equal(c.minute_most, 12);
    must(db_script(r->db, "UPDATE legal_rule SET voided_at = 1 WHERE id = 9001"));
    must(checker_find(register_door(r), hash, &c));
    assert_int_equal(c.minute_most, 0);
    assert_int_equal(c.day_most, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_minute_holds_more_than_the_limit),
        cmocka_unit_test(a_pause_empties_the_minute),
        cmocka_unit_test(a_day_has_its_own_limit),
        cmocka_unit_test(many_devices_are_counted_each_by_itself),
        cmocka_unit_test(without_a_rule_or_a_memory_of_it_nothing_is_limited),
        cmocka_unit_test_setup_teardown(dated_rules_say_how_much, register_setup, register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
