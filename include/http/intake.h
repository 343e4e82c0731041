/* The body of a request as it comes in: how much of it is read, how patiently, and how many large ones at
 * once. What it comes from is the listener's. */
#ifndef HTTP_INTAKE_H
#define HTTP_INTAKE_H

#include <stdatomic.h>

#include "http/request.h"

struct intake; /* what may come to a route */

struct intake_source {
    void *connection;
    int (*read)(void *connection, char *to, size_t n); /* bytes; 0: the end; less: the client went away */
    void (*go_on)(void *connection);                   /* "100 Continue" */
    long long announced;                               /* Content-Length; 0 or less: none */
    bool chunked;
    bool expects; /* waits for "100 Continue" before it sends its body */
};

/* By the route that the head of the request names; one of two constants. */
const struct intake *intake_choose(const struct router *router, const struct incoming *in);
/* It takes uploads: more bytes, fewer at once, and only of those who may (RT_UPLOAD). */
bool intake_uploads(const struct intake *k);
/* So large that its sender must be known first: dispatch_knock. */
bool intake_must_knock(const struct intake *k, const struct intake_source *from);
/* False: as many uploads as are taken at once are under way, in `uploads`; the body stays unread. */
bool intake_begin(const struct intake *k, atomic_int *uploads);
void intake_end(const struct intake *k, atomic_int *uploads); /* once for each that has begun */
/* Into `to`, and in->body, body_size and body_too_large. False: the client went away, or took too long,
 * before its body was complete. */
bool intake_read(const struct intake *k, const struct intake_source *from, struct buf *to,
                 struct incoming *in);

#endif
