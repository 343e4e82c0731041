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

void qr_free(struct qr **q)
{
    if (!*q)
        return;
    QRcode_free((*q)->code);
    free(*q);
    *q = NULL;
}
