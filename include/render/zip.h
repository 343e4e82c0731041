/* A look into a finished ZIP file, for what a library does not tell of its own writing. */
#ifndef RENDER_ZIP_H
#define RENDER_ZIP_H

#include <stddef.h>

#include "base/err.h"

/* Whether the entry of that name unpacks to something that ends with `ending` (at most 32 characters).
 * ERR_CORRUPT: it does not, or there is none; ERR_SYSTEM: no memory. Files without comment, ZIP64 and
 * encryption. */
err zip_entry_ends(const void *zip, size_t n, const char *name, const char *ending) MUST_CHECK;

#endif
