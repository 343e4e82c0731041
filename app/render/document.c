/* Lines are set by cairo's toy fonts, which know the letters of Albanian and Greek and need no shaping. All
 * is put aside and set at the end, on a stack of its own: fonts need more than a request has. */
#include "render/document.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/deep_stack.h"

#define PAGE_WIDTH    595.28 /* points: A4 */
#define PAGE_HEIGHT   841.89
#define MARGIN        56.7 /* 20 mm */
#define FOOT          28.0 /* points between the text and the footer's line */
#define STEP          14.0 /* of an indent */
#define INDENT_MOST   4
#define SIZE_TITLE    17.0
#define SIZE_HEADING  13.0
#define SPACE_BEFORE  0.7 /* of a heading, in its size */
#define SPACE_BEHIND  0.2
#define SIZE_TEXT     9.5
#define SIZE_FOOTER   8.0
#define LEADING       1.4  /* of the size */
#define KEPT_TOGETHER 46.0 /* points that must be left behind a heading */
#define LINE_MOST     1024 /* bytes of one line on paper: more than fits */

enum kind { TITLE, HEADING, LINE, SHEET };
struct part {
    enum kind kind;
    int indent;
    const char *text;
};

struct document {
    struct arena kept;
    struct part *parts;
    size_t count, room;
    bool full; /* memory ran out */
    cairo_surface_t *surface;
    cairo_t *cr;
    struct buf out;
    const char *footer;
    double y; /* where the next line's top is */
    int page;
    bool corrupt;
};

static cairo_status_t bytes_write(void *closure, const unsigned char *bytes, unsigned int n)
{
    struct buf *out = closure;

    buf_add(out, bytes, n);
    return buf_err(out) ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void font(struct document *d, double size, bool bold)
{
    cairo_select_font_face(d->cr, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
                           bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(d->cr, size);
}

static void footer_draw(struct document *d)
{
    char text[LINE_MOST];

    snprintf(text, sizeof text, "%s · faqja %d", d->footer, d->page);
    font(d, SIZE_FOOTER, false);
    cairo_move_to(d->cr, MARGIN, PAGE_HEIGHT - MARGIN + FOOT / 2);
    cairo_show_text(d->cr, text);
}

static void page_turn(struct document *d)
{
    footer_draw(d);
    cairo_show_page(d->cr);
    d->page++;
    d->y = MARGIN;
}

/* Room for so many points on this page, or a new one. */
static void room_make(struct document *d, double height)
{
    if (d->y + height > PAGE_HEIGHT - MARGIN - FOOT / 2)
        page_turn(d);
}

static double width_of(struct document *d, const char *text, size_t n)
{
    cairo_text_extents_t x;
    char line[LINE_MOST];

    n = n < sizeof line - 1 ? n : sizeof line - 1;
    memcpy(line, text, n);
    line[n] = '\0';
    cairo_text_extents(d->cr, line, &x);
    return x.x_advance;
}

/* Bytes of the first code point. */
static size_t point(const char *text)
{
    size_t n = 1;

    while (((unsigned char)text[n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* How many bytes fit, broken behind a blank where there is one. A line break in the text breaks, too. */
static size_t fitting(struct document *d, const char *text, double width)
{
    size_t n = 0, word = 0;

    while (text[n] && text[n] != '\n') {
        const size_t next = n + point(text + n);

        if (next >= LINE_MOST || width_of(d, text, next) > width)
            return word ? word : n ? n : next;
        if (text[n] == ' ')
            word = next;
        n = next;
    }
    return n;
}

static void text_show(struct document *d, double x, const char *text, size_t n)
{
    char line[LINE_MOST];

    memcpy(line, text, n);
    line[n] = '\0';
    cairo_move_to(d->cr, x, d->y);
    cairo_show_text(d->cr, line);
}

static void text_set(struct document *d, double x, double size, bool bold, const char *text)
{
    font(d, size, bold);
    do {
        const size_t n = fitting(d, text, PAGE_WIDTH - MARGIN - x);

        room_make(d, size * LEADING);
        font(d, size, bold); /* a footer may lie between */
        d->y += size;
        text_show(d, x, text, n);
        d->y += size * (LEADING - 1);
        text += n;
        if (*text == '\n')
            text++;
    } while (*text);
}

static void part_put(struct document *d, enum kind kind, int indent, const char *text)
{
    const char *kept = arena_text(&d->kept, text);
    struct part *part = kept ? arena_grow(&d->kept, &d->parts, &d->count, &d->room, sizeof *part) : NULL;

    if (part)
        *part = (struct part){kind, indent, kept};
    else
        d->full = true;
}

err document_open(const char *title, const char *footer, struct document **ret)
{
    struct document *d = calloc(1, sizeof *d);

    if (!d)
        return ERR_SYSTEM;
    d->footer = footer;
    d->page = 1;
    d->y = MARGIN;
    part_put(d, TITLE, 0, title);
    *ret = d;
    return OK;
}

void document_heading(struct document *d, const char *text)
{
    part_put(d, HEADING, 0, text);
}

void document_line(struct document *d, int indent, const char *text)
{
    part_put(d, LINE, indent < 0 ? 0 : indent > INDENT_MOST ? INDENT_MOST : indent, text);
}

void document_sheet(struct document *d, const char *title)
{
    part_put(d, SHEET, 0, title);
}

static void heading_set(struct document *d, const char *text)
{
    room_make(d, SIZE_HEADING * LEADING + KEPT_TOGETHER);
    d->y += SIZE_HEADING * SPACE_BEFORE;
    text_set(d, MARGIN, SIZE_HEADING, true, text);
    d->y += SIZE_HEADING * SPACE_BEHIND;
}

static void part_set(struct document *d, const struct part *part)
{
    switch (part->kind) {
    case TITLE:
        text_set(d, MARGIN, SIZE_TITLE, true, part->text);
        d->y += SIZE_TEXT;
        break;
    case HEADING:
        heading_set(d, part->text);
        break;
    case SHEET:
        if (d->y > MARGIN)
            page_turn(d);
        text_set(d, MARGIN, SIZE_TITLE, true, part->text);
        d->y += SIZE_TEXT;
        break;
    case LINE:
        text_set(d, MARGIN + part->indent * STEP, SIZE_TEXT, false, part->text);
        break;
    }
    d->corrupt |= cairo_status(d->cr) == CAIRO_STATUS_INVALID_STRING;
}

static err pages_draw(void *of)
{
    struct document *d = of;

    d->surface = cairo_pdf_surface_create_for_stream(bytes_write, &d->out, PAGE_WIDTH, PAGE_HEIGHT);
    cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
    d->cr = cairo_create(d->surface);
    for (size_t i = 0; i < d->count && !d->corrupt; i++)
        part_set(d, &d->parts[i]);
    footer_draw(d);
    cairo_show_page(d->cr);
    if (d->corrupt)
        return ERR_CORRUPT;
    if (cairo_status(d->cr) != CAIRO_STATUS_SUCCESS)
        return ERR_SYSTEM;
    cairo_surface_finish(d->surface);
    return cairo_surface_status(d->surface) != CAIRO_STATUS_SUCCESS || buf_err(&d->out) ? ERR_SYSTEM : OK;
}

void document_drop(struct document **d)
{
    if (!*d)
        return;
    if ((*d)->cr)
        cairo_destroy((*d)->cr);
    if ((*d)->surface)
        cairo_surface_destroy((*d)->surface);
    buf_wipe(&(*d)->out);
    arena_free(&(*d)->kept);
    free(*d);
    *d = NULL;
}

err document_close(struct document **d, struct buf *out)
{
    err e = (*d)->full ? ERR_SYSTEM : deep_stack_run(pages_draw, *d);

    if (!e)
        buf_add(out, (*d)->out.data, (*d)->out.len);
    document_drop(d);
    return e ? e : buf_err(out);
}
