/* The municipality's keys, in a directory outside the database (0700, files 0600):
 *
 *   seal-1.key    32 bytes: personal columns; blind look-ups are derived from the lowest number
 *
 *   hint-1.key    32 bytes: hints on the checkers' screens, derived from seal-1; all the check process gets
 *
 *   issuer-1.pem  ES256 private key: cards, status lists, audit heads
 *
 *   issuer-1.pub  its public half
 *
 * Higher numbers are newer, up to 255; the highest seals and signs, all open and verify. */
#ifndef CRYPTO_KEYRING_H
#define CRYPTO_KEYRING_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "crypto/signature.h"

struct keyring;

enum keyring_use {
    KEYRING_ALL,   /* the register */
    KEYRING_CHECK, /* `serve --only check`: hint keys and public keys; sealing anything else fails with
                      ERR_DENIED */
};

enum seal_kind { SEAL_PERSONAL, SEAL_HINT };

/* Where a sealed value stands: authenticated, so that a value copied to another place does not open. */
struct seal_place {
    enum seal_kind kind;
    const char *table;
    const char *column;
    int64_t row;
};

/* Makes dir and the first keys. ERR_CONFLICT when keys stand there already; ERR_DENIED when dir exists and is
 * open to others than its owner; ERR_ABSENT when its parent is missing. */
err keyring_create(const char *dir) MUST_CHECK;
/* ERR_ABSENT: no keys there. ERR_DENIED: a key file, or its folder, is open to others than its owner
 * (for KEYRING_CHECK: the folder may be read by its group). ERR_CORRUPT: a file is
 * no key, or the newest private key has not its public half beside it. KEYRING_CHECK does not even look into
 * seal and private key files. */
err keyring_open(const char *dir, enum keyring_use use, struct keyring **ret) MUST_CHECK;
void keyring_free(struct keyring **k);

/* AES-256-GCM, appended to *ret: version 1 ‖ key number (1 byte each) ‖ nonce 12 ‖ ciphertext ‖ tag 16. The
 * associated data is kind, table, column and row. */
err seal(const struct keyring *k, const struct seal_place *at, const void *plain, size_t n,
         struct buf *ret) MUST_CHECK;
/* ERR_CORRUPT when it was altered, moved or sealed by an unknown key. */
err unseal(const struct keyring *k, const struct seal_place *at, const void *sealed, size_t n,
           struct buf *ret) MUST_CHECK;
/* The same for many values one after the other, which is faster (crypto/aead.h). */
struct aead_opener;
err unseal_next(const struct keyring *k, struct aead_opener **o, const struct seal_place *at,
                const void *sealed, size_t n, struct buf *ret) MUST_CHECK;
/* HMAC-SHA-256 of text under a key derived for that purpose ("nid", "name", "import"): look-ups that do not
 * show what is looked up. */
err blind(const struct keyring *k, const char *purpose, const char *text, uint8_t ret[32]) MUST_CHECK;

const struct signer *keyring_issuer(const struct keyring *k); /* NULL for KEYRING_CHECK */
/* The public keys, newest first: index 0 … count-1. */
size_t keyring_verifier_count(const struct keyring *k);
const struct verifier *keyring_verifier(const struct keyring *k, size_t index);
/* The one with that kid (8 bytes), or NULL. */
const struct verifier *keyring_verifier_by_kid(const struct keyring *k, const uint8_t *kid, size_t n);

#endif
