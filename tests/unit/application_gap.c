/* Over which time without an order an application reaches. No law was found that says it: the register's rule
 * application_gap_days is 30. Worked out by hand; a day to each side of the limit. */
#include "domain/law/application_gap.h"

#include "support/assert.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static date d(const char *text)
{
    date ret;

    must(date_parse(text, &ret));
    return ret;
}

static struct covering_order order(int64_t id, const char *from, const char *until)
{
    const struct act grant = {.id = id * 10,
                              .kind = ACT_GRANTED,
                              .on = d(from),
                              .start = d(from),
                              .end = until ? d(until) : DATE_OPEN,
                              .effective = DATE_NONE};

    return (struct covering_order){.id = id, .kind = ORDER_UM, .protection = protection_of(&grant, 1)};
}

/* 30 days; 10 from 2026 on. */
static int64_t gap(const struct covering_order *orders, size_t count, const char *filed, const char *on)
{
    const struct legal_rule rules[] = {
        {LEGAL_APPLICATION_GAP_DAYS, 30, date_make(2007, 6, 1), date_make(2025, 12, 31), "x"},
        {LEGAL_APPLICATION_GAP_DAYS, 10, date_make(2026, 1, 1), DATE_OPEN, "x"},
    };
    const struct claim c = {.role = ROLE_PROTECTED, .orders = orders, .order_count = count};

    return application_gap(&c, d(filed), d(on), rules, COUNT(rules));
}

/* 31.05 + 30 days without: 01.06 to 30.06. */
static void thirty_days_are_bridged_and_thirty_one_are_not(void **state)
{
    const struct covering_order thirty[] = {order(1, "2021-02-01", "2021-05-31"),
                                            order(2, "2021-07-01", "2021-12-31")};
    const struct covering_order more[] = {order(1, "2021-02-01", "2021-05-31"),
                                          order(2, "2021-07-02", "2021-12-31")};
    const struct covering_order less[] = {order(1, "2021-02-01", "2021-05-31"),
                                          order(2, "2021-06-30", "2021-12-31")};

    (void)state;
    assert_int_equal(gap(less, 2, "2021-02-04", "2021-07-10"), 0);
    assert_int_equal(gap(thirty, 2, "2021-02-04", "2021-07-10"), 0);
    assert_int_equal(gap(more, 2, "2021-02-04", "2021-07-10"), 2);
    assert_int_equal(gap(more, 2, "2021-02-04", "2021-07-02"), 2);
    assert_int_equal(gap(more, 2, "2021-02-04", "2021-07-01"), 0); /* the order has not begun */
    assert_int_equal(gap(more, 2, "2021-02-04", "2021-05-31"), 0);
}

/* February 2024 has 29 days: from 31.01 to 01.03 they are all without an order. */
static void a_leap_february_is_counted_by_its_days(void **state)
{
    const struct covering_order leap[] = {order(1, "2023-09-01", "2024-01-30"),
                                          order(2, "2024-03-01", "2024-09-30")};
    const struct covering_order longer[] = {order(1, "2023-09-01", "2024-01-29"),
                                            order(2, "2024-03-01", "2024-09-30")};

    (void)state;
    assert_int_equal(gap(leap, 2, "2023-09-05", "2024-03-05"), 0); /* 31.01, and 29 of February: 30 */
    assert_int_equal(gap(longer, 2, "2023-09-05", "2024-03-05"), 2);
}

static void what_was_filed_in_the_gap_or_before_any_order_speaks_for_what_follows(void **state)
{
    const struct covering_order two[] = {order(1, "2021-02-01", "2021-05-31"),
                                         order(2, "2021-10-01", "2021-12-31")};

    (void)state;
    assert_int_equal(gap(two, 2, "2021-05-31", "2021-10-05"), 2); /* the last day of the first */
    assert_int_equal(gap(two, 2, "2021-06-01", "2021-10-05"), 0); /* filed in the gap */
    assert_int_equal(gap(two, 2, "2021-10-04", "2021-10-05"), 0);
    assert_int_equal(gap(two + 1, 1, "2021-02-04", "2021-10-05"), 0); /* no order before it */
    assert_int_equal(gap(two, 0, "2021-02-04", "2021-10-05"), 0);
}

/* Until 31.05, and extended by a decision that says from when: 30 days between are bridged, 31 are not. */
static void an_order_extended_late_begins_anew(void **state)
{
    struct act acts[] = {{.id = 10,
                          .kind = ACT_GRANTED,
                          .on = d("2021-02-01"),
                          .start = d("2021-02-01"),
                          .end = d("2021-05-31"),
                          .effective = DATE_NONE},
                         {.id = 11,
                          .kind = ACT_EXTENDED,
                          .on = d("2021-06-20"),
                          .start = d("2021-07-01"),
                          .end = d("2021-12-31"),
                          .effective = DATE_NONE}};
    struct covering_order o = {.id = 1, .kind = ORDER_UM, .protection = protection_of(acts, 2)};

    (void)state;
    assert_int_equal(o.protection.gap_count, 1);
    assert_int_equal(gap(&o, 1, "2021-02-04", "2021-07-10"), 0);
    acts[1].start = d("2021-07-02");
    o.protection = protection_of(acts, 2);
    assert_int_equal(gap(&o, 1, "2021-02-04", "2021-07-10"), 1);
    assert_int_equal(gap(&o, 1, "2021-02-04", "2021-07-01"), 0);
    assert_int_equal(gap(&o, 1, "2021-06-01", "2021-07-10"), 0); /* filed in the gap */
}

static void another_order_between_closes_the_gap_and_the_last_gap_is_named(void **state)
{
    const struct covering_order between[] = {order(1, "2021-02-01", "2021-05-31"),
                                             order(2, "2021-10-01", "2021-12-31"),
                                             order(3, "2021-06-20", "2021-09-10")};
    const struct covering_order three[] = {order(1, "2021-02-01", "2021-05-31"),
                                           order(2, "2021-10-01", "2021-12-31"),
                                           order(3, "2022-06-20", NULL)};

    (void)state;
    assert_int_equal(gap(between, 3, "2021-02-04", "2021-10-05"), 0); /* 19 days and 20 */
    assert_int_equal(gap(three, 3, "2021-02-04", "2021-10-05"), 2);
    assert_int_equal(gap(three, 3, "2021-02-04", "2030-01-01"), 3);
}

/* The number is that of the day on which the new order begins. */
static void the_number_is_the_one_of_its_day(void **state)
{
    const struct covering_order new_rule[] = {order(1, "2025-06-01", "2025-12-31"),
                                              order(2, "2026-01-12", NULL)};
    const struct covering_order in_time[] = {order(1, "2025-06-01", "2025-12-31"),
                                             order(2, "2026-01-11", NULL)};

    (void)state;
    assert_int_equal(gap(new_rule, 2, "2025-06-04", "2026-02-01"), 2); /* 11 days */
    assert_int_equal(gap(in_time, 2, "2025-06-04", "2026-02-01"), 0);  /* 10 */
}

static void a_voided_order_and_one_that_never_was_close_nothing(void **state)
{
    struct covering_order two[] = {order(1, "2021-02-01", "2021-05-31"), order(2, "2021-10-01", "2021-12-31"),
                                   order(3, "2021-06-01", "2021-09-30")};

    (void)state;
    two[2].protection.granted = false;
    assert_int_equal(gap(two, 3, "2021-02-04", "2021-10-05"), 2);
    two[2] = order(3, "2021-06-01", "2021-09-30");
    two[2].protection.until = two[2].protection.from - 1;
    assert_int_equal(gap(two, 3, "2021-02-04", "2021-10-05"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thirty_days_are_bridged_and_thirty_one_are_not),
        cmocka_unit_test(a_leap_february_is_counted_by_its_days),
        cmocka_unit_test(what_was_filed_in_the_gap_or_before_any_order_speaks_for_what_follows),
        cmocka_unit_test(an_order_extended_late_begins_anew),
        cmocka_unit_test(another_order_between_closes_the_gap_and_the_last_gap_is_named),
        cmocka_unit_test(the_number_is_the_one_of_its_day),
        cmocka_unit_test(a_voided_order_and_one_that_never_was_close_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
