/* Tokens made to order, good ones and every kind of bad one, signed by keys that are test vectors.
 *
 * Their CBOR is written in lower-case hex, in which a capital letter stands for something reckoned:
 *
 *   P protected header   L payload   S signature     each as a byte string; in the envelope
 *   W the payload with a longer length than it needs; in the envelope
 *   K the key id, a byte string of 8                 in the header
 *   X exp   M a map of `keys` numbers, all to 0   Z the zlib stream of `zeros` zero bytes; in the payload */
#ifndef SUPPORT_RECIPE_H
#define SUPPORT_RECIPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "crypto/signature.h"

enum recipe_key { KEY_ISSUER, KEY_RETIRED, KEY_OTHER, RECIPE_KEYS };

enum recipe_signature {
    SIGNATURE_GOOD,
    SIGNATURE_SHORT,   /* 63 bytes */
    SIGNATURE_LONG,    /* 65 bytes */
    SIGNATURE_NONE,    /* 0 bytes */
    SIGNATURE_CHANGED, /* its last bit */
    SIGNATURE_ZERO,    /* 64 zero bytes */
    SIGNATURE_MIRROR,  /* n - s instead of s: the other signature that ECDSA takes for the same bytes */
};

struct recipe {
    const char *header, *payload, *envelope;
    enum recipe_key by, kid; /* who signs; whose key id stands in the header */
    enum recipe_signature signature;
    int64_t exp;
    unsigned keys;
    size_t zeros;
    size_t zlib_cut;     /* bytes that its end lacks */
    const char *zlib_on; /* hex behind it */
};

/* The keys, made once by keys_make; owned here. */
int recipe_keys_make(void **state);
int recipe_keys_free(void **state);
const struct signer *recipe_key(enum recipe_key which);

/* Appends the token. Fails the test where the recipe cannot be followed. */
void recipe_make(const struct recipe *recipe, struct buf *ret);

#endif
