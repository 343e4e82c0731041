/* The list by which a run is paid out, as a spreadsheet, as CSV, and for a page to print; and which columns
 * it has. */
#include "api/payment_paper.h"

#include "api/instant.h"
#include "domain/payment/payment.h"
#include "domain/payment/payment_paper.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const char XLSX_TYPE[] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

static err xlsx_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    int64_t run;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = payment_paper_xlsx(&rq->work, run, &out)))
        return e;
    return reply_bytes(rq, XLSX_TYPE, NULL, out.data, out.len);
}

static err csv_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    int64_t run;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = payment_paper_csv(&rq->work, run, &out)))
        return e;
    return reply_bytes(rq, "text/csv; charset=utf-8", NULL, out.data, out.len);
}

static json_t *columns_json(const struct paysheet *p)
{
    static const char *const KINDS[] = {
        [XLSX_TEXT] = "text", [XLSX_LEK] = "number", [XLSX_DATE] = "date", [XLSX_BLANK] = "blank"};
    json_t *items = json_array();

    for (size_t i = 0; i < p->columns.count; i++)
        json_array_append_new(items,
                              json_pack("{s:s, s:s, s:s}", "name", paper_column_name(p->columns.at[i]),
                                        "heading", p->layout[i].heading, "kind", KINDS[p->layout[i].kind]));
    return items;
}

static json_t *cell_json(const struct xlsx_cell *cell, enum xlsx_kind kind)
{
    switch (kind) {
    case XLSX_LEK:
        return json_integer(cell->number);
    case XLSX_DATE:
        return date_json(cell->day);
    default:
        return cell->text ? json_string(cell->text) : json_null();
    }
}

static json_t *row_json(const struct paysheet *p, const struct paysheet_row *row)
{
    json_t *cells = json_array();

    for (size_t i = 0; i < p->columns.count; i++)
        json_array_append_new(cells, cell_json(&row->cells[i], p->layout[i].kind));
    return json_pack("{s:I, s:s?, s:o}", "n", (json_int_t)row->n, "outcome",
                     row->last ? payment_outcome_name(row->last) : NULL, "cells", cells);
}

static json_t *head_json(const struct paysheet *p)
{
    json_t *items = json_array();

    for (const char *const *line = p->head; *line; line++)
        json_array_append_new(items, json_string(*line));
    return items;
}

static json_t *sums_json(const struct paysheet *p)
{
    json_t *items = json_array();

    for (size_t i = 0; i < PAPER_SUMS; i++)
        json_array_append_new(
            items, json_pack("{s:s, s:I}", "label", p->sum_labels[i], "amount", (json_int_t)p->sums[i]));
    return items;
}

static json_t *signatures_json(const struct paysheet *p)
{
    json_t *items = json_array();

    for (size_t i = 0; i < PAPER_SIGNS; i++)
        json_array_append_new(items,
                              json_pack("{s:s, s:s?}", "label", p->sign_labels[i], "name", p->sign_names[i]));
    return items;
}

static err page_get(struct req *rq)
{
    struct paysheet_row *rows;
    struct paysheet p;
    int64_t run, after, limit;
    char month[MONTH_TEXT];
    json_t *items;
    size_t count;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = req_query_int(rq, "after", 0, INT64_MAX, 0, &after)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(getPaymentPaper, limit), DEFAULT(getPaymentPaper, limit),
                           &limit)) ||
        (e = payment_paper_page(&rq->work, run, after, (int)limit, &p, &rows, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, row_json(&p, &rows[i]));
    return reply_json(rq, 200,
                      json_pack("{s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o}", "month",
                                month_format(p.run.month, month), "draft", !p.run.approved, "head",
                                head_json(&p), "columns", columns_json(&p), "rows", items, "sums",
                                sums_json(&p), "signatures", signatures_json(&p), "next",
                                count == (size_t)limit ? json_integer(rows[count - 1].n) : json_null()));
}

static json_t *named_json(const enum paper_column *columns, size_t count)
{
    json_t *items = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, json_pack("{s:s, s:s}", "name", paper_column_name(columns[i]), "heading",
                                               paper_column_heading(columns[i])));
    return items;
}

static err columns_reply(struct req *rq)
{
    enum paper_column all[PAPER_COLUMNS];
    struct paper_columns chosen;
    err e;

    if ((e = paper_columns_read(&rq->work, &chosen)))
        return e;
    for (enum paper_column c = 0; c < PAPER_COLUMNS; c++)
        all[c] = c;
    return reply_json(rq, 200,
                      json_pack("{s:o, s:o}", "columns", named_json(chosen.at, chosen.count), "known",
                                named_json(all, PAPER_COLUMNS)));
}

struct columns_in {
    const char **columns;
    size_t columns_count;
};
static const struct member COLUMNS_IN[] = {
    MEMBER_TEXTS(struct columns_in, columns, LIMIT(PaymentColumnsNew, columns_each),
                 LIMIT(PaymentColumnsNew, columns), REQUIRED),
};

static err columns_put(struct req *rq)
{
    struct columns_in in;
    err e;

    if ((e = input_read(rq, rq->body, COLUMNS_IN, COUNT(COLUMNS_IN), &in)) ||
        (e = paper_columns_write(&rq->work, in.columns, in.columns_count)))
        return e;
    return columns_reply(rq);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/payment-runs/{id}.xlsx", R_AID_OFFICER | R_DIRECTOR, 0, xlsx_get},
    {"GET", "/api/v1/payment-runs/{id}.csv", R_AID_OFFICER | R_DIRECTOR, 0, csv_get},
    {"GET", "/api/v1/payment-runs/{id}/paper", R_AID_OFFICER | R_DIRECTOR, 0, page_get},
    {"GET", "/api/v1/payment-columns", R_AID_OFFICER | R_DIRECTOR | R_ADMINISTRATOR, 0, columns_reply},
    {"PUT", "/api/v1/payment-columns", R_AID_OFFICER | R_ADMINISTRATOR, RT_WRITE | RT_BODY, columns_put},
};
const struct route_table PAYMENT_PAPER_ROUTES = ROUTE_TABLE(ROUTES);
