/* Crèches and kindergartens over HTTP: for their accounts their own exempt children, now and by month, a hint
 * and days and nothing else; for the office the fees waived, and the days on which nobody is fed. */
#include "api/kindergarten.h"

#include "api/instant.h"
#include "domain/card/kindergarten_child.h"
#include "domain/check/check.h"
#include "domain/kindergarten/closed_day.h"
#include "domain/kindergarten/kindergarten.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static err children_get(struct req *rq)
{
    struct kindergarten_child *children;
    json_t *items;
    size_t count;
    err e;

    if ((e = check_children(&rq->work, rq->work.actor.organisation, &children, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, json_pack("{s:s, s:o, s:o}", "hint", children[i].hint, "until",
                                               date_json(children[i].until), "ends_soon",
                                               date_json(children[i].ends_soon)));
    return reply_json(rq, 200, json_pack("{s:o}", "children", items));
}

static err month_read(struct req *rq, date *ret)
{
    return req_query_month(rq, "month", date_month_first(rq->work.today), ret);
}

static err month_get(struct req *rq)
{
    struct exempt_days *list;
    json_t *items;
    size_t count;
    date month;
    err e;

    if ((e = month_read(rq, &month)) ||
        (e = kindergarten_month(&rq->work, rq->work.actor.organisation, month, &list, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, json_pack("{s:s, s:o, s:o, s:I}", "hint", list[i].hint, "from",
                                               date_json(list[i].from), "until", date_json(list[i].until),
                                               "days", (json_int_t)list[i].days));
    return reply_json(rq, 200, json_pack("{s:o, s:o}", "month", date_json(month), "children", items));
}

static err month_csv_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf csv = {0};
    date month;
    err e;

    if ((e = month_read(rq, &month)) ||
        (e = kindergarten_month_csv(&rq->work, rq->work.actor.organisation, month, &csv)))
        return e;
    return reply_bytes(rq, "text/csv; charset=utf-8", NULL, csv.data, csv.len);
}

static err fees_get(struct req *rq)
{
    struct fees_waived *list;
    int64_t total = 0;
    json_t *items;
    size_t count;
    date month;
    err e;

    if ((e = month_read(rq, &month)) || (e = kindergarten_fees(&rq->work, month, &list, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++) {
        total += list[i].sum;
        json_array_append_new(items, json_pack("{s:I, s:s, s:I, s:I, s:I}", "organisation",
                                               (json_int_t)list[i].organisation, "name", list[i].name,
                                               "children", (json_int_t)list[i].children, "days",
                                               (json_int_t)list[i].days, "sum", (json_int_t)list[i].sum));
    }
    return reply_json(rq, 200,
                      json_pack("{s:o, s:o, s:I}", "month", date_json(month), "organisations", items, "total",
                                (json_int_t)total));
}

static err closed_get_all(struct req *rq)
{
    struct closed_day *list;
    date from, until;
    json_t *items;
    size_t count;
    err e;

    if ((e = req_query_date(rq, "from", DATE_NONE, &from)) ||
        (e = req_query_date(rq, "until", DATE_NONE, &until)) ||
        (e = closed_day_list(&rq->work, from, until, &list, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(
            items,
            json_pack("{s:I, s:o, s:o, s:s?, s:s}", "id", (json_int_t)list[i].id, "on", date_json(list[i].on),
                      "organisation", list[i].organisation ? json_integer(list[i].organisation) : json_null(),
                      "organisation_name", list[i].organisation_name, "text", list[i].text));
    return reply_json(rq, 200, json_pack("{s:o}", "closed_days", items));
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
    return reply_json(rq, 201, json_pack("{s:I}", "id", (json_int_t)id));
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
    {"GET", "/api/v1/kindergarten/month.csv", R_KINDERGARTEN, 0, month_csv_get},
    {"GET", "/api/v1/kindergarten/fees", R_AID_OFFICER | R_DIRECTOR, 0, fees_get},
    {"GET", "/api/v1/closed-days", R_AID_OFFICER | R_DIRECTOR | R_ADMINISTRATOR, 0, closed_get_all},
    {"POST", "/api/v1/closed-days", R_ADMINISTRATOR, RT_WRITE | RT_BODY, closed_post},
    {"DELETE", "/api/v1/closed-days/{id}", R_ADMINISTRATOR, RT_WRITE, closed_delete},
};
const struct route_table KINDERGARTEN_ROUTES = ROUTE_TABLE(ROUTES);
