/* Whether a write comes from our own pages: what the browser says about it in Sec-Fetch-Site and Origin. This
 * is what keeps a foreign page from using the cookie of somebody who is signed in (cross-site request
 * forgery); the cookie's SameSite alone does not hold for other hosts of the same site. */
#include "http/origin.h"

#include <string.h>

static bool site_is_ours(const char *site)
{
    /* "none": typed into the address bar or opened from a bookmark. Not "same-site": the municipality's other
     * hosts are not ours. */
    return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0;
}

/* Without a configured origin the Host decides, with either scheme: TLS ends at the proxy. */
static bool origin_is_ours(const struct req *rq, const char *origin)
{
    const char *host = rq->in->host;

    if (rq->app->origin)
        return strcmp(origin, rq->app->origin) == 0;
    if (!host || !host[0])
        return false;
    if (strncmp(origin, "http://", 7) == 0)
        return strcmp(origin + 7, host) == 0;
    return strncmp(origin, "https://", 8) == 0 && strcmp(origin + 8, host) == 0;
}

err origin_check(struct req *rq)
{
    const struct incoming *in = rq->in;

    /* Where a browser sends neither, it is too old for both, or no browser at all: a program has no cookie
     * that a foreign page could use. */
    if ((in->sec_fetch_site && !site_is_ours(in->sec_fetch_site)) ||
        (in->origin && !origin_is_ours(rq, in->origin)))
        return refuse(&rq->work, ERR_DENIED, "origin", "", "Writes are taken from our own pages only.");
    return OK;
}
