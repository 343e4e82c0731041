/* What is due for a month, and why not: the pure core, by the rules for part months and first months. */
#include "domain/payment/payment_due.h"

#include <stdio.h>
#include <string.h>

#include "domain/claim/rules.h"
#include "support/assert.h"

static const struct benefit_rule SIX_THEN_THREE[] = {
    {.id = 1,
     .service = SV_PAYMENT,
     .kinds = ORDER_UMM | ORDER_UM,
     .who = ROLE_PROTECTED,
     .conditions = NEEDS_APPLICATION | NOT_IN_INSTITUTION,
     .amount = 6000,
     .from = 18000,   /* 2019-04-14 */
     .until = 18808}, /* 2021-06-30 */
    {.id = 2,
     .service = SV_PAYMENT,
     .kinds = ORDER_UMM | ORDER_UM,
     .who = ROLE_PROTECTED,
     .conditions = NEEDS_APPLICATION | NOT_IN_INSTITUTION,
     .amount = 3000,
     .from = 18809, /* 2021-07-01 */
     .until = DATE_OPEN},
};

struct scene {
    struct arena arena;
    struct payment_rule months[2];
    struct payment_rules rules;
    struct covering_order order;
    struct span application, stay;
    struct claim claim;
};

static date on(int month, int day)
{
    return date_make(2021, month, day);
}

/* An UM of 2021-03-01 to 2021-08-20, applied for from March on; whole months, from the month of filing. */
static int scene_setup(void **state)
{
    static struct scene s;

    s = (struct scene){
        .months = {{.id = 1, .part = PART_WHOLE, .first = FIRST_FILING, .from = 0, .until = DATE_OPEN}}};
    s.rules = (struct payment_rules){SIX_THEN_THREE, 2, s.months, 1};
    s.order = (struct covering_order){
        7,
        ORDER_UM,
        {.granted = true, .from = on(3, 1), .until = on(8, 20), .from_act = 70, .until_act = 71}};
    s.application = (struct span){on(3, 1), DATE_OPEN};
    s.claim = (struct claim){.role = ROLE_PROTECTED,
                             .orders = &s.order,
                             .order_count = 1,
                             .applications = &s.application,
                             .application_count = 1,
                             .stays = &s.stay};
    *state = &s;
    return 0;
}

static int scene_teardown(void **state)
{
    arena_free(&((struct scene *)*state)->arena);
    return 0;
}

/* "03:6000 04:6000 …", January to December. */
static const char *year(struct scene *s)
{
    static char text[256];
    struct payment_due *dues;
    size_t count, n = 0;
    int y, m, d;

    must(payment_dues(&s->claim, &s->rules, on(1, 1), on(12, 1), &s->arena, &dues, &count));
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        date_split(dues[i].month, &y, &m, &d);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%02d:%lld", i ? " " : "", m,
                              (long long)dues[i].amount);
    }
    return text;
}

static const char *why(struct scene *s, int month)
{
    const char *text = NULL;

    must(payment_why_not(&s->claim, &s->rules, on(month, 1), &s->arena, &text));
    return text;
}

static void one_payable_day_pays_the_month(void **state)
{
    struct scene *s = *state;

    assert_string_equal(year(s), "03:6000 04:6000 05:6000 06:6000 07:3000 08:3000");
    s->order.protection.from = on(3, 31);
    s->order.protection.until = on(8, 1);
    assert_string_equal(year(s), "03:6000 04:6000 05:6000 06:6000 07:3000 08:3000");
}

static void a_due_says_because_of_what_and_from_which_day(void **state)
{
    struct scene *s = *state;
    struct payment_due *dues;
    size_t count;

    s->order.protection.from = on(3, 9);
    must(payment_dues(&s->claim, &s->rules, on(3, 1), on(3, 1), &s->arena, &dues, &count));
    assert_int_equal(count, 1);
    assert_int_equal(dues[0].day, on(3, 9));
    assert_int_equal(dues[0].because.order, 7);
    assert_int_equal(dues[0].because.act, 71);
    assert_int_equal(dues[0].because.rule, 1);
}

/* 6000 x 11 / 31 = 2129.03; 3000 x 20 / 31 = 1935.48: whole lekë, rounded down. */
static void days_are_paid_by_days_rounded_down(void **state)
{
    struct scene *s = *state;

    s->months[0].part = PART_DAYS;
    s->order.protection.from = on(3, 21);
    assert_string_equal(year(s), "03:2129 04:6000 05:6000 06:6000 07:3000 08:1935");
}

static void days_in_a_shelter_are_not_paid_by_days(void **state)
{
    struct scene *s = *state;

    s->months[0].part = PART_DAYS;
    s->claim.stay_count = 1;
    s->stay = (struct span){on(4, 11), on(5, 31)};
    assert_string_equal(year(s), "03:6000 04:2000 06:6000 07:3000 08:1935");
    assert_string_equal(why(s, 5), "not_payable_period");
}

/* A new amount in the middle of a month: the first payable day's for a whole month, each day its own by days.
 */
static void an_amount_that_changes_within_a_month(void **state)
{
    struct benefit_rule rules[] = {SIX_THEN_THREE[0], SIX_THEN_THREE[1]};
    struct scene *s = *state;

    rules[0].until = on(4, 10);
    rules[1].from = on(4, 11);
    s->rules.benefits = rules;
    assert_string_equal(year(s), "03:6000 04:6000 05:3000 06:3000 07:3000 08:3000");
    s->months[0].part = PART_DAYS;
    assert_string_equal(year(s), "03:6000 04:4000 05:3000 06:3000 07:3000 08:1935");
}

static void a_rule_may_pay_from_the_month_after_filing(void **state)
{
    struct scene *s = *state;

    s->months[0].first = FIRST_NEXT;
    assert_string_equal(year(s), "04:6000 05:6000 06:6000 07:3000 08:3000");
    assert_string_equal(why(s, 3), "counts_later");
}

static void the_rule_of_the_month_is_the_one_that_counts(void **state)
{
    struct scene *s = *state;

    s->months[0].until = on(6, 30);
    s->months[1] = (struct payment_rule){
        .id = 2, .part = PART_DAYS, .first = FIRST_NEXT, .from = on(7, 1), .until = DATE_OPEN};
    s->rules.month_count = 2;
    assert_string_equal(year(s), "03:6000 04:6000 05:6000 06:6000 07:3000 08:1935");
    s->application.from = on(7, 1);
    assert_string_equal(year(s), "08:1935");
    s->months[1].until = on(6, 30); /* superseded before it held a day */
    assert_null(payment_rule_on(s->months, 2, on(7, 1)));
}

static void a_month_is_ruled_by_both_kinds_of_rules(void **state)
{
    struct scene *s = *state;

    assert_true(payment_month_ruled(&s->rules, on(7, 1)));
    assert_false(payment_month_ruled(&s->rules, date_make(2019, 3, 1)));
    assert_true(payment_month_ruled(&s->rules, date_make(2019, 4, 1))); /* from its 14th day on */
    s->months[0].from = on(8, 1);
    assert_false(payment_month_ruled(&s->rules, on(7, 1)));
}

static void what_came_furthest_is_the_reason(void **state)
{
    struct scene *s = *state;

    assert_string_equal(why(s, 2), "not_started");
    assert_string_equal(why(s, 9), "ended");
    s->application.from = on(5, 1);
    assert_string_equal(why(s, 4), "counts_later");
    s->application.until = on(4, 30); /* withdrawn before it counted */
    assert_string_equal(why(s, 4), "no_application");
    s->claim.application_count = 0;
    assert_string_equal(why(s, 8), "no_application"); /* to the 20th, then ended */
    s->order.kind = ORDER_UMPMM;
    assert_string_equal(why(s, 8), "police_only");
    s->claim.role = ROLE_DEPENDANT;
    assert_string_equal(why(s, 8), "not_beneficiary");
}

static void a_rule_of_nothing_pays_nothing(void **state)
{
    struct benefit_rule rule = SIX_THEN_THREE[0];
    struct scene *s = *state;

    rule.amount = 0;
    s->rules = (struct payment_rules){&rule, 1, s->months, 1};
    assert_string_equal(year(s), "");
    assert_string_equal(why(s, 4), "no_amount");
}

static void words_of_the_rules(void **state)
{
    enum part_month part;
    enum first_month first;

    (void)state;
    assert_true(part_month_parse("days", &part) && part == PART_DAYS);
    assert_true(first_month_parse("filing", &first) && first == FIRST_FILING);
    assert_false(part_month_parse("half", &part) || first_month_parse("", &first));
    assert_string_equal(part_month_name(PART_WHOLE), "whole");
    assert_string_equal(first_month_name(FIRST_NEXT), "next");
}

#define with_scene(f) cmocka_unit_test_setup_teardown(f, scene_setup, scene_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_scene(one_payable_day_pays_the_month),
        with_scene(a_due_says_because_of_what_and_from_which_day),
        with_scene(days_are_paid_by_days_rounded_down),
        with_scene(days_in_a_shelter_are_not_paid_by_days),
        with_scene(an_amount_that_changes_within_a_month),
        with_scene(a_rule_may_pay_from_the_month_after_filing),
        with_scene(the_rule_of_the_month_is_the_one_that_counts),
        with_scene(a_month_is_ruled_by_both_kinds_of_rules),
        with_scene(what_came_furthest_is_the_reason),
        with_scene(a_rule_of_nothing_pays_nothing),
        with_scene(words_of_the_rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
