/* QR codes through libqrencode. The library splits the text into the densest modes it allows: a card's text
 * (A–Z, 2–7) becomes alphanumeric mode although the call names the byte mode. */
#include "render/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <stdlib.h>

struct qr {
    QRcode *code;
};

static err qr_err(int errnum)
{
    if (errnum == ERANGE)
        return ERR_LIMIT;
    return errnum == EINVAL ? ERR_INPUT : ERR_SYSTEM;
}

err qr_make(const char *text, struct qr **ret)
{
    CLEANUP(qr_free) struct qr *q = calloc(1, sizeof *q);

    if (!q)
        return ERR_SYSTEM;
    /* Version 0: the smallest that holds the text. Level M mends 15 % of the code, what wear on a card takes;
     * case matters, or the library would take small letters for capitals. */
    q->code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (!q->code)
        return qr_err(errno);
    *ret = q;
    q = NULL;
    return OK;
}

int qr_size(const struct qr *q)
{
    return q->code->width;
}

bool qr_dark(const struct qr *q, int x, int y)
{
    int width = q->code->width;

    if (x < 0 || y < 0 || x >= width || y >= width)
        return false;
    return q->code->data[(size_t)y * (size_t)width + (size_t)x] & 1;
}

/* One path, a run of dark modules each; ISO/IEC 18004: four modules of quiet zone. */
err qr_svg(const struct qr *q, struct buf *ret)
{
    const int size = qr_size(q), quiet = 4, side = size + 2 * quiet;

    buf_format(ret,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
               "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" "
               "d=\"",
               side, side, side, side);
    for (int y = 0; y < size; y++) {
        for (int x = 0, run; x < size; x += run + 1) {
            for (run = 0; qr_dark(q, x + run, y); run++)
                ;
            if (run)
                buf_format(ret, "M%d %dh%dv1h-%dz", x + quiet, y + quiet, run, run);
        }
    }
    buf_text(ret, "\"/></svg>");
    return buf_err(ret);
}

void qr_free(struct qr **q)
{
    if (!*q)
        return;
    QRcode_free((*q)->code);
    free(*q);
    *q = NULL;
}
