/* Random bytes and numbers: their bounds, not their quality, which is OpenSSL's. */
#include "crypto/random.h"

#include <string.h>

#include "support/assert.h"

static void bytes_differ_each_time(void **state)
{
    uint8_t a[32] = {0}, b[32] = {0};

    (void)state;
    must(random_bytes(a, sizeof a));
    must(random_bytes(b, sizeof b));
    assert_memory_not_equal(a, b, sizeof a);
}

static void numbers_stay_below_and_reach_all(void **state)
{
    unsigned seen[7] = {0};

    (void)state;
    for (int i = 0; i < 7000; i++) {
        uint32_t x = 99;

        must(random_below(7, &x));
        assert_in_range(x, 0, 6);
        seen[x]++;
    }
    for (int i = 0; i < 7; i++) /* 1000 expected; 700 lies ten standard deviations away */
        assert_in_range(seen[i], 700, 1300);
}

static void bounds_of_the_range(void **state)
{
    uint32_t x = 99;

    (void)state;
    must_fail(random_below(0, &x), ERR_INPUT);
    assert_int_equal(x, 99);
    must(random_below(1, &x));
    assert_int_equal(x, 0);
    for (int i = 0; i < 100; i++) {
        must(random_below(UINT32_C(0x80000001), &x));
        assert_true(x <= UINT32_C(0x80000000));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_differ_each_time),
        cmocka_unit_test(numbers_stay_below_and_reach_all),
        cmocka_unit_test(bounds_of_the_range),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
