/* How somebody is paid, over HTTP: noted by the office, or by a coordinator where the file is sealed. */
#include "api/payment_way.h"

#include "domain/payment/payment_way.h"
#include "domain/work/question.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member WAYS_OUT[] = {
    JSON_BOOL(struct ways_paid, post),
    JSON_BOOL(struct ways_paid, bank),
};
static const struct json_member WAY_OUT[] = {
    JSON_WORD(struct payment_way_seen, way, payment_way_name),
    JSON_WORD(struct payment_way_seen, paid, payment_way_name),
    JSON_TEXT(struct payment_way_seen, account),
    JSON_TEXT(struct payment_way_seen, post_office),
    JSON_TEXT(struct payment_way_seen, by),
    JSON_INSTANT(struct payment_way_seen, at),
    JSON_STRUCT(struct payment_way_seen, ways, WAYS_OUT),
};

static err way_get(struct req *rq)
{
    struct payment_way_seen seen;
    int64_t person;
    err e;

    if ((e = req_id(rq, "id", &person)) || (e = payment_way_read(&rq->work, person, &seen)))
        return e;
    return reply_struct(rq, 200, MEMBERS(WAY_OUT), &seen);
}

struct way_in {
    struct payment_way_new way; /* first: its members are read in place */
    const char **confirm;
    size_t confirm_count;
};
static const struct member WAY_IN[] = {
    MEMBER_CHOICE(struct payment_way_new, way, payment_way_parse, REQUIRED),
    MEMBER_TEXT(struct payment_way_new, account, LIMIT(PaymentWayNew, account), OPTIONAL),
    MEMBER_TEXT(struct payment_way_new, post_office, LIMIT(PaymentWayNew, post_office), OPTIONAL),
    MEMBER_CONFIRM(struct way_in),
};

static err way_put(struct req *rq)
{
    struct way_in in;
    int64_t person, id;
    err e;

    if ((e = req_id(rq, "id", &person)) || (e = input_read(rq, rq->body, WAY_IN, COUNT(WAY_IN), &in)) ||
        (e = question_confirm(&rq->work, in.confirm, in.confirm_count)) ||
        (e = payment_way_set(&rq->work, person, &in.way, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/persons/{id}/payment-way", R_AID_OFFICER | R_COORDINATOR, 0, way_get},
    {"PUT", "/api/v1/persons/{id}/payment-way", R_AID_OFFICER | R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM,
     way_put},
};
const struct route_table PAYMENT_WAY_ROUTES = ROUTE_TABLE(ROUTES);
