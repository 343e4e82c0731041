/* scrypt (RFC 7914) and the text form of its results. One mutex keeps two sign-ins at once from taking twice
 * the memory; who waits for it is noted, because both are the process's. */
#include "crypto/password.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "crypto/random.h"

#define SALT_SIZE   16 /* bytes; NIST SP 800-132 section 5.1 asks for 16 */
#define SALT_BASE64 24 /* characters of 16 bytes in Base64, padding included */
#define PASSWORD_TYPED_MAX                                                                                   \
    (4 * PASSWORD_MAX) /* bytes before NFC: a letter and its marks may be four signs                         \
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

/* One at a time; who is known goes first. */
static pthread_mutex_t line_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t line_moves = PTHREAD_COND_INITIALIZER;
static bool line_busy;
static int known_waiting;
#define PLACES_ALL (PASSWORD_PLACES + PASSWORD_PLACES_KNOWN)
static pthread_mutex_t place_lock = PTHREAD_MUTEX_INITIALIZER;
static const struct password_place *places[PLACES_ALL]; /* those taken, in the frames of who holds them */
static unsigned int cost_new = 17;                      /* set once, before any thread */

void password_cost_set(int log2_n)
{
    cost_new = log2_n < COST_MIN ? COST_MIN : log2_n > COST_MAX ? COST_MAX : (unsigned int)log2_n;
}

/* One of each source, save where it is not told. */
static bool place_given(const struct password_place *place)
{
    static const int MOST[] = {[false] = PASSWORD_PLACES, [true] = PASSWORD_PLACES_KNOWN};
    int same_kind = 0, most = MOST[place->known];

    for (size_t i = 0; i < PLACES_ALL; i++) {
        if (!places[i])
            continue;
        same_kind += places[i]->known == place->known;
        if (place->source[0] && !strcmp(places[i]->source, place->source))
            return false;
    }
    return same_kind < most;
}

err password_place_take(const char *source, bool known, struct password_place *ret)
{
    err e = ERR_BUSY;

    *ret = (struct password_place){.known = known, .thread = pthread_self()};
    (void)snprintf(ret->source, sizeof ret->source, "%s", source ? source : "");
    if (pthread_mutex_lock(&place_lock) != 0)
        return ERR_SYSTEM;
    if (place_given(ret))
        for (size_t i = 0; i < PLACES_ALL && e; i++)
            if (!places[i]) {
                places[i] = ret;
                e = OK;
            }
    (void)pthread_mutex_unlock(&place_lock);
    return e;
}

void password_place_leave(struct password_place *held)
{
    if (pthread_mutex_lock(&place_lock) != 0)
        return;
    for (size_t i = 0; i < PLACES_ALL; i++)
        if (places[i] == held)
            places[i] = NULL;
    (void)pthread_mutex_unlock(&place_lock);
}

/* Whether this thread works for a stranger: then those who are known pass it by. */
static bool strangers_thread(void)
{
    bool is = false;

    if (pthread_mutex_lock(&place_lock) != 0)
        return false;
    for (size_t i = 0; i < PLACES_ALL; i++)
        if (places[i] && pthread_equal(places[i]->thread, pthread_self()))
            is = !places[i]->known;
    (void)pthread_mutex_unlock(&place_lock);
    return is;
}

static err line_enter(void)
{
    bool stranger = strangers_thread();

    if (pthread_mutex_lock(&line_lock) != 0)
        return ERR_SYSTEM;
    known_waiting += !stranger;
    while (line_busy || (stranger && known_waiting))
        (void)pthread_cond_wait(&line_moves, &line_lock);
    known_waiting -= !stranger;
    line_busy = true;
    (void)pthread_mutex_unlock(&line_lock);
    return OK;
}

static void line_leave(void)
{
    (void)pthread_mutex_lock(&line_lock);
    line_busy = false;
    (void)pthread_cond_broadcast(&line_moves);
    (void)pthread_mutex_unlock(&line_lock);
}

/* Writes the whole text form. */
static err password_derive(const char *password, const struct cost *c, const uint8_t salt[SALT_SIZE],
                           char ret[PASSWORD_HASH_SIZE])
{
    uint64_t n = UINT64_C(1) << c->log2_n;
    uint64_t memory = 128 * c->r * (n + c->p + 2) + (1 << 20);
    unsigned char hash[HASH_SIZE], salt64[SALT_BASE64 + 1], hash64[HASH_BASE64 + 1];
    int good;
    err e;

    if ((e = line_enter()))
        return e;
    good =
        EVP_PBE_scrypt(password, strlen(password), salt, SALT_SIZE, n, c->r, c->p, memory, hash, sizeof hash);
    line_leave();
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

/* The form that is hashed. ERR_INPUT: it is nobody's; ERR_SYSTEM. */
static err password_form(const char *password, char ret[PASSWORD_MAX + 1])
{
    err e = strlen(password) > PASSWORD_TYPED_MAX ? ERR_LIMIT : text_nfc(password, ret, PASSWORD_MAX + 1);

    return e == ERR_LIMIT ? ERR_INPUT : e;
}

err password_hash(const char *password, char ret[PASSWORD_HASH_SIZE])
{
    struct cost c = {.log2_n = cost_new, .r = BLOCK, .p = PARALLEL};
    char form[PASSWORD_MAX + 1];
    uint8_t salt[SALT_SIZE];
    err e;

    if ((e = password_form(password, form)))
        return e;
    if (strlen(form) < PASSWORD_MIN)
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

    if ((e = password_form(password, form)) == ERR_INPUT) { /* says nothing about the account */
        *ret = *ret_renew = false;
        return OK;
    }
    if (e)
        return e;
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
