/* Rules over HTTP: what the municipality grants, and the law's numbers. */
#include "api/rule.h"

#include <string.h>

#include "api/instant.h"
#include "domain/claim/rules.h"
#include "domain/payment/rule.h"
#include "domain/payment/rule_preview.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

struct name_bit {
    unsigned bit;
    const char *name;
};
static const struct name_bit KINDS[] = {
    {ORDER_UMPMM, "UMPMM"}, {ORDER_UMM, "UMM"}, {ORDER_UM, "UM"}, {0, NULL}};
static const struct name_bit ROLES[] = {
    {ROLE_PROTECTED, "protected"}, {ROLE_DEPENDANT, "dependant"}, {0, NULL}};
static const struct name_bit CONDITIONS[] = {{NEEDS_APPLICATION, "needs_application"},
                                             {NOT_IN_INSTITUTION, "not_in_institution"},
                                             {NEEDS_ENROLMENT, "needs_enrolment"},
                                             {0, NULL}};

static bool bit_find(const struct name_bit *names, const char *name, unsigned *ret)
{
    for (; names->bit; names++)
        if (!strcmp(names->name, name)) {
            *ret = names->bit;
            return true;
        }
    return false;
}

static bool covered_parse(const char *name, unsigned *ret)
{
    return bit_find(ROLES, name, ret);
}

static bool condition_parse(const char *name, unsigned *ret)
{
    return bit_find(CONDITIONS, name, ret);
}

static json_t *set_json(const struct name_bit *names, unsigned set)
{
    json_t *list = json_array();

    for (; names->bit; names++)
        if (set & names->bit)
            json_array_append_new(list, json_string(names->name));
    return list;
}

static json_t *benefit_json(const struct benefit_rule *r)
{
    return json_pack("{s:I, s:s, s:s, s:o, s:b, s:o, s:o, s:I, s:o, s:o}", "id", (json_int_t)r->id, "service",
                     service_name(r->service), "source", r->source, "kinds", set_json(KINDS, r->kinds),
                     "needs_final", r->needs_final, "who", set_json(ROLES, r->who), "conditions",
                     set_json(CONDITIONS, r->conditions), "amount", (json_int_t)r->amount, "from",
                     date_json(r->from), "until", date_json(r->until));
}

static json_t *legal_json(const struct legal_rule *r)
{
    return json_pack("{s:s, s:I, s:s, s:o, s:o}", "name", legal_number_name(r->number), "value",
                     (json_int_t)r->value, "source", r->source, "from", date_json(r->from), "until",
                     date_json(r->until));
}

static err rule_get_all(struct req *rq)
{
    json_t *benefits, *legal;
    struct rules rules;
    err e;

    if ((e = rules_load(&rq->work, &rules)))
        return e;
    benefits = json_array();
    for (size_t i = 0; i < rules.benefit_count; i++)
        json_array_append_new(benefits, benefit_json(&rules.benefits[i]));
    legal = json_array();
    for (size_t i = 0; i < rules.legal_count; i++)
        json_array_append_new(legal, legal_json(&rules.legal[i]));
    return reply_json(rq, 200, json_pack("{s:o, s:o}", "benefits", benefits, "legal", legal));
}

struct rule_in {
    enum service service;
    unsigned kinds, who, conditions;
    const char *source;
    bool needs_final;
    int64_t amount;
    date from, until;
};
static const struct member RULE_IN[] = {
    MEMBER_CHOICE(struct rule_in, service, service_parse, REQUIRED),
    MEMBER_TEXT(struct rule_in, source, LIMIT(RuleNew, source), REQUIRED),
    MEMBER_SET(struct rule_in, kinds, order_kind_parse, REQUIRED),
    MEMBER_BOOL(struct rule_in, needs_final, OPTIONAL),
    MEMBER_SET(struct rule_in, who, covered_parse, REQUIRED),
    MEMBER_SET(struct rule_in, conditions, condition_parse, OPTIONAL),
    MEMBER_INT(struct rule_in, amount, 0, LIMIT(RuleNew, amount), OPTIONAL),
    MEMBER_DATE(struct rule_in, from, REQUIRED),
    MEMBER_DATE(struct rule_in, until, OPTIONAL),
};

static err rule_previewed(struct req *rq, const struct benefit_rule *rule)
{
    struct rule_effect effect;
    err e = rule_preview(&rq->work, rule, &effect);

    if (e)
        return e;
    return reply_json(rq, 200,
                      json_pack("{s:I, s:I, s:I}", "persons_affected", (json_int_t)effect.persons,
                                "cards_ended", (json_int_t)effect.ended, "cards_shortened",
                                (json_int_t)effect.shortened));
}

static err rule_post(struct req *rq)
{
    struct benefit_rule rule;
    int64_t id, affected, preview;
    struct rule_in in;
    err e;

    if ((e = req_query_int(rq, "preview", 0, 1, 0, &preview)) ||
        (e = input_read(rq, rq->body, RULE_IN, COUNT(RULE_IN), &in)))
        return e;
    rule = (struct benefit_rule){.service = in.service,
                                 .source = in.source,
                                 .kinds = in.kinds,
                                 .needs_final = in.needs_final,
                                 .who = in.who,
                                 .conditions = in.conditions,
                                 .amount = in.amount,
                                 .from = in.from,
                                 .until = in.until == DATE_NONE ? DATE_OPEN : in.until};
    if (preview)
        return rule_previewed(rq, &rule);
    if ((e = rule_add(&rq->work, &rule, &id, &affected)))
        return e;
    return reply_json(
        rq, 201, json_pack("{s:I, s:I}", "id", (json_int_t)id, "persons_affected", (json_int_t)affected));
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/rules", R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR | R_AUDITOR | R_ADMINISTRATOR, 0,
     rule_get_all},
    {"POST", "/api/v1/rules", R_ADMINISTRATOR, RT_WRITE | RT_BODY, rule_post},
};
const struct route_table RULE_ROUTES = ROUTE_TABLE(ROUTES);
