/* Digests against published vectors. */
#include "crypto/digest.h"

#include <string.h>

#include "support/assert.h"

static void assert_hex(const uint8_t *digest, const char *expected)
{
    char hex[2 * DIGEST_SIZE + 1];

    assert_string_equal(digest_hex(digest, DIGEST_SIZE, hex), expected);
}

/* The examples published with FIPS 180-4. */
static void sha256_gives_the_fips_examples(void **state)
{
    uint8_t d[DIGEST_SIZE];

    (void)state;
    must(digest_sha256("abc", 3, d));
    assert_hex(d, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    must(digest_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, d));
    assert_hex(d, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    must(digest_sha256(NULL, 0, d));
    assert_hex(d, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

/* RFC 4231, cases 1 to 3: HMAC fills short keys with zeroes, so 32 bytes with zeroes are the same key. */
static void hmac_gives_the_rfc_4231_vectors(void **state)
{
    uint8_t key[32] = {0}, data[50], d[DIGEST_SIZE];

    (void)state;
    memset(key, 0x0b, 20);
    must(digest_hmac(key, "Hi There", 8, d));
    assert_hex(d, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");

    memset(key, 0, sizeof key);
    memcpy(key, "Jefe", 4);
    must(digest_hmac(key, "what do ya want for nothing?", 28, d));
    assert_hex(d, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

    memset(key, 0xaa, 20);
    memset(key + 20, 0, 12);
    memset(data, 0xdd, sizeof data);
    must(digest_hmac(key, data, sizeof data, d));
    assert_hex(d, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
}

static void hmac_takes_empty_data(void **state)
{
    const uint8_t key[32] = {0};
    uint8_t d[DIGEST_SIZE];

    (void)state;
    must(digest_hmac(key, NULL, 0, d));
    assert_hex(d, "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

/* RFC 5869 §2.2, §2.3 with no salt and one block, by way of HMAC: PRK = HMAC(0…0, key), T(1) = HMAC(PRK,
 * info ‖ 1). */
static void hkdf_is_extract_and_expand(void **state)
{
    const uint8_t zero[32] = {0};
    uint8_t key[32], prk[32], expected[32], derived[32];

    (void)state;
    for (int i = 0; i < 32; i++)
        key[i] = (uint8_t)i;
    must(digest_hmac(zero, key, sizeof key, prk));
    must(digest_hmac(prk, "hint\x01", 5, expected));
    must(digest_hkdf(key, "hint", derived));
    assert_memory_equal(derived, expected, sizeof expected);
    assert_hex(derived, "5538d9838478a053c01a604208703db9862d5a65bb3200f0cb892231668b99ff");
}

static void hkdf_separates_purposes_and_keys(void **state)
{
    const uint8_t key[32] = {1}, other[32] = {2};
    uint8_t a[32], b[32], c[32];

    (void)state;
    must(digest_hkdf(key, "nid", a));
    must(digest_hkdf(key, "name", b));
    must(digest_hkdf(other, "nid", c));
    assert_memory_not_equal(a, b, sizeof a);
    assert_memory_not_equal(a, c, sizeof a);
}

static void same_compares_every_byte(void **state)
{
    uint8_t a[32] = {0}, b[32] = {0};

    (void)state;
    assert_true(digest_same(a, b, sizeof a));
    for (size_t i = 0; i < sizeof b; i++) {
        b[i] = 0x80;
        assert_false(digest_same(a, b, sizeof a));
        b[i] = 0;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_gives_the_fips_examples),
        cmocka_unit_test(hmac_gives_the_rfc_4231_vectors),
        cmocka_unit_test(hmac_takes_empty_data),
        cmocka_unit_test(hkdf_is_extract_and_expand),
        cmocka_unit_test(hkdf_separates_purposes_and_keys),
        cmocka_unit_test(same_compares_every_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
