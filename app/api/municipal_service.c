/* Further services that the council waives, over HTTP: kept by the administrator, counted for all offices,
 * listed by file number for coordinators. */
#include "api/municipal_service.h"

#include "domain/payment/municipal_service.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member SERVICE_OUT[] = {
    JSON_INT_AS(struct municipal_service, rule.id, "id"),
    JSON_TEXT(struct municipal_service, text),
    JSON_TEXT(struct municipal_service, text_en),
    JSON_TEXT_AS(struct municipal_service, rule.source, "source"),
    JSON_WORDS_AS(struct municipal_service, rule.kinds, order_kind_name, "kinds"),
    JSON_BOOL_AS(struct municipal_service, rule.needs_final, "needs_final"),
    JSON_WORDS_AS(struct municipal_service, rule.who, case_role_name, "who"),
    JSON_INT_AS(struct municipal_service, rule.amount, "amount"),
    JSON_WORD_AS(struct municipal_service, rule.unit, fee_unit_name, "unit"),
    JSON_INT_AS(struct municipal_service, rule.share, "share"),
    JSON_DATE_AS(struct municipal_service, rule.from, "from"),
    JSON_DATE_AS(struct municipal_service, rule.until, "until"),
    JSON_INT(struct municipal_service, persons),
    JSON_INT(struct municipal_service, waived),
};

static err service_get_all(struct req *rq)
{
    struct municipal_service *list;
    size_t count;
    err e = municipal_service_list(&rq->work, &list, &count);

    return e ? e : reply_structs(rq, "services", MEMBERS(SERVICE_OUT), list, count);
}

static bool covered_parse(const char *name, enum case_role *ret)
{
    enum case_role role;

    if (!case_role_parse(name, &role) || role == ROLE_RESPONDENT)
        return false;
    *ret = role;
    return true;
}

struct service_in {
    const char *text, *text_en, *source;
    unsigned kinds, who;
    bool needs_final;
    int64_t amount, share;
    enum fee_unit unit;
    date from, until;
};
static const struct member SERVICE_IN[] = {
    MEMBER_TEXT(struct service_in, text, LIMIT(MunicipalServiceNew, text), REQUIRED),
    MEMBER_TEXT(struct service_in, text_en, LIMIT(MunicipalServiceNew, text_en), REQUIRED),
    MEMBER_TEXT(struct service_in, source, LIMIT(MunicipalServiceNew, source), REQUIRED),
    MEMBER_SET(struct service_in, kinds, order_kind_parse, REQUIRED),
    MEMBER_SET(struct service_in, who, covered_parse, REQUIRED),
    MEMBER_BOOL(struct service_in, needs_final, OPTIONAL),
    MEMBER_INT(struct service_in, amount, 0, LIMIT(MunicipalServiceNew, amount), REQUIRED),
    MEMBER_CHOICE(struct service_in, unit, fee_unit_parse, REQUIRED),
    MEMBER_INT(struct service_in, share, 1, LIMIT(MunicipalServiceNew, share), REQUIRED),
    MEMBER_DATE(struct service_in, from, REQUIRED),
    MEMBER_DATE(struct service_in, until, OPTIONAL),
};

static err service_post(struct req *rq)
{
    struct municipal_service s;
    struct service_in in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, SERVICE_IN, COUNT(SERVICE_IN), &in)))
        return e;
    s = (struct municipal_service){.text = in.text,
                                   .text_en = in.text_en,
                                   .rule = {.source = in.source,
                                            .kinds = in.kinds,
                                            .who = in.who,
                                            .needs_final = in.needs_final,
                                            .amount = in.amount,
                                            .unit = in.unit,
                                            .share = in.share,
                                            .from = in.from,
                                            .until = in.until == DATE_NONE ? DATE_OPEN : in.until}};
    return (e = municipal_service_add(&rq->work, &s, &id)) ? e : reply_id(rq, 201, id);
}

static err service_void_post(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = municipal_service_void(&rq->work, id)))
        return e;
    return reply_empty(rq, 204);
}

static const struct json_member PERSON_OUT[] = {
    JSON_INT(struct service_person, person),
    JSON_INT(struct service_person, case_id),
    JSON_TEXT(struct service_person, file),
    JSON_DATE(struct service_person, until),
};

static err persons_get(struct req *rq)
{
    struct service_person *list;
    size_t count;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = municipal_service_persons(&rq->work, id, &list, &count)))
        return e;
    return reply_structs(rq, "persons", MEMBERS(PERSON_OUT), list, count);
}

#define R_READING (R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR | R_AUDITOR | R_ADMINISTRATOR)
static const struct route ROUTES[] = {
    {"GET", "/api/v1/municipal-services", R_READING, 0, service_get_all},
    {"POST", "/api/v1/municipal-services", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED,
     service_post},
    {"POST", "/api/v1/municipal-services/{id}/void", R_ADMINISTRATOR, RT_WRITE | RT_CONFIRMED,
     service_void_post},
    {"GET", "/api/v1/municipal-services/{id}/persons", R_COORDINATOR, 0, persons_get},
};
const struct route_table MUNICIPAL_SERVICE_ROUTES = ROUTE_TABLE(ROUTES);
