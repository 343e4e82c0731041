/* The timeline over HTTP: what the browser draws without asking again. */
#include "api/timeline.h"

#include "api/instant.h"
#include "api/order_out.h"
#include "domain/law/case_role.h"
#include "domain/order/order.h"
#include "domain/order/timeline.h"
#include "http/reply.h"
#include "http/request.h"

static json_t *fate_json(const struct timeline_act *a)
{
    json_t *o = act_json(&a->line);

    json_object_set_new(o, "corrected_by", a->corrected_by ? json_integer(a->corrected_by) : json_null());
    json_object_set_new(o, "voided_by", a->voided_by ? json_integer(a->voided_by) : json_null());
    return o;
}

static json_t *order_json(const struct timeline_order *t, date on)
{
    const struct order_line *o = &t->order;
    json_t *acts = json_array();

    for (size_t i = 0; i < t->act_count; i++)
        json_array_append_new(acts, fate_json(&t->acts[i]));
    return json_pack("{s:I, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "id", (json_int_t)o->id, "kind",
                     order_kind_name(o->kind), "issuer", o->issuer, "number", o->number, "decision_date",
                     date_json(o->decision_date), "last_day", date_json(o->protection.last_day), "persons",
                     ids_json(o->persons, o->person_count), "protection", protection_json(&o->protection, on),
                     "acts", acts);
}

static json_t *run_json(const struct explanation *x)
{
    return json_pack("{s:o, s:o, s:b, s:I, s:I, s:I, s:I, s:s, s:s}", "from", date_json(x->run.from), "until",
                     date_json(x->run.until), "open", x->run.until == DATE_OPEN, "amount",
                     (json_int_t)x->because.amount, "order", (json_int_t)x->because.order, "act",
                     (json_int_t)x->because.act, "rule", (json_int_t)x->because.rule, "text", x->text,
                     "text_en", x->text_en);
}

static json_t *service_json(const struct timeline_service *s)
{
    const struct explanation *now = &s->now;
    json_t *runs = json_array();

    for (size_t i = 0; i < s->run_count; i++)
        json_array_append_new(runs, run_json(&s->runs[i]));
    return json_pack("{s:s, s:b, s:s?, s:s, s:s, s:o}", "service", service_name(now->service), "entitled",
                     now->why_not == WHY_ENTITLED, "why_not",
                     now->why_not == WHY_ENTITLED ? NULL : why_not_name(now->why_not), "text", now->text,
                     "text_en", now->text_en, "runs", runs);
}

static json_t *person_json(const struct timeline_person *p)
{
    json_t *services = json_array();

    for (size_t i = 0; i < SV_COUNT; i++)
        json_array_append_new(services, service_json(&p->services[i]));
    return json_pack("{s:I, s:s, s:s, s:s, s:o}", "person", (json_int_t)p->person, "role",
                     case_role_name(p->role), "first_name", p->first_name, "surname", p->surname, "services",
                     services);
}

static err timeline_get(struct req *rq)
{
    json_t *orders, *persons;
    struct timeline t;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = timeline_read(&rq->work, id, &t)))
        return e;
    orders = json_array();
    for (size_t i = 0; i < t.order_count; i++)
        json_array_append_new(orders, order_json(&t.orders[i], rq->work.today));
    persons = json_array();
    for (size_t i = 0; i < t.person_count; i++)
        json_array_append_new(persons, person_json(&t.persons[i]));
    return reply_json(rq, 200,
                      json_pack("{s:I, s:I, s:o, s:o, s:o}", "case_id", (json_int_t)id, "version",
                                (json_int_t)t.version, "today", date_json(rq->work.today), "orders", orders,
                                "persons", persons));
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/timeline", R_COORDINATOR, 0, timeline_get},
};
const struct route_table TIMELINE_ROUTES = ROUTE_TABLE(ROUTES);
