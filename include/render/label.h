/* One line of text on a cairo surface that never leaves its place: too long, it is drawn smaller, and cut
 * with an ellipsis where that is not enough. */
#ifndef RENDER_LABEL_H
#define RENDER_LABEL_H

#include <cairo.h>

struct colour {
    double red, green, blue; /* 0 … 1 */
};

struct label {
    const char *text; /* valid UTF-8; NULL or "" draws nothing */
    const char *family;
    cairo_font_weight_t weight;
    double size;  /* wanted height of the em, in user units like all that follows */
    double x, y;  /* start of the baseline */
    double width; /* the place */
    const struct colour *ink;
};

/* The size at which the text fits, but not less than two thirds of the wanted one, at which it is cut. */
double label_fit(cairo_t *cr, const struct label *l);
void label_draw(cairo_t *cr, const struct label *l, double size);
void colour_set(cairo_t *cr, const struct colour *c);

#endif
