/* Previews over HTTP: the same bodies as for saving, answered by what would change. */
#include "api/preview.h"

#include "api/instant.h"
#include "api/order_in.h"
#include "api/order_out.h"
#include "domain/law/case_role.h"
#include "domain/order/act_preview.h"
#include "domain/order/order.h"
#include "domain/order/order_preview.h"
#include "http/reply.h"

static json_t *span_json(const struct span *s)
{
    if (s->from == DATE_NONE)
        return json_null();
    return json_pack("{s:o, s:o, s:b}", "from", date_json(s->from), "until", date_json(s->until), "open",
                     s->until == DATE_OPEN);
}

static struct span term_of(const struct protection *p)
{
    return p->granted ? (struct span){p->from, p->until} : (struct span){DATE_NONE, DATE_NONE};
}

static json_t *orders_json(const struct act_effect *x, date today)
{
    json_t *list = json_array();

    for (size_t i = 0; i < x->before.order_count; i++) {
        const struct standing_order *old = &x->before.orders[i], *new = &x->after.orders[i];
        struct span before = term_of(&old->protection), after = term_of(&new->protection);

        json_array_append_new(list,
                              json_pack("{s:I, s:s, s:s, s:s, s:o, s:o}", "order", (json_int_t)old->order,
                                        "kind", order_kind_name(old->kind), "number", old->number, "change",
                                        standing_change_name(standing_change_of(&before, &after, today)),
                                        "before", protection_json(&old->protection, today), "after",
                                        protection_json(&new->protection, today)));
    }
    return list;
}

static json_t *rights_json(const struct act_effect *x, date today)
{
    json_t *list = json_array();

    for (size_t i = 0; i < x->before.right_count; i++) {
        const struct standing_right *old = &x->before.rights[i], *new = &x->after.rights[i];

        json_array_append_new(
            list, json_pack("{s:I, s:s, s:s, s:o, s:o}", "person", (json_int_t)old->person, "service",
                            service_name(old->service), "change",
                            standing_change_name(standing_change_of(&old->days, &new->days, today)), "before",
                            span_json(&old->days), "after", span_json(&new->days)));
    }
    return list;
}

static json_t *cards_json(const struct act_effect *x, date today)
{
    json_t *list = json_array();

    for (size_t i = 0; i < x->before.card_count; i++) {
        const struct standing_card *old = &x->before.cards[i], *new = &x->after.cards[i];
        const struct span before = {0, old->good_until}, after = {0, new->good_until};

        json_array_append_new(list,
                              json_pack("{s:s, s:I, s:s, s:o, s:o, s:o}", "number", old->number, "person",
                                        (json_int_t)old->person, "change",
                                        standing_change_name(standing_change_of(&before, &after, today)),
                                        "printed_until", date_json(old->exp_day), "before",
                                        date_json(old->good_until), "after", date_json(new->good_until)));
    }
    return list;
}

static err act_preview_post(struct req *rq)
{
    const date today = rq->work.today;
    struct act_effect x;
    struct act_new in;
    int64_t order;
    err e;

    if ((e = req_id(rq, "id", &order)) || (e = act_in_read(rq, &in)) ||
        (e = act_preview(&rq->work, order, &in, &x)))
        return e;
    return reply_json(rq, 200,
                      json_pack("{s:I, s:o, s:o, s:o, s:o}", "case_id", (json_int_t)x.case_id, "today",
                                date_json(today), "orders", orders_json(&x, today), "rights",
                                rights_json(&x, today), "cards", cards_json(&x, today)));
}

static json_t *faults_json(const struct faults *f)
{
    json_t *list = json_array();

    for (size_t i = 0; i < f->count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "code", f->at[i].code, "field",
                                              f->at[i].field, "detail", f->at[i].detail));
    return list;
}

static json_t *doubles_json(const struct order_outlook *x)
{
    json_t *list = json_array();

    for (size_t i = 0; i < x->double_count; i++) {
        const struct order_double *d = &x->doubles[i];

        json_array_append_new(
            list, json_pack("{s:s, s:s, s:o, s:s?, s:s, s:s}", "what", double_kind_name(d->kind), "field",
                            d->field, "case_id", d->case_id ? json_integer(d->case_id) : json_null(),
                            "case_number", d->case_number, "text", d->text, "text_en", d->text_en));
    }
    return list;
}

static json_t *follows_json(const struct order_outlook *x)
{
    json_t *list = json_array();

    for (size_t i = 0; i < x->follow_count; i++) {
        const struct order_follow *f = &x->follows[i];
        bool entitled = f->why_not == WHY_ENTITLED;

        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:s, s:b, s:s?, s:o, s:o, s:b, s:s, s:s}", "first_name",
                            f->first_name, "surname", f->surname, "role", case_role_name(f->role), "service",
                            service_name(f->service), "entitled", entitled, "why_not",
                            entitled ? NULL : why_not_name(f->why_not), "from", date_json(f->days.from),
                            "until", date_json(f->days.until), "open", f->days.until == DATE_OPEN, "text",
                            f->text, "text_en", f->text_en));
    }
    return list;
}

static err order_preview_post(struct req *rq)
{
    struct order_outlook x;
    struct order_new in;
    err e;

    if ((e = order_in_read(rq, true, &in)) || (e = order_preview(&rq->work, &in, &x)))
        return e;
    return reply_json(rq, 200,
                      json_pack("{s:o, s:o, s:o, s:o, s:o}", "today", date_json(rq->work.today), "errors",
                                faults_json(&x.faults), "doubles", doubles_json(&x), "latest_end",
                                date_json(x.latest_end), "follows", follows_json(&x)));
}

static const struct route ROUTES[] = {
    {"POST", "/api/v1/orders/preview", R_COORDINATOR, RT_WRITE | RT_BODY, order_preview_post},
    {"POST", "/api/v1/orders/{id}/acts/preview", R_COORDINATOR, RT_WRITE | RT_BODY, act_preview_post},
};
const struct route_table PREVIEW_ROUTES = ROUTE_TABLE(ROUTES);
