/* A QR code (ISO/IEC 18004) as a square of modules, error correction M. */
#ifndef RENDER_QR_H
#define RENDER_QR_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

struct qr;

/* ERR_LIMIT: too long for version 40. ERR_INPUT: empty. */
err qr_make(const char *text, struct qr **ret) MUST_CHECK;
int qr_size(const struct qr *q);                /* modules per side, without the quiet zone */
bool qr_dark(const struct qr *q, int x, int y); /* false outside the square: the quiet zone */
/* Appended to *ret: a picture that brings its quiet zone and no styles, to be put into a page as it is. */
err qr_svg(const struct qr *q, struct buf *ret) MUST_CHECK;
void qr_free(struct qr **q);

#endif
