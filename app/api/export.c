/* Exports over HTTP: one person's data for that person, orders as a table. What for, travels in the body;
 * nothing is written but the log, so nothing is kept for sending again. */
#include "api/export.h"

#include "domain/export/export_orders.h"
#include "domain/export/export_person.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

struct person_export_in {
    const char *why;
};
static const struct member PERSON_EXPORT_IN[] = {
    MEMBER_TEXT(struct person_export_in, why, LIMIT(PersonExportRequest, why), REQUIRED)};

static err person_post(struct req *rq)
{
    struct person_export_in in;
    int64_t person;
    err e;

    if ((e = req_id(rq, "id", &person)) ||
        (e = input_read(rq, rq->body, PERSON_EXPORT_IN, COUNT(PERSON_EXPORT_IN), &in)))
        return e;
    rq->work.why = in.why;
    if ((e = person_export(&rq->work, person, reply_object(rq))))
        return e;
    return reply_done(rq, 200);
}

struct orders_export_in {
    date from, until;
    const char *why;
};
static const struct member ORDERS_EXPORT_IN[] = {
    MEMBER_DATE(struct orders_export_in, from, OPTIONAL),
    MEMBER_DATE(struct orders_export_in, until, OPTIONAL),
    MEMBER_TEXT(struct orders_export_in, why, LIMIT(OrdersExportRequest, why), OPTIONAL),
};

static err orders_post(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf csv = {0};
    struct orders_export counts;
    struct orders_export_in in;
    err e;

    if ((e = input_read(rq, rq->body, ORDERS_EXPORT_IN, COUNT(ORDERS_EXPORT_IN), &in)))
        return e;
    rq->work.why = in.why;
    if ((e = orders_export(&rq->work, in.from, in.until, &csv, &counts)))
        return e;
    return reply_file(rq, "text/csv; charset=utf-8", "lista.csv", csv.data, csv.len);
}

/* No RT_WRITE: a reply that is kept for sending again would be a second copy of all this. */
static const struct route ROUTES[] = {
    {"POST", "/api/v1/persons/{id}/export", R_AUDITOR | R_COORDINATOR, RT_BODY | RT_CONFIRMED, person_post},
    {"POST", "/api/v1/orders/export", R_COORDINATOR, RT_BODY | RT_CONFIRMED, orders_post},
};
const struct route_table EXPORT_ROUTES = ROUTE_TABLE(ROUTES);
