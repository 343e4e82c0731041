/* Months of kindergartens: which days are exempt, what fee that waives, when nobody is fed. Today is
 * 2026-03-10; Elira's child Ana is enrolled, under an order of 2026-03-09. */
#include "domain/kindergarten/kindergarten.h"

#include <stdio.h>
#include <string.h>

#include "domain/card/kindergarten_child.h"
#include "domain/card/kindergarten_number.h"
#include "domain/check/check.h"
#include "domain/check/children.h"
#include "domain/kindergarten/closed_day.h"
#include "domain/kindergarten/enrolment.h"
#include "domain/kindergarten/kindergarten_fee.h"
#include "domain/office/organisation.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY (r->work.today)
#define MARCH date_make(2026, 3, 1)
#define APRIL date_make(2026, 4, 1)

/* 150 lekë a day until March, 200 from 16 March on. */
static void fees_set(struct test_register *r)
{
    must(db_script(
        r->db,
        "UPDATE benefit_rule SET amount = 150, until_day = '2026-03-15' WHERE id = 8; "
        "INSERT INTO benefit_rule (id, service, source, umpmm, umm, um, needs_final, for_protected, "
        "for_dependants, needs_application, not_in_institution, needs_enrolment, amount, unit, from_day, "
        "until_day) SELECT 50, service, source, umpmm, umm, um, needs_final, "
        "for_protected, for_dependants, needs_application, not_in_institution, "
        "needs_enrolment, 200, unit, '2026-03-16', NULL FROM benefit_rule WHERE id = 8"));
}

static struct exempt_days only(struct test_register *r, int64_t place, date month)
{
    struct exempt_days *list;
    size_t count;

    must(kindergarten_month(&r->work, place, month, &list, &count));
    assert_int_equal(count, 1);
    return list[0];
}

static void weekdays_are_counted_with_the_fee_of_the_day(void **state)
{
    struct test_register *r = *state;
    struct fees_waived *fees;
    struct exempt_days days;
    struct holder h;
    int64_t place;
    size_t count;

    fees_set(r);
    holder_make(r, TODAY - 1, date_make(2026, 3, 20), &h);
    place = holder_enrol(r, &h, "Kopshti Dielli");
    days = only(r, place, MARCH);
    assert_string_equal(days.hint, "A.K. 2021");
    assert_int_equal(days.from, TODAY);
    assert_int_equal(days.until, date_make(2026, 3, 20));
    assert_int_equal(days.days, 4 + 5); /* Tuesday to Friday, then a whole week */
    must(kindergarten_fees(&r->work, MARCH, &fees, &count));
    assert_int_equal(count, 1);
    assert_int_equal(fees[0].children, 1);
    assert_int_equal(fees[0].days, 9);
    assert_int_equal(fees[0].sum, 4 * 150 + 5 * 200);
    must(kindergarten_fees(&r->work, APRIL, &fees, &count));
    assert_int_equal(count, 0);
}

static int64_t sum_of_march(struct test_register *r)
{
    struct fees_waived *fees;
    int64_t sums[1], unstated;
    size_t count;

    must(kindergarten_fees(&r->work, MARCH, &fees, &count));
    must(kindergarten_fees_sums(&r->work, MARCH, 1, sums, &unstated));
    assert_int_equal(count, 1);
    assert_int_equal(fees[0].sum, sums[0]); /* the office's list and the budget say the same */
    assert_int_equal(fees[0].unstated, unstated);
    assert_int_equal(unstated, sums[0] ? 0 : fees[0].days); /* nothing waived is 0: it is not known */
    return sums[0];
}

/* From Tuesday 10 to Friday 20 March 2026 there are 9 open days of the 22 of that month: a kindergarten at
 * 160 lekë a day, a crèche at 130, half of the fee, and 3 000 lekë a month. */
static void a_rule_says_what_its_amount_counts(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t place;

    holder_make(r, TODAY - 1, date_make(2026, 3, 20), &h);
    place = holder_enrol(r, &h, "Çerdhja Dielli");
    assert_int_equal(sum_of_march(r), 0); /* the seed states no fee */
    must(db_script(r->db, "UPDATE benefit_rule SET amount = 160, amount_creche = 130 WHERE id = 8"));
    assert_int_equal(sum_of_march(r), 9 * 160);
    must(db_script(r->db, "UPDATE organisation SET stage = 'creche' WHERE kind = 'kindergarten'"));
    assert_int_equal(sum_of_march(r), 9 * 130);
    assert_int_equal(only(r, place, MARCH).share, 100);
    must(db_script(r->db, "UPDATE benefit_rule SET share = 50 WHERE id = 8"));
    assert_int_equal(sum_of_march(r), 9 * 65);
    assert_int_equal(only(r, place, MARCH).share, 50);
    must(db_script(r->db,
                   "UPDATE benefit_rule SET share = 100, unit = 'month', amount = 3000, amount_creche = NULL "
                   "WHERE id = 8"));
    assert_int_equal(sum_of_march(r), 1227); /* 3 000 x 9 / 22 = 1 227.27 */
}

static int64_t sum_of_both(struct test_register *r)
{
    int64_t sums[1], unstated;

    must(kindergarten_fees_sums(&r->work, MARCH, 1, sums, &unstated));
    return sums[0];
}

/* Two of one family, 160 lekë a day, half of it waived and all of it for the second child. Both are enrolled
 * on the 10th, Ana first, and their orders end on the 20th: 9 open days. Ana leaves with Friday the 13th, the
 * fourth of her days; from then on her brother is no second child. */
static void the_second_child_pays_another_part(void **state)
{
    struct test_register *r = *state;
    struct kindergarten_child *seen;
    struct enrolment *list;
    struct exempt_days *days;
    struct holder h, brother;
    int64_t place;
    size_t count;

    must(db_script(r->db,
                   "UPDATE benefit_rule SET amount = 160, share = 50, share_sibling = 100 WHERE id = 8"));
    holder_make(r, TODAY - 1, date_make(2026, 3, 20), &h);
    holder_make(r, TODAY - 2, date_make(2026, 3, 20), &brother);
    place = holder_enrol(r, &h, "Kopshti Dielli");
    holder_enrol_at(r, &brother, place);
    assert_int_equal(sum_of_both(r), 2 * 9 * 80); /* strangers */
    must(kindergarten_in_part(&r->work, place, &days, &count));
    assert_int_equal(count, 2);
    assert_int_equal(days[1].until, date_make(2026, 3, 20));
    assert_true(strlen(days[1].hint) > 0 && days[1].number > 0);
    holder_sibling(r, &h, &brother);
    assert_int_equal(sum_of_both(r), 9 * 80 + 9 * 160);
    assert_int_equal(sum_of_march(r), 9 * 80 + 9 * 160);
    must(enrolment_list(&r->work, h.child, &list, &count));
    must(enrolment_end(&r->work, list[0].id, date_make(2026, 3, 13)));
    assert_int_equal(sum_of_march(r), 4 * 80 + (4 * 160 + 5 * 80));
    must(kindergarten_month(&r->work, place, MARCH, &days, &count));
    assert_int_equal(count, 3); /* of the brother in two parts */
    /* At the door a child is free or it is not: the brother is, until his sister leaves. */
    must(kindergarten_children(&r->work, place, &seen, &count));
    assert_int_equal(count, 1);
    assert_int_equal(seen[0].until, date_make(2026, 3, 13));
    /* To the office of the kindergarten: Ana pays half, as long as she is there. */
    must(kindergarten_in_part(&r->work, place, &days, &count));
    assert_int_equal(count, 1);
    assert_int_equal(days[0].person, h.child);
    assert_int_equal(days[0].share, 50);
    assert_int_equal(days[0].until, date_make(2026, 3, 13));
}

static void closed_days_waive_nothing(void **state)
{
    struct closed_day holiday = {.on = date_make(2026, 3, 16), .text = "Dita e Verës"};
    struct test_register *r = *state;
    struct holder h;
    int64_t place, elsewhere, id;

    fees_set(r);
    holder_make(r, TODAY - 1, date_make(2026, 3, 20), &h);
    place = holder_enrol(r, &h, "Kopshti Dielli");
    elsewhere = 0;
    must(organisation_create(&r->work, ORGANISATION_KINDERGARTEN, "Kopshti Hëna", &elsewhere));
    must(closed_day_add(&r->work, &holiday, &id));
    assert_int_equal(only(r, place, MARCH).days, 8);
    must_refuse_at(r, closed_day_add(&r->work, &holiday, &id), ERR_CONFLICT, "already_closed", "on");
    holiday =
        (struct closed_day){.on = date_make(2026, 3, 17), .organisation = elsewhere, .text = "Riparime"};
    must(closed_day_add(&r->work, &holiday, &id));
    assert_int_equal(only(r, place, MARCH).days, 8);
    holiday.organisation = place;
    must(closed_day_add(&r->work, &holiday, &id));
    assert_int_equal(only(r, place, MARCH).days, 7);
    must(closed_day_remove(&r->work, id));
    assert_int_equal(only(r, place, MARCH).days, 8);
    must_refuse(r, closed_day_remove(&r->work, id), ERR_ABSENT, "no_closed_day");
    holiday.organisation = 99;
    must_refuse_at(r, closed_day_add(&r->work, &holiday, &id), ERR_INPUT, "unknown_organisation",
                   "organisation");
}

static void a_kindergarten_sees_its_own_children_alone(void **state)
{
    struct test_register *r = *state;
    struct exempt_days *list;
    struct holder h;
    int64_t other = 0;
    size_t count;

    holder_stand(r, &h);
    holder_enrol(r, &h, "Kopshti Dielli");
    must(organisation_create(&r->work, ORGANISATION_KINDERGARTEN, "Kopshti Hëna", &other));
    must(kindergarten_month(&r->work, other, MARCH, &list, &count));
    assert_int_equal(count, 0);
}

/* What is over stays in the books of its month. */
static void a_month_that_is_over_is_still_told(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t place;

    holder_make(r, TODAY - 1, date_make(2026, 3, 20), &h);
    place = holder_enrol(r, &h, "Kopshti Dielli");
    register_on(r, date_make(2026, 6, 1));
    assert_int_equal(only(r, place, MARCH).days, 9);
}

static void the_csv_says_days_and_nothing_else(void **state)
{
    CLEANUP(buf_free) struct buf csv = {0};
    struct test_register *r = *state;
    struct holder h;
    char right[200];
    int64_t place;

    holder_make(r, TODAY - 1, date_make(2026, 3, 20), &h);
    place = holder_enrol(r, &h, "Kopshti Dielli");
    must(kindergarten_month_csv(&r->work, place, MARCH, &csv));
    snprintf(right, sizeof right,
             "\xEF\xBB\xBF"
             "Fëmija;Numri;Nga;Deri më;Ditë;Përjashtimi (%%)\r\n"
             "A.K. 2021;%lld;10.03.2026;20.03.2026;9;100\r\n",
             (long long)register_int(r, "SELECT number FROM kindergarten_number"));
    assert_string_equal(csv.data, right);
}

/* Arta and Ana Koka, both of 2021, at one place: the list of the door, that of the account, and the month
 * tell them apart by the number that each was given, and by nothing more of a name. */
static void two_of_the_same_initials_are_told_apart(void **state)
{
    struct test_register *r = *state;
    struct kindergarten_child *list;
    struct door_child *door;
    struct exempt_days *days;
    struct holder one, other;
    int64_t place;
    size_t count;

    holder_make(r, TODAY - 1, TODAY + 100, &one);
    place = holder_enrol(r, &one, "Kopshti Dielli");
    holder_make(r, TODAY - 2, TODAY + 100, &other);
    holder_enrol_at(r, &other, place);
    must(kindergarten_children(&r->work, place, &list, &count));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].hint, list[1].hint);
    assert_true(list[0].number >= 1000 && list[0].number < list[1].number);
    must(door_children(register_door(r), place, &door, &count));
    assert_int_equal(count, 2);
    for (int i = 0; i < 2; i++) {
        assert_string_equal(door[i].hint, list[i].hint);
        assert_int_equal(door[i].number, list[i].number);
    }
    must(kindergarten_month(&r->work, place, MARCH, &days, &count));
    assert_int_equal(count, 2);
    assert_int_equal(days[0].number + days[1].number, list[0].number + list[1].number);
}

/* Whoever comes back is known by the number of before; another place knows another one. */
static void a_number_stays_with_child_and_place(void **state)
{
    struct test_register *r = *state;
    struct enrolment *list;
    struct holder h;
    int64_t place;
    size_t count;

    holder_make(r, TODAY - 1, TODAY + 100, &h);
    place = holder_enrol(r, &h, "Kopshti Dielli");
    must(enrolment_list(&r->work, h.child, &list, &count));
    must(enrolment_end(&r->work, list[0].id, TODAY));
    register_on(r, TODAY + 1);
    holder_enrol_at(r, &h, place);
    must(enrolment_list(&r->work, h.child, &list, &count));
    assert_int_equal(count, 2);
    assert_int_equal(list[0].number, list[1].number);
    must(enrolment_end(&r->work, list[1].id, TODAY));
    register_on(r, TODAY + 1);
    holder_enrol(r, &h, "Kopshti Hëna");
    must(enrolment_list(&r->work, h.child, &list, &count));
    assert_int_not_equal(list[2].number, list[0].number);
}

/* Enrolled before there were numbers: each gets one, and doors are told. */
static void who_was_enrolled_before_gets_a_number(void **state)
{
    struct test_register *r = *state;
    struct door_child *door;
    struct holder h;
    int64_t place;
    size_t count;

    holder_make(r, TODAY - 1, TODAY + 100, &h);
    place = holder_enrol(r, &h, "Kopshti Dielli");
    must(db_script(r->db, "DELETE FROM kindergarten_number"));
    must(kindergarten_tell_again(&r->work, h.child));
    must(door_children(register_door(r), place, &door, &count));
    assert_int_equal(door[0].number, 0);
    must(kindergarten_numbers_give(r->db, &r->work));
    must(door_children(register_door(r), place, &door, &count));
    assert_true(door[0].number >= 1000);
    assert_string_equal(door[0].hint, "A.K. 2021");
}

static void an_end_is_announced_two_weeks_before(void **state)
{
    struct test_register *r = *state;
    struct kindergarten_child *list;
    struct holder h;
    int64_t place;
    size_t count;

    holder_make(r, TODAY - 1, TODAY + 15, &h);
    place = holder_enrol(r, &h, "Kopshti Dielli");
    must(kindergarten_children(&r->work, place, &list, &count));
    assert_int_equal(list[0].ends_soon, DATE_NONE);
    register_on(r, TODAY + 1);
    must(kindergarten_children(&r->work, place, &list, &count));
    assert_int_equal(list[0].ends_soon, list[0].until);
}

static int64_t fees_of(struct test_register *r, date month)
{
    struct fees_waived *fees;
    int64_t sum = 0;
    size_t count;

    must(kindergarten_fees(&r->work, month, &fees, &count));
    for (size_t i = 0; i < count; i++)
        sum += fees[i].sum;
    return sum;
}

/* One child moves to another kindergarten, another is in a third: a whole year asked at once is its
 * months. */
static void many_months_at_once_are_each_of_them(void **state)
{
    struct test_register *r = *state;
    const date first = date_make(2026, 1, 1);
    struct closed_day holiday = {.on = date_make(2026, 4, 6), .text = "Pushim"};
    struct enrolment *enrolled;
    int64_t sums[12], id, unstated, whole = 0;
    struct holder h;
    size_t count;

    fees_set(r);
    holder_make(r, TODAY - 20, TODAY + 100, &h);
    holder_enrol(r, &h, "Kopshti Dielli");
    must(enrolment_list(&r->work, h.child, &enrolled, &count));
    must(enrolment_end(&r->work, enrolled[0].id, TODAY + 12));
    register_on(r, TODAY + 13);
    holder_enrol(r, &h, "Kopshti Hëna");
    holder_make(r, TODAY - 40, TODAY + 20, &h);
    holder_enrol(r, &h, "Kopshti Ylli");
    must(closed_day_add(&r->work, &holiday, &id));
    must(kindergarten_fees_sums(&r->work, first, 12, sums, &unstated));
    for (int i = 0; i < 12; i++) {
        assert_int_equal(sums[i], fees_of(r, date_add_months(first, i)));
        whole += sums[i];
    }
    assert_true(whole > 10000);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(weekdays_are_counted_with_the_fee_of_the_day),
        with_register(a_rule_says_what_its_amount_counts),
        with_register(the_second_child_pays_another_part),
        with_register(closed_days_waive_nothing),
        with_register(many_months_at_once_are_each_of_them),
        with_register(a_kindergarten_sees_its_own_children_alone),
        with_register(a_month_that_is_over_is_still_told),
        with_register(the_csv_says_days_and_nothing_else),
        with_register(two_of_the_same_initials_are_told_apart),
        with_register(a_number_stays_with_child_and_place),
        with_register(who_was_enrolled_before_gets_a_number),
        with_register(an_end_is_announced_two_weeks_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
