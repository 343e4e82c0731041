/* The listener: the only part that knows civetweb. Plain HTTP on loopback; TLS, HTTP/2 and limits are
 * nginx's. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "base/err.h"
#include "http/app.h"

struct server;

/* listen: "127.0.0.1:8080"; threads: worker threads = connections served at once (1 … 512). ERR_CONFLICT:
 * address in use. */
err server_start(const struct app *app, const char *listen, int threads, struct server **ret) MUST_CHECK;
/* Finishes what is under way, then stops. Takes NULL. */
void server_stop(struct server **s);

#endif
