/* The path of one request: router, gate and handler, reply. */
#ifndef HTTP_DISPATCH_H
#define HTTP_DISPATCH_H

#include "http/request.h"

/* The whole path: route, gate, handler, reply. Never fails: what goes wrong becomes the reply. The reply's
 * bytes lie in worker->out and are valid until the next call. Tests call this; server.c calls this. */
void dispatch(struct worker *k, const struct incoming *in, struct reply *ret);
/* Whether the body is worth reading: the route is there, and the headers tell of somebody who may. False:
 * *ret is the answer, as dispatch would give it. */
bool dispatch_knock(struct worker *k, const struct incoming *in, struct reply *ret) MUST_CHECK;

#endif
