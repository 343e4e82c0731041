/* What stands beside the picture of a PNG is left out; the picture stays, dot by dot. Pictures are made with
 * libpng, what stands beside them by hand after W3C PNG 3rd edition, chapter 11. */
#include "render/bare_png.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "support/assert.h"

#define SIDE 40 /* dots */

#define SIGNATURE   "\x89PNG\r\n\x1A\n"
#define SIGNED      8
#define IHDR_SIZE   25 /* bytes of the whole chunk */
#define TURNED      "II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0"
#define TURNED_KEPT "MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"

static void chunk_add_n(struct buf *b, const char *name, const char *content, size_t n)
{
    const unsigned char size[] = {0, 0, (unsigned char)(n >> 8), (unsigned char)n};
    size_t from = b->len + sizeof size;
    uLong sum;

    buf_add(b, size, sizeof size);
    buf_text(b, name);
    buf_add(b, content, n);
    must(buf_err(b));
    sum = crc32(0, (const Bytef *)b->data + from, (uInt)(b->len - from));
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_char(b, (char)(sum >> shift));
    must(buf_err(b));
}
#define CHUNK(b, name, content) chunk_add_n(b, name, content, sizeof(content) - 1)

static void pixels_fill(unsigned char *pixels)
{
    for (unsigned i = 0; i < SIDE * SIDE * 4; i++)
        pixels[i] = (unsigned char)(i * i * 37 + i / SIDE);
}

static void png_make(struct buf *b)
{
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = SIDE, .height = SIDE, .format = PNG_FORMAT_RGBA};
    unsigned char pixels[SIDE * SIDE * 4];
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);

    pixels_fill(pixels);
    assert_non_null(buf_reserve(b, size));
    assert_true(png_image_write_to_memory(&image, b->data, &size, 0, pixels, 0, NULL));
    b->len = size;
}

static bool holds(const struct buf *b, const char *what)
{
    return memmem(b->data, b->len, what, strlen(what)) != NULL;
}

static void the_picture_stays_and_the_rest_goes(void **state)
{
    static const char *const TEXTS[] = {"tEXt", "zTXt", "iTXt", "tIME", "iCCP",
                                        "sPLT", "hIST", "acTL", "prVt"};
    CLEANUP(buf_free) struct buf png = {0}, taken = {0}, bare = {0}, expected = {0};
    png_image image = {.version = PNG_IMAGE_VERSION};
    unsigned char before[SIDE * SIDE * 4], after[sizeof before];

    (void)state;
    png_make(&png);
    buf_add(&taken, png.data, SIGNED + IHDR_SIZE);
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++)
        CHUNK(&taken, TEXTS[i], "GPS\0SHTEPIA");
    CHUNK(&taken, "eXIf", TURNED "SHTEPIA");
    CHUNK(&taken, "eXIf", TURNED);
    buf_add(&taken, png.data + SIGNED + IHDR_SIZE, png.len - SIGNED - IHDR_SIZE);
    buf_text(&taken, "SHTEPIA");
    must(buf_err(&taken));
    must(bare_png(taken.data, taken.len, &bare));
    assert_false(holds(&bare, "SHTEPIA"));
    buf_add(&expected, png.data, SIGNED + IHDR_SIZE);
    CHUNK(&expected, "eXIf", TURNED_KEPT);
    buf_add(&expected, png.data + SIGNED + IHDR_SIZE, png.len - SIGNED - IHDR_SIZE);
    assert_int_equal(bare.len, expected.len);
    assert_memory_equal(bare.data, expected.data, bare.len);
    assert_true(png_image_begin_read_from_memory(&image, bare.data, bare.len));
    image.format = PNG_FORMAT_RGBA;
    assert_true(png_image_finish_read(&image, NULL, after, 0, NULL));
    pixels_fill(before);
    assert_memory_equal(before, after, sizeof before);
}

static void an_upright_picture_has_no_exif(void **state)
{
    CLEANUP(buf_free) struct buf taken = {0}, bare = {0};

    (void)state;
    buf_add(&taken, SIGNATURE, SIGNED);
    CHUNK(&taken, "eXIf", "II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\1\0\0\0");
    CHUNK(&taken, "eXIf", "damaged");
    CHUNK(&taken, "IEND", "");
    must(bare_png(taken.data, taken.len, &bare));
    assert_false(holds(&bare, "eXIf"));
    assert_int_equal(bare.len, SIGNED + 12);
}

static void what_colours_the_picture_is_kept_at_its_length(void **state)
{
    CLEANUP(buf_free) struct buf taken = {0}, bare = {0}, longer = {0}, none = {0};

    (void)state;
    buf_add(&taken, SIGNATURE, SIGNED);
    CHUNK(&taken, "sRGB", "\0");
    CHUNK(&taken, "gAMA", "\0\0\xB1\x8F");
    CHUNK(&taken, "pHYs", "\0\0\x0B\x13\0\0\x0B\x13\1");
    CHUNK(&taken, "IEND", "");
    must(bare_png(taken.data, taken.len, &bare));
    assert_int_equal(bare.len, taken.len);
    assert_memory_equal(bare.data, taken.data, bare.len);
    buf_add(&longer, SIGNATURE, SIGNED);
    CHUNK(&longer, "gAMA", "\0\0\xB1\x8FSHTEPIA");
    CHUNK(&longer, "IEND", "");
    must(bare_png(longer.data, longer.len, &none));
    assert_false(holds(&none, "SHTEPIA"));
}

static void damaged_ones_are_refused(void **state)
{
    static const char HUGE_CHUNK[] = SIGNATURE "\xFF\xFF\xFF\xF4tEXtabcdabcdabcd";
    CLEANUP(buf_free) struct buf unknown = {0}, bare = {0}, png = {0};

    (void)state;
    assert_int_equal(bare_png("", 0, &bare), ERR_INPUT);
    assert_int_equal(bare_png("GIF89a", 6, &bare), ERR_INPUT);
    assert_int_equal(bare_png(SIGNATURE, SIGNED, &bare), ERR_INPUT);
    assert_int_equal(bare_png(HUGE_CHUNK, sizeof HUGE_CHUNK - 1, &bare), ERR_INPUT);
    buf_add(&unknown, SIGNATURE, SIGNED);
    CHUNK(&unknown, "NEWx", ""); /* a reader that does not know it cannot show the picture */
    CHUNK(&unknown, "IEND", "");
    assert_int_equal(bare_png(unknown.data, unknown.len, &bare), ERR_INPUT);
    png_make(&png);
    for (size_t n = 0; n < png.len; n++) { /* cut off anywhere */
        CLEANUP(buf_free) struct buf b = {0};

        assert_int_equal(bare_png(png.data, n, &b), ERR_INPUT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_picture_stays_and_the_rest_goes),
        cmocka_unit_test(an_upright_picture_has_no_exif),
        cmocka_unit_test(what_colours_the_picture_is_kept_at_its_length),
        cmocka_unit_test(damaged_ones_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
