/* Cross-site writes are refused: the first of two walls, the cookie's SameSite=Strict is the other. */
#ifndef HTTP_ORIGIN_H
#define HTTP_ORIGIN_H

#include "http/request.h"

/* ERR_DENIED "origin" when a browser says that another site's page sends this. A request with neither
 * Sec-Fetch-Site nor Origin passes: every browser of the last years sends Origin with each request that is
 * not GET or HEAD, so what sends neither is a program that was handed its cookie on purpose. */
err origin_check(struct req *rq) MUST_CHECK;

#endif
