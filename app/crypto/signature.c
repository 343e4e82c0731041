/* ES256 with OpenSSL's EVP. A key is read only once it is made, and each call works on its own copy of a
 * prepared context: that is what lets threads share it (and preparing costs a fifth of a signature). */
#include "crypto/signature.h"

#include <limits.h>
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "crypto/digest.h"

#define HALF      32 /* r, s, x, y */
#define DER_MAX   80 /* a P-256 signature has 72 bytes at most */
#define PEM_MAX   65536
#define SPKI_HEAD 27 /* bytes before the point, all fixed for P-256 */

struct verifier {
    EVP_PKEY *key;
    EVP_PKEY_CTX *prepared; /* for checking; only ever copied */
    uint8_t kid[KID_SIZE];
};

struct signer {
    EVP_PKEY *key;
    EVP_PKEY_CTX *prepared; /* for signing; only ever copied */
    struct verifier *verifier;
};

static void ctx_free(EVP_PKEY_CTX **ctx)
{
    EVP_PKEY_CTX_free(*ctx);
}

static void pair_free(ECDSA_SIG **pair)
{
    ECDSA_SIG_free(*pair);
}

static void key_free(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}

static void bio_free(BIO **bio)
{
    (void)BIO_free(*bio);
}

/* What OpenSSL queued up must not surface in a later, unrelated call. */
static err forget(err e)
{
    ERR_clear_error();
    return e;
}

/* Only P-256: ES256 is defined for no other curve (RFC 9053 section 2.1), and a signature of another size
 * would not fit the card. */
static bool is_p256(const EVP_PKEY *key)
{
    char group[32];

    return EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_group_name(key, group, sizeof group, NULL) == 1 &&
           strcmp(group, SN_X9_62_prime256v1) == 0;
}

static err key_spki(const EVP_PKEY *key, struct buf *ret_der)
{
    unsigned char *der = NULL;
    int n = i2d_PUBKEY(key, &der);

    if (n <= 0)
        return forget(ERR_SYSTEM);
    buf_add(ret_der, der, (size_t)n);
    OPENSSL_free(der);
    return buf_err(ret_der);
}

/* Takes the key over when it succeeds. */
static err verifier_from_key(EVP_PKEY *key, struct verifier **ret)
{
    CLEANUP(buf_free) struct buf der = {0};
    CLEANUP(verifier_free) struct verifier *v = NULL;
    uint8_t digest[DIGEST_SIZE];
    err e;

    if (!is_p256(key))
        return forget(ERR_INPUT);
    if ((e = key_spki(key, &der)) || (e = digest_sha256(der.data, der.len, digest)))
        return e;
    if (!(v = calloc(1, sizeof *v)))
        return ERR_SYSTEM;
    if (!(v->prepared = EVP_PKEY_CTX_new(key, NULL)) || EVP_PKEY_verify_init(v->prepared) != 1)
        return forget(ERR_SYSTEM);
    memcpy(v->kid, digest, KID_SIZE);
    v->key = key;
    *ret = v;
    v = NULL;
    return OK;
}

err verifier_from_spki(const void *der, size_t n, struct verifier **ret)
{
    CLEANUP(key_free) EVP_PKEY *key = NULL;
    const unsigned char *at = der;
    err e;

    if (n == 0 || n > PEM_MAX || !(key = d2i_PUBKEY(NULL, &at, (long)n)) ||
        at != (const unsigned char *)der + n)
        return forget(ERR_INPUT);
    if ((e = verifier_from_key(key, ret)))
        return e;
    key = NULL;
    return OK;
}

err verifier_from_point(const uint8_t x[32], const uint8_t y[32], struct verifier **ret)
{
    /* RFC 5480: SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING { 04 ‖ x ‖ y } } */
    static const uint8_t HEAD[SPKI_HEAD] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48,
                                            0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
                                            0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
    uint8_t der[SPKI_HEAD + 2 * HALF];

    memcpy(der, HEAD, SPKI_HEAD);
    memcpy(der + SPKI_HEAD, x, HALF);
    memcpy(der + SPKI_HEAD + HALF, y, HALF);
    return verifier_from_spki(der, sizeof der, ret);
}

err verifier_read(const char *pem_path, struct verifier **ret)
{
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(bio_free) BIO *bio = NULL;
    CLEANUP(key_free) EVP_PKEY *key = NULL;
    err e;

    if ((e = file_read(pem_path, PEM_MAX, &file)))
        return e;
    if (file.len == 0 || file.data[0] == 0x30) /* a SEQUENCE: DER */
        return verifier_from_spki(file.data, file.len, ret);
    if (!(bio = BIO_new_mem_buf(file.data, (int)file.len)))
        return forget(ERR_SYSTEM);
    if (!(key = PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL)))
        return forget(ERR_INPUT);
    if ((e = verifier_from_key(key, ret)))
        return e;
    key = NULL;
    return OK;
}

static err bio_write(BIO *bio, const char *path)
{
    char *data = NULL;
    long n = BIO_get_mem_data(bio, &data);

    return n > 0 ? file_create(path, data, (size_t)n) : ERR_SYSTEM;
}

err verifier_write(const struct verifier *v, const char *pem_path)
{
    CLEANUP(bio_free) BIO *bio = BIO_new(BIO_s_mem());

    if (!bio || PEM_write_bio_PUBKEY(bio, v->key) != 1)
        return forget(ERR_SYSTEM);
    return bio_write(bio, pem_path);
}

const uint8_t *verifier_kid(const struct verifier *v)
{
    return v->kid;
}

err verifier_spki(const struct verifier *v, struct buf *ret_der)
{
    return key_spki(v->key, ret_der);
}

/* Padded to 32 bytes: a coordinate that begins with zeros would otherwise come out shorter, once in 256
 * keys. */
static err key_number(const EVP_PKEY *key, const char *name, uint8_t ret[HALF])
{
    BIGNUM *n = NULL;
    bool good = EVP_PKEY_get_bn_param(key, name, &n) == 1 && BN_bn2binpad(n, ret, HALF) == HALF;

    BN_free(n);
    return good ? OK : forget(ERR_SYSTEM);
}

err verifier_point(const struct verifier *v, uint8_t ret_x[32], uint8_t ret_y[32])
{
    uint8_t x[HALF], y[HALF];
    err e;

    if ((e = key_number(v->key, OSSL_PKEY_PARAM_EC_PUB_X, x)) ||
        (e = key_number(v->key, OSSL_PKEY_PARAM_EC_PUB_Y, y)))
        return e;
    memcpy(ret_x, x, HALF);
    memcpy(ret_y, y, HALF);
    return OK;
}

/* DER as OpenSSL wants it; the number of bytes, 0 on failure. */
static size_t raw_to_der(const uint8_t raw[SIGNATURE_SIZE], unsigned char ret[DER_MAX])
{
    CLEANUP(pair_free) ECDSA_SIG *pair = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(raw, HALF, NULL), *s = BN_bin2bn(raw + HALF, HALF, NULL);
    unsigned char *at = ret;
    int n;

    if (!pair || !r || !s || ECDSA_SIG_set0(pair, r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return 0;
    }
    n = i2d_ECDSA_SIG(pair, NULL);
    /* First the length alone, then the bytes: i2d writes without asking how much room there is. */
    return n > 0 && n <= DER_MAX && i2d_ECDSA_SIG(pair, &at) == n ? (size_t)n : 0;
}

err verifier_check(const struct verifier *v, const void *data, size_t n,
                   const uint8_t signature[SIGNATURE_SIZE])
{
    CLEANUP(ctx_free) EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_dup(v->prepared);
    unsigned char der[DER_MAX];
    size_t size = raw_to_der(signature, der);
    uint8_t digest[DIGEST_SIZE];
    err e;

    if (!ctx || size == 0)
        return forget(ERR_SYSTEM);
    if ((e = digest_sha256(data, n, digest)))
        return e;
    /* Not told apart: a signature that is wrong, and one that OpenSSL could not work on. */
    if (EVP_PKEY_verify(ctx, der, size, digest, sizeof digest) != 1)
        return forget(ERR_CORRUPT);
    return OK;
}

void verifier_free(struct verifier **v)
{
    if (!*v)
        return;
    EVP_PKEY_CTX_free((*v)->prepared);
    EVP_PKEY_free((*v)->key);
    free(*v);
    *v = NULL;
}

/* Takes the key over when it succeeds. */
static err signer_from_key(EVP_PKEY *key, struct signer **ret)
{
    CLEANUP(signer_free) struct signer *s = calloc(1, sizeof *s);
    err e;

    if (!s)
        return ERR_SYSTEM;
    if (!(s->prepared = EVP_PKEY_CTX_new(key, NULL)))
        return forget(ERR_SYSTEM);
    if (EVP_PKEY_sign_init(s->prepared) != 1)
        return forget(ERR_INPUT); /* of a kind that does not sign */
    if ((e = verifier_from_key(key, &s->verifier)))
        return e;
    (void)EVP_PKEY_up_ref(key); /* one for the verifier, one for the signer */
    s->key = key;
    *ret = s;
    s = NULL;
    return OK;
}

err signer_create(struct signer **ret)
{
    CLEANUP(key_free) EVP_PKEY *key = EVP_EC_gen("P-256");
    err e;

    if (!key)
        return forget(ERR_SYSTEM);
    if ((e = signer_from_key(key, ret)))
        return e;
    key = NULL;
    return OK;
}

/* Instead of OpenSSL's own, which asks at the terminal. */
static int no_passphrase(char *text, int size, int writing, void *arg)
{
    (void)text, (void)size, (void)writing, (void)arg;
    return -1;
}

err signer_from_pem(const void *pem, size_t n, struct signer **ret)
{
    CLEANUP(bio_free) BIO *bio = n <= PEM_MAX ? BIO_new_mem_buf(pem, (int)n) : NULL;
    CLEANUP(key_free) EVP_PKEY *key = NULL;
    err e;

    if (!bio || !(key = PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL)))
        return forget(ERR_INPUT);
    if ((e = signer_from_key(key, ret)))
        return e;
    key = NULL;
    return OK;
}

err signer_read(const char *pem_path, struct signer **ret)
{
    CLEANUP(buf_wipe) struct buf file = {0};
    err e;

    if ((e = file_read(pem_path, PEM_MAX, &file)))
        return e;
    return signer_from_pem(file.data, file.len, ret);
}

err signer_write(const struct signer *s, const char *pem_path)
{
    CLEANUP(bio_free) BIO *bio = BIO_new(BIO_s_secmem()); /* wiped when freed */

    if (!bio || PEM_write_bio_PKCS8PrivateKey(bio, s->key, NULL, NULL, 0, NULL, NULL) != 1)
        return forget(ERR_SYSTEM);
    return bio_write(bio, pem_path);
}

const uint8_t *signer_kid(const struct signer *s)
{
    return s->verifier->kid;
}

const struct verifier *signer_verifier(const struct signer *s)
{
    return s->verifier;
}

/* FIPS 186-4 D.1.2.3: n, and n / 2 rounded down. */
static const uint8_t ORDER[HALF] = {0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff,
                                    0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17,
                                    0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51};
static const uint8_t HALF_ORDER[HALF] = {0x7f, 0xff, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff,
                                         0xff, 0xff, 0xff, 0xff, 0xff, 0xde, 0x73, 0x7d, 0x56, 0xd3, 0x8b,
                                         0xcf, 0x42, 0x79, 0xdc, 0xe5, 0x61, 0x7e, 0x31, 0x92, 0xa8};

bool signature_low(const uint8_t signature[SIGNATURE_SIZE])
{
    return memcmp(signature + HALF, HALF_ORDER, HALF) <= 0;
}

/* s becomes n − s. */
static void mirror(uint8_t s[HALF])
{
    int borrow = 0;

    for (int i = HALF - 1; i >= 0; i--) {
        int digit = ORDER[i] - s[i] - borrow;

        borrow = digit < 0;
        s[i] = (uint8_t)(digit + (borrow ? 256 : 0));
    }
}

static err der_to_raw(const unsigned char *der, size_t n, uint8_t ret[SIGNATURE_SIZE])
{
    CLEANUP(pair_free) ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)n);
    uint8_t raw[SIGNATURE_SIZE];

    if (!pair || BN_bn2binpad(ECDSA_SIG_get0_r(pair), raw, HALF) != HALF ||
        BN_bn2binpad(ECDSA_SIG_get0_s(pair), raw + HALF, HALF) != HALF)
        return forget(ERR_SYSTEM);
    if (!signature_low(raw))
        mirror(raw + HALF);
    memcpy(ret, raw, sizeof raw);
    return OK;
}

err signer_sign(const struct signer *s, const void *data, size_t n, uint8_t ret[SIGNATURE_SIZE])
{
    CLEANUP(ctx_free) EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_dup(s->prepared);
    unsigned char der[DER_MAX];
    size_t size = sizeof der;
    uint8_t digest[DIGEST_SIZE];
    err e;

    if ((e = digest_sha256(data, n, digest)))
        return e;
    if (!ctx || EVP_PKEY_sign(ctx, der, &size, digest, sizeof digest) != 1)
        return forget(ERR_SYSTEM);
    return der_to_raw(der, size, ret);
}

void signer_free(struct signer **s)
{
    if (!*s)
        return;
    EVP_PKEY_CTX_free((*s)->prepared);
    verifier_free(&(*s)->verifier);
    EVP_PKEY_free((*s)->key);
    free(*s);
    *s = NULL;
}
