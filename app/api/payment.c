/* The monthly payment over HTTP. The aid office pays by it, so it says nothing of who lives in a shelter,
 * what an order tells, or whose file is sealed. */
#include "api/payment.h"

#include "api/rule_effect.h"
#include "base/month.h"
#include "domain/payment/payment.h"
#include "domain/payment/payment_line.h"
#include "domain/payment/payment_rule.h"
#include "domain/payment/payment_run.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member SUM_OUT[] = {
    JSON_INT(struct payment_sum, lines),
    JSON_INT(struct payment_sum, amount),
};
static const struct json_member SUMS_OUT[] = {
    JSON_MONTH_AS(struct payment_run, before, "compared_with"),
    JSON_STRUCT(struct payment_run, month_paid, SUM_OUT),
    JSON_STRUCT(struct payment_run, arrears, SUM_OUT),
    JSON_STRUCT(struct payment_run, one_off, SUM_OUT),
    JSON_STRUCT(struct payment_run, reversals, SUM_OUT),
    JSON_STRUCT(struct payment_run, to_pay, SUM_OUT),
    JSON_STRUCT(struct payment_run, to_recover, SUM_OUT),
    JSON_STRUCT(struct payment_run, held, SUM_OUT),
    JSON_INT(struct payment_run, began),
    JSON_INT(struct payment_run, changed),
    JSON_INT(struct payment_run, ended),
    JSON_INT(struct payment_run, unpaid),
    JSON_INT(struct payment_run, open),
    JSON_INT(struct payment_run, on_hold),
    JSON_INT(struct payment_run, complaints),
    JSON_DATE(struct payment_run, closed_on),
};

static const struct json_member DECIDED_OUT[] = {
    JSON_TEXT(struct payment_decided, number),
    JSON_DATE(struct payment_decided, on),
};

static void decided_put(struct json_writer *j, const struct payment_run *r)
{
    for (enum deciding_body b = BODY_COUNCIL; b < DECIDING_BODIES; b++)
        json_put_struct(j, deciding_body_name(b), MEMBERS(DECIDED_OUT),
                        r->decided[b].number ? &r->decided[b] : NULL);
}

/* Members of the open object. */
static void run_put(struct json_writer *j, const struct payment_run *r, int64_t account)
{
    char digest[2 * DIGEST_SIZE + 1];

    json_put_int(j, "id", r->id);
    json_put_month(j, "month", r->month);
    json_put_text(j, "state", r->approved ? "approved" : "prepared");
    json_put_text(j, "prepared_by", r->prepared_by);
    json_put_instant(j, "prepared_at", r->prepared_at);
    /* Nobody approves a run of her own: the page greys the button, the domain refuses. */
    json_put_bool(j, "own", r->preparer == account);
    json_put_text(j, "approved_by", r->approved_by);
    json_put_instant(j, "approved_at", r->approved_at);
    json_put_text(j, "digest", digest_hex(r->digest, DIGEST_SIZE, digest));
    json_put_members(j, MEMBERS(SUMS_OUT), r);
    decided_put(j, r);
}

static err run_reply(struct req *rq, int status, int64_t id)
{
    struct payment_run run;
    err e = payment_run_read(&rq->work, id, &run);

    if (e)
        return e;
    run_put(reply_object(rq), &run, rq->work.actor.account);
    return reply_done(rq, status);
}

static err run_get_all(struct req *rq)
{
    struct payment_run *runs;
    struct json_writer *j;
    size_t count;
    err e;

    if ((e = payment_run_list(&rq->work, &runs, &count)))
        return e;
    j = reply_object(rq);
    json_put_list(j, "runs");
    for (size_t i = 0; i < count; i++) {
        json_put_object(j, NULL);
        run_put(j, &runs[i], rq->work.actor.account);
        json_put_end(j);
    }
    json_put_end(j);
    return reply_done(rq, 200);
}

static err run_get(struct req *rq)
{
    int64_t id;
    err e = req_id(rq, "id", &id);

    return e ? e : run_reply(rq, 200, id);
}

struct run_in {
    const char *month;
};
static const struct member RUN_IN[] = {
    MEMBER_TEXT(struct run_in, month, LIMIT(PaymentRunNew, month), REQUIRED)};

static err run_post(struct req *rq)
{
    struct run_in in;
    date month;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, RUN_IN, COUNT(RUN_IN), &in)))
        return e;
    if (month_parse(in.month, &month))
        return refuse(&rq->work, ERR_INPUT, "bad_month", "month", "A month is written 2026-12.");
    return (e = payment_prepare(&rq->work, month, &id)) ? e : run_reply(rq, 201, id);
}

static err run_approve_post(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = payment_approve(&rq->work, id)))
        return e;
    return run_reply(rq, 200, id);
}

static err run_delete(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = payment_drop(&rq->work, id)))
        return e;
    return reply_empty(rq, 204);
}

static err filter_read(struct req *rq, struct payment_filter *ret)
{
    struct payment_filter f = {0};
    int64_t limit, changed;
    err e;

    if ((e = req_id(rq, "id", &f.run)) || (e = req_query_int(rq, "after", 0, INT64_MAX, 0, &f.after)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(listPaymentLines, limit), DEFAULT(listPaymentLines, limit),
                           &limit)) ||
        (e = req_query_int(rq, "changed", 0, 1, 0, &changed)))
        return e;
    f.limit = (int)limit;
    f.changed = changed != 0;
    *ret = f;
    return OK;
}

static const struct json_member NAMES_OUT[] = {
    JSON_INT(struct payment_line, n),
    JSON_WORD(struct payment_line, kind, payment_kind_name),
    JSON_ID(struct payment_line, person),
    JSON_TEXT(struct payment_line, first_name),
    JSON_TEXT(struct payment_line, father_name),
    JSON_TEXT(struct payment_line, surname),
    JSON_MONTH(struct payment_line, month),
    JSON_INT(struct payment_line, amount),
};
static const struct json_member ORDER_OUT[] = {
    JSON_INT_AS(struct payment_line, order, "id"),
    JSON_TEXT_AS(struct payment_line, order_number, "number"),
    JSON_TEXT_AS(struct payment_line, order_kind, "kind"),
};
static const struct json_member ACT_OUT[] = {
    JSON_INT_AS(struct payment_line, act, "id"),
    JSON_TEXT_AS(struct payment_line, act_kind, "kind"),
    JSON_DATE_AS(struct payment_line, act_on, "on"),
};
static const struct json_member RULE_OUT[] = {
    JSON_INT_AS(struct payment_line, rule, "id"),
    JSON_TEXT_AS(struct payment_line, rule_source, "source"),
};
static const struct json_member ONE_OFF_OUT[] = {
    JSON_INT_AS(struct payment_line, one_off, "id"),
    JSON_TEXT_AS(struct payment_line, one_off_text, "text"),
    JSON_TEXT_AS(struct payment_line, one_off_text_en, "text_en"),
    JSON_TEXT_AS(struct payment_line, one_off_source, "source"),
};
static const struct json_member REVERSES_OUT[] = {
    JSON_INT_AS(struct payment_line, reverses_run, "run"),
    JSON_INT_AS(struct payment_line, reverses_n, "n"),
};
static const struct json_member STATE_OUT[] = {
    JSON_TEXT(struct payment_line, why),
    JSON_WORD(struct payment_line, outcome, payment_outcome_name),
    JSON_TEXT(struct payment_line, call),
    JSON_TEXT(struct payment_line, phone),
    JSON_WORD(struct payment_line, change, payment_change_name),
    JSON_ID(struct payment_line, before),
};

static void line_put(struct json_writer *j, const struct payment_line *l)
{
    json_put_object(j, NULL);
    json_put_members(j, MEMBERS(NAMES_OUT), l);
    json_put_struct(j, "order", MEMBERS(ORDER_OUT), l->order ? l : NULL);
    json_put_struct(j, "act", MEMBERS(ACT_OUT), l->act ? l : NULL);
    json_put_struct(j, "rule", MEMBERS(RULE_OUT), l);
    json_put_id(j, "application", l->application);
    json_put_struct(j, "one_off", MEMBERS(ONE_OFF_OUT), l->one_off ? l : NULL);
    json_put_struct(j, "reverses", MEMBERS(REVERSES_OUT), l->reverses_run ? l : NULL);
    json_put_members(j, MEMBERS(STATE_OUT), l);
    json_put_end(j);
}

static err line_get_all(struct req *rq)
{
    struct payment_line *lines;
    struct payment_filter f;
    struct json_writer *j;
    size_t count;
    err e;

    if ((e = filter_read(rq, &f)) || (e = payment_lines(&rq->work, &f, &lines, &count)))
        return e;
    j = reply_object(rq);
    json_put_list(j, "lines");
    for (size_t i = 0; i < count; i++)
        line_put(j, &lines[i]);
    json_put_end(j);
    /* A full page may be the last: then the next one is empty, which costs less than counting all lines each
     * time. */
    json_put_id(j, "next", count == (size_t)f.limit ? lines[count - 1].n : 0);
    return reply_done(rq, 200);
}

static const struct json_member REASON_OUT[] = {
    JSON_ID(struct payment_reason, person),        JSON_TEXT(struct payment_reason, first_name),
    JSON_TEXT(struct payment_reason, father_name), JSON_TEXT(struct payment_reason, surname),
    JSON_TEXT(struct payment_reason, why),         JSON_ID(struct payment_reason, before),
};

static err reason_get_all(struct req *rq)
{
    struct payment_reason *reasons;
    struct payment_filter f;
    struct json_writer *j;
    size_t count;
    err e;

    if ((e = filter_read(rq, &f)) || (e = payment_reasons(&rq->work, &f, &reasons, &count)))
        return e;
    j = reply_object(rq);
    json_put_structs(j, "reasons", MEMBERS(REASON_OUT), reasons, count);
    json_put_id(j, "next", count == (size_t)f.limit ? reasons[count - 1].cursor : 0);
    return reply_done(rq, 200);
}

static const struct json_member PAYMENT_RULE_OUT[] = {
    JSON_INT(struct payment_rule, id),
    JSON_WORD_AS(struct payment_rule, part, part_month_name, "part_month"),
    JSON_WORD_AS(struct payment_rule, first, first_month_name, "first_month"),
    JSON_TEXT(struct payment_rule, source),
    JSON_DATE(struct payment_rule, from),
    JSON_DATE(struct payment_rule, until),
};

static err rule_get_all(struct req *rq)
{
    struct payment_rule *rules;
    size_t count;
    err e;

    if ((e = payment_rules_load(&rq->work, &rules, &count)))
        return e;
    return reply_structs(rq, "rules", MEMBERS(PAYMENT_RULE_OUT), rules, count);
}

struct payment_rule_in {
    enum part_month part_month;
    enum first_month first_month;
    const char *source;
    date from;
};
static const struct member PAYMENT_RULE_IN[] = {
    MEMBER_CHOICE(struct payment_rule_in, part_month, part_month_parse, REQUIRED),
    MEMBER_CHOICE(struct payment_rule_in, first_month, first_month_parse, REQUIRED),
    MEMBER_TEXT(struct payment_rule_in, source, LIMIT(PaymentRuleNew, source), REQUIRED),
    MEMBER_DATE(struct payment_rule_in, from, REQUIRED),
};

static err rule_do(struct work *w, void *context)
{
    int64_t id;

    return payment_rule_add(w, context, &id);
}

static err rule_undo(struct work *w, void *context)
{
    return payment_rule_void(w, *(const int64_t *)context);
}

static err rule_post(struct req *rq)
{
    struct payment_rule_in in;
    struct payment_rule rule;
    bool preview;
    int64_t id;
    err e;

    if ((e = rule_preview_asked(rq, &preview)) ||
        (e = input_read(rq, rq->body, PAYMENT_RULE_IN, COUNT(PAYMENT_RULE_IN), &in)))
        return e;
    rule = (struct payment_rule){
        .part = in.part_month, .first = in.first_month, .source = in.source, .from = in.from};
    if (preview)
        return rule_effect_reply(rq, rule_do, &rule, rule.from);
    return (e = payment_rule_add(&rq->work, &rule, &id)) ? e : reply_id(rq, 201, id);
}

static err rule_void_post(struct req *rq)
{
    bool preview;
    int64_t id;
    err e;

    if ((e = rule_preview_asked(rq, &preview)) || (e = req_id(rq, "id", &id)))
        return e;
    if (preview)
        return rule_effect_reply(rq, rule_undo, &id, DATE_NONE);
    return (e = payment_rule_void(&rq->work, id)) ? e : reply_empty(rq, 204);
}

/* Prepared by one role and approved by another, so that no single person can pay out. */
#define R_PAYING (R_AID_OFFICER | R_DIRECTOR)
static const struct route ROUTES[] = {
    {"GET", "/api/v1/payment-runs", R_PAYING, 0, run_get_all},
    {"POST", "/api/v1/payment-runs", R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM, run_post},
    {"GET", "/api/v1/payment-runs/{id}", R_PAYING, 0, run_get},
    {"GET", "/api/v1/payment-runs/{id}/lines", R_PAYING, 0, line_get_all},
    {"GET", "/api/v1/payment-runs/{id}/reasons", R_PAYING, 0, reason_get_all},
    {"POST", "/api/v1/payment-runs/{id}/approve", R_DIRECTOR, RT_WRITE, run_approve_post},
    {"DELETE", "/api/v1/payment-runs/{id}", R_AID_OFFICER, RT_WRITE, run_delete},
    {"GET", "/api/v1/payment-rules", R_PAYING | R_ADMINISTRATOR | R_AUDITOR, 0, rule_get_all},
    {"POST", "/api/v1/payment-rules", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_FORM | RT_CONFIRMED,
     rule_post},
    {"POST", "/api/v1/payment-rules/{id}/void", R_ADMINISTRATOR, RT_WRITE | RT_CONFIRMED, rule_void_post},
};
const struct route_table PAYMENT_ROUTES = ROUTE_TABLE(ROUTES);
