/* Typed numbers are limited by a window that slides. */
#include "domain/check/typing_limit.h"

#include "support/register.h"

#define SECOND INT64_C(1000000000) /* ticks */

static void ten_numbers_a_minute_however_the_minute_lies(void **state)
{
    CLEANUP(typing_limit_free) struct typing_limit *l = NULL;

    (void)state;
    must(typing_limit_make(&l));
    for (int64_t i = 0; i < 10; i++)
        assert_true(typing_limit_allows(l, 1, (1000 + 5 * i) * SECOND));
    assert_false(typing_limit_allows(l, 1, 1059 * SECOND)); /* the first was 59 s ago */
    assert_true(typing_limit_allows(l, 1, 1060 * SECOND));
    assert_false(typing_limit_allows(l, 1, 1061 * SECOND));
    for (int64_t device = 2; device < 100; device++)
        assert_true(typing_limit_allows(l, device, 1061 * SECOND));
    assert_false(typing_limit_allows(l, 1, 1062 * SECOND));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_numbers_a_minute_however_the_minute_lies),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
