/* RFC 2781: code units of two bytes, pairs of surrogates for what lies beyond. */
#include "render/utf16.h"

#include <stdint.h>

struct units {
    const unsigned char *at, *end;
    bool big;
};

static uint32_t unit(struct units *u)
{
    uint32_t high = u->at[u->big ? 0 : 1], low = u->at[u->big ? 1 : 0];

    u->at += 2;
    return high << 8 | low;
}

/* false: half of a pair. */
static bool code_point(struct units *u, uint32_t *ret)
{
    uint32_t first = unit(u), second;

    *ret = first;
    if (first < 0xD800 || first > 0xDFFF)
        return true;
    if (first > 0xDBFF || u->at == u->end)
        return false;
    second = unit(u);
    *ret = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    return second >= 0xDC00 && second <= 0xDFFF;
}

static void utf8_add(struct buf *out, uint32_t cp)
{
    if (cp < 0x80) {
        buf_char(out, (char)cp);
        return;
    }
    if (cp < 0x800) {
        buf_char(out, (char)(0xC0 | cp >> 6));
    } else {
        if (cp < 0x10000) {
            buf_char(out, (char)(0xE0 | cp >> 12));
        } else {
            buf_char(out, (char)(0xF0 | cp >> 18));
            buf_char(out, (char)(0x80 | (cp >> 12 & 0x3F)));
        }
        buf_char(out, (char)(0x80 | (cp >> 6 & 0x3F)));
    }
    buf_char(out, (char)(0x80 | (cp & 0x3F)));
}

err utf16_decode(const void *bytes, size_t n, bool big, struct buf *out)
{
    struct units u = {.at = bytes, .end = (const unsigned char *)bytes + n, .big = big};
    bool first = true;
    uint32_t cp;

    if (n % 2)
        return ERR_INPUT;
    for (; u.at < u.end; first = false) {
        if (!code_point(&u, &cp))
            return ERR_INPUT;
        if (!first || cp != 0xFEFF)
            utf8_add(out, cp);
    }
    return buf_err(out);
}
