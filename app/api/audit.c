/* The log over HTTP, for auditors. */
#include "api/audit.h"

#include "domain/office/audit_list.h"
#include "domain/office/audit_visit.h"
#include "gen/limits.h"
#include "http/reply.h"
#include "http/request.h"

static const struct json_member LINE_OUT[] = {
    JSON_INT(struct audit_line, id),      JSON_INSTANT(struct audit_line, at),
    JSON_TEXT(struct audit_line, actor),  JSON_TEXT(struct audit_line, what),
    JSON_TEXT(struct audit_line, record), JSON_INT(struct audit_line, record_id),
    JSON_ID(struct audit_line, case_id),  JSON_TEXT_AS(struct audit_line, case_number, "case"),
    JSON_TEXT(struct audit_line, why),    JSON_TEXT(struct audit_line, why_sq),
    JSON_ID(struct audit_line, session),  JSON_TEXT(struct audit_line, network),
    JSON_TEXT(struct audit_line, name),   JSON_TEXT(struct audit_line, thing),
};

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
    struct json_writer *j;
    err e;

    if ((e = filter_read(rq, &f)) || (e = req_query_int(rq, "before", 0, INT64_MAX, 0, &f.before)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(listAudit, limit), DEFAULT(listAudit, limit), &limit)))
        return e;
    f.limit = (int)limit;
    if ((e = audit_list(&rq->work, &f, &lines, &count)))
        return e;
    j = reply_object(rq);
    json_put_structs(j, "lines", MEMBERS(LINE_OUT), lines, count);
    /* A full page may be the last one: then the next is empty, which costs less than counting the whole
     * log. */
    json_put_id(j, "next", count == (size_t)limit ? lines[count - 1].id : 0);
    return reply_done(rq, 200);
}

static err audit_get_csv(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf csv = {0};
    struct audit_filter f;
    err e;

    if ((e = filter_read(rq, &f)) || (e = audit_export(&rq->work, &f, &csv)))
        return e;
    return reply_file(rq, "text/csv; charset=utf-8", "lista.csv", csv.data, csv.len);
}

static const struct json_member ACT_OUT[] = {JSON_TEXT(struct audit_act, what),
                                             JSON_INT(struct audit_act, count)};
static const struct json_member VISIT_OUT[] = {
    JSON_INT(struct audit_visit, id),
    JSON_INT(struct audit_visit, first),
    JSON_INSTANT(struct audit_visit, from),
    JSON_INSTANT(struct audit_visit, until),
    JSON_TEXT(struct audit_visit, actor),
    JSON_TEXT(struct audit_visit, name),
    JSON_ID(struct audit_visit, case_id),
    JSON_TEXT_AS(struct audit_visit, case_number, "case"),
    JSON_TEXT(struct audit_visit, network),
    JSON_INT(struct audit_visit, lines),
    JSON_LIST(struct audit_visit, acts, act_count, ACT_OUT),
};

static void visit_put(struct json_writer *j, const struct audit_visit *v)
{
    json_put_object(j, NULL);
    json_put_members(j, MEMBERS(VISIT_OUT), v);
    json_put_texts(j, "reasons", v->reasons, v->reason_count);
    json_put_end(j);
}

static err visits_get(struct req *rq)
{
    struct audit_filter f;
    struct audit_visit *visits;
    struct json_writer *j;
    int64_t limit, next;
    size_t count;
    err e;

    if ((e = filter_read(rq, &f)) || (e = req_query_int(rq, "before", 0, INT64_MAX, 0, &f.before)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(listAuditVisits, limit), DEFAULT(listAuditVisits, limit),
                           &limit)))
        return e;
    f.limit = (int)limit;
    if ((e = audit_visits(&rq->work, &f, &visits, &count, &next)))
        return e;
    j = reply_object(rq);
    json_put_list(j, "visits");
    for (size_t i = 0; i < count; i++)
        visit_put(j, &visits[i]);
    json_put_end(j);
    json_put_id(j, "next", next);
    return reply_done(rq, 200);
}

static err visits_csv_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf csv = {0};
    struct audit_filter f;
    err e;

    if ((e = filter_read(rq, &f)) || (e = audit_visits_export(&rq->work, &f, &csv)))
        return e;
    return reply_file(rq, "text/csv; charset=utf-8", "lista.csv", csv.data, csv.len);
}

/* Auditors alone: whoever makes accounts or works with files is among those the log is about. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/audit", R_AUDITOR, 0, audit_get_all},
    {"GET", "/api/v1/audit.csv", R_AUDITOR, RT_BYTES | RT_CONFIRMED | RT_HEAVY, audit_get_csv},
    {"GET", "/api/v1/audit/visits", R_AUDITOR, 0, visits_get},
    {"GET", "/api/v1/audit/visits.csv", R_AUDITOR, RT_BYTES | RT_CONFIRMED | RT_HEAVY, visits_csv_get},
};
const struct route_table AUDIT_ROUTES = ROUTE_TABLE(ROUTES);
