/* Secrets of sessions, devices and calendars. What came in is decoded and encoded again before it is hashed,
 * so that capitals make no difference. */
#include "domain/work/secret.h"

#include <string.h>

#include "crypto/random.h"
#include "token/base32.h"

_Static_assert(BASE32_TEXT(SECRET_SIZE) <= SECRET_TEXT, "a secret fits its text");

err secret_make(struct secret *ret)
{
    uint8_t bytes[SECRET_SIZE];
    err e;

    if ((e = random_bytes(bytes, sizeof(bytes))))
        return e;
    base32_encode(bytes, sizeof(bytes), ret->text);
    explicit_bzero(bytes, sizeof(bytes));
    return digest_sha256(ret->text, strlen(ret->text), ret->hash);
}

void secret_wipe(struct secret *s)
{
    explicit_bzero(s, sizeof(*s));
}

err secret_hash(const char *text, uint8_t ret_hash[DIGEST_SIZE])
{
    uint8_t bytes[SECRET_SIZE];
    char again[SECRET_TEXT];
    size_t n = strlen(text);
    err e;

    if (n != BASE32_TEXT(SECRET_SIZE) - 1)
        return ERR_INPUT;
    if ((e = base32_decode(text, n, bytes, sizeof(bytes), &n)))
        return e;
    /* Lower case decodes to the same bytes: what is hashed is the one spelling that we made. */
    base32_encode(bytes, sizeof(bytes), again);
    e = digest_sha256(again, strlen(again), ret_hash);
    explicit_bzero(bytes, sizeof(bytes));
    explicit_bzero(again, sizeof(again));
    return e;
}
