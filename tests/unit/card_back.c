/* The back of a card: it says how the card is used and nothing else, in letters that the font has, and lies
 * behind its front when a sheet is printed on both sides. */
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/card/card_print.h"
#include "render/card_drawing.h"
#include "render/card_ground.h"
#include "support/assert.h"
#include "support/holder.h"
#include "support/pdf_reader.h"
#include "support/register.h"

#define TODAY       (r->work.today)
#define DOTS        4.0 /* a millimetre of a page of 101.6 dpi */
#define PAGE_WIDTH  210.0
#define PAGE_HEIGHT 297.0

/* fontconfig keeps its configuration to the end of the process. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

static const char *const LINES[][CARD_BACK_LINES] = {
    {"Tregojeni kodin.", "Një", "Dy", "Tri"},
    {"Δείξτε τον κωδικό.", "Ένα", "Δύο", "Τρία"},
};
static const struct card_back BACK = {
    .municipality = "Bashkia Gjirokastër", .help = "", .languages = LINES, .count = 2};
static const struct card_drawing FRONT = {.municipality = "Bashkia Gjirokastër",
                                          .title = "Kartë shërbimesh",
                                          .services = {"Transport publik"},
                                          .until = "Vlen deri më 14.05.2027",
                                          .number = "ABCD-EFGH-IJKL-MNOP",
                                          .qr_text = "BK1ONECARD"};

static void image_close(cairo_surface_t **image)
{
    cairo_surface_destroy(*image);
}

/* A page in grey. */
struct page {
    char *grey;
    int width;
};

static struct page page_of(const struct buf *pdf, int page)
{
    const size_t room = (size_t)(PAGE_WIDTH * DOTS * PAGE_HEIGHT * DOTS) + 4096;
    char command[120], *grey = malloc(room);
    int width, height, head;

    assert_non_null(grey);
    snprintf(command, sizeof command, "pdftoppm -r %.1f -f %d -l %d -gray a.pdf", DOTS * 25.4, page, page);
    (void)pdf_read_by(command, pdf, grey, room);
    assert_int_equal(sscanf(grey, "P5 %d %d 255%n", &width, &height, &head), 2);
    memmove(grey, grey + head + 1, (size_t)width * (size_t)height);
    return (struct page){.grey = grey, .width = width};
}

static bool dark(const struct page *p, double x, double y)
{
    return (unsigned char)p->grey[(size_t)(y * DOTS) * (size_t)p->width + (size_t)(x * DOTS)] < 128;
}

/* Fifteen cards: ten on a sheet, five on the next, whose last stands alone in its row. Through the band of
 * each front a needle comes out in the band of its back, and where there is no front there is no back. */
static void each_back_lies_behind_its_front(void **state)
{
    const double left = (PAGE_WIDTH - 2 * CARD_WIDTH) / 2, top = (PAGE_HEIGHT - 5 * CARD_HEIGHT) / 2;
    CLEANUP(buf_free) struct buf pdf = {0};
    struct card_drawing cards[15];
    char said[64];

    (void)state;
    for (size_t i = 0; i < 15; i++)
        cards[i] = FRONT;
    must(card_drawing_sheets(cards, 15, &BACK, &pdf));
    (void)pdf_read_by("pdfinfo a.pdf | grep Pages", &pdf, said, sizeof said);
    assert_int_equal(atoi(said + strcspn(said, "0123456789")), 4);
    for (int sheet = 0; sheet < 2; sheet++) {
        struct page front = page_of(&pdf, 2 * sheet + 1), back = page_of(&pdf, 2 * sheet + 2);

        for (int n = 0; n < 10; n++) {
            const double x = left + (n % 2) * CARD_WIDTH + 4, y = top + (n / 2) * CARD_HEIGHT + 1.5;
            const bool is = sheet == 0 || n < 5;

            assert_int_equal(dark(&front, x, y), is);
            assert_int_equal(dark(&back, PAGE_WIDTH - x, y), is);
        }
        free(front.grey);
        free(back.grey);
    }
}

static void the_back_comes_as_picture_and_as_second_page(void **state)
{
    CLEANUP(buf_free) struct buf svg = {0}, png = {0}, pdf = {0}, again = {0};
    char said[400];

    (void)state;
    must(card_back_svg(&BACK, &svg));
    assert_non_null(strstr(svg.data, "width=\"85.6mm\" height=\"53.98mm\" viewBox=\"0 0 85.6 53.98\""));
    assert_null(strstr(svg.data, "<text"));
    must(card_back_png(&BACK, 300, &png));
    assert_memory_equal(png.data, "\x89PNG", 4);
    must(card_drawing_pdf(&FRONT, &BACK, &pdf));
    must(card_drawing_pdf(&FRONT, &BACK, &again));
    assert_int_equal(pdf.len, again.len);
    assert_memory_equal(pdf.data, again.data, pdf.len);
    assert_null(memmem(pdf.data, pdf.len, "Date", 4));
    (void)pdf_read_by("pdfinfo -f 1 -l 2 a.pdf | grep 'Pages\\|size'", &pdf, said, sizeof said);
    assert_non_null(strstr(said, "Page    1 size:  242.6"));
    assert_non_null(strstr(said, "Page    2 size:  242.6"));
}

static cairo_surface_t *letter_drawn(const char *letter)
{
    const char *const lines[][CARD_BACK_LINES] = {{letter, "", "", ""}};
    const struct card_back b = {.municipality = "", .help = "", .languages = lines, .count = 1};
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 860, 540);
    cairo_t *cr = cairo_create(image);

    cairo_scale(cr, 10, 10);
    must(card_back_draw(cr, &b));
    cairo_destroy(cr);
    cairo_surface_flush(image);
    return image;
}

static bool same_picture(cairo_surface_t *a, cairo_surface_t *b)
{
    const size_t n = (size_t)cairo_image_surface_get_stride(a) * 540;

    return !memcmp(cairo_image_surface_get_data(a), cairo_image_surface_get_data(b), n);
}

/* A letter that the font lacks is drawn as a box with its number or as nothing: none of these may look so. */
static void every_letter_of_the_languages_is_in_the_font(void **state)
{
    static const char ALL[] = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰΆΈΉΊΌΎΏ·çëÇË";
    CLEANUP(image_close) cairo_surface_t *box = letter_drawn("\xF3\xB0\x80\x80");
    CLEANUP(image_close) cairo_surface_t *nothing = letter_drawn("");

    (void)state;
    for (const char *p = ALL; *p; p += 2) {
        CLEANUP(image_close) cairo_surface_t *image = letter_drawn((char[]){p[0], p[1], '\0'});

        if (same_picture(image, box) || same_picture(image, nothing))
            fail_msg("no letter: %.2s", p);
    }
}

static void what_is_no_back_is_refused(void **state)
{
    static const char *const BROKEN[][CARD_BACK_LINES] = {{"Një\ndy", "", "", ""}};
    CLEANUP(buf_free) struct buf out = {0};
    struct card_back b = BACK;

    (void)state;
    b.count = 0;
    must_fail(card_back_svg(&b, &out), ERR_INPUT);
    b = (struct card_back){.municipality = "", .help = "", .languages = BROKEN, .count = 1};
    must_fail(card_back_png(&b, 300, &out), ERR_INPUT);
    b = BACK;
    b.help = "Pyetje\xFF";
    must_fail(card_drawing_pdf(&FRONT, &b, &out), ERR_INPUT);
    assert_int_equal(out.len, 0);
}

/* What the register prints, as a reader of the document finds it: whole lines, the three languages, and not a
 * word of why. The font is the one that cards are drawn in: no other had to help out. */
static void what_is_printed_is_whole_and_neutral(void **state)
{
    static const char *const WHOLE[] = {"Tregojeni kodin kur kërkoni një shërbim të kartës.",
                                        "Δείξτε τον κωδικό όταν ζητάτε μια υπηρεσία της κάρτας.",
                                        "Τη χάσατε ή τη βρήκατε; Ενημερώστε τον δήμο.",
                                        "The card is personal: do not give it to anybody else.",
                                        "Lost it, or found it? Tell the municipality."};
    static const char *const WHY[] = {"dhun",   "viktim", "mbroj",  "urdh",  "gjyk",  "polic",
                                      "violen", "victim", "protec", "order", "court", "βία",
                                      "θύμα",   "προστ",  "δικασ",  "…"};
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf pdf = {0};
    char said[4096], fonts[1024];
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    must(card_print(&r->work, c.number, CARD_PDF, true, &pdf));
    (void)pdf_read_by("pdftotext -layout -f 2 -l 2 a.pdf -", &pdf, said, sizeof said);
    for (size_t i = 0; i < sizeof WHOLE / sizeof WHOLE[0]; i++)
        if (!strstr(said, WHOLE[i]))
            fail_msg("not there: %s\n%s", WHOLE[i], said);
    for (size_t i = 0; i < sizeof WHY / sizeof WHY[0]; i++)
        if (strcasestr(said, WHY[i]))
            fail_msg("says why: %s\n%s", WHY[i], said);
    assert_null(strstr(said, c.number));
    (void)pdf_read_by("pdffonts a.pdf | tail -n +3 | sed /DejaVuSans/d", &pdf, fonts, sizeof fonts);
    assert_string_equal(fonts, "");
}

/* The words are drawn in the size that they were meant in: the longest line has room. */
static void no_line_is_made_smaller(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf pdf = {0};
    struct holder h;
    char said[256];
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    must(card_print(&r->work, c.number, CARD_PDF, true, &pdf));
    (void)pdf_read_by(
        "pdftotext -bbox -f 2 -l 2 a.pdf - | sed -n 's/.*xMax=\"\\([0-9.]*\\)\".*/\\1/p' | sort -g | "
        "tail -1",
        &pdf, said, sizeof said);
    assert_true(atof(said) > 150 && atof(said) <= (CARD_WIDTH - 5) * 72 / 25.4 + 0.5);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_back_lies_behind_its_front),
        cmocka_unit_test(the_back_comes_as_picture_and_as_second_page),
        cmocka_unit_test(every_letter_of_the_languages_is_in_the_font),
        cmocka_unit_test(what_is_no_back_is_refused),
        with_register(what_is_printed_is_whole_and_neutral),
        with_register(no_line_is_made_smaller),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
