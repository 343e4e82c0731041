/* The JSON object a request carries. */
#ifndef HTTP_BODY_H
#define HTTP_BODY_H

#include "http/request.h"

#define BODY_DEPTH_MAX 32 /* arrays and objects within one another */

/* Once, before the first body, so that one whose texts memory ran out for is never taken for whole. */
void body_watch(void);
/* Sets rq->body. ERR_LIMIT (413): over BODY_MAX, or UPLOAD_MAX where the route takes that much; ERR_BUSY: too
 * many of these at once; ERR_INPUT: 415 not application/json; 400 "bad_utf8",
 * "bad_json", "too_deep", "duplicate_member" (with the member named); ERR_SYSTEM: memory ran out. */
err body_read(struct req *rq) MUST_CHECK;
/* What body_read leaves to the handler where the route has RT_FLAT, which is all from "bad_utf8" on. */
err body_parse(struct req *rq) MUST_CHECK;

/* An answer of our own, read again. ERR_SYSTEM: memory ran out, or it is no JSON. The caller frees it. */
err body_reread(const struct buf *answer, json_t **ret) MUST_CHECK;

#endif
