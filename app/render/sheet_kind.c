/* The first bytes tell; in ZIP files, the names of what is packed. */
#include "render/sheet_kind.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define LOOKED 512 /* bytes at the beginning */

struct bytes {
    const unsigned char *at;
    size_t n;
};

static bool begins(struct bytes b, const char *mark, size_t size)
{
    return b.n >= size && !memcmp(b.at, mark, size);
}
#define BEGINS(b, mark) begins(b, mark, sizeof(mark) - 1)

static bool holds(struct bytes b, const char *what, size_t size)
{
    return memmem(b.at, b.n, what, size) != NULL;
}
#define HOLDS(b, what) holds(b, what, sizeof(what) - 1)

/* Names stand open in a ZIP file, before each entry and in its directory. */
static enum sheet_kind zip_kind(struct bytes b)
{
    if (HOLDS(b, "application/vnd.oasis.opendocument"))
        return SHEET_OPEN_DOCUMENT;
    if (HOLDS(b, "word/document"))
        return SHEET_WORD;
    return HOLDS(b, "[Content_Types].xml") || HOLDS(b, "xl/") ? SHEET_WORKBOOK : SHEET_ARCHIVE;
}

/* A workbook with a password is such a file, too, and says so in UTF-16. */
static enum sheet_kind compound_kind(struct bytes b)
{
    return HOLDS(b, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e") ? SHEET_LOCKED_WORKBOOK
                                                                      : SHEET_OLD_WORKBOOK;
}

/* Of text in our letters every second byte is zero: which ones tells the order. */
static enum sheet_kind unmarked_kind(struct bytes b)
{
    size_t zeroes[2] = {0, 0}, n = b.n < LOOKED ? b.n : LOOKED;

    for (size_t i = 0; i < n; i++)
        zeroes[i % 2] += b.at[i] == 0;
    if (zeroes[1] > n / 4 && zeroes[0] < n / 16)
        return SHEET_UTF16;
    return zeroes[0] > n / 4 && zeroes[1] < n / 16 ? SHEET_UTF16_BIG : SHEET_TEXT;
}

static bool markup(struct bytes b)
{
    if (BEGINS(b, "\xEF\xBB\xBF"))
        b = (struct bytes){b.at + 3, b.n - 3};
    while (b.n && strchr(" \t\r\n", b.at[0]) && b.at[0])
        b = (struct bytes){b.at + 1, b.n - 1};
    return b.n > 1 && b.at[0] == '<' && (b.at[1] == '?' || b.at[1] == '!' || strchr("hHtTmM", b.at[1]));
}

enum sheet_kind sheet_kind_of(const void *bytes, size_t n)
{
    struct bytes b = {bytes, n};

    if (BEGINS(b, "\xFF\xFE"))
        return SHEET_UTF16;
    if (BEGINS(b, "\xFE\xFF"))
        return SHEET_UTF16_BIG;
    if (BEGINS(b, "PK\3\4") || BEGINS(b, "PK\5\6"))
        return zip_kind(b);
    if (BEGINS(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
        return compound_kind(b);
    if (BEGINS(b, "%PDF-"))
        return SHEET_PDF;
    if (BEGINS(b, "\x89PNG") || BEGINS(b, "\xFF\xD8\xFF") || BEGINS(b, "GIF8"))
        return SHEET_PICTURE;
    if (BEGINS(b, "Rar!") || BEGINS(b, "7z\xBC\xAF") || BEGINS(b, "\x1F\x8B"))
        return SHEET_ARCHIVE;
    if (BEGINS(b, "{\\rtf"))
        return SHEET_WORD;
    return markup(b) ? SHEET_MARKUP : unmarked_kind(b);
}
