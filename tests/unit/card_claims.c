/* What a card's bytes must be: one case for everything that strict decoding refuses (COSE_OURS). They are put
 * together from hex, so that they do not pass through the code under test; their signature is not checked. */
#include <stdio.h>
#include <string.h>

#include "crypto/signature.h"
#include "support/assert.h"
#include "token/card_token.h"

#define EXP      "041a6a000000"
#define CTI      "074a00010203040506070809"
#define LIST_URI "6375726968687474703a2f2f61" /* "uri": "http://a" */
#define STATUS   "19ffffa16b7374617475735f6c697374a26369647807" LIST_URI
#define SERVICES "3a0001000001"

#define OPEN   "d284"
#define HEADER "4da2012604480102030405060708"

static void hex_add(struct buf *b, const char *hex)
{
    unsigned byte;

    for (; hex[0] && sscanf(hex, "%2x", &byte) == 1; hex += 2)
        buf_char(b, (char)byte);
}

/* A card of those parts with an empty signature: parsing does not check it. */
static err parse_parts(const char *open_and_header, const char *unprotected, const char *payload,
                       struct card_token *ret, const char **ret_reason)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct cose_sign1 cose;
    const size_t n = strlen(payload) / 2;

    hex_add(&b, open_and_header);
    hex_add(&b, unprotected);
    if (n > 255) {
        buf_char(&b, 0x59);
        buf_char(&b, (char)(n / 256));
    } else if (n > 23) {
        buf_char(&b, 0x58);
    }
    buf_char(&b, (char)(n > 23 ? n : 0x40 | n));
    hex_add(&b, payload);
    hex_add(&b, "5840");
    for (size_t i = 0; i < SIGNATURE_SIZE; i++)
        buf_char(&b, 0);
    return card_token_parse((const uint8_t *)b.data, b.len, ret, &cose, ret_reason);
}

static void parts_refused(const char *open_and_header, const char *unprotected, const char *payload,
                          const char *expected)
{
    struct card_token card = {.exp = 4711};
    const char *reason = NULL;

    must_fail(parse_parts(open_and_header, unprotected, payload, &card, &reason), ERR_INPUT);
    assert_string_equal(reason, expected);
    assert_int_equal(card.exp, 4711);
}

static void payload_refused(const char *payload, const char *expected)
{
    parts_refused(OPEN HEADER, "a0", payload, expected);
}

static void payload_taken(const char *payload, struct card_token *ret)
{
    const char *reason = "";

    if (parse_parts(OPEN HEADER, "a0", payload, ret, &reason))
        fail_msg("%s", reason);
}

#define GOOD "a4" EXP CTI STATUS SERVICES

static void the_smallest_card_is_read(void **state)
{
    struct card_token card;

    (void)state;
    payload_taken(GOOD, &card);
    assert_int_equal(card.exp, 0x6a000000);
    assert_int_equal(card.nbf, 0);
    assert_int_equal(card.list_index, 7);
    assert_string_equal(card.list_uri, "http://a");
    assert_int_equal(card.services, SERVICE_TRANSPORT);
    assert_string_equal(card.hint, "");
}

static void unknown_claims_are_ignored(void **state)
{
    struct card_token card;

    (void)state;
    payload_taken("a6" EXP CTI "1863a20102038204f93e00" STATUS SERVICES "6561626364658101", &card);
    assert_int_equal(card.services, SERVICE_TRANSPORT);
    payload_taken("a4" EXP CTI "19ffffa26178006b7374617475735f6c697374a36162f5636964780763757269616"
                  "1" SERVICES,
                  &card);
    assert_string_equal(card.list_uri, "a");
}

static void another_tag_is_refused(void **state)
{
    const char reason[] = "no COSE_Sign1: another tag or none";

    (void)state;
    parts_refused("84" HEADER, "a0", GOOD, reason);
    parts_refused("d184" HEADER, "a0", GOOD, reason);
    parts_refused("d83dd284" HEADER, "a0", GOOD, reason);
}

static void another_algorithm_is_refused(void **state)
{
    (void)state;
    parts_refused(OPEN "4da2012704480102030405060708", "a0", GOOD, "another algorithm than ES256");
    parts_refused(OPEN "4ba104480102030405060708", "a0", GOOD, "no algorithm");
}

static void crit_is_refused(void **state)
{
    (void)state;
    parts_refused(OPEN "50a3012602810104480102030405060708", "a0", GOOD, "a crit header");
}

static void headers_outside_the_protected_ones_are_refused(void **state)
{
    const char reason[] = "a header outside the protected ones";

    (void)state;
    parts_refused(OPEN "4ba104480102030405060708", "a10126", GOOD, reason);
    parts_refused(OPEN "43a10126", "a104480102030405060708", GOOD, reason);
}

static void a_typed_token_is_not_a_card(void **state)
{
    (void)state;
    parts_refused(OPEN "50a301260448010203040506070810"
                       "6161",
                  "a0", GOOD, "a token of another type");
}

static void a_signature_of_another_length_is_refused(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct card_token card;
    struct cose_sign1 cose;
    const char *reason = NULL;

    (void)state;
    hex_add(&b, OPEN HEADER "a0"
                            "43"
                            "a10000"
                            "583f");
    for (size_t i = 0; i < SIGNATURE_SIZE - 1; i++)
        buf_char(&b, 0);
    must_fail(card_token_parse((const uint8_t *)b.data, b.len, &card, &cose, &reason), ERR_INPUT);
    assert_string_equal(reason, "a signature that is not 64 bytes");
}

static void bytes_behind_are_refused(void **state)
{
    (void)state;
    payload_refused(GOOD "00", "something stands behind the CBOR");
}

static void duplicate_claims_are_refused(void **state)
{
    (void)state;
    payload_refused("a5" EXP EXP CTI STATUS SERVICES, "a map key stands twice");
    payload_refused("a4" EXP CTI "19ffffa16b7374617475735f6c697374a363696478076369647808" LIST_URI SERVICES,
                    "a map key stands twice");
    payload_refused("a5" EXP CTI "1863a201000100" STATUS SERVICES, "a map key stands twice");
}

static void indefinite_lengths_are_refused(void **state)
{
    const char reason[] = "an indefinite length or a lone break";

    (void)state;
    payload_refused("bf" EXP CTI STATUS SERVICES "ff", reason);
    payload_refused("a5" EXP CTI "18639fff" STATUS SERVICES, reason);
    payload_refused("a4" EXP "075f4a00010203040506070809ff" STATUS SERVICES, reason);
}

static void other_than_deterministic_cbor_is_refused(void **state)
{
    const char form[] = "a number or length that is not in its shortest form";

    (void)state;
    payload_refused("a4" CTI EXP STATUS SERVICES, "map keys that are not in order");
    payload_refused("a4"
                    "041b000000006a000000" CTI STATUS SERVICES,
                    form);
    payload_refused("a4"
                    "18041a6a000000" CTI STATUS SERVICES,
                    form);
    payload_refused("a5" EXP CTI "1863fa3fc00000" STATUS SERVICES, form);
    payload_refused("a5" EXP CTI "1863fb3ff8000000000000" STATUS SERVICES, form);
}

static void exp_must_be_a_possible_integer(void **state)
{
    const char reason[] = "exp is not an integer or no possible time";

    (void)state;
    payload_refused("a4"
                    "04fb41da800000200000" CTI STATUS SERVICES,
                    reason);
    payload_refused("a4"
                    "046a31383130323435363030" CTI STATUS SERVICES,
                    reason);
    payload_refused("a4"
                    "04c11a6a000000" CTI STATUS SERVICES,
                    reason);
    payload_refused("a4"
                    "0400" CTI STATUS SERVICES,
                    reason);
    payload_refused("a4"
                    "0420" CTI STATUS SERVICES,
                    reason);
    payload_refused("a4"
                    "041bffffffffffffffff" CTI STATUS SERVICES,
                    reason);
    payload_refused("a4"
                    "041b7fffffffffffffff" CTI STATUS SERVICES,
                    reason);
    payload_refused("a5" EXP "05f6" CTI STATUS SERVICES, "nbf is not an integer or no possible time");
}

static void missing_claims_are_refused(void **state)
{
    (void)state;
    payload_refused("a3" CTI STATUS SERVICES, "no exp");
    payload_refused("a3" EXP STATUS SERVICES, "no cti");
    payload_refused("a3" EXP CTI SERVICES, "no status_list with idx and uri");
    payload_refused("a3" EXP CTI STATUS, "no services");
    payload_refused("a4" EXP CTI "19ffffa0" SERVICES, "no status_list with idx and uri");
    payload_refused("a4" EXP CTI "19ffffa16b7374617475735f6c697374a16369647807" SERVICES,
                    "no status_list with idx and uri");
    payload_refused("a4" EXP CTI "19ffffa16b7374617475735f6c697374a1" LIST_URI SERVICES,
                    "no status_list with idx and uri");
    payload_refused("a0", "no exp");
}

static void claims_of_another_type_are_refused(void **state)
{
    (void)state;
    payload_refused("80", "the payload is no map");
    payload_refused("a4" EXP "0741aa" STATUS SERVICES, "cti is not 10 bytes");
    payload_refused("a4" EXP "076a30303030303030303030" STATUS SERVICES, "cti is not 10 bytes");
    payload_refused("a4" EXP CTI "19ffff07" SERVICES, "status is no map");
    payload_refused("a4" EXP CTI "19ffffa16b7374617475735f6c69737407" SERVICES, "status_list is no map");
    payload_refused("a4" EXP CTI "19ffffa16b7374617475735f6c697374a26369647820" LIST_URI SERVICES,
                    "idx is not a number of 32 bits");
    payload_refused("a4" EXP CTI
                    "19ffffa16b7374617475735f6c697374a2636964781b0000000100000000" LIST_URI SERVICES,
                    "idx is not a number of 32 bits");
    payload_refused("a4" EXP CTI "19ffffa16b7374617475735f6c697374a2636964780763757269426161" SERVICES,
                    "uri is not a text of 1 to 200 bytes");
    payload_refused("a4" EXP CTI STATUS "3a00010000f5", "services is not a number of 32 bits");
    payload_refused("a5" EXP CTI STATUS SERVICES "3a0001000160", "hint is not a text of 1 to 40 bytes");
    payload_refused("a5" EXP CTI STATUS SERVICES "3a0001000161ff", "hint is not a text of 1 to 40 bytes");
    payload_refused("a5" EXP CTI STATUS SERVICES "3a00010001611b", "hint is not a text of 1 to 40 bytes");
}

static void over_long_texts_are_refused(void **state)
{
    char payload[800];
    size_t n;

    (void)state;
    n = (size_t)snprintf(payload, sizeof payload, "a5" EXP CTI STATUS SERVICES "3a000100017829");
    memset(payload + n, '4', 82);
    payload[n + 82] = '\0';
    payload_refused(payload, "hint is not a text of 1 to 40 bytes");
    n = (size_t)snprintf(payload, sizeof payload,
                         "a4" EXP CTI "19ffffa16b7374617475735f6c697374a263696478076375726978c9");
    memset(payload + n, '4', 402);
    (void)snprintf(payload + n + 402, sizeof payload - n - 402, SERVICES);
    payload_refused(payload, "uri is not a text of 1 to 200 bytes");
}

static void deep_nesting_is_refused(void **state)
{
    (void)state;
    payload_refused("a5" EXP CTI "18638181818181818181818100" STATUS SERVICES, "the CBOR is nested too deep");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_smallest_card_is_read),
        cmocka_unit_test(unknown_claims_are_ignored),
        cmocka_unit_test(another_tag_is_refused),
        cmocka_unit_test(another_algorithm_is_refused),
        cmocka_unit_test(crit_is_refused),
        cmocka_unit_test(headers_outside_the_protected_ones_are_refused),
        cmocka_unit_test(a_typed_token_is_not_a_card),
        cmocka_unit_test(a_signature_of_another_length_is_refused),
        cmocka_unit_test(bytes_behind_are_refused),
        cmocka_unit_test(duplicate_claims_are_refused),
        cmocka_unit_test(indefinite_lengths_are_refused),
        cmocka_unit_test(other_than_deterministic_cbor_is_refused),
        cmocka_unit_test(exp_must_be_a_possible_integer),
        cmocka_unit_test(missing_claims_are_refused),
        cmocka_unit_test(claims_of_another_type_are_refused),
        cmocka_unit_test(over_long_texts_are_refused),
        cmocka_unit_test(deep_nesting_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
