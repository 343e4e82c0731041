/* What a council is given of a run, and what it decided, over HTTP. */
#include "api/council_paper.h"

#include "domain/payment/council_paper.h"
#include "domain/payment/payment_decision.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"
#include "render/xlsx.h"

struct decision_in {
    enum deciding_body body;
    const char *number;
    date on;
};
static const struct member DECISION_IN[] = {
    MEMBER_CHOICE(struct decision_in, body, deciding_body_parse, REQUIRED),
    MEMBER_TEXT(struct decision_in, number, LIMIT(PaymentDecisionNew, number), REQUIRED),
    MEMBER_DATE(struct decision_in, on, REQUIRED),
};

static err decision_post(struct req *rq)
{
    struct payment_decision_new decision;
    struct decision_in in;
    int64_t run, id;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = input_read(rq, rq->body, DECISION_IN, COUNT(DECISION_IN), &in)))
        return e;
    decision = (struct payment_decision_new){.body = in.body, .number = in.number, .on = in.on};
    return (e = payment_decision_add(&rq->work, run, &decision, &id)) ? e : reply_id(rq, 201, id);
}

static const struct json_member ROW_OUT[] = {
    JSON_TEXT(struct council_row, unit),
    JSON_INT(struct council_row, persons),
    JSON_INT(struct council_row, amount),
};
static const struct json_member SUMS_OUT[] = {
    JSON_INT(struct council_paper, amount),
    JSON_INT(struct council_paper, one_off),
    JSON_INT(struct council_paper, to_recover),
};

static err paper_get(struct req *rq)
{
    struct council_paper p;
    struct json_writer *j;
    int64_t run;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = council_paper_read(&rq->work, run, &p)))
        return e;
    j = reply_object(rq);
    json_put_month(j, "month", p.run.month);
    json_put_bool(j, "draft", !p.run.approved);
    json_put_list(j, "head");
    for (const char *const *line = p.head; *line; line++)
        json_put_text(j, NULL, *line);
    json_put_end(j);
    json_put_structs(j, "rows", MEMBERS(ROW_OUT), p.rows, p.row_count);
    if (p.persons < 0)
        json_put_null(j, "persons");
    else
        json_put_int(j, "persons", p.persons);
    json_put_members(j, MEMBERS(SUMS_OUT), &p);
    return reply_done(rq, 200);
}

static err xlsx_get(struct req *rq)
{
    CLEANUP(buf_free) struct buf out = {0};
    int64_t run;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = council_paper_xlsx(&rq->work, run, &out)))
        return e;
    return reply_file(rq, XLSX_TYPE, "keshilli.xlsx", out.data, out.len);
}

static err csv_get(struct req *rq)
{
    CLEANUP(buf_free) struct buf out = {0};
    int64_t run;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = council_paper_csv(&rq->work, run, &out)))
        return e;
    return reply_file(rq, "text/csv; charset=utf-8", "keshilli.csv", out.data, out.len);
}

#define R_PAYING (R_AID_OFFICER | R_DIRECTOR)
static const struct route ROUTES[] = {
    {"POST", "/api/v1/payment-runs/{id}/decisions", R_PAYING, RT_WRITE | RT_BODY | RT_FORM, decision_post},
    {"GET", "/api/v1/payment-runs/{id}/council", R_PAYING, 0, paper_get},
    {"GET", "/api/v1/payment-runs/{id}/council.xlsx", R_PAYING, RT_BYTES, xlsx_get},
    {"GET", "/api/v1/payment-runs/{id}/council.csv", R_PAYING, RT_BYTES, csv_get},
};
const struct route_table COUNCIL_PAPER_ROUTES = ROUTE_TABLE(ROUTES);
