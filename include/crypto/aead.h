/* AES-256-GCM (NIST SP 800-38D) of one value. ERR_SYSTEM: OpenSSL failed. */
#ifndef CRYPTO_AEAD_H
#define CRYPTO_AEAD_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

#define AEAD_KEY_SIZE   32
#define AEAD_NONCE_SIZE 12
#define AEAD_TAG_SIZE   16
#define AEAD_MAX        (64U << 20) /* bytes of one value */

struct aead; /* the cipher, without a key; may be shared by threads */

struct aead_frame {
    const uint8_t *key;
    int64_t key_id;       /* for aead_open_next: tells keys apart */
    const uint8_t *nonce; /* never twice with one key */
    const void *context;  /* authenticated, not kept in the value */
    size_t context_size;
    size_t padding; /* bytes, 0x80 and zeros, sealed behind the text; 0: none */
};

err aead_create(struct aead **ret) MUST_CHECK;
void aead_free(struct aead **a);
/* Appends ciphertext ‖ tag to *ret. ERR_LIMIT above AEAD_MAX. */
err aead_seal(const struct aead *a, const struct aead_frame *f, const void *plain, size_t n,
              struct buf *ret) MUST_CHECK;
/* Appends the plaintext to *ret; ERR_CORRUPT when anything differs. */
err aead_open(const struct aead *a, const struct aead_frame *f, const void *sealed, size_t n,
              struct buf *ret) MUST_CHECK;

/* The same for many values, one after the other: the key is set up once for those that share it. *o NULL at
 * first, free it with aead_opener_free; for one thread. */
struct aead_opener;
err aead_open_next(const struct aead *a, struct aead_opener **o, const struct aead_frame *f,
                   const void *sealed, size_t n, struct buf *ret) MUST_CHECK;
void aead_opener_free(struct aead_opener **o);

#endif
