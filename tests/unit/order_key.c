/* Numbers and issuers of orders, as courts spell them. */
#include "domain/law/order_key.h"

#include "support/assert.h"

static void assert_number(const char *number, const char *expected)
{
    char key[ORDER_KEY_TEXT];

    assert_string_equal(order_number_key(number, key), expected);
}

static void one_number_in_all_its_spellings(void **state)
{
    static const char *const SPELLINGS[] = {
        "80/2025",         "80 / 2025",       "Nr. 80/2025", "nr.80/2025",  "NR 80 /2025",    "Nr.80-2025",
        "80-2025",         "80–2025",         "0080/2025",   "80\\2025",    "№ 80/2025",      "No. 80/2025",
        "080 \u2044 2025", " 80\u00A0/2025 ", "80/2025.",    "Nr: 80/2025", "８０／２０２５", "80_2025",
    };

    (void)state;
    for (size_t i = 0; i < sizeof SPELLINGS / sizeof SPELLINGS[0]; i++)
        assert_number(SPELLINGS[i], "80/2025");
}

static void other_numbers_stay_apart(void **state)
{
    (void)state;
    assert_number("80/2026", "80/2026");
    assert_number("800/2025", "800/2025");
    assert_number("8/02025", "8/2025");
    assert_number("80-A/2025", "80/a/2025");
    assert_number("0", "0");
    assert_number("00", "0");
    assert_number("100/2025", "100/2025");
    assert_number("Nr", "nr");
    assert_number("Norma 5", "norma5");
    assert_number("Ж-7", "ж/7");
    assert_number("", "");
    assert_number(NULL, "");
}

static void an_issuer_is_its_letters(void **state)
{
    char key[ORDER_KEY_TEXT];

    (void)state;
    assert_string_equal(order_issuer_key("Gjykata e Shkallës së Parë, Gjirokastër", key),
                        "gjykataeshkallesseparegjirokaster");
    assert_string_equal(order_issuer_key(NULL, key), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_number_in_all_its_spellings),
        cmocka_unit_test(other_numbers_stay_apart),
        cmocka_unit_test(an_issuer_is_its_letters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
