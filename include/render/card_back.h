/* The back of a card: how it is used, in the languages of the region, and never why somebody has it. It is
 * the same for every card of a municipality. */
#ifndef RENDER_CARD_BACK_H
#define RENDER_CARD_BACK_H

#include <cairo.h>
#include <stddef.h>

#include "base/err.h"

#define CARD_BACK_LINES 4
#define CARD_BACK_MOST  4 /* languages that have room */

struct card_back {
    const char *municipality;                        /* "Bashkia Gjirokastër" */
    const char *help;                                /* "Pyetje: 084 262 500" or "" */
    const char *const (*languages)[CARD_BACK_LINES]; /* the first stands first */
    size_t count;
};

/* ERR_INPUT: no language or too many, a line that is not UTF-8 or holds tabs or line breaks. */
err card_back_check(const struct card_back *b) MUST_CHECK;
/* In millimetres, at the origin. ERR_SYSTEM as card_ground_draw. */
err card_back_draw(cairo_t *cr, const struct card_back *b) MUST_CHECK;

#endif
