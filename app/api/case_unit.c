/* A family that moved to another unit, over HTTP. */
#include "api/case_unit.h"

#include "domain/file/case_unit.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

struct unit_in {
    int64_t version;
    const char *unit;
    date from;
};
static const struct member UNIT_IN[] = {
    MEMBER_INT(struct unit_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct unit_in, unit, LIMIT(CaseMoved, unit), REQUIRED),
    MEMBER_DATE(struct unit_in, from, OPTIONAL),
};

static err unit_put(struct req *rq)
{
    struct unit_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, UNIT_IN, COUNT(UNIT_IN), &in)) ||
        (e = case_unit_move(&rq->work, id, in.version, &(struct case_unit_new){in.unit, in.from})))
        return e;
    return reply_empty(rq, 204);
}

static const struct route ROUTES[] = {
    {"PUT", "/api/v1/cases/{id}/unit", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, unit_put},
};
const struct route_table CASE_UNIT_ROUTES = ROUTE_TABLE(ROUTES);
