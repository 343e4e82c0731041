/* The parts of an office document from outside: XML in a ZIP file, read within bounds. Whatever stands in it,
 * the work ends and the memory is small: the file is the caller's bytes, a part is unpacked piece by piece.
 *
 * Packing is minizip's and XML expat's: both stand behind libraries that the program has anyway (xlsxwriter,
 * cairo), so that no library comes in with it. Debian has no reader of whole workbooks; LibreOffice's
 * converter would be half a gigabyte on the server and a process whose bounds are not ours. */
#ifndef RENDER_PACKAGE_H
#define RENDER_PACKAGE_H

#include <stddef.h>

#include "base/err.h"

#define PACKAGE_UNPACKED_MAX ((size_t)256 * 1024 * 1024) /* bytes of all parts together, as often as read */
#define PACKAGE_TOKEN_MAX    ((size_t)1024 * 1024)       /* bytes of one tag */
#define PACKAGE_DEPTH_MAX    64                          /* elements in one another */

struct package;
/* The bytes live as long as the package. ERR_CORRUPT: no ZIP file, or cut off; ERR_SYSTEM: no memory. */
err package_open(const void *bytes, size_t n, struct package **ret) MUST_CHECK;
void package_close(struct package **p); /* for CLEANUP */

/* Told of each element by its name without prefix; an error ends the reading and is its outcome. */
struct package_reader {
    void *of;
    err (*begin)(void *of, const char *name, const char *const *attributes);
    err (*end)(void *of, const char *name);
    err (*text)(void *of, const char *text, size_t n); /* in pieces; NULL: not wanted */
};
/* ERR_ABSENT: no such part; ERR_CORRUPT: it does not unpack, is no XML or declares entities; ERR_LIMIT: it is
 * beyond the bounds above. */
err package_read(struct package *p, const char *part, const struct package_reader *r) MUST_CHECK;
/* Of what a reader's begin gets, by name without prefix; NULL: not given. */
const char *package_attribute(const char *const *attributes, const char *name);

#endif
