/* Each character of the misread text stands for one byte of the text that was meant: put together again, the
 * bytes are the UTF-8 of a letter. */
#include "domain/import/mojibake.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#define TIMES_MAX 3 /* nobody opens and saves a list wrongly more often without seeing it */

/* Windows-1252 from 0x80 to 0x9F; what it leaves out (0) programs take for the control of that number. */
static const uint16_t UPPER[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                   0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/* The byte that shows as this character; 0: none above ASCII does. */
static unsigned char byte_of(utf8proc_int32_t cp)
{
    if (cp >= 0x80 && cp <= 0xFF)
        return (unsigned char)cp;
    for (unsigned i = 0; i < 32; i++)
        if (UPPER[i] && UPPER[i] == cp)
            return (unsigned char)(0x80 + i);
    return 0;
}

static bool written_here(utf8proc_int32_t cp)
{
    return (cp >= 0xA0 && cp <= 0x17F) || (cp >= 0x370 && cp <= 0x4FF) || (cp >= 0x2010 && cp <= 0x2026) ||
           cp == 0x20AC;
}

/* The character at s and its size; 0: the end, or no UTF-8. */
static size_t character(const char *s, utf8proc_int32_t *ret)
{
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)strnlen(s, 4), ret);

    return *s && n > 0 ? (size_t)n : 0;
}

/* Bytes of text that stand for one letter, which goes to ret as `*ret_size` bytes; 0: it begins none. */
static size_t letter_mend(const char *text, char ret[4], size_t *ret_size)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_int32_t cp, meant;
    size_t used = 0, n, size = 0, wanted = 1;

    while (size < wanted && (n = character(text + used, &cp)) && (bytes[size] = byte_of(cp))) {
        if (size++ == 0)
            wanted = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : bytes[0] >= 0xC2 ? 2 : 0;
        used += n;
    }
    if (size < 2 || size != wanted || utf8proc_iterate(bytes, (utf8proc_ssize_t)size, &meant) <= 0 ||
        !written_here(meant))
        return 0;
    memcpy(ret, bytes, size);
    *ret_size = size;
    return used;
}

/* Shorter than the text in any case, so it may be mended in place. */
static bool mend_once(char *text)
{
    char *to = text, letter[4];
    bool mended = false;
    size_t used, size;

    for (const char *from = text; *from; from += used) {
        if ((used = letter_mend(from, letter, &size))) {
            memcpy(to, letter, size);
            to += size;
            mended = true;
        } else {
            *to++ = *from;
            used = 1;
        }
    }
    *to = '\0';
    return mended;
}

bool mojibake_mend(const char *text, char *ret, size_t room)
{
    size_t n = strlen(text);
    bool mended = false;

    if (n >= room)
        return false;
    memcpy(ret, text, n + 1);
    for (int i = 0; i < TIMES_MAX && mend_once(ret); i++)
        mended = true;
    return mended;
}
