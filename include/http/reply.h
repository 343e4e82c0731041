/* What goes out: an answer in JSON, or the problem in its place.
 *
 *     static const struct json_member UNIT_OUT[] = {JSON_INT(struct unit, id), JSON_TEXT(struct unit, name)};
 *
 *     if ((e = unit_list(&rq->work, &list, &count)))
 *         return e;
 *     j = reply_object(rq);
 *     json_put_structs(j, "units", MEMBERS(UNIT_OUT), list, count);
 *     json_put_bool(j, "complete", count < UNITS_MAX);
 *     return reply_done(rq, 200);
 *
 * An answer that is one struct, or one list, is one call: reply_struct, reply_structs. A handler may still
 * fail after reply_object: the problem takes the place of what was written. */
#ifndef HTTP_REPLY_H
#define HTTP_REPLY_H

#include "http/request.h"

/* The answer is an object, open for its members. */
struct json_writer *reply_object(struct req *rq);
/* Closes it, behind the work's warnings; every other object and list in it is closed by now. Errors as
 * json_finish. */
err reply_done(struct req *rq, int status) MUST_CHECK;
/* from: the table's struct; its members are those of the answer. */
err reply_struct(struct req *rq, int status, const struct json_member *members, size_t count,
                 const void *from) MUST_CHECK;
/* The answer has one member, a list of the table's struct. */
err reply_structs(struct req *rq, const char *name, const struct json_member *members, size_t count,
                  const void *array, size_t length) MUST_CHECK;
/* {"id": …} of what was made or changed. */
err reply_id(struct req *rq, int status, int64_t id) MUST_CHECK;

err reply_empty(struct req *rq, int status) MUST_CHECK; /* no body; always OK */
/* bytes are copied. cache_control NULL: no-store. */
err reply_bytes(struct req *rq, const char *content_type, const char *cache_control, const void *bytes,
                size_t n) MUST_CHECK;
/* The same, to be saved under that name (RFC 6266), which says nothing: it is a constant. */
err reply_file(struct req *rq, const char *content_type, const char *name, const void *bytes,
               size_t n) MUST_CHECK;
/* What the handler has written into rq->reply.body itself. */
err reply_written(struct req *rq, const char *content_type) MUST_CHECK;
/* Faults and questions of a form, as the problem of a refusal lists them. */
void faults_put(struct json_writer *j, const char *name, const struct problem *at, size_t count);
/* path: a constant text. */
err reply_redirect(struct req *rq, const char *path) MUST_CHECK;

/* The problem (RFC 9457) that e means, in place of whatever the reply held. Never fails: when memory runs
 * out it is a fixed text. */
void reply_problem(struct req *rq, err e);
/* "Not Found"; "Error" for a status we do not send. */
const char *status_title(int status);

#endif
