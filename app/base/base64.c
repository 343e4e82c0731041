/* Three bytes at a time. */
#include "base/base64.h"

#include <stdint.h>

#include "base/buf.h"

void base64_add(struct buf *out, const void *bytes, size_t n)
{
    static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const uint8_t *b = bytes;

    for (size_t i = 0; i < n; i += 3) {
        const size_t left = n - i;
        const uint32_t bits = (uint32_t)b[i] << 16 | (left > 1 ? (uint32_t)b[i + 1] << 8 : 0) |
                              (left > 2 ? (uint32_t)b[i + 2] : 0);
        const char four[4] = {ALPHABET[bits >> 18], ALPHABET[bits >> 12 & 63],
                              left > 1 ? ALPHABET[bits >> 6 & 63] : '=',
                              left > 2 ? ALPHABET[bits & 63] : '='};

        buf_add(out, four, sizeof four);
    }
}
