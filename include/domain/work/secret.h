/* What a browser or a checker carries to show who it is: 26 random bytes as Base32. Only the SHA-256 of the
 * text is stored; 208 bits need no slow hash. */
#ifndef DOMAIN_SECRET_H
#define DOMAIN_SECRET_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "crypto/digest.h"

#define SECRET_SIZE 26
#define SECRET_TEXT 44 /* room: 42 characters and the NUL, rounded up */

struct secret {
    char text[SECRET_TEXT];
    uint8_t hash[DIGEST_SIZE];
};

err secret_make(struct secret *ret) MUST_CHECK; /* drawn anew; ERR_SYSTEM as random_bytes */
void secret_wipe(struct secret *s);             /* CLEANUP */
/* The hash of a secret that came in, in upper or lower case. ERR_INPUT: it has not the shape of one; found
 * out without hashing, because anybody may send anything. */
err secret_hash(const char *text, uint8_t ret_hash[DIGEST_SIZE]) MUST_CHECK;

#endif
