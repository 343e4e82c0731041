/* Which of two children of a family is the second in an institution, worked out by hand. */
#include "domain/law/sibling.h"

#include "support/assert.h"

static struct sibling_place place(int64_t id, date from, date until)
{
    return (struct sibling_place){id, {from, until}};
}

static void are(struct sibling_place own, struct sibling_place other, date from, date until)
{
    const struct span days = sibling_days(&own, &other);

    assert_int_equal(days.from, from);
    assert_int_equal(days.until, until);
}

static void none(struct sibling_place own, struct sibling_place other)
{
    const struct span days = sibling_days(&own, &other);

    assert_true(days.until < days.from);
}

#define SEPTEMBER date_make(2026, 9, 1)
#define MARCH     date_make(2027, 3, 1)
#define JUNE      date_make(2027, 6, 30)

static void who_comes_later_is_the_second(void **state)
{
    (void)state;
    are(place(4, MARCH, DATE_OPEN), place(9, SEPTEMBER, JUNE), MARCH, JUNE);
    none(place(9, SEPTEMBER, JUNE), place(4, MARCH, DATE_OPEN));
    are(place(4, MARCH, DATE_OPEN), place(9, SEPTEMBER, DATE_OPEN), MARCH, DATE_OPEN);
}

static void of_one_day_the_one_recorded_later(void **state)
{
    (void)state;
    are(place(5, MARCH, JUNE), place(4, MARCH, DATE_OPEN), MARCH, JUNE);
    none(place(4, MARCH, DATE_OPEN), place(5, MARCH, JUNE));
}

static void who_has_left_before_is_nobodys_first(void **state)
{
    (void)state;
    none(place(5, JUNE + 1, DATE_OPEN), place(4, MARCH, JUNE));
    are(place(5, JUNE, DATE_OPEN), place(4, MARCH, JUNE), JUNE, JUNE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_comes_later_is_the_second),
        cmocka_unit_test(of_one_day_the_one_recorded_later),
        cmocka_unit_test(who_has_left_before_is_nobodys_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
