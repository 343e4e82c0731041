/* UTF-8 by hand, because the C library's answers depend on the locale. Letters beyond Latin Extended-A stay
 * as they are. */
#include "base/text.h"

#include <stdint.h>
#include <string.h>

#define LATIN_FIRST 0xC0
#define LATIN_LAST  0x17F

/* U+00C0 to U+017F folded; "" where it is no letter. */
/* clang-format off */
static const char LATIN[LATIN_LAST - LATIN_FIRST + 1][3] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", /* U+00C0 */
    "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "ss", /* U+00D0 */
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", /* U+00E0 */
    "d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y", /* U+00F0 */
    "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", /* U+0100 */
    "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g", /* U+0110 */
    "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i", /* U+0120 */
    "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l", /* U+0130 */
    "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o", /* U+0140 */
    "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s", /* U+0150 */
    "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", /* U+0160 */
    "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s", /* U+0170 */
};
/* clang-format on */

/* The length of the well-formed code point at s, at most n bytes; 0 when there is none. */
static size_t decode(const char *s, size_t n, uint32_t *ret)
{
    const unsigned char *u = (const unsigned char *)s;
    size_t size = n == 0        ? 0
                  : u[0] < 0x80 ? 1
                  : u[0] < 0xC2 ? 0
                  : u[0] < 0xE0 ? 2
                  : u[0] < 0xF0 ? 3
                  : u[0] < 0xF5 ? 4
                                : 0;
    uint32_t cp;

    if (size == 0 || size > n)
        return 0;
    cp = size == 1 ? u[0] : u[0] & (0xFFU >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if ((u[i] & 0xC0) != 0x80)
            return 0;
        cp = cp << 6 | (u[i] & 0x3FU);
    }
    if ((size == 3 && cp < 0x800) || (size == 4 && cp < 0x10000) || cp > 0x10FFFF ||
        (cp >= 0xD800 && cp <= 0xDFFF))
        return 0;
    *ret = cp;
    return size;
}

/* The same in a NUL-terminated text; a malformed byte counts as U+FFFD. 0 at the end. */
static size_t next(const char *s, uint32_t *ret)
{
    size_t n = decode(s, strnlen(s, 4), ret);

    if (*s == '\0')
        return 0;
    if (n == 0) {
        *ret = 0xFFFD;
        return 1;
    }
    return n;
}

static bool is_control(uint32_t cp)
{
    return (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || (cp >= 0x7F && cp <= 0x9F);
}

static bool is_space(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200B) ||
           cp == 0x202F || cp == 0x205F || cp == 0x3000 || cp == 0xFEFF;
}

static bool is_combining(uint32_t cp)
{
    return cp >= 0x300 && cp <= 0x36F;
}

bool text_valid(const char *s, size_t n)
{
    uint32_t cp;
    size_t size;

    for (size_t i = 0; i < n; i += size) {
        size = 1;
        if (s[i] >= ' ' && s[i] < 0x7F) /* nearly all there is */
            continue;
        if (!(size = decode(s + i, n - i, &cp)) || is_control(cp))
            return false;
    }
    return true;
}

size_t text_code_point(const char *s, size_t n)
{
    uint32_t cp;

    return decode(s, n, &cp);
}

size_t text_whole(const char *s, size_t n)
{
    size_t start = n;
    uint32_t cp;

    while (start > 0 && n - start < 3 && ((unsigned char)s[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0 || (unsigned char)s[start - 1] < 0x80)
        return n; /* ends in ASCII, or in stray bytes that no cut mends */
    return decode(s + start - 1, n - start + 1, &cp) == n - start + 1 ? n : start - 1;
}

size_t text_length(const char *s)
{
    size_t n = 0;

    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

/* Walks through the folded form of a text, byte by byte. */
struct fold {
    const char *s;
    const char *piece; /* what the current code point folds to */
    size_t piece_len;
    bool begun;
    char ascii;
};

/* The next byte, 0 at the end. */
static char fold_next(struct fold *f)
{
    bool gap = false;
    uint32_t cp;
    size_t n;

    for (; f->piece_len == 0; f->s += n) {
        if (!(n = next(f->s, &cp)))
            return '\0';
        if (is_combining(cp))
            continue;
        if (is_space(cp)) {
            gap = f->begun;
            continue;
        }
        if (gap)
            return ' ';
        f->begun = true;
        f->piece = f->s;
        f->piece_len = n;
        if (cp >= LATIN_FIRST && cp <= LATIN_LAST && LATIN[cp - LATIN_FIRST][0]) {
            f->piece = LATIN[cp - LATIN_FIRST];
            f->piece_len = strlen(f->piece);
        } else if (cp >= 'A' && cp <= 'Z') {
            f->ascii = (char)(cp - 'A' + 'a');
            f->piece = &f->ascii;
        }
    }
    f->piece_len--;
    return *f->piece++;
}

char *text_fold(const char *s, char *ret, size_t room)
{
    struct fold f = {.s = s};
    size_t n = 0;
    char c;

    while (n + 1 < room && (c = fold_next(&f)))
        ret[n++] = c;
    if (room == 0)
        return ret;
    n = text_whole(ret, n);
    if (n > 0 && ret[n - 1] == ' ')
        n--;
    ret[n] = '\0';
    return ret;
}

bool text_same(const char *a, const char *b)
{
    struct fold fa = {.s = a}, fb = {.s = b};
    char ca, cb;

    do {
        ca = fold_next(&fa);
        cb = fold_next(&fb);
    } while (ca == cb && ca);
    return ca == cb;
}

char *text_trim(char *s)
{
    char *start = NULL, *end = s;
    uint32_t cp;
    size_t n;

    for (char *at = s; (n = next(at, &cp)); at += n) {
        if (is_space(cp))
            continue;
        if (!start)
            start = at;
        end = at + n;
    }
    n = start ? (size_t)(end - start) : 0;
    if (n)
        memmove(s, start, n);
    s[n] = '\0';
    return s;
}

bool text_empty(const char *s)
{
    uint32_t cp;
    size_t n;

    if (!s)
        return true;
    for (; (n = next(s, &cp)); s += n)
        if (!is_space(cp))
            return false;
    return true;
}

/* Upper case of a letter up to Latin Extended-A, where lower case follows upper by 32 (Latin-1) or 1. */
static uint32_t upper(uint32_t cp)
{
    bool odd_is_lower = (cp >= 0x100 && cp <= 0x137) || (cp >= 0x14A && cp <= 0x177);
    bool even_is_lower = (cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17E);

    if (cp == 0xFF)
        return 0x178;
    if (cp == 0x131)
        return 'I';
    if (cp == 0x17F)
        return 'S';
    if ((cp >= 'a' && cp <= 'z') || (cp >= 0xE0 && cp <= 0xFE))
        return cp - 32;
    if ((odd_is_lower && cp % 2 == 1) || (even_is_lower && cp % 2 == 0))
        return cp - 1;
    return cp;
}

static bool is_letter(uint32_t cp)
{
    if (cp < LATIN_FIRST)
        return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
    if (cp <= LATIN_LAST)
        return LATIN[cp - LATIN_FIRST][0] != '\0';
    return !is_combining(cp) && !is_space(cp) && (cp < 0x2000 || cp > 0x2BFF) && cp != 0xFFFD;
}

static void encode(uint32_t cp, char *ret)
{
    if (cp < 0x80) {
        *ret++ = (char)cp;
    } else if (cp < 0x800) {
        *ret++ = (char)(0xC0 | cp >> 6);
        *ret++ = (char)(0x80 | (cp & 0x3F));
    } else {
        if (cp < 0x10000) {
            *ret++ = (char)(0xE0 | cp >> 12);
        } else {
            *ret++ = (char)(0xF0 | cp >> 18);
            *ret++ = (char)(0x80 | (cp >> 12 & 0x3F));
        }
        *ret++ = (char)(0x80 | (cp >> 6 & 0x3F));
        *ret++ = (char)(0x80 | (cp & 0x3F));
    }
    *ret = '\0';
}

void text_initial(const char *s, char *ret)
{
    uint32_t cp;
    size_t n;

    ret[0] = '\0';
    for (; (n = next(s, &cp)); s += n)
        if (is_letter(cp)) {
            encode(upper(cp), ret);
            return;
        }
}

bool text_words_match(const char *text, const char *q)
{
    while (*q) {
        size_t n = strcspn(q, " ");
        const char *word = text;
        bool found = false;

        while (*word && !found) {
            found = !strncmp(word, q, n);
            word += strcspn(word, " ");
            word += strspn(word, " ");
        }
        if (!found)
            return false;
        q += n;
        q += strspn(q, " ");
    }
    return true;
}
