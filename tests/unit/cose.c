/* COSE_Sign1: what we sign verifies, one altered byte does not, the shapes of RFC 9052 that other issuers
 * write are read under COSE_ANY, and both rule sets refuse what they must. Messages are put together from hex
 * here, so that they do not pass through the code under test. */
#include "token/cose.h"

#include <stdio.h>
#include <string.h>

#include "crypto/signature.h"
#include "support/assert.h"
#include "token/claim.h"

#define PAYLOAD "5468697320697320612074657374" /* "This is a test" */

struct message {
    const char *open;             /* tag and array head */
    const char *protected_header; /* as in the message: a bstr with its head */
    const char *signed_header;    /* as in the Sig_structure; NULL: the same */
    const char *unprotected_header;
    const char *aad; /* content only */
};

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

static void hex_add(struct buf *b, const char *hex)
{
    unsigned byte;

    for (; hex[0] && sscanf(hex, "%2x", &byte) == 1; hex += 2)
        buf_char(b, (char)byte);
}

static void bstr_add(struct buf *b, const char *hex)
{
    size_t n = strlen(hex) / 2;

    assert_true(n < 24);
    buf_char(b, (char)(0x40 | n));
    hex_add(b, hex);
}

/* The message of those parts, signed with key. */
static void message_sign(const struct message *m, struct buf *ret)
{
    CLEANUP(buf_free) struct buf to_sign = {0};
    uint8_t signature[SIGNATURE_SIZE];

    hex_add(&to_sign, "846a5369676e617475726531");
    hex_add(&to_sign, m->signed_header ? m->signed_header : m->protected_header);
    bstr_add(&to_sign, m->aad ? m->aad : "");
    bstr_add(&to_sign, PAYLOAD);
    must(signer_sign(key, to_sign.data, to_sign.len, signature));

    hex_add(ret, m->open ? m->open : "d284");
    hex_add(ret, m->protected_header);
    hex_add(ret, m->unprotected_header ? m->unprotected_header : "a0");
    bstr_add(ret, PAYLOAD);
    hex_add(ret, "5840");
    buf_add(ret, signature, sizeof signature);
    must(buf_err(ret));
}

static err parse(const struct buf *b, enum cose_rules rules, struct cose_sign1 *ret, const char **ret_reason)
{
    return cose_parse((const uint8_t *)b->data, b->len, rules, ret, ret_reason);
}

static void holds(const struct message *m, struct slice aad)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct cose_sign1 c;
    const char *reason = "";

    message_sign(m, &b);
    if (parse(&b, COSE_ANY, &c, &reason))
        fail_msg("%s", reason);
    assert_int_equal(c.payload.size, strlen(PAYLOAD) / 2);
    must(cose_verify(&c, signer_verifier(key), aad));
}

static void refused_bytes(const struct buf *b, enum cose_rules rules, const char *expected)
{
    struct cose_sign1 c = {.alg = 12345};
    const char *reason = NULL;

    must_fail(parse(b, rules, &c, &reason), ERR_INPUT);
    assert_string_equal(reason, expected);
    assert_int_equal(c.alg, 12345);
}

static void refused(const struct message *m, enum cose_rules rules, const char *expected)
{
    CLEANUP(buf_free) struct buf b = {0};

    message_sign(m, &b);
    refused_bytes(&b, rules, expected);
}

static void refused_hex(const char *hex, enum cose_rules rules, const char *expected)
{
    CLEANUP(buf_free) struct buf b = {0};

    hex_add(&b, hex);
    refused_bytes(&b, rules, expected);
}

#define NO_AAD ((struct slice){0})
#define ES256  "43a10126"
#define OURS   "4da2012604480102030405060708"

static void signs_ours(const char *type, struct buf *ret)
{
    const struct slice payload = {(const uint8_t *)"hello", 5};

    must(cose_sign(key, type, payload, ret));
}

static void our_own_parses_and_verifies(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct cose_sign1 c;
    const char *reason;

    (void)state;
    signs_ours(NULL, &b);
    must(parse(&b, COSE_OURS, &c, &reason));
    assert_true(c.tagged);
    assert_int_equal(c.alg, COSE_ALG_ES256);
    assert_int_equal(c.kid.size, KID_SIZE);
    assert_memory_equal(c.kid.data, signer_kid(key), KID_SIZE);
    assert_int_equal(c.type.size, 0);
    assert_int_equal(c.payload.size, 5);
    assert_memory_equal(c.payload.data, "hello", 5);
    must(cose_verify(&c, signer_verifier(key), NO_AAD));
}

static void our_own_has_the_expected_head(void **state)
{
    static const uint8_t HEAD[] = {0xd2, 0x84, 0x4d, 0xa2, 0x01, 0x26, 0x04, 0x48};
    CLEANUP(buf_free) struct buf b = {0};

    (void)state;
    signs_ours(NULL, &b);
    assert_memory_equal(b.data, HEAD, sizeof HEAD);
    assert_int_equal(b.len, 2 + 14 + 1 + 6 + 2 + 64);
}

static void a_type_is_written_and_read(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct cose_sign1 c;
    const char *reason;

    (void)state;
    signs_ours(STATUS_LIST_TYPE, &b);
    must(parse(&b, COSE_OURS, &c, &reason));
    assert_int_equal(c.type.size, strlen(STATUS_LIST_TYPE));
    assert_memory_equal(c.type.data, STATUS_LIST_TYPE, c.type.size);
}

static void any_altered_byte_is_noticed(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct cose_sign1 c;
    const char *reason;

    (void)state;
    signs_ours(NULL, &b);
    for (size_t i = 0; i < b.len; i++) {
        b.data[i] ^= (char)(1 << i % 8);
        assert_true(parse(&b, COSE_OURS, &c, &reason) || cose_verify(&c, signer_verifier(key), NO_AAD));
        assert_true(parse(&b, COSE_ANY, &c, &reason) || cose_verify(&c, signer_verifier(key), NO_AAD));
        b.data[i] ^= (char)(1 << i % 8);
    }
}

static void any_cut_is_refused(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct cose_sign1 c;
    const char *reason;

    (void)state;
    signs_ours(NULL, &b);
    for (size_t n = 0; n < b.len; n++)
        must_fail(cose_parse((const uint8_t *)b.data, n, COSE_ANY, &c, &reason), ERR_INPUT);
}

static void another_key_does_not_verify(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};
    CLEANUP(signer_free) struct signer *other = NULL;
    struct cose_sign1 c;
    const char *reason;

    (void)state;
    signs_ours(NULL, &b);
    must(signer_create(&other));
    must(parse(&b, COSE_OURS, &c, &reason));
    must_fail(cose_verify(&c, signer_verifier(other), NO_AAD), ERR_CORRUPT);
}

static void kid_may_stand_outside_under_any(void **state)
{
    (void)state;
    holds(&(struct message){.protected_header = ES256, .unprotected_header = "a104423132"}, NO_AAD);
}

static void no_tag_is_taken_under_any(void **state)
{
    (void)state;
    holds(&(struct message){.open = "84", .protected_header = ES256}, NO_AAD);
}

static void empty_protected_string_is_taken_under_any(void **state)
{
    (void)state;
    holds(&(struct message){.protected_header = "40", .unprotected_header = "a2012604423132"}, NO_AAD);
}

static void empty_protected_map_is_signed_as_empty_string(void **state)
{
    (void)state;
    holds(&(struct message){.protected_header = "41a0",
                            .signed_header = "40",
                            .unprotected_header = "a2012604423132"},
          NO_AAD);
}

static void external_data_is_part_of_what_is_signed(void **state)
{
    static const uint8_t AAD[] = {0x11, 0xaa, 0x22};
    const struct message m = {.protected_header = ES256, .aad = "11aa22"};
    CLEANUP(buf_free) struct buf b = {0};
    struct cose_sign1 c;
    const char *reason;

    (void)state;
    holds(&m, (struct slice){AAD, sizeof AAD});
    message_sign(&m, &b);
    must(parse(&b, COSE_ANY, &c, &reason));
    must_fail(cose_verify(&c, signer_verifier(key), NO_AAD), ERR_CORRUPT);
}

static void added_protected_header_breaks_the_signature(void **state)
{
    const struct message m = {.protected_header = "45a201260300", .signed_header = ES256};
    CLEANUP(buf_free) struct buf b = {0};
    struct cose_sign1 c;
    const char *reason;

    (void)state;
    message_sign(&m, &b);
    must(parse(&b, COSE_ANY, &c, &reason));
    must_fail(cose_verify(&c, signer_verifier(key), NO_AAD), ERR_CORRUPT);
}

static void long_forms_and_indefinite_lengths_are_taken_under_any(void **state)
{
    (void)state;
    holds(&(struct message){.protected_header = "44a1180126"}, NO_AAD);
    holds(&(struct message){.protected_header = "44bf0126ff"}, NO_AAD);
    holds(
        &(struct message){.protected_header = ES256, .unprotected_header = "bf0442313265616c69656e9f01ffff"},
        NO_AAD);
}

static void the_break_of_an_indefinite_array_is_needed(void **state)
{
    const struct message m = {.open = "d29f", .protected_header = ES256};
    CLEANUP(buf_free) struct buf b = {0};
    struct cose_sign1 c;
    const char *reason;

    (void)state;
    message_sign(&m, &b);
    refused_bytes(&b, COSE_ANY, "no COSE_Sign1: not an array of four");
    buf_char(&b, (char)0xff);
    must(parse(&b, COSE_ANY, &c, &reason));
    must(cose_verify(&c, signer_verifier(key), NO_AAD));
}

static void other_tags_are_refused(void **state)
{
    const char reason[] = "no COSE_Sign1: another tag or none";

    (void)state;
    refused(&(struct message){.open = "d903e684", .protected_header = ES256}, COSE_ANY, reason);
    refused(&(struct message){.open = "d83dd284", .protected_header = ES256}, COSE_ANY, reason);
    refused(&(struct message){.open = "d184", .protected_header = OURS}, COSE_OURS, reason);
    refused(&(struct message){.open = "84", .protected_header = OURS}, COSE_OURS, reason);
    refused(&(struct message){.open = "d83dd284", .protected_header = OURS}, COSE_OURS, reason);
}

static void other_algorithms_are_refused(void **state)
{
    const char reason[] = "another algorithm than ES256";

    (void)state;
    refused(&(struct message){.protected_header = "45a1013903e6"}, COSE_ANY, reason);
    refused(&(struct message){.protected_header = "4aa10167756e6b6e6f776e"}, COSE_ANY, reason);
    refused(&(struct message){.protected_header = "44a1013822"}, COSE_ANY, reason);
    refused(&(struct message){.protected_header = "40", .unprotected_header = "a10127"}, COSE_ANY, reason);
    refused(&(struct message){.protected_header = "4da2012704480102030405060708"}, COSE_OURS, reason);
}

static void no_algorithm_is_refused(void **state)
{
    (void)state;
    refused(&(struct message){.protected_header = "40"}, COSE_ANY, "no algorithm");
    refused(&(struct message){.protected_header = "41a0"}, COSE_OURS, "no algorithm");
}

static void a_header_in_both_maps_is_refused(void **state)
{
    (void)state;
    refused(&(struct message){.protected_header = ES256, .unprotected_header = "a10126"}, COSE_ANY,
            "a header stands in both maps");
}

static void ours_has_nothing_outside_the_protected_header(void **state)
{
    const char reason[] = "a header outside the protected ones";

    (void)state;
    refused(&(struct message){.protected_header = OURS, .unprotected_header = "a10126"}, COSE_OURS, reason);
    refused(&(struct message){.protected_header = ES256, .unprotected_header = "a104480102030405060708"},
            COSE_OURS, reason);
    refused(&(struct message){.protected_header = OURS, .unprotected_header = "a1186300"}, COSE_OURS, reason);
}

static void ours_needs_a_key_id_of_eight_bytes(void **state)
{
    (void)state;
    refused(&(struct message){.protected_header = ES256}, COSE_OURS, "no key id of 8 bytes");
    refused(&(struct message){.protected_header = "47a2012604423132"}, COSE_OURS, "no key id of 8 bytes");
    refused(&(struct message){.protected_header = "45a201260407"}, COSE_OURS,
            "a key id that is no byte string");
}

static void ours_refuses_any_crit(void **state)
{
    (void)state;
    refused(&(struct message){.protected_header = "50a3012602810404480102030405060708"}, COSE_OURS,
            "a crit header");
}

static void crit_that_we_act_on_is_taken_under_any(void **state)
{
    (void)state;
    holds(&(struct message){.protected_header = "46a20126028101"}, NO_AAD);
}

static void crit_that_we_do_not_act_on_is_refused(void **state)
{
    (void)state;
    refused(&(struct message){.protected_header = "4aa3012602811863186300"}, COSE_ANY,
            "a critical header that is not known");
    refused(&(struct message){.protected_header = "4ca201260281667374616e6765"}, COSE_ANY,
            "a critical header that is not known");
    refused(&(struct message){.protected_header = "45a201260280"}, COSE_ANY, "an empty crit header");
    refused(&(struct message){.protected_header = "45a201260204"}, COSE_ANY, "a crit header that is no list");
    refused(&(struct message){.protected_header = "46a20126028104"}, COSE_ANY,
            "a critical header that is not there");
    refused(&(struct message){.protected_header = ES256, .unprotected_header = "a1028101"}, COSE_ANY,
            "a crit header");
}

static void duplicate_keys_are_refused(void **state)
{
    const char reason[] = "a map key stands twice";

    (void)state;
    refused(&(struct message){.protected_header = "45a201260126"}, COSE_ANY, reason);
    refused(&(struct message){.protected_header = "46a20126180126"}, COSE_ANY, reason);
    refused(&(struct message){.protected_header = ES256, .unprotected_header = "a30441310500044132"},
            COSE_ANY, reason);
    refused(&(struct message){.protected_header = "45a201260126"}, COSE_OURS, reason);
    refused(&(struct message){.protected_header = ES256, .unprotected_header = "a118638201a2616100616100"},
            COSE_ANY, reason);
}

static void ours_must_be_canonical(void **state)
{
    (void)state;
    refused(&(struct message){.protected_header = "4da2044801020304050607080126"}, COSE_OURS,
            "map keys that are not in order");
    refused(&(struct message){.protected_header = "4ea218012604480102030405060708"}, COSE_OURS,
            "a number or length that is not in its shortest form");
    refused(&(struct message){.protected_header = "580da2012604480102030405060708"}, COSE_OURS,
            "a number or length that is not in its shortest form");
    refused(&(struct message){.open = "d29f", .protected_header = OURS}, COSE_OURS,
            "an indefinite length or a lone break");
    refused(&(struct message){.protected_header = "4ebf012604480102030405060708ff"}, COSE_OURS,
            "an indefinite length or a lone break");
    refused(&(struct message){.open = "d81284", .protected_header = OURS}, COSE_OURS,
            "a number or length that is not in its shortest form");
}

static void strings_in_chunks_are_refused(void **state)
{
    (void)state;
    refused(&(struct message){.protected_header = "5f43a10126ff"}, COSE_ANY,
            "an indefinite length or a lone break");
}

static void trailing_bytes_are_refused(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};

    (void)state;
    signs_ours(NULL, &b);
    buf_char(&b, '\0');
    refused_bytes(&b, COSE_OURS, "something stands behind the CBOR");
    refused_bytes(&b, COSE_ANY, "something stands behind the CBOR");
    refused(&(struct message){.protected_header = "44a1012600"}, COSE_ANY,
            "something stands behind the CBOR");
}

static void other_shapes_are_refused(void **state)
{
    (void)state;
    refused_hex("", COSE_ANY, "the CBOR ends too early");
    refused_hex("a0", COSE_ANY, "no COSE_Sign1: not an array of four");
    refused_hex("d28343a10126a040", COSE_ANY, "no COSE_Sign1: not an array of four");
    refused_hex("d28543a10126a0404040", COSE_ANY, "no COSE_Sign1: not an array of four");
    refused_hex("d284a10126a04040", COSE_ANY, "a protected header that is no byte string");
    refused_hex("d2844101a04040", COSE_ANY, "a protected header that is no map");
    refused_hex("d28443a10126404040", COSE_ANY, "an unprotected header that is no map");
    refused_hex("d28443a10126a0f640", COSE_ANY, "a payload that is detached or no byte string");
    refused_hex("d28443a10126a04080", COSE_ANY, "a signature that is no byte string");
    refused_hex("d28443a10126a0404100", COSE_ANY, "a signature that is not 64 bytes");
    refused_hex("d28443a10126a140014040", COSE_ANY, "a header label that is neither number nor text");
    refused_hex("d28443a10126a180014040", COSE_ANY, "a map key that is neither a number nor a string");
    refused_hex("d28443a10126a11081004040", COSE_ANY, "a type that is neither text nor number");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(our_own_parses_and_verifies),
        cmocka_unit_test(our_own_has_the_expected_head),
        cmocka_unit_test(a_type_is_written_and_read),
        cmocka_unit_test(any_altered_byte_is_noticed),
        cmocka_unit_test(any_cut_is_refused),
        cmocka_unit_test(another_key_does_not_verify),
        cmocka_unit_test(kid_may_stand_outside_under_any),
        cmocka_unit_test(no_tag_is_taken_under_any),
        cmocka_unit_test(empty_protected_string_is_taken_under_any),
        cmocka_unit_test(empty_protected_map_is_signed_as_empty_string),
        cmocka_unit_test(external_data_is_part_of_what_is_signed),
        cmocka_unit_test(added_protected_header_breaks_the_signature),
        cmocka_unit_test(long_forms_and_indefinite_lengths_are_taken_under_any),
        cmocka_unit_test(the_break_of_an_indefinite_array_is_needed),
        cmocka_unit_test(other_tags_are_refused),
        cmocka_unit_test(other_algorithms_are_refused),
        cmocka_unit_test(no_algorithm_is_refused),
        cmocka_unit_test(a_header_in_both_maps_is_refused),
        cmocka_unit_test(ours_has_nothing_outside_the_protected_header),
        cmocka_unit_test(ours_needs_a_key_id_of_eight_bytes),
        cmocka_unit_test(ours_refuses_any_crit),
        cmocka_unit_test(crit_that_we_act_on_is_taken_under_any),
        cmocka_unit_test(crit_that_we_do_not_act_on_is_refused),
        cmocka_unit_test(duplicate_keys_are_refused),
        cmocka_unit_test(ours_must_be_canonical),
        cmocka_unit_test(strings_in_chunks_are_refused),
        cmocka_unit_test(trailing_bytes_are_refused),
        cmocka_unit_test(other_shapes_are_refused),
    };

    return cmocka_run_group_tests(tests, keys_make, keys_free);
}
