/* A block of lines for each language, each of the same size, between the municipality's name and its help
 * line. */
#include "render/card_back.h"

#include <math.h>

#include "render/card_ground.h"

#define BAND      6.6 /* mm */
#define MARGIN    5.0
#define TOP       9.4 /* of the first block */
#define BOTTOM    48.6
#define LINE_MOST 3.2 /* from one line to the next */
#define GAP       0.7 /* of a line, between blocks */
#define SIZE      2.3 /* em of the letters, where they have room */

err card_back_check(const struct card_back *b)
{
    bool valid = b->count > 0 && b->count <= CARD_BACK_MOST && card_line_valid(b->municipality) &&
                 card_line_valid(b->help);

    for (size_t i = 0; valid && i < b->count * CARD_BACK_LINES; i++)
        valid = card_line_valid(b->languages[i / CARD_BACK_LINES][i % CARD_BACK_LINES]);
    return valid ? OK : ERR_INPUT;
}

static struct label label_of(const char *text, double y)
{
    return (struct label){.text = text,
                          .family = CARD_SANS,
                          .weight = CAIRO_FONT_WEIGHT_NORMAL,
                          .size = SIZE,
                          .x = MARGIN,
                          .y = y,
                          .width = CARD_WIDTH - 2 * MARGIN,
                          .ink = &CARD_INK};
}

/* All lines in one size, that of the longest. */
static double size_of(cairo_t *cr, const struct card_back *b, double line)
{
    double size = fmin(SIZE, line * SIZE / LINE_MOST);

    for (size_t i = 0; i < b->count * CARD_BACK_LINES; i++) {
        struct label l = label_of(b->languages[i / CARD_BACK_LINES][i % CARD_BACK_LINES], 0);

        size = fmin(size, label_fit(cr, &l));
    }
    return size;
}

static void blocks_draw(cairo_t *cr, const struct card_back *b)
{
    const double lines = (double)(b->count * CARD_BACK_LINES) + GAP * (double)(b->count - 1);
    const double line = fmin(LINE_MOST, (BOTTOM - TOP) / lines), size = size_of(cr, b, line);
    double y = TOP + line * 0.8;

    for (size_t i = 0; i < b->count; i++) {
        if (i)
            card_box_fill(cr, MARGIN, y - line * 0.8 - GAP * line * 0.45, CARD_WIDTH - 2 * MARGIN, 0.15,
                          &CARD_HAIRLINE);
        for (int j = 0; j < CARD_BACK_LINES; j++, y += line) {
            struct label l = label_of(b->languages[i][j], y);

            label_draw(cr, &l, size);
        }
        y += GAP * line;
    }
}

err card_back_draw(cairo_t *cr, const struct card_back *b)
{
    struct label name = label_of(b->municipality, BAND - 2.0), help = label_of(b->help, 51.2);
    err e;

    if ((e = card_ground_draw(cr, BAND)))
        return e;
    name.weight = CAIRO_FONT_WEIGHT_BOLD;
    name.size = 2.9;
    name.ink = &CARD_PAPER;
    help.weight = CAIRO_FONT_WEIGHT_BOLD;
    help.ink = &CARD_QUIET_INK;
    label_draw(cr, &name, label_fit(cr, &name));
    label_draw(cr, &help, label_fit(cr, &help));
    blocks_draw(cr, b);
    return cairo_status(cr) == CAIRO_STATUS_SUCCESS ? OK : ERR_SYSTEM;
}
