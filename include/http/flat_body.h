/* The commonest body there is, read where it lies: an object of short plain texts. Whatever else stands in a
 * body, or is wrong with it, is left to the parser, which knows how to say so. */
#ifndef HTTP_FLAT_BODY_H
#define HTTP_FLAT_BODY_H

#include "base/arena.h"
#include "base/err.h"
#include "http/input.h"

/* The body of a route with RT_FLAT, of whose members each is a MEMBER_TEXT: it is parsed only where it is not
 * as plain as nearly all are. Fills ret as input_read does; errors as body_read and input_read. */
err flat_body_read(struct req *rq, const struct member *members, size_t count, void *ret) MUST_CHECK;

/* *ret_flat = true: ret is filled, as input_read fills it. false: it is not such an object, or not one of
 * these members (all of them MEMBER_TEXT), each there once: input_read decides, and ret is worth nothing.
 * ERR_SYSTEM: memory ran out. */
err flat_body_take(struct arena *a, const char *body, size_t n, const struct member *members, size_t count,
                   bool *ret_flat, void *ret) MUST_CHECK;

#endif
