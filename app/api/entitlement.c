/* Entitlements over HTTP: what stands on a day, because of what, or why not. */
#include "api/entitlement.h"

#include "api/instant.h"
#include "domain/file/explanation.h"
#include "http/reply.h"
#include "http/request.h"

static json_t *because_json(const struct explanation *x)
{
    return json_pack("{s:{s:I, s:s, s:s, s:s}, s:{s:I, s:s, s:o}, s:{s:I, s:s}}", "order", "id",
                     (json_int_t)x->because.order, "number", x->order_number, "kind", x->order_kind, "issuer",
                     x->issuer, "act", "id", (json_int_t)x->because.act, "kind", x->act_kind, "on",
                     date_json(x->act_on), "rule", "id", (json_int_t)x->because.rule, "source",
                     x->rule_source);
}

static json_t *explanation_json(const struct explanation *x)
{
    json_t *o = json_pack("{s:I, s:s, s:b, s:s, s:s}", "person", (json_int_t)x->person, "service",
                          service_name(x->service), "entitled", x->why_not == WHY_ENTITLED, "text", x->text,
                          "text_en", x->text_en);

    if (x->why_not != WHY_ENTITLED) {
        json_object_set_new(o, "why_not", json_string(why_not_name(x->why_not)));
        return o;
    }
    json_object_set_new(o, "from", date_json(x->run.from));
    json_object_set_new(o, "until", date_json(x->run.until));
    json_object_set_new(o, "unbroken_until", date_json(x->stretch.until));
    json_object_set_new(o, "amount", json_integer(x->because.amount));
    json_object_set_new(o, "because", because_json(x));
    return o;
}

static err entitlement_get(struct req *rq)
{
    struct explanation *list;
    json_t *items;
    size_t count;
    int64_t id;
    date on;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_query_date(rq, "on", rq->work.today, &on)) ||
        (e = explanation_list(&rq->work, id, on, &list, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, explanation_json(&list[i]));
    return reply_json(rq, 200, json_pack("{s:o, s:o}", "on", date_json(on), "entitlements", items));
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/entitlements", R_COORDINATOR, 0, entitlement_get},
};
const struct route_table ENTITLEMENT_ROUTES = ROUTE_TABLE(ROUTES);
