/* What the social plan wants of its indicators, over HTTP. */
#include "api/indicator_target.h"

#include "domain/report/indicator_target.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member YEAR_OUT[] = {
    JSON_INT(struct indicator_year, year),
    JSON_INT(struct indicator_year, target),
};
static const struct json_member INDICATOR_OUT[] = {
    JSON_TEXT(struct indicator, code),    JSON_TEXT(struct indicator, text),
    JSON_TEXT(struct indicator, text_en), JSON_INT(struct indicator, version),
    JSON_TEXT(struct indicator, source),  JSON_INSTANT(struct indicator, at),
    JSON_TEXT(struct indicator, by),      JSON_LIST(struct indicator, years, year_count, YEAR_OUT),
};

static err target_get_all(struct req *rq)
{
    struct indicator *list;
    size_t count;
    err e;

    if ((e = indicator_list(&rq->work, &list, &count)))
        return e;
    return reply_structs(rq, "indicators", MEMBERS(INDICATOR_OUT), list, count);
}

static const struct member YEAR_IN[] = {
    MEMBER_INT(struct indicator_year, year, 0, 9999, REQUIRED),
    MEMBER_INT(struct indicator_year, target, 0, INDICATOR_TARGET_MAX, REQUIRED),
};
static const struct member TARGET_IN[] = {
    MEMBER_INT(struct indicator_new, version, 0, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct indicator_new, source, LIMIT(IndicatorTargetNew, source), OPTIONAL),
    MEMBER_LIST(struct indicator_new, years, YEAR_IN, struct indicator_year, LIMIT(IndicatorTargetNew, years),
                OPTIONAL),
};

static err target_put(struct req *rq)
{
    struct indicator_new in;
    int64_t version;
    err e;

    if ((e = input_read(rq, rq->body, TARGET_IN, COUNT(TARGET_IN), &in)) ||
        (e = indicator_target_write(&rq->work, req_param(rq, "indicator"), &in, &version)))
        return e;
    json_put_int(reply_object(rq), "version", version);
    return reply_done(rq, 200);
}

#define R_OFFICE (R_COORDINATOR | R_DIRECTOR)
static const struct route ROUTES[] = {
    {"GET", "/api/v1/indicator-targets", R_OFFICE, 0, target_get_all},
    {"PUT", "/api/v1/indicator-targets/{indicator}", R_OFFICE, RT_WRITE | RT_BODY | RT_FORM, target_put},
};
const struct route_table INDICATOR_TARGET_ROUTES = ROUTE_TABLE(ROUTES);
