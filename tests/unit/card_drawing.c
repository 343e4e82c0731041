/* The drawn card: size, geometry of the QR code down to the pixel, texts that stay in their place, and a
 * scanner that reads what was drawn. */
#include "render/card_drawing.h"

#include <cairo.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "render/qr.h"
#include "support/assert.h"

#define QUIET 4

/* fontconfig keeps some 1 400 bytes for good: the same after one card and after hundred. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

/* As long as a card's real text: 300 characters. */
static const char QR_TEXT[] =
    "BK12KCD5LQ6PG4IZ7RYM3WOUTHB5NXEAVSFJ2KCD5LQ6PG4IZ7RYM3WOUTHB5NXEAVSFJ2KCD5LQ6PG4I"
    "Z7RYM3WOUTHB5NXEAVSFJ2KCD5LQ6PG4IZ7RYM3WOUTHB5NXEAVSFJ2KCD5LQ6PG4IZ7RYM3WOUTHB5N"
    "XEAVSFJ2KCD5LQ6PG4IZ7RYM3WOUTHB5NXEAVSFJ2KCD5LQ6PG4IZ7RYM3WOUTHB5NXEAVSFJ2KCD5LQ"
    "6PG4IZ7RYM3WOUTHB5NXEAVSFJ2KCD5LQ6PG4IZ7RYM3WOUTHB5NXEAVSFJ";

static const struct card_drawing SAMPLE = {
    .municipality = "Bashkia Gjirokastër",
    .title = "Kartë shërbimesh",
    .services = {"Transport publik", "Dokumente dhe vërtetime", "Çerdhe dhe kopsht"},
    .until = "Vlen deri më 14.05.2027",
    .number = "ABCD-EFGH-IJKL-MNOP",
    .hint = "E.K. 1987",
    .help = "Pyetje: 084 262 500",
    .qr_text = QR_TEXT,
};

static void image_close(cairo_surface_t **image)
{
    cairo_surface_destroy(*image);
}

struct source {
    const struct buf *bytes;
    size_t at;
};

static cairo_status_t source_read(void *closure, unsigned char *data, unsigned int n)
{
    struct source *s = closure;

    if (s->bytes->len - s->at < n)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(data, s->bytes->data + s->at, n);
    s->at += n;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *image_of(const struct card_drawing *d, int dpi)
{
    CLEANUP(buf_free) struct buf png = {0};
    struct source s = {.bytes = &png};
    cairo_surface_t *image;

    must(card_drawing_png(d, dpi, &png));
    image = cairo_image_surface_create_from_png_stream(source_read, &s);
    assert_int_equal(cairo_surface_status(image), CAIRO_STATUS_SUCCESS);
    return image;
}

/* 0xRRGGBB */
static uint32_t pixel(cairo_surface_t *image, int x, int y)
{
    const unsigned char *row = cairo_image_surface_get_data(image);
    uint32_t value;

    row += (ptrdiff_t)y * cairo_image_surface_get_stride(image);
    memcpy(&value, row + (ptrdiff_t)x * 4, sizeof value);
    return value & 0xFFFFFF;
}

struct square {
    int left, top, right, bottom; /* of what is quite black; right and bottom are the last pixels */
};

/* Only the modules are quite black: every text is lighter. */
static struct square modules_of(cairo_surface_t *image)
{
    struct square s = {INT32_MAX, INT32_MAX, -1, -1};

    for (int y = 0; y < cairo_image_surface_get_height(image); y++) {
        for (int x = 0; x < cairo_image_surface_get_width(image); x++) {
            if (pixel(image, x, y) != 0)
                continue;
            s.left = x < s.left ? x : s.left;
            s.right = x > s.right ? x : s.right;
            s.top = y < s.top ? y : s.top;
            s.bottom = y;
        }
    }
    return s;
}

static void module_is(cairo_surface_t *image, int left, int top, int pitch, bool dark)
{
    for (int y = top; y < top + pitch; y++) {
        for (int x = left; x < left + pitch; x++)
            assert_int_equal(pixel(image, x, y), dark ? 0 : 0xFFFFFF);
    }
}

static void modules_are_exact(const struct card_drawing *d, int dpi, double least_mm)
{
    CLEANUP(image_close) cairo_surface_t *image = image_of(d, dpi);
    CLEANUP(qr_free) struct qr *q = NULL;
    struct square s = modules_of(image);
    int side = s.right - s.left + 1, size, pitch;

    must(qr_make(d->qr_text, &q));
    size = qr_size(q);
    pitch = side / size;
    assert_int_equal(side, s.bottom - s.top + 1);
    assert_int_equal(side % size, 0);
    assert_true(side * 25.4 / dpi >= least_mm);
    for (int y = -QUIET; y < size + QUIET; y++) {
        for (int x = -QUIET; x < size + QUIET; x++)
            module_is(image, s.left + x * pitch, s.top + y * pitch, pitch, qr_dark(q, x, y));
    }
}

static void modules_fall_on_whole_pixels_with_their_quiet_zone(void **state)
{
    (void)state;
    modules_are_exact(&SAMPLE, 600, 35);
    modules_are_exact(&SAMPLE, 300, 35);
    modules_are_exact(&SAMPLE, 150, 30);
}

static void longer_codes_still_print_at_35_mm(void **state)
{
    struct card_drawing d = SAMPLE;
    char text[500];

    (void)state;
    d.qr_text = text;
    for (size_t n = 340; n < sizeof text; n += 50) {
        memset(text, 'Q', n);
        text[n] = '\0';
        modules_are_exact(&d, 600, 35);
    }
}

static void code_too_large_for_the_card_is_a_limit(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};
    struct card_drawing d = SAMPLE;
    char text[2500];

    (void)state;
    memset(text, 'Q', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    d.qr_text = text;
    must_fail(card_drawing_png(&d, 150, &out), ERR_LIMIT);
    assert_int_equal(out.len, 0);
}

static void png_has_the_true_size(void **state)
{
    CLEANUP(image_close) cairo_surface_t *image = image_of(&SAMPLE, 0);

    (void)state;
    assert_int_equal(cairo_image_surface_get_width(image), 2022); /* 85.60 mm at 600 dpi */
    assert_int_equal(cairo_image_surface_get_height(image), 1275);
}

static void png_carries_its_resolution(void **state)
{
    static const unsigned char PHYS[] = {0, 0,    0,    9, 'p', 'H',  'Y',  's', 0,
                                         0, 0x2E, 0x23, 0, 0,   0x2E, 0x23, 1};
    CLEANUP(buf_free) struct buf png = {0};

    (void)state;
    must(card_drawing_png(&SAMPLE, 300, &png)); /* 11 811 pixels per metre */
    assert_memory_equal(png.data + 33, PHYS, sizeof PHYS);
}

static void pdf_page_is_the_card(void **state)
{
    CLEANUP(buf_free) struct buf pdf = {0};
    double x, y, width, height;
    const char *box;

    (void)state;
    must(card_drawing_pdf(&SAMPLE, NULL, &pdf));
    assert_memory_equal(pdf.data, "%PDF-", 5);
    box = memmem(pdf.data, pdf.len, "/MediaBox", 9);
    assert_non_null(box);
    assert_int_equal(sscanf(box, "/MediaBox [ %lf %lf %lf %lf ]", &x, &y, &width, &height), 4);
    assert_true(x == 0 && y == 0);
    assert_true(width > 242.55 && width < 242.75);
    assert_true(height > 152.91 && height < 153.11);
}

static void pdf_embeds_its_fonts_and_says_no_date(void **state)
{
    CLEANUP(buf_free) struct buf pdf = {0};

    (void)state;
    must(card_drawing_pdf(&SAMPLE, NULL, &pdf));
    assert_non_null(memmem(pdf.data, pdf.len, "+DejaVuSans", 11));
    assert_non_null(memmem(pdf.data, pdf.len, "/FontFile2", 10));
    assert_null(memmem(pdf.data, pdf.len, "Date", 4));
}

static void svg_has_the_true_size(void **state)
{
    CLEANUP(buf_free) struct buf svg = {0};

    (void)state;
    must(card_drawing_svg(&SAMPLE, &svg));
    assert_non_null(strstr(svg.data, "width=\"85.6mm\" height=\"53.98mm\" viewBox=\"0 0 85.6 53.98\""));
    assert_non_null(strstr(svg.data, "</svg>"));
}

static void svg_needs_no_font_and_loads_nothing(void **state)
{
    CLEANUP(buf_free) struct buf svg = {0};

    (void)state;
    must(card_drawing_svg(&SAMPLE, &svg));
    assert_null(strstr(svg.data, "<text"));
    assert_null(strstr(svg.data, "<script"));
    assert_null(strstr(svg.data, "xlink:href=\"http"));
}

/* Eleven cards: ten on the first sheet, one on the second. */
static void many_cards_stand_on_sheets_of_a4(void **state)
{
    CLEANUP(buf_free) struct buf pdf = {0}, again = {0};
    struct card_drawing cards[11];
    double width, height;
    const char *box;

    (void)state;
    for (size_t i = 0; i < 11; i++)
        cards[i] = SAMPLE;
    must_fail(card_drawing_sheets(cards, 0, NULL, &pdf), ERR_INPUT);
    must(card_drawing_sheets(cards, 11, NULL, &pdf));
    must(card_drawing_sheets(cards, 11, NULL, &again));
    box = memmem(pdf.data, pdf.len, "/MediaBox", 9);
    assert_non_null(box);
    assert_int_equal(sscanf(box, "/MediaBox [ 0 0 %lf %lf", &width, &height), 2);
    assert_true(width > 595.27 && width < 595.29);
    assert_true(height > 841.88 && height < 841.90);
    assert_non_null(memmem(pdf.data, pdf.len, "/Count 2", 8));
    assert_int_equal(pdf.len, again.len);
    assert_memory_equal(pdf.data, again.data, pdf.len);
}

static void same_card_gives_the_same_pdf(void **state)
{
    CLEANUP(buf_free) struct buf once = {0};
    CLEANUP(buf_free) struct buf twice = {0};

    (void)state;
    must(card_drawing_pdf(&SAMPLE, NULL, &once));
    must(card_drawing_pdf(&SAMPLE, NULL, &twice));
    assert_int_equal(once.len, twice.len);
    assert_memory_equal(once.data, twice.data, once.len);
}

/* Pixels in the rectangle, in millimetres of a 300 dpi image, that differ. */
static int differences(cairo_surface_t *a, cairo_surface_t *b, double left, double top, double right,
                       double bottom)
{
    const double dots = 300 / 25.4;
    int n = 0;

    for (int y = (int)(top * dots); y < (int)(bottom * dots); y++) {
        for (int x = (int)(left * dots); x < (int)(right * dots); x++)
            n += pixel(a, x, y) != pixel(b, x, y);
    }
    return n;
}

/* Two cards of the same code: left of 42 mm are the texts, right of it the code with its quiet zone. */
static void long_texts_stay_in_their_place(void **state)
{
    static const char LONG[] =
        "Çerdhja dhe kopshti i lagjes së epërme, ngjitur me shkollën nëntëvjeçare që "
        "mban emrin e mësueses së parë të qytetit, hyrja nga oborri i brendshëm, kati i "
        "dytë, dera e gjashtë, çdo ditë nga ora tetë deri në orën katërmbëdhjetë";
    const struct card_drawing d = {.municipality = LONG,
                                   .title = LONG,
                                   .services = {LONG, LONG, LONG},
                                   .until = LONG,
                                   .number = LONG,
                                   .hint = LONG,
                                   .help = LONG,
                                   .qr_text = QR_TEXT};
    CLEANUP(image_close) cairo_surface_t *plain = image_of(&SAMPLE, 300);
    CLEANUP(image_close) cairo_surface_t *full = image_of(&d, 300);

    (void)state;
    assert_true(differences(plain, full, 5, 10, 42, 50) > 1000);
    assert_int_equal(differences(plain, full, 42.5, 8, 85.6, 53.98), 0);
    assert_int_equal(differences(plain, full, 80.7, 0, 85.6, 53.98), 0);
    assert_int_equal(differences(plain, full, 0, 0, 4.9, 53.98), 0);
    assert_int_equal(differences(plain, full, 0, 50.2, 85.6, 53.98), 0);
}

static void slightly_long_texts_shrink_before_they_are_cut(void **state)
{
    struct card_drawing whole = SAMPLE, more = SAMPLE;
    cairo_surface_t *a, *b;

    (void)state;
    whole.title = "Kartë shërbimesh vjetore";
    more.title = "Kartë shërbimesh vjetorë";
    a = image_of(&whole, 300);
    b = image_of(&more, 300);
    assert_true(differences(a, b, 30, 11, 42, 17) > 0); /* the last letter shows */
    cairo_surface_destroy(a);
    cairo_surface_destroy(b);
}

/* A letter that the font lacks is drawn as a box: ë and ç must not look like that, nor like e and c. */
static void albanian_letters_have_their_shapes(void **state)
{
    static const char *const TITLES[] = {"ë", "ç", "Ë", "Ç", "e", "c", "E", "C", "\xF3\xB0\x80\x80"};
    const int count = sizeof TITLES / sizeof *TITLES;
    cairo_surface_t *images[sizeof TITLES / sizeof *TITLES];
    struct card_drawing d = SAMPLE;

    (void)state;
    for (int i = 0; i < count; i++) {
        d.title = TITLES[i];
        images[i] = image_of(&d, 300);
    }
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < i; j++)
            assert_true(differences(images[i], images[j], 5, 11, 42, 17) > 0);
    }
    for (int i = 0; i < count; i++)
        cairo_surface_destroy(images[i]);
}

static void empty_and_absent_lines_are_left_out(void **state)
{
    CLEANUP(buf_free) struct buf empty = {0};
    CLEANUP(buf_free) struct buf absent = {0};
    struct card_drawing d = SAMPLE;

    (void)state;
    d.services[1] = NULL;
    d.hint = d.help = "";
    must(card_drawing_pdf(&d, NULL, &empty));
    d.hint = d.help = NULL;
    must(card_drawing_pdf(&d, NULL, &absent));
    assert_int_equal(empty.len, absent.len);
    assert_memory_equal(empty.data, absent.data, empty.len);
}

static void refused(struct card_drawing d)
{
    CLEANUP(buf_free) struct buf out = {0};

    must_fail(card_drawing_svg(&d, &out), ERR_INPUT);
    must_fail(card_drawing_png(&d, 300, &out), ERR_INPUT);
    must_fail(card_drawing_pdf(&d, NULL, &out), ERR_INPUT);
    assert_int_equal(out.len, 0);
}

static void texts_that_are_no_line_are_refused(void **state)
{
    struct card_drawing d = SAMPLE;

    (void)state;
    d.title = "Kart\xEB";
    refused(d);
    d = SAMPLE;
    d.services[2] = "Transport\npublik";
    refused(d);
    d = SAMPLE;
    d.qr_text = "";
    refused(d);
}

static void resolutions_out_of_range_are_refused(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};

    (void)state;
    must_fail(card_drawing_png(&SAMPLE, 149, &out), ERR_INPUT);
    must_fail(card_drawing_png(&SAMPLE, 1201, &out), ERR_INPUT);
    must_fail(card_drawing_png(&SAMPLE, -1, &out), ERR_INPUT);
    assert_int_equal(out.len, 0);
}

static void file_write(const char *path, const struct buf *b)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(fwrite(b->data, 1, b->len, f), b->len);
    assert_int_equal(fclose(f), 0);
}

/* Runs zbarimg on the file; what it printed goes to ret. */
static void scan(const char *path, char *ret, size_t room)
{
    char *const argv[] = {"zbarimg", "--quiet", "--raw", "--nodbus", (char *)path, NULL};
    posix_spawn_file_actions_t actions;
    size_t n = 0;
    ssize_t got;
    int ends[2], status;
    pid_t child;

    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    assert_int_equal(posix_spawnp(&child, argv[0], &actions, NULL, argv, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    while (n + 1 < room && (got = read(ends[0], ret + n, room - 1 - n)) > 0)
        n += (size_t)got;
    ret[n] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void scanner_reads(int dpi)
{
    CLEANUP(buf_free) struct buf png = {0};
    char folder[] = "/tmp/card_drawing.XXXXXX", path[64], text[1024];

    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/card.png", folder);
    must(card_drawing_png(&SAMPLE, dpi, &png));
    file_write(path, &png);
    scan(path, text, sizeof text);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
    text[strcspn(text, "\n")] = '\0';
    assert_string_equal(text, QR_TEXT);
}

static void scanner_reads_the_png(void **state)
{
    (void)state;
    scanner_reads(600);
    scanner_reads(150);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modules_fall_on_whole_pixels_with_their_quiet_zone),
        cmocka_unit_test(longer_codes_still_print_at_35_mm),
        cmocka_unit_test(code_too_large_for_the_card_is_a_limit),
        cmocka_unit_test(png_has_the_true_size),
        cmocka_unit_test(png_carries_its_resolution),
        cmocka_unit_test(pdf_page_is_the_card),
        cmocka_unit_test(pdf_embeds_its_fonts_and_says_no_date),
        cmocka_unit_test(svg_has_the_true_size),
        cmocka_unit_test(svg_needs_no_font_and_loads_nothing),
        cmocka_unit_test(many_cards_stand_on_sheets_of_a4),
        cmocka_unit_test(same_card_gives_the_same_pdf),
        cmocka_unit_test(long_texts_stay_in_their_place),
        cmocka_unit_test(slightly_long_texts_shrink_before_they_are_cut),
        cmocka_unit_test(albanian_letters_have_their_shapes),
        cmocka_unit_test(empty_and_absent_lines_are_left_out),
        cmocka_unit_test(texts_that_are_no_line_are_refused),
        cmocka_unit_test(resolutions_out_of_range_are_refused),
        cmocka_unit_test(scanner_reads_the_png),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
