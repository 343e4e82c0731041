/* Months: written, read, and the days they begin and end with. */
#include "base/month.h"

#include "support/assert.h"

static void a_month_is_written_and_read(void **state)
{
    char text[MONTH_TEXT];
    date d;

    (void)state;
    assert_string_equal(month_format(date_make(2026, 11, 30), text), "2026-11");
    assert_string_equal(month_format(DATE_NONE, text), "");
    assert_string_equal(month_format(DATE_OPEN, text), "");
    must(month_parse("2024-02", &d));
    assert_int_equal(d, date_make(2024, 2, 1));
}

static void what_is_no_month_is_refused(void **state)
{
    static const char *const BAD[] = {"",        "2026",    "2026-1",   "2026-13", "2026-00",
                                      "2026/11", "11-2026", "2026-11 ", " 2026-1", "2026-11-01",
                                      "1799-12", "2201-01", "２０２６"};
    date d = 7;

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
        must_fail(month_parse(BAD[i], &d), ERR_INPUT);
    assert_int_equal(d, 7);
}

static void its_first_and_last_day_are_found(void **state)
{
    (void)state;
    assert_int_equal(month_first(date_make(2024, 2, 29)), date_make(2024, 2, 1));
    assert_int_equal(month_first(date_make(2024, 2, 1)), date_make(2024, 2, 1));
    assert_int_equal(month_last(date_make(2024, 2, 1)), date_make(2024, 2, 29));
    assert_int_equal(month_last(date_make(2023, 2, 28)), date_make(2023, 2, 28));
    assert_int_equal(month_last(date_make(2023, 12, 7)), date_make(2023, 12, 31));
    assert_int_equal(month_next(date_make(2023, 12, 31)), date_make(2024, 1, 1));
    assert_int_equal(month_next(date_make(2024, 1, 31)), date_make(2024, 2, 1));
}

static void every_day_lies_between_them(void **state)
{
    (void)state;
    for (date d = date_make(1800, 1, 1); d <= date_make(2200, 12, 31); d++) {
        assert_true(month_first(d) <= d && d <= month_last(d));
        assert_int_equal(month_first(month_last(d)), month_first(d));
        if (d < date_make(2200, 12, 1))
            assert_int_equal(month_next(d), month_last(d) + 1);
    }
}

static void the_ends_of_time_stay(void **state)
{
    (void)state;
    assert_int_equal(month_first(DATE_OPEN), DATE_OPEN);
    assert_int_equal(month_first(DATE_NONE), DATE_NONE);
    assert_int_equal(month_last(DATE_OPEN), DATE_OPEN);
    assert_int_equal(month_last(DATE_NONE), DATE_NONE);
    assert_int_equal(month_next(DATE_OPEN), DATE_OPEN);
    assert_int_equal(month_last(date_make(2200, 12, 1)), date_make(2200, 12, 31));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_month_is_written_and_read),
        cmocka_unit_test(what_is_no_month_is_refused),
        cmocka_unit_test(its_first_and_last_day_are_found),
        cmocka_unit_test(every_day_lies_between_them),
        cmocka_unit_test(the_ends_of_time_stay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
