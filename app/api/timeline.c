/* The timeline over HTTP: what the browser draws without asking again. */
#include "api/timeline.h"

#include "api/case_id.h"
#include "api/order_out.h"
#include "domain/law/case_role.h"
#include "domain/law/fee.h"
#include "domain/order/order.h"
#include "domain/order/timeline.h"
#include "http/reply.h"
#include "http/request.h"

static void fate_put(struct json_writer *j, const struct order_words *words, const struct timeline_act *a)
{
    json_put_object(j, NULL);
    act_members_put(j, words, &a->line);
    json_put_id(j, "corrected_by", a->corrected_by);
    json_put_id(j, "voided_by", a->voided_by);
    json_put_end(j);
}

static const struct json_member ORDER_OUT[] = {
    JSON_INT(struct order_line, id),
    JSON_WORD(struct order_line, kind, order_kind_name),
    JSON_TEXT(struct order_line, issuer),
    JSON_TEXT(struct order_line, number),
    JSON_DATE(struct order_line, decision_date),
    JSON_DATE_AS(struct order_line, protection.last_day, "last_day"),
    JSON_INTS(struct order_line, persons, person_count),
};

static void order_put(struct json_writer *j, const struct measure_book *book, const struct timeline_order *t,
                      date on)
{
    const struct order_words words = ORDER_WORDS(book, &t->order);

    json_put_object(j, NULL);
    json_put_members(j, MEMBERS(ORDER_OUT), &t->order);
    json_put_date(j, "received_on", t->order.received_on);
    json_put_date(j, "hearing_on", t->order.hearing_on);
    measures_put(j, &words, &t->order);
    doubts_put(j, &words, &t->order);
    paper_put(j, &t->order);
    protection_put(j, "protection", &t->order.protection, on);
    json_put_list(j, "acts");
    for (size_t i = 0; i < t->act_count; i++)
        fate_put(j, &words, &t->acts[i]);
    json_put_end(j);
    json_put_end(j);
}

static void span_put(struct json_writer *j, const struct explanation *x)
{
    json_put_object(j, NULL);
    json_put_date(j, "from", x->span.from);
    json_put_date(j, "until", x->span.until);
    json_put_bool(j, "open", x->span.until == DATE_OPEN);
    json_put_int(j, "amount", x->because.amount);
    json_put_int(j, "share", x->because.share ? x->because.share : FEE_WHOLE);
    json_put_int(j, "order", x->because.order);
    json_put_int(j, "act", x->because.act);
    json_put_int(j, "rule", x->because.rule);
    json_put_text(j, "text", x->text);
    json_put_text(j, "text_en", x->text_en);
    json_put_end(j);
}

static void service_put(struct json_writer *j, const struct timeline_service *s)
{
    const struct explanation *now = &s->now;
    bool entitled = now->why_not == WHY_ENTITLED;

    json_put_object(j, NULL);
    json_put_text(j, "service", service_name(now->service));
    json_put_bool(j, "entitled", entitled);
    json_put_text(j, "why_not", entitled ? NULL : why_not_name(now->why_not));
    json_put_text(j, "text", now->text);
    json_put_text(j, "text_en", now->text_en);
    json_put_list(j, "spans");
    for (size_t i = 0; i < s->span_count; i++)
        span_put(j, &s->spans[i]);
    json_put_end(j);
    json_put_end(j);
}

static const struct json_member PERSON_OUT[] = {
    JSON_INT(struct timeline_person, person),
    JSON_WORD(struct timeline_person, role, case_role_name),
    JSON_TEXT(struct timeline_person, first_name),
    JSON_TEXT(struct timeline_person, surname),
};

static void person_put(struct json_writer *j, const struct timeline_person *p)
{
    json_put_object(j, NULL);
    json_put_members(j, MEMBERS(PERSON_OUT), p);
    json_put_list(j, "services");
    for (size_t i = 0; i < SV_COUNT; i++)
        service_put(j, &p->services[i]);
    json_put_end(j);
    json_put_end(j);
}

static err timeline_get(struct req *rq)
{
    struct json_writer *j = reply_object(rq);
    struct measure_book book;
    struct timeline t;
    int64_t id;
    err e;

    if ((e = req_case(rq, &id)) || (e = timeline_read(&rq->work, id, &t)) ||
        (e = measure_book_read(&rq->work, &book)))
        return e;
    json_put_int(j, "case_id", id);
    json_put_int(j, "version", t.version);
    json_put_date(j, "today", rq->work.today);
    json_put_list(j, "orders");
    for (size_t i = 0; i < t.order_count; i++)
        order_put(j, &book, &t.orders[i], rq->work.today);
    json_put_end(j);
    json_put_list(j, "persons");
    for (size_t i = 0; i < t.person_count; i++)
        person_put(j, &t.persons[i]);
    json_put_end(j);
    return reply_done(rq, 200);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/timeline", R_COORDINATOR, 0, timeline_get},
};
const struct route_table TIMELINE_ROUTES = ROUTE_TABLE(ROUTES);
