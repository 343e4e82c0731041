/* Signed status lists: the draft's two tokens, our own, and what is refused under a good signature. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/signature.h"
#include "support/assert.h"
#include "token/claim.h"
#include "token/status_list.h"

#define URI "https://karta.example.al/status/1"

static json_t *vectors;
static struct signer *key;

static int fixtures_make(void **state)
{
    (void)state;
    vectors = json_load_file("tests/vectors/status-list.json", 0, NULL);
    return vectors == NULL || signer_create(&key) != OK;
}

static int fixtures_free(void **state)
{
    (void)state;
    json_decref(vectors);
    signer_free(&key);
    return 0;
}

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static void hex_add(struct buf *b, const char *hex)
{
    unsigned byte;

    assert_non_null(hex);
    for (; hex[0] && sscanf(hex, "%2x", &byte) == 1; hex += 2)
        buf_char(b, (char)byte);
}

static const uint8_t *bytes_of(const struct buf *b)
{
    return (const uint8_t *)b->data;
}

static unsigned bits_of(const json_t *list)
{
    return (unsigned)json_integer_value(json_object_get(list, "bits"));
}

static void base64url_decode(const char *text, uint8_t ret[32])
{
    static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint32_t window = 0;
    unsigned bits = 0;

    assert_non_null(text);
    assert_int_equal(strlen(text), 43);
    for (; *text; text++) {
        window = window << 6 | (uint32_t)(strchr(ALPHABET, *text) - ALPHABET);
        if ((bits += 6) >= 8)
            *ret++ = (uint8_t)(window >> (bits -= 8));
    }
}

static void draft_key(struct verifier **ret)
{
    const json_t *jwk = json_object_get(vectors, "key");
    uint8_t x[32], y[32];

    base64url_decode(text_of(jwk, "x"), x);
    base64url_decode(text_of(jwk, "y"), y);
    must(verifier_from_point(x, y, ret));
}

static void the_draft_list_token_is_read_and_verifies(void **state)
{
    const json_t *sample = json_object_get(vectors, "status_list_token_cwt");
    CLEANUP(verifier_free) struct verifier *v = NULL;
    CLEANUP(buf_free) struct buf token = {0};
    CLEANUP(buf_free) struct buf list = {0};
    struct status_list_token claims;
    struct cose_sign1 cose;

    (void)state;
    draft_key(&v);
    hex_add(&token, text_of(sample, "hex"));
    must(status_list_parse(bytes_of(&token), token.len, COSE_ANY, &claims, &cose, &list));
    assert_string_equal(claims.uri, text_of(sample, "sub"));
    assert_int_equal(claims.iat, json_integer_value(json_object_get(sample, "iat")));
    assert_int_equal(claims.exp, json_integer_value(json_object_get(sample, "exp")));
    assert_int_equal(claims.ttl, json_integer_value(json_object_get(sample, "ttl")));
    assert_int_equal(claims.bits, bits_of(sample));
    assert_int_equal(list.len, 2);
    assert_memory_equal(list.data, "\xb9\xa3", 2);
    must(cose_verify(&cose, v, (struct slice){0}));
    token.data[token.len - 1] ^= 1;
    must_fail(cose_verify(&cose, v, (struct slice){0}), ERR_CORRUPT);
}

static void the_draft_referenced_token_verifies(void **state)
{
    const json_t *sample = json_object_get(vectors, "referenced_token_cwt");
    CLEANUP(verifier_free) struct verifier *v = NULL;
    CLEANUP(buf_free) struct buf token = {0};
    struct cose_sign1 cose;
    const char *reason;

    (void)state;
    draft_key(&v);
    hex_add(&token, text_of(sample, "hex"));
    must(cose_parse(bytes_of(&token), token.len, COSE_ANY, &cose, &reason));
    assert_int_equal(cose.kid.size, 2);
    assert_memory_equal(cose.kid.data, "12", 2);
    must(cose_verify(&cose, v, (struct slice){0}));
    token.data[token.len / 2] ^= 1;
    must_fail(cose_verify(&cose, v, (struct slice){0}), ERR_CORRUPT);
}

static void a_foreign_token_is_not_ours(void **state)
{
    const json_t *sample = json_object_get(vectors, "status_list_token_cwt");
    CLEANUP(buf_free) struct buf token = {0};
    CLEANUP(buf_free) struct buf list = {0};
    struct status_list_token claims;
    struct cose_sign1 cose;

    (void)state;
    hex_add(&token, text_of(sample, "hex"));
    must_fail(status_list_parse(bytes_of(&token), token.len, COSE_OURS, &claims, &cose, &list), ERR_INPUT);
    assert_int_equal(list.len, 0);
}

static void our_list_comes_back(void **state)
{
    static uint8_t list[STATUS_LIST_BYTES];
    CLEANUP(buf_free) struct buf token = {0};
    CLEANUP(buf_free) struct buf back = {0};
    struct status_list_token claims;
    struct cose_sign1 cose;

    (void)state;
    status_set(list, 1, 0, 1);
    status_set(list, 1, STATUS_LIST_ENTRIES - 1, 1);
    must(status_list_sign(URI, 1790000000, list, sizeof list, key, &token));
    must(status_list_parse(bytes_of(&token), token.len, COSE_OURS, &claims, &cose, &back));
    assert_string_equal(claims.uri, URI);
    assert_int_equal(claims.iat, 1790000000);
    assert_int_equal(claims.exp, 1790000000 + 24 * 3600);
    assert_int_equal(claims.ttl, 300);
    assert_int_equal(claims.bits, 1);
    assert_int_equal(back.len, sizeof list);
    assert_memory_equal(back.data, list, sizeof list);
    must(cose_verify(&cose, signer_verifier(key), (struct slice){0}));
}

static void any_altered_byte_of_our_token_is_noticed(void **state)
{
    const uint8_t list[4] = {1, 2, 3, 4};
    CLEANUP(buf_free) struct buf token = {0};

    (void)state;
    must(status_list_sign(URI, 1790000000, list, sizeof list, key, &token));
    for (size_t i = 0; i < token.len; i++) {
        CLEANUP(buf_free) struct buf back = {0};
        struct status_list_token claims;
        struct cose_sign1 cose;

        token.data[i] ^= (char)(1 << i % 8);
        assert_true(status_list_parse(bytes_of(&token), token.len, COSE_OURS, &claims, &cose, &back) ||
                    cose_verify(&cose, signer_verifier(key), (struct slice){0}));
        token.data[i] ^= (char)(1 << i % 8);
    }
}

#define SUB  "026161"
#define LIST "19fffda2646269747301636c73744a78dadbb918000217015d"

/* A token of those claims, rightly signed. */
static err token_parse(const char *type, const char *payload, enum cose_rules rules)
{
    CLEANUP(buf_free) struct buf claims = {0};
    CLEANUP(buf_free) struct buf token = {0};
    CLEANUP(buf_free) struct buf list = {0};
    struct status_list_token ret;
    struct cose_sign1 cose;

    hex_add(&claims, payload);
    must(cose_sign(key, type, (struct slice){bytes_of(&claims), claims.len}, &token));
    return status_list_parse(bytes_of(&token), token.len, rules, &ret, &cose, &list);
}

static void a_token_of_another_type_is_refused(void **state)
{
    const char payload[] = "a4" SUB "0402"
                           "0601" LIST;

    (void)state;
    must(token_parse(STATUS_LIST_TYPE, payload, COSE_OURS));
    must_fail(token_parse("application/cwt", payload, COSE_OURS), ERR_INPUT);
    must_fail(token_parse(NULL, payload, COSE_OURS), ERR_INPUT);
}

static void a_token_without_a_claim_is_refused(void **state)
{
    (void)state;
    must_fail(token_parse(STATUS_LIST_TYPE,
                          "a3"
                          "0402"
                          "0601" LIST,
                          COSE_ANY),
              ERR_INPUT);
    must_fail(token_parse(STATUS_LIST_TYPE, "a3" SUB "0402" LIST, COSE_ANY), ERR_INPUT);
    must_fail(token_parse(STATUS_LIST_TYPE,
                          "a3" SUB "0402"
                          "0601",
                          COSE_ANY),
              ERR_INPUT);
    must_fail(token_parse(STATUS_LIST_TYPE, "a3" SUB "0601" LIST, COSE_OURS), ERR_INPUT);
    must(token_parse(STATUS_LIST_TYPE, "a3" SUB "0601" LIST, COSE_ANY));
}

static void a_token_with_a_wrong_claim_is_refused(void **state)
{
    (void)state;
    must_fail(token_parse(STATUS_LIST_TYPE,
                          "a4"
                          "0200"
                          "0402"
                          "0601" LIST,
                          COSE_ANY),
              ERR_INPUT);
    must_fail(token_parse(STATUS_LIST_TYPE,
                          "a4" SUB "04f93e00"
                          "0601" LIST,
                          COSE_ANY),
              ERR_INPUT);
    must_fail(token_parse(STATUS_LIST_TYPE,
                          "a4" SUB "0402"
                          "0620" LIST,
                          COSE_ANY),
              ERR_INPUT);
    must_fail(token_parse(STATUS_LIST_TYPE,
                          "a4" SUB "0402"
                          "0601"
                          "19fffd01",
                          COSE_ANY),
              ERR_INPUT);
    must_fail(token_parse(STATUS_LIST_TYPE,
                          "a5" SUB "0402"
                          "0402"
                          "0601" LIST,
                          COSE_ANY),
              ERR_INPUT);
    must_fail(token_parse(STATUS_LIST_TYPE,
                          "a4" SUB "0402"
                          "0601" LIST "00",
                          COSE_ANY),
              ERR_INPUT);
    must_fail(token_parse(STATUS_LIST_TYPE, "80", COSE_ANY), ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_draft_list_token_is_read_and_verifies),
        cmocka_unit_test(the_draft_referenced_token_verifies),
        cmocka_unit_test(a_foreign_token_is_not_ours),
        cmocka_unit_test(our_list_comes_back),
        cmocka_unit_test(any_altered_byte_of_our_token_is_noticed),
        cmocka_unit_test(a_token_of_another_type_is_refused),
        cmocka_unit_test(a_token_without_a_claim_is_refused),
        cmocka_unit_test(a_token_with_a_wrong_claim_is_refused),
    };

    return cmocka_run_group_tests(tests, fixtures_make, fixtures_free);
}
