/* Exports over HTTP: one person's data for that person, orders as a table. */
#include "api/export.h"

#include "domain/export/export_orders.h"
#include "domain/export/export_person.h"
#include "http/reply.h"
#include "http/request.h"

static err person_get(struct req *rq)
{
    int64_t person;
    json_t *json;
    err e;

    if ((e = req_id(rq, "id", &person)) || (e = req_query(rq, "why", &rq->work.why)) ||
        (e = person_export(&rq->work, person, &json)))
        return e;
    return reply_json(rq, 200, json);
}

static err orders_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf csv = {0};
    struct orders_export counts;
    date from, until;
    err e;

    if ((e = req_query_date(rq, "from", DATE_NONE, &from)) ||
        (e = req_query_date(rq, "to", DATE_NONE, &until)) || (e = req_query(rq, "why", &rq->work.why)) ||
        (e = orders_export(&rq->work, from, until, &csv, &counts)))
        return e;
    return reply_bytes(rq, "text/csv; charset=utf-8", NULL, csv.data, csv.len);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/persons/{id}/export", R_AUDITOR | R_COORDINATOR, 0, person_get},
    {"GET", "/api/v1/orders.csv", R_COORDINATOR, 0, orders_get},
};
const struct route_table EXPORT_ROUTES = ROUTE_TABLE(ROUTES);
