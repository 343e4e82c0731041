/* The monthly payment over HTTP. Who lives in a shelter, what an order tells and whose file is sealed does
 * not come this way. */
#include "api/payment.h"

#include "api/instant.h"
#include "domain/payment/payment.h"
#include "domain/payment/payment_line.h"
#include "domain/payment/payment_rule.h"
#include "domain/payment/payment_run.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static json_t *month_json(date month)
{
    char text[MONTH_TEXT];

    return date_known(month) ? json_string(month_format(month, text)) : json_null();
}

static json_t *sum_json(const struct payment_sum *s)
{
    return json_pack("{s:I, s:I}", "lines", (json_int_t)s->lines, "amount", (json_int_t)s->amount);
}

static json_t *run_json(const struct payment_run *r, int64_t account)
{
    char digest[2 * DIGEST_SIZE + 1];
    json_t *o = json_pack("{s:I, s:o, s:s, s:s, s:o, s:b, s:s?, s:o, s:s}", "id", (json_int_t)r->id, "month",
                          month_json(r->month), "state", r->approved ? "approved" : "prepared", "prepared_by",
                          r->prepared_by, "prepared_at", instant_json(r->prepared_at), "own",
                          r->preparer == account, "approved_by", r->approved_by, "approved_at",
                          instant_json(r->approved_at), "digest", digest_hex(r->digest, DIGEST_SIZE, digest));
    json_t *sums =
        json_pack("{s:o, s:o, s:o, s:o, s:I, s:I, s:I, s:I}", "compared_with", month_json(r->before),
                  "month_paid", sum_json(&r->month_paid), "arrears", sum_json(&r->arrears), "reversals",
                  sum_json(&r->reversals), "began", (json_int_t)r->began, "changed", (json_int_t)r->changed,
                  "ended", (json_int_t)r->ended, "unpaid", (json_int_t)r->unpaid);

    json_object_update(o, sums);
    json_decref(sums);
    return o;
}

static err run_reply(struct req *rq, int status, int64_t id)
{
    struct payment_run run;
    err e = payment_run_read(&rq->work, id, &run);

    return e ? e : reply_json(rq, status, run_json(&run, rq->work.actor.account));
}

static err run_get_all(struct req *rq)
{
    struct payment_run *runs;
    json_t *items;
    size_t count;
    err e;

    if ((e = payment_run_list(&rq->work, &runs, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, run_json(&runs[i], rq->work.actor.account));
    return reply_json(rq, 200, json_pack("{s:o}", "runs", items));
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

static json_t *number_or_null(int64_t n)
{
    return n ? json_integer(n) : json_null();
}

static json_t *reverses_json(const struct payment_line *l)
{
    return l->reverses_run
               ? json_pack("{s:I, s:I}", "run", (json_int_t)l->reverses_run, "n", (json_int_t)l->reverses_n)
               : json_null();
}

static json_t *line_json(const struct payment_line *l)
{
    static const char *const CHANGES[] = {
        [CHANGE_NONE] = NULL, [CHANGE_NEW] = "new", [CHANGE_AMOUNT] = "amount"};
    json_t *o = json_pack("{s:I, s:s, s:I, s:s?, s:s?, s:s?, s:o, s:I}", "n", (json_int_t)l->n, "kind",
                          payment_kind_name(l->kind), "person", (json_int_t)l->person, "first_name",
                          l->first_name, "father_name", l->father_name, "surname", l->surname, "month",
                          month_json(l->month), "amount", (json_int_t)l->amount);
    json_t *because =
        json_pack("{s:{s:I, s:s?, s:s}, s:{s:I, s:s, s:o}, s:{s:I, s:s}, s:o, s:o, s:s?, s:s?, s:s?, s:o}",
                  "order", "id", (json_int_t)l->order, "number", l->order_number, "kind", l->order_kind,
                  "act", "id", (json_int_t)l->act, "kind", l->act_kind, "on", date_json(l->act_on), "rule",
                  "id", (json_int_t)l->rule, "source", l->rule_source, "application",
                  number_or_null(l->application), "reverses", reverses_json(l), "why", l->why, "outcome",
                  l->outcome ? payment_outcome_name(l->outcome) : NULL, "change", CHANGES[l->change],
                  "before", number_or_null(l->before));

    json_object_update(o, because);
    json_decref(because);
    return o;
}

static err line_get_all(struct req *rq)
{
    struct payment_line *lines;
    struct payment_filter f;
    json_t *items;
    size_t count;
    err e;

    if ((e = filter_read(rq, &f)) || (e = payment_lines(&rq->work, &f, &lines, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, line_json(&lines[i]));
    return reply_json(rq, 200,
                      json_pack("{s:o, s:o}", "lines", items, "next",
                                count == (size_t)f.limit ? json_integer(lines[count - 1].n) : json_null()));
}

static json_t *reason_json(const struct payment_reason *r)
{
    return json_pack("{s:I, s:s?, s:s?, s:s?, s:s, s:o}", "person", (json_int_t)r->person, "first_name",
                     r->first_name, "father_name", r->father_name, "surname", r->surname, "why", r->why,
                     "before", number_or_null(r->before));
}

static err reason_get_all(struct req *rq)
{
    struct payment_reason *reasons;
    struct payment_filter f;
    json_t *items;
    size_t count;
    err e;

    if ((e = filter_read(rq, &f)) || (e = payment_reasons(&rq->work, &f, &reasons, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, reason_json(&reasons[i]));
    return reply_json(
        rq, 200,
        json_pack("{s:o, s:o}", "reasons", items, "next",
                  count == (size_t)f.limit ? json_integer(reasons[count - 1].person) : json_null()));
}

static err rule_get_all(struct req *rq)
{
    struct payment_rule *rules;
    json_t *items;
    size_t count;
    err e;

    if ((e = payment_rules_load(&rq->work, &rules, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items,
                              json_pack("{s:I, s:s, s:s, s:s, s:o, s:o}", "id", (json_int_t)rules[i].id,
                                        "part_month", part_month_name(rules[i].part), "first_month",
                                        first_month_name(rules[i].first), "source", rules[i].source, "from",
                                        date_json(rules[i].from), "until", date_json(rules[i].until)));
    return reply_json(rq, 200, json_pack("{s:o}", "rules", items));
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

static err rule_post(struct req *rq)
{
    struct payment_rule_in in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, PAYMENT_RULE_IN, COUNT(PAYMENT_RULE_IN), &in)) ||
        (e = payment_rule_add(
             &rq->work,
             &(struct payment_rule){
                 .part = in.part_month, .first = in.first_month, .source = in.source, .from = in.from},
             &id)))
        return e;
    return reply_json(rq, 201, json_pack("{s:I}", "id", (json_int_t)id));
}

#define R_PAYING (R_AID_OFFICER | R_DIRECTOR)
static const struct route ROUTES[] = {
    {"GET", "/api/v1/payment-runs", R_PAYING, 0, run_get_all},
    {"POST", "/api/v1/payment-runs", R_AID_OFFICER, RT_WRITE | RT_BODY, run_post},
    {"GET", "/api/v1/payment-runs/{id}", R_PAYING, 0, run_get},
    {"GET", "/api/v1/payment-runs/{id}/lines", R_PAYING, 0, line_get_all},
    {"GET", "/api/v1/payment-runs/{id}/reasons", R_PAYING, 0, reason_get_all},
    {"POST", "/api/v1/payment-runs/{id}/approve", R_DIRECTOR, RT_WRITE, run_approve_post},
    {"DELETE", "/api/v1/payment-runs/{id}", R_AID_OFFICER, RT_WRITE, run_delete},
    {"GET", "/api/v1/payment-rules", R_PAYING | R_ADMINISTRATOR | R_AUDITOR, 0, rule_get_all},
    {"POST", "/api/v1/payment-rules", R_ADMINISTRATOR, RT_WRITE | RT_BODY, rule_post},
};
const struct route_table PAYMENT_ROUTES = ROUTE_TABLE(ROUTES);
