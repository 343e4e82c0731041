/* One request on its way through: what came in, who asks, what goes out. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json_writer.h"
#include "domain/check/doorway.h"
#include "domain/file/attachment.h"
#include "domain/work/work.h"
#include "http/app.h"
#include "http/route.h"

#define BODY_MAX       (256 * 1024)        /* bytes; more is 413 */
#define UPLOAD_MAX     ATTACHMENT_SIZE_MAX /* bytes, where the route has RT_UPLOAD: only papers are uploaded */
#define PARAMS_MAX     4
#define QUERY_TEXT_MAX 200 /* code points of one parameter */

/* A request as the server read it, before anyone looked at it. Strings may be NULL where a header is absent.
 */
struct incoming {
    const char *method;
    const char *path; /* raw, without the query */
    const char *query;
    const char *address; /* client */
    bool loopback;       /* came from this machine without a proxy */
    const char *content_type, *cookie, *authorization, *origin, *host, *sec_fetch_site, *idempotency_key,
        *if_none_match, *accept, *accept_encoding;
    const void *body;
    size_t body_size;
    bool body_too_large; /* the server stopped reading at BODY_MAX or UPLOAD_MAX */
    bool body_waits;     /* it did not begin: as many uploads as it takes at once are under way */
};

struct reply {
    int status;
    const char *content_type;
    const char *cache_control; /* NULL: no-store */
    char etag[72];             /* "" none */
    char allow[80];            /* for 405 */
    char cookie[200];          /* Set-Cookie, "" none */
    char browser_cookie[200];  /* another, "" none */
    int retry_after;           /* seconds, 0 none */
    bool cors;
    bool head;                    /* HEAD: the body's length is announced, the body is not sent */
    const char *location;         /* NULL: none */
    const char *content_encoding; /* NULL: none */
    const char *page;             /* whole header lines: what a page may do; NULL: next to nothing */
    const char *disposition;      /* Content-Disposition; NULL: none */
    struct buf *body;             /* the worker's out */
    const struct buf *fixed;      /* sent in place of body where not NULL; lives as long as the app */
};

struct checker;

struct req {
    const struct app *app;
    struct worker *worker;
    const struct incoming *in;
    const struct route *route;
    struct {
        const char *name;
        const char *value;
    } params[PARAMS_MAX];
    size_t param_count;
    json_t *body; /* RT_BODY: an object without duplicate members, else NULL */
    struct reply reply;
    struct json_writer json;      /* on its body, between reply_object and reply_done */
    int status_override;          /* for errors that need another status than their err says, 0 none */
    const uint8_t *session;       /* 32-byte hash of the session in use, NULL without */
    const struct checker *device; /* the checker that asks, NULL for everybody else */
    struct work work;             /* db: the register, NULL where a check is served */
    struct doorway door;          /* of what the part that checks serves */
};

/* {id} as a positive number; ERR_ABSENT (404) when it is none. */
err req_id(struct req *rq, const char *name, int64_t *ret) MUST_CHECK;
const char *req_param(const struct req *rq, const char *name);
/* ?name=…, decoded into the arena; *ret NULL when absent. ERR_INPUT names the parameter: "bad_query" when it
 * is no valid UTF-8, "too_long" beyond QUERY_TEXT_MAX; "repeated_parameter" (400) when it stands there twice.
 */
err req_query(struct req *rq, const char *name, const char **ret) MUST_CHECK;
err req_query_date(struct req *rq, const char *name, date when_absent, date *ret) MUST_CHECK;
/* "2026-11": its first day. ERR_INPUT "bad_month". */
err req_query_month(struct req *rq, const char *name, date when_absent, date *ret) MUST_CHECK;
err req_query_int(struct req *rq, const char *name, int64_t min, int64_t max, int64_t when_absent,
                  int64_t *ret) MUST_CHECK;
/* Until what is counted by day begins anew, for Retry-After. */
int req_seconds_left_today(const struct req *rq);
/* The actor's own account, roles, organisation stand in rq->work.actor. */

/* A handler of the part that checks alone works on check.db: it is given no other handle, and rq->work has
 * none.
 *
 *     static err check_post(struct req *rq, struct doorway *d) ...
 *     DOOR_HANDLER(check_post)
 *     ... {"POST", "/api/v1/check", R_DEVICE, RT_CHECK | RT_BODY, check_post_at_door}, */
#define DOOR_HANDLER(check)                                                                                  \
    static err check##_at_door(struct req *rq)                                                               \
    {                                                                                                        \
        return door_handle(rq, check);                                                                       \
    }
err door_handle(struct req *rq, err (*check)(struct req *rq, struct doorway *d)) MUST_CHECK;

#endif
