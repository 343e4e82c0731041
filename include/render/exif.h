/* Which way up a camera held a picture: the one thing of EXIF that is kept. After CIPA DC-008 (EXIF 2.32) and
 * TIFF 6.0. */
#ifndef RENDER_EXIF_H
#define RENDER_EXIF_H

#include <stddef.h>

#include "base/buf.h"

#define EXIF_UPRIGHT     1  /* also where nothing is said */
#define EXIF_TURNED_LAST 8  /* 2 … 8: mirrored, turned, or both */
#define EXIF_SIZE        26 /* bytes of what exif_add() adds */

/* The tag "Orientation" of a TIFF structure in either byte order: 1 … EXIF_TURNED_LAST. EXIF_UPRIGHT where it
 * says nothing, says something else, or is damaged. Nothing outside of the n bytes is read. */
int exif_orientation(const void *tiff, size_t n);
/* A TIFF structure that says that orientation and nothing else. */
void exif_add(struct buf *b, int orientation);

#endif
