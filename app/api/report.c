/* Reports over HTTP. On the screen a coordinator sees every number; what leaves the office in a file has
 * small ones hidden, whoever takes it. */
#include "api/report.h"

#include "domain/report/report.h"
#include "domain/report/report_json.h"
#include "domain/report/report_paper.h"
#include "http/reply.h"
#include "render/xlsx.h"

static err report_get_all(struct req *rq)
{
    size_t count;
    const struct report_definition *list = report_list(&count);
    struct json_writer *j = reply_object(rq);

    json_put_list(j, "reports");
    for (size_t i = 0; i < count; i++) {
        if (!(list[i].roles & rq->work.actor.roles))
            continue;
        json_put_object(j, NULL);
        json_put_text(j, "code", list[i].code);
        json_put_text(j, "text", list[i].title);
        json_put_text(j, "text_en", list[i].title_en);
        json_put_text(j, "frequency", list[i].frequency);
        json_put_end(j);
    }
    json_put_end(j);
    return reply_done(rq, 200);
}

static err asked_read(struct req *rq, struct report_asked *ret)
{
    struct report_asked in = {0};
    err e;

    if ((e = req_query_int(rq, "year", 0, 9999, 0, &in.year)) ||
        (e = req_query_date(rq, "from", DATE_NONE, &in.from)) ||
        (e = req_query_date(rq, "until", DATE_NONE, &in.until)))
        return e;
    *ret = in;
    return OK;
}

static err asked_make(struct req *rq, bool leaves, struct report *ret)
{
    const struct report_definition *d = report_named(req_param(rq, "code"));
    struct report_asked in;
    err e;

    if ((e = asked_read(rq, &in)))
        return e;
    if (!d)
        return refuse(&rq->work, ERR_ABSENT, "no_such_report", "code", "There is no report of that name.");
    in.leaves = leaves;
    return report_make(&rq->work, d, &in, ret);
}

static err report_get(struct req *rq)
{
    struct report r;
    err e;

    if ((e = asked_make(rq, false, &r)))
        return e;
    report_json_put(reply_object(rq), &r);
    return reply_done(rq, 200);
}

static const struct json_member FILE_OUT[] = {
    JSON_INT(struct report_file, id),
    JSON_TEXT(struct report_file, number),
};

static err files_get(struct req *rq)
{
    struct report_file *files;
    struct report r;
    struct json_writer *j;
    int64_t row, column, shut;
    size_t count;
    err e;

    if ((e = req_query_int(rq, "row", 0, INT32_MAX, 0, &row)) ||
        (e = req_query_int(rq, "column", 0, INT32_MAX, 0, &column)) || (e = asked_make(rq, false, &r)) ||
        (e = report_files(&rq->work, &r, (size_t)row, (size_t)column, &files, &count, &shut)))
        return e;
    j = reply_object(rq);
    json_put_structs(j, "files", MEMBERS(FILE_OUT), files, count);
    json_put_int(j, "sealed", shut);
    return reply_done(rq, 200);
}

static err file_give(struct req *rq, enum report_format format, const char *type, const char *name)
{
    CLEANUP(buf_free) struct buf out = {0};
    struct report r;
    err e;

    if ((e = asked_make(rq, true, &r)) || (e = report_write(&rq->work, &r, format, &out)))
        return e;
    return reply_file(rq, type, name, out.data, out.len);
}

static err csv_get(struct req *rq)
{
    return file_give(rq, REPORT_CSV, "text/csv; charset=utf-8", "raporti.csv");
}

static err xlsx_get(struct req *rq)
{
    return file_give(rq, REPORT_XLSX, XLSX_TYPE, "raporti.xlsx");
}

static err pdf_get(struct req *rq)
{
    return file_give(rq, REPORT_PDF, "application/pdf", "raporti.pdf");
}

#define R_OFFICE (R_COORDINATOR | R_DIRECTOR)
static const struct route ROUTES[] = {
    {"GET", "/api/v1/reports", R_OFFICE, 0, report_get_all},
    {"GET", "/api/v1/reports/{code}", R_OFFICE, 0, report_get},
    {"GET", "/api/v1/reports/{code}/files", R_COORDINATOR, 0, files_get},
    {"GET", "/api/v1/reports/{code}.csv", R_OFFICE, RT_BYTES | RT_HEAVY, csv_get},
    {"GET", "/api/v1/reports/{code}.xlsx", R_OFFICE, RT_BYTES | RT_HEAVY, xlsx_get},
    {"GET", "/api/v1/reports/{code}.pdf", R_OFFICE, RT_BYTES | RT_HEAVY, pdf_get},
};
const struct route_table REPORT_ROUTES = ROUTE_TABLE(ROUTES);
