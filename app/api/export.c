/* Exports over HTTP: one person's data for that person, orders as a table. What for, travels in the body;
 * nothing is written but the log, so nothing is kept for sending again. */
#include "api/export.h"

#include "base/base64.h"
#include "domain/export/export_orders.h"
#include "domain/export/export_person.h"
#include "domain/export/export_request.h"
#include "domain/export/export_sheet.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"
#include "store/tx.h"

/* The paper, where it was asked for: behind what it says, so that both were made at once. */
static err paper_reply(struct req *rq, struct json_writer *j, struct buf *pdf)
{
    CLEANUP(buf_wipe) struct buf text = {0};
    err e;

    base64_add(&text, pdf->data, pdf->len);
    if ((e = buf_err(&text)))
        return e;
    json_put_text(j, "paper", text.data);
    return reply_done(rq, 200);
}

static err person_reply(struct req *rq, int64_t person, bool paper, const struct export_asking *asking)
{
    CLEANUP(buf_wipe) struct buf pdf = {0};
    struct json_writer *j = reply_object(rq);
    err e;

    if (paper)
        return (e = person_export_handed(&rq->work, person, asking, j, &pdf)) ? e : paper_reply(rq, j, &pdf);
    if ((e = person_export(&rq->work, person, j)))
        return e;
    json_put_null(j, "paper");
    return reply_done(rq, 200);
}

struct person_export_in {
    const char *why;
    const char *asker, *identified, *handed_by;
    bool paper;
};
static const struct member PERSON_EXPORT_IN[] = {
    MEMBER_TEXT(struct person_export_in, why, LIMIT(PersonExportRequest, why), REQUIRED),
    MEMBER_BOOL(struct person_export_in, paper, OPTIONAL),
    MEMBER_TEXT(struct person_export_in, asker, LIMIT(PersonExportRequest, asker), OPTIONAL),
    MEMBER_TEXT(struct person_export_in, identified, LIMIT(PersonExportRequest, identified), OPTIONAL),
    MEMBER_TEXT(struct person_export_in, handed_by, LIMIT(PersonExportRequest, handed_by), OPTIONAL),
};

static err person_post(struct req *rq)
{
    struct person_export_in in;
    int64_t person;
    err e;

    if ((e = req_id(rq, "id", &person)) ||
        (e = input_read(rq, rq->body, PERSON_EXPORT_IN, COUNT(PERSON_EXPORT_IN), &in)))
        return e;
    rq->work.why = in.why;
    return person_reply(rq, person, in.paper, &(struct export_asking){in.asker, in.identified, in.handed_by});
}

struct named_export_in {
    const char *nid, *file, *first_name, *surname, *why;
    const char *asker, *identified, *handed_by;
    bool paper;
};
static const struct member NAMED_EXPORT_IN[] = {
    MEMBER_TEXT(struct named_export_in, nid, LIMIT(NamedExportRequest, nid), OPTIONAL),
    MEMBER_TEXT(struct named_export_in, file, LIMIT(NamedExportRequest, file), OPTIONAL),
    MEMBER_TEXT(struct named_export_in, first_name, LIMIT(NamedExportRequest, first_name), OPTIONAL),
    MEMBER_TEXT(struct named_export_in, surname, LIMIT(NamedExportRequest, surname), OPTIONAL),
    MEMBER_TEXT(struct named_export_in, why, LIMIT(NamedExportRequest, why), REQUIRED),
    MEMBER_BOOL(struct named_export_in, paper, OPTIONAL),
    MEMBER_TEXT(struct named_export_in, asker, LIMIT(NamedExportRequest, asker), OPTIONAL),
    MEMBER_TEXT(struct named_export_in, identified, LIMIT(NamedExportRequest, identified), OPTIONAL),
    MEMBER_TEXT(struct named_export_in, handed_by, LIMIT(NamedExportRequest, handed_by), OPTIONAL),
};

static err named_read(struct req *rq, struct named_export_in *ret, int64_t *ret_person)
{
    err e = input_read(rq, rq->body, NAMED_EXPORT_IN, COUNT(NAMED_EXPORT_IN), ret);

    if (e)
        return e;
    rq->work.why = ret->why;
    return export_subject_find(
        &rq->work,
        &(struct export_subject){
            .nid = ret->nid, .file = ret->file, .first_name = ret->first_name, .surname = ret->surname},
        ret_person);
}

/* The approval is used up where the export goes out, and not where it fails. */
static err named_post(struct req *rq)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct named_export_in in;
    int64_t person;
    err e;

    if ((e = tx_begin(&tx, rq->work.db)) || (e = named_read(rq, &in, &person)) ||
        (e = export_admit(&rq->work, person))) {
        if (e == ERR_LIMIT)
            rq->reply.retry_after = req_seconds_left_today(rq);
        return e;
    }
    if ((e = person_reply(rq, person, in.paper,
                          &(struct export_asking){in.asker, in.identified, in.handed_by})))
        return e;
    return tx_commit(&tx);
}

static err request_post(struct req *rq)
{
    struct named_export_in in;
    int64_t person, id;
    err e;

    if ((e = named_read(rq, &in, &person)) || (e = export_request_add(&rq->work, person, &id)))
        return e;
    return reply_id(rq, 201, id);
}

static const struct json_member REQUEST_OUT[] = {
    JSON_INT(struct export_request, id),
    JSON_INT(struct export_request, person),
    JSON_TEXT(struct export_request, asked_by),
    JSON_INSTANT(struct export_request, asked_at),
    JSON_TEXT(struct export_request, why),
    JSON_TEXT(struct export_request, approved_by),
    JSON_INSTANT(struct export_request, approved_at),
    JSON_INSTANT(struct export_request, used_at),
    JSON_ID(struct export_request, case_id),
    JSON_TEXT_AS(struct export_request, case_number, "case"),
};

static err request_get_all(struct req *rq)
{
    struct export_request *list;
    size_t count;
    err e = export_request_list(&rq->work, &list, &count);

    return e ? e : reply_structs(rq, "requests", MEMBERS(REQUEST_OUT), list, count);
}

static err request_post_approve(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = export_request_approve(&rq->work, id)))
        return e;
    return reply_id(rq, 200, id);
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
    {"POST", "/api/v1/persons/{id}/export", R_COORDINATOR, RT_BODY | RT_CONFIRMED | RT_HEAVY, person_post},
    {"POST", "/api/v1/persons/export", R_AUDITOR | R_COORDINATOR, RT_BODY | RT_CONFIRMED | RT_HEAVY,
     named_post},
    {"GET", "/api/v1/export-requests", R_AUDITOR | R_COORDINATOR, 0, request_get_all},
    {"POST", "/api/v1/export-requests", R_AUDITOR, RT_WRITE | RT_BODY | RT_FORM, request_post},
    {"POST", "/api/v1/export-requests/{id}/approve", R_COORDINATOR, RT_WRITE | RT_CONFIRMED,
     request_post_approve},
    {"POST", "/api/v1/orders/export", R_COORDINATOR, RT_BODY | RT_CONFIRMED | RT_HEAVY, orders_post},
};
const struct route_table EXPORT_ROUTES = ROUTE_TABLE(ROUTES);
