/* Bodies come in pieces, small ones at first: the listener waits until a piece is whole, and between two of
 * them the clock is looked at. */
#include "http/intake.h"

#include <string.h>

#include "base/clock.h"
#include "http/router.h"

#define PIECE_FIRST   16   /* bytes: the listener waits for all of a piece, a clock is looked at in between */
#define PIECE_MAX     128  /* pieces double while they come at once: a drip stays with small ones */
#define PIECE_UPLOAD  8192 /* the same, where much is to come */
#define PIECE_AT_ONCE 1000000 /* nanoseconds */

#define BODY_SECONDS 15 /* for a whole body: who drips it in would hold a thread for days */

#define UPLOAD_SECONDS 120   /* the same for an upload, over a slow line */
#define UPLOAD_RATE    32768 /* bytes a second that one must keep to after its first seconds */
#define UPLOAD_GRACE   10    /* seconds */
#define UPLOADS_MAX    3     /* at once: each holds its bytes in memory, plain and sealed */
#define KNOCK_FROM     16384 /* bytes of a body that is not read before its sender is known */

struct intake {
    size_t most;  /* bytes */
    size_t piece; /* the largest */
    int seconds;  /* at most */
    int grace;    /* seconds, and after them one more for each `rate` bytes that came */
    int rate;
};
static const struct intake INTAKE = {
    .most = BODY_MAX, .piece = PIECE_MAX, .seconds = BODY_SECONDS, .grace = BODY_SECONDS, .rate = 1};
static const struct intake INTAKE_UPLOAD = {.most = UPLOAD_MAX,
                                            .piece = PIECE_UPLOAD,
                                            .seconds = UPLOAD_SECONDS,
                                            .grace = UPLOAD_GRACE,
                                            .rate = UPLOAD_RATE};

static bool route_uploads(const struct router *router, const struct incoming *in)
{
    struct match m;

    /* Only PUT, and only where the route says so: no other request may be larger than BODY_MAX. */
    return strcmp(in->method, "PUT") == 0 && router_match(router, in->method, in->path, &m) == OK &&
           (m.route->flags & RT_UPLOAD);
}

const struct intake *intake_choose(const struct router *router, const struct incoming *in)
{
    return route_uploads(router, in) ? &INTAKE_UPLOAD : &INTAKE;
}

bool intake_uploads(const struct intake *k)
{
    return k == &INTAKE_UPLOAD;
}

bool intake_must_knock(const struct intake *k, const struct intake_source *from)
{
    /* A chunked body announces no size, so it may be a large one. */
    return k == &INTAKE_UPLOAD || from->chunked || from->announced > KNOCK_FROM;
}

bool intake_begin(const struct intake *k, atomic_int *uploads)
{
    /* Added first and taken back when it was too much: looking first would let two through at once. */
    if (k != &INTAKE_UPLOAD || atomic_fetch_add(uploads, 1) < UPLOADS_MAX)
        return true;
    atomic_fetch_sub(uploads, 1);
    return false;
}

void intake_end(const struct intake *k, atomic_int *uploads)
{
    if (k == &INTAKE_UPLOAD)
        atomic_fetch_sub(uploads, 1);
}

/* One piece into `to`. *size: how much to ask for, adapted to how the client sends. Returns what the
 * source says. */
static int piece_read(const struct intake_source *from, size_t most, size_t *size, struct buf *to,
                      int64_t *ret_now)
{
    int64_t before = *ret_now;
    char piece[PIECE_UPLOAD];
    int n = from->read(from->connection, piece, *size);

    buf_add(to, piece, n > 0 ? (size_t)n : 0);
    *ret_now = clock_ticks();
    if (*ret_now - before > PIECE_AT_ONCE)
        *size = PIECE_FIRST;
    else if (*size < most)
        *size *= 2;
    return n;
}

/* Whether so many bytes after so many nanoseconds are too few. */
static bool too_slow(const struct intake *k, int64_t spent, size_t came)
{
    int64_t seconds = spent / INT64_C(1000000000);

    return seconds >= k->seconds || seconds >= k->grace + (int64_t)came / k->rate;
}

bool intake_read(const struct intake *k, const struct intake_source *from, struct buf *to,
                 struct incoming *in)
{
    int64_t now = clock_ticks(), begun = now;
    long long wanted = from->announced;
    size_t size = PIECE_FIRST;
    bool cut = false;
    int n = 1;

    buf_clear(to);
    if (wanted <= 0 && !from->chunked)
        return true;
    in->body_too_large = !from->chunked && wanted > (long long)k->most;
    /* RFC 9110 section 10.1.1: a client that asks first need not send a body that is refused anyway. */
    if (from->expects && !in->body_too_large)
        from->go_on(from->connection);
    if (wanted > KNOCK_FROM && !in->body_too_large) /* at once, not by doubling */
        buf_reserve(to, (size_t)wanted);
    while (!in->body_too_large && !cut && n != 0 && (from->chunked || (long long)to->len < wanted)) {
        n = piece_read(from, k->piece, &size, to, &now);
        cut = n < 0 || (n > 0 && too_slow(k, now - begun, to->len));
        in->body_too_large = to->len > k->most;
    }
    in->body = to->data;
    in->body_size = to->len;
    /* A body shorter than announced is never handed on: half a request is no request. */
    return in->body_too_large || (!cut && from->chunked) || (long long)to->len == wanted;
}
