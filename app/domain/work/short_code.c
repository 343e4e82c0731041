/* Short codes: drawn, and read as people type them. */
#include "domain/work/short_code.h"

#include <string.h>

#include "crypto/random.h"
#include "token/base32.h"

#define SIZE    5 /* bytes */
#define LETTERS 8
#define GROUP   4

_Static_assert(BASE32_TEXT(SIZE) - 1 == LETTERS, "five bytes are eight letters");

static err plain_hash(const char plain[LETTERS + 1], uint8_t ret_hash[DIGEST_SIZE])
{
    return digest_sha256(plain, LETTERS, ret_hash);
}

err short_code_make(struct short_code *ret)
{
    char plain[BASE32_TEXT(SIZE)];
    uint8_t bytes[SIZE];
    err e;

    if ((e = random_bytes(bytes, sizeof bytes)))
        return e;
    base32_encode(bytes, sizeof bytes, plain);
    memcpy(ret->text, plain, GROUP);
    ret->text[GROUP] = '-';
    memcpy(ret->text + GROUP + 1, plain + GROUP, GROUP + 1);
    e = plain_hash(plain, ret->hash);
    explicit_bzero(bytes, sizeof bytes);
    explicit_bzero(plain, sizeof plain);
    return e;
}

void short_code_wipe(struct short_code *c)
{
    explicit_bzero(c, sizeof *c);
}

/* The letter that is meant; NUL: none that a code has. */
static char letter_of(char c)
{
    switch (c) {
    case '0':
        return 'O';
    case '1':
        return 'I';
    case '8':
        return 'B';
    default:
        if (c >= 'a' && c <= 'z')
            return (char)(c - 'a' + 'A');
        return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7') ? c : '\0';
    }
}

err short_code_hash(const char *text, uint8_t ret_hash[DIGEST_SIZE])
{
    char plain[LETTERS + 1] = "";
    size_t n = 0;
    err e;

    for (const char *p = text; *p; p++) {
        if (*p == '-' || *p == ' ')
            continue;
        if (n == LETTERS || !(plain[n] = letter_of(*p)))
            return ERR_INPUT;
        n++;
    }
    if (n != LETTERS)
        return ERR_INPUT;
    e = plain_hash(plain, ret_hash);
    explicit_bzero(plain, sizeof plain);
    return e;
}
