/* Lists of orders over HTTP. The file comes with each request and stays with none: nothing of it is put
 * aside, so what is looked through is sent again to be taken. */
#include "api/import.h"

#include <string.h>

#include "domain/import/import_template.h"
#include "domain/import/order_import.h"
#include "gen/limits.h"
#include "http/reply.h"

#define ROWS_MAX  5000 /* a few seconds, in which nobody else writes; the command line takes more */
#define SHOWN     10
#define NOTES_MAX 500 /* whoever has more begins with these */

static const struct json_member SHOWN_OUT[] = {
    JSON_INT(struct import_shown, line),        JSON_TEXT(struct import_shown, state),
    JSON_TEXT(struct import_shown, kind),       JSON_TEXT(struct import_shown, issuer),
    JSON_TEXT(struct import_shown, number),     JSON_DATE(struct import_shown, decision_date),
    JSON_DATE(struct import_shown, start),      JSON_DATE(struct import_shown, end),
    JSON_TEXT(struct import_shown, first_name), JSON_TEXT(struct import_shown, surname),
    JSON_TEXT(struct import_shown, unit),       JSON_INT(struct import_shown, children),
};

static void note_put(struct json_writer *j, const struct import_note *n)
{
    json_put_object(j, NULL);
    json_put_int(j, "line", (int64_t)n->line);
    json_put_text(j, "column", n->column);
    json_put_text(j, "severity", import_severity_name(n->severity));
    json_put_text(j, "code", n->code);
    json_put_text(j, "reason", n->reason);
    json_put_text(j, "offered", n->offered);
    json_put_end(j);
}

static err report_reply(struct req *rq, const struct import_report *r)
{
    struct json_writer *j = reply_object(rq);
    size_t notes = r->note_count < NOTES_MAX ? r->note_count : NOTES_MAX;

    json_put_int(j, "read", (int64_t)r->read);
    json_put_int(j, "taken", (int64_t)r->taken);
    json_put_int(j, "already_there", (int64_t)r->there);
    json_put_int(j, "bad", (int64_t)r->bad);
    json_put_int(j, "asked", (int64_t)r->asked);
    json_put_bool(j, "header_bad", r->header_bad);
    json_put_bool(j, "written", r->written);
    json_put_list(j, "notes");
    for (size_t i = 0; i < notes; i++)
        note_put(j, &r->notes[i]);
    json_put_end(j);
    json_put_int(j, "notes_left_off", (int64_t)(r->note_count - notes));
    json_put_structs(j, "rows", MEMBERS(SHOWN_OUT), r->shown, r->shown_count);
    return reply_done(rq, 200);
}

/* ?confirm=end_beyond_term,misread */
static err confirm_read(struct req *rq, struct import_options *o)
{
    const char *text, **words = arena_array(rq->work.arena, LIMIT_Confirm, sizeof *words);
    char *copy, *rest, *word;
    err e;

    if (!words)
        return ERR_SYSTEM;
    if ((e = req_query(rq, "confirm", &text)))
        return e;
    if (!(copy = arena_text(rq->work.arena, text ? text : "")))
        return ERR_SYSTEM;
    for (word = strtok_r(copy, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
        if (o->confirm_count == LIMIT_Confirm)
            return refuse(&rq->work, ERR_INPUT, "too_many", "confirm",
                          "At most %d questions are confirmed at once.", LIMIT_Confirm);
        words[o->confirm_count++] = word;
    }
    o->confirm = words;
    return OK;
}

static err options_read(struct req *rq, struct import_options *ret)
{
    struct import_options o = {.rows_max = ROWS_MAX, .shown = SHOWN};
    int64_t sheet, skip_bad;
    err e;

    if ((e = confirm_read(rq, &o)) || (e = req_query_int(rq, "sheet", 1, 64, 0, &sheet)) ||
        (e = req_query_int(rq, "skip_bad", 0, 1, 0, &skip_bad)))
        return e;
    o.sheet = (size_t)sheet;
    o.skip_bad = skip_bad == 1;
    *ret = o;
    return OK;
}

typedef err import_way(struct work *w, const char *text, size_t n, const struct import_options *options,
                       struct import_report *ret);

static err list_take(struct req *rq, import_way *way)
{
    struct import_options options;
    struct import_report report;
    err e;

    if ((e = options_read(rq, &options)))
        return e;
    e = way(&rq->work, rq->in->body ? rq->in->body : "", rq->in->body_size, &options, &report);
    if (e == ERR_LIMIT && !strcmp(rq->work.problem.code, "too_many_rows"))
        rq->status_override = 413;
    return e ? e : report_reply(rq, &report);
}

static err orders_put(struct req *rq)
{
    return list_take(rq, order_import);
}

static err preview_put(struct req *rq)
{
    return list_take(rq, order_import_preview);
}

static err template_get(struct req *rq)
{
    CLEANUP(buf_free) struct buf out = {0};
    err e = import_template(&rq->work, &out);

    return e ? e : reply_file(rq, "text/csv; charset=utf-8", "shembull.csv", out.data, out.len);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/imports/orders/template.csv", R_COORDINATOR, RT_BYTES, template_get},
    {"PUT", "/api/v1/imports/orders", R_COORDINATOR, RT_WRITE | RT_UPLOAD | RT_NO_TX | RT_HEAVY, orders_put},
    {"PUT", "/api/v1/imports/orders/preview", R_COORDINATOR, RT_WRITE | RT_UPLOAD | RT_NO_TX | RT_HEAVY,
     preview_put},
};
const struct route_table IMPORT_ROUTES = ROUTE_TABLE(ROUTES);
