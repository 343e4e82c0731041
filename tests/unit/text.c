/* UTF-8 text: what is valid, how it folds. */
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include "support/assert.h"

static bool valid(const char *s)
{
    return text_valid(s, strlen(s));
}

static void assert_folds(const char *s, const char *expected)
{
    char folded[200];

    assert_string_equal(text_fold(s, folded, sizeof folded), expected);
}

static void assert_initial(const char *s, const char *expected)
{
    char initial[5];

    text_initial(s, initial);
    assert_string_equal(initial, expected);
}

static void well_formed_text_is_valid(void **state)
{
    (void)state;
    assert_true(valid(""));
    assert_true(valid("Gjirokastër, Çajupi\t\r\n"));
    assert_true(valid("\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"));
}

static void malformed_text_is_invalid(void **state)
{
    static const char *const BAD[] = {
        "\x80",             /* a lone continuation */
        "\xC0\xAF",         /* overlong */
        "\xC1\xBF",         /* overlong */
        "\xE0\x9F\xBF",     /* overlong */
        "\xF0\x8F\xBF\xBF", /* overlong */
        "\xED\xA0\x80",     /* a surrogate */
        "\xED\xBF\xBF",     /* a surrogate */
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xF5\x80\x80\x80", /* above U+10FFFF */
        "\xFF",
        "abc\xC3",
        "\xE2\x82",
        "\xF0\x9F\x98",
        "\xC3(",
        "Gjirokast\xEBr",
    };

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        assert_false(valid(BAD[i]));
}

static void controls_are_invalid(void **state)
{
    (void)state;
    assert_false(text_valid("a\0b", 3));
    assert_false(valid("\x01"));
    assert_false(valid("\x1B[2J"));
    assert_false(valid("\x7F"));
    assert_false(valid("\xC2\x85"));
    assert_true(valid("\xC2\xA0"));
}

static void length_counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(text_length(""), 0);
    assert_int_equal(text_length("Çajupë"), 6);
    assert_int_equal(text_length("€\xF0\x9F\x98\x80"), 2);
}

static void a_cut_never_splits_a_code_point(void **state)
{
    (void)state;
    assert_int_equal(text_whole("abc", 2), 2);
    assert_int_equal(text_whole("aë", 3), 3);
    assert_int_equal(text_whole("aë", 2), 1);
    assert_int_equal(text_whole("€", 2), 0);
    assert_int_equal(text_whole("€", 3), 3);
    assert_int_equal(text_whole("\xF0\x9F\x98\x80", 3), 0);
    assert_int_equal(text_whole("\xF0\x9F\x98\x80", 4), 4);
    assert_int_equal(text_whole("", 0), 0);
}

static void folding_drops_albanian_accents(void **state)
{
    (void)state;
    assert_folds("ËNDRRA Çelë ëç", "endrra cele ec");
    assert_folds("GJIROKASTËR", "gjirokaster");
}

static void folding_covers_latin_1_and_extended_a(void **state)
{
    (void)state;
    assert_folds("ÀÉÎÕÜÝ àéîõüÿ", "aeiouy aeiouy");
    assert_folds("Šoša Žižek Łódź Đorđe Čapek Ğül İzmir", "sosa zizek lodz dorde capek gul izmir");
    assert_folds("Straße Ærø Œuvre Þór", "strasse aero oeuvre thor");
    assert_folds("3×4÷2", "3×4÷2");
}

static void folding_drops_combining_marks(void **state)
{
    (void)state;
    assert_folds("Gjirokaste\xCC\x88r C\xCC\xA7"
                 "ela",
                 "gjirokaster cela");
}

static void folding_collapses_and_trims_spaces(void **state)
{
    (void)state;
    assert_folds("  Ana \t\n  Maria\xC2\xA0\xC2\xA0Gjoka ", "ana maria gjoka");
    assert_folds(" \t ", "");
}

static void folding_knows_other_scripts(void **state)
{
    (void)state;
    assert_folds("Δρόπολη ΔΡΌΠΟΛΗ", "δροπολη δροπολη");
    assert_folds("Ελένη Παπαδάκης ΠΑΠΑΔΆΚΗΣ", "ελενη παπαδακησ παπαδακησ");
    assert_folds("Ἀλέξανδρος", "αλεξανδροσ");
    assert_folds("Милош Ђорђевић МИЛОШ Ёлкин", "милош ђорђевић милош елкин");
    assert_folds("Наталья Й", "наталья и");
    assert_folds("ქეთევან 李小龙 محمد", "ქეთევან 李小龙 محمد");
    assert_folds("Nguyễn Thị Đào", "nguyen thi dao");
    assert_folds("Ștefan Țepeș Ǆura", "stefan tepes dzura");
}

static void folding_takes_ligatures_apart(void **state)
{
    (void)state;
    assert_folds("Soﬁa ﬀ ĳ Ĳ ŉ ẞ ſ ŀ ŋ ĸ ħ ŧ ı İ", "sofia ff ij ij n ss s l n k h t i i");
    assert_folds("Ａｎａ", "ana");
}

static void folding_keeps_signs(void **state)
{
    (void)state;
    assert_folds("№ 14/2026 · ½ … ™ 3²", "no 14/2026 · 1/2 ... tm 32");
    assert_folds("§ 3 (a), \"b\"", "§ 3 (a), \"b\"");
}

static void every_apostrophe_and_dash_is_one(void **state)
{
    (void)state;
    assert_folds("D´Angelo D’Angelo D‘Angelo D`Angelo Dʼ D′ D＇",
                 "d'angelo d'angelo d'angelo d'angelo d' d' d'");
    assert_folds("a–b a—b a‐b a\u2011b a−b a﹣b a－b", "a-b a-b a-b a-b a-b a-b a-b");
}

static void folding_drops_what_nobody_sees(void **state)
{
    (void)state;
    assert_folds("a\u00ADb a\u200Bb a\u200Db a\uFEFFb a\u2060b \u200E\u200B", "ab ab ab ab ab");
}

/* As it was stored before Unicode was asked: what is found by it must stay so. */
static void folding_of_old_letters_stays(void **state)
{
    static const char OLD[] = "a a a a a a ae c e e e e i i i i d n o o o o o × o u u u u y th ss "
                              "a a a a a a ae c e e e e i i i i d n o o o o o ÷ o u u u u y th y "
                              "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g "
                              "g g g g h h h h i i i i i i i i i i ij ij j j k k k l l l l l l l "
                              "l l l n n n n n n n n n o o o o o o oe oe r r r r r r s s s s s s "
                              "s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s";
    char text[4 * 200] = "", folded[4 * 200];
    size_t n = 0;

    (void)state;
    for (unsigned cp = 0xC0; cp <= 0x17F; cp++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%c%c", n ? " " : "", (char)(0xC0 | cp >> 6),
                              (char)(0x80 | (cp & 0x3F)));
    assert_string_equal(text_fold(text, folded, sizeof folded), OLD);
}

static void a_composed_letter_is_its_parts(void **state)
{
    (void)state;
    assert_true(text_same("\xC3\xAB", "e\xCC\x88"));        /* ë */
    assert_true(text_same("\xCE\xAE", "\xCE\xB7\xCC\x81")); /* ή */
    assert_true(text_same("\xD0\xB9", "\xD0\xB8\xCC\x86")); /* й */
    assert_true(text_same("Ελένη", "ΕΛΕΝΗ"));
    assert_false(text_same("Ελένη", "Ελένα"));
}

static void folding_stops_at_a_whole_code_point(void **state)
{
    char small[5];

    (void)state;
    assert_string_equal(text_fold("Gjoka", small, sizeof small), "gjok");
    assert_string_equal(text_fold("aΔΔ", small, sizeof small), "aδ");
    assert_string_equal(text_fold("abc def", small, sizeof small), "abc");
    assert_string_equal(text_fold("abc", small, 1), "");
}

static void folding_survives_malformed_bytes(void **state)
{
    (void)state;
    assert_folds("A\xC3", "a");
    assert_folds("\xFF"
                 "B",
                 "\xFF"
                 "b");
}

static void same_ignores_case_accents_and_spaces(void **state)
{
    (void)state;
    assert_true(text_same("Antigonë", " ANTIGONE "));
    assert_true(text_same("Strasse", "straße"));
    assert_true(text_same("", "  "));
    assert_false(text_same("Antigonë", "Antigon"));
    assert_false(text_same("Ana Maria", "Anamaria"));
}

static void trim_cuts_both_ends(void **state)
{
    char text[] = " \xC2\xA0\tQendër  Libohovë\r\n\xC2\xA0";
    char blank[] = " \t ", none[] = "";

    (void)state;
    assert_string_equal(text_trim(text), "Qendër  Libohovë");
    assert_string_equal(text_trim(blank), "");
    assert_string_equal(text_trim(none), "");
}

static void nfc_puts_letters_together_and_changes_nothing_else(void **state)
{
    char text[16] = "stays";

    (void)state;
    must(text_nfc("e\xCC\x88 c\xCC\xA7", text, sizeof text));
    assert_string_equal(text, "ë ç");
    must(text_nfc(" Ë ﬁ \t", text, sizeof text)); /* no letter for its look, no blank cut */
    assert_string_equal(text, " Ë ﬁ \t");
    must(text_nfc("", text, sizeof text));
    assert_string_equal(text, "");
    must(text_nfc("123456789012345", text, sizeof text));
    must_fail(text_nfc("1234567890123456", text, sizeof text), ERR_LIMIT);
    assert_string_equal(text, "123456789012345");
    must_fail(text_nfc("a\xFF", text, sizeof text), ERR_INPUT);
}

static void empty_is_nothing_or_white_space(void **state)
{
    (void)state;
    assert_true(text_empty(NULL));
    assert_true(text_empty(""));
    assert_true(text_empty(" \t\xC2\xA0\r\n"));
    assert_false(text_empty(" . "));
}

static void initial_is_the_first_letter_in_upper_case(void **state)
{
    (void)state;
    assert_initial("elira", "E");
    assert_initial("ëndrra", "Ë");
    assert_initial("Çlirim", "Ç");
    assert_initial(" '(žarko", "Ž");
    assert_initial("ĺubica", "Ĺ");
    assert_initial("ÿ", "Ÿ");
    assert_initial("Ελένη", "Ε");
    assert_initial("έλενα", "Έ");
    assert_initial("йордан", "Й");
    assert_initial("3² đ", "Đ");
    assert_initial("12 - ×", "");
    assert_initial("", "");
}

static void digits_go_in_groups_of_three(void **state)
{
    static const struct {
        int64_t n;
        const char *right;
    } CASES[] = {{0, "0"},
                 {999, "999"},
                 {1000, "1 000"},
                 {9000, "9 000"},
                 {90000, "90 000"},
                 {100000, "100 000"},
                 {1005007, "1 005 007"},
                 {INT64_MAX, "9 223 372 036 854 775 807"}};
    char ret[TEXT_GROUPED];

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        assert_string_equal(text_grouped(CASES[i].n, ret), CASES[i].right);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_text_is_valid),
        cmocka_unit_test(malformed_text_is_invalid),
        cmocka_unit_test(controls_are_invalid),
        cmocka_unit_test(length_counts_code_points),
        cmocka_unit_test(a_cut_never_splits_a_code_point),
        cmocka_unit_test(folding_drops_albanian_accents),
        cmocka_unit_test(folding_covers_latin_1_and_extended_a),
        cmocka_unit_test(folding_drops_combining_marks),
        cmocka_unit_test(folding_collapses_and_trims_spaces),
        cmocka_unit_test(folding_knows_other_scripts),
        cmocka_unit_test(folding_takes_ligatures_apart),
        cmocka_unit_test(folding_keeps_signs),
        cmocka_unit_test(every_apostrophe_and_dash_is_one),
        cmocka_unit_test(folding_drops_what_nobody_sees),
        cmocka_unit_test(folding_of_old_letters_stays),
        cmocka_unit_test(a_composed_letter_is_its_parts),
        cmocka_unit_test(folding_stops_at_a_whole_code_point),
        cmocka_unit_test(folding_survives_malformed_bytes),
        cmocka_unit_test(same_ignores_case_accents_and_spaces),
        cmocka_unit_test(trim_cuts_both_ends),
        cmocka_unit_test(nfc_puts_letters_together_and_changes_nothing_else),
        cmocka_unit_test(empty_is_nothing_or_white_space),
        cmocka_unit_test(initial_is_the_first_letter_in_upper_case),
        cmocka_unit_test(digits_go_in_groups_of_three),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
