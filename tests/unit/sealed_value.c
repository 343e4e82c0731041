/* The form of a sealed value: its head, its place, its padding. */
#include "crypto/sealed_value.h"

#include <string.h>

#include "crypto/aead.h"
#include "support/assert.h"

static const struct seal_place NAME = {SEAL_PERSONAL, "person", "name", 42};
static const uint8_t BYTES[AEAD_KEY_SIZE] = {3};
static const struct sealing_key KEY = {258, BYTES};

static int set_up(void **state)
{
    struct aead *a = NULL;

    must(aead_create(&a));
    *state = a;
    return 0;
}

static int tear_down(void **state)
{
    struct aead *a = *state;

    aead_free(&a);
    return 0;
}

static void what_was_sealed_opens(void **state)
{
    CLEANUP(buf_free) struct buf sealed = {0}, plain = {0};
    int64_t id;

    buf_text(&sealed, "before");
    must(sealed_value_make(*state, &KEY, &NAME, "Drita Fiktive", 13, &sealed));
    assert_int_equal(sealed.len, 6 + 1 + 8 + 12 + 16 + 16);
    assert_memory_equal(sealed.data, "before\x02\0\0\0\0\0\0\x01\x02", 6 + 1 + 8);
    must(sealed_value_key(sealed.data + 6, sealed.len - 6, &id));
    assert_int_equal(id, 258);
    buf_text(&plain, "> ");
    must(sealed_value_open(*state, NULL, &KEY, &NAME, sealed.data + 6, sealed.len - 6, &plain));
    assert_string_equal(plain.data, "> Drita Fiktive");
}

/* Worked out by hand from the rule in the header. */
static void the_length_shows_its_step_alone(void **state)
{
    static const struct {
        size_t text, padded;
    } STEPS[] = {{0, 16},       {1, 16},        {15, 16},       {16, 32},
                 {31, 32},      {32, 64},       {64, 128},      {2047, 2048},
                 {2048, 4096},  {4095, 4096},   {4096, 8192},   {8191, 8192},
                 {8192, 12288}, {12287, 12288}, {12288, 16384}, {10000000, 10002432}};

    (void)state;
    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++)
        assert_int_equal(sealed_value_padded(STEPS[i].text), STEPS[i].padded);
}

static void texts_of_any_length_and_end_come_back(void **state)
{
    static char text[20000];

    for (size_t n = 0; n < sizeof text; n += n < 140 ? 1 : 977) {
        CLEANUP(buf_free) struct buf sealed = {0}, plain = {0};

        /* What looks like padding at the end of the text is text. */
        memset(text, n % 3 ? 0 : (char)0x80, n);
        must(sealed_value_make(*state, &KEY, &NAME, text, n, &sealed));
        assert_int_equal(sealed.len, 1 + 8 + 12 + sealed_value_padded(n) + 16);
        must(sealed_value_open(*state, NULL, &KEY, &NAME, sealed.data, sealed.len, &plain));
        assert_int_equal(plain.len, n);
        assert_memory_equal(plain.data, text, n);
    }
}

static void the_same_is_sealed_differently_each_time(void **state)
{
    CLEANUP(buf_free) struct buf a = {0}, b = {0};

    must(sealed_value_make(*state, &KEY, &NAME, "Drita", 5, &a));
    must(sealed_value_make(*state, &KEY, &NAME, "Drita", 5, &b));
    assert_memory_not_equal(a.data + 9, b.data + 9, 12);
}

static void one_changed_bit_anywhere_does_not_open(void **state)
{
    CLEANUP(buf_free) struct buf sealed = {0}, plain = {0};

    must(sealed_value_make(*state, &KEY, &NAME, "Drita", 5, &sealed));
    for (size_t bit = 0; bit < 8 * sealed.len; bit++) {
        sealed.data[bit / 8] = (char)(sealed.data[bit / 8] ^ 1 << bit % 8);
        must_fail(sealed_value_open(*state, NULL, &KEY, &NAME, sealed.data, sealed.len, &plain), ERR_CORRUPT);
        sealed.data[bit / 8] = (char)(sealed.data[bit / 8] ^ 1 << bit % 8);
    }
    assert_int_equal(plain.len, 0);
}

static void a_cut_value_does_not_open(void **state)
{
    CLEANUP(buf_free) struct buf sealed = {0}, plain = {0};

    must(sealed_value_make(*state, &KEY, &NAME, "Drita", 5, &sealed));
    for (size_t n = 0; n < sealed.len; n++)
        must_fail(sealed_value_open(*state, NULL, &KEY, &NAME, sealed.data, n, &plain), ERR_CORRUPT);
}

static void a_value_opens_only_in_its_place(void **state)
{
    static const struct seal_place OTHERS[] = {
        {SEAL_HINT, "person", "name", 42},      {SEAL_PERSONAL, "persons", "name", 42},
        {SEAL_PERSONAL, "person", "nid", 42},   {SEAL_PERSONAL, "person", "name", 43},
        {SEAL_PERSONAL, "person", "name", -42}, {SEAL_PERSONAL, "personname", "", 42},
    };
    CLEANUP(buf_free) struct buf sealed = {0}, plain = {0};

    must(sealed_value_make(*state, &KEY, &NAME, "Drita", 5, &sealed));
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        must_fail(sealed_value_open(*state, NULL, &KEY, &OTHERS[i], sealed.data, sealed.len, &plain),
                  ERR_CORRUPT);
}

/* One opener goes from key to key, and forgets a value that did not open. */
static void keys_may_change_from_value_to_value(void **state)
{
    static const uint8_t OTHER_BYTES[AEAD_KEY_SIZE] = {4};
    const struct sealing_key keys[] = {KEY, {259, OTHER_BYTES}};
    CLEANUP(aead_opener_free) struct aead_opener *o = NULL;
    CLEANUP(buf_free) struct buf plain = {0};
    struct buf sealed[2] = {{0}, {0}};

    must(sealed_value_make(*state, &keys[0], &NAME, "Drita", 5, &sealed[0]));
    must(sealed_value_make(*state, &keys[1], &NAME, "Agron", 5, &sealed[1]));
    for (int i = 0; i < 6; i++) {
        const struct buf *s = &sealed[i % 2];

        buf_clear(&plain);
        must(sealed_value_open(*state, &o, &keys[i % 2], &NAME, s->data, s->len, &plain));
        assert_string_equal(plain.data, i % 2 ? "Agron" : "Drita");
        must_fail(sealed_value_open(*state, &o, &keys[i % 2], &NAME, s->data, s->len - 1, &plain),
                  ERR_CORRUPT);
        must_fail(sealed_value_open(*state, &o, &keys[1 - i % 2], &NAME, s->data, s->len, &plain),
                  ERR_CORRUPT);
    }
    buf_free(&sealed[0]);
    buf_free(&sealed[1]);
}

/* Sealed by the program before: version ‖ key number ‖ nonce ‖ ciphertext ‖ tag. */
static void a_value_of_the_version_before_opens(void **state)
{
    const struct sealing_key old = {1, BYTES};
    const uint8_t head[2 + AEAD_NONCE_SIZE] = {1, 1, 9, 9};
    const char place[] = "\0\0\0\0\0\0\0\0\x2a"
                         "person\0name";
    const struct aead_frame frame = {
        .key = BYTES, .nonce = head + 2, .context = place, .context_size = sizeof place - 1};
    CLEANUP(buf_free) struct buf sealed = {0}, plain = {0};
    int64_t id;

    buf_add(&sealed, head, sizeof head);
    must(aead_seal(*state, &frame, "Drita", 5, &sealed));
    must(sealed_value_open_old(*state, &old, &NAME, sealed.data, sealed.len, &plain));
    assert_string_equal(plain.data, "Drita");
    must_fail(sealed_value_open_old(*state, &KEY, &NAME, sealed.data, sealed.len, &plain), ERR_CORRUPT);
    must_fail(sealed_value_key(sealed.data, sealed.len, &id), ERR_CORRUPT);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_sealed_opens),
        TEST(the_length_shows_its_step_alone),
        TEST(texts_of_any_length_and_end_come_back),
        TEST(the_same_is_sealed_differently_each_time),
        TEST(one_changed_bit_anywhere_does_not_open),
        TEST(a_cut_value_does_not_open),
        TEST(a_value_opens_only_in_its_place),
        TEST(keys_may_change_from_value_to_value),
        TEST(a_value_of_the_version_before_opens),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
