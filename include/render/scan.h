/* What a picture from outside says of itself. */
#ifndef RENDER_SCAN_H
#define RENDER_SCAN_H

#include <stdbool.h>
#include <stdio.h> /* size_t; and FILE, which jpeglib.h wants to be known */

#define SCAN_SIDE_MAX 30000 /* pixels: A3 at 1200 dots an inch has 20 000 */

/* Its header is one that the library reads, and its sides are 1 … SCAN_SIDE_MAX. No pixel is unpacked. */
bool scan_is_png(const void *bytes, size_t n);
bool scan_is_jpeg(const void *bytes, size_t n);

#endif
