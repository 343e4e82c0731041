/* What is said in a record of case work: all of it that is personal or in somebody's own words. It is sealed
 * as one value, so that nothing tells from outside which of it there is. */
#ifndef DOMAIN_SAID_H
#define DOMAIN_SAID_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

struct said_field {
    const char *name; /* what it is kept under: never changed once a release had it */
    size_t offset;    /* of a const char * in the noun's struct */
    size_t max;       /* code points */
    bool needed;
};
#define SAID(s, f, max_, needed_)                                                                            \
    {                                                                                                        \
#f, offsetof(s, f) + 0 * _Generic(&((s *)NULL)->f, const char ** : 0), (max_), (needed_)             \
    }

/* Into out, nothing where nothing is said. Texts that are NULL or empty are left out. */
void said_write(const struct said_field *fields, size_t count, const void *noun, struct buf *out);
/* The other way: fields it does not hold become NULL, all of them where its key was destroyed; what it holds
 * beyond them (of a later version) is passed over. Texts lie in the arena. ERR_SYSTEM: memory ran out;
 * ERR_CORRUPT: it was not written by said_write. */
err said_read(struct arena *a, const char *said, const struct said_field *fields, size_t count,
              void *noun) MUST_CHECK;

#endif
