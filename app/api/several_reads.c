/* Several reads in one request: on a slow line a screen would wait for each of its reads alone. Each passes
 * the gate by itself, with roles and log as if it had come alone; writes cannot come this way. */
#include "api/several_reads.h"

#include <stdio.h>

#include "gen/limits.h"
#include "http/inner_read.h"
#include "http/input.h"
#include "http/read_place.h"
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

/* A path, and what its place is filled with once the answer is there that says so. */
struct several_path {
    const char *text;
    struct read_place place;
    int64_t *numbers;
    size_t count;
};

struct several {
    struct several_path paths[LIMIT(SeveralReads, paths)];
    size_t count, answered;
    bool busy;
    struct inner_read read; /* the last */
};

static void several_end(struct several *s)
{
    inner_read_end(&s->read);
}

/* The answer that fills a place comes before, and is one. */
static bool place_sound(const struct several *s, size_t i)
{
    const struct read_place *p = &s->paths[i].place;

    return !p->before || (p->from < i && !s->paths[p->from].place.before);
}

static err path_check(struct req *rq, struct several *s, size_t i, const char *text)
{
    struct several_path *p = &s->paths[i];
    char field[32];

    snprintf(field, sizeof field, "paths[%zu]", i);
    p->text = text;
    if (!read_place_parse(text, &p->place) || !place_sound(s, i))
        return refuse(&rq->work, ERR_INPUT, "bad_place", field, "No earlier answer can fill this place.");
    return inner_read_check(rq, field, text);
}

static err paths_check(struct req *rq, const struct reads_in *in, struct several *s)
{
    err e = OK;

    for (s->count = 0; s->count < in->paths_count && !e; s->count++)
        e = path_check(rq, s, s->count, in->paths[s->count]);
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
static void one_read(struct req *rq, struct several *s, const char *path, struct json_writer *j)
{
    if (s->busy || rq->reply.body->len > ANSWERS_ROOM)
        inner_read_put_off(rq, &s->read);
    else
        inner_read(rq, path, &s->read);
    s->busy |= s->read.reply.status == 503;
    s->answered++;
    answer_put(j, path, &s->read.reply);
}

/* Into the places that answer i fills. */
static err places_fill(struct req *rq, struct several *s, size_t i)
{
    err e = OK;

    for (size_t k = i + 1; s->read.reply.status == 200 && k < s->count && !e; k++) {
        struct several_path *p = &s->paths[k];

        if (p->place.before && p->place.from == i)
            e = read_place_fill(&p->place, wire_body(&s->read.reply), rq->work.arena,
                                LIMIT(SeveralAnswers, answers), &p->numbers, &p->count);
    }
    return e;
}

static err filled_read(struct req *rq, struct several *s, const struct several_path *p, struct json_writer *j)
{
    for (size_t i = 0; i < p->count && s->answered < LIMIT(SeveralAnswers, answers); i++) {
        const char *path = read_place_path(&p->place, rq->work.arena, p->numbers[i]);

        if (!path)
            return ERR_SYSTEM;
        one_read(rq, s, path, j);
    }
    return OK;
}

static err answers_put(struct req *rq, struct several *s, struct json_writer *j)
{
    err e = OK;

    json_put_list(j, "answers");
    for (size_t i = 0; i < s->count && !e; i++) {
        if (s->paths[i].place.before) {
            e = filled_read(rq, s, &s->paths[i], j);
            continue;
        }
        one_read(rq, s, s->paths[i].text, j);
        e = places_fill(rq, s, i);
    }
    json_put_end(j);
    return e;
}

static err several_reads_post(struct req *rq)
{
    CLEANUP(several_end) struct several s = {0};
    struct reads_in in;
    err e;

    if ((e = input_read(rq, rq->body, READS_IN, COUNT(READS_IN), &in)) || (e = paths_check(rq, &in, &s)) ||
        (e = roles_check(rq, in.roles)) || (e = answers_put(rq, &s, reply_object(rq))))
        return e;
    return reply_done(rq, 200);
}

/* The visit is noted by those of the reads that would note it. */
static const struct route ROUTES[] = {
    {"POST", "/api/v1/reads", R_SIGNED_IN, RT_BODY | RT_FIRST_STEPS | RT_LOOK, several_reads_post},
};
const struct route_table SEVERAL_READS_ROUTES = ROUTE_TABLE(ROUTES);
