/* Scans of papers: headers by libpng and libjpeg; both give up on what they do not know. */
#include "render/scan.h"

#include <jpeglib.h>
#include <png.h>
#include <setjmp.h>

static bool sides_sound(unsigned long width, unsigned long height)
{
    return width >= 1 && width <= SCAN_SIDE_MAX && height >= 1 && height <= SCAN_SIDE_MAX;
}

bool scan_is_png(const void *bytes, size_t n)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    bool sound = png_image_begin_read_from_memory(&image, bytes, n) && sides_sound(image.width, image.height);

    png_image_free(&image);
    return sound;
}

/* libjpeg ends a program that has no other way out. */
struct way_out {
    struct jpeg_error_mgr manager; /* first: the library knows no more of it */
    jmp_buf back;
};

static void give_up(j_common_ptr decoder)
{
    longjmp(((struct way_out *)(void *)decoder->err)->back, 1);
}

static void say_nothing(j_common_ptr decoder, int level)
{
    (void)decoder;
    (void)level;
}

bool scan_is_jpeg(const void *bytes, size_t n)
{
    struct jpeg_decompress_struct decoder = {0};
    struct way_out out;
    volatile bool sound = false; /* set between setjmp and longjmp */

    decoder.err = jpeg_std_error(&out.manager);
    out.manager.error_exit = give_up;
    out.manager.emit_message = say_nothing;
    if (!setjmp(out.back)) {
        jpeg_create_decompress(&decoder);
        jpeg_mem_src(&decoder, bytes, n);
        if (jpeg_read_header(&decoder, TRUE) == JPEG_HEADER_OK &&
            sides_sound(decoder.image_width, decoder.image_height))
            sound = true;
    }
    jpeg_destroy_decompress(&decoder);
    return sound;
}
