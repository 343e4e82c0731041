/* A JPEG without what its camera wrote beside it: place, time, device, its numbers, names, comments, small
 * copies of itself, and whatever stands behind its end. What is kept is on a list; all else is left out. */
#ifndef RENDER_BARE_JPEG_H
#define RENDER_BARE_JPEG_H

#include <stddef.h>

#include "base/buf.h"

#define BARE_JPEG_MORE_MAX 16 /* bytes: a result is longer by so many at most, by an end that was missing */

/* All that draws the picture, unchanged, appended to *ret: ITU T.81, annex B. Of EXIF only which way up it
 * is; no colour profile, which names devices. Cut off behind the beginning of its pixels it gets an end.
 * ERR_INPUT: its parts are damaged, or cut off before; *ret is to be dropped. */
err bare_jpeg(const void *bytes, size_t n, struct buf *ret) MUST_CHECK;

#endif
