/* Base64 (RFC 4648 section 4), with padding. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stddef.h>

struct buf;
/* Appended to *out. */
void base64_add(struct buf *out, const void *bytes, size_t n);

#endif
