/* The calendar, held against a day-by-day walk. */
#include "base/date.h"

#include "support/assert.h"

static void assert_date(date d, int year, int month, int day)
{
    int y, m, dd;

    date_split(d, &y, &m, &dd);
    assert_int_equal(y, year);
    assert_int_equal(m, month);
    assert_int_equal(dd, day);
}

static void days_count_from_1970(void **state)
{
    (void)state;
    assert_int_equal(date_make(1970, 1, 1), 0);
    assert_int_equal(date_make(1969, 12, 31), -1);
    assert_int_equal(date_make(2000, 3, 1), 11017);
    assert_int_equal(date_make(2027, 5, 14), 20952);
}

static void every_day_follows_the_one_before(void **state)
{
    static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    date expected = date_make(1800, 1, 1);

    (void)state;
    for (int y = 1800; y <= 2200; y++)
        for (int m = 1; m <= 12; m++) {
            int last = DAYS[m - 1] + (m == 2 && (y % 400 == 0 || (y % 4 == 0 && y % 100 != 0)));

            for (int d = 1; d <= last; d++, expected++) {
                assert_int_equal(date_make(y, m, d), expected);
                assert_date(expected, y, m, d);
            }
            assert_int_equal(date_make(y, m, last + 1), DATE_NONE);
        }
}

static void impossible_days_are_none(void **state)
{
    (void)state;
    assert_int_equal(date_make(2023, 2, 29), DATE_NONE);
    assert_int_equal(date_make(1900, 2, 29), DATE_NONE);
    assert_int_not_equal(date_make(2000, 2, 29), DATE_NONE);
    assert_int_equal(date_make(2023, 0, 1), DATE_NONE);
    assert_int_equal(date_make(2023, 13, 1), DATE_NONE);
    assert_int_equal(date_make(2023, 1, 0), DATE_NONE);
    assert_int_equal(date_make(1799, 12, 31), DATE_NONE);
    assert_int_equal(date_make(2201, 1, 1), DATE_NONE);
}

static void iso_dates_are_read(void **state)
{
    date d;

    (void)state;
    must(date_parse("2024-02-29", &d));
    assert_date(d, 2024, 2, 29);
}

static void other_text_is_refused_and_leaves_the_result(void **state)
{
    static const char *const BAD[] = {"",           "2024-2-29",   "2024-02-30", "2024-02-29 ", " 2024-02-29",
                                      "2024/02/29", "20240229",    "29.02.2024", "2024-02",     "2024-02-2x",
                                      "+024-02-29", "2024-02-299", "0024-02-29", "2024-0a-29"};
    date d = 77;

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        must_fail(date_parse(BAD[i], &d), ERR_INPUT);
    must_fail(date_parse(NULL, &d), ERR_INPUT);
    assert_int_equal(d, 77);
}

static void dates_as_people_write_them_are_read(void **state)
{
    static const char *const GOOD[] = {"2027-05-04", "04.05.2027", "4.5.2027", "04/05/2027", "4/05/2027"};
    date d;

    (void)state;
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        d = 0;
        must(date_parse_any(GOOD[i], &d));
        assert_date(d, 2027, 5, 4);
    }
}

static void ambiguous_or_broken_dates_are_refused(void **state)
{
    static const char *const BAD[] = {"",          "4.5.27",    "4.5/2027",   "4-5-2027",   "31.02.2027",
                                      "5.2027",    "4.5.2027.", "4.5.20277",  "4..2027",    "44651",
                                      "4.13.2027", "..",        "4 .5. 2027", "2027.05.04", "4.5.2027 00:00"};
    date d = 77;

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        must_fail(date_parse_any(BAD[i], &d), ERR_INPUT);
    must_fail(date_parse_any(NULL, &d), ERR_INPUT);
    assert_int_equal(d, 77);
}

static void dates_are_written(void **state)
{
    char text[DATE_TEXT];

    (void)state;
    assert_string_equal(date_format(date_make(2027, 5, 4), text), "2027-05-04");
    assert_string_equal(date_format_sq(date_make(2027, 5, 4), text), "04.05.2027");
    assert_string_equal(date_format(date_make(1800, 12, 31), text), "1800-12-31");
}

static void unknown_and_open_are_written_empty(void **state)
{
    char text[DATE_TEXT] = "x";

    (void)state;
    assert_string_equal(date_format(DATE_NONE, text), "");
    assert_string_equal(date_format(DATE_OPEN, text), "");
    assert_string_equal(date_format_sq(DATE_OPEN, text), "");
}

static void months_end_on_the_last_day_they_have(void **state)
{
    (void)state;
    assert_date(date_add_months(date_make(2023, 1, 31), 1), 2023, 2, 28);
    assert_date(date_add_months(date_make(2024, 1, 31), 1), 2024, 2, 29);
    assert_date(date_add_months(date_make(2024, 2, 29), 12), 2025, 2, 28);
    assert_date(date_add_months(date_make(2024, 3, 31), -1), 2024, 2, 29);
    assert_date(date_add_months(date_make(2024, 1, 15), -13), 2022, 12, 15);
    assert_date(date_add_months(date_make(2024, 11, 15), 2), 2025, 1, 15);
}

static void days_are_added_across_years(void **state)
{
    (void)state;
    assert_date(date_add_days(date_make(2023, 12, 31), 1), 2024, 1, 1);
    assert_date(date_add_days(date_make(2024, 3, 1), -1), 2024, 2, 29);
}

static void sums_stop_at_the_ends_of_the_calendar(void **state)
{
    (void)state;
    assert_date(date_add_days(date_make(2200, 12, 30), INT32_MAX), 2200, 12, 31);
    assert_date(date_add_days(date_make(1800, 1, 2), INT32_MIN), 1800, 1, 1);
    assert_date(date_add_months(date_make(2200, 12, 1), INT32_MAX), 2200, 12, 31);
    assert_date(date_add_months(date_make(1800, 1, 2), INT32_MIN), 1800, 1, 1);
}

static void unknown_and_open_stay_what_they_are(void **state)
{
    (void)state;
    assert_int_equal(date_add_days(DATE_NONE, 5), DATE_NONE);
    assert_int_equal(date_add_days(DATE_OPEN, -5), DATE_OPEN);
    assert_int_equal(date_add_months(DATE_NONE, 5), DATE_NONE);
    assert_int_equal(date_add_months(DATE_OPEN, -5), DATE_OPEN);
    assert_int_equal(date_year(DATE_OPEN), 0);
    assert_false(date_known(DATE_NONE));
    assert_false(date_known(DATE_OPEN));
    assert_true(date_known(0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_count_from_1970),
        cmocka_unit_test(every_day_follows_the_one_before),
        cmocka_unit_test(impossible_days_are_none),
        cmocka_unit_test(iso_dates_are_read),
        cmocka_unit_test(other_text_is_refused_and_leaves_the_result),
        cmocka_unit_test(dates_as_people_write_them_are_read),
        cmocka_unit_test(ambiguous_or_broken_dates_are_refused),
        cmocka_unit_test(dates_are_written),
        cmocka_unit_test(unknown_and_open_are_written_empty),
        cmocka_unit_test(months_end_on_the_last_day_they_have),
        cmocka_unit_test(days_are_added_across_years),
        cmocka_unit_test(sums_stop_at_the_ends_of_the_calendar),
        cmocka_unit_test(unknown_and_open_stay_what_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
