/* Base32 (RFC 4648 section 6) without padding: five bytes become eight characters. Decoding looks at the
 * whole text before it writes the first byte, and takes one spelling of a value only: the bits that are left
 * over must be zero, or two texts would be one card. */
#include "token/base32.h"

#include <stdbool.h>

static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

char *base32_encode(const void *data, size_t n, char *ret)
{
    const uint8_t *bytes = data;
    uint32_t window = 0;
    unsigned bits = 0;
    char *out = ret;

    for (size_t i = 0; i < n; i++) {
        window = window << 8 | bytes[i];
        for (bits += 8; bits >= 5; bits -= 5)
            *out++ = ALPHABET[window >> (bits - 5) & 31];
    }
    if (bits > 0)
        *out++ = ALPHABET[window << (5 - bits) & 31];
    *out = '\0';
    return ret;
}

/* The value of a character plus one; 0 for what is not of the alphabet. A table, because every check at a
 * door passes here. */
static const uint8_t VALUES[256] = {
    ['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,  ['H'] = 8,
    ['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16,
    ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24,
    ['Y'] = 25, ['Z'] = 26, ['2'] = 27, ['3'] = 28, ['4'] = 29, ['5'] = 30, ['6'] = 31, ['7'] = 32,
    ['a'] = 1,  ['b'] = 2,  ['c'] = 3,  ['d'] = 4,  ['e'] = 5,  ['f'] = 6,  ['g'] = 7,  ['h'] = 8,
    ['i'] = 9,  ['j'] = 10, ['k'] = 11, ['l'] = 12, ['m'] = 13, ['n'] = 14, ['o'] = 15, ['p'] = 16,
    ['q'] = 17, ['r'] = 18, ['s'] = 19, ['t'] = 20, ['u'] = 21, ['v'] = 22, ['w'] = 23, ['x'] = 24,
    ['y'] = 25, ['z'] = 26,
};

/* Above 31 for what is not of the alphabet. */
static unsigned value(char c)
{
    return (unsigned)VALUES[(unsigned char)c] - 1;
}

static uint64_t one_more(char c)
{
    return VALUES[(unsigned char)c];
}

/* Eight characters make five bytes. The ones that VALUES has too many are taken away at the end, all at once:
 * no character carries into another, for each is one of the alphabet. */
static void eight_decode(const char *text, uint8_t *ret)
{
    uint64_t bits = (one_more(text[0]) << 35) + (one_more(text[1]) << 30) + (one_more(text[2]) << 25) +
                    (one_more(text[3]) << 20) + (one_more(text[4]) << 15) + (one_more(text[5]) << 10) +
                    (one_more(text[6]) << 5) + one_more(text[7]) - UINT64_C(0x0842108421);

    ret[0] = (uint8_t)(bits >> 32);
    ret[1] = (uint8_t)(bits >> 24);
    ret[2] = (uint8_t)(bits >> 16);
    ret[3] = (uint8_t)(bits >> 8);
    ret[4] = (uint8_t)bits;
}

/* Each character is one of the alphabet. */
static bool all_known(const char *text, size_t n)
{
    unsigned bad = 0;
    size_t i = 0;

    for (; n - i >= 4; i += 4)
        bad |= value(text[i]) | value(text[i + 1]) | value(text[i + 2]) | value(text[i + 3]);
    for (; i < n; i++)
        bad |= value(text[i]);
    return bad <= 31;
}

err base32_decode(const char *text, size_t n, uint8_t *ret, size_t room, size_t *ret_n)
{
    const size_t size = n / 8 * 5 + n % 8 * 5 / 8;
    const unsigned unused = (unsigned)(n % 8 * 5 % 8);
    unsigned bits = 0;
    uint32_t window = 0;

    /* Five or more bits left over are a whole character that adds no byte: no encoder makes such a length (1,
     * 3 or 6 characters behind the last eight). */
    if (size > room || unused >= 5)
        return ERR_INPUT;
    if (!all_known(text, n) || (n > 0 && (value(text[n - 1]) & ((1U << unused) - 1)) != 0))
        return ERR_INPUT;
    for (; n >= 8; n -= 8, text += 8, ret += 5)
        eight_decode(text, ret);
    for (size_t i = 0; i < n; i++) {
        window = window << 5 | value(text[i]);
        if ((bits += 5) >= 8)
            *ret++ = (uint8_t)(window >> (bits -= 8));
    }
    *ret_n = size;
    return OK;
}
