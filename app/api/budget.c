/* What a year costs, by service and month. Small numbers are not hidden here, because the office pays each of
 * them: so only the office and its director may read it. */
#include "api/budget.h"

#include "domain/payment/budget.h"
#include "http/input.h"
#include "http/reply.h"

#define YEAR_FIRST  2007 /* law 9669/2006 came into force on 1 June of that year */
#define YEARS_AHEAD 5    /* each is worked out month by month */

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

#define R_BUDGET (R_AID_OFFICER | R_DIRECTOR) /* who may read it, and is told to keep it */

/* Members of the open object. How many certificates are to come follows from no order: null, not 0. */
static void sums_put(struct json_writer *j, const struct budget_sum *sums)
{
    for (enum budget_service s = 0; s < BUDGET_SERVICES; s++) {
        json_put_object(j, budget_service_name(s));
        json_put_int(j, "spent", sums[s].spent);
        json_put_int(j, "to_recover", sums[s].recover);
        if (s == BUDGET_DOCUMENTS)
            json_put_null(j, "expected");
        else
            json_put_int(j, "expected", sums[s].expected);
        json_put_end(j);
    }
}

static void months_put(struct json_writer *j, const struct budget *b)
{
    json_put_list(j, "months");
    for (int i = 0; i < BUDGET_MONTHS; i++) {
        json_put_object(j, NULL);
        sums_put(j, b->months[i]);
        json_put_month(j, "month", date_make(b->year, i + 1, 1));
        json_put_end(j);
    }
    json_put_end(j);
}

static err budget_get(struct req *rq)
{
    struct json_writer *j;
    struct budget b;
    int year;
    err e;

    if ((e = year_read(rq, &year)) || (e = budget_read(&rq->work, year, &b)))
        return e;
    j = reply_object(rq);
    json_put_int(j, "year", year);
    json_put_words(j, "readers", R_BUDGET, role_name);
    json_put_int(j, "fee_unstated", b.unstated);
    json_put_int(j, "rides_untold", b.untold);
    json_put_bool(j, "fare_unstated", b.fare_unstated);
    json_put_bool(j, "rides_in_part", b.ride_parts);
    json_put_bool(j, "certificates_in_part", b.certificate_parts);
    json_put_int(j, "services_unstated", b.services);
    months_put(j, &b);
    json_put_object(j, "total");
    sums_put(j, b.total);
    json_put_end(j);
    return reply_done(rq, 200);
}

static err csv_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    int year;
    err e;

    if ((e = year_read(rq, &year)) || (e = budget_csv(&rq->work, year, &out)))
        return e;
    return reply_file(rq, "text/csv; charset=utf-8", "lista.csv", out.data, out.len);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/budget", R_BUDGET, 0, budget_get},
    {"GET", "/api/v1/budget.csv", R_BUDGET, RT_BYTES, csv_get},
};
const struct route_table BUDGET_ROUTES = ROUTE_TABLE(ROUTES);
