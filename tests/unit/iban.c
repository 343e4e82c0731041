/* Account numbers. The first is the example that the registry of ISO 13616 gives for Albania. */
#include "domain/law/iban.h"

#include "support/assert.h"

#define EXAMPLE "AL47212110090000000235698741"

static void the_registrys_example_is_one(void **state)
{
    char iban[IBAN_TEXT] = "";

    (void)state;
    assert_true(iban_check(EXAMPLE, iban));
    assert_true(iban_check("al47 2121 1009 0000 0002 3569 8741", iban));
    assert_string_equal(iban, EXAMPLE);
}

static void each_changed_digit_is_found(void **state)
{
    char iban[IBAN_TEXT], changed[] = EXAMPLE;

    (void)state;
    for (size_t i = 2; i < sizeof changed - 1; i++) {
        const char was = changed[i];

        for (char c = '0'; c <= '9'; c++) {
            changed[i] = c;
            assert_int_equal(iban_check(changed, iban), c == was);
        }
        changed[i] = was;
    }
    for (size_t i = 2; i + 1 < sizeof changed - 1; i++) { /* and two that changed places */
        const char one = changed[i];

        changed[i] = changed[i + 1];
        changed[i + 1] = one;
        assert_int_equal(iban_check(changed, iban), changed[i] == changed[i + 1]);
        changed[i + 1] = changed[i];
        changed[i] = one;
    }
}

static void what_is_none_is_none(void **state)
{
    static const char *const NONE[] = {
        "",
        "AL",
        "AL4721211009000000023569874",   /* one too few */
        "AL472121100900000002356987410", /* one too many */
        "GR1601101250000000012300695",   /* another country's */
        "AL47212110O90000000235698741",  /* a letter in the bank's digits */
        "AL47-2121-1009-0000-0002-3569-8741",
        "XX47212110090000000235698741",
        "AL4721211009000000023569874ë",
    };
    char iban[IBAN_TEXT];

    (void)state;
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
        assert_false(iban_check(NONE[i], iban));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_registrys_example_is_one),
        cmocka_unit_test(each_changed_digit_is_found),
        cmocka_unit_test(what_is_none_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
