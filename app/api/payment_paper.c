/* The list by which a run is paid out, as a spreadsheet, as CSV, and for a page to print; and which columns
 * it has. */
#include "api/payment_paper.h"

#include "domain/payment/payment_paper.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"
#include "render/xlsx.h"

static err xlsx_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    int64_t run;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = payment_paper_xlsx(&rq->work, run, &out)))
        return e;
    return reply_file(rq, XLSX_TYPE, "lista.xlsx", out.data, out.len);
}

static err csv_get(struct req *rq)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    int64_t run;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = payment_paper_csv(&rq->work, run, &out)))
        return e;
    return reply_file(rq, "text/csv; charset=utf-8", "lista.csv", out.data, out.len);
}

static const char *cell_kind_name(enum xlsx_kind k)
{
    static const char *const NAMES[] = {
        [XLSX_TEXT] = "text", [XLSX_LEK] = "number", [XLSX_DATE] = "date", [XLSX_BLANK] = "blank"};

    return k < COUNT(NAMES) ? NAMES[k] : NULL;
}

/* Members of the open object. */
static void column_put(struct json_writer *j, enum paper_column c, const char *heading)
{
    json_put_text(j, "name", paper_column_name(c));
    json_put_text(j, "heading", heading);
}

static void columns_put(struct json_writer *j, const struct paysheet *p)
{
    json_put_list(j, "columns");
    for (size_t i = 0; i < p->columns.count; i++) {
        json_put_object(j, NULL);
        column_put(j, p->columns.at[i], p->columns.headings[i]);
        json_put_text(j, "kind", cell_kind_name(p->layout[i].kind));
        json_put_end(j);
    }
    json_put_end(j);
}

static void cell_put(struct json_writer *j, const struct xlsx_cell *cell, enum xlsx_kind kind)
{
    switch (kind) {
    case XLSX_LEK:
        json_put_int(j, NULL, cell->number);
        break;
    case XLSX_DATE:
        json_put_date(j, NULL, cell->day);
        break;
    default:
        json_put_text(j, NULL, cell->text);
    }
}

static void rows_put(struct json_writer *j, const struct paysheet *p, const struct paysheet_row *rows,
                     size_t count)
{
    json_put_list(j, "rows");
    for (size_t r = 0; r < count; r++) {
        json_put_object(j, NULL);
        json_put_int(j, "n", rows[r].n);
        json_put_text(j, "outcome", payment_outcome_name(rows[r].last));
        json_put_list(j, "cells");
        for (size_t i = 0; i < p->columns.count; i++)
            cell_put(j, &rows[r].cells[i], p->layout[i].kind);
        json_put_end(j);
        json_put_end(j);
    }
    json_put_end(j);
}

static void head_put(struct json_writer *j, const struct paysheet *p)
{
    json_put_list(j, "head");
    for (const char *const *line = p->head; *line; line++)
        json_put_text(j, NULL, *line);
    json_put_end(j);
}

/* The rows of sums, and the lines to sign on. */
static void foot_put(struct json_writer *j, const struct paysheet *p)
{
    json_put_list(j, "sums");
    for (size_t i = 0; i < PAPER_SUMS; i++) {
        json_put_object(j, NULL);
        json_put_text(j, "label", p->sum_labels[i]);
        json_put_int(j, "amount", p->sums[i]);
        json_put_end(j);
    }
    json_put_end(j);
    json_put_list(j, "signatures");
    for (size_t i = 0; i < PAPER_SIGNS; i++) {
        json_put_object(j, NULL);
        json_put_text(j, "label", p->sign_labels[i]);
        json_put_text(j, "name", p->sign_names[i]);
        json_put_end(j);
    }
    json_put_end(j);
}

static err page_get(struct req *rq)
{
    struct paysheet_row *rows;
    struct json_writer *j;
    struct paysheet p;
    int64_t run, after, limit;
    size_t count;
    err e;

    if ((e = req_id(rq, "id", &run)) || (e = req_query_int(rq, "after", 0, INT64_MAX, 0, &after)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(getPaymentPaper, limit), DEFAULT(getPaymentPaper, limit),
                           &limit)) ||
        (e = payment_paper_page(&rq->work, run, after, (int)limit, &p, &rows, &count)))
        return e;
    j = reply_object(rq);
    json_put_month(j, "month", p.run.month);
    json_put_bool(j, "draft", !p.run.approved);
    head_put(j, &p);
    columns_put(j, &p);
    rows_put(j, &p, rows, count);
    foot_put(j, &p);
    json_put_id(j, "next", count == (size_t)limit ? rows[count - 1].n : 0);
    return reply_done(rq, 200);
}

static void named_put(struct json_writer *j, enum paper_column c, const char *heading)
{
    json_put_object(j, NULL);
    column_put(j, c, heading);
    json_put_end(j);
}

static err columns_reply(struct req *rq)
{
    struct paper_columns chosen;
    struct json_writer *j;
    err e;

    if ((e = paper_columns_read(&rq->work, &chosen)))
        return e;
    j = reply_object(rq);
    json_put_list(j, "columns");
    for (size_t i = 0; i < chosen.count; i++)
        named_put(j, chosen.at[i], chosen.headings[i]);
    json_put_end(j);
    json_put_list(j, "known");
    for (enum paper_column c = 0; c < PAPER_COLUMNS; c++)
        named_put(j, c, paper_column_heading(c));
    json_put_end(j);
    return reply_done(rq, 200);
}

static const struct member HEADING_IN[] = {
    MEMBER_TEXT(struct paper_heading, name, LIMIT(PaymentHeading, name), REQUIRED),
    MEMBER_TEXT(struct paper_heading, heading, LIMIT(PaymentHeading, heading), REQUIRED),
};

struct columns_in {
    const char **columns;
    struct paper_heading *headings;
    size_t columns_count, headings_count;
};
static const struct member COLUMNS_IN[] = {
    MEMBER_TEXTS(struct columns_in, columns, LIMIT(PaymentColumnsNew, columns_each),
                 LIMIT(PaymentColumnsNew, columns), REQUIRED),
    MEMBER_LIST(struct columns_in, headings, HEADING_IN, struct paper_heading,
                LIMIT(PaymentColumnsNew, headings), OPTIONAL),
};

static err columns_write(struct req *rq)
{
    struct columns_in in;
    err e;

    if ((e = input_read(rq, rq->body, COLUMNS_IN, COUNT(COLUMNS_IN), &in)) ||
        (e = paper_columns_write(&rq->work, in.columns, in.columns_count, in.headings, in.headings_count)))
        return e;
    return columns_reply(rq);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/payment-runs/{id}.xlsx", R_AID_OFFICER | R_DIRECTOR, RT_BYTES | RT_CONFIRMED | RT_HEAVY,
     xlsx_get},
    {"GET", "/api/v1/payment-runs/{id}.csv", R_AID_OFFICER | R_DIRECTOR, RT_BYTES | RT_CONFIRMED | RT_HEAVY,
     csv_get},
    {"GET", "/api/v1/payment-runs/{id}/paper", R_AID_OFFICER | R_DIRECTOR, 0, page_get},
    {"GET", "/api/v1/payment-columns", R_AID_OFFICER | R_DIRECTOR | R_ADMINISTRATOR, 0, columns_reply},
    {"PUT", "/api/v1/payment-columns", R_AID_OFFICER | R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM,
     columns_write},
};
const struct route_table PAYMENT_PAPER_ROUTES = ROUTE_TABLE(ROUTES);
