/* Texts typed into fields: what is missing, malformed or too long is told apart, at its field. */
#include "domain/work/field.h"

#include <stdio.h>

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

/* Each of the twelve that Unicode has (UAX #9), and the neighbours of each, which are none. */
static void no_mark_turns_the_direction_of_writing(void **state)
{
    static const char *const MARKS[] = {"\xD8\x9C",     "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xAA",
                                        "\xE2\x80\xAB", "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE",
                                        "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9"};
    static const char *const OTHERS[] = {"ë",
                                         "\xD8\x9B",
                                         "\xE2\x80\x8D",
                                         "\xE2\x80\x90",
                                         "\xE2\x80\xA9",
                                         "\xE2\x80\xAF",
                                         "\xE2\x81\xA5",
                                         "\xE2\x81\xAA"};
    struct test_register *r = *state;
    char name[24];

    for (size_t i = 0; i < sizeof MARKS / sizeof MARKS[0]; i++) {
        snprintf(name, sizeof name, "An%sa", MARKS[i]);
        assert_refused(r, field_text_check(&r->work, "surname", name, 40, true), "bad_text", "surname");
        assert_refused(r, field_name_check(&r->work, "name", name, 40), "bad_name", "name");
    }
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) {
        snprintf(name, sizeof name, "An%sa", OTHERS[i]);
        must(field_text_check(&r->work, "surname", name, 40, true));
    }
}

static void a_reason_is_a_sentence(void **state)
{
    static const char *const GOOD[] = {"kërkesa e saj", "rrezik i menjëhershëm", "Polícia e solli ndaj natës",
                                       "αίτημα της ίδιας"};
    static const char *const BAD[] = {"x",
                                      "urgjencë",
                                      "rrezik jete",
                                      "a b c",
                                      "aa aaaa aaaa",
                                      "12 345 678 901 234",
                                      "..... ..... .....",
                                      "ok ok ok ok ok"};
    struct test_register *r = *state;

    for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++)
        must(field_reason_check(&r->work, "why", GOOD[i]));
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
        assert_refused(r, field_reason_check(&r->work, "why", BAD[i]), "no_sentence", "why");
    assert_refused(r, field_reason_check(&r->work, "why", NULL), "required", "why");
    assert_refused(r, field_reason_check(&r->work, "why", " \t"), "required", "why");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_text_has_as_many_letters_as_it_may),
        with_register(only_a_text_that_is_needed_may_not_be_missing),
        with_register(a_text_is_well_formed_even_where_it_is_not_needed),
        with_register(a_reason_is_a_sentence),
        with_register(a_name_is_there_and_well_formed_and_short),
        with_register(no_mark_turns_the_direction_of_writing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
