/* What became of each payment: paid to whom, returned. Whether somebody may collect is decided in the domain,
 * before any money changes hands. */
#include "api/payment_event.h"

#include "domain/payment/payment_bulk.h"
#include "domain/payment/payment_complaint.h"
#include "domain/payment/payment_event.h"
#include "domain/work/question.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

struct event_in {
    struct payment_event_new event; /* first: its members are read in place */
    const char **confirm;
    size_t confirm_count;
};
static const struct member EVENT_IN[] = {
    MEMBER_CHOICE(struct payment_event_new, what, payment_outcome_parse, REQUIRED),
    MEMBER_DATE(struct payment_event_new, on, REQUIRED),
    MEMBER_CHOICE(struct payment_event_new, collector, collector_parse, OPTIONAL),
    MEMBER_TEXT(struct payment_event_new, first_name, LIMIT(PaymentEventNew, first_name), OPTIONAL),
    MEMBER_TEXT(struct payment_event_new, surname, LIMIT(PaymentEventNew, surname), OPTIONAL),
    MEMBER_TEXT(struct payment_event_new, nid, LIMIT(PaymentEventNew, nid), OPTIONAL),
    MEMBER_TEXT(struct payment_event_new, authorisation, LIMIT(PaymentEventNew, authorisation), OPTIONAL),
    MEMBER_DATE(struct payment_event_new, authorised_on, OPTIONAL),
    MEMBER_CONFIRM(struct event_in),
};

static err event_post(struct req *rq)
{
    struct event_in in;
    int64_t run, n, id;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = req_id(rq, "n", &n)) ||
        (e = input_read(rq, rq->body, EVENT_IN, COUNT(EVENT_IN), &in)) ||
        (e = question_confirm(&rq->work, in.confirm, in.confirm_count)) ||
        (e = payment_event_add(&rq->work, run, n, &in.event, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static const struct json_member EVENT_OUT[] = {
    JSON_INT(struct payment_event, id),
    JSON_WORD(struct payment_event, what, payment_outcome_name),
    JSON_DATE(struct payment_event, on),
    JSON_WORD(struct payment_event, collector, collector_name),
    JSON_TEXT(struct payment_event, name),
    JSON_TEXT(struct payment_event, nid),
    JSON_TEXT(struct payment_event, authorisation),
    JSON_DATE(struct payment_event, authorised_on),
    JSON_TEXT(struct payment_event, recorded_by),
    JSON_INSTANT(struct payment_event, recorded_at),
    JSON_TEXT(struct payment_event, undone_by),
    JSON_INSTANT(struct payment_event, undone_at),
};

static const struct json_member COMPLAINT_OUT[] = {
    JSON_INT(struct complaint, id),
    JSON_INT(struct complaint, run),
    JSON_INT(struct complaint, n),
    JSON_DATE(struct complaint, on),
    JSON_TEXT(struct complaint, text),
    JSON_TEXT(struct complaint, by),
    JSON_WORD(struct complaint, outcome, complaint_outcome_name),
    JSON_DATE(struct complaint, answered_on),
    JSON_TEXT(struct complaint, answer),
    JSON_TEXT(struct complaint, answered_by),
};

static err events_get(struct req *rq)
{
    struct payment_event *events;
    struct complaint *said;
    struct json_writer *j;
    int64_t run, n;
    size_t count, said_count;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = req_id(rq, "n", &n)) ||
        (e = payment_event_list(&rq->work, run, n, &events, &count)) ||
        (e = complaint_list(&rq->work, run, n, 0, &said, &said_count)))
        return e;
    j = reply_object(rq);
    json_put_structs(j, "events", MEMBERS(EVENT_OUT), events, count);
    json_put_structs(j, "complaints", MEMBERS(COMPLAINT_OUT), said, said_count);
    return reply_done(rq, 200);
}

static const struct member LINE_IN[] = {
    MEMBER_INT(struct line_named, n, 1, INT64_MAX, REQUIRED),
};
static const struct member PAID_IN[] = {
    MEMBER_DATE(struct payment_bulk, on, REQUIRED),
    MEMBER_LIST(struct payment_bulk, lines, LINE_IN, struct line_named, LIMIT(PaymentsPaid, lines), REQUIRED),
};
static const struct member UNDO_IN[] = {
    MEMBER_LIST(struct payment_bulk, lines, LINE_IN, struct line_named, LIMIT(PaymentsUndone, lines),
                REQUIRED),
};
static const struct json_member SUM_OUT[] = {
    JSON_INT(struct payment_sum, lines),
    JSON_INT(struct payment_sum, amount),
};

static err paid_post(struct req *rq)
{
    struct payment_bulk in;
    struct payment_sum sum;
    int64_t run;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = input_read(rq, rq->body, PAID_IN, COUNT(PAID_IN), &in)) ||
        (e = payment_pay_all(&rq->work, run, &in, &sum)))
        return e;
    return reply_struct(rq, 200, MEMBERS(SUM_OUT), &sum);
}

static err undo_post(struct req *rq)
{
    struct payment_bulk in;
    struct payment_sum sum;
    int64_t run;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = input_read(rq, rq->body, UNDO_IN, COUNT(UNDO_IN), &in)) ||
        (e = payment_undo_all(&rq->work, run, &in, &sum)))
        return e;
    return reply_struct(rq, 200, MEMBERS(SUM_OUT), &sum);
}

/* RT_NO_TX, because a refused collector stays on record although the request fails. A request sent twice does
 * no harm: the second is refused as paid or returned already. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/payment-runs/{id}/lines/{n}/events", R_AID_OFFICER | R_DIRECTOR, 0, events_get},
    {"POST", "/api/v1/payment-runs/{id}/lines/{n}/events", R_AID_OFFICER, RT_WRITE | RT_BODY | RT_NO_TX,
     event_post},
    {"POST", "/api/v1/payment-runs/{id}/paid", R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM, paid_post},
    {"POST", "/api/v1/payment-runs/{id}/undo", R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM, undo_post},
};
const struct route_table PAYMENT_EVENT_ROUTES = ROUTE_TABLE(ROUTES);
