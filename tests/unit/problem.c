/* What a refusal says. */
#include "base/problem.h"

#include <string.h>

#include "support/assert.h"

static void it_names_code_field_and_detail(void **state)
{
    struct problem p = {0};

    (void)state;
    must_fail(problem_set(&p, ERR_INPUT, "bad_date", "until", "At most %d months.", 12), ERR_INPUT);
    assert_string_equal(p.code, "bad_date");
    assert_string_equal(p.field, "until");
    assert_string_equal(p.detail, "At most 12 months.");
}

static void nobody_needs_to_listen(void **state)
{
    (void)state;
    must_fail(problem_set(NULL, ERR_ABSENT, "absent", "", "No such file."), ERR_ABSENT);
    problem_prefix(NULL, "persons[%d]", 1);
}

static void a_prefix_stands_before_the_field(void **state)
{
    struct problem p = {.field = "nid"};

    (void)state;
    problem_prefix(&p, "persons[%d]", 1);
    assert_string_equal(p.field, "persons[1].nid");
    problem_prefix(&p, "case");
    assert_string_equal(p.field, "case.persons[1].nid");
}

static void a_prefix_needs_no_dot_before_an_index_or_nothing(void **state)
{
    struct problem p = {.field = "[2].role"}, none = {0};

    (void)state;
    problem_prefix(&p, "persons");
    assert_string_equal(p.field, "persons[2].role");
    problem_prefix(&none, "persons");
    assert_string_equal(none.field, "persons");
}

static void overlong_parts_are_cut_between_code_points(void **state)
{
    struct problem p = {0};
    char twice[2 * 300 + 1] = "";

    (void)state;
    for (int i = 0; i < 300; i++)
        memcpy(twice + 2 * i, "ë", 2);
    (void)problem_set(&p, ERR_INPUT, twice, twice, "%s", twice);
    assert_int_equal(strlen(p.code), sizeof p.code - 2);
    assert_int_equal(strlen(p.field), sizeof p.field - 2);
    assert_int_equal(strlen(p.detail), sizeof p.detail - 2);
    problem_prefix(&p, "%s", twice);
    assert_true(strlen(p.field) < sizeof p.field);
}

static void every_error_has_its_own_name(void **state)
{
    (void)state;
    for (int a = OK; a <= ERR_SYSTEM; a++)
        for (int b = OK; b < a; b++)
            assert_string_not_equal(err_name((err)a), err_name((err)b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_names_code_field_and_detail),
        cmocka_unit_test(nobody_needs_to_listen),
        cmocka_unit_test(a_prefix_stands_before_the_field),
        cmocka_unit_test(a_prefix_needs_no_dot_before_an_index_or_nothing),
        cmocka_unit_test(overlong_parts_are_cut_between_code_points),
        cmocka_unit_test(every_error_has_its_own_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
