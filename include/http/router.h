/* Which route a method and a path mean. Made once, read by all threads. */
#ifndef HTTP_ROUTER_H
#define HTTP_ROUTER_H

#include <stddef.h>

#include "base/err.h"
#include "http/request.h"
#include "http/route.h"

#define PATH_LENGTH_MAX 512 /* bytes; longer paths mean nothing here */

/* All tables joined and checked: ERR_INPUT (logged with the route) when one has no roles, a bad path or a
 * double. */
err router_make(const struct route_table *tables, size_t count, enum app_part part,
                struct router **ret) MUST_CHECK;
void router_free(struct router **r);
size_t router_count(const struct router *r);
const struct route *router_route(const struct router *r, size_t index); /* for the test that walks them all */

struct match {
    const struct route *route;
    struct {
        const char *name;
        const char *value; /* in the path given, not terminated */
        size_t size;
    } params[PARAMS_MAX];
    size_t param_count;
    char allow[80]; /* with ERR_DENIED: what the path takes, "GET, HEAD, POST" */
};

/* The most specific path that fits decides: literal segments before "{no}.svg" before "{no}". HEAD means GET.
 * ERR_ABSENT: no route has that path; ERR_DENIED: one has it, but not with that method. A path with a percent
 * sign, an empty segment but the last, a dot segment, or anything but visible ASCII fits none. */
err router_match(const struct router *r, const char *method, const char *path, struct match *ret) MUST_CHECK;

#endif
