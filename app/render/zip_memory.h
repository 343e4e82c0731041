/* A file in memory, for minizip: one that is read, or one that is written. */
#ifndef RENDER_ZIP_MEMORY_H
#define RENDER_ZIP_MEMORY_H

#include <minizip/ioapi.h>

#include "base/buf.h"

struct zip_memory {
    const unsigned char *in; /* of one that is read, and its bytes */
    size_t size;
    struct buf *out; /* of one that is written, behind its byte `begin`; NULL: it is read */
    size_t begin;
    size_t at; /* where it stands, 0 at first */
};

/* minizip's functions for m, which lives as long as what is opened by them. Reading what is written, and
 * writing what is read, gives 0 bytes; so does writing without memory, of which out knows (buf_err). */
void zip_memory_use(struct zip_memory *m, zlib_filefunc64_def *ret);

#endif
