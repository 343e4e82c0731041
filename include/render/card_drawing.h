/* A card drawn once (ISO/IEC 7810 ID-1, 85.60 × 53.98 mm) and written as SVG, PNG or PDF. Neutral wording:
 * any municipal benefit card looks like this. The QR code is printed at 35 mm or more, quiet zone included in
 * addition. Texts too long for their place are drawn smaller, then cut with an ellipsis. */
#ifndef RENDER_CARD_DRAWING_H
#define RENDER_CARD_DRAWING_H

#include "base/buf.h"
#include "base/err.h"
#include "render/card_back.h"

struct card_drawing {
    const char *municipality; /* "Bashkia Gjirokastër" */
    const char *title;        /* "Kartë shërbimesh" */
    const char *services[3];  /* lines to print, NULL after the last: "Transport publik" */
    const char *until;        /* "Vlen deri më 14.05.2027" */
    const char *number;       /* "ABCD-EFGH-IJKL-MNOP" */
    const char *hint;         /* "E.K. 1987" or "" */
    const char *help;         /* "Pyetje: 084 262 500" or "" */
    const char *qr_text;      /* "BK1…" */
};

/* The PDF page is the card at true size; PNG is 600 dots per inch unless dpi says otherwise (150 … 1200,
 * 0 = 600) and carries its resolution. The result is appended to ret. No format says when it was drawn: PDF
 * and PNG of the same card are the same bytes. Below 300 dpi whole pixels per module can bring the QR code
 * down to 30 mm: for screens, not for print.
 * ERR_INPUT: no QR text, a text that is not UTF-8 or holds tabs or line breaks, a dpi out of range.
 * ERR_LIMIT: a QR code too large for the card. ERR_SYSTEM: no memory, or no font on this machine. */
err card_drawing_svg(const struct card_drawing *d, struct buf *ret) MUST_CHECK;
err card_drawing_png(const struct card_drawing *d, int dpi, struct buf *ret) MUST_CHECK;
/* back: a second page with it; NULL: none. */
err card_drawing_pdf(const struct card_drawing *d, const struct card_back *back, struct buf *ret) MUST_CHECK;
err card_back_svg(const struct card_back *b, struct buf *ret) MUST_CHECK;
err card_back_png(const struct card_back *b, int dpi, struct buf *ret) MUST_CHECK;
/* Many of them on sheets of A4, two by five at true size, edge to edge, with marks to cut along. With a back,
 * a page of backs follows each page: each lies behind its front when the paper is turned over along its long
 * edge. ERR_INPUT where there is none. */
err card_drawing_sheets(const struct card_drawing *cards, size_t count, const struct card_back *back,
                        struct buf *ret) MUST_CHECK;

#endif
