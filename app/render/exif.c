/* The first directory of a TIFF structure, no further: what it points to is never followed. */
#include "render/exif.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define HEADER           8 /* bytes: byte order, 42, where the first directory is */
#define ENTRY            12
#define TAG_ORIENTATION  0x0112
#define TYPE_SHORT       3
#define LITTLE_ENDIAN_II "II*\0"
#define BIG_ENDIAN_MM    "MM\0*"

struct tiff {
    const unsigned char *at;
    size_t n;
    bool little;
};

static unsigned u16_at(const struct tiff *t, size_t at)
{
    const unsigned char *p = t->at + at;

    return t->little ? p[0] | (unsigned)p[1] << 8 : (unsigned)p[0] << 8 | p[1];
}

static uint32_t u32_at(const struct tiff *t, size_t at)
{
    uint32_t first = u16_at(t, at), second = u16_at(t, at + 2);

    return t->little ? second << 16 | first : first << 16 | second;
}

static bool tiff_open(struct tiff *t, const void *bytes, size_t n)
{
    *t = (struct tiff){.at = bytes, .n = n};
    if (n < HEADER)
        return false;
    t->little = !memcmp(bytes, LITTLE_ENDIAN_II, 4);
    return t->little || !memcmp(bytes, BIG_ENDIAN_MM, 4);
}

int exif_orientation(const void *tiff, size_t n)
{
    struct tiff t;
    size_t at, count;

    if (!tiff_open(&t, tiff, n))
        return EXIF_UPRIGHT;
    at = u32_at(&t, 4);
    if (at > n || n - at < 2)
        return EXIF_UPRIGHT;
    count = u16_at(&t, at);
    for (at += 2; count && n - at >= ENTRY; count--, at += ENTRY) {
        unsigned turned;

        if (u16_at(&t, at) != TAG_ORIENTATION || u16_at(&t, at + 2) != TYPE_SHORT || u32_at(&t, at + 4) != 1)
            continue;
        turned = u16_at(&t, at + 8);
        return turned >= EXIF_UPRIGHT && turned <= EXIF_TURNED_LAST ? (int)turned : EXIF_UPRIGHT;
    }
    return EXIF_UPRIGHT;
}

void exif_add(struct buf *b, int orientation)
{
    const char entry[] = {0x01, 0x12, 0, TYPE_SHORT, 0, 0, 0, 1, 0, (char)orientation, 0, 0};
    static const char NO_MORE[4] = {0};

    buf_add(b, BIG_ENDIAN_MM "\0\0\0\x08\0\1", HEADER + 2);
    buf_add(b, entry, sizeof entry);
    buf_add(b, NO_MORE, sizeof NO_MORE);
}
