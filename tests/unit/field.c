/* Texts typed into fields: what is missing, malformed or too long is told apart, at its field. */
#include "domain/work/field.h"

#include "support/register.h"

static void assert_refused(struct test_register *r, err e, const char *code, const char *field)
{
    must_fail(e, ERR_INPUT);
    assert_string_equal(r->work.problem.code, code);
    assert_string_equal(r->work.problem.field, field);
}

static void a_text_has_as_many_letters_as_it_may(void **state)
{
    struct test_register *r = *state;

    must(field_text_check(&r->work, "street", "Çajupi", 6, true));
    assert_refused(r, field_text_check(&r->work, "street", "Çajupit", 6, true), "too_long", "street");
}

static void only_a_text_that_is_needed_may_not_be_missing(void **state)
{
    struct test_register *r = *state;

    must(field_text_check(&r->work, "street", NULL, 6, false));
    must(field_text_check(&r->work, "street", " \t", 6, false));
    assert_refused(r, field_text_check(&r->work, "street", NULL, 6, true), "required", "street");
    assert_refused(r, field_text_check(&r->work, "street", " \t", 6, true), "required", "street");
}

static void a_text_is_well_formed_even_where_it_is_not_needed(void **state)
{
    struct test_register *r = *state;

    assert_refused(r, field_text_check(&r->work, "street", "\xC3(", 6, false), "bad_text", "street");
}

static void a_name_is_there_and_well_formed_and_short(void **state)
{
    static const char *const BAD[] = {NULL, "", "  ", "\xC3(", "Linja 100"};
    struct test_register *r = *state;

    must(field_name_check(&r->work, "name", "Linja 10", 8));
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
        assert_refused(r, field_name_check(&r->work, "name", BAD[i], 8), "bad_name", "name");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_text_has_as_many_letters_as_it_may),
        with_register(only_a_text_that_is_needed_may_not_be_missing),
        with_register(a_text_is_well_formed_even_where_it_is_not_needed),
        with_register(a_name_is_there_and_well_formed_and_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
