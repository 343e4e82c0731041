/* The personal number: the published samples, and what may be wrong with one. */
#include "domain/law/nid.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/assert.h"

static json_t *vectors(void)
{
    json_t *root = json_load_file("tests/vectors/nid.json", 0, NULL);

    assert_non_null(root);
    return root;
}

static void each_is(const char *list, enum nid_verdict verdict)
{
    json_t *root = vectors(), *numbers = json_object_get(root, list), *number;
    char normal[NID_TEXT];
    size_t i;

    assert_true(json_array_size(numbers) > 0);
    json_array_foreach(numbers, i, number)
        assert_int_equal(nid_check(json_string_value(number), normal), verdict);
    json_decref(root);
}

static void published_numbers_are_good(void **state)
{
    (void)state;
    each_is("valid", NID_OK);
}

static void remainder_zero_may_end_in_a(void **state)
{
    (void)state;
    each_is("valid_remainder_zero_ending_in_A_also_accepted", NID_OK);
}

static void wrong_letter_is_only_a_wrong_letter(void **state)
{
    (void)state;
    each_is("checksum_wrong", NID_CHECK_LETTER);
}

static void impossible_date_is_named(void **state)
{
    (void)state;
    each_is("bad_date", NID_DATE);
}

static void impossible_day_is_named(void **state)
{
    char normal[NID_TEXT];

    (void)state;
    assert_int_equal(nid_check("J00230001X", normal), NID_DATE);
    assert_int_equal(nid_check("J00200001X", normal), NID_DATE);
    assert_int_equal(nid_check("J00001001X", normal), NID_DATE);
}

static void right_letter_without_a_date_is_taken_and_says_nothing_of_birth(void **state)
{
    char normal[NID_TEXT];

    (void)state;
    assert_int_equal(nid_check("J91402501L", normal), NID_OK);
    assert_int_equal(nid_birth_date(normal), DATE_NONE);
    assert_int_equal(nid_sex(normal), '\0');
}

static void lower_case_and_spaces_are_forgiven(void **state)
{
    char normal[NID_TEXT];

    (void)state;
    assert_int_equal(nid_check(" j001 01999w\n", normal), NID_OK);
    assert_string_equal(normal, "J00101999W");
}

static void what_cannot_be_one_is_malformed(void **state)
{
    static const char *const BAD[] = {"",           "J00101999",  "J00101999WW", "U00101999W", "J0O101999W",
                                      "J001019991", "J00101999Ë", "-00101999W",  "J00101\"99W"};
    char normal[NID_TEXT] = "untouched";

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        assert_int_equal(nid_check(BAD[i], normal), NID_MALFORMED);
    assert_string_equal(normal, "untouched");
}

static void birth_date_counts_decades_from_1800(void **state)
{
    (void)state;
    assert_int_equal(nid_birth_date("J00101999W"), date_make(1990, 1, 1));
    assert_int_equal(nid_birth_date("I95720123I"), date_make(1989, 7, 20));
    assert_int_equal(nid_birth_date("K55315001C"), date_make(2005, 3, 15));
    assert_int_equal(nid_birth_date("991231001A"), date_make(1899, 12, 31));
    assert_int_equal(nid_birth_date("J01301999W"), DATE_NONE);
    assert_int_equal(nid_birth_date("J0"), DATE_NONE);
}

static void month_tells_sex_and_foreigner(void **state)
{
    (void)state;
    assert_int_equal(nid_sex("J00101999W"), 'M');
    assert_int_equal(nid_sex("K55315001C"), 'F');
    assert_int_equal(nid_sex("J03101999W"), 'M');
    assert_int_equal(nid_sex("J08101999W"), 'F');
    assert_int_equal(nid_sex("J01301999W"), '\0');
    assert_false(nid_foreigner("K55315001C"));
    assert_true(nid_foreigner("J03101999W"));
    assert_true(nid_foreigner("J08101999W"));
    assert_int_equal(nid_birth_date("J08101999W"), date_make(1990, 1, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_numbers_are_good),
        cmocka_unit_test(remainder_zero_may_end_in_a),
        cmocka_unit_test(wrong_letter_is_only_a_wrong_letter),
        cmocka_unit_test(impossible_date_is_named),
        cmocka_unit_test(impossible_day_is_named),
        cmocka_unit_test(right_letter_without_a_date_is_taken_and_says_nothing_of_birth),
        cmocka_unit_test(lower_case_and_spaces_are_forgiven),
        cmocka_unit_test(what_cannot_be_one_is_malformed),
        cmocka_unit_test(birth_date_counts_decades_from_1800),
        cmocka_unit_test(month_tells_sex_and_foreigner),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
