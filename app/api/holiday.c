/* Holidays over HTTP, and on which day filing ends in each month. */
#include "api/holiday.h"

#include "domain/payment/holiday_rule.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member HOLIDAY_OUT[] = {
    JSON_INT(struct holiday_rule, id),
    JSON_WORD_AS(struct holiday_rule, holiday.kind, holiday_kind_name, "kind"),
    JSON_ID_AS(struct holiday_rule, holiday.month, "month"),
    JSON_ID_AS(struct holiday_rule, holiday.day, "day"),
    JSON_DATE_AS(struct holiday_rule, holiday.on, "on"),
    JSON_TEXT(struct holiday_rule, name),
    JSON_TEXT(struct holiday_rule, source),
    JSON_DATE_AS(struct holiday_rule, holiday.from, "from"),
    JSON_DATE_AS(struct holiday_rule, holiday.until, "until"),
};

static err holiday_get_all(struct req *rq)
{
    struct holiday_rule *list;
    size_t count;
    err e;

    if ((e = holiday_rule_list(&rq->work, &list, &count)))
        return e;
    return reply_structs(rq, "holidays", MEMBERS(HOLIDAY_OUT), list, count);
}

static const struct member HOLIDAY_IN[] = {
    MEMBER_DATE(struct holiday_new, on, REQUIRED),
    MEMBER_TEXT(struct holiday_new, name, HOLIDAY_TEXT_MAX, REQUIRED),
    MEMBER_TEXT(struct holiday_new, source, LIMIT(HolidayNew, source), REQUIRED),
};

static err holiday_post(struct req *rq)
{
    struct holiday_new in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, HOLIDAY_IN, COUNT(HOLIDAY_IN), &in)) ||
        (e = holiday_rule_add(&rq->work, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static err holiday_delete(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = holiday_rule_remove(&rq->work, id)))
        return e;
    return reply_empty(rq, 204);
}

static const struct json_member FILING_OUT[] = {
    JSON_MONTH(struct filing_day, month),
    JSON_DATE(struct filing_day, last),
};

static err filing_get_all(struct req *rq)
{
    struct filing_day days[FILING_MONTHS];
    err e = filing_days(&rq->work, days);

    return e ? e : reply_structs(rq, "months", MEMBERS(FILING_OUT), days, FILING_MONTHS);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/holidays", R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR | R_ADMINISTRATOR, 0,
     holiday_get_all},
    {"POST", "/api/v1/holidays", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED, holiday_post},
    {"DELETE", "/api/v1/holidays/{id}", R_ADMINISTRATOR, RT_WRITE | RT_CONFIRMED, holiday_delete},
    {"GET", "/api/v1/filing-days", R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR, 0, filing_get_all},
};
const struct route_table HOLIDAY_ROUTES = ROUTE_TABLE(ROUTES);
