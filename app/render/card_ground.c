/* Paper, band and outline of a card, and its letters. */
#include "render/card_ground.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"

#define CARD_CORNER   3.18 /* mm; ISO/IEC 7810: radius 3.18 mm */
#define ACCENT_HEIGHT 0.6  /* mm of the band that its accent line takes */

/* Different enough in brightness to keep their order on a black-and-white printer. */
const struct colour CARD_PAPER = {1, 1, 1};
const struct colour CARD_BLUE = {0.11, 0.27, 0.40};
const struct colour CARD_ACCENT = {0.76, 0.66, 0.42};
const struct colour CARD_INK = {0.10, 0.13, 0.17};
const struct colour CARD_QUIET_INK = {0.33, 0.37, 0.42};
const struct colour CARD_HAIRLINE = {0.70, 0.73, 0.77};
const struct colour CARD_BLACK = {0, 0, 0};

void card_box_fill(cairo_t *cr, double x, double y, double width, double height, const struct colour *c)
{
    colour_set(cr, c);
    cairo_rectangle(cr, x, y, width, height);
    cairo_fill(cr);
}

/* The card's outline, `inset` mm inside its edge; ends at `height` with square corners unless it is whole. */
static void outline_path(cairo_t *cr, double inset, double height)
{
    double left = inset, right = CARD_WIDTH - inset, radius = CARD_CORNER - inset;
    bool whole = height >= CARD_HEIGHT;

    cairo_new_path(cr);
    cairo_arc(cr, left + radius, inset + radius, radius, M_PI, 1.5 * M_PI);
    cairo_arc(cr, right - radius, inset + radius, radius, 1.5 * M_PI, 2 * M_PI);
    if (whole) {
        cairo_arc(cr, right - radius, CARD_HEIGHT - inset - radius, radius, 0, 0.5 * M_PI);
        cairo_arc(cr, left + radius, CARD_HEIGHT - inset - radius, radius, 0.5 * M_PI, M_PI);
    } else {
        cairo_line_to(cr, right, height);
        cairo_line_to(cr, left, height);
    }
    cairo_close_path(cr);
}

static void paper_draw(cairo_t *cr, double band)
{
    colour_set(cr, &CARD_PAPER);
    cairo_paint(cr);
    outline_path(cr, 0, band - ACCENT_HEIGHT);
    colour_set(cr, &CARD_BLUE);
    cairo_fill(cr);
    card_box_fill(cr, 0, band - ACCENT_HEIGHT, CARD_WIDTH, ACCENT_HEIGHT, &CARD_ACCENT);
    outline_path(cr, 0.1, CARD_HEIGHT);
    colour_set(cr, &CARD_HAIRLINE);
    cairo_set_line_width(cr, 0.2);
    cairo_stroke(cr);
}

/* Without any font cairo falls back to strokes of its own that know no ë: better no card than that one. */
static err font_check(cairo_t *cr)
{
    cairo_select_font_face(cr, CARD_SANS, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    if (cairo_status(cr) != CAIRO_STATUS_SUCCESS)
        return ERR_SYSTEM;
    if (cairo_scaled_font_get_type(cairo_get_scaled_font(cr)) == CAIRO_FONT_TYPE_FT)
        return OK;
    log_error("no font for the cards: install fonts-dejavu-core");
    return ERR_SYSTEM;
}

/* Letters keep their shape and width whatever the resolution, so that all three formats look the same. */
static void font_options_set(cairo_t *cr)
{
    cairo_font_options_t *o = cairo_font_options_create();

    cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(o, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(cr, o);
    cairo_font_options_destroy(o);
}

err card_ground_draw(cairo_t *cr, double band)
{
    err e;

    font_options_set(cr);
    if ((e = font_check(cr)))
        return e;
    paper_draw(cr, band);
    return OK;
}

err card_font_require(void)
{
    cairo_surface_t *nothing = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *cr = cairo_create(nothing);
    err e = font_check(cr);

    cairo_destroy(cr);
    cairo_surface_destroy(nothing);
    return e;
}

bool card_line_valid(const char *text)
{
    return !text || (text_valid(text, strlen(text)) && !strpbrk(text, "\t\r\n"));
}
