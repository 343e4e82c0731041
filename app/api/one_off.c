/* Decisions of something that is paid once, over HTTP: kept by the administrator as the other rules are. */
#include "api/one_off.h"

#include "api/rule_effect.h"
#include "base/month.h"
#include "domain/payment/one_off.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member ONE_OFF_OUT[] = {
    JSON_INT(struct one_off, id),      JSON_TEXT(struct one_off, text),   JSON_TEXT(struct one_off, text_en),
    JSON_TEXT(struct one_off, source), JSON_MONTH(struct one_off, month), JSON_INT(struct one_off, amount),
    JSON_BOOL(struct one_off, voided),
};

static err one_off_get_all(struct req *rq)
{
    struct one_off *list;
    size_t count;
    err e;

    if ((e = one_off_list(&rq->work, &list, &count)))
        return e;
    return reply_structs(rq, "payments", MEMBERS(ONE_OFF_OUT), list, count);
}

struct one_off_in {
    const char *text, *text_en, *source, *month;
    int64_t amount;
};
static const struct member ONE_OFF_IN[] = {
    MEMBER_TEXT(struct one_off_in, text, LIMIT(OneOffNew, text), REQUIRED),
    MEMBER_TEXT(struct one_off_in, text_en, LIMIT(OneOffNew, text_en), REQUIRED),
    MEMBER_TEXT(struct one_off_in, source, LIMIT(OneOffNew, source), REQUIRED),
    MEMBER_TEXT(struct one_off_in, month, LIMIT(OneOffNew, month), REQUIRED),
    MEMBER_INT(struct one_off_in, amount, 1, LIMIT(OneOffNew, amount), REQUIRED),
};

static err one_off_do(struct work *w, void *context)
{
    int64_t id;

    return one_off_add(w, context, &id);
}

static err one_off_undo(struct work *w, void *context)
{
    return one_off_void(w, *(const int64_t *)context);
}

static err one_off_post(struct req *rq)
{
    struct one_off_in in;
    struct one_off rule;
    bool preview;
    int64_t id;
    err e;

    if ((e = rule_preview_asked(rq, &preview)) ||
        (e = input_read(rq, rq->body, ONE_OFF_IN, COUNT(ONE_OFF_IN), &in)))
        return e;
    rule = (struct one_off){.text = in.text, .text_en = in.text_en, .source = in.source, .amount = in.amount};
    if (month_parse(in.month, &rule.month))
        return refuse(&rq->work, ERR_INPUT, "bad_month", "month", "A month is written 2026-12.");
    if (preview)
        return rule_effect_reply(rq, one_off_do, &rule, rule.month);
    return (e = one_off_add(&rq->work, &rule, &id)) ? e : reply_id(rq, 201, id);
}

static err one_off_void_post(struct req *rq)
{
    bool preview;
    int64_t id;
    err e;

    if ((e = rule_preview_asked(rq, &preview)) || (e = req_id(rq, "id", &id)))
        return e;
    if (preview)
        return rule_effect_reply(rq, one_off_undo, &id, DATE_NONE);
    return (e = one_off_void(&rq->work, id)) ? e : reply_empty(rq, 204);
}

#define R_READING (R_AID_OFFICER | R_DIRECTOR | R_ADMINISTRATOR | R_AUDITOR)
static const struct route ROUTES[] = {
    {"GET", "/api/v1/one-off-payments", R_READING, 0, one_off_get_all},
    {"POST", "/api/v1/one-off-payments", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED,
     one_off_post},
    {"POST", "/api/v1/one-off-payments/{id}/void", R_ADMINISTRATOR, RT_WRITE | RT_CONFIRMED,
     one_off_void_post},
};
const struct route_table ONE_OFF_ROUTES = ROUTE_TABLE(ROUTES);
