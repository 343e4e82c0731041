/* Entitlements over HTTP: what stands on a day, because of what, or why not. For coordinators alone, so
 * nothing is veiled here. */
#include "api/entitlement.h"

#include "api/case_id.h"
#include "domain/file/explanation.h"
#include "domain/payment/municipal_service.h"
#include "http/reply.h"
#include "http/request.h"

static const struct json_member ORDER_OUT[] = {
    JSON_INT_AS(struct explanation, because.order, "id"),
    JSON_TEXT_AS(struct explanation, order_number, "number"),
    JSON_TEXT_AS(struct explanation, order_kind, "kind"),
    JSON_TEXT(struct explanation, issuer),
};
static const struct json_member ACT_OUT[] = {
    JSON_INT_AS(struct explanation, because.act, "id"),
    JSON_TEXT_AS(struct explanation, act_kind, "kind"),
    JSON_DATE_AS(struct explanation, act_on, "on"),
};
static const struct json_member RULE_OUT[] = {
    JSON_INT_AS(struct explanation, because.rule, "id"),
    JSON_TEXT_AS(struct explanation, rule_source, "source"),
};

static void because_put(struct json_writer *j, const struct explanation *x)
{
    json_put_object(j, "because");
    json_put_struct(j, "order", MEMBERS(ORDER_OUT), x);
    json_put_struct(j, "act", MEMBERS(ACT_OUT), x);
    json_put_struct(j, "rule", MEMBERS(RULE_OUT), x);
    json_put_end(j);
}

static void explanation_put(struct json_writer *j, const struct explanation *x)
{
    json_put_object(j, NULL);
    json_put_int(j, "person", x->person);
    json_put_text(j, "service", service_name(x->service));
    json_put_bool(j, "entitled", x->why_not == WHY_ENTITLED);
    json_put_text(j, "text", x->text);
    json_put_text(j, "text_en", x->text_en);
    if (x->why_not != WHY_ENTITLED) {
        json_put_text(j, "why_not", why_not_name(x->why_not));
        json_put_bool(j, "moot", x->moot);
    } else {
        json_put_date(j, "from", x->span.from);
        json_put_date(j, "until", x->span.until);
        /* The span ends where the reason changes; to the person it matters until when she is entitled at
         * all. */
        json_put_date(j, "unbroken_until", x->unbroken.until);
        json_put_int(j, "amount", x->because.amount);
        json_put_text(j, "unit", fee_unit_name(x->because.unit));
        json_put_int(j, "share", x->because.share ? x->because.share : FEE_WHOLE);
        because_put(j, x);
    }
    json_put_end(j);
}

/* Further services of the municipality: on no card, but hers all the same. */
static const struct json_member MUNICIPAL_OUT[] = {
    JSON_INT(struct service_right, person),  JSON_INT_AS(struct service_right, service, "id"),
    JSON_TEXT(struct service_right, text),   JSON_TEXT(struct service_right, text_en),
    JSON_TEXT(struct service_right, source), JSON_DATE(struct service_right, until),
    JSON_INT(struct service_right, amount),  JSON_WORD(struct service_right, unit, fee_unit_name),
    JSON_INT(struct service_right, share),
};

static err entitlement_get(struct req *rq)
{
    struct json_writer *j = reply_object(rq);
    struct service_right *rights;
    struct explanation *list;
    size_t count, right_count;
    int64_t id;
    date on;
    err e;

    if ((e = req_query_date(rq, "on", rq->work.today, &on)) || (e = req_case(rq, &id)) ||
        (e = explanation_list(&rq->work, id, on, &list, &count)) ||
        (e = municipal_service_rights(&rq->work, id, on, &rights, &right_count)))
        return e;
    json_put_date(j, "on", on);
    json_put_list(j, "entitlements");
    for (size_t i = 0; i < count; i++)
        explanation_put(j, &list[i]);
    json_put_end(j);
    json_put_structs(j, "municipal", MEMBERS(MUNICIPAL_OUT), rights, right_count);
    return reply_done(rq, 200);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/cases/{id}/entitlements", R_COORDINATOR, 0, entitlement_get},
};
const struct route_table ENTITLEMENT_ROUTES = ROUTE_TABLE(ROUTES);
