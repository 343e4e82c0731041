/* A drawing in pixels, as a file. */
#ifndef RENDER_PICTURE_H
#define RENDER_PICTURE_H

#include <cairo.h>

#include "base/buf.h"

/* An image surface of 24 bits (CAIRO_FORMAT_RGB24), appended to *ret as PNG, with its resolution (pHYs), so
 * that it prints at its true size. The same pixels give the same bytes. ERR_SYSTEM. */
err picture_png(cairo_surface_t *surface, int dpi, struct buf *ret) MUST_CHECK;

#endif
