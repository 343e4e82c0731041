/* What is typed to find a file, held against names and numbers. */
#include "domain/file/search_words.h"

#include "support/assert.h"

static bool finds(const char *q, const char *name)
{
    struct search_words words;

    search_words_make(q, &words);
    return words.count && search_words_name(&words, name) == words.all;
}

static void a_name_is_found_in_any_spelling(void **state)
{
    static const char *const FOUND[][2] = {
        {"cela", "Çela"},
        {"ÇELA", "cela"},
        {"hoxha çela", "Hoxha-Çela"},
        {"Hoxha–Çela", "Hoxha Çela"},
        {"anna maria", "Anna-Maria"},
        {"maria", "Anna-Maria"},
        {"annamaria", "Anna-Maria"},
        {"παπαδοπουλου", "Παπαδοπούλου"},
        {"papadopoulou", "Παπαδοπούλου"},
        {"papadopulu", "Παπαδοπούλου"},
        {"παπαδοπο", "Papadopoulou"},
        {"papadopo", "Παπαδοπούλου"},
        {"Παπαδοπούλου", "Papadopoulou"},
        {"D'Angjelo", "D’Angjelo"},
        {"d’angjelo", "D'Angjelo"},
        {"dangjelo", "D'Angjelo"},
        {"angjelo", "D'Angjelo"},
        {"d angjelo", "D'Angjelo"},
        {"Ho\u00ADxha", "Hoxha"},
        {"hoxha", "Ho\u00ADxha"},
        {"χρη", "Hristos"},
        {"dhimi", "Dimitër"},
        {"мил", "Милош"},
        {"e", "Ë"},
    };
    static const char *const MISSED[][2] = {
        {"ela", "Çela"},        {"hoxha kola", "Hoxha-Çela"},
        {"aria", "Anna-Maria"}, {"-", "Hoxha-Çela"},
        {"4", "Çela"},          {"celaa", "Çela"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof FOUND / sizeof FOUND[0]; i++)
        if (!finds(FOUND[i][0], FOUND[i][1]))
            fail_msg("%s does not find %s", FOUND[i][0], FOUND[i][1]);
    for (size_t i = 0; i < sizeof MISSED / sizeof MISSED[0]; i++)
        if (finds(MISSED[i][0], MISSED[i][1]))
            fail_msg("%s finds %s", MISSED[i][0], MISSED[i][1]);
}

static bool finds_number(const char *q, const char *number)
{
    struct search_words words;

    search_words_make(q, &words);
    return words.count && search_words_number(&words, number) == words.all;
}

static void a_number_is_found_as_numbers_are_compared(void **state)
{
    (void)state;
    assert_true(finds_number("80/2025", "80 / 2025"));
    assert_true(finds_number("80 / 2025", "80/2025"));
    assert_true(finds_number("nr. 80/2025", "80-2025"));
    assert_true(finds_number("0080", "80/2025"));
    assert_true(finds_number("80", "Nr. 80/2025"));
    assert_true(finds_number("4/", "4/2026"));
    assert_false(finds_number("4/", "42/2026"));
    assert_false(finds_number("80/2025", "80/2026"));
    assert_false(finds_number("2025", "80/2025"));
    assert_false(finds_number("elira 4/2026", "4/2026"));
}

static bool finds_phone(const char *q, const char *phone)
{
    struct search_words words;

    search_words_make(q, &words);
    return search_words_phone(&words, phone);
}

static void a_phone_is_found_however_it_is_typed(void **state)
{
    (void)state;
    assert_true(finds_phone("069 123 4567", "+355691234567"));
    assert_true(finds_phone("+355 69 123 4567", "069-123-4567"));
    assert_true(finds_phone("0035569123", "069 1234567"));
    assert_true(finds_phone("069123", "+355 69 123 4567"));
    assert_false(finds_phone("069 124", "+355 69 123 4567"));
    assert_false(finds_phone("0691", "+355 69 123 4567"));
    assert_false(finds_phone("069123/2026", "+355 69 123 4567"));
    assert_false(finds_phone("069123", NULL));
    assert_false(finds_phone("", "+355 69 123 4567"));
}

static void nothing_typed_is_told_from_nothing_meant(void **state)
{
    struct search_words words;

    (void)state;
    search_words_make(NULL, &words);
    assert_true(words.empty);
    search_words_make(" \u00A0", &words);
    assert_true(words.empty);
    search_words_make("--'", &words);
    assert_false(words.empty);
    assert_int_equal(words.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_found_in_any_spelling),
        cmocka_unit_test(a_number_is_found_as_numbers_are_compared),
        cmocka_unit_test(a_phone_is_found_however_it_is_typed),
        cmocka_unit_test(nothing_typed_is_told_from_nothing_meant),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
