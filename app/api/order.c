/* Orders over HTTP: registered as the paper says, acts appended as courts and police decide. There is no
 * route that changes or deletes an order: only an act of a court does that, and it is appended (law
 * 9669/2006). */
#include "api/order.h"

#include "api/order_in.h"
#include "api/order_out.h"
#include "domain/order/act_record.h"
#include "domain/order/measure_meant.h"
#include "domain/order/order_read.h"
#include "domain/order/order_register.h"
#include "domain/order/registration.h"
#include "http/reply.h"

static const struct json_member ORDER_OUT[] = {
    JSON_INT(struct order_line, id),
    JSON_INT(struct order_line, case_id),
    JSON_WORD(struct order_line, kind, order_kind_name),
    JSON_TEXT(struct order_line, issuer),
    JSON_TEXT(struct order_line, number),
    JSON_DATE(struct order_line, decision_date),
    JSON_DATE(struct order_line, received_on),
    JSON_DATE(struct order_line, hearing_on),
    JSON_INTS(struct order_line, persons, person_count),
};

static err order_reply(struct req *rq, int status, int64_t id, int64_t version)
{
    struct json_writer *j = reply_object(rq);
    struct measure_book book;
    struct order_words words;
    struct act_line *acts;
    struct order_line o;
    size_t count;
    err e;

    if ((e = order_read(&rq->work, id, &o, &acts, &count)) || (e = measure_book_read(&rq->work, &book)))
        return e;
    words = ORDER_WORDS(&book, &o);
    json_put_members(j, MEMBERS(ORDER_OUT), &o);
    measures_put(j, &words, &o);
    doubts_put(j, &words, &o);
    paper_put(j, &o);
    protection_put(j, "protection", &o.protection, rq->work.today);
    json_put_list(j, "acts");
    for (size_t i = 0; i < count; i++) {
        json_put_object(j, NULL);
        act_members_put(j, &words, &acts[i]);
        json_put_end(j);
    }
    json_put_end(j);
    if (o.follows)
        json_put_int(j, "follows", o.follows);
    if (version)
        json_put_int(j, "version", version);
    return reply_done(rq, status);
}

static err order_get(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)))
        return e;
    return order_reply(rq, 200, id, 0);
}

static err order_post(struct req *rq)
{
    struct order_new in;
    int64_t id, case_id;
    err e;

    if ((e = order_in_read(rq, false, &in)) || (e = order_register(&rq->work, &in, &id, &case_id)))
        return e;
    return order_reply(rq, 201, id, 0);
}

static err act_post(struct req *rq)
{
    int64_t order, id, version;
    struct act_new act;
    err e;

    if ((e = req_id(rq, "id", &order)) || (e = act_in_read(rq, &act)) ||
        (e = act_record(&rq->work, order, &act, &id, &version)))
        return e;
    return order_reply(rq, 201, order, version);
}

static err registration_post(struct req *rq)
{
    struct registration_new in;
    int64_t order, id, version;
    err e;

    if ((e = req_id(rq, "id", &order)) || (e = registration_in_read(rq, &in)) ||
        (e = registration_correct(&rq->work, order, &in, &id, &version)))
        return e;
    return order_reply(rq, 201, order, version);
}

static err meant_post(struct req *rq)
{
    struct measures_meant in;
    int64_t order, version;
    err e;

    if ((e = req_id(rq, "id", &order)) || (e = measures_meant_read(rq, &in)) ||
        (e = measure_doubts_answer(&rq->work, order, &in, &version)))
        return e;
    return order_reply(rq, 200, order, version);
}

static const struct route ROUTES[] = {
    {"POST", "/api/v1/orders", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, order_post},
    {"GET", "/api/v1/orders/{id}", R_COORDINATOR, 0, order_get},
    {"POST", "/api/v1/orders/{id}/acts", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, act_post},
    {"POST", "/api/v1/orders/{id}/registration", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM,
     registration_post},
    {"POST", "/api/v1/orders/{id}/measures-meant", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, meant_post},
};
const struct route_table ORDER_ROUTES = ROUTE_TABLE(ROUTES);
