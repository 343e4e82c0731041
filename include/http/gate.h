/* The one gate that every request passes between its route and its handler. */
#ifndef HTTP_GATE_H
#define HTTP_GATE_H

#include "http/request.h"

#define GATE_HEAVY_MAX 3 /* routes with RT_HEAVY at once; one more is ERR_BUSY */

/* Who asks, whether that role may, whether a write comes from our own pages, what the body says; then the
 * handler, for writes inside one transaction together with its Idempotency-Key. With anything but OK nothing
 * was written (by routes without RT_NO_TX), and work.problem and status_override say why. */
err gate_pass(struct req *rq) MUST_CHECK;
/* As much of it as the headers tell, before a body that is worth sparing: who asks, whether that role may,
 * whether a write comes from our own pages. gate_pass asks all of it again. */
err gate_knock(struct req *rq) MUST_CHECK;

#endif
