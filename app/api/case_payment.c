/* Payments as a coordinator sees them, by file; and her word that nothing is handed out for now. It goes
 * through when the disk is full, too: she may be at the door. */
#include "api/case_payment.h"

#include "api/case_id.h"
#include "domain/payment/coordinator_hold.h"
#include "domain/payment/payment_complaint.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member PAYMENT_OUT[] = {
    JSON_INT(struct file_payment, run),    JSON_INT(struct file_payment, n),
    JSON_INT(struct file_payment, person), JSON_MONTH(struct file_payment, month),
    JSON_INT(struct file_payment, amount), JSON_WORD(struct file_payment, outcome, payment_outcome_name),
    JSON_DATE(struct file_payment, on),
};
static const struct json_member HOLD_OUT[] = {
    JSON_INT(struct file_hold, person), JSON_INSTANT(struct file_hold, at),  JSON_TEXT(struct file_hold, by),
    JSON_TEXT(struct file_hold, phone), JSON_TEXT(struct file_hold, reason),
};

static const struct json_member COMPLAINT_OUT[] = {
    JSON_INT(struct complaint, id),
    JSON_INT(struct complaint, run),
    JSON_INT(struct complaint, n),
    JSON_INT(struct complaint, person),
    JSON_DATE(struct complaint, on),
    JSON_TEXT(struct complaint, text),
    JSON_TEXT(struct complaint, by),
    JSON_WORD(struct complaint, outcome, complaint_outcome_name),
    JSON_DATE(struct complaint, answered_on),
    JSON_TEXT(struct complaint, answer),
    JSON_TEXT(struct complaint, answered_by),
};

static err payments_get(struct req *rq)
{
    struct file_payments p;
    struct complaint *said;
    struct json_writer *j;
    size_t count;
    int64_t id;
    err e;

    if ((e = req_case(rq, &id)) || (e = file_payments_read(&rq->work, id, &p)) ||
        (e = complaint_list(&rq->work, 0, 0, id, &said, &count)))
        return e;
    j = reply_object(rq);
    json_put_structs(j, "payments", MEMBERS(PAYMENT_OUT), p.payments, p.payment_count);
    json_put_structs(j, "holds", MEMBERS(HOLD_OUT), p.holds, p.hold_count);
    json_put_structs(j, "complaints", MEMBERS(COMPLAINT_OUT), said, count);
    json_put_text(j, "phone", p.phone);
    return reply_done(rq, 200);
}

static const struct member HOLD_IN[] = {
    MEMBER_TEXT(struct coordinator_hold_new, reason, LIMIT(CoordinatorHoldNew, reason), REQUIRED),
    MEMBER_TEXT(struct coordinator_hold_new, phone, LIMIT(CoordinatorHoldNew, phone), OPTIONAL),
};

static err hold_post(struct req *rq)
{
    struct coordinator_hold_new in;
    int64_t file, person, id;
    err e;

    if ((e = req_id(rq, "id", &file)) || (e = req_id(rq, "person", &person)) ||
        (e = input_read(rq, rq->body, HOLD_IN, COUNT(HOLD_IN), &in)) ||
        (e = coordinator_hold_place(&rq->work, file, person, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

struct lift_in {
    const char *reason;
};
static const struct member LIFT_IN[] = {
    MEMBER_TEXT(struct lift_in, reason, LIMIT(CoordinatorHoldLift, reason), REQUIRED),
};

static err lift_post(struct req *rq)
{
    int64_t file, person, id;
    struct lift_in in;
    err e;

    if ((e = req_id(rq, "id", &file)) || (e = req_id(rq, "person", &person)) ||
        (e = input_read(rq, rq->body, LIFT_IN, COUNT(LIFT_IN), &in)) ||
        (e = coordinator_hold_lift(&rq->work, file, person, in.reason, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/payments", R_COORDINATOR, 0, payments_get},
    {"POST", "/api/v1/cases/{id}/persons/{person}/payment-hold", R_COORDINATOR,
     RT_WRITE | RT_URGENT | RT_BODY | RT_FORM, hold_post},
    {"POST", "/api/v1/cases/{id}/persons/{person}/payment-hold/lift", R_COORDINATOR,
     RT_WRITE | RT_BODY | RT_FORM, lift_post},
};
const struct route_table CASE_PAYMENT_ROUTES = ROUTE_TABLE(ROUTES);
