/* What both sides of a card have: its size, colours and letters, and the ground that is drawn first. Lengths
 * in millimetres, which are the surface's units. */
#ifndef RENDER_CARD_GROUND_H
#define RENDER_CARD_GROUND_H

#include <stdbool.h>

#include "base/err.h"
#include "render/label.h"

#define CARD_WIDTH  85.60 /* ISO/IEC 7810 ID-1: it fits where bank cards fit */
#define CARD_HEIGHT 53.98

#define CARD_SANS "DejaVu Sans"
#define CARD_MONO "DejaVu Sans Mono"

extern const struct colour CARD_PAPER, CARD_BLUE, CARD_ACCENT, CARD_INK, CARD_QUIET_INK, CARD_HAIRLINE,
    CARD_BLACK;

/* White paper with a coloured band of that height at its top and the outline to cut along. From then on
 * letters keep their shape whatever the resolution. ERR_SYSTEM: no font on this machine. */
err card_ground_draw(cairo_t *cr, double band) MUST_CHECK;
/* That this machine has letters for cards. ERR_SYSTEM: no font. */
err card_font_require(void) MUST_CHECK;
/* Text of one line, or none. */
bool card_line_valid(const char *text);
void card_box_fill(cairo_t *cr, double x, double y, double width, double height, const struct colour *c);

#endif
