/* Base32 (RFC 4648 §6), upper case, without padding; decoding takes lower case too. */
#ifndef TOKEN_BASE32_H
#define TOKEN_BASE32_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define BASE32_TEXT(bytes) (((bytes)*8 + 4) / 5 + 1) /* room with the NUL */

/* Returns ret. */
char *base32_encode(const void *data, size_t n, char *ret);
/* Strict: only the alphabet, no impossible length, unused bits zero (each text has one meaning). *ret_n =
 * bytes; room is n*5/8. ERR_INPUT otherwise. */
err base32_decode(const char *text, size_t n, uint8_t *ret, size_t room, size_t *ret_n) MUST_CHECK;

#endif
