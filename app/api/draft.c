/* Drafts over HTTP: whatever text the form makes of itself, kept for the account alone that wrote it and read
 * by no program here. */
#include "api/draft.h"

#include "domain/file/draft.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member DRAFT_OUT[] = {
    JSON_TEXT(struct draft, text),
    JSON_INSTANT(struct draft, saved_at),
};

/* Both null where there is none: a form asks each time it opens. */
static err draft_get(struct req *rq)
{
    struct draft d;
    err e;

    if ((e = draft_read(&rq->work, req_param(rq, "kind"), &d)))
        return e;
    return reply_struct(rq, 200, MEMBERS(DRAFT_OUT), &d);
}

struct draft_in {
    const char *text;
};
static const struct member DRAFT_IN[] = {MEMBER_TEXT(struct draft_in, text, LIMIT(DraftNew, text), REQUIRED)};

static err draft_put(struct req *rq)
{
    struct draft_in in;
    err e;

    if ((e = input_read(rq, rq->body, DRAFT_IN, COUNT(DRAFT_IN), &in)) ||
        (e = draft_save(&rq->work, req_param(rq, "kind"), in.text)))
        return e;
    return reply_empty(rq, 204);
}

static err draft_delete(struct req *rq)
{
    err e = draft_drop(&rq->work, req_param(rq, "kind"));

    return e ? e : reply_empty(rq, 204);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/drafts/{kind}", R_COORDINATOR | R_AID_OFFICER, 0, draft_get},
    {"PUT", "/api/v1/drafts/{kind}", R_COORDINATOR | R_AID_OFFICER, RT_WRITE | RT_BODY, draft_put},
    {"DELETE", "/api/v1/drafts/{kind}", R_COORDINATOR | R_AID_OFFICER, RT_WRITE, draft_delete},
};
const struct route_table DRAFT_ROUTES = ROUTE_TABLE(ROUTES);
