/* Base32: the vectors of RFC 4648 §10 without padding, and everything that must not decode. */
#include "token/base32.h"

#include <string.h>

#include "support/assert.h"

static const struct {
    const char *plain, *text;
} VECTORS[] = {
    {"", ""},
    {"f", "MY"},
    {"fo", "MZXQ"},
    {"foo", "MZXW6"},
    {"foob", "MZXW6YQ"},
    {"fooba", "MZXW6YTB"},
    {"foobar", "MZXW6YTBOI"},
};

static void encodes_the_rfc_vectors(void **state)
{
    char text[BASE32_TEXT(6)];

    (void)state;
    for (size_t i = 0; i < sizeof VECTORS / sizeof *VECTORS; i++)
        assert_string_equal(base32_encode(VECTORS[i].plain, strlen(VECTORS[i].plain), text), VECTORS[i].text);
}

static void decodes_the_rfc_vectors(void **state)
{
    uint8_t bytes[6];
    size_t n;

    (void)state;
    for (size_t i = 0; i < sizeof VECTORS / sizeof *VECTORS; i++) {
        must(base32_decode(VECTORS[i].text, strlen(VECTORS[i].text), bytes, sizeof bytes, &n));
        assert_int_equal(n, strlen(VECTORS[i].plain));
        assert_memory_equal(bytes, VECTORS[i].plain, n);
    }
}

static void decodes_lower_case(void **state)
{
    uint8_t bytes[6];
    size_t n;

    (void)state;
    must(base32_decode("mzxw6ytboi", 10, bytes, sizeof bytes, &n));
    assert_memory_equal(bytes, "foobar", 6);
}

static void every_length_and_byte_comes_back(void **state)
{
    uint8_t bytes[256], back[256];
    char text[BASE32_TEXT(256)];
    size_t n;

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(i * 7 + 3);
    for (size_t size = 0; size <= sizeof bytes; size++) {
        base32_encode(bytes, size, text);
        assert_int_equal(strlen(text), (size * 8 + 4) / 5);
        must(base32_decode(text, strlen(text), back, size, &n));
        assert_int_equal(n, size);
        assert_memory_equal(back, bytes, size);
    }
}

static void refuse(const char *text)
{
    uint8_t bytes[16] = {0xAA}, before[16] = {0xAA};
    size_t n = 99;

    must_fail(base32_decode(text, strlen(text), bytes, sizeof bytes, &n), ERR_INPUT);
    assert_int_equal(n, 99);
    assert_memory_equal(bytes, before, sizeof bytes);
}

static void refuses_what_is_not_in_the_alphabet(void **state)
{
    (void)state;
    refuse("MZXW6YT0");
    refuse("MZXW6YT1");
    refuse("MZXW6YT8");
    refuse("MZXW6YT9");
    refuse("MZXW6Y==");
    refuse("MZXW 6YT");
    refuse("MZXW6YT\xC3");
    refuse("MZXW6YT@");
    refuse("MZXW6YT[");
    refuse("MZXW6YT`");
}

static void refuses_impossible_lengths(void **state)
{
    (void)state;
    refuse("A");
    refuse("AAA");
    refuse("AAAAAA");
    refuse("MZXW6YTBA");
}

static void refuses_unused_bits_that_are_set(void **state)
{
    (void)state;
    refuse("MZ");
    refuse("MZXR");
    refuse("MZXW7");
    refuse("MZXW6YR");
}

static void refuses_more_than_the_room(void **state)
{
    uint8_t bytes[5];
    size_t n;

    (void)state;
    must_fail(base32_decode("MZXW6YTBOI", 10, bytes, sizeof bytes, &n), ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodes_the_rfc_vectors),
        cmocka_unit_test(decodes_the_rfc_vectors),
        cmocka_unit_test(decodes_lower_case),
        cmocka_unit_test(every_length_and_byte_comes_back),
        cmocka_unit_test(refuses_what_is_not_in_the_alphabet),
        cmocka_unit_test(refuses_impossible_lengths),
        cmocka_unit_test(refuses_unused_bits_that_are_set),
        cmocka_unit_test(refuses_more_than_the_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
