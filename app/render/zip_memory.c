#include "zip_memory.h"

#include <string.h>

static size_t size_of(const struct zip_memory *m)
{
    return m->out ? m->out->len - m->begin : m->size;
}

static voidpf memory_open(voidpf opaque, const void *name, int mode)
{
    struct zip_memory *m = opaque;

    (void)name;
    (void)mode;
    m->at = 0;
    return m;
}

static uLong memory_read(voidpf opaque, voidpf stream, void *to, uLong size)
{
    struct zip_memory *m = opaque;
    size_t n = size < m->size - m->at ? size : m->size - m->at;

    (void)stream;
    if (m->out)
        return 0;
    memcpy(to, m->in + m->at, n);
    m->at += n;
    return n;
}

/* minizip goes back to write the sizes of a part before it. */
static uLong memory_write(voidpf opaque, voidpf stream, const void *from, uLong size)
{
    struct zip_memory *m = opaque;
    size_t place, over, inside;

    (void)stream;
    if (!m->out)
        return 0;
    place = m->begin + m->at;
    over = m->out->len - place;
    inside = over < size ? over : size;
    if (inside)
        memcpy(m->out->data + place, from, inside);
    buf_add(m->out, (const char *)from + inside, size - inside);
    m->at += size;
    return buf_err(m->out) ? 0 : size;
}

static ZPOS64_T memory_tell(voidpf opaque, voidpf stream)
{
    (void)stream;
    return ((struct zip_memory *)opaque)->at;
}

static long memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct zip_memory *m = opaque;
    const size_t size = size_of(m);
    const size_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? m->at
                        : origin == ZLIB_FILEFUNC_SEEK_END ? size
                                                           : 0;

    (void)stream;
    if (offset > size - from)
        return -1;
    m->at = from + offset;
    return 0;
}

/* Nothing is open, and nothing went wrong. */
static int memory_close(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

void zip_memory_use(struct zip_memory *m, zlib_filefunc64_def *ret)
{
    *ret = (zlib_filefunc64_def){.zopen64_file = memory_open,
                                 .zread_file = memory_read,
                                 .zwrite_file = memory_write,
                                 .ztell64_file = memory_tell,
                                 .zseek64_file = memory_seek,
                                 .zclose_file = memory_close,
                                 .zerror_file = memory_close,
                                 .opaque = m};
}
