/* The card's layout in millimetres, drawn by one function for each side (card_draw, card_back_draw) on
 * whatever cairo surface the writers at the end open. Only the QR code leaves the millimetres: its edges lie
 * on whole steps of the surface, pixels in a PNG, so that no module is wider than another and none is
 * blurred. */
#include "render/card_drawing.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <cairo.h>
#include <math.h>

#include "base/text.h"
#include "render/card_back.h"
#include "render/card_ground.h"
#include "render/label.h"
#include "render/picture.h"
#include "render/qr.h"

#define MM_PER_INCH   25.4
#define POINTS_PER_MM (72.0 / MM_PER_INCH) /* PDF's unit */
#define DPI_DEFAULT   600                  /* a module of the code is then some 14 pixels wide */
#define VECTOR_STEP   (1.0 / 64)           /* cairo keeps vector edges in 1/256 units: this one is exact */

#define BAND_HEIGHT 8.4 /* the coloured band, the accent line below it included */
#define MARGIN_LEFT 5.0

#define MIDDLE_LETTER 0.36 /* em above the baseline: the middle of a capital in DejaVu */

#define SHEET_WIDTH   210.0 /* A4 */
#define SHEET_HEIGHT  297.0
#define SHEET_COLUMNS 2
#define SHEET_ROWS    5
#define SHEET_MARK    4.0 /* length of a cut mark */

#define QR_QUIET      4    /* modules, ISO/IEC 18004 */
#define QR_SIDE_PRINT 35.0 /* mm without quiet zone: what a printed card has at least */
#define QR_SIDE_MOST  37.5
#define QR_SIDE_LEAST 30.0 /* smaller codes are not read reliably */
#define QR_EDGE       1.6  /* mm between quiet zone and the card's right edge, at least */

static const char SANS[] = CARD_SANS;
static const char MONO[] = CARD_MONO;

struct pen {
    cairo_t *cr;      /* user space in millimetres */
    double per_mm;    /* device units in a millimetre */
    double step;      /* device units; edges of modules lie on multiples of it */
    double left, top; /* device units: where the card begins on its page */
};

/* In device units. */
struct qr_place {
    double x, y; /* of the first module, inside the quiet zone */
    double pitch;
};

/* All service lines in one size, that of the longest. */
static void services_draw(cairo_t *cr, const char *const services[3], double width)
{
    struct label l = {
        .family = SANS, .size = 2.7, .x = MARGIN_LEFT + 2.8, .width = width - 2.8, .ink = &CARD_INK};
    double size = l.size;
    int count;

    for (count = 0; count < 3 && services[count]; count++) {
        l.text = services[count];
        size = fmin(size, label_fit(cr, &l));
    }
    for (int i = 0; i < count; i++) {
        l.text = services[i];
        l.y = 21.5 + 4.3 * i;
        card_box_fill(cr, MARGIN_LEFT, l.y - MIDDLE_LETTER * size - 0.6, 1.2, 1.2, &CARD_BLUE);
        label_draw(cr, &l, size);
    }
}

static void texts_draw(cairo_t *cr, const struct card_drawing *d, double width)
{
    const cairo_font_weight_t bold = CAIRO_FONT_WEIGHT_BOLD, plain = CAIRO_FONT_WEIGHT_NORMAL;
    const double x = MARGIN_LEFT;
    const struct label labels[] = {
        {d->municipality, SANS, bold, 3.6, x, 5.2, CARD_WIDTH - 2 * x, &CARD_PAPER},
        {d->title, SANS, bold, 3.4, x, 15.6, width, &CARD_BLUE},
        {d->until, SANS, bold, 2.55, x, 36.2, width, &CARD_INK},
        {d->hint, SANS, plain, 2.55, x, 40.1, width, &CARD_INK},
        {d->number, MONO, bold, 2.95, x, 46.0, width, &CARD_INK},
        {d->help, SANS, plain, 2.1, x, 49.3, width, &CARD_QUIET_INK},
    };

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        label_draw(cr, &labels[i], label_fit(cr, &labels[i]));
    services_draw(cr, d->services, width);
    card_box_fill(cr, x, 42.3, width, 0.15, &CARD_HAIRLINE);
}

/* The largest whole pitch that keeps the code within QR_SIDE_MOST, or the next one where that falls short of
 * print size and the larger code still fits. */
static err qr_pitch(const struct pen *p, int size, double *ret)
{
    double room = (CARD_HEIGHT - BAND_HEIGHT) * p->per_mm;
    double pitch = floor(QR_SIDE_MOST * p->per_mm / size / p->step) * p->step;
    double next = pitch + p->step;

    if (pitch * size < QR_SIDE_PRINT * p->per_mm && next * (size + 2 * QR_QUIET) <= room)
        pitch = next;
    if (pitch * size < QR_SIDE_LEAST * p->per_mm)
        return ERR_LIMIT;
    *ret = pitch;
    return OK;
}

/* Right of the texts, in the middle between band and lower edge, as far from the right edge as from these. */
static err qr_place(const struct pen *p, int size, struct qr_place *ret)
{
    double pitch, side, gap, x, y;
    err e;

    if ((e = qr_pitch(p, size, &pitch)))
        return e;
    side = pitch * (size + 2 * QR_QUIET);
    gap = ((CARD_HEIGHT - BAND_HEIGHT) * p->per_mm - side) / 2;
    x = CARD_WIDTH * p->per_mm - side - fmax(gap, QR_EDGE * p->per_mm);
    y = BAND_HEIGHT * p->per_mm + gap;
    ret->pitch = pitch;
    ret->x = floor(x / p->step) * p->step + QR_QUIET * pitch;
    ret->y = floor(y / p->step) * p->step + QR_QUIET * pitch;
    return OK;
}

/* One path of horizontal runs, filled at once: neighbours share their edges, so no seam shows. */
static void qr_draw(const struct pen *p, const struct qr *q, const struct qr_place *at)
{
    cairo_t *cr = p->cr;
    int size = qr_size(q), end;

    cairo_save(cr);
    cairo_identity_matrix(cr);
    cairo_translate(cr, p->left, p->top);
    /* Grey edges between modules would cost a scanner what the whole steps have gained. */
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
    cairo_new_path(cr);
    for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x = end + 1) {
            for (end = x; qr_dark(q, end, y); end++)
                ;
            if (end > x)
                cairo_rectangle(cr, at->x + x * at->pitch, at->y + y * at->pitch, (end - x) * at->pitch,
                                at->pitch);
        }
    }
    colour_set(cr, &CARD_BLACK);
    cairo_fill(cr);
    cairo_restore(cr);
}

static err card_draw(const struct pen *p, const struct card_drawing *d, const struct qr *q)
{
    struct qr_place at;
    double quiet;
    err e;

    if ((e = card_ground_draw(p->cr, BAND_HEIGHT)) || (e = qr_place(p, qr_size(q), &at)))
        return e;
    quiet = (at.x - QR_QUIET * at.pitch) / p->per_mm;
    texts_draw(p->cr, d, quiet - MARGIN_LEFT);
    qr_draw(p, q, &at);
    return cairo_status(p->cr) == CAIRO_STATUS_SUCCESS ? OK : ERR_SYSTEM;
}

static err drawing_check(const struct card_drawing *d)
{
    bool valid = card_line_valid(d->municipality) && card_line_valid(d->title) && card_line_valid(d->until) &&
                 card_line_valid(d->number) && card_line_valid(d->hint) && card_line_valid(d->help);

    for (int i = 0; i < 3 && d->services[i]; i++)
        valid = valid && card_line_valid(d->services[i]);
    return valid && !text_empty(d->qr_text) ? OK : ERR_INPUT;
}

/* One side of a card: the front, where there is one, or the back. */
struct face {
    const struct card_drawing *front;
    const struct card_back *back;
};

static err face_draw(const struct pen *p, const struct face *f, const struct qr *q)
{
    return f->front ? card_draw(p, f->front, q) : card_back_draw(p->cr, f->back);
}

/* Everything between a caller's drawing and a surface whose device units are 1 / per_mm millimetres. */
static err pen_draw(struct pen *p, cairo_surface_t *surface, const struct face *f)
{
    CLEANUP(qr_free) struct qr *q = NULL;
    err e;

    if (f->front ? (e = drawing_check(f->front)) || (e = qr_make(f->front->qr_text, &q))
                 : (e = card_back_check(f->back)))
        return e;
    p->cr = cairo_create(surface);
    cairo_translate(p->cr, p->left, p->top);
    cairo_scale(p->cr, p->per_mm, p->per_mm);
    if (p->left > 0) { /* the paper of one card is not to cover the next */
        cairo_rectangle(p->cr, 0, 0, CARD_WIDTH, CARD_HEIGHT);
        cairo_clip(p->cr);
    }
    e = face_draw(p, f, q);
    cairo_destroy(p->cr);
    return e;
}

static err surface_draw(cairo_surface_t *surface, double per_mm, double step, const struct face *f)
{
    struct pen p = {.per_mm = per_mm, .step = step};

    return pen_draw(&p, surface, f);
}

static cairo_status_t bytes_write(void *closure, const unsigned char *bytes, unsigned int n)
{
    struct buf *out = closure;

    buf_add(out, bytes, n);
    return buf_err(out) ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void surface_close(cairo_surface_t **surface)
{
    cairo_surface_destroy(*surface);
}

/* The document is whole only once the surface is finished; then it goes to the caller in one piece. */
static err document_end(cairo_surface_t *surface, const struct buf *out, struct buf *ret)
{
    cairo_surface_finish(surface);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS || buf_err(out))
        return ERR_SYSTEM;
    buf_add(ret, out->data, out->len);
    return buf_err(ret);
}

static err face_svg(const struct face *f, struct buf *ret)
{
    CLEANUP(buf_free) struct buf out = {0};
    CLEANUP(surface_close)
    cairo_surface_t *surface =
        cairo_svg_surface_create_for_stream(bytes_write, &out, CARD_WIDTH, CARD_HEIGHT);
    err e;

    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_MM);
    if ((e = surface_draw(surface, 1, VECTOR_STEP, f)))
        return e;
    return document_end(surface, &out, ret);
}

err card_drawing_svg(const struct card_drawing *d, struct buf *ret)
{
    return face_svg(&(struct face){.front = d}, ret);
}

err card_back_svg(const struct card_back *b, struct buf *ret)
{
    return face_svg(&(struct face){.back = b}, ret);
}

/* A page for each side: printers of cards turn the card over between them. */
err card_drawing_pdf(const struct card_drawing *d, const struct card_back *back, struct buf *ret)
{
    CLEANUP(buf_free) struct buf out = {0};
    CLEANUP(surface_close)
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        bytes_write, &out, CARD_WIDTH * POINTS_PER_MM, CARD_HEIGHT * POINTS_PER_MM);
    err e;

    /* No date of making: a card must not tell when it was issued (and the same card gives the same bytes). */
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
    if ((e = surface_draw(surface, POINTS_PER_MM, VECTOR_STEP, &(struct face){.front = d})))
        return e;
    if (back) {
        cairo_surface_show_page(surface);
        if ((e = surface_draw(surface, POINTS_PER_MM, VECTOR_STEP, &(struct face){.back = back})))
            return e;
    }
    return document_end(surface, &out, ret);
}

static double sheet_left(int column)
{
    return (SHEET_WIDTH - SHEET_COLUMNS * CARD_WIDTH) / 2 + column * CARD_WIDTH;
}

static double sheet_top(int row)
{
    return (SHEET_HEIGHT - SHEET_ROWS * CARD_HEIGHT) / 2 + row * CARD_HEIGHT;
}

/* Outside the cards, in line with their edges. */
static err marks_draw(cairo_surface_t *surface)
{
    const double far = SHEET_MARK + 1, right = sheet_left(SHEET_COLUMNS), bottom = sheet_top(SHEET_ROWS);
    cairo_t *cr = cairo_create(surface);
    err e;

    cairo_scale(cr, POINTS_PER_MM, POINTS_PER_MM);
    for (int i = 0; i <= SHEET_COLUMNS; i++) {
        cairo_move_to(cr, sheet_left(i), sheet_top(0) - far);
        cairo_rel_line_to(cr, 0, SHEET_MARK);
        cairo_move_to(cr, sheet_left(i), bottom + far);
        cairo_rel_line_to(cr, 0, -SHEET_MARK);
    }
    for (int i = 0; i <= SHEET_ROWS; i++) {
        cairo_move_to(cr, sheet_left(0) - far, sheet_top(i));
        cairo_rel_line_to(cr, SHEET_MARK, 0);
        cairo_move_to(cr, right + far, sheet_top(i));
        cairo_rel_line_to(cr, -SHEET_MARK, 0);
    }
    colour_set(cr, &CARD_QUIET_INK);
    cairo_set_line_width(cr, 0.1);
    cairo_stroke(cr);
    e = cairo_status(cr) == CAIRO_STATUS_SUCCESS ? OK : ERR_SYSTEM;
    cairo_destroy(cr);
    return e;
}

/* Whole steps, so that the edges of the modules stay where they are. */
static double step_round(double mm)
{
    return floor(mm * POINTS_PER_MM / VECTOR_STEP) * VECTOR_STEP;
}

/* The n-th card of a sheet, or its back: where the front stands left, the back stands right, for the paper is
 * turned over along its long edge. */
static err place_draw(cairo_surface_t *surface, int n, const struct face *f)
{
    const int column = n % SHEET_COLUMNS;
    struct pen p = {.per_mm = POINTS_PER_MM,
                    .step = VECTOR_STEP,
                    .left = step_round(sheet_left(f->front ? column : SHEET_COLUMNS - 1 - column)),
                    .top = step_round(sheet_top(n / SHEET_COLUMNS))};

    return pen_draw(&p, surface, f);
}

/* A page: the fronts of these cards, or as many backs. */
static err sheet_draw(cairo_surface_t *surface, const struct card_drawing *cards, size_t count,
                      const struct card_back *back)
{
    err e = marks_draw(surface);

    for (size_t i = 0; i < count && !e; i++)
        e = place_draw(surface, (int)i, &(struct face){.front = back ? NULL : &cards[i], .back = back});
    cairo_surface_show_page(surface);
    return e;
}

err card_drawing_sheets(const struct card_drawing *cards, size_t count, const struct card_back *back,
                        struct buf *ret)
{
    const size_t page = SHEET_COLUMNS * SHEET_ROWS;
    CLEANUP(buf_free) struct buf out = {0};
    CLEANUP(surface_close) cairo_surface_t *surface = NULL;
    size_t n;
    err e;

    if (!count)
        return ERR_INPUT;
    surface = cairo_pdf_surface_create_for_stream(bytes_write, &out, SHEET_WIDTH * POINTS_PER_MM,
                                                  SHEET_HEIGHT * POINTS_PER_MM);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
    for (size_t done = 0; done < count; done += n) {
        n = count - done < page ? count - done : page;
        if ((e = sheet_draw(surface, cards + done, n, NULL)) ||
            (back && (e = sheet_draw(surface, cards + done, n, back))))
            return e;
    }
    return document_end(surface, &out, ret);
}

static err face_png(const struct face *f, int dpi, struct buf *ret)
{
    CLEANUP(surface_close) cairo_surface_t *surface = NULL;
    double per_mm;
    err e;

    if (!dpi)
        dpi = DPI_DEFAULT;
    /* Below, the code would not be printed with whole pixels; above, the picture only grows: at 1200 it fills
     * some 40 MB while it is drawn. */
    if (dpi < 150 || dpi > 1200)
        return ERR_INPUT;
    per_mm = dpi / MM_PER_INCH;
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)lround(CARD_WIDTH * per_mm),
                                         (int)lround(CARD_HEIGHT * per_mm));
    if ((e = surface_draw(surface, per_mm, 1, f)))
        return e;
    return picture_png(surface, dpi, ret);
}

err card_drawing_png(const struct card_drawing *d, int dpi, struct buf *ret)
{
    return face_png(&(struct face){.front = d}, dpi, ret);
}

err card_back_png(const struct card_back *b, int dpi, struct buf *ret)
{
    return face_png(&(struct face){.back = b}, dpi, ret);
}
