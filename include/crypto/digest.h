/* SHA-256 (FIPS 180-4), HMAC (RFC 2104), HKDF (RFC 5869). ERR_SYSTEM: OpenSSL failed. */
#ifndef CRYPTO_DIGEST_H
#define CRYPTO_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define DIGEST_SIZE 32

err digest_sha256(const void *data, size_t n, uint8_t ret[DIGEST_SIZE]) MUST_CHECK;
/* Of a whole file, however large; *ret_size: its bytes. ERR_ABSENT, ERR_SYSTEM. */
err digest_file(const char *path, uint8_t ret[DIGEST_SIZE], int64_t *ret_size) MUST_CHECK;
err digest_hmac(const uint8_t key[32], const void *data, size_t n, uint8_t ret[DIGEST_SIZE]) MUST_CHECK;
/* 32 bytes derived from key for that purpose. */
err digest_hkdf(const uint8_t key[32], const char *purpose, uint8_t ret[32]) MUST_CHECK;
/* In time that does not depend on where they differ. */
bool digest_same(const void *a, const void *b, size_t n);
/* Lower-case hex with a NUL: room 2n+1. Returns ret. */
char *digest_hex(const void *data, size_t n, char *ret);

#endif
