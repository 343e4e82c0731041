/* The card: written and read back, its exact bytes, its text and its number. */
#include "token/card_token.h"

#include <stdio.h>
#include <string.h>

#include "crypto/signature.h"
#include "support/assert.h"

static struct signer *key;

static int keys_make(void **state)
{
    (void)state;
    return signer_create(&key) != OK;
}

static int keys_free(void **state)
{
    (void)state;
    signer_free(&key);
    return 0;
}

static struct card_token sample(void)
{
    return (struct card_token){
        .exp = 1810245600,
        .cti = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99},
        .list_index = 70123,
        .list_uri = "https://karta.example.al/status/1",
        .services = SERVICE_TRANSPORT | SERVICE_KINDERGARTEN,
        .hint = "E.K. 1987",
    };
}

static void sign(const struct card_token *card, struct buf *ret)
{
    uint8_t digest[DIGEST_SIZE];

    must(card_token_sign(card, key, ret, digest));
}

static err decode(const char *text, size_t n, uint8_t ret[CARD_TEXT_MAX], size_t *ret_n)
{
    const char *reason = NULL;
    const err e = card_text_decode(text, n, ret, ret_n, &reason);

    assert_true((e == OK) == (reason == NULL));
    return e;
}

/* From text to claims with the signature checked. */
static err read_card(const char *text, size_t n, struct card_token *ret)
{
    uint8_t bytes[CARD_TEXT_MAX];
    struct cose_sign1 cose;
    const char *reason;
    size_t size;
    err e;

    if ((e = decode(text, n, bytes, &size)) || (e = card_token_parse(bytes, size, ret, &cose, &reason)))
        return e;
    return cose_verify(&cose, signer_verifier(key), (struct slice){0});
}

static void same_card(const struct card_token *a, const struct card_token *b)
{
    assert_int_equal(a->exp, b->exp);
    assert_int_equal(a->nbf, b->nbf);
    assert_memory_equal(a->cti, b->cti, CARD_CTI_SIZE);
    assert_int_equal(a->list_index, b->list_index);
    assert_string_equal(a->list_uri, b->list_uri);
    assert_int_equal(a->services, b->services);
    assert_string_equal(a->hint, b->hint);
}

static void a_card_comes_back(void **state)
{
    CLEANUP(buf_free) struct buf text = {0};
    struct card_token card = sample(), back = {0};

    (void)state;
    sign(&card, &text);
    must(read_card(text.data, text.len, &back));
    same_card(&card, &back);
}

static void the_future_start_comes_back(void **state)
{
    CLEANUP(buf_free) struct buf text = {0};
    struct card_token card = sample(), back = {0};

    (void)state;
    card.nbf = card.exp - 1;
    sign(&card, &text);
    must(read_card(text.data, text.len, &back));
    same_card(&card, &back);
}

static void the_hint_may_be_left_out(void **state)
{
    CLEANUP(buf_free) struct buf text = {0};
    struct card_token card = sample(), back = {0};

    (void)state;
    card.hint[0] = '\0';
    sign(&card, &text);
    must(read_card(text.data, text.len, &back));
    same_card(&card, &back);
}

static void hex_add(struct buf *b, const char *hex)
{
    unsigned byte;

    for (; hex[0] && sscanf(hex, "%2x", &byte) == 1; hex += 2)
        buf_char(b, (char)byte);
}

static void the_payload_is_deterministic_cbor(void **state)
{
    static const char EXPECTED[] = "a6"
                                   "041a6be627e0"
                                   "051a6be627df"
                                   "074a00112233445566778899"
                                   "19ffffa16b7374617475735f6c697374a2"
                                   "636964781a000111eb"
                                   "6375726978"
                                   "2168747470733a2f2f6b617274612e6578616d706c652e616c2f7374617475732f31"
                                   "3a0001000005"
                                   "3a0001000169452e4b2e2031393837";
    CLEANUP(buf_free) struct buf text = {0};
    CLEANUP(buf_free) struct buf expected = {0};
    struct card_token card = sample(), back = {0};
    uint8_t bytes[CARD_TEXT_MAX];
    struct cose_sign1 cose;
    const char *reason;
    size_t n;

    (void)state;
    card.nbf = card.exp - 1;
    sign(&card, &text);
    hex_add(&expected, EXPECTED);
    must(decode(text.data, text.len, bytes, &n));
    must(card_token_parse(bytes, n, &back, &cose, &reason));
    assert_int_equal(cose.payload.size, expected.len);
    assert_memory_equal(cose.payload.data, expected.data, expected.len);
}

static void a_card_is_small_enough_for_its_code(void **state)
{
    CLEANUP(buf_free) struct buf text = {0};
    const struct card_token card = sample();

    (void)state;
    sign(&card, &text);
    assert_in_range(text.len, 200, 321); /* version 10-M holds 311 alphanumerics, 11-M 366 */
    assert_memory_equal(text.data, "BK1", 3);
    assert_int_equal(strspn(text.data + 3, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), text.len - 3);
}

static void the_digest_is_of_the_bytes(void **state)
{
    CLEANUP(buf_free) struct buf text = {0};
    const struct card_token card = sample();
    uint8_t digest[DIGEST_SIZE], expected[DIGEST_SIZE], bytes[CARD_TEXT_MAX];
    size_t n;

    (void)state;
    must(card_token_sign(&card, key, &text, digest));
    must(decode(text.data, text.len, bytes, &n));
    must(digest_sha256(bytes, n, expected));
    assert_memory_equal(digest, expected, DIGEST_SIZE);
}

static void a_card_without_text_still_has_a_digest(void **state)
{
    const struct card_token card = sample();
    uint8_t digest[DIGEST_SIZE] = {0}, none[DIGEST_SIZE] = {0};

    (void)state;
    must(card_token_sign(&card, key, NULL, digest));
    assert_memory_not_equal(digest, none, DIGEST_SIZE);
}

static void impossible_cards_are_not_signed(void **state)
{
    CLEANUP(buf_free) struct buf text = {0};
    uint8_t digest[DIGEST_SIZE];
    struct card_token card;

    (void)state;
    card = sample();
    card.exp = 0;
    must_fail(card_token_sign(&card, key, &text, digest), ERR_INPUT);
    card = sample();
    card.nbf = card.exp;
    must_fail(card_token_sign(&card, key, &text, digest), ERR_INPUT);
    card = sample();
    card.services = 0;
    must_fail(card_token_sign(&card, key, &text, digest), ERR_INPUT);
    card = sample();
    card.list_uri[0] = '\0';
    must_fail(card_token_sign(&card, key, &text, digest), ERR_INPUT);
    assert_int_equal(text.len, 0);
}

static void the_longest_card_fits(void **state)
{
    CLEANUP(buf_free) struct buf text = {0};
    struct card_token card = sample(), back = {0};

    (void)state;
    card.nbf = 1;
    card.list_index = UINT32_MAX;
    card.services = UINT32_MAX;
    memset(card.list_uri, 'u', CARD_URI_MAX);
    memset(card.hint, 'h', CARD_HINT_MAX);
    sign(&card, &text);
    assert_true(text.len <= CARD_TEXT_MAX);
    must(read_card(text.data, text.len, &back));
    same_card(&card, &back);
}

static void lower_case_and_blanks_at_the_ends_are_taken(void **state)
{
    CLEANUP(buf_free) struct buf text = {0};
    CLEANUP(buf_free) struct buf typed = {0};
    const struct card_token card = sample();
    struct card_token back = {0};

    (void)state;
    sign(&card, &text);
    buf_text(&typed, " \t");
    for (size_t i = 0; i < text.len; i++)
        buf_char(&typed, (char)(text.data[i] >= 'A' ? text.data[i] | 0x20 : text.data[i]));
    buf_text(&typed, "\r\n");
    must(read_card(typed.data, typed.len, &back));
    same_card(&card, &back);
}

static void text_refused(const char *text, size_t n, const char *expected)
{
    uint8_t bytes[CARD_TEXT_MAX] = {0xAA}, before[CARD_TEXT_MAX] = {0xAA};
    const char *reason = NULL;
    size_t size = 77;

    must_fail(card_text_decode(text, n, bytes, &size, &reason), ERR_INPUT);
    assert_string_equal(reason, expected);
    assert_int_equal(size, 77);
    assert_memory_equal(bytes, before, sizeof bytes);
}

static void another_prefix_is_refused(void **state)
{
    const char reason[] = "does not begin with BK1";

    (void)state;
    text_refused("", 0, reason);
    text_refused("   ", 3, reason);
    text_refused("BK", 2, reason);
    text_refused("BK2MZXW6YTB", 11, reason);
    text_refused("HC1:NCF", 7, reason);
    text_refused("https://example.al", 18, reason);
}

static void another_character_or_length_is_refused(void **state)
{
    const char reason[] = "not Base32: a character or a length that cannot be";

    (void)state;
    text_refused("BK1MZXW6YT0", 11, reason);
    text_refused("BK1MZXW 6YTB", 12, reason);
    text_refused("BK1MZXW6Y==", 11, reason);
    text_refused("BK1MZXW6YTBA", 12, reason);
    text_refused("BK1MZXW6\0YT", 11, reason);
}

static void longer_than_any_card_is_refused(void **state)
{
    static char text[10000];

    (void)state;
    memset(text, 'A', sizeof text);
    memcpy(text, "BK1", 3);
    text_refused(text, sizeof text, "longer than any card");
    text_refused(text, CARD_TEXT_MAX + 1, "longer than any card");
}

static void a_cut_card_is_refused(void **state)
{
    CLEANUP(buf_free) struct buf text = {0};
    const struct card_token card = sample();
    struct card_token back = {0};

    (void)state;
    sign(&card, &text);
    for (size_t n = 0; n < text.len; n++)
        must_fail(read_card(text.data, n, &back), ERR_INPUT);
}

static void any_altered_character_is_noticed(void **state)
{
    CLEANUP(buf_free) struct buf text = {0};
    const struct card_token card = sample();
    struct card_token back = {0};

    (void)state;
    sign(&card, &text);
    for (size_t i = 0; i < text.len; i++) {
        const char kept = text.data[i];

        text.data[i] = kept == 'A' ? 'B' : 'A';
        assert_int_not_equal(read_card(text.data, text.len, &back), OK);
        text.data[i] = kept;
    }
}

static void a_card_of_another_issuer_does_not_verify(void **state)
{
    CLEANUP(signer_free) struct signer *other = NULL;
    CLEANUP(buf_free) struct buf text = {0};
    const struct card_token card = sample();
    uint8_t digest[DIGEST_SIZE], bytes[CARD_TEXT_MAX];
    struct card_token back = {0};
    struct cose_sign1 cose;
    const char *reason;
    size_t n;

    (void)state;
    must(signer_create(&other));
    must(card_token_sign(&card, other, &text, digest));
    must_fail(read_card(text.data, text.len, &back), ERR_CORRUPT);
    must(decode(text.data, text.len, bytes, &n));
    must(card_token_parse(bytes, n, &back, &cose, &reason));
    assert_memory_equal(cose.kid.data, signer_kid(other), KID_SIZE);
    assert_memory_not_equal(cose.kid.data, signer_kid(key), KID_SIZE);
}

static void the_card_number_is_four_groups_of_four(void **state)
{
    const uint8_t cti[CARD_CTI_SIZE] = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0xff};
    char number[CARD_NUMBER_TEXT];
    uint8_t back[CARD_CTI_SIZE];

    (void)state;
    assert_string_equal(card_number_format(cti, number), "AAIS-EM2E-KVTH-PCH7");
    must(card_number_parse(number, back));
    assert_memory_equal(back, cti, sizeof cti);
}

static void a_typed_card_number_may_be_untidy(void **state)
{
    const uint8_t cti[CARD_CTI_SIZE] = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0xff};
    uint8_t back[CARD_CTI_SIZE];

    (void)state;
    must(card_number_parse(" aais em2e--KVTHpch7\n", back));
    assert_memory_equal(back, cti, sizeof cti);
}

static void another_card_number_is_refused(void **state)
{
    uint8_t back[CARD_CTI_SIZE];

    (void)state;
    must_fail(card_number_parse("", back), ERR_INPUT);
    must_fail(card_number_parse("AAIS-EM2E-KVTH-PCH", back), ERR_INPUT);
    must_fail(card_number_parse("AAIS-EM2E-KVTH-PCH77", back), ERR_INPUT);
    must_fail(card_number_parse("AAIS-EM2E-KVTH-PCH1", back), ERR_INPUT);
    must_fail(card_number_parse("AAIS_EM2E_KVTH_PCH7", back), ERR_INPUT);
}

static void services_have_names(void **state)
{
    enum card_service service;

    (void)state;
    assert_string_equal(card_service_name(SERVICE_TRANSPORT), "transport");
    assert_string_equal(card_service_name(SERVICE_DOCUMENTS), "documents");
    assert_string_equal(card_service_name(SERVICE_KINDERGARTEN), "kindergarten");
    assert_null(card_service_name((enum card_service)3));
    assert_true(card_service_parse("kindergarten", &service));
    assert_int_equal(service, SERVICE_KINDERGARTEN);
    assert_false(card_service_parse("payment", &service));
    assert_int_equal(service, SERVICE_KINDERGARTEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_comes_back),
        cmocka_unit_test(the_future_start_comes_back),
        cmocka_unit_test(the_hint_may_be_left_out),
        cmocka_unit_test(the_payload_is_deterministic_cbor),
        cmocka_unit_test(a_card_is_small_enough_for_its_code),
        cmocka_unit_test(the_digest_is_of_the_bytes),
        cmocka_unit_test(a_card_without_text_still_has_a_digest),
        cmocka_unit_test(impossible_cards_are_not_signed),
        cmocka_unit_test(the_longest_card_fits),
        cmocka_unit_test(lower_case_and_blanks_at_the_ends_are_taken),
        cmocka_unit_test(another_prefix_is_refused),
        cmocka_unit_test(another_character_or_length_is_refused),
        cmocka_unit_test(longer_than_any_card_is_refused),
        cmocka_unit_test(a_cut_card_is_refused),
        cmocka_unit_test(any_altered_character_is_noticed),
        cmocka_unit_test(a_card_of_another_issuer_does_not_verify),
        cmocka_unit_test(the_card_number_is_four_groups_of_four),
        cmocka_unit_test(a_typed_card_number_may_be_untidy),
        cmocka_unit_test(another_card_number_is_refused),
        cmocka_unit_test(services_have_names),
    };

    return cmocka_run_group_tests(tests, keys_make, keys_free);
}
