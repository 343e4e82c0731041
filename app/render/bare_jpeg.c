/* JPEG, marker by marker (ITU T.81, annex B). Pixels are copied as they are packed, never unpacked. */
#include "render/bare_jpeg.h"

#include <stdbool.h>
#include <string.h>

#include "render/exif.h"

enum {
    M_SOF0 = 0xC0,
    M_JPG = 0xC8,
    M_SOF15 = 0xCF, /* among these also the tables DHT and DAC */
    M_RST0 = 0xD0,
    M_RST7 = 0xD7,
    M_SOI = 0xD8,
    M_EOI = 0xD9,
    M_SOS = 0xDA,
    M_EXP = 0xDF, /* from M_SOS on: DQT, DNL, DRI, DHP */
    M_APP0 = 0xE0,
    M_APP1 = 0xE1,
    M_APP14 = 0xEE,
    M_TEM = 0x01,
};

#define JFIF_KEPT  14 /* bytes: version and density; a small copy of the picture may follow */
#define ADOBE_KEPT 12 /* bytes: how colours are told apart */
#define EXIF_NAME  "Exif\0"
#define EXIF_HEAD  6

struct jpeg {
    const unsigned char *at, *end;
    struct buf *out;
    bool drawn;  /* a scan was seen: what is cut off from here on can be shown */
    bool turned; /* its orientation is written */
};

static bool stands_alone(unsigned marker)
{
    return marker == M_TEM || (marker >= M_RST0 && marker <= M_RST7);
}

static bool draws(unsigned marker)
{
    return (marker >= M_SOF0 && marker <= M_SOF15 && marker != M_JPG) || (marker >= M_SOS && marker <= M_EXP);
}

static void segment_add(struct buf *out, unsigned marker, const void *bytes, size_t n)
{
    const char head[] = {(char)0xFF, (char)marker, (char)((n + 2) >> 8), (char)((n + 2) & 0xFF)};

    buf_add(out, head, sizeof head);
    buf_add(out, bytes, n);
}

static void jfif_add(struct jpeg *j, const unsigned char *bytes, size_t n)
{
    unsigned char kept[JFIF_KEPT];

    if (n < JFIF_KEPT || memcmp(bytes, "JFIF", 5) != 0)
        return;
    memcpy(kept, bytes, JFIF_KEPT);
    kept[JFIF_KEPT - 2] = kept[JFIF_KEPT - 1] = 0; /* no small copy */
    segment_add(j->out, M_APP0, kept, JFIF_KEPT);
}

static void orientation_add(struct jpeg *j, const unsigned char *bytes, size_t n)
{
    int orientation;
    char size;

    if (j->turned || n < EXIF_HEAD || memcmp(bytes, EXIF_NAME, EXIF_HEAD) != 0)
        return;
    if ((orientation = exif_orientation(bytes + EXIF_HEAD, n - EXIF_HEAD)) == EXIF_UPRIGHT)
        return;
    size = 2 + EXIF_HEAD + EXIF_SIZE;
    buf_add(j->out, "\xFF\xE1\0", 3);
    buf_add(j->out, &size, 1);
    buf_add(j->out, EXIF_NAME, EXIF_HEAD);
    exif_add(j->out, orientation);
    j->turned = true;
}

static void segment_keep(struct jpeg *j, unsigned marker, const unsigned char *bytes, size_t n)
{
    if (draws(marker))
        segment_add(j->out, marker, bytes, n);
    else if (marker == M_APP0)
        jfif_add(j, bytes, n);
    else if (marker == M_APP1)
        orientation_add(j, bytes, n);
    else if (marker == M_APP14 && n >= ADOBE_KEPT && !memcmp(bytes, "Adobe", 5))
        segment_add(j->out, marker, bytes, ADOBE_KEPT);
}

/* To the next marker, past bytes that belong to none. False at the end. */
static bool marker_next(struct jpeg *j, unsigned *ret)
{
    while (j->end - j->at >= 2) {
        if (j->at[0] == 0xFF && j->at[1] != 0xFF && j->at[1] != 0) {
            *ret = j->at[1];
            j->at += 2;
            return true;
        }
        j->at++;
    }
    return false;
}

/* Packed pixels, up to a marker that is none of theirs: FF 00 is a byte FF, RST0 … RST7 divide them. A marker
 * may have any number of FF before it. */
static void pixels_copy(struct jpeg *j)
{
    const unsigned char *from = j->at;

    while (j->at < j->end) {
        const unsigned char *ff = memchr(j->at, 0xFF, (size_t)(j->end - j->at));
        const unsigned char *code = ff;

        while (code && code < j->end && *code == 0xFF)
            code++;
        if (!ff || code == j->end || (*code && (*code < M_RST0 || *code > M_RST7))) {
            j->at = ff ? ff : j->end;
            break;
        }
        buf_add(j->out, from, (size_t)(ff - from));
        from = code - 1; /* one FF is enough */
        j->at = code + 1;
    }
    buf_add(j->out, from, (size_t)(j->at - from));
}

/* False where the segment does not lie within the file. */
static bool segment_take(struct jpeg *j, unsigned marker)
{
    size_t size, left = (size_t)(j->end - j->at);

    if (left < 2)
        return false;
    size = (size_t)j->at[0] << 8 | j->at[1];
    if (size < 2 || size > left)
        return false;
    segment_keep(j, marker, j->at + 2, size - 2);
    j->at += size;
    if (marker == M_SOS) {
        j->drawn = true;
        pixels_copy(j);
    }
    return true;
}

err bare_jpeg(const void *bytes, size_t n, struct buf *ret)
{
    struct jpeg j = {.at = bytes, .end = (const unsigned char *)bytes + n, .out = ret};
    unsigned marker;

    if (n < 2 || j.at[0] != 0xFF || j.at[1] != M_SOI)
        return ERR_INPUT;
    j.at += 2;
    if (!buf_reserve(ret, n + BARE_JPEG_MORE_MAX)) /* at once: no copies of a picture stay in freed memory */
        return ERR_SYSTEM;
    buf_add(ret, "\xFF\xD8", 2);
    while (marker_next(&j, &marker) && marker != M_EOI) {
        if (stands_alone(marker))
            continue;
        if (marker == M_SOI)
            return ERR_INPUT;
        if (!segment_take(&j, marker))
            break;
    }
    if (!j.drawn)
        return ERR_INPUT;
    buf_add(ret, "\xFF\xD9", 2);
    return buf_err(ret);
}
