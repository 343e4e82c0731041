/* What a telephone writes beside a JPEG is left out; the picture stays, dot by dot. Pictures are made with
 * libjpeg, what stands beside them by hand after ITU T.81, annex B, and CIPA DC-008. */
#include "render/bare_jpeg.h"

#include <stdlib.h>
#include <string.h>

#include "render/exif.h"
#include "render/scan.h"
#include "support/assert.h"

/* clang-format off */
#include <jpeglib.h> /* wants FILE to be known, as render/scan.h has it */
/* clang-format on */

#define SIDE 40 /* dots: several blocks, and a rest that fills none */

#define SOI "\xFF\xD8"
#define EOI "\xFF\xD9"
/* One grey dot. */
#define FRAME "\xFF\xC0\0\x0B\x08\0\1\0\1\1\1\x11\0"
#define SCAN  "\xFF\xDA\0\x08\1\1\0\0\x3F\0"
/* "Exif", little-endian, two tags: the camera's maker at an offset of its own, and turned by 90 degrees. */
#define EXIF_LITTLE                                                                                          \
    "\xFF\xE1\0\x31"                                                                                         \
    "Exif\0\0II*\0\x08\0\0\0\2\0\x0F\1\2\0\4\0\0\0Kuk\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0GPS"
#define EXIF_KEPT                                                                                            \
    "\xFF\xE1\0\x22"                                                                                         \
    "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"

#define BYTES(text) text, sizeof(text) - 1

static void jpeg_make(unsigned char **ret, unsigned long *ret_size, bool progressive)
{
    struct jpeg_compress_struct c;
    struct jpeg_error_mgr faults;
    unsigned char row[SIDE * 3];
    JSAMPROW rows = row;

    c.err = jpeg_std_error(&faults);
    jpeg_create_compress(&c);
    *ret = NULL;
    *ret_size = 0;
    jpeg_mem_dest(&c, ret, ret_size);
    c.image_width = c.image_height = SIDE;
    c.input_components = 3;
    c.in_color_space = JCS_RGB;
    jpeg_set_defaults(&c);
    jpeg_set_quality(&c, 100, TRUE); /* many bytes FF among the pixels */
    c.restart_interval = 2;
    if (progressive)
        jpeg_simple_progression(&c);
    jpeg_start_compress(&c, TRUE);
    for (unsigned y = 0; y < SIDE; y++) {
        for (unsigned x = 0; x < SIDE * 3; x++)
            row[x] = (unsigned char)(x * x * 37 + y * y * 11 + x * y);
        jpeg_write_scanlines(&c, &rows, 1);
    }
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
}

static void pixels_read(const void *bytes, size_t n, unsigned char *ret)
{
    struct jpeg_decompress_struct d;
    struct jpeg_error_mgr faults;

    d.err = jpeg_std_error(&faults);
    jpeg_create_decompress(&d);
    jpeg_mem_src(&d, bytes, n);
    assert_int_equal(jpeg_read_header(&d, TRUE), JPEG_HEADER_OK);
    jpeg_start_decompress(&d);
    while (d.output_scanline < SIDE) {
        JSAMPROW row = ret + (size_t)d.output_scanline * SIDE * 3;

        jpeg_read_scanlines(&d, &row, 1);
    }
    jpeg_finish_decompress(&d);
    assert_int_equal(d.err->num_warnings, 0);
    jpeg_destroy_decompress(&d);
}

/* What stands beside the picture is put behind its first two bytes and behind its end. */
static void beside(struct buf *b, const unsigned char *jpeg, size_t n)
{
    buf_add(b, jpeg, 2);
    buf_add(b, BYTES(EXIF_LITTLE));
    buf_add(b, BYTES("\xFF\xED\0\x0BSHTEPIA 7"));
    buf_add(b, BYTES("\xFF\xFE\0\x0BSHTEPIA 8"));
    buf_add(b, jpeg + 2, n - 2);
    buf_add(b, BYTES("SHTEPIA 9" SOI FRAME SCAN EOI));
    must(buf_err(b));
}

static bool holds(const struct buf *b, const char *what)
{
    return memmem(b->data, b->len, what, strlen(what)) != NULL;
}

static void the_picture_stays_and_the_rest_goes(void **state)
{
    (void)state;
    for (int progressive = 0; progressive < 2; progressive++) {
        CLEANUP(buf_free) struct buf taken = {0}, bare = {0};
        unsigned char before[SIDE * SIDE * 3], after[SIDE * SIDE * 3], *jpeg;
        unsigned long size;

        jpeg_make(&jpeg, &size, progressive);
        beside(&taken, jpeg, size);
        must(bare_jpeg(taken.data, taken.len, &bare));
        assert_false(holds(&bare, "SHTEPIA"));
        assert_false(holds(&bare, "Kuk"));
        assert_false(holds(&bare, "GPS"));
        assert_int_equal(bare.len, size + sizeof EXIF_KEPT - 1);
        pixels_read(jpeg, size, before);
        pixels_read(bare.data, bare.len, after);
        assert_memory_equal(before, after, sizeof before);
        free(jpeg);
    }
}

static void each_part_is_kept_or_not(void **state)
{
    static const struct {
        const char *why, *in;
        size_t in_size;
        const char *out; /* NULL: refused */
        size_t out_size;
    } CASES[] = {
        {"bare already", BYTES(SOI FRAME SCAN "x" EOI), BYTES(SOI FRAME SCAN "x" EOI)},
        {"its orientation alone", BYTES(SOI EXIF_LITTLE FRAME SCAN "x" EOI),
         BYTES(SOI EXIF_KEPT FRAME SCAN "x" EOI)},
        {"the second EXIF", BYTES(SOI EXIF_KEPT EXIF_LITTLE FRAME SCAN "x" EOI),
         BYTES(SOI EXIF_KEPT FRAME SCAN "x" EOI)},
        {"EXIF between scans", BYTES(SOI FRAME SCAN "x" EXIF_LITTLE SCAN "y" EOI),
         BYTES(SOI FRAME SCAN "x" EXIF_KEPT SCAN "y" EOI)},
        {"XMP", BYTES(SOI "\xFF\xE1\0\x08http:/" FRAME SCAN EOI), BYTES(SOI FRAME SCAN EOI)},
        {"a colour profile", BYTES(SOI "\xFF\xE2\0\x10ICC_PROFILE\0\1\1" FRAME SCAN EOI),
         BYTES(SOI FRAME SCAN EOI)},
        {"JFIF with a small copy", BYTES(SOI "\xFF\xE0\0\x13JFIF\0\1\2\1\0\x48\0\x48\1\1RGB" FRAME SCAN EOI),
         BYTES(SOI "\xFF\xE0\0\x10JFIF\0\1\2\1\0\x48\0\x48\0\0" FRAME SCAN EOI)},
        {"JFXX, a small copy", BYTES(SOI "\xFF\xE0\0\x0AJFXX\0\x10xy" FRAME SCAN EOI),
         BYTES(SOI FRAME SCAN EOI)},
        {"Adobe and more",
         BYTES(SOI "\xFF\xEE\0\x10"
                   "Adobe\0\x64\0\0\0\0\1xy" FRAME SCAN EOI),
         BYTES(SOI "\xFF\xEE\0\x0E"
                   "Adobe\0\x64\0\0\0\0\1" FRAME SCAN EOI)},
        {"another's APP14", BYTES(SOI "\xFF\xEE\0\x0Fserial number" FRAME SCAN EOI),
         BYTES(SOI FRAME SCAN EOI)},
        {"markers that JPEG reserves", BYTES(SOI "\xFF\xF3\0\4ab\xFF\2\0\4cd" FRAME SCAN EOI),
         BYTES(SOI FRAME SCAN EOI)},
        {"bytes between segments", BYTES(SOI "abc" FRAME "def" SCAN EOI), BYTES(SOI FRAME SCAN EOI)},
        {"FF before markers", BYTES(SOI "\xFF\xFF" FRAME SCAN "x\xFF\xFF\xFF\xD0y\xFF\xFF" EOI),
         BYTES(SOI FRAME SCAN "x\xFF\xD0y" EOI)},
        {"a byte FF among pixels", BYTES(SOI FRAME SCAN "x\xFF\0y\xFF\xFF\0z" EOI),
         BYTES(SOI FRAME SCAN "x\xFF\0y\xFF\0z" EOI)},
        {"cut off among pixels", BYTES(SOI FRAME SCAN "xy\xFF"), BYTES(SOI FRAME SCAN "xy" EOI)},
        {"cut off behind a scan",
         BYTES(SOI FRAME SCAN "xy"
                              "\xFF\xC4\0\x20"
                              "abc"),
         BYTES(SOI FRAME SCAN "xy" EOI)},
        {"nothing", BYTES(""), NULL, 0},
        {"another's bytes", BYTES("GIF89a"), NULL, 0},
        {"no pixels", BYTES(SOI FRAME EOI), NULL, 0},
        {"cut off before them", BYTES(SOI "\xFF\xC0\0\x0B\x08\0"), NULL, 0},
        {"a length that is none", BYTES(SOI "\xFF\xFE\0\1" FRAME SCAN EOI), NULL, 0},
        {"no room for a length", BYTES(SOI "\xFF\xFE\0"), NULL, 0},
        {"a picture in a picture", BYTES(SOI FRAME SCAN "x" SOI FRAME SCAN EOI), NULL, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        CLEANUP(buf_free) struct buf bare = {0};
        err e = bare_jpeg(CASES[i].in, CASES[i].in_size, &bare);

        if (e != (CASES[i].out ? OK : ERR_INPUT))
            fail_msg("%s", CASES[i].why);
        if (CASES[i].out && (bare.len != CASES[i].out_size || memcmp(bare.data, CASES[i].out, bare.len) != 0))
            fail_msg("%s: another result", CASES[i].why);
    }
}

static void an_orientation_is_read_in_either_order(void **state)
{
    static const struct {
        const char *tiff;
        size_t size;
        int orientation;
    } CASES[] = {
        {BYTES("II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\3\0\0\0"), 3},
        {BYTES("MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\x08\0\0"), 8},
        {BYTES("MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\x09\0\0"), EXIF_UPRIGHT},
        {BYTES("MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\0\0\0"), EXIF_UPRIGHT},
        {BYTES("MM\0*\0\0\0\x08\0\1\1\x12\0\4\0\0\0\1\0\x06\0\0"), EXIF_UPRIGHT}, /* a long number */
        {BYTES("MM\0*\0\0\0\x08\0\2\1\x12\0\3\0\0\0\2\0\x06\0\0"), EXIF_UPRIGHT}, /* two of them */
        {BYTES("MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\x06\0"), EXIF_UPRIGHT},   /* cut off */
        {BYTES("MM\0*\0\0\0\x08\xFF\xFF"), EXIF_UPRIGHT},
        {BYTES("MM\0*\xFF\xFF\xFF\xFF\0\1"), EXIF_UPRIGHT},
        {BYTES("MM\0*\0\0\0\x09\0"), EXIF_UPRIGHT},
        {BYTES("IM*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\3\0\0\0"), EXIF_UPRIGHT},
        {BYTES("II*"), EXIF_UPRIGHT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        assert_int_equal(exif_orientation(CASES[i].tiff, CASES[i].size), CASES[i].orientation);
    for (int orientation = 1; orientation <= EXIF_TURNED_LAST; orientation++) {
        CLEANUP(buf_free) struct buf b = {0};

        exif_add(&b, orientation);
        assert_int_equal(b.len, EXIF_SIZE);
        assert_int_equal(exif_orientation(b.data, b.len), orientation);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_picture_stays_and_the_rest_goes),
        cmocka_unit_test(each_part_is_kept_or_not),
        cmocka_unit_test(an_orientation_is_read_in_either_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
