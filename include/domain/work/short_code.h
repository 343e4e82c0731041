/* A code that is said on the telephone and typed: 40 random bits as "ABCD-EFGH". Where it opens anything
 * alone it is good for minutes, and tries are counted; its hash alone is kept. */
#ifndef DOMAIN_SHORT_CODE_H
#define DOMAIN_SHORT_CODE_H

#include <stdint.h>

#include "base/err.h"
#include "crypto/digest.h"

#define SHORT_CODE_TEXT 10 /* room: two groups of four, a dash and the NUL */

struct short_code {
    char text[SHORT_CODE_TEXT];
    uint8_t hash[DIGEST_SIZE];
};

err short_code_make(struct short_code *ret) MUST_CHECK; /* drawn anew; ERR_SYSTEM as random_bytes */
void short_code_wipe(struct short_code *c);             /* CLEANUP */
/* The hash of one that came in: in small letters, with blanks or without its dash, and with 0, 1 and 8, which
 * it never has, for O, I and B. ERR_INPUT: it has not the shape of one. */
err short_code_hash(const char *text, uint8_t ret_hash[DIGEST_SIZE]) MUST_CHECK;

#endif
