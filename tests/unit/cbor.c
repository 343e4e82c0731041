/* CBOR: examples of RFC 8949 appendix A read and written, and what is malformed, too deep or too much. */
#include "token/cbor.h"

#include <stdio.h>
#include <string.h>

#include "support/assert.h"

static void hex_add(struct buf *b, const char *hex)
{
    unsigned byte;

    for (; hex[0] && sscanf(hex, "%2x", &byte) == 1; hex += 2)
        buf_char(b, (char)byte);
}

/* NULL when it is one well-formed item, else the reason. */
static const char *walk(const struct buf *b, bool canonical)
{
    struct cbor_reader r = cbor_open((struct slice){(const uint8_t *)b->data, b->len}, canonical);
    const err e = cbor_skip(&r) ? ERR_INPUT : cbor_done(&r);

    assert_true((e == OK) == (r.reason == NULL));
    return r.reason;
}

static const char *walk_hex(const char *hex, bool canonical)
{
    CLEANUP(buf_free) struct buf b = {0};

    hex_add(&b, hex);
    return walk(&b, canonical);
}

static void numbers_come_back_in_their_shortest_form(void **state)
{
    static const struct {
        int64_t value;
        const char *hex;
    } NUMBERS[] = {
        {0, "00"},
        {23, "17"},
        {24, "1818"},
        {255, "18ff"},
        {256, "190100"},
        {65535, "19ffff"},
        {65536, "1a00010000"},
        {4294967295, "1affffffff"},
        {4294967296, "1b0000000100000000"},
        {INT64_MAX, "1b7fffffffffffffff"},
        {-1, "20"},
        {-25, "3818"},
        {-65537, "3a00010000"},
        {INT64_MIN, "3b7fffffffffffffff"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        CLEANUP(buf_free) struct buf written = {0};
        CLEANUP(buf_free) struct buf expected = {0};
        struct cbor_reader r;
        int64_t back;

        cbor_put_int(&written, NUMBERS[i].value);
        hex_add(&expected, NUMBERS[i].hex);
        assert_int_equal(written.len, expected.len);
        assert_memory_equal(written.data, expected.data, expected.len);
        r = cbor_open((struct slice){(const uint8_t *)written.data, written.len}, true);
        must(cbor_int(&r, "not a number", &back));
        assert_true(back == NUMBERS[i].value);
    }
}

static void numbers_beyond_64_bits_signed_are_refused(void **state)
{
    static const uint8_t BIG[] = {0x3b, 0x80, 0, 0, 0, 0, 0, 0, 0};
    struct cbor_reader r = cbor_open((struct slice){BIG, sizeof BIG}, true);
    int64_t back;

    (void)state;
    must_fail(cbor_int(&r, "not a number", &back), ERR_INPUT);
    assert_string_equal(r.reason, "not a number");
}

static void well_formed_items_are_walked(void **state)
{
    static const char *const ITEMS[] = {
        "f4",
        "f6",
        "f7",
        "f8ff",
        "c074323031332d30332d32315432303a30343a30305a",
        "d74401020304",
        "60",
        "62c3bc",
        "80",
        "83010203",
        "8301820203820405",
        "a26161016162820203",
        "a201020304",
        "826161a161626163",
    };

    (void)state;
    for (size_t i = 0; i < sizeof ITEMS / sizeof *ITEMS; i++) {
        assert_null(walk_hex(ITEMS[i], true));
        assert_null(walk_hex(ITEMS[i], false));
    }
}

static void indefinite_arrays_and_maps_are_walked_unless_canonical(void **state)
{
    (void)state;
    assert_null(walk_hex("9f018202039f0405ffff", false));
    assert_null(walk_hex("bf61610161629f0203ffff", false));
    assert_string_equal(walk_hex("9fff", true), "an indefinite length or a lone break");
    assert_string_equal(walk_hex("bfff", true), "an indefinite length or a lone break");
}

static void strings_in_chunks_are_refused(void **state)
{
    (void)state;
    assert_string_equal(walk_hex("5f42010243030405ff", false), "an indefinite length or a lone break");
    assert_string_equal(walk_hex("7f61616162ff", false), "an indefinite length or a lone break");
}

static void malformed_heads_are_refused(void **state)
{
    (void)state;
    assert_string_equal(walk_hex("ff", false), "an indefinite length or a lone break");
    assert_string_equal(walk_hex("1f", false), "an indefinite length or a lone break");
    assert_string_equal(walk_hex("df00", false), "an indefinite length or a lone break");
    assert_string_equal(walk_hex("bf00ff", false), "an indefinite length or a lone break");
    assert_string_equal(walk_hex("1c", false), "a reserved CBOR head");
    assert_string_equal(walk_hex("fe", false), "a reserved CBOR head");
    assert_string_equal(walk_hex("f818", false), "a simple value in two bytes that has one");
    assert_string_equal(walk_hex("0000", false), "something stands behind the CBOR");
}

static void claimed_lengths_are_not_believed(void **state)
{
    static const char *const SHORT[] = {
        "18",
        "1b00",
        "5bffffffffffffffff00",
        "7b7fffffffffffffff",
        "9bffffffffffffffff00",
        "bbffffffffffffffff",
        "9f01",
        "bf0102",
        "a101",
        "c1",
    };

    (void)state;
    for (size_t i = 0; i < sizeof SHORT / sizeof *SHORT; i++)
        assert_string_equal(walk_hex(SHORT[i], false), "the CBOR ends too early");
}

static void long_forms_are_not_canonical(void **state)
{
    static const char *const LONG[] = {
        "1817",   "1900ff",   "1a0000ffff", "1b00000000ffffffff", "580161", "780161",
        "980100", "b8010000", "d81700",
    };

    (void)state;
    for (size_t i = 0; i < sizeof LONG / sizeof *LONG; i++) {
        assert_string_equal(walk_hex(LONG[i], true), "a number or length that is not in its shortest form");
        assert_null(walk_hex(LONG[i], false));
    }
}

static void only_the_shortest_float_is_canonical(void **state)
{
    static const char *const SHORTEST[] = {
        "f90000",
        "f97c00",
        "f90001",
        "fa7f7fffff",
        "fa33000000",
        "fa38801000",
        "fa477ff000",
        "fb3ff199999999999a",
        "fb7fefffffffffffff",
        "fb0000000000000001",
        "fb36a0000000000001",
        "fa00000001",
    };
    static const char *const LONGER[] = {
        "fa00000000",         "fa7f800000",         "fa33800000",         "fa38800000",         "fa477fe000",
        "fb3ff0000000000000", "fb47efffffe0000000", "fb36a0000000000000", "fb7ff0000000000000",
    };

    (void)state;
    for (size_t i = 0; i < sizeof SHORTEST / sizeof *SHORTEST; i++)
        assert_null(walk_hex(SHORTEST[i], true));
    for (size_t i = 0; i < sizeof LONGER / sizeof *LONGER; i++)
        assert_string_equal(walk_hex(LONGER[i], true), "a number or length that is not in its shortest form");
}

static void keys_are_ordered_by_type_then_length_then_content(void **state)
{
    (void)state;
    assert_null(walk_hex("a800001864001901000020004100004200000061610062616100", true));
    assert_string_equal(walk_hex("a220000000", true), "map keys that are not in order");
    assert_string_equal(walk_hex("a262616100616200", true), "map keys that are not in order");
    assert_string_equal(walk_hex("a2616200616100", true), "map keys that are not in order");
    assert_null(walk_hex("a2616200616100", false));
}

static void a_key_that_stands_twice_is_refused_in_any_form(void **state)
{
    (void)state;
    assert_string_equal(walk_hex("a201000100", true), "a map key stands twice");
    assert_string_equal(walk_hex("a3010002000100", false), "a map key stands twice");
    assert_string_equal(walk_hex("a20100180100", false), "a map key stands twice");
    assert_string_equal(walk_hex("a261610078016100", false), "a map key stands twice");
    assert_string_equal(walk_hex("bf01000100ff", false), "a map key stands twice");
    assert_null(walk_hex("a201002000", false));
}

static void other_keys_than_numbers_and_strings_are_refused(void **state)
{
    (void)state;
    assert_string_equal(walk_hex("a1f600", false), "a map key that is neither a number nor a string");
    assert_string_equal(walk_hex("a18000", false), "a map key that is neither a number nor a string");
    assert_string_equal(walk_hex("a1c10000", false), "a map key that is neither a number nor a string");
}

/* depth times that head around one 0. */
static const char *nested(const char *head, size_t depth)
{
    CLEANUP(buf_free) struct buf b = {0};

    for (size_t i = 0; i < depth; i++)
        hex_add(&b, head);
    buf_char(&b, 0);
    return walk(&b, true);
}

static void nesting_ends_at_the_limit(void **state)
{
    (void)state;
    assert_null(nested("81", CBOR_DEPTH_MAX));
    assert_null(nested("a100", CBOR_DEPTH_MAX));
    assert_null(nested("c1", CBOR_DEPTH_MAX));
    assert_string_equal(nested("81", CBOR_DEPTH_MAX + 1), "the CBOR is nested too deep");
    assert_string_equal(nested("a100", CBOR_DEPTH_MAX + 1), "the CBOR is nested too deep");
    assert_string_equal(nested("c1", 100000), "the CBOR is nested too deep");
}

static void a_map_has_a_limited_number_of_keys(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};

    (void)state;
    buf_text(&b, "\xb8");
    buf_char(&b, CBOR_KEYS_MAX);
    for (int i = 0; i < CBOR_KEYS_MAX; i++) {
        cbor_put_int(&b, i);
        cbor_put_int(&b, 0);
    }
    assert_null(walk(&b, true));
    b.data[1]++;
    cbor_put_int(&b, CBOR_KEYS_MAX);
    cbor_put_int(&b, 0);
    assert_string_equal(walk(&b, true), "a map with too many keys");
}

static void text_must_be_valid_and_fit(void **state)
{
    static const struct {
        const char *hex;
        err expected;
    } TEXTS[] = {
        {"63616263", OK},        {"6461626364", ERR_INPUT}, {"60", ERR_INPUT},
        {"43616263", ERR_INPUT}, {"61ff", ERR_INPUT},       {"6100", ERR_INPUT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        CLEANUP(buf_free) struct buf b = {0};
        struct cbor_reader r;
        char text[4] = "old";

        hex_add(&b, TEXTS[i].hex);
        r = cbor_open((struct slice){(const uint8_t *)b.data, b.len}, true);
        assert_int_equal(cbor_text(&r, "no text", text, sizeof text), TEXTS[i].expected);
        assert_string_equal(text, TEXTS[i].expected ? "old" : "abc");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_back_in_their_shortest_form),
        cmocka_unit_test(numbers_beyond_64_bits_signed_are_refused),
        cmocka_unit_test(well_formed_items_are_walked),
        cmocka_unit_test(indefinite_arrays_and_maps_are_walked_unless_canonical),
        cmocka_unit_test(strings_in_chunks_are_refused),
        cmocka_unit_test(malformed_heads_are_refused),
        cmocka_unit_test(claimed_lengths_are_not_believed),
        cmocka_unit_test(long_forms_are_not_canonical),
        cmocka_unit_test(only_the_shortest_float_is_canonical),
        cmocka_unit_test(keys_are_ordered_by_type_then_length_then_content),
        cmocka_unit_test(a_key_that_stands_twice_is_refused_in_any_form),
        cmocka_unit_test(other_keys_than_numbers_and_strings_are_refused),
        cmocka_unit_test(nesting_ends_at_the_limit),
        cmocka_unit_test(a_map_has_a_limited_number_of_keys),
        cmocka_unit_test(text_must_be_valid_and_fit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
