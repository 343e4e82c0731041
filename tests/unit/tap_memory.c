/* Taps are known for ten minutes, a thousand of them. */
#include "domain/check/tap_memory.h"

#include "support/register.h"

#define SECOND INT64_C(1000000000) /* ticks */

static void a_tap_is_known_for_ten_minutes(void **state)
{
    CLEANUP(tap_memory_free) struct tap_memory *m = NULL;
    const uint8_t tap[DIGEST_SIZE] = {1}, other[DIGEST_SIZE] = {2};

    (void)state;
    must(tap_memory_make(&m));
    assert_true(tap_memory_first(m, tap, SECOND));
    assert_false(tap_memory_first(m, tap, 2 * SECOND));
    assert_true(tap_memory_first(m, other, 2 * SECOND));
    assert_false(tap_memory_first(m, tap, 600 * SECOND));
    assert_true(tap_memory_first(m, tap, 601 * SECOND));
    tap_memory_forget(m, tap);
    assert_true(tap_memory_first(m, tap, 602 * SECOND));
}

static void of_many_taps_the_oldest_makes_room(void **state)
{
    CLEANUP(tap_memory_free) struct tap_memory *m = NULL;
    const uint8_t oldest[DIGEST_SIZE] = {0xff};
    uint8_t tap[DIGEST_SIZE] = {0};

    (void)state;
    must(tap_memory_make(&m));
    assert_true(tap_memory_first(m, oldest, SECOND));
    for (int i = 0; i < 1023; i++) {
        tap[1] = (uint8_t)(i % 256);
        tap[2] = (uint8_t)(i / 256);
        assert_true(tap_memory_first(m, tap, SECOND));
    }
    assert_false(tap_memory_first(m, oldest, 2 * SECOND));
    tap[3] = 1;
    assert_true(tap_memory_first(m, tap, 2 * SECOND));
    assert_true(tap_memory_first(m, oldest, 2 * SECOND));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tap_is_known_for_ten_minutes),
        cmocka_unit_test(of_many_taps_the_oldest_makes_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
