/* Which papers an application needs, over HTTP: everybody in the offices reads the rules, the administrator
 * keeps them. */
#include "api/document_rule.h"

#include "domain/payment/document.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member RULE_OUT[] = {
    JSON_INT(struct document_rule, id),       JSON_TEXT(struct document_rule, code),
    JSON_TEXT(struct document_rule, text),    JSON_TEXT(struct document_rule, text_en),
    JSON_TEXT(struct document_rule, printed), JSON_TEXT(struct document_rule, printed_en),
    JSON_TEXT(struct document_rule, source),  JSON_DATE(struct document_rule, from),
    JSON_DATE(struct document_rule, until),
};

static err document_rule_get_all(struct req *rq)
{
    struct document_rule *list;
    size_t count;
    err e;

    if ((e = document_rule_list(&rq->work, &list, &count)))
        return e;
    return reply_structs(rq, "documents", MEMBERS(RULE_OUT), list, count);
}

static const struct member RULE_IN[] = {
    MEMBER_TEXT(struct document_rule, code, LIMIT(DocumentRuleNew, code), REQUIRED),
    MEMBER_TEXT(struct document_rule, text, LIMIT(DocumentRuleNew, text), REQUIRED),
    MEMBER_TEXT(struct document_rule, text_en, LIMIT(DocumentRuleNew, text_en), REQUIRED),
    MEMBER_TEXT(struct document_rule, printed, LIMIT(DocumentRuleNew, printed), REQUIRED),
    MEMBER_TEXT(struct document_rule, printed_en, LIMIT(DocumentRuleNew, printed_en), REQUIRED),
    MEMBER_TEXT(struct document_rule, source, LIMIT(DocumentRuleNew, source), REQUIRED),
    MEMBER_DATE(struct document_rule, from, REQUIRED),
    MEMBER_DATE(struct document_rule, until, OPTIONAL),
};

static err document_rule_post(struct req *rq)
{
    struct document_rule in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, RULE_IN, COUNT(RULE_IN), &in)) ||
        (e = document_rule_add(&rq->work, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

struct rule_end_in {
    date until;
};
static const struct member RULE_END_IN[] = {MEMBER_DATE(struct rule_end_in, until, REQUIRED)};

/* Rules are ended and never changed: what an application needed on its day must stay readable. */
static err document_rule_end_post(struct req *rq)
{
    struct rule_end_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, RULE_END_IN, COUNT(RULE_END_IN), &in)) ||
        (e = document_rule_end(&rq->work, id, in.until)))
        return e;
    return reply_id(rq, 200, id);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/document-rules", R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR | R_ADMINISTRATOR, 0,
     document_rule_get_all},
    {"POST", "/api/v1/document-rules", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED,
     document_rule_post},
    {"POST", "/api/v1/document-rules/{id}/end", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED,
     document_rule_end_post},
};
const struct route_table DOCUMENT_RULE_ROUTES = ROUTE_TABLE(ROUTES);
