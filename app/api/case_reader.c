/* The readers of a file over HTTP, page by page: the coordinator sees who has looked, without asking an
 * auditor. */
#include "api/case_reader.h"

#include "api/case_id.h"
#include "domain/file/case_reader.h"
#include "gen/limits.h"
#include "http/reply.h"

static const struct json_member READER_OUT[] = {
    JSON_INT(struct case_reader, id),     JSON_INSTANT(struct case_reader, at),
    JSON_TEXT(struct case_reader, who),   JSON_TEXT(struct case_reader, what),
    JSON_ID(struct case_reader, version), JSON_TEXT(struct case_reader, why),
};

static err reader_get_all(struct req *rq)
{
    struct json_writer *j = reply_object(rq);
    struct case_reader *list;
    int64_t id, before, limit;
    size_t count;
    err e;

    if ((e = req_query_int(rq, "before", 0, INT64_MAX, 0, &before)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(listReaders, limit), DEFAULT(listReaders, limit), &limit)) ||
        (e = req_case(rq, &id)) || (e = case_reader_list(&rq->work, id, before, (int)limit, &list, &count)))
        return e;
    json_put_structs(j, "readers", MEMBERS(READER_OUT), list, count);
    json_put_id(j, "next", count == (size_t)limit ? list[count - 1].id : 0);
    return reply_done(rq, 200);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/readers", R_COORDINATOR, 0, reader_get_all},
};
const struct route_table CASE_READER_ROUTES = ROUTE_TABLE(ROUTES);
