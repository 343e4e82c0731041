/* Rules over HTTP: what the law and the municipality grant. */
#include "api/rule.h"

#include <string.h>

#include "api/rule_effect.h"
#include "domain/claim/rules.h"
#include "domain/payment/rule.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct {
    enum rule_condition condition;
    const char *name;
} CONDITIONS[] = {
    {NEEDS_APPLICATION, "needs_application"}, {NOT_IN_INSTITUTION, "not_in_institution"},
    {NEEDS_ENROLMENT, "needs_enrolment"},     {NEEDS_RESIDENCE, "needs_residence"},
    {NEEDS_SIBLING, "needs_sibling"},
};

static const char *condition_name(enum rule_condition c)
{
    for (size_t i = 0; i < COUNT(CONDITIONS); i++)
        if (CONDITIONS[i].condition == c)
            return CONDITIONS[i].name;
    return NULL;
}

static bool condition_parse(const char *name, enum rule_condition *ret)
{
    for (size_t i = 0; i < COUNT(CONDITIONS); i++)
        if (!strcmp(CONDITIONS[i].name, name)) {
            *ret = CONDITIONS[i].condition;
            return true;
        }
    return false;
}

/* Whom a rule may be for: never a respondent. */
static bool covered_parse(const char *name, enum case_role *ret)
{
    enum case_role role;

    if (!case_role_parse(name, &role) || role == ROLE_RESPONDENT)
        return false;
    *ret = role;
    return true;
}

static const struct json_member BENEFIT_OUT[] = {
    JSON_INT(struct benefit_rule, id),
    JSON_WORD(struct benefit_rule, service, service_name),
    JSON_TEXT(struct benefit_rule, source),
    JSON_WORDS(struct benefit_rule, kinds, order_kind_name),
    JSON_BOOL(struct benefit_rule, needs_final),
    JSON_WORDS(struct benefit_rule, who, case_role_name),
    JSON_WORDS(struct benefit_rule, conditions, condition_name),
    JSON_INT(struct benefit_rule, amount),
    JSON_WORD(struct benefit_rule, unit, fee_unit_name),
    JSON_INT(struct benefit_rule, share),
    JSON_ID(struct benefit_rule, share_dependant),
    JSON_ID(struct benefit_rule, share_sibling),
    JSON_ID(struct benefit_rule, amount_creche),
    JSON_DATE(struct benefit_rule, from),
    JSON_DATE(struct benefit_rule, until),
};
static err rule_get_all(struct req *rq)
{
    struct rules rules;
    err e = rules_load(&rq->work, &rules);

    return e ? e : reply_structs(rq, "benefits", MEMBERS(BENEFIT_OUT), rules.benefits, rules.benefit_count);
}

struct rule_in {
    enum service service;
    unsigned kinds, who, conditions;
    const char *source;
    bool needs_final;
    int64_t amount, share, share_dependant, share_sibling, amount_creche;
    enum fee_unit unit;
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
    MEMBER_CHOICE(struct rule_in, unit, fee_unit_parse, OPTIONAL),
    MEMBER_INT(struct rule_in, share, 1, LIMIT(RuleNew, share), OPTIONAL),
    MEMBER_INT(struct rule_in, share_dependant, 1, LIMIT(RuleNew, share_dependant), OPTIONAL),
    MEMBER_INT(struct rule_in, share_sibling, 1, LIMIT(RuleNew, share_sibling), OPTIONAL),
    MEMBER_INT(struct rule_in, amount_creche, 1, LIMIT(RuleNew, amount_creche), OPTIONAL),
    MEMBER_DATE(struct rule_in, from, REQUIRED),
    MEMBER_DATE(struct rule_in, until, OPTIONAL),
};

static err rule_do(struct work *w, void *context)
{
    int64_t id, affected;

    return rule_add(w, context, &id, &affected);
}

static err rule_undo(struct work *w, void *context)
{
    int64_t affected;

    return rule_void(w, *(const int64_t *)context, &affected);
}

static err rule_read(struct req *rq, struct benefit_rule *ret)
{
    struct rule_in in;
    err e;

    if ((e = input_read(rq, rq->body, RULE_IN, COUNT(RULE_IN), &in)))
        return e;
    *ret = (struct benefit_rule){.service = in.service,
                                 .source = in.source,
                                 .kinds = in.kinds,
                                 .needs_final = in.needs_final,
                                 .who = in.who,
                                 .conditions = in.conditions,
                                 .amount = in.amount,
                                 .unit = in.unit,
                                 .share = in.share,
                                 .share_dependant = in.share_dependant,
                                 .share_sibling = in.share_sibling,
                                 .amount_creche = in.amount_creche,
                                 .from = in.from,
                                 /* A decision of the council that names no end holds until another takes its
                                  * place. */
                                 .until = in.until == DATE_NONE ? DATE_OPEN : in.until};
    return OK;
}

/* Rules are added, never changed or removed: what was granted under one must stay explicable. */
static err rule_post(struct req *rq)
{
    struct benefit_rule rule;
    int64_t id, affected;
    struct json_writer *j;
    bool preview;
    err e;

    if ((e = rule_preview_asked(rq, &preview)) || (e = rule_read(rq, &rule)))
        return e;
    if (preview)
        return rule_effect_reply(rq, rule_do, &rule, rule.from);
    if ((e = rule_add(&rq->work, &rule, &id, &affected)))
        return e;
    j = reply_object(rq);
    json_put_int(j, "id", id);
    json_put_int(j, "persons_affected", affected);
    return reply_done(rq, 201);
}

/* Tried by a coordinator, who knows the people: nothing is kept. */
static err rule_persons_post(struct req *rq)
{
    struct benefit_rule rule;
    err e = rule_read(rq, &rule);

    return e ? e : rule_persons_reply(rq, rule_do, &rule, rule.from);
}

/* A rule that was mistyped, while nothing approved rests on it. */
static err rule_void_post(struct req *rq)
{
    int64_t id, affected;
    bool preview;
    err e;

    if ((e = rule_preview_asked(rq, &preview)) || (e = req_id(rq, "id", &id)))
        return e;
    if (preview)
        return rule_effect_reply(rq, rule_undo, &id, DATE_NONE);
    return (e = rule_void(&rq->work, id, &affected)) ? e : reply_empty(rq, 204);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/rules", R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR | R_AUDITOR | R_ADMINISTRATOR, 0,
     rule_get_all},
    {"POST", "/api/v1/rules", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED, rule_post},
    {"POST", "/api/v1/rules/persons", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, rule_persons_post},
    {"POST", "/api/v1/rules/{id}/void", R_ADMINISTRATOR, RT_WRITE | RT_CONFIRMED, rule_void_post},
};
const struct route_table RULE_ROUTES = ROUTE_TABLE(ROUTES);
