/* From the end of the file to its directory, from there to the entry, and through that to its last
 * characters.
 *
 * Not libzip: it would read the same dozen numbers, and link four more unpackers and a cipher library into a
 * program that looks at nothing but a file it wrote itself a moment before. The entry runs through one block,
 * so that a sheet of a hundred thousand lines costs no memory. */
#define ZLIB_CONST
#include "render/zip.h"

#include <stdbool.h>
#include <string.h>
#include <zlib.h>

#define END_SIZE   22 /* APPNOTE.TXT 4.3.16: the end of the directory, without a comment */
#define ENTRY_SIZE 46 /* 4.3.12: an entry of the directory, its name behind it */
#define LOCAL_SIZE 30 /* 4.3.7: what stands before the packed bytes */
#define TAIL_MAX   32
#define BLOCK      4096 /* on the stack of a server thread, which is small */

struct zip {
    const unsigned char *data;
    size_t size;
};

static size_t number(const struct zip *z, size_t at, size_t bytes)
{
    size_t value = 0;

    while (bytes-- > 0)
        value = value << 8 | z->data[at + bytes];
    return value;
}

static bool marked(const struct zip *z, size_t at, size_t size, const char *mark)
{
    return at <= z->size && z->size - at >= size && !memcmp(z->data + at, mark, 4);
}

struct entry {
    size_t at, packed; /* of the packed bytes */
};

static bool entry_find(const struct zip *z, const char *name, struct entry *ret)
{
    size_t end = z->size < END_SIZE ? 0 : z->size - END_SIZE, at;

    if (!marked(z, end, END_SIZE, "PK\5\6"))
        return false;
    at = number(z, end + 16, 4);
    while (marked(z, at, ENTRY_SIZE, "PK\1\2")) {
        size_t length = number(z, at + 28, 2), local = number(z, at + 42, 4);

        if (length == strlen(name) && length <= z->size - at - ENTRY_SIZE &&
            !memcmp(z->data + at + ENTRY_SIZE, name, length)) {
            if (!marked(z, local, LOCAL_SIZE, "PK\3\4"))
                return false;
            ret->at = local + LOCAL_SIZE + number(z, local + 26, 2) + number(z, local + 28, 2);
            ret->packed = number(z, at + 20, 4);
            return ret->at <= z->size && ret->packed <= z->size - ret->at;
        }
        at += ENTRY_SIZE + length + number(z, at + 30, 2) + number(z, at + 32, 2);
    }
    return false;
}

/* The last `keep` of what was kept and n more. */
static size_t tail_keep(char *tail, size_t have, const char *more, size_t n, size_t keep)
{
    size_t stay = n >= keep ? 0 : have < keep - n ? have : keep - n, take = n < keep ? n : keep;

    memmove(tail, tail + have - stay, stay);
    memcpy(tail + stay, more + n - take, take);
    return stay + take;
}

static int tail_read(z_stream *s, char *tail, size_t keep, size_t *ret_have)
{
    char block[BLOCK];
    int state = Z_OK;

    while (state == Z_OK) {
        s->next_out = (unsigned char *)block;
        s->avail_out = BLOCK;
        state = inflate(s, Z_NO_FLUSH);
        if (state == Z_OK || state == Z_STREAM_END)
            *ret_have = tail_keep(tail, *ret_have, block, BLOCK - s->avail_out, keep);
    }
    return state;
}

err zip_entry_ends(const void *zip, size_t n, const char *name, const char *ending)
{
    const struct zip z = {zip, n};
    const size_t keep = strlen(ending);
    char tail[2 * TAIL_MAX];
    z_stream s = {0};
    struct entry entry;
    size_t have = 0;
    int state;

    if (keep > TAIL_MAX || !entry_find(&z, name, &entry))
        return ERR_CORRUPT;
    s.next_in = z.data + entry.at;
    s.avail_in = (unsigned)entry.packed;
    /* Negative: raw deflate, without zlib's own head. */
    if (inflateInit2(&s, -MAX_WBITS) != Z_OK)
        return ERR_SYSTEM;
    state = tail_read(&s, tail, keep, &have);
    inflateEnd(&s);
    return state == Z_STREAM_END && have == keep && !memcmp(tail, ending, keep) ? OK : ERR_CORRUPT;
}
