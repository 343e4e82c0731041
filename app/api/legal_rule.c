/* The law's numbers over HTTP: with their history for all who work by them, kept by the administrator. */
#include "api/legal_rule.h"

#include "api/rule_effect.h"
#include "domain/payment/legal_rule.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

struct number_shown {
    enum legal_number number;
    struct legal_bounds bounds;
};
static const struct json_member NUMBER_OUT[] = {
    JSON_WORD_AS(struct number_shown, number, legal_number_name, "name"),
    JSON_WORD_AS(struct number_shown, bounds.unit, legal_unit_name, "unit"),
    JSON_INT_AS(struct number_shown, bounds.least, "least"),
    JSON_INT_AS(struct number_shown, bounds.most, "most"),
};
static const struct json_member ROW_OUT[] = {
    JSON_INT(struct kept_number, id),
    JSON_WORD_AS(struct kept_number, rule.number, legal_number_name, "name"),
    JSON_INT_AS(struct kept_number, rule.value, "value"),
    JSON_TEXT_AS(struct kept_number, rule.source, "source"),
    JSON_DATE_AS(struct kept_number, rule.from, "from"),
    JSON_DATE_AS(struct kept_number, rule.until, "until"),
    JSON_INSTANT(struct kept_number, recorded_at),
    JSON_INSTANT(struct kept_number, voided_at),
};

static err legal_get_all(struct req *rq)
{
    struct number_shown numbers[LEGAL_NUMBERS];
    struct kept_number *rows;
    struct json_writer *j;
    size_t count;
    err e;

    if ((e = legal_rule_list(&rq->work, &rows, &count)))
        return e;
    for (unsigned n = 0; n < LEGAL_NUMBERS; n++)
        numbers[n] = (struct number_shown){(enum legal_number)n, legal_number_bounds((enum legal_number)n)};
    j = reply_object(rq);
    json_put_structs(j, "numbers", MEMBERS(NUMBER_OUT), numbers, LEGAL_NUMBERS);
    json_put_structs(j, "rules", MEMBERS(ROW_OUT), rows, count);
    return reply_done(rq, 200);
}

struct legal_in {
    enum legal_number name;
    int64_t value;
    const char *source;
    date from;
};
static const struct member LEGAL_IN[] = {
    MEMBER_CHOICE(struct legal_in, name, legal_number_parse, REQUIRED),
    MEMBER_INT(struct legal_in, value, 0, LIMIT(LegalRuleNew, value), REQUIRED),
    MEMBER_TEXT(struct legal_in, source, LIMIT(LegalRuleNew, source), REQUIRED),
    MEMBER_DATE(struct legal_in, from, REQUIRED),
};

static err legal_do(struct work *w, void *context)
{
    int64_t id, affected;

    return legal_rule_add(w, context, &id, &affected);
}

static err legal_undo(struct work *w, void *context)
{
    return legal_rule_void(w, *(const int64_t *)context);
}

static err legal_post(struct req *rq)
{
    struct legal_rule rule;
    int64_t id, affected;
    struct json_writer *j;
    struct legal_in in;
    bool preview;
    err e;

    if ((e = rule_preview_asked(rq, &preview)) ||
        (e = input_read(rq, rq->body, LEGAL_IN, COUNT(LEGAL_IN), &in)))
        return e;
    rule = (struct legal_rule){.number = in.name, .value = in.value, .source = in.source, .from = in.from};
    if (preview)
        return rule_effect_reply(rq, legal_do, &rule, rule.from);
    if ((e = legal_rule_add(&rq->work, &rule, &id, &affected)))
        return e;
    j = reply_object(rq);
    json_put_int(j, "id", id);
    json_put_int(j, "persons_affected", affected);
    return reply_done(rq, 201);
}

static err legal_void_post(struct req *rq)
{
    bool preview;
    int64_t id;
    err e;

    if ((e = rule_preview_asked(rq, &preview)) || (e = req_id(rq, "id", &id)))
        return e;
    if (preview)
        return rule_effect_reply(rq, legal_undo, &id, DATE_NONE);
    return (e = legal_rule_void(&rq->work, id)) ? e : reply_empty(rq, 204);
}

#define R_READING (R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR | R_AUDITOR | R_ADMINISTRATOR)
static const struct route ROUTES[] = {
    {"GET", "/api/v1/legal-rules", R_READING, 0, legal_get_all},
    {"POST", "/api/v1/legal-rules", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED, legal_post},
    {"POST", "/api/v1/legal-rules/{id}/void", R_ADMINISTRATOR, RT_WRITE | RT_CONFIRMED, legal_void_post},
};
const struct route_table LEGAL_RULE_ROUTES = ROUTE_TABLE(ROUTES);
