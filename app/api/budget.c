/* What a year costs, by service and month: for the office and its director, whole, small numbers included. */
#include "api/budget.h"

#include "domain/payment/budget.h"
#include "http/input.h"
#include "http/reply.h"

#define YEAR_FIRST  2007
#define YEARS_AHEAD 5 /* each is worked out month by month */

static err year_read(struct req *rq, int *ret)
{
    const int now = date_year(rq->work.today);
    int64_t year;
    err e;

    if ((e = req_query_int(rq, "year", YEAR_FIRST, now + YEARS_AHEAD, now, &year)))
        return e;
    *ret = (int)year;
    return OK;
}

/* What follows from no order is not expected: null. */
static json_t *sums_json(const struct budget_sum *sums)
{
    json_t *json = json_object();

    for (enum budget_service s = 0; s < BUDGET_SERVICES; s++)
        json_object_set_new(json, budget_service_name(s),
                            json_pack("{s:I, s:o}", "spent", (json_int_t)sums[s].spent, "expected",
                                      s == BUDGET_DOCUMENTS ? json_null() : json_integer(sums[s].expected)));
    return json;
}

static json_t *month_json(int year, int number, const struct budget_sum *sums)
{
    json_t *json = sums_json(sums);

    json_object_set_new(json, "month", json_sprintf("%04d-%02d", year, number));
    return json;
}

static err budget_get(struct req *rq)
{
    struct budget b;
    json_t *months;
    int year;
    err e;

    if ((e = year_read(rq, &year)) || (e = budget_read(&rq->work, year, &b)))
        return e;
    months = json_array();
    for (int i = 0; i < 12; i++)
        json_array_append_new(months, month_json(year, i + 1, b.months[i]));
    return reply_json(rq, 200,
                      json_pack("{s:i, s:[s, s], s:o, s:o}", "year", year, "readers",
                                role_name(R_AID_OFFICER), role_name(R_DIRECTOR), "months", months, "total",
                                sums_json(b.total)));
}

static err csv_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    int year;
    err e;

    if ((e = year_read(rq, &year)) || (e = budget_csv(&rq->work, year, &out)))
        return e;
    return reply_bytes(rq, "text/csv; charset=utf-8", NULL, out.data, out.len);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/budget", R_AID_OFFICER | R_DIRECTOR, 0, budget_get},
    {"GET", "/api/v1/budget.csv", R_AID_OFFICER | R_DIRECTOR, 0, csv_get},
};
const struct route_table BUDGET_ROUTES = ROUTE_TABLE(ROUTES);
