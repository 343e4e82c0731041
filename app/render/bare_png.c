/* PNG, chunk by chunk (W3C PNG 3rd edition, chapters 5 and 11). */
#include "render/bare_png.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "render/exif.h"

#define SIGNATURE   "\x89PNG\r\n\x1A\n"
#define SIGNED      8  /* bytes */
#define AROUND      12 /* bytes of a chunk beside its content: length, name, sum */
#define NAME        4
#define CRITICAL(c) (((c)[0] & 0x20) == 0) /* a reader must know it */

/* Those that say how the picture looks, each no longer than it can be. */
static const struct {
    char name[NAME + 1];
    uint32_t size_max;
} KEPT[] = {
    {"IHDR", 13}, {"PLTE", 768}, {"IDAT", INT32_MAX}, {"IEND", 0}, {"tRNS", 256}, {"gAMA", 4},
    {"cHRM", 32}, {"sRGB", 1},   {"cICP", 4},         {"sBIT", 4}, {"bKGD", 6},   {"pHYs", 9},
};
#define KEPT_COUNT (sizeof KEPT / sizeof KEPT[0])

struct chunk {
    const unsigned char *whole, *name, *content;
    uint32_t size; /* of its content */
};

static bool named(const struct chunk *c, const char *name)
{
    return !memcmp(c->name, name, NAME);
}

static bool kept(const struct chunk *c)
{
    size_t i = 0;

    while (i < KEPT_COUNT && !named(c, KEPT[i].name))
        i++;
    return i < KEPT_COUNT && c->size <= KEPT[i].size_max;
}

static void u32_add(struct buf *b, uint32_t v)
{
    const char bytes[] = {(char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v};

    buf_add(b, bytes, sizeof bytes);
}

static bool chunk_read(const unsigned char *at, size_t left, struct chunk *ret)
{
    if (left < AROUND)
        return false;
    *ret = (struct chunk){.whole = at, .name = at + 4, .content = at + 8};
    ret->size = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    return ret->size <= left - AROUND;
}

/* True where it was turned, so that it is said once. */
static bool orientation_add(const struct chunk *c, struct buf *out)
{
    int orientation = exif_orientation(c->content, c->size);
    size_t from;

    if (orientation == EXIF_UPRIGHT)
        return false;
    u32_add(out, EXIF_SIZE);
    from = out->len;
    buf_text(out, "eXIf");
    exif_add(out, orientation);
    if (!buf_err(out)) /* else there may be no bytes to add up */
        u32_add(out, (uint32_t)crc32(0, (const Bytef *)out->data + from, NAME + EXIF_SIZE));
    return true;
}

err bare_png(const void *bytes, size_t n, struct buf *ret)
{
    const unsigned char *at = bytes, *end = at + n;
    bool turned = false;
    struct chunk c;

    if (n < SIGNED || memcmp(bytes, SIGNATURE, SIGNED) != 0)
        return ERR_INPUT;
    if (!buf_reserve(ret, n + BARE_PNG_MORE_MAX)) /* at once: no copies of a picture stay in freed memory */
        return ERR_SYSTEM;
    buf_add(ret, bytes, SIGNED);
    for (at += SIGNED; chunk_read(at, (size_t)(end - at), &c); at += AROUND + c.size) {
        if (kept(&c))
            buf_add(ret, c.whole, AROUND + (size_t)c.size);
        else if (CRITICAL(c.name))
            return ERR_INPUT;
        else if (!turned && named(&c, "eXIf"))
            turned = orientation_add(&c, ret);
        if (named(&c, "IEND"))
            return buf_err(ret);
    }
    return ERR_INPUT;
}
