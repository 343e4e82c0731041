/* Tirane's civil days and their two odd ones a year. */
#include "base/clock.h"

#include "base/instant.h"
#include "support/assert.h"

#define SPRING_2026 INT64_C(1774746000) /* 2026-03-29T01:00:00Z: 02:00 becomes 03:00 */
#define AUTUMN_2026 INT64_C(1792890000) /* 2026-10-25T01:00:00Z: 03:00 becomes 02:00 */
#define HOUR        3600

static int zone(void **state)
{
    (void)state;
    clock_zone_set();
    return 0;
}

static int64_t at(int year, int month, int day, const char *hhmm)
{
    int64_t instant = 0;

    must(instant_parse_local(date_make(year, month, day), hhmm, &instant));
    return instant;
}

static void a_fixed_clock_stands_still(void **state)
{
    const struct clock c = {.fixed = 1000, .shift = 5};

    (void)state;
    assert_int_equal(clock_now(&c), 1000);
}

static void a_shifted_clock_is_off_by_its_shift(void **state)
{
    const struct clock real = {0}, shifted = {.shift = 1000000};
    int64_t before = clock_now(&real), then = clock_now(&shifted), after = clock_now(&real);

    (void)state;
    assert_true(before > INT64_C(1700000000));
    assert_true(then >= before + 1000000 && then <= after + 1000000);
}

static void ticks_never_go_back(void **state)
{
    int64_t last = clock_ticks();

    (void)state;
    for (int i = 0; i < 1000; i++) {
        int64_t now = clock_ticks();

        assert_true(now >= last);
        last = now;
    }
}

static void the_day_changes_at_midnight_in_tirane(void **state)
{
    (void)state;
    /* winter: 23:00 UTC; summer: 22:00 UTC */
    assert_int_equal(instant_date(INT64_C(1768431599)), date_make(2026, 1, 14)); /* 2026-01-14T22:59:59Z */
    assert_int_equal(instant_date(INT64_C(1768431600)), date_make(2026, 1, 15));
    assert_int_equal(instant_date(INT64_C(1784066399)), date_make(2026, 7, 14)); /* 2026-07-14T21:59:59Z */
    assert_int_equal(instant_date(INT64_C(1784066400)), date_make(2026, 7, 15));
}

static void days_before_1970_are_right(void **state)
{
    (void)state;
    assert_int_equal(instant_date(-HOUR - 1), date_make(1969, 12, 31));
    assert_int_equal(instant_date(-HOUR), date_make(1970, 1, 1));
    assert_int_equal(date_midnight(date_make(1970, 1, 1)), -HOUR);
}

static void every_midnight_begins_its_day(void **state)
{
    (void)state;
    for (date d = date_make(2020, 1, 1); d <= date_make(2040, 12, 31); d++) {
        assert_int_equal(instant_date(date_midnight(d)), d);
        assert_int_equal(instant_date(date_midnight(d) - 1), d - 1);
    }
}

static void the_spring_day_has_23_hours(void **state)
{
    date d = date_make(2026, 3, 29);

    (void)state;
    assert_int_equal(date_midnight(d), SPRING_2026 - 2 * HOUR);
    assert_int_equal(date_midnight(d + 1) - date_midnight(d), 23 * HOUR);
}

static void the_autumn_day_has_25_hours(void **state)
{
    date d = date_make(2026, 10, 25);

    (void)state;
    assert_int_equal(date_midnight(d), AUTUMN_2026 - 3 * HOUR);
    assert_int_equal(date_midnight(d + 1) - date_midnight(d), 25 * HOUR);
}

static void local_times_around_the_spring_switch(void **state)
{
    (void)state;
    assert_int_equal(at(2026, 3, 29, "01:59"), SPRING_2026 - 60);
    assert_int_equal(at(2026, 3, 29, "03:00"), SPRING_2026);
    assert_int_equal(at(2026, 3, 29, "02:30"), SPRING_2026 + HOUR / 2); /* does not exist: 03:30 */
}

static void local_times_around_the_autumn_switch(void **state)
{
    (void)state;
    assert_int_equal(at(2026, 10, 25, "01:59"), AUTUMN_2026 - HOUR - 60);
    assert_int_equal(at(2026, 10, 25, "02:30"), AUTUMN_2026 - HOUR / 2); /* twice: the first */
    assert_int_equal(at(2026, 10, 25, "03:00"), AUTUMN_2026 + HOUR);
}

static void what_is_no_time_of_day_is_refused(void **state)
{
    static const char *const BAD[] = {"",     "24:00",  "12:60", "1:00",  "12.30",
                                      "12:3", "12:300", "-1:00", "1a:00", " 2:00"};
    int64_t instant = 77;

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        must_fail(instant_parse_local(0, BAD[i], &instant), ERR_INPUT);
    must_fail(instant_parse_local(0, NULL, &instant), ERR_INPUT);
    must_fail(instant_parse_local(DATE_NONE, "12:00", &instant), ERR_INPUT);
    assert_int_equal(instant, 77);
}

static void instants_are_written_in_utc(void **state)
{
    char text[INSTANT_TEXT];

    (void)state;
    assert_string_equal(instant_format(SPRING_2026, text), "2026-03-29T01:00:00Z");
    assert_string_equal(instant_format(0, text), "1970-01-01T00:00:00Z");
    assert_string_equal(instant_format(INT64_MAX, text), "");
    assert_string_equal(instant_format(INT64_MIN, text), "");
}

static void instants_beyond_the_calendar_have_no_date(void **state)
{
    (void)state;
    assert_int_equal(instant_date(INT64_MAX), DATE_NONE);
    assert_int_equal(instant_date(INT64_MIN), DATE_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fixed_clock_stands_still),
        cmocka_unit_test(a_shifted_clock_is_off_by_its_shift),
        cmocka_unit_test(ticks_never_go_back),
        cmocka_unit_test(the_day_changes_at_midnight_in_tirane),
        cmocka_unit_test(days_before_1970_are_right),
        cmocka_unit_test(every_midnight_begins_its_day),
        cmocka_unit_test(the_spring_day_has_23_hours),
        cmocka_unit_test(the_autumn_day_has_25_hours),
        cmocka_unit_test(local_times_around_the_spring_switch),
        cmocka_unit_test(local_times_around_the_autumn_switch),
        cmocka_unit_test(what_is_no_time_of_day_is_refused),
        cmocka_unit_test(instants_are_written_in_utc),
        cmocka_unit_test(instants_beyond_the_calendar_have_no_date),
    };

    return cmocka_run_group_tests(tests, zone, NULL);
}
