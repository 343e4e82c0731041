/* Fitting text by cairo's toy font interface, which is all that a line in one Latin script needs. */
#include "render/label.h"

#include <math.h>
#include <string.h>

#define SHRINK_MOST (2.0 / 3) /* smaller letters cannot be read on plastic: then the text is cut */
#define SHRINK_SAFE 0.995     /* rounding of advances must not undo the fit */
#define LABEL_BYTES 240       /* more than any line of a card can show */
#define ELLIPSIS    "\xE2\x80\xA6"

void colour_set(cairo_t *cr, const struct colour *c)
{
    cairo_set_source_rgb(cr, c->red, c->green, c->blue);
}

static double text_width(cairo_t *cr, const char *text)
{
    cairo_text_extents_t x;

    cairo_text_extents(cr, text, &x);
    return fmax(x.x_advance, x.x_bearing + x.width);
}

static void font_set(cairo_t *cr, const struct label *l, double size)
{
    cairo_select_font_face(cr, l->family, CAIRO_FONT_SLANT_NORMAL, l->weight);
    cairo_set_font_size(cr, size);
}

double label_fit(cairo_t *cr, const struct label *l)
{
    double width;

    if (!l->text || !*l->text)
        return l->size;
    font_set(cr, l, l->size);
    width = text_width(cr, l->text);
    if (width <= l->width)
        return l->size;
    return l->size * fmax(SHRINK_MOST, l->width / width * SHRINK_SAFE);
}

/* Bytes of text before its last code point and the spaces before that. */
static size_t text_step_back(const char *text, size_t n)
{
    while (n && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
        n--;
    n -= n != 0;
    while (n && text[n - 1] == ' ')
        n--;
    return n;
}

/* Shows the text in the current font, cut and ended with an ellipsis where it is wider than `width`. */
static void text_show(cairo_t *cr, const char *text, double width)
{
    char cut[LABEL_BYTES + sizeof ELLIPSIS];
    size_t n = strlen(text);

    if (n <= LABEL_BYTES && text_width(cr, text) <= width) {
        cairo_show_text(cr, text);
        return;
    }
    n = n < LABEL_BYTES ? n : LABEL_BYTES;
    memcpy(cut, text, n);
    do {
        n = text_step_back(cut, n);
        memcpy(cut + n, ELLIPSIS, sizeof ELLIPSIS);
    } while (n && text_width(cr, cut) > width);
    cairo_show_text(cr, cut);
}

void label_draw(cairo_t *cr, const struct label *l, double size)
{
    if (!l->text || !*l->text)
        return;
    font_set(cr, l, size);
    colour_set(cr, l->ink);
    cairo_move_to(cr, l->x, l->y);
    text_show(cr, l->text, l->width);
}
