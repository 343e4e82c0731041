/* Status line and headers, each only where it says something; the body behind them in the same piece. */
#include "http/wire.h"

#include <string.h>

#include "http/reply.h"

#define APART_FROM 65536 /* bytes; copying more than that behind the head costs more than a second write */

static void head_line(struct buf *wire, const char *name, const char *value)
{
    buf_text(wire, name);
    buf_add(wire, ": ", 2);
    buf_text(wire, value);
    buf_add(wire, "\r\n", 2);
}

/* By hand: a format costs more than all the rest of a head. */
static void number_add(struct buf *wire, size_t n)
{
    char digits[24], *p = digits + sizeof digits;

    do
        *--p = (char)('0' + n % 10);
    while (n /= 10);
    buf_add(wire, p, (size_t)(digits + sizeof digits - p));
}

/* Headers that few answers have. */
static void head_rare(struct buf *wire, const struct reply *r)
{
    if (r->etag[0])
        head_line(wire, "ETag", r->etag);
    if (r->allow[0])
        head_line(wire, "Allow", r->allow);
    if (r->cookie[0])
        head_line(wire, "Set-Cookie", r->cookie);
    if (r->browser_cookie[0])
        head_line(wire, "Set-Cookie", r->browser_cookie);
    if (r->location)
        head_line(wire, "Location", r->location);
    if (r->disposition)
        head_line(wire, "Content-Disposition", r->disposition);
    if (r->fixed && r->status == 200)
        head_line(wire, "Vary", "Accept-Encoding");
    if (r->content_encoding && r->status == 200)
        head_line(wire, "Content-Encoding", r->content_encoding);
    if (r->cors)
        head_line(wire, "Access-Control-Allow-Origin", "*");
    /* RFC 9110 section 11.6.1 asks for it; the cookie has no scheme of its own, so devices' is named, without
     * a realm that would say whose door this is. */
    if (r->status == 401)
        head_line(wire, "WWW-Authenticate", "Bearer");
    if (r->retry_after)
        buf_format(wire, "Retry-After: %d\r\n", r->retry_after);
}

static bool has_body(const struct reply *r)
{
    return r->status != 204 && r->status != 304;
}

const struct buf *wire_body(const struct reply *r)
{
    return r->fixed ? r->fixed : r->body;
}

bool wire_apart(const struct reply *r)
{
    return !r->head && has_body(r) && wire_body(r)->len > APART_FROM;
}

void wire_build(struct buf *wire, const struct reply *r, const char *now, bool closes)
{
    const struct buf *body = wire_body(r);

    buf_clear(wire);
    buf_text(wire, "HTTP/1.1 ");
    number_add(wire, (size_t)r->status);
    buf_add(wire, " ", 1);
    buf_text(wire, status_title(r->status));
    buf_add(wire, "\r\n", 2);
    if (has_body(r)) {
        buf_text(wire, "Content-Length: ");
        number_add(wire, body->len);
        buf_add(wire, "\r\n", 2);
    }
    if (now[0])
        head_line(wire, "Date", now);
    if (r->content_type)
        head_line(wire, "Content-Type", r->content_type);
    /* Unless an answer says otherwise nobody keeps it: names must not stay in a browser's cache on a shared
     * machine. */
    head_line(wire, "Cache-Control", r->cache_control ? r->cache_control : "no-store");
    head_rare(wire, r);
    buf_text(wire, WIRE_HEAD_SAME);
    buf_text(wire, r->page ? r->page : WIRE_HEAD_BARE);
    if (closes)
        head_line(wire, "Connection", "close");
    buf_add(wire, "\r\n", 2);
    if (!r->head && has_body(r) && !wire_apart(r))
        buf_add(wire, body->data, body->len);
}
