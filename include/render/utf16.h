/* UTF-16 as spreadsheets save "Unicode text". */
#ifndef RENDER_UTF16_H
#define RENDER_UTF16_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* The same text in UTF-8 behind *out, without a byte order mark. big: the higher byte first. ERR_INPUT: an
 * odd number of bytes, or half of a pair of surrogates; ERR_SYSTEM: memory ran out. */
err utf16_decode(const void *bytes, size_t n, bool big, struct buf *out) MUST_CHECK;

#endif
