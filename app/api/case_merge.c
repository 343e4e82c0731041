/* Files opened twice, over HTTP: merged, and parted again. */
#include "api/case_merge.h"

#include "domain/casework/case_merge.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

struct merge_in {
    int64_t version;
    const char *into;
};
static const struct member MERGE_IN[] = {
    MEMBER_INT(struct merge_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct merge_in, into, LIMIT(CaseMerge, into), REQUIRED),
};

static err merge_post(struct req *rq)
{
    struct merge_in in;
    int64_t id, into;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, MERGE_IN, COUNT(MERGE_IN), &in)) ||
        (e = case_merge(&rq->work, id, in.version, in.into, &into)))
        return e;
    return reply_id(rq, 201, into);
}

struct undo_in {
    int64_t version;
};
static const struct member UNDO_IN[] = {MEMBER_INT(struct undo_in, version, 1, INT64_MAX, REQUIRED)};

static err undo_post(struct req *rq)
{
    struct undo_in in;
    int64_t id, into;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, UNDO_IN, COUNT(UNDO_IN), &in)) ||
        (e = case_merge_undo(&rq->work, id, in.version, &into)))
        return e;
    return reply_id(rq, 200, into);
}

static const struct route ROUTES[] = {
    {"POST", "/api/v1/cases/{id}/merge", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, merge_post},
    {"POST", "/api/v1/merges/{id}/undo", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, undo_post},
};
const struct route_table CASE_MERGE_ROUTES = ROUTE_TABLE(ROUTES);
