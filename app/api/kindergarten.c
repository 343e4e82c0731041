/* Crèches and kindergartens over HTTP: for their accounts their own exempt children, now and by month, a hint
 * and days and nothing else; for the office the fees waived, and the days on which nobody is fed. */
#include "api/kindergarten.h"

#include "api/children.h"
#include "base/month.h"
#include "domain/kindergarten/closed_day.h"
#include "domain/kindergarten/kindergarten.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"
#include "render/xlsx.h"

static const struct json_member IN_PART_OUT[] = {
    JSON_TEXT(struct exempt_days, hint),
    JSON_ID(struct exempt_days, number),
    JSON_DATE(struct exempt_days, until),
    JSON_INT(struct exempt_days, share),
};

/* Free of the fee, and apart from them those who pay the rest of it. */
static err children_get(struct req *rq)
{
    struct json_writer *j = reply_object(rq);
    struct exempt_days *list;
    size_t count;
    err e;

    if ((e = kindergarten_in_part(&rq->work, rq->work.actor.organisation, &list, &count)) ||
        (e = children_put_account(rq, j)))
        return e;
    json_put_structs(j, "in_part", MEMBERS(IN_PART_OUT), list, count);
    return reply_done(rq, 200);
}

static err month_read(struct req *rq, date *ret)
{
    return req_query_month(rq, "month", month_first(rq->work.today), ret);
}

/* The kindergarten keeps its books by hints, numbers of its own and days; it gets neither the register's
 * number of the child nor the sum. */
static const struct json_member EXEMPT_OUT[] = {
    JSON_TEXT(struct exempt_days, hint), JSON_ID(struct exempt_days, number),
    JSON_DATE(struct exempt_days, from), JSON_DATE(struct exempt_days, until),
    JSON_INT(struct exempt_days, days),  JSON_INT(struct exempt_days, share),
};

static err month_get(struct req *rq)
{
    struct exempt_days *list;
    struct json_writer *j;
    size_t count;
    date month;
    err e;

    if ((e = month_read(rq, &month)) ||
        (e = kindergarten_month(&rq->work, rq->work.actor.organisation, month, &list, &count)))
        return e;
    j = reply_object(rq);
    json_put_date(j, "month", month);
    json_put_structs(j, "children", MEMBERS(EXEMPT_OUT), list, count);
    return reply_done(rq, 200);
}

static err month_csv_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf csv = {0};
    date month;
    err e;

    if ((e = month_read(rq, &month)) ||
        (e = kindergarten_month_csv(&rq->work, rq->work.actor.organisation, month, &csv)))
        return e;
    return reply_file(rq, "text/csv; charset=utf-8", "lista.csv", csv.data, csv.len);
}

static const struct json_member FEES_OUT[] = {
    JSON_INT(struct fees_waived, organisation), JSON_TEXT(struct fees_waived, name),
    JSON_INT(struct fees_waived, children),     JSON_INT(struct fees_waived, days),
    JSON_INT(struct fees_waived, sum),          JSON_INT(struct fees_waived, unstated),
};

static err month_xlsx_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf sheet = {0};
    date month;
    err e;

    if ((e = month_read(rq, &month)) ||
        (e = kindergarten_month_xlsx(&rq->work, rq->work.actor.organisation, month, &sheet)))
        return e;
    return reply_file(rq, XLSX_TYPE, "lista.xlsx", sheet.data, sheet.len);
}

static err fees_get(struct req *rq)
{
    struct fees_waived *list;
    struct json_writer *j;
    int64_t total = 0;
    size_t count;
    date month;
    err e;

    if ((e = month_read(rq, &month)) || (e = kindergarten_fees(&rq->work, month, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        total += list[i].sum;
    j = reply_object(rq);
    json_put_date(j, "month", month);
    json_put_structs(j, "organisations", MEMBERS(FEES_OUT), list, count);
    json_put_int(j, "total", total);
    return reply_done(rq, 200);
}

static const struct json_member CLOSED_OUT[] = {
    JSON_INT(struct closed_day, id),          JSON_DATE(struct closed_day, on),
    JSON_ID(struct closed_day, organisation), JSON_TEXT(struct closed_day, organisation_name),
    JSON_TEXT(struct closed_day, text),
};

static err closed_get_all(struct req *rq)
{
    struct closed_day *list;
    date from, until;
    size_t count;
    err e;

    if ((e = req_query_date(rq, "from", DATE_NONE, &from)) ||
        (e = req_query_date(rq, "until", DATE_NONE, &until)) ||
        (e = closed_day_list(&rq->work, from, until, &list, &count)))
        return e;
    return reply_structs(rq, "closed_days", MEMBERS(CLOSED_OUT), list, count);
}

static const struct member CLOSED_IN[] = {
    MEMBER_DATE(struct closed_day, on, REQUIRED),
    MEMBER_INT(struct closed_day, organisation, 1, INT64_MAX, OPTIONAL),
    MEMBER_TEXT(struct closed_day, text, LIMIT(ClosedDayNew, text), REQUIRED),
};

static err closed_post(struct req *rq)
{
    struct closed_day in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, CLOSED_IN, COUNT(CLOSED_IN), &in)) ||
        (e = closed_day_add(&rq->work, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static err closed_delete(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = closed_day_remove(&rq->work, id)))
        return e;
    return reply_empty(rq, 204);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/kindergarten/children", R_KINDERGARTEN, 0, children_get},
    {"GET", "/api/v1/kindergarten/month", R_KINDERGARTEN, 0, month_get},
    {"GET", "/api/v1/kindergarten/month.csv", R_KINDERGARTEN, RT_BYTES, month_csv_get},
    {"GET", "/api/v1/kindergarten/month.xlsx", R_KINDERGARTEN, RT_BYTES, month_xlsx_get},
    {"GET", "/api/v1/kindergarten/fees", R_AID_OFFICER | R_DIRECTOR, 0, fees_get},
    {"GET", "/api/v1/closed-days", R_AID_OFFICER | R_DIRECTOR | R_ADMINISTRATOR, 0, closed_get_all},
    {"POST", "/api/v1/closed-days", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED,
     closed_post},
    {"DELETE", "/api/v1/closed-days/{id}", R_ADMINISTRATOR, RT_WRITE | RT_CONFIRMED, closed_delete},
};
const struct route_table KINDERGARTEN_ROUTES = ROUTE_TABLE(ROUTES);
