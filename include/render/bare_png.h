/* A PNG without what its camera or program wrote beside it: place, time, device, names, comments, and
 * whatever stands behind its end. What is kept is on a list; all else is left out. */
#ifndef RENDER_BARE_PNG_H
#define RENDER_BARE_PNG_H

#include <stddef.h>

#include "base/buf.h"

#define BARE_PNG_MORE_MAX 16 /* bytes: a result is longer by so many at most, by the longer form of EXIF */

/* All that draws the picture, unchanged, appended to *ret: W3C PNG 3rd edition, chapters 5 and 11. Of EXIF
 * only which way up it is; no colour profile, which names devices; of an animation its still picture.
 * ERR_INPUT: cut off, or with a part that a reader must know and does not; *ret is to be dropped. */
err bare_png(const void *bytes, size_t n, struct buf *ret) MUST_CHECK;

#endif
