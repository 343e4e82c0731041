/* PNG written by libpng itself, row by row, because cairo's own writer tells no resolution and gives no place
 * to: a printer must know how large the card is. */
#include "render/picture.h"

#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include "base/log.h"

#define MM_PER_INCH 25.4

/* A failure inside libpng comes back through its jump buffer. */
static void png_fail(png_structp png, png_const_charp message)
{
    log_error("card: PNG: %s", message);
    png_longjmp(png, 1);
}

static void png_pass(png_structp png, png_const_charp message)
{
    (void)png, (void)message;
}

static void png_take(png_structp png, png_bytep bytes, size_t n)
{
    buf_add(png_get_io_ptr(png), bytes, n);
}

static void png_flush_nothing(png_structp png)
{
    (void)png;
}

/* One line of cairo's pixels, which are whole numbers with red on top. */
static void row_fill(cairo_surface_t *surface, int line, unsigned char *row)
{
    const unsigned char *pixels = cairo_image_surface_get_data(surface) +
                                  (size_t)line * (size_t)cairo_image_surface_get_stride(surface);

    for (int x = 0; x < cairo_image_surface_get_width(surface); x++) {
        uint32_t pixel;

        memcpy(&pixel, pixels + 4 * x, sizeof pixel);
        *row++ = (unsigned char)(pixel >> 16);
        *row++ = (unsigned char)(pixel >> 8);
        *row++ = (unsigned char)pixel;
    }
}

/* pHYs tells a printer the true size, which cairo's own writer leaves out. */
static bool picture_write(png_structp png, png_infop info, cairo_surface_t *surface, unsigned char *row,
                          int dpi)
{
    const int height = cairo_image_surface_get_height(surface);
    const png_uint_32 per_metre = (png_uint_32)lround(dpi * 1000 / MM_PER_INCH);

    /* Nothing that is allocated here lies between setjmp and a jump: what must be freed belongs to
     * picture_png. */
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_IHDR(png, info, (png_uint_32)cairo_image_surface_get_width(surface), (png_uint_32)height, 8,
                 PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    png_write_info(png, info);
    for (int line = 0; line < height; line++) {
        row_fill(surface, line, row);
        png_write_row(png, row);
    }
    png_write_end(png, info);
    return true;
}

err picture_png(cairo_surface_t *surface, int dpi, struct buf *ret)
{
    CLEANUP(buf_free) struct buf out = {0}, row = {0};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, png_fail, png_pass);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    char *room = buf_reserve(&row, 3 * (size_t)cairo_image_surface_get_width(surface));
    bool written = false;

    cairo_surface_flush(surface);
    if (info && room && cairo_image_surface_get_data(surface)) {
        png_set_write_fn(png, &out, png_take, png_flush_nothing);
        written = picture_write(png, info, surface, (unsigned char *)room, dpi);
    }
    png_destroy_write_struct(&png, &info);
    if (!written || buf_err(&out))
        return ERR_SYSTEM;
    buf_add(ret, out.data, out.len);
    return buf_err(ret);
}
