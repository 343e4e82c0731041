/* Several reads in one request: on a slow line a screen would wait for each of its reads alone. Each passes
 * the gate by itself, with roles and log as if it had come alone; writes cannot come this way. */
#include "api/several_reads.h"

#include <stdio.h>

#include "gen/limits.h"
#include "http/inner_read.h"
#include "http/input.h"
#include "http/reply.h"
#include "http/wire.h"

#define ANSWERS_ROOM (1024 * 1024) /* bytes: once they hold so many, no further read begins */

struct reads_in {
    const char **paths;
    size_t paths_count;
    unsigned roles; /* 0: whoever it is */
};
static const struct member READS_IN[] = {
    MEMBER_TEXTS(struct reads_in, paths, LIMIT(SeveralReads, paths_each), LIMIT(SeveralReads, paths),
                 REQUIRED),
    MEMBER_SET(struct reads_in, roles, role_parse, OPTIONAL),
};

static err paths_check(struct req *rq, const struct reads_in *in)
{
    char field[32];
    err e = OK;

    for (size_t i = 0; i < in->paths_count && !e; i++) {
        snprintf(field, sizeof field, "paths[%zu]", i);
        e = inner_read_check(rq, field, in->paths[i]);
    }
    return e;
}

/* A page that was opened by somebody else would ask, and be logged, in the name of whoever is signed in now.
 */
static err roles_check(struct req *rq, unsigned meant)
{
    if (!meant || (meant & rq->work.actor.roles))
        return OK;
    return refuse(&rq->work, ERR_DENIED, "other_role", "roles",
                  "Another role is signed in: nothing was read.");
}

static void answer_put(struct json_writer *j, const char *path, const struct reply *r)
{
    json_put_object(j, NULL);
    json_put_text(j, "path", path);
    json_put_int(j, "status", r->status);
    if (r->retry_after)
        json_put_int(j, "retry_after", r->retry_after);
    json_put_written(j, "body", wire_body(r));
    json_put_end(j);
}

/* Each waits for a busy register as long as it would alone, but not all of them one after the other. */
static void answers_put(struct req *rq, const struct reads_in *in, struct json_writer *j)
{
    CLEANUP(inner_read_end) struct inner_read r = {0};
    bool busy = false;

    json_put_list(j, "answers");
    for (size_t i = 0; i < in->paths_count; i++) {
        if (busy || rq->reply.body->len > ANSWERS_ROOM)
            inner_read_put_off(rq, &r);
        else
            inner_read(rq, in->paths[i], &r);
        busy |= r.reply.status == 503;
        answer_put(j, in->paths[i], &r.reply);
    }
    json_put_end(j);
}

static err several_reads_post(struct req *rq)
{
    struct reads_in in;
    err e;

    if ((e = input_read(rq, rq->body, READS_IN, COUNT(READS_IN), &in)) || (e = paths_check(rq, &in)) ||
        (e = roles_check(rq, in.roles)))
        return e;
    answers_put(rq, &in, reply_object(rq));
    return reply_done(rq, 200);
}

/* The visit is noted by those of the reads that would note it. */
static const struct route ROUTES[] = {
    {"POST", "/api/v1/reads", R_STAFF, RT_BODY | RT_FIRST_STEPS | RT_LOOK, several_reads_post},
};
const struct route_table SEVERAL_READS_ROUTES = ROUTE_TABLE(ROUTES);
