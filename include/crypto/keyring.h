/* The municipality's keys, in a directory outside the database (0700, files 0600):
 *
 *   seal-1.key    32 bytes: the master key; wraps the data keys of persons and files (vault/vault.h)
 *
 *   hint-1.key    32 bytes: hints on the checkers' screens, derived from seal-1; all the check process gets
 *
 *   blind-1.key   32 bytes: the root of blind look-ups; 160 bytes in a register that had none of its own:
 * behind the root stand the four keys that were derived from seal-1, so that what was found is found
 *
 *   issuer-1.pem  ES256 private key: cards, status lists, audit heads
 *
 *   issuer-1.pub  its public half
 *
 * Higher numbers are newer, up to 255; the highest seals, wraps, blinds and signs, all open and verify. Which
 * files count is written in the database, with a check value of each (struct key_listed): a foreign key is
 * never taken. */
#ifndef CRYPTO_KEYRING_H
#define CRYPTO_KEYRING_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/problem.h"
#include "crypto/aead.h"
#include "crypto/digest.h"
#include "crypto/key_file.h"
#include "crypto/sealed_value.h"
#include "crypto/signature.h"

#define KEYRING_WRAPPED (AEAD_NONCE_SIZE + AEAD_KEY_SIZE + AEAD_TAG_SIZE) /* bytes */

struct keyring;

enum keyring_use {
    KEYRING_ALL,   /* the register */
    KEYRING_CHECK, /* `serve --only check`: hint keys and public keys; anything else fails with ERR_DENIED */
};

/* A key as the database knows it. */
struct key_listed {
    enum key_kind kind;
    int number;
    uint8_t check[DIGEST_SIZE];
};
struct key_listing {
    const struct key_listed *at; /* NULL: the database knows none yet, all files count */
    size_t count;
};

/* Makes dir and the first keys. ERR_CONFLICT when keys stand there already; ERR_DENIED when dir exists and is
 * open to others than its owner; ERR_ABSENT when its parent is missing. */
err keyring_create(const char *dir) MUST_CHECK;
/* For a register that blinded with its seal key: makes blind-1.key, by which the same is found. Nothing where
 * there is one, or no seal key. For KEYRING_ALL, before the register lists its keys. */
err keyring_blind_prepare(const char *dir, struct problem *why) MUST_CHECK;

/* Only listed files are read; others of such a name are passed over with a warning. In why, with the file in
 * its field: ERR_ABSENT: there is no key, or a listed one is missing; ERR_DENIED: a file, or the folder, is
 * open to others than its owner (KEYRING_CHECK: the folder may be read by its group); ERR_CORRUPT: a file is
 * no key, is not the one listed, or the newest private key has not its public half beside it. KEYRING_CHECK
 * does not even look into the other files. */
err keyring_open(const char *dir, enum keyring_use use, const struct key_listing *listed, struct problem *why,
                 struct keyring **ret) MUST_CHECK;
void keyring_free(struct keyring **k);
/* A new key file of that number, on the disk under its name when this returns; of KEY_ISSUER both halves.
 * ERR_CONFLICT: it is there already, whole. */
err keyring_key_create(const char *dir, enum key_kind kind, int number) MUST_CHECK;
/* What the database would list of that file. Errors as keyring_open. */
err keyring_file_check(const char *dir, enum key_kind kind, int number, struct problem *why,
                       struct key_listed *ret) MUST_CHECK;
/* What the database lists of this ring, for KEYRING_ALL; the caller frees *ret with free(). */
err keyring_listed(const struct keyring *k, struct key_listed **ret, size_t *ret_count) MUST_CHECK;

/* A hint, under the newest hint key (crypto/sealed_value.h). at->kind is SEAL_HINT. ERR_CORRUPT: altered,
 * moved, or sealed by a key that is not here. */
err hint_seal(const struct keyring *k, const struct seal_place *at, const void *plain, size_t n,
              struct buf *ret) MUST_CHECK;
/* o as for aead_open_next, or NULL. */
err hint_unseal(const struct keyring *k, struct aead_opener **o, const struct seal_place *at,
                const void *sealed, size_t n, struct buf *ret) MUST_CHECK;
/* A value of the version before, of either kind. */
err keyring_unseal_old(const struct keyring *k, const struct seal_place *at, const void *sealed, size_t n,
                       struct buf *ret) MUST_CHECK;

/* A data key under the newest master key, bound to its id; and back, by the master key of that number (o as
 * for aead_open_next). ERR_CORRUPT: altered, of another id, or wrapped by a key that is not here. */
err keyring_wrap(const struct keyring *k, int64_t id, const uint8_t key[AEAD_KEY_SIZE],
                 uint8_t ret[KEYRING_WRAPPED], int *ret_master) MUST_CHECK;
err keyring_unwrap(const struct keyring *k, struct aead_opener **o, int master, int64_t id,
                   const uint8_t wrapped[KEYRING_WRAPPED], uint8_t ret[AEAD_KEY_SIZE]) MUST_CHECK;
int keyring_newest(const struct keyring *k, enum key_kind kind); /* its number; 0: none */
const struct aead *keyring_aead(const struct keyring *k);

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
