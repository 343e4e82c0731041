/* Copies of the key store, in a folder apart from those of the register, and kept for a shorter time: what
 * was erased is gone from a copy of the register when no copy has its key any more. */
#ifndef DOMAIN_KEY_COPY_H
#define DOMAIN_KEY_COPY_H

#include <stddef.h>

#include "domain/work/work.h"

/* Characters of a name before its ending. */
#define KEY_COPY_STEM (sizeof "keys-20260310T090000Z" - 1)

#define KEY_COPY_DAYS 30 /* that copies are kept, unless somebody says otherwise */

struct key_copy {
    const char *name; /* keys-20260310T090000Z.db */
    size_t removed;   /* copies that were older */
};

/* Into the folder (made 0700 where it is missing), checked. Then those made more than `days` days before are
 * removed; never the one just made, and nothing that is called otherwise. ERR_CONFLICT: one of this second
 * stands there; ERR_ABSENT: the folder cannot be made; ERR_DENIED: it is open to others; ERR_CORRUPT: the
 * copy does not hold, and is gone again. */
err key_copy_make(struct work *w, const char *folder, int64_t days, struct key_copy *ret) MUST_CHECK;

/* The parts of it. The folder for such copies: made where it is missing, and nobody else's. The copy alone.
 * Removing what is older, encrypted or not. */
err key_copy_folder(struct work *w, const char *folder) MUST_CHECK;
err key_copy_write(struct work *w, const char *folder, struct key_copy *ret) MUST_CHECK;
err key_copy_tidy(struct work *w, const char *folder, int64_t days, size_t *ret_removed) MUST_CHECK;

#endif
