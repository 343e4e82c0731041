/* Who asks: a device by its bearer token, a member of staff by the session cookie. */
#ifndef HTTP_IDENTITY_H
#define HTTP_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "http/request.h"

/* The cookie's name: behind TLS one that browsers take from this very host alone, over TLS (__Host-), so that
 * no neighbour under the same domain can plant a session of its own. */
const char *session_cookie(const struct app *app);
/* Whether cookies go over TLS alone: where the pages come from an https origin, or it is said (app.h). Only a
 * program on loopback, tried without TLS, has bare ones. */
bool session_cookie_secure(const struct app *app);
/* The hash of the session that came along in the cookie, whatever it is worth; NULL: none did. */
err session_presented(struct req *rq, const uint8_t **ret_hash) MUST_CHECK;

/* The name of the cookie by which a browser is known again where somebody has signed in well; of the same
 * kind. */
const char *browser_cookie(const struct app *app);
/* The secret in it, in the arena; NULL: none. */
err browser_presented(struct req *rq, const char **ret) MUST_CHECK;

/* Fills work.actor and, for a session, rq->session; work.db is the handle of the route. A bearer token
 * outranks a cookie: browsers never send one by themselves. Routes open to anyone alone look at neither;
 * routes open to anyone and others take a bad credential for none. ERR_DENIED with status 401 when the route
 * needs somebody and there is nobody, with 403 when it is somebody else,
 * or must_change, on a route without RT_FIRST_STEPS. */
err identity_require(struct req *rq) MUST_CHECK;

#endif
