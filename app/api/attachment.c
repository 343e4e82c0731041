/* Documents over HTTP: a title as JSON, then its content as it is. The title is personal, so it stands in no
 * address and in no header. */
#include "api/attachment.h"

#include <string.h>

#include "api/case_id.h"
#include "domain/file/attachment.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member ATTACHMENT_OUT[] = {
    JSON_INT(struct attachment, id),
    JSON_ID(struct attachment, order),
    JSON_TEXT(struct attachment, title),
    JSON_TEXT(struct attachment, type),
    JSON_INT(struct attachment, size),
    JSON_TEXT(struct attachment, added_by),
    JSON_INSTANT(struct attachment, added_at),
    JSON_INSTANT(struct attachment, withdrawn_at),
    JSON_INSTANT(struct attachment, scanned_at),
};

static err attachment_get_all(struct req *rq)
{
    struct attachment *list;
    int64_t case_id;
    size_t count;
    err e;

    if ((e = req_case(rq, &case_id)) || (e = attachment_list(&rq->work, case_id, &list, &count)))
        return e;
    return reply_structs(rq, "documents", MEMBERS(ATTACHMENT_OUT), list, count);
}

static const struct member ATTACHMENT_IN[] = {
    MEMBER_INT(struct attachment_new, version, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct attachment_new, title, LIMIT(AttachmentNew, title), REQUIRED),
    MEMBER_INT(struct attachment_new, order, 1, INT64_MAX, OPTIONAL),
};

static err attachment_post(struct req *rq)
{
    struct attachment_new in;
    int64_t case_id, id;
    err e;

    if ((e = req_id(rq, "id", &case_id)) ||
        (e = input_read(rq, rq->body, ATTACHMENT_IN, COUNT(ATTACHMENT_IN), &in)) ||
        (e = attachment_register(&rq->work, case_id, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

/* The type without its parameters. */
static err media_type(struct req *rq, const char **ret)
{
    const char *type = rq->in->content_type;

    *ret = type ? arena_text_n(rq->work.arena, type, strcspn(type, "; \t")) : "";
    return *ret ? OK : ERR_SYSTEM;
}

static err content_put(struct req *rq)
{
    const char *type;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = media_type(rq, &type)))
        return e;
    /* Which types and sizes are taken is the domain's to say; only the status is HTTP's. */
    e = attachment_store(&rq->work, id, type, rq->in->body, rq->in->body_size);
    if (e == ERR_LIMIT)
        rq->status_override = 413;
    if (e == ERR_INPUT && !strcmp(rq->work.problem.code, "unknown_media_type"))
        rq->status_override = 415;
    return e ? e : reply_id(rq, 200, id);
}

/* To be saved always, never shown as a page of ours: what people upload must not run as one. */
static err content_get(struct req *rq)
{
    struct attachment d;
    int64_t id;
    err e;

    buf_clear(rq->reply.body);
    if ((e = req_id(rq, "id", &id)) || (e = attachment_read(&rq->work, id, &d, rq->reply.body)))
        return e;
    rq->reply.disposition =
        arena_format(rq->work.arena, "attachment; filename=\"dokument-%lld.%s\"", (long long)id,
                     !strcmp(d.type, "application/pdf") ? "pdf" : strrchr(d.type, '/') + 1);
    return rq->reply.disposition ? reply_written(rq, d.type) : ERR_SYSTEM;
}

struct withdraw_in {
    int64_t version;
};
static const struct member WITHDRAW_IN[] = {MEMBER_INT(struct withdraw_in, version, 1, INT64_MAX, REQUIRED)};

static err attachment_post_withdraw(struct req *rq)
{
    struct withdraw_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, WITHDRAW_IN, COUNT(WITHDRAW_IN), &in)) ||
        (e = attachment_withdraw(&rq->work, id, in.version)))
        return e;
    return reply_id(rq, 200, id);
}

/* Papers of a file are for coordinators alone: not even the director has a reason to read them. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/documents", R_COORDINATOR, 0, attachment_get_all},
    {"POST", "/api/v1/cases/{id}/documents", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, attachment_post},
    {"PUT", "/api/v1/documents/{id}", R_COORDINATOR, RT_WRITE | RT_UPLOAD | RT_NO_TX, content_put},
    {"GET", "/api/v1/documents/{id}", R_COORDINATOR, RT_BYTES, content_get},
    {"POST", "/api/v1/documents/{id}/withdraw", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM,
     attachment_post_withdraw},
};
const struct route_table ATTACHMENT_ROUTES = ROUTE_TABLE(ROUTES);
