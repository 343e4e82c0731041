/* Digests and what is built on them, from OpenSSL. Passwords are not hashed here but in password.c: a plain
 * digest is far too fast for them. */
#include "crypto/digest.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Looked up once and constant from then on: SHA256() would look it up by name, under locks, at every call.
 * Each thread keeps a context, for to make one costs as much as a short digest; OpenSSL wipes what it
 * digested at the end of each. */
static EVP_MD *sha256;
static pthread_key_t kept;
static bool keeps;

static void kept_free(void *context)
{
    EVP_MD_CTX_free(context);
}

static void sha256_fetch(void)
{
    sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    keeps = pthread_key_create(&kept, kept_free) == 0;
}

/* NULL: no memory. */
static EVP_MD_CTX *kept_context(void)
{
    EVP_MD_CTX *c = keeps ? pthread_getspecific(kept) : NULL;

    if (c || !keeps || !(c = EVP_MD_CTX_new()))
        return c;
    if (pthread_setspecific(kept, c) != 0) {
        EVP_MD_CTX_free(c);
        return NULL;
    }
    return c;
}

err digest_sha256(const void *data, size_t n, uint8_t ret[DIGEST_SIZE])
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    uint8_t out[DIGEST_SIZE];
    EVP_MD_CTX *c;

    if (pthread_once(&once, sha256_fetch) != 0 || !sha256 || !(c = kept_context()) ||
        EVP_DigestInit_ex2(c, sha256, NULL) != 1 || EVP_DigestUpdate(c, n ? data : "", n) != 1 ||
        EVP_DigestFinal_ex(c, out, NULL) != 1)
        return ERR_SYSTEM;
    memcpy(ret, out, sizeof out);
    return OK;
}

static void digest_end(EVP_MD_CTX **c)
{
    EVP_MD_CTX_free(*c);
}

static void file_end(FILE **f)
{
    if (*f)
        fclose(*f);
}

err digest_file(const char *path, uint8_t ret[DIGEST_SIZE], int64_t *ret_size)
{
    CLEANUP(digest_end) EVP_MD_CTX *c = EVP_MD_CTX_new();
    CLEANUP(file_end) FILE *f = fopen(path, "rbe");
    uint8_t out[DIGEST_SIZE], piece[8192];
    int64_t size = 0;
    size_t n;

    if (!f)
        return ERR_ABSENT;
    if (!c || EVP_DigestInit_ex(c, EVP_sha256(), NULL) != 1)
        return ERR_SYSTEM;
    /* In pieces: a backup is larger than the memory of a small server. */
    while ((n = fread(piece, 1, sizeof piece, f)) > 0) {
        if (EVP_DigestUpdate(c, piece, n) != 1)
            return ERR_SYSTEM;
        size += (int64_t)n;
    }
    if (ferror(f) || EVP_DigestFinal_ex(c, out, NULL) != 1)
        return ERR_SYSTEM;
    memcpy(ret, out, sizeof out);
    *ret_size = size;
    return OK;
}

/* HMAC over SHA-256 without a key yet: HMAC() would look both up by name, under locks, at every call. */
static EVP_MAC_CTX *hmac_plain;

static void hmac_fetch(void)
{
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    EVP_MAC_CTX *c = mac ? EVP_MAC_CTX_new(mac) : NULL;
    char hash[] = "SHA256";
    const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, hash, 0),
                                 OSSL_PARAM_construct_end()};

    EVP_MAC_free(mac); /* the context holds it */
    if (c && EVP_MAC_CTX_set_params(c, params) == 1)
        hmac_plain = c;
    else
        EVP_MAC_CTX_free(c);
}

static void hmac_end(EVP_MAC_CTX **c)
{
    EVP_MAC_CTX_free(*c);
}

err digest_hmac(const uint8_t key[32], const void *data, size_t n, uint8_t ret[DIGEST_SIZE])
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    CLEANUP(hmac_end) EVP_MAC_CTX *c = NULL;
    uint8_t out[DIGEST_SIZE];
    size_t size = 0;

    if (pthread_once(&once, hmac_fetch) != 0 || !hmac_plain || !(c = EVP_MAC_CTX_dup(hmac_plain)) ||
        EVP_MAC_init(c, key, 32, NULL) != 1 || EVP_MAC_update(c, n ? data : "", n) != 1 ||
        EVP_MAC_final(c, out, &size, sizeof out) != 1 || size != sizeof out)
        return ERR_SYSTEM;
    memcpy(ret, out, sizeof out);
    OPENSSL_cleanse(out, sizeof out);
    return OK;
}

static void kdf_free(EVP_KDF **kdf)
{
    EVP_KDF_free(*kdf);
}

static void kdf_ctx_free(EVP_KDF_CTX **ctx)
{
    EVP_KDF_CTX_free(*ctx);
}

err digest_hkdf(const uint8_t key[32], const char *purpose, uint8_t ret[32])
{
    CLEANUP(kdf_free) EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
    CLEANUP(kdf_ctx_free) EVP_KDF_CTX *ctx = kdf ? EVP_KDF_CTX_new(kdf) : NULL;
    /* No salt: RFC 5869 section 3.1 lets it out where the input is a random key already, as all of ours
     * are. */
    OSSL_PARAM params[4];
    char hash[] = "SHA256"; /* OpenSSL's parameters take nothing constant: copies, which are wiped */
    uint8_t ikm[32], out[32];
    char info[64];
    size_t n = strlen(purpose);
    bool good;

    if (!ctx || n > sizeof info)
        return ERR_SYSTEM;
    memcpy(ikm, key, sizeof ikm);
    memcpy(info, purpose, n);
    params[0] = OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, hash, 0);
    params[1] = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, ikm, sizeof ikm);
    params[2] = OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info, n);
    params[3] = OSSL_PARAM_construct_end();
    good = EVP_KDF_derive(ctx, out, sizeof out, params) == 1;
    if (good)
        memcpy(ret, out, sizeof out);
    OPENSSL_cleanse(ikm, sizeof ikm);
    OPENSSL_cleanse(out, sizeof out);
    return good ? OK : ERR_SYSTEM;
}

/* memcmp stops at the first byte that differs, and that time would tell a guesser how far a token was
 * right. */
bool digest_same(const void *a, const void *b, size_t n)
{
    return CRYPTO_memcmp(a, b, n) == 0;
}

char *digest_hex(const void *data, size_t n, char *ret)
{
    static const char HEX[] = "0123456789abcdef";
    const uint8_t *bytes = data;

    for (size_t i = 0; i < n; i++) {
        ret[2 * i] = HEX[bytes[i] >> 4];
        ret[2 * i + 1] = HEX[bytes[i] & 15];
    }
    ret[2 * n] = '\0';
    return ret;
}
