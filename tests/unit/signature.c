/* ES256: keys in and out, signatures that hold and that do not. */
#include "crypto/signature.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "crypto/digest.h"
#include "support/assert.h"

/* RFC 6979 A.2.5: the P-256 key and its signature of "sample" with SHA-256. */
static const uint8_t RFC_X[32] = {0x60, 0xFE, 0xD4, 0xBA, 0x25, 0x5A, 0x9D, 0x31, 0xC9, 0x61, 0xEB,
                                  0x74, 0xC6, 0x35, 0x6D, 0x68, 0xC0, 0x49, 0xB8, 0x92, 0x3B, 0x61,
                                  0xFA, 0x6C, 0xE6, 0x69, 0x62, 0x2E, 0x60, 0xF2, 0x9F, 0xB6};
static const uint8_t RFC_Y[32] = {0x79, 0x03, 0xFE, 0x10, 0x08, 0xB8, 0xBC, 0x99, 0xA4, 0x1A, 0xE9,
                                  0xE9, 0x56, 0x28, 0xBC, 0x64, 0xF2, 0xF1, 0xB2, 0x0C, 0x2D, 0x7E,
                                  0x9F, 0x51, 0x77, 0xA3, 0xC2, 0x94, 0xD4, 0x46, 0x22, 0x99};
static const uint8_t RFC_SIGNATURE[64] = {
    0xEF, 0xD4, 0x8B, 0x2A, 0xAC, 0xB6, 0xA8, 0xFD, 0x11, 0x40, 0xDD, 0x9C, 0xD4, 0x5E, 0x81, 0xD6,
    0x9D, 0x2C, 0x87, 0x7B, 0x56, 0xAA, 0xF9, 0x91, 0xC3, 0x4D, 0x0E, 0xA8, 0x4E, 0xAF, 0x37, 0x16,
    0xF7, 0xCB, 0x1C, 0x94, 0x2D, 0x65, 0x7C, 0x41, 0xD4, 0x36, 0xC7, 0xA1, 0xB6, 0xE2, 0x9F, 0x65,
    0xF3, 0xE9, 0x00, 0xDB, 0xB9, 0xAF, 0xF4, 0x06, 0x4D, 0xC4, 0xAB, 0x2F, 0x84, 0x3A, 0xCD, 0xA8};

static const char ED25519_PUBLIC[] = "-----BEGIN PUBLIC KEY-----\n"
                                     "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
                                     "-----END PUBLIC KEY-----\n";

struct fixture {
    char dir[64];
    char path[96];
    struct signer *signer;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    assert_non_null(f);
    strcpy(f->dir, "/tmp/besa-test-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    (void)snprintf(f->path, sizeof f->path, "%s/key", f->dir);
    must(signer_create(&f->signer));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    (void)unlink(f->path);
    (void)rmdir(f->dir);
    signer_free(&f->signer);
    signer_free(&f->signer);
    free(f);
    return 0;
}

static void a_signature_holds(void **state)
{
    const struct fixture *f = *state;
    uint8_t signature[SIGNATURE_SIZE];

    must(signer_sign(f->signer, "card", 4, signature));
    must(verifier_check(signer_verifier(f->signer), "card", 4, signature));
    must(signer_sign(f->signer, NULL, 0, signature));
    must(verifier_check(signer_verifier(f->signer), NULL, 0, signature));
}

static void other_data_does_not_hold(void **state)
{
    const struct fixture *f = *state;
    uint8_t signature[SIGNATURE_SIZE];

    must(signer_sign(f->signer, "card", 4, signature));
    must_fail(verifier_check(signer_verifier(f->signer), "cart", 4, signature), ERR_CORRUPT);
    must_fail(verifier_check(signer_verifier(f->signer), "card", 3, signature), ERR_CORRUPT);
}

static void one_changed_bit_anywhere_does_not_hold(void **state)
{
    const struct fixture *f = *state;
    uint8_t signature[SIGNATURE_SIZE];

    must(signer_sign(f->signer, "card", 4, signature));
    for (size_t bit = 0; bit < 8 * sizeof signature; bit++) {
        signature[bit / 8] ^= (uint8_t)(1 << bit % 8);
        must_fail(verifier_check(signer_verifier(f->signer), "card", 4, signature), ERR_CORRUPT);
        signature[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

static void zero_and_all_ones_do_not_hold(void **state)
{
    const struct fixture *f = *state;
    uint8_t signature[SIGNATURE_SIZE] = {0};

    must_fail(verifier_check(signer_verifier(f->signer), "card", 4, signature), ERR_CORRUPT);
    memset(signature, 0xFF, sizeof signature);
    must_fail(verifier_check(signer_verifier(f->signer), "card", 4, signature), ERR_CORRUPT);
}

static void another_key_does_not_hold(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(signer_free) struct signer *other = NULL;
    uint8_t signature[SIGNATURE_SIZE];

    must(signer_create(&other));
    must(signer_sign(other, "card", 4, signature));
    must_fail(verifier_check(signer_verifier(f->signer), "card", 4, signature), ERR_CORRUPT);
}

static void the_rfc_6979_signature_holds(void **state)
{
    CLEANUP(verifier_free) struct verifier *v = NULL;

    (void)state;
    must(verifier_from_point(RFC_X, RFC_Y, &v));
    must(verifier_check(v, "sample", 6, RFC_SIGNATURE));
    must_fail(verifier_check(v, "simple", 6, RFC_SIGNATURE), ERR_CORRUPT);
}

static void a_point_off_the_curve_is_no_key(void **state)
{
    CLEANUP(verifier_free) struct verifier *v = NULL;
    const uint8_t zero[32] = {0};

    (void)state;
    must_fail(verifier_from_point(RFC_Y, RFC_X, &v), ERR_INPUT);
    must_fail(verifier_from_point(zero, zero, &v), ERR_INPUT);
    assert_null(v);
}

static void the_point_comes_out_as_it_went_in(void **state)
{
    CLEANUP(verifier_free) struct verifier *v = NULL;
    uint8_t x[32], y[32];

    (void)state;
    must(verifier_from_point(RFC_X, RFC_Y, &v));
    must(verifier_point(v, x, y));
    assert_memory_equal(x, RFC_X, sizeof x);
    assert_memory_equal(y, RFC_Y, sizeof y);
}

static void the_kid_is_the_digest_of_the_spki(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(buf_free) struct buf der = {0};
    CLEANUP(verifier_free) struct verifier *v = NULL;
    uint8_t digest[DIGEST_SIZE];

    must(verifier_spki(signer_verifier(f->signer), &der));
    assert_int_equal(der.len, 91);
    must(digest_sha256(der.data, der.len, digest));
    assert_memory_equal(signer_kid(f->signer), digest, KID_SIZE);
    must(verifier_from_spki(der.data, der.len, &v));
    assert_memory_equal(verifier_kid(v), digest, KID_SIZE);
}

static void a_broken_spki_is_no_key(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(buf_free) struct buf der = {0};
    struct verifier *v = NULL;

    must(verifier_spki(signer_verifier(f->signer), &der));
    for (size_t n = 0; n < der.len; n++)
        must_fail(verifier_from_spki(der.data, n, &v), ERR_INPUT);
    buf_char(&der, '\0');
    must_fail(verifier_from_spki(der.data, der.len, &v), ERR_INPUT);
    assert_null(v);
}

static void a_private_key_survives_its_file(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(signer_free) struct signer *again = NULL;
    uint8_t signature[SIGNATURE_SIZE];
    struct stat st;

    must(signer_write(f->signer, f->path));
    assert_int_equal(stat(f->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    must(signer_read(f->path, &again));
    assert_memory_equal(signer_kid(again), signer_kid(f->signer), KID_SIZE);
    must(signer_sign(again, "card", 4, signature));
    must(verifier_check(signer_verifier(f->signer), "card", 4, signature));
}

static void a_key_file_is_never_overwritten(void **state)
{
    const struct fixture *f = *state;

    must(signer_write(f->signer, f->path));
    must_fail(signer_write(f->signer, f->path), ERR_CONFLICT);
    must_fail(verifier_write(signer_verifier(f->signer), f->path), ERR_CONFLICT);
}

static void a_public_key_is_read_as_pem_and_as_der(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(buf_free) struct buf der = {0};
    CLEANUP(verifier_free) struct verifier *pem = NULL, *raw = NULL;

    must(verifier_write(signer_verifier(f->signer), f->path));
    must(verifier_read(f->path, &pem));
    assert_memory_equal(verifier_kid(pem), signer_kid(f->signer), KID_SIZE);
    assert_int_equal(unlink(f->path), 0);
    must(verifier_spki(pem, &der));
    must(file_create(f->path, der.data, der.len));
    must(verifier_read(f->path, &raw));
    assert_memory_equal(verifier_kid(raw), signer_kid(f->signer), KID_SIZE);
}

static void a_private_key_is_no_public_key_and_the_reverse(void **state)
{
    const struct fixture *f = *state;
    struct verifier *v = NULL;
    struct signer *s = NULL;

    must(signer_write(f->signer, f->path));
    must_fail(verifier_read(f->path, &v), ERR_INPUT);
    assert_int_equal(unlink(f->path), 0);
    must(verifier_write(signer_verifier(f->signer), f->path));
    must_fail(signer_read(f->path, &s), ERR_INPUT);
}

static void keys_of_other_kinds_are_refused(void **state)
{
    const struct fixture *f = *state;
    struct verifier *v = NULL;

    must(file_create(f->path, ED25519_PUBLIC, strlen(ED25519_PUBLIC)));
    must_fail(verifier_read(f->path, &v), ERR_INPUT);
}

static void missing_and_empty_files_are_told_apart(void **state)
{
    const struct fixture *f = *state;
    struct verifier *v = NULL;
    struct signer *s = NULL;

    must_fail(signer_read(f->path, &s), ERR_ABSENT);
    must_fail(verifier_read(f->path, &v), ERR_ABSENT);
    must(file_create(f->path, "", 0));
    must_fail(signer_read(f->path, &s), ERR_INPUT);
    must_fail(verifier_read(f->path, &v), ERR_INPUT);
}

static void *sign_many(void *arg)
{
    const struct signer *s = arg;
    uint8_t signature[SIGNATURE_SIZE];

    for (uint32_t i = 0; i < 200; i++)
        if (signer_sign(s, &i, sizeof i, signature) ||
            verifier_check(signer_verifier(s), &i, sizeof i, signature))
            return "failed";
    return NULL;
}

static void threads_share_a_key(void **state)
{
    const struct fixture *f = *state;
    pthread_t threads[4];

    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, sign_many, f->signer), 0);
    for (int i = 0; i < 4; i++) {
        void *failure = NULL;

        assert_int_equal(pthread_join(threads[i], &failure), 0);
        assert_null(failure);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_signature_holds),
        TEST(other_data_does_not_hold),
        TEST(one_changed_bit_anywhere_does_not_hold),
        TEST(zero_and_all_ones_do_not_hold),
        TEST(another_key_does_not_hold),
        TEST(the_rfc_6979_signature_holds),
        TEST(a_point_off_the_curve_is_no_key),
        TEST(the_point_comes_out_as_it_went_in),
        TEST(the_kid_is_the_digest_of_the_spki),
        TEST(a_broken_spki_is_no_key),
        TEST(a_private_key_survives_its_file),
        TEST(a_key_file_is_never_overwritten),
        TEST(a_public_key_is_read_as_pem_and_as_der),
        TEST(a_private_key_is_no_public_key_and_the_reverse),
        TEST(keys_of_other_kinds_are_refused),
        TEST(missing_and_empty_files_are_told_apart),
        TEST(threads_share_a_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
