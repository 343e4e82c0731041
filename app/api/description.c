/* Served from memory, as it stood when the program was built. A stranger is told of what checkers ask alone,
 * and no byte of that says what a card is for; all of it is for whoever is signed in. */
#include "api/description.h"

#include <stdio.h>

#include "api/description_text.h"
#include "http/asset.h"
#include "http/reply.h"

static err text_reply(struct req *rq, const struct description_text *t, const char *content_type)
{
    bool packed = asset_gzip_accepted(rq->in->accept_encoding);
    struct reply *r = &rq->reply;

    r->status = 200;
    r->content_type = content_type;
    /* Asked for each time and answered by the ETag: it changes with the program. */
    r->cache_control = "no-cache";
    r->fixed = packed ? &t->packed : &t->plain;
    r->content_encoding = packed ? "gzip" : NULL;
    snprintf(r->etag, sizeof r->etag, "%s", packed ? t->etag_packed : t->etag);
    return OK;
}

static err openapi_get(struct req *rq)
{
    return text_reply(rq, &DESCRIPTION_CHECKERS, "application/json");
}

static err openapi_get_whole(struct req *rq)
{
    err e = text_reply(rq, &DESCRIPTION_WHOLE, "application/json");

    rq->reply.cache_control = NULL;
    rq->reply.etag[0] = '\0';
    return e;
}

static err format_get(struct req *rq)
{
    return text_reply(rq, &DESCRIPTION_FORMAT, "text/markdown; charset=utf-8");
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/openapi.json", R_ANYONE, RT_CHECK | RT_REGISTER | RT_PUBLIC_DATA, openapi_get},
    {"GET", "/api/v1/openapi-whole.json", R_STAFF, 0, openapi_get_whole},
    {"GET", "/api/v1/card-format", R_ANYONE, RT_CHECK | RT_REGISTER | RT_PUBLIC_DATA | RT_BYTES, format_get},
};
const struct route_table DESCRIPTION_ROUTES = ROUTE_TABLE(ROUTES);
