/* What goes out: JSON, bytes, nothing, or a problem (RFC 9457). All of it is built in the worker's buffer
 * before anything is sent. */
#include "http/reply.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define RETRY_BUSY  1  /* seconds */
#define RETRY_LIMIT 60 /* seconds: the windows of our limits are minutes */

static const struct {
    int status;
    const char *title;
    const char *code; /* when the work named none */
    const char *detail;
} STATUS[] = {
    {200, "OK", "", ""},
    {201, "Created", "", ""},
    {202, "Accepted", "", ""},
    {204, "No Content", "", ""},
    {303, "See Other", "", ""},
    {304, "Not Modified", "", ""},
    {400, "Bad Request", "bad_request", "The request cannot be understood."},
    {401, "Unauthorized", "not_signed_in", "Sign in, or send the device's token."},
    {403, "Forbidden", "forbidden", "This is not for your role."},
    {404, "Not Found", "not_found", "There is no such thing here."},
    {405, "Method Not Allowed", "method_not_allowed", "See the header Allow."},
    {409, "Conflict", "conflict", "It exists already, or was changed meanwhile."},
    {413, "Content Too Large", "body_too_large", "The body is too large."},
    {415, "Unsupported Media Type", "not_json", "The body must be application/json."},
    {422, "Unprocessable Content", "invalid", "The data is not acceptable."},
    {429, "Too Many Requests", "limit", "Too often: try again later."},
    {500, "Internal Server Error", "internal", "Something went wrong here."},
    {503, "Service Unavailable", "busy", "Busy: try again in a moment."},
    {507, "Insufficient Storage", "disk_full", "No room is left on the disk: nothing was kept."},
};
static const size_t STATUS_COUNT = sizeof(STATUS) / sizeof(STATUS[0]);

static const char PROBLEM_TYPE[] = "application/problem+json";
/* What is left to say when there is no memory for more. */
#define PROBLEM_PLAIN                                                                                        \
    "{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500,"                          \
    "\"detail\":\"Something went wrong here.\",\"code\":\"internal\"}"
static const struct buf PROBLEM_FIXED = {.data = (char *)PROBLEM_PLAIN, .len = sizeof PROBLEM_PLAIN - 1};

static size_t status_index(int status)
{
    size_t i = 0;

    while (i < STATUS_COUNT && STATUS[i].status != status)
        i++;
    return i;
}

const char *status_title(int status)
{
    size_t i = status_index(status);

    return i < STATUS_COUNT ? STATUS[i].title : "Error";
}

static const struct json_member WARNING_OUT[] = {
    JSON_TEXT_AS(struct warning, what.code, "code"),
    JSON_TEXT_AS(struct warning, what.field, "field"),
    JSON_TEXT_AS(struct warning, what.detail, "detail"),
};

static const struct json_member FAULT_OUT[] = {
    JSON_TEXT(struct problem, code),
    JSON_TEXT(struct problem, field),
    JSON_TEXT(struct problem, detail),
    JSON_BOOL(struct problem, question),
};

void faults_put(struct json_writer *j, const char *name, const struct problem *at, size_t count)
{
    json_put_structs(j, name, MEMBERS(FAULT_OUT), at, count);
}

static void warnings_put(struct json_writer *j, const struct work *w)
{
    if (w->warnings_lost)
        j->e = ERR_SYSTEM;
    if (!w->warning_count)
        return;
    json_put_list(j, "warnings");
    for (size_t i = 0; i < w->warning_count; i++)
        json_put_struct(j, NULL, MEMBERS(WARNING_OUT), w->warnings[i]);
    json_put_end(j);
}

struct json_writer *reply_object(struct req *rq)
{
    buf_clear(rq->reply.body);
    json_start(&rq->json, rq->reply.body);
    json_put_object(&rq->json, NULL);
    return &rq->json;
}

err reply_done(struct req *rq, int status)
{
    warnings_put(&rq->json, &rq->work);
    json_put_end(&rq->json);
    rq->reply.status = status;
    rq->reply.content_type = "application/json";
    return json_finish(&rq->json);
}

err reply_struct(struct req *rq, int status, const struct json_member *members, size_t count,
                 const void *from)
{
    json_put_members(reply_object(rq), members, count, from);
    return reply_done(rq, status);
}

err reply_structs(struct req *rq, const char *name, const struct json_member *members, size_t count,
                  const void *array, size_t length)
{
    json_put_structs(reply_object(rq), name, members, count, array, length);
    return reply_done(rq, 200);
}

err reply_id(struct req *rq, int status, int64_t id)
{
    json_put_int(reply_object(rq), "id", id);
    return reply_done(rq, status);
}

err reply_empty(struct req *rq, int status)
{
    buf_clear(rq->reply.body);
    rq->reply.status = status;
    rq->reply.content_type = NULL;
    return OK;
}

err reply_bytes(struct req *rq, const char *content_type, const char *cache_control, const void *bytes,
                size_t n)
{
    buf_clear(rq->reply.body);
    buf_add(rq->reply.body, bytes, n);
    rq->reply.status = 200;
    rq->reply.content_type = content_type;
    rq->reply.cache_control = cache_control;
    return buf_err(rq->reply.body);
}

err reply_file(struct req *rq, const char *content_type, const char *name, const void *bytes, size_t n)
{
    if (!(rq->reply.disposition = arena_format(rq->work.arena, "attachment; filename=\"%s\"", name)))
        return ERR_SYSTEM;
    return reply_bytes(rq, content_type, NULL, bytes, n);
}

err reply_written(struct req *rq, const char *content_type)
{
    rq->reply.status = 200;
    rq->reply.content_type = content_type;
    return buf_err(rq->reply.body);
}

err reply_redirect(struct req *rq, const char *path)
{
    rq->reply.location = path;
    return reply_empty(rq, 303);
}

/* What a handler meant by a status of its own holds only for the caller's faults; ours are 500, 503 or 507
 * whatever was meant. */
static int problem_status(const struct req *rq, err e)
{
    switch (e) {
    case ERR_INPUT:
        return rq->status_override ? rq->status_override : 422;
    case ERR_DENIED:
        return rq->status_override ? rq->status_override : 403;
    case ERR_ABSENT:
        return rq->status_override ? rq->status_override : 404;
    case ERR_CONFLICT:
        return rq->status_override ? rq->status_override : 409;
    case ERR_LIMIT:
        return rq->status_override ? rq->status_override : 429;
    case ERR_BUSY:
        return 503;
    default:
        return rq->status_override == 507 ? 507 : 500;
    }
}

/* What others did meanwhile, for the one whose write came second. */
static const struct json_member CHANGE_OUT[] = {
    JSON_INT(struct change, version),
    JSON_INSTANT(struct change, at),
    JSON_TEXT(struct change, actor),
    JSON_TEXT(struct change, what),
};

/* The status says all there is to say about faults of ours; the work says why it refused the rest. */
static err problem_write(const struct req *rq, int status, struct buf *out)
{
    const struct problem *p = &rq->work.problem;
    bool told = status < 500 && p->code[0];
    size_t i = status_index(status);
    const char *code = told ? p->code : i < STATUS_COUNT ? STATUS[i].code : "error";
    const char *detail = told ? p->detail : i < STATUS_COUNT ? STATUS[i].detail : "";
    struct json_writer j;

    json_start(&j, out);
    json_put_object(&j, NULL);
    /* The code tells problems apart; a type of our own would name the program to whoever asks at the door. */
    json_put_text(&j, "type", "about:blank");
    json_put_text(&j, "title", status_title(status));
    json_put_int(&j, "status", status);
    /* A detail may quote what came with the request; the answer must stay JSON whatever that was. */
    json_put_text(&j, "detail", text_valid(detail, strlen(detail)) ? detail : "");
    json_put_text(&j, "code", code);
    if (told && p->field[0])
        json_put_text(&j, "field", p->field);
    if (told && p->question)
        json_put_bool(&j, "question", true);
    if (told && p->fault_count)
        faults_put(&j, "faults", p->faults, p->fault_count);
    if (rq->work.change_count && status == 409)
        json_put_structs(&j, "changed", MEMBERS(CHANGE_OUT), rq->work.changes, rq->work.change_count);
    json_put_end(&j);
    return json_finish(&j);
}

/* Nothing of what a handler had prepared survives but the wait it asked for. */
void reply_problem(struct req *rq, err e)
{
    struct reply *r = &rq->reply;
    struct buf *out = r->body;
    int status = problem_status(rq, e);

    r->status = status;
    r->content_type = PROBLEM_TYPE;
    r->cache_control = NULL;
    r->cors = false;
    r->location = r->content_encoding = r->page = r->disposition = NULL;
    r->fixed = NULL;
    r->etag[0] = r->cookie[0] = r->browser_cookie[0] = '\0';
    if (!r->retry_after)
        r->retry_after = status == 503 ? RETRY_BUSY : status == 429 ? RETRY_LIMIT : 0;
    buf_clear(out);
    if (!problem_write(rq, status, out))
        return;
    r->status = 500;
    r->fixed = &PROBLEM_FIXED;
}
