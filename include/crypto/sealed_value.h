/* A sealed value as it stands in a column:
 *
 *     version (2) ‖ id of the key, 8 bytes big endian ‖ nonce 12 ‖ ciphertext of the padded text ‖ tag 16
 *
 * AES-256-GCM; the associated data is kind, table, column and row, so that a value copied to another place
 * does not open. Padding is one byte 0x80 and zeros (ISO/IEC 7816-4) up to the next step: 16, 32, 64 … 4096
 * bytes, from there on multiples of 4096. So a name shows at most in which step its length lies. */
#ifndef CRYPTO_SEALED_VALUE_H
#define CRYPTO_SEALED_VALUE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

#define SEALED_VERSION     2
#define SEALED_VERSION_OLD 1 /* version ‖ number of a key file ‖ nonce ‖ ciphertext, not padded ‖ tag */

struct aead;
struct aead_opener;

enum seal_kind { SEAL_PERSONAL, SEAL_HINT };

/* Where a sealed value stands. */
struct seal_place {
    enum seal_kind kind;
    const char *table;
    const char *column;
    int64_t row;
};

struct sealing_key {
    int64_t id; /* SEAL_PERSONAL: of the data key; SEAL_HINT: number of the key file */
    const uint8_t *bytes;
};

/* Bytes of a text of n with its padding. */
size_t sealed_value_padded(size_t n);
/* Appended to *ret, which is as before when it fails. */
err sealed_value_make(const struct aead *a, const struct sealing_key *key, const struct seal_place *at,
                      const void *plain, size_t n, struct buf *ret) MUST_CHECK;
/* Which key it was sealed with. ERR_CORRUPT: it is no value of this version. */
err sealed_value_key(const void *sealed, size_t n, int64_t *ret_id) MUST_CHECK;
/* Appended to *ret, without the padding. ERR_CORRUPT: altered, moved, or of another key. o: kept between
 * values, so that those of one key set it up once (crypto/aead.h); NULL: for this one alone. */
err sealed_value_open(const struct aead *a, struct aead_opener **o, const struct sealing_key *key,
                      const struct seal_place *at, const void *sealed, size_t n, struct buf *ret) MUST_CHECK;
/* The same for a value of the version before. */
err sealed_value_open_old(const struct aead *a, const struct sealing_key *key, const struct seal_place *at,
                          const void *sealed, size_t n, struct buf *ret) MUST_CHECK;

#endif
