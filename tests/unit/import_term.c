/* Terms in the cells of a list. */
#include "domain/import/import_term.h"

#include "support/assert.h"

static void is(const char *text, int months, int days, enum term_from from)
{
    struct term t = {0};

    if (!import_term_parse(text, &t))
        fail_msg("%s is not read", text);
    assert_int_equal(t.months, months);
    assert_int_equal(t.days, days);
    assert_int_equal(t.from, from);
}

static void offices_write_terms_in_their_words(void **state)
{
    (void)state;
    is("6 months from finality", 6, 0, TERM_FINALITY);
    is("6 muaj nga forma e prerë", 6, 0, TERM_FINALITY);
    is("90 ditë nga vendimi", 0, 90, TERM_DECISION);
    is("1 day from decision", 0, 1, TERM_DECISION);
    is("3 MUAJ E 15 DITË NGA NJOFTIMI", 3, 15, TERM_SERVICE);
    is("6 muaj nga dorëzimi", 6, 0, TERM_SERVICE);
    is("12muaj nga fillimi", 12, 0, TERM_START);
    is("120 months from start", 120, 0, TERM_START);
    is("3660 days from service", 0, 3660, TERM_SERVICE);
}

static void what_is_no_term_is_not_guessed(void **state)
{
    static const char *const NONE[] = {"",
                                       "6 muaj",
                                       "nga forma e prerë",
                                       "6 nga forma e prerë",
                                       "0 muaj nga vendimi",
                                       "121 months from start",
                                       "3661 days from start",
                                       "6 muaj 3 muaj nga vendimi",
                                       "24.03.2026",
                                       "6 vjet nga vendimi",
                                       "6 months from finality, as the decision of the court says it here"};
    struct term t;

    (void)state;
    for (size_t i = 0; i < sizeof NONE / sizeof NONE[0]; i++)
        if (import_term_parse(NONE[i], &t))
            fail_msg("%s is read", NONE[i]);
}

static void what_is_written_is_read_again(void **state)
{
    static const struct term TERMS[] = {{6, 0, TERM_FINALITY}, {0, 90, TERM_DECISION}, {2, 3, TERM_SERVICE}};
    char text[IMPORT_TERM_TEXT];

    (void)state;
    for (size_t i = 0; i < 3; i++)
        is(import_term_format(&TERMS[i], text), TERMS[i].months, TERMS[i].days, TERMS[i].from);
    assert_string_equal(import_term_format(&TERMS[2], text), "2 months 3 days from service");
    assert_string_equal(import_term_format(&(struct term){0}, text), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offices_write_terms_in_their_words),
        cmocka_unit_test(what_is_no_term_is_not_guessed),
        cmocka_unit_test(what_is_written_is_read_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
