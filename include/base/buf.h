/* A growing run of bytes, always NUL-terminated. A failed growth is remembered: append as much as
 * you like, ask buf_err() once at the end. Zero-initialise it, free it with CLEANUP(buf_free). */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct buf {
    char *data; /* NULL until the first byte */
    size_t len; /* bytes, without the NUL */
    size_t cap;
    bool failed;
};

void buf_free(struct buf *b);  /* empty again, to be used anew */
void buf_clear(struct buf *b); /* forget the content and the failure, keep the memory */
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_text(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_format(struct buf *b, const char *format, ...) FORMAT(2, 3);
/* Room for n more bytes behind the content, or NULL when memory ran out. Whoever fills it adds to len. */
char *buf_reserve(struct buf *b, size_t n);
/* OK, or ERR_SYSTEM when memory ran out on the way. */
err buf_err(const struct buf *b) MUST_CHECK;
/* Overwrite what it holds, then free: for secrets. */
void buf_wipe(struct buf *b);

#endif
