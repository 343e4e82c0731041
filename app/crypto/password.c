/* scrypt (RFC 7914) and the text form of its results. One mutex keeps two sign-ins at once from taking twice
 * the memory; how many wait for it is counted, because both are the process's. */
#include "crypto/password.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "crypto/random.h"

#define SALT_SIZE          16                 /* bytes; NIST SP 800-132 section 5.1 asks for 16 */
#define SALT_BASE64        24                 /* characters of 16 bytes in Base64, padding included */
#define PASSWORD_TYPED_MAX (4 * PASSWORD_MAX) /* bytes before NFC: a letter and its marks may be four signs  \
                                               */
#define HASH_SIZE   32
#define HASH_BASE64 44 /* characters of 32 bytes */
#define COST_MIN    10 /* log2 of N; 10 is for tests only */
/* 1 GiB at r = 8: a hash written into the database must not be able to exhaust the server */
#define COST_MAX     20
#define BLOCK        8 /* r and p as RFC 7914 section 2 recommends */
#define BLOCK_MAX    8
#define PARALLEL     1
#define PARALLEL_MAX 4

struct cost {
    unsigned int log2_n, r, p;
};

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static atomic_int places_taken;
static unsigned int cost_new = 17; /* set once, before any thread */

void password_cost_set(int log2_n)
{
    cost_new = log2_n < COST_MIN ? COST_MIN : log2_n > COST_MAX ? COST_MAX : (unsigned int)log2_n;
}

err password_place_take(bool *ret_held)
{
    if (atomic_fetch_add(&places_taken, 1) >= PASSWORD_PLACES) {
        atomic_fetch_sub(&places_taken, 1);
        return ERR_BUSY;
    }
    *ret_held = true;
    return OK;
}

void password_place_leave(bool *held)
{
    if (*held)
        atomic_fetch_sub(&places_taken, 1);
    *held = false;
}

/* Writes the whole text form. */
static err password_derive(const char *password, const struct cost *c, const uint8_t salt[SALT_SIZE],
                           char ret[PASSWORD_HASH_SIZE])
{
    uint64_t n = UINT64_C(1) << c->log2_n;
    uint64_t memory = 128 * c->r * (n + c->p + 2) + (1 << 20);
    unsigned char hash[HASH_SIZE], salt64[SALT_BASE64 + 1], hash64[HASH_BASE64 + 1];
    int good;

    if (pthread_mutex_lock(&one_at_a_time) != 0)
        return ERR_SYSTEM;
    good =
        EVP_PBE_scrypt(password, strlen(password), salt, SALT_SIZE, n, c->r, c->p, memory, hash, sizeof hash);
    (void)pthread_mutex_unlock(&one_at_a_time);
    if (good != 1) {
        ERR_clear_error();
        return ERR_SYSTEM;
    }
    (void)EVP_EncodeBlock(salt64, salt, SALT_SIZE);
    (void)EVP_EncodeBlock(hash64, hash, HASH_SIZE);
    (void)snprintf(ret, PASSWORD_HASH_SIZE, "scrypt$%u$%u$%u$%s$%s", c->log2_n, c->r, c->p, salt64, hash64);
    OPENSSL_cleanse(hash, sizeof hash);
    return OK;
}

/* The form that is hashed. false: it is nobody's. */
static bool password_form(const char *password, char ret[PASSWORD_MAX + 1])
{
    return strlen(password) <= PASSWORD_TYPED_MAX && text_nfc(password, ret, PASSWORD_MAX + 1);
}

err password_hash(const char *password, char ret[PASSWORD_HASH_SIZE])
{
    struct cost c = {.log2_n = cost_new, .r = BLOCK, .p = PARALLEL};
    char form[PASSWORD_MAX + 1];
    uint8_t salt[SALT_SIZE];
    err e;

    if (!password_form(password, form) || strlen(form) < PASSWORD_MIN)
        return ERR_INPUT;
    if (!(e = random_bytes(salt, sizeof salt)))
        e = password_derive(form, &c, salt, ret);
    OPENSSL_cleanse(form, sizeof form);
    return e;
}

static err salt_decode(const char base64[SALT_BASE64 + 1], uint8_t ret[SALT_SIZE])
{
    unsigned char bytes[SALT_BASE64 / 4 * 3];

    if (EVP_DecodeBlock(bytes, (const unsigned char *)base64, SALT_BASE64) != (int)sizeof bytes)
        return ERR_CORRUPT;
    memcpy(ret, bytes, SALT_SIZE);
    return OK;
}

/* What stands before the last part of the text form. */
static err hash_read(const char *hash, struct cost *ret_cost, uint8_t ret_salt[SALT_SIZE])
{
    char salt64[SALT_BASE64 + 1];
    struct cost c;
    int end = 0;
    err e;

    if (sscanf(hash, "scrypt$%2u$%2u$%2u$%24[A-Za-z0-9+/=]$%n", &c.log2_n, &c.r, &c.p, salt64, &end) != 4 ||
        end == 0 || strlen(hash + end) != HASH_BASE64 || strlen(salt64) != SALT_BASE64)
        return ERR_CORRUPT;
    if (c.log2_n < COST_MIN || c.log2_n > COST_MAX || c.r < 1 || c.r > BLOCK_MAX || c.p < 1 ||
        c.p > PARALLEL_MAX)
        return ERR_CORRUPT;
    if ((e = salt_decode(salt64, ret_salt)))
        return e;
    *ret_cost = c;
    return OK;
}

/* hash NULL: nothing is the same. */
static err password_compare(const char *form, const char *hash, bool *ret)
{
    struct cost c = {.log2_n = cost_new, .r = BLOCK, .p = PARALLEL};
    uint8_t salt[SALT_SIZE] = {0};
    char computed[PASSWORD_HASH_SIZE];
    err e;

    if (hash && (e = hash_read(hash, &c, salt)))
        return e;
    if ((e = password_derive(form, &c, salt, computed)))
        return e;
    *ret = hash && strlen(hash) == strlen(computed) && CRYPTO_memcmp(hash, computed, strlen(hash)) == 0;
    OPENSSL_cleanse(computed, sizeof computed);
    return OK;
}

err password_verify_old(const char *password, const char *hash, bool *ret, bool *ret_renew)
{
    char form[PASSWORD_MAX + 1];
    bool same = false, renew = false;
    err e;

    if (!password_form(password, form)) { /* says nothing about the account */
        *ret = *ret_renew = false;
        return OK;
    }
    e = password_compare(form, hash, &same);
    /* Until 2026 what was typed was hashed as it came. */
    if (!e && !same && strcmp(form, password) != 0 && strlen(password) <= PASSWORD_MAX &&
        !(e = password_compare(password, hash, &same)))
        renew = same;
    OPENSSL_cleanse(form, sizeof form);
    if (e)
        return e;
    *ret = same;
    *ret_renew = renew;
    return OK;
}

err password_verify(const char *password, const char *hash, bool *ret)
{
    bool renew;

    return password_verify_old(password, hash, ret, &renew);
}
