/* What Unicode knows of letters is utf8proc's; the C library's answers would depend on the locale. Letters
 * that Unicode does not take apart (a stroke through an o is no accent to it), and signs that people take for
 * the apostrophe of their keyboard, are told here. */
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define BROKEN    0xFFFD
#define PIECE_MAX 18 /* code points that one may fold to: the longest that there is */
/* Compatible letters for one, no marks, nothing that is not seen. */
#define PLAIN (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE)

/* Sorted. As Albanian, Turkish, Nordic and Slavic names are written where the letter is not at hand; and what
 * stands for an apostrophe: accents by themselves, primes, quotes, the letters that are one. */
struct whole {
    uint32_t letter;
    const char *folded;
};
static const struct whole WHOLE[] = {
    {0x60, "'"},   {0xB4, "'"},   {0xC6, "ae"},  {0xD0, "d"},   {0xD8, "o"},   {0xDE, "th"},  {0xE6, "ae"},
    {0xF0, "d"},   {0xF8, "o"},   {0xFE, "th"},  {0x110, "d"},  {0x111, "d"},  {0x126, "h"},  {0x127, "h"},
    {0x131, "i"},  {0x138, "k"},  {0x13F, "l"},  {0x140, "l"},  {0x141, "l"},  {0x142, "l"},  {0x149, "n"},
    {0x14A, "n"},  {0x14B, "n"},  {0x152, "oe"}, {0x153, "oe"}, {0x166, "t"},  {0x167, "t"},  {0x251, "a"},
    {0x259, "e"},  {0x261, "g"},  {0x2B9, "'"},  {0x2BB, "'"},  {0x2BC, "'"},  {0x2BD, "'"},  {0x2BE, "'"},
    {0x2BF, "'"},  {0x2C8, "'"},  {0x2CA, "'"},  {0x2CB, "'"},  {0x2F4, "'"},  {0x374, "'"},  {0x384, "'"},
    {0x55A, "'"},  {0x5F3, "'"},  {0x1FBD, "'"}, {0x1FBF, "'"}, {0x1FEF, "'"}, {0x1FFD, "'"}, {0x1FFE, "'"},
    {0x2018, "'"}, {0x2019, "'"}, {0x201A, "'"}, {0x201B, "'"}, {0x2032, "'"}, {0x2035, "'"}, {0x2044, "/"},
    {0x2212, "-"}, {0x2215, "/"}, {0xA78B, "'"}, {0xA78C, "'"}, {0xFF07, "'"}, {0xFF40, "'"},
};
#define WHOLE_COUNT (sizeof(WHOLE) / sizeof(WHOLE[0]))

/* The length of the well-formed code point at s, at most n bytes; 0 when there is none. */
static size_t decode(const char *s, size_t n, uint32_t *ret)
{
    utf8proc_int32_t cp;
    utf8proc_ssize_t size;

    if (n == 0)
        return 0;
    size = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, &cp);
    if (size <= 0)
        return 0;
    *ret = (uint32_t)cp;
    return (size_t)size;
}

/* The same in a NUL-terminated text; a malformed byte counts as BROKEN. 0 at the end. */
static size_t next(const char *s, uint32_t *ret)
{
    size_t n = decode(s, strnlen(s, 4), ret);

    if (*s == '\0')
        return 0;
    if (n == 0) {
        *ret = BROKEN;
        return 1;
    }
    return n;
}

static bool is_control(uint32_t cp)
{
    return (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || (cp >= 0x7F && cp <= 0x9F);
}

/* White space without width: at an end it is cut off like space, inside a word nobody sees it. */
static bool is_unseen(uint32_t cp)
{
    return cp == 0x200B || cp == 0xFEFF;
}

static bool is_space(uint32_t cp)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

    return (cp >= '\t' && cp <= '\r') || c == UTF8PROC_CATEGORY_ZS || c == UTF8PROC_CATEGORY_ZL ||
           c == UTF8PROC_CATEGORY_ZP || is_unseen(cp);
}

static bool is_letter(uint32_t cp)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
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

size_t text_turn(const char *s)
{
    const unsigned char *c = (const unsigned char *)s;

    if (c[0] == 0xD8)
        return c[1] == 0x9C ? 2 : 0;
    if (c[0] != 0xE2)
        return 0;
    if (c[1] == 0x80)
        return c[2] == 0x8E || c[2] == 0x8F || (0xAA <= c[2] && c[2] <= 0xAE) ? 3 : 0;
    return c[1] == 0x81 && 0xA6 <= c[2] && c[2] <= 0xA9 ? 3 : 0;
}

bool text_turns(const char *s)
{
    while (*s && !text_turn(s))
        s++;
    return *s;
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
    char bytes[4 * PIECE_MAX];
};

static int whole_compare(const void *key, const void *element)
{
    uint32_t a = *(const uint32_t *)key, b = ((const struct whole *)element)->letter;

    return (a > b) - (a < b);
}

static const char *whole_find(uint32_t cp)
{
    const struct whole *w = bsearch(&cp, WHOLE, WHOLE_COUNT, sizeof(WHOLE[0]), whole_compare);

    return w ? w->folded : NULL;
}

/* One part of what a sign was taken apart into: as it is told here, a dash, or in lower case. The bytes
 * written. */
static size_t part_fold(utf8proc_int32_t part, char *ret, size_t room)
{
    utf8proc_int32_t lower[PIECE_MAX];
    const char *whole = whole_find((uint32_t)part);
    utf8proc_ssize_t count;
    size_t n = 0;
    int last = 0;

    if (whole || utf8proc_category(part) == UTF8PROC_CATEGORY_PD) {
        whole = whole ? whole : "-";
        n = strlen(whole);
        if (n <= room)
            memcpy(ret, whole, n);
        return n <= room ? n : 0;
    }
    if (is_space((uint32_t)part))
        return 0;
    count = utf8proc_decompose_char(part, lower, PIECE_MAX, PLAIN | UTF8PROC_CASEFOLD, &last);
    for (utf8proc_ssize_t i = 0; i < count && i < PIECE_MAX && n + 4 <= room; i++)
        n += (size_t)utf8proc_encode_char(lower[i], (utf8proc_uint8_t *)ret + n);
    return n;
}

/* Taken apart (NFKD) before it is put in lower case: a mark that is a letter to the tables of case (the iota
 * below a vowel) is gone by then. */
static size_t sign_fold(struct fold *f, uint32_t cp)
{
    utf8proc_int32_t parts[PIECE_MAX];
    utf8proc_ssize_t count;
    size_t n = 0;
    int last = 0;

    count = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, PIECE_MAX, PLAIN, &last);
    for (utf8proc_ssize_t i = 0; i < count && i < PIECE_MAX; i++)
        n += part_fold(parts[i], f->bytes + n, sizeof f->bytes - n);
    return n;
}

static void piece_set(struct fold *f, uint32_t cp, size_t size)
{
    const char *whole;

    f->piece = f->bytes;
    if (cp < 0x80 && cp != '`') {
        f->bytes[0] = (char)(cp >= 'A' && cp <= 'Z' ? cp - 'A' + 'a' : cp);
        f->piece_len = 1;
    } else if ((whole = whole_find(cp))) {
        f->piece = whole;
        f->piece_len = strlen(whole);
    } else if (cp == BROKEN) {
        f->piece = f->s;
        f->piece_len = size;
    } else {
        f->piece_len = sign_fold(f, cp);
    }
}

/* The next byte, 0 at the end. What folds to nothing, a mark, is passed over. */
static char fold_next(struct fold *f)
{
    bool gap = false;
    uint32_t cp;
    size_t n;

    for (; f->piece_len == 0; f->s += n) {
        if (!(n = next(f->s, &cp)))
            return '\0';
        if (cp < 0x80 ? cp == ' ' || (cp >= '\t' && cp <= '\r') : is_space(cp) && !is_unseen(cp)) {
            gap = f->begun;
            continue;
        }
        piece_set(f, cp, n);
        if (f->piece_len == 0)
            continue;
        if (gap) {
            f->piece_len = 0;
            return ' ';
        }
        f->begun = true;
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

bool text_equal(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

bool text_ends(const char *s, const char *end)
{
    const size_t n = strlen(s), m = strlen(end);

    return n >= m && !strcmp(s + n - m, end);
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

/* What utf8proc says is wrong; no memory is the machine's fault, the rest the text's. */
static err nfc_fault(utf8proc_ssize_t said)
{
    return said == UTF8PROC_ERROR_NOMEM ? ERR_SYSTEM : ERR_INPUT;
}

err text_nfc(const char *s, char *ret, size_t room)
{
    const utf8proc_option_t compose = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    const utf8proc_uint8_t *in = (const utf8proc_uint8_t *)s;
    utf8proc_ssize_t n = (utf8proc_ssize_t)strlen(s), points = utf8proc_decompose(in, n, NULL, 0, compose),
                     size;
    utf8proc_int32_t *both;
    size_t bytes;

    /* One more: utf8proc ends the text that it writes in their place with a NUL. */
    if (points < 0)
        return nfc_fault(points);
    if (!(both = calloc((size_t)points + 1, sizeof *both)))
        return ERR_SYSTEM;
    bytes = ((size_t)points + 1) * sizeof *both;
    size = utf8proc_decompose(in, n, both, points, compose);
    if (size == points)
        size = utf8proc_reencode(both, points, compose);
    if (size >= 0 && (size_t)size < room)
        memcpy(ret, both, (size_t)size + 1);
    /* It may be a password. */
    explicit_bzero(both, bytes);
    free(both);
    if (size < 0)
        return nfc_fault(size);
    return (size_t)size < room ? OK : ERR_LIMIT;
}

void text_initial(const char *s, char *ret)
{
    uint32_t cp;
    size_t n;

    ret[0] = '\0';
    for (; (n = next(s, &cp)); s += n)
        if (is_letter(cp)) {
            n = (size_t)utf8proc_encode_char(utf8proc_toupper((utf8proc_int32_t)cp), (utf8proc_uint8_t *)ret);
            ret[n] = '\0';
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

char *text_grouped(int64_t n, char ret[TEXT_GROUPED])
{
    char digits[TEXT_GROUPED];
    size_t count = (size_t)snprintf(digits, sizeof digits, "%" PRId64, n), at = 0;

    for (size_t i = 0; i < count; i++) {
        if (i && (count - i) % 3 == 0)
            ret[at++] = ' ';
        ret[at++] = digits[i];
    }
    ret[at] = '\0';
    return ret;
}

int text_hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
