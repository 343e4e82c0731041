/* The log over HTTP, for auditors. */
#include "api/audit.h"

#include "api/instant.h"
#include "domain/office/audit_list.h"
#include "gen/limits.h"
#include "http/reply.h"
#include "http/request.h"

static json_t *line_json(const struct audit_line *l)
{
    return json_pack("{s:I, s:o, s:s, s:s, s:s, s:I, s:o, s:s?, s:s}", "id", (json_int_t)l->id, "at",
                     instant_json(l->at), "actor", l->actor, "what", l->what, "record", l->record,
                     "record_id", (json_int_t)l->record_id, "case_id",
                     l->case_id ? json_integer(l->case_id) : json_null(), "case", l->case_number, "why",
                     l->why);
}

static err filter_read(struct req *rq, struct audit_filter *ret)
{
    struct audit_filter f = {0};
    err e;

    if ((e = req_query_int(rq, "case", 0, INT64_MAX, 0, &f.case_id)) ||
        (e = req_query(rq, "number", &f.case_number)) || (e = req_query(rq, "actor", &f.actor)) ||
        (e = req_query(rq, "what", &f.what)) || (e = req_query_date(rq, "from", DATE_NONE, &f.from)) ||
        (e = req_query_date(rq, "until", DATE_NONE, &f.until)))
        return e;
    *ret = f;
    return OK;
}

static err audit_get_all(struct req *rq)
{
    struct audit_filter f;
    struct audit_line *lines;
    int64_t limit;
    size_t count;
    json_t *items;
    err e;

    if ((e = filter_read(rq, &f)) || (e = req_query_int(rq, "before", 0, INT64_MAX, 0, &f.before)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(listAudit, limit), DEFAULT(listAudit, limit), &limit)))
        return e;
    f.limit = (int)limit;
    if ((e = audit_list(&rq->work, &f, &lines, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, line_json(&lines[i]));
    return reply_json(rq, 200,
                      json_pack("{s:o, s:o}", "lines", items, "next",
                                count == (size_t)limit ? json_integer(lines[count - 1].id) : json_null()));
}

static err audit_get_csv(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf csv = {0};
    struct audit_filter f;
    err e;

    if ((e = filter_read(rq, &f)) || (e = audit_export(&rq->work, &f, &csv)))
        return e;
    return reply_bytes(rq, "text/csv; charset=utf-8", NULL, csv.data, csv.len);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/audit", R_AUDITOR, 0, audit_get_all},
    {"GET", "/api/v1/audit.csv", R_AUDITOR, 0, audit_get_csv},
};
const struct route_table AUDIT_ROUTES = ROUTE_TABLE(ROUTES);
