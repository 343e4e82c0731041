/* Whether a write comes from our own pages: what the browser says about it in Sec-Fetch-Site and Origin. This
 * is what keeps a foreign page from using the cookie of somebody who is signed in (cross-site request
 * forgery); the cookie's SameSite alone does not hold for other hosts of the same site. */
#include "http/origin.h"

#include <string.h>

#include "domain/check/checker.h"
#include "http/client_address.h"

static bool site_is_ours(const char *site)
{
    /* "none": typed into the address bar or opened from a bookmark. Not "same-site": the municipality's other
     * hosts are not ours. */
    return strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0;
}

/* "https://a:1" is the host "a:1", by either scheme: TLS ends at the proxy. */
static bool origin_of_host(const char *origin, const char *host)
{
    return (strncmp(origin, "http://", 7) == 0 && strcmp(origin + 7, host) == 0) ||
           (strncmp(origin, "https://", 8) == 0 && strcmp(origin + 8, host) == 0);
}

/* The address that stands on every card: checkers' pages lie there too. */
static bool origin_of_cards(struct req *rq, const char *origin)
{
    const char *address;

    return rq->door.work.db && checker_address(&rq->door, &address) == OK && strcmp(origin, address) == 0;
}

/* Where the program was told no origin, it is used on this machine alone. What else a Host says, whoever
 * sends it may have made up: a page whose name leads here (DNS rebinding) sends its own, and the same Origin.
 */
static bool origin_is_ours(struct req *rq, const char *origin)
{
    const char *host = rq->in->host;

    if (rq->app->origin ? strcmp(origin, rq->app->origin) == 0
                        : host && client_host_near(host) && origin_of_host(origin, host))
        return true;
    return origin_of_cards(rq, origin);
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
