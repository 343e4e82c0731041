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
    assert_false(tap_memory_knows(m, tap, SECOND));
    tap_memory_note(m, tap, SECOND);
    assert_true(tap_memory_knows(m, tap, 2 * SECOND));
    assert_false(tap_memory_knows(m, other, 2 * SECOND));
    tap_memory_note(m, tap, 300 * SECOND); /* a second one is no longer life */
    assert_true(tap_memory_knows(m, tap, 600 * SECOND));
    assert_false(tap_memory_knows(m, tap, 601 * SECOND));
}

static void of_many_taps_the_oldest_makes_room(void **state)
{
    CLEANUP(tap_memory_free) struct tap_memory *m = NULL;
    const uint8_t oldest[DIGEST_SIZE] = {0xff};
    uint8_t tap[DIGEST_SIZE] = {0};

    (void)state;
    must(tap_memory_make(&m));
    tap_memory_note(m, oldest, SECOND);
    for (int i = 0; i < 1023; i++) {
        tap[1] = (uint8_t)(i % 256);
        tap[2] = (uint8_t)(i / 256);
        tap_memory_note(m, tap, SECOND);
    }
    assert_true(tap_memory_knows(m, oldest, 2 * SECOND));
    tap[3] = 1;
    tap_memory_note(m, tap, 2 * SECOND);
    assert_true(tap_memory_knows(m, tap, 2 * SECOND));
    assert_false(tap_memory_knows(m, oldest, 2 * SECOND));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tap_is_known_for_ten_minutes),
        cmocka_unit_test(of_many_taps_the_oldest_makes_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
