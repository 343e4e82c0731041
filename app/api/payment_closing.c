/* The month closed over HTTP, and what is said of its payments until it has an outcome. */
#include "api/payment_closing.h"

#include "domain/payment/payment_closing.h"
#include "domain/payment/payment_complaint.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member OPEN_OUT[] = {
    JSON_INT(struct closing_line, n),
    JSON_WORD(struct closing_line, outcome, payment_outcome_name),
};
static const struct json_member CLOSING_OUT[] = {
    JSON_DATE(struct payment_closing, on),
    JSON_TEXT(struct payment_closing, by),
    JSON_INSTANT(struct payment_closing, at),
    JSON_BOOL(struct payment_closing, stands),
    JSON_LIST(struct payment_closing, open, open_count, OPEN_OUT),
};

static err closing_reply(struct req *rq, int status, int64_t run)
{
    struct payment_closing c;
    err e = payment_closing_read(&rq->work, run, &c);

    return e ? e : reply_struct(rq, status, MEMBERS(CLOSING_OUT), &c);
}

static err closing_get(struct req *rq)
{
    int64_t run;
    err e = req_id(rq, "id", &run);

    return e ? e : closing_reply(rq, 200, run);
}

struct closing_in {
    date on;
};
static const struct member CLOSING_IN[] = {
    MEMBER_DATE(struct closing_in, on, REQUIRED),
};

static err closing_post(struct req *rq)
{
    struct closing_in in;
    int64_t run, id;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = input_read(rq, rq->body, CLOSING_IN, COUNT(CLOSING_IN), &in)) ||
        (e = payment_close(&rq->work, run, in.on, &id)))
        return e;
    return closing_reply(rq, 201, run);
}

static const struct member COMPLAINT_IN[] = {
    MEMBER_DATE(struct complaint_new, on, REQUIRED),
    MEMBER_TEXT(struct complaint_new, text, LIMIT(ComplaintNew, text), REQUIRED),
};

static err complaint_post(struct req *rq)
{
    struct complaint_new in;
    int64_t run, n, id;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = req_id(rq, "n", &n)) ||
        (e = input_read(rq, rq->body, COMPLAINT_IN, COUNT(COMPLAINT_IN), &in)) ||
        (e = complaint_add(&rq->work, run, n, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static const struct member ANSWER_IN[] = {
    MEMBER_CHOICE(struct complaint_answer, outcome, complaint_outcome_parse, REQUIRED),
    MEMBER_DATE(struct complaint_answer, on, REQUIRED),
    MEMBER_TEXT(struct complaint_answer, text, LIMIT(ComplaintAnswer, text), REQUIRED),
};

static err answer_post(struct req *rq)
{
    struct complaint_answer in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, ANSWER_IN, COUNT(ANSWER_IN), &in)) ||
        (e = complaint_answer(&rq->work, id, &in)))
        return e;
    return reply_id(rq, 200, id);
}

/* She says it to whomever she meets: both may write it down, and what came of it. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/payment-runs/{id}/closing", R_AID_OFFICER | R_DIRECTOR, 0, closing_get},
    {"POST", "/api/v1/payment-runs/{id}/closing", R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM, closing_post},
    {"POST", "/api/v1/payment-runs/{id}/lines/{n}/complaints", R_AID_OFFICER | R_COORDINATOR,
     RT_WRITE | RT_BODY | RT_FORM, complaint_post},
    {"POST", "/api/v1/payment-complaints/{id}/outcome", R_AID_OFFICER | R_COORDINATOR,
     RT_WRITE | RT_BODY | RT_FORM, answer_post},
};
const struct route_table PAYMENT_CLOSING_ROUTES = ROUTE_TABLE(ROUTES);
