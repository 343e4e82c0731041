/* QR codes as modules: version by text, finder patterns, edges, limits. Whether a scanner reads them is asked
 * in card_drawing.c. */
#include "render/qr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert.h"

static int size_of(char letter, size_t n)
{
    CLEANUP(qr_free) struct qr *q = NULL;
    char text[1000] = "";

    assert_true(n < sizeof text);
    memset(text, letter, n);
    must(qr_make(text, &q));
    return qr_size(q);
}

/* ISO/IEC 18004, table 7: 311 alphanumeric characters are the most that version 10-M holds, 366 version 11-M;
 * in byte mode version 10-M holds 213. */
static void upper_case_text_is_packed_alphanumerically(void **state)
{
    (void)state;
    assert_int_equal(size_of('A', 311), 57);
    assert_int_equal(size_of('A', 312), 61);
    assert_int_equal(size_of('A', 366), 61);
}

/* The sizes in token/FORMAT.md: a card of 157 bytes and those of its list's address, as characters of Base32
 * behind BK1. */
static void cards_are_as_large_as_the_format_says(void **state)
{
    static const struct {
        size_t address, characters;
        int modules;
    } SIZES[] = {{0, 255, 53}, {35, 311, 57}, {69, 365, 61}, {89, 397, 65}};

    (void)state;
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        size_t bits = 8 * (157 + SIZES[i].address);

        assert_int_equal(strlen("BK1") + (bits + 4) / 5, SIZES[i].characters);
        assert_int_equal(size_of('A', SIZES[i].characters), SIZES[i].modules);
    }
}

static void lower_case_stays_lower_and_needs_bytes(void **state)
{
    (void)state;
    assert_int_equal(size_of('a', 213), 57);
    assert_int_equal(size_of('a', 214), 61);
}

static void finder_is_drawn(const struct qr *q, int left, int top)
{
    for (int y = 0; y < 7; y++) {
        for (int x = 0; x < 7; x++) {
            bool ring = x == 0 || x == 6 || y == 0 || y == 6;
            bool heart = x >= 2 && x <= 4 && y >= 2 && y <= 4;

            assert_int_equal(qr_dark(q, left + x, top + y), ring || heart);
        }
    }
}

static void three_corners_hold_finder_patterns(void **state)
{
    CLEANUP(qr_free) struct qr *q = NULL;
    int far;

    (void)state;
    must(qr_make("BK1ABCDEF234567", &q));
    far = qr_size(q) - 7;
    finder_is_drawn(q, 0, 0);
    finder_is_drawn(q, far, 0);
    finder_is_drawn(q, 0, far);
}

/* The level stands in the two format bits left of the lower finder, masked with 10: M is 00. */
static void error_correction_is_m(void **state)
{
    CLEANUP(qr_free) struct qr *q = NULL;

    (void)state;
    must(qr_make("BK1ABCDEF234567", &q));
    assert_true(qr_dark(q, 0, 8));
    assert_false(qr_dark(q, 1, 8));
}

static void outside_the_square_is_light(void **state)
{
    CLEANUP(qr_free) struct qr *q = NULL;
    int size;

    (void)state;
    must(qr_make("BK1", &q));
    size = qr_size(q);
    assert_false(qr_dark(q, -1, 0));
    assert_false(qr_dark(q, 0, -1));
    assert_false(qr_dark(q, size, 0));
    assert_false(qr_dark(q, 0, size));
}

static void too_long_is_a_limit_and_leaves_the_result_alone(void **state)
{
    struct qr *q = NULL;
    char text[4000];

    (void)state;
    memset(text, 'A', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    must_fail(qr_make(text, &q), ERR_LIMIT);
    assert_null(q);
}

static void empty_text_is_refused(void **state)
{
    struct qr *q = NULL;

    (void)state;
    must_fail(qr_make("", &q), ERR_INPUT);
    assert_null(q);
}

/* Each dark module once, four light ones around, nothing that a page's policy would refuse. */
static void the_picture_has_every_dark_module(void **state)
{
    CLEANUP(qr_free) struct qr *q = NULL;
    CLEANUP(buf_free) struct buf svg = {0};
    long dark = 0, drawn = 0;
    char head[80];

    (void)state;
    must(qr_make("https://karta.example.al/check/#enrol=ABC", &q));
    must(qr_svg(q, &svg));
    snprintf(head, sizeof head, "viewBox=\"0 0 %d %d\"", qr_size(q) + 8, qr_size(q) + 8);
    assert_non_null(strstr(svg.data, head));
    assert_null(strstr(svg.data, "style"));
    for (int y = 0; y < qr_size(q); y++)
        for (int x = 0; x < qr_size(q); x++)
            dark += qr_dark(q, x, y);
    for (const char *p = strstr(svg.data, "v1h-"); p; p = strstr(p + 1, "v1h-"))
        drawn += strtol(p + 4, NULL, 10);
    assert_int_equal(drawn, dark);
    assert_non_null(strstr(svg.data, "M4 4h7v1h-7z"));
}

/* What hand scanners are tried with, and web/check/scanner_trial.js knows by heart. */
static void the_trial_of_scanners_is_drawn_by_the_program(void **state)
{
    CLEANUP(qr_free) struct qr *q = NULL;
    CLEANUP(buf_free) struct buf svg = {0};
    char kept[8192];
    size_t n;
    FILE *f = fopen("web/check/scanner_code.svg", "rb");

    (void)state;
    assert_non_null(f);
    n = fread(kept, 1, sizeof kept, f);
    fclose(f);
    must(qr_make("KARTA:karta/0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ.#=", &q));
    must(qr_svg(q, &svg));
    assert_int_equal(n, svg.len + 1); /* and a line break */
    assert_memory_equal(kept, svg.data, svg.len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(upper_case_text_is_packed_alphanumerically),
        cmocka_unit_test(cards_are_as_large_as_the_format_says),
        cmocka_unit_test(lower_case_stays_lower_and_needs_bytes),
        cmocka_unit_test(three_corners_hold_finder_patterns),
        cmocka_unit_test(error_correction_is_m),
        cmocka_unit_test(outside_the_square_is_light),
        cmocka_unit_test(too_long_is_a_limit_and_leaves_the_result_alone),
        cmocka_unit_test(empty_text_is_refused),
        cmocka_unit_test(the_picture_has_every_dark_module),
        cmocka_unit_test(the_trial_of_scanners_is_drawn_by_the_program),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
