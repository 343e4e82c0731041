/* What grounds give, each value worked out by hand: the days that a ground, a rule of its kind and, for a
 * kindergarten, an enrolment have in common. */
#include "domain/law/ground_right.h"

#include "support/assert.h"

#define DAY(y, m, d) date_make(y, m, d)

static size_t spans_of(const struct ground_claim *c, enum service s, struct arena *a, struct span **ret)
{
    size_t count;

    must(ground_right_spans(c, s, a, ret, &count));
    return count;
}

static void assert_days(const struct span *s, date from, date until)
{
    assert_int_equal(s->from, from);
    assert_int_equal(s->until, until);
}

static void a_service_is_free_while_ground_and_rule_both_hold(void **state)
{
    const struct ground_span grounds[] = {{"economic_aid", {DAY(2026, 1, 15), DAY(2026, 12, 31)}}};
    const struct ground_rule rules[] = {
        {1, "economic_aid", SV_TRANSPORT, "VKB 1/2026", {DAY(2026, 3, 1), DATE_OPEN}},
        {2, "economic_aid", SV_DOCUMENTS, "VKB 1/2020", {DAY(2020, 1, 1), DAY(2026, 6, 30)}},
        {3, "disability", SV_KINDERGARTEN, "VKB 1/2020", {DAY(2020, 1, 1), DATE_OPEN}},
    };
    const struct ground_claim c = {.grounds = grounds, .ground_count = 1, .rules = rules, .rule_count = 3};
    CLEANUP(arena_free) struct arena a = {0};
    struct span *s;

    (void)state;
    assert_int_equal(spans_of(&c, SV_TRANSPORT, &a, &s), 1);
    assert_days(s, DAY(2026, 3, 1), DAY(2026, 12, 31));
    assert_int_equal(spans_of(&c, SV_DOCUMENTS, &a, &s), 1);
    assert_days(s, DAY(2026, 1, 15), DAY(2026, 6, 30));
    /* The kindergarten's rule is another kind's. */
    assert_int_equal(spans_of(&c, SV_KINDERGARTEN, &a, &s), 0);
}

static void grounds_that_follow_each_other_are_one_right(void **state)
{
    const struct ground_span grounds[] = {
        {"elderly", {DAY(2026, 7, 1), DATE_OPEN}},
        {"economic_aid", {DAY(2026, 1, 1), DAY(2026, 6, 30)}},
        {"economic_aid", {DAY(2024, 1, 1), DAY(2025, 12, 30)}},
    };
    const struct ground_rule rules[] = {
        {1, "economic_aid", SV_TRANSPORT, "VKB", {DAY(2020, 1, 1), DATE_OPEN}},
        {2, "elderly", SV_TRANSPORT, "VKB", {DAY(2020, 1, 1), DATE_OPEN}},
    };
    const struct ground_claim c = {.grounds = grounds, .ground_count = 3, .rules = rules, .rule_count = 2};
    CLEANUP(arena_free) struct arena a = {0};
    struct span *s;

    (void)state;
    /* The 31st of December 2025 belongs to neither, so that gap stays; the 30th of June and the 1st of July
     * touch. */
    assert_int_equal(spans_of(&c, SV_TRANSPORT, &a, &s), 2);
    assert_days(&s[0], DAY(2024, 1, 1), DAY(2025, 12, 30));
    assert_days(&s[1], DAY(2026, 1, 1), DATE_OPEN);
}

static void a_kindergarten_is_free_while_the_child_is_enrolled(void **state)
{
    const struct ground_span grounds[] = {{"orphan", {DAY(2026, 1, 1), DATE_OPEN}}};
    const struct ground_rule rules[] = {
        {1, "orphan", SV_KINDERGARTEN, "VKB", {DAY(2020, 1, 1), DAY(2027, 5, 31)}}};
    const struct span enrolments[] = {{DAY(2025, 9, 1), DAY(2026, 6, 30)}, {DAY(2026, 9, 1), DATE_OPEN}};
    const struct ground_claim c = {.grounds = grounds,
                                   .ground_count = 1,
                                   .rules = rules,
                                   .rule_count = 1,
                                   .enrolments = enrolments,
                                   .enrolment_count = 2};
    CLEANUP(arena_free) struct arena a = {0};
    struct span *s;

    (void)state;
    assert_int_equal(spans_of(&c, SV_KINDERGARTEN, &a, &s), 2);
    assert_days(&s[0], DAY(2026, 1, 1), DAY(2026, 6, 30));
    assert_days(&s[1], DAY(2026, 9, 1), DAY(2027, 5, 31));
}

static void nothing_is_free_behind_the_day_of_a_death(void **state)
{
    const struct ground_span grounds[] = {{"elderly", {DAY(2026, 1, 1), DATE_OPEN}}};
    const struct ground_rule rules[] = {{1, "elderly", SV_TRANSPORT, "VKB", {DAY(2020, 1, 1), DATE_OPEN}}};
    struct ground_claim c = {.grounds = grounds,
                             .ground_count = 1,
                             .rules = rules,
                             .rule_count = 1,
                             .deceased = true,
                             .died_on = DAY(2026, 3, 10)};
    CLEANUP(arena_free) struct arena a = {0};
    struct span *s;

    (void)state;
    assert_int_equal(spans_of(&c, SV_TRANSPORT, &a, &s), 1);
    assert_days(s, DAY(2026, 1, 1), DAY(2026, 3, 10));
    c.died_on = DAY(2025, 12, 31);
    assert_int_equal(spans_of(&c, SV_TRANSPORT, &a, &s), 0);
}

static void what_overlaps_in_any_order_is_united(void **state)
{
    struct span s[] = {{DAY(2026, 5, 1), DAY(2026, 5, 10)},
                       {DAY(2026, 1, 1), DAY(2026, 6, 1)},
                       {DAY(2026, 8, 2), DAY(2026, 8, 1)},
                       {DAY(2026, 6, 2), DAY(2026, 6, 3)}};

    (void)state;
    assert_int_equal(spans_unite(s, 4), 1);
    assert_days(&s[0], DAY(2026, 1, 1), DAY(2026, 6, 3));
    assert_int_equal(spans_unite(NULL, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_service_is_free_while_ground_and_rule_both_hold),
        cmocka_unit_test(grounds_that_follow_each_other_are_one_right),
        cmocka_unit_test(a_kindergarten_is_free_while_the_child_is_enrolled),
        cmocka_unit_test(nothing_is_free_behind_the_day_of_a_death),
        cmocka_unit_test(what_overlaps_in_any_order_is_united),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
