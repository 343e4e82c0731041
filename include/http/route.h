/* A route: the only place that says who may do what. Tables of them stand in app/api, one per resource. */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include <stddef.h>

#include "base/err.h"
#include "domain/work/work.h"
#include "http/app.h"

struct req;

enum route_flag {
    RT_WRITE =
        1, /* changes something: same origin, one write transaction around the handler, Idempotency-Key */
    RT_BODY = 2,  /* takes a JSON object */
    RT_CHECK = 4, /* served by --only check, on check.db (DOOR_HANDLER); all others only by --only register;
                     both may be set: */
    RT_REGISTER = 8,      /* served by --only register (the default when neither is set) */
    RT_NO_TX = 16,        /* a write that guards its own transactions (sign-in: no lock while scrypt runs) */
    RT_PUBLIC_DATA = 32,  /* no personal data: the handler sets Cache-Control itself; CORS * on GET */
    RT_LOOPBACK = 64,     /* only for clients on 127.0.0.1/::1 that did not come through a proxy (metrics) */
    RT_FIRST_STEPS = 128, /* open also to an account that is to choose another password first */
    RT_UPLOAD = 256,      /* PUT only: takes whatever bytes, up to UPLOAD_MAX, in place of a JSON object */
    RT_LOOK = 512,        /* asked by pages on their own: it is no sign that somebody is there */
    RT_URGENT = 2048, /* a write that goes on when the disk is full: it revokes, ends, or hides something */
    RT_CONFIRMED = 4096, /* asks the password again, unless it was given a few minutes ago (session_term.h) */
    RT_HEAVY =
        8192, /* makes a sheet or a table of much: GATE_HEAVY_MAX at once, so that none starves the rest */
    RT_FLAT = 16384, /* with RT_BODY: a body of plain texts, which the handler reads by flat_body_read */
    RT_FORM = 32768, /* with RT_WRITE, without RT_NO_TX: a form that people fill in; where a member of it
                        cannot be read, the rest is judged all the same, and nothing is kept */
    RT_BYTES = 1024, /* answers with something else than JSON: a picture, a sheet, a list of bits */
};

struct route {
    const char *method;
    const char *path; /* "/api/v1/orders/{id}/acts"; "{no}.svg" is a segment with a suffix */
    unsigned roles;   /* none: the program refuses to start */
    unsigned flags;
    err (*handler)(struct req *rq);
};

struct route_table {
    const struct route *routes;
    size_t count;
};
#define ROUTE_TABLE(array)                                                                                   \
    {                                                                                                        \
        (array), sizeof(array) / sizeof((array)[0])                                                          \
    }

#endif
