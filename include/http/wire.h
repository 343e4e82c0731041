/* An answer as it leaves: status, headers, body. */
#ifndef HTTP_WIRE_H
#define HTTP_WIRE_H

#include "http/request.h"

/* On every answer. */
#define WIRE_HEAD_SAME                                                                                       \
    "X-Content-Type-Options: nosniff\r\n"                                                                    \
    "Referrer-Policy: no-referrer\r\n"
/* On whatever is no page. */
#define WIRE_HEAD_BARE                                                                                       \
    "Content-Security-Policy: default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; "  \
    "frame-ancestors 'none'\r\n"

/* All of it, but for a body that is too large to be worth another copy. now: IMF-fixdate, or "". */
void wire_build(struct buf *wire, const struct reply *r, const char *now, bool closes);
/* The body is to be sent behind it. */
bool wire_apart(const struct reply *r);
const struct buf *wire_body(const struct reply *r);

#endif
