/* Applications for the payment over HTTP: filed, decided, looked up, their receipt, and the papers they want.
 */
#include "api/application.h"

#include <string.h>

#include "api/instant.h"
#include "domain/file/explanation.h"
#include "domain/office/municipality.h"
#include "domain/payment/application.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static err id_reply(struct req *rq, int status, int64_t id)
{
    return reply_json(rq, status, json_pack("{s:I}", "id", (json_int_t)id));
}

static const struct member APPLICATION_IN[] = {
    MEMBER_INT(struct application_new, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct application_new, case_id, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct application_new, person, 1, INT64_MAX, REQUIRED),
    MEMBER_DATE(struct application_new, filed_on, REQUIRED),
    MEMBER_TEXTS(struct application_new, documents, LIMIT(ApplicationNew, documents_each),
                 LIMIT(ApplicationNew, documents), OPTIONAL),
};

static err application_post(struct req *rq)
{
    struct application_new in;
    int64_t id;
    err e;

    if ((e = req_query(rq, "why", &rq->work.why)) ||
        (e = input_read(rq, rq->body, APPLICATION_IN, COUNT(APPLICATION_IN), &in)) ||
        (e = application_file(&rq->work, &in, &id)))
        return e;
    return id_reply(rq, 201, id);
}

static const struct member WITHDRAWAL_IN[] = {
    MEMBER_INT(struct application_end, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct application_end, case_id, 1, INT64_MAX, REQUIRED),
    MEMBER_DATE(struct application_end, on, REQUIRED),
};

static err withdraw_post(struct req *rq)
{
    struct application_end in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_query(rq, "why", &rq->work.why)) ||
        (e = input_read(rq, rq->body, WITHDRAWAL_IN, COUNT(WITHDRAWAL_IN), &in)) ||
        (e = application_withdraw(&rq->work, id, &in)))
        return e;
    return id_reply(rq, 200, id);
}

static const struct member DECISION_IN[] = {
    MEMBER_INT(struct application_decision_new, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct application_decision_new, case_id, 1, INT64_MAX, REQUIRED),
    MEMBER_CHOICE(struct application_decision_new, decision, application_decision_parse, REQUIRED),
    MEMBER_TEXT(struct application_decision_new, reason, LIMIT(DecisionNew, reason), OPTIONAL),
    MEMBER_TEXTS(struct application_decision_new, documents, LIMIT(DecisionNew, documents_each),
                 LIMIT(DecisionNew, documents), OPTIONAL),
};

static err decision_post(struct req *rq)
{
    struct application_decision_new in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_query(rq, "why", &rq->work.why)) ||
        (e = input_read(rq, rq->body, DECISION_IN, COUNT(DECISION_IN), &in)) ||
        (e = application_decide(&rq->work, id, &in)))
        return e;
    return id_reply(rq, 201, id);
}

static json_t *view_json(const struct application_view *v)
{
    return json_pack("{s:I, s:I, s:I, s:I, s:s, s:s, s:s, s:s?, s:s, s:s?, s:s, s:o, s:o, s:o}", "id",
                     (json_int_t)v->id, "person", (json_int_t)v->person, "case_id", (json_int_t)v->case_id,
                     "version", (json_int_t)v->version, "file_number", v->file_number, "unit", v->unit,
                     "first_name", v->first_name, "father_name", v->father_name, "surname", v->surname, "nid",
                     v->nid, "state", application_state_name(v->state), "filed_on", date_json(v->filed_on),
                     "payable_from", date_json(v->payable_from), "withdrawn_on", date_json(v->withdrawn_on));
}

static json_t *documents_json(const struct application_view *v)
{
    json_t *list = json_array();

    for (size_t i = 0; i < v->document_count; i++) {
        const struct document *d = &v->documents[i];

        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:o}", "code", d->code, "text", d->text,
                                              "text_en", d->text_en, "seen_on", date_json(d->seen_on)));
    }
    return list;
}

static json_t *decisions_json(const struct application_view *v)
{
    json_t *list = json_array();

    for (size_t i = 0; i < v->decision_count; i++) {
        const struct application_decision *d = &v->decisions[i];

        json_array_append_new(list, json_pack("{s:s, s:o, s:s?, s:s?}", "decision",
                                              application_state_name(d->decision), "on", date_json(d->on),
                                              "reason", d->reason, "by", d->by));
    }
    return list;
}

static json_t *payment_json(const struct application_view *v)
{
    if (v->why_not == WHY_ENTITLED)
        return json_pack("{s:b, s:I}", "payable", true, "amount", (json_int_t)v->amount);
    return json_pack("{s:b, s:s, s:s, s:s}", "payable", false, "why_not", why_not_name(v->why_not), "text",
                     why_not_text(v->why_not, false), "text_en", why_not_text(v->why_not, true));
}

static err application_get(struct req *rq)
{
    struct application_view v;
    json_t *json;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_query(rq, "why", &rq->work.why)) ||
        (e = application_read(&rq->work, id, &v)))
        return e;
    json = view_json(&v);
    json_object_set_new(json, "documents", documents_json(&v));
    json_object_set_new(json, "decisions", decisions_json(&v));
    json_object_set_new(json, "payment", payment_json(&v));
    return reply_json(rq, 200, json);
}

static err application_get_all(struct req *rq)
{
    struct application_filter f = {0};
    struct application_view *list;
    const char *state;
    json_t *items;
    size_t count;
    err e;

    if ((e = req_query(rq, "state", &state)) || (e = req_query_month(rq, "month", DATE_NONE, &f.month)))
        return e;
    if (state && !application_state_parse(state, &f.state))
        return refuse(&rq->work, ERR_INPUT, "unknown_state", "state", "There is no such state.");
    if ((e = application_list_all(&rq->work, &f, &list, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, view_json(&list[i]));
    return reply_json(rq, 200, json_pack("{s:o}", "applications", items));
}

/* What is printed of the papers: their neutral names. */
static json_t *printed_json(const struct application_view *v, bool seen)
{
    json_t *list = json_array();

    for (size_t i = 0; i < v->document_count; i++) {
        const struct document *d = &v->documents[i];

        if ((d->seen_on != DATE_NONE) == seen)
            json_array_append_new(list,
                                  json_pack("{s:s, s:s}", "text", d->printed, "text_en", d->printed_en));
    }
    return list;
}

/* It leaves the office in her hand: whoever reads it learns that she applied for a payment, and no more. */
static err receipt_get(struct req *rq)
{
    struct application_view v;
    struct municipality m;
    const char *name;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = req_query(rq, "why", &rq->work.why)) ||
        (e = application_read(&rq->work, id, &v)) || (e = municipality_read(&rq->work, &m)))
        return e;
    if (!(name = arena_format(rq->work.arena, "%s %s", v.first_name, v.surname)))
        return ERR_SYSTEM;
    return reply_json(rq, 200,
                      json_pack("{s:s, s:I, s:o, s:o, s:s, s:o, s:o, s:[{s:s, s:s}, {s:s, s:s}]}",
                                "municipality", m.neutral_name, "number", (json_int_t)v.id, "filed_on",
                                date_json(v.filed_on), "payable_from", date_json(v.payable_from), "applicant",
                                name, "seen", printed_json(&v, true), "missing", printed_json(&v, false),
                                "signatures", "text", "Nëpunësi", "text_en", "Officer", "text", "Kërkuesi",
                                "text_en", "Applicant"));
}

static json_t *applicant_json(const struct applicant *a)
{
    return json_pack("{s:I, s:I, s:I, s:s, s:s, s:s, s:s?, s:s, s:s?, s:o, s:s?}", "person",
                     (json_int_t)a->person, "case_id", (json_int_t)a->case_id, "version",
                     (json_int_t)a->version, "file_number", a->file_number, "unit", a->unit, "first_name",
                     a->first_name, "father_name", a->father_name, "surname", a->surname, "nid", a->nid,
                     "application", a->application ? json_integer(a->application) : json_null(), "state",
                     a->application ? application_state_name(a->state) : NULL);
}

struct applicant_search_in {
    const char *q;
};
static const struct member APPLICANT_SEARCH_IN[] = {
    MEMBER_TEXT(struct applicant_search_in, q, LIMIT(ApplicantSearch, q), REQUIRED),
};

/* Names stand in no address: logs of a proxy would keep them. Nothing is written but the log, so nothing is
 * kept for sending again. */
static err applicant_search_post(struct req *rq)
{
    struct applicant_search_in in;
    struct applicant *list;
    json_t *items;
    size_t count;
    err e;

    if ((e = input_read(rq, rq->body, APPLICANT_SEARCH_IN, COUNT(APPLICANT_SEARCH_IN), &in)) ||
        (e = applicant_search(&rq->work, in.q, &list, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, applicant_json(&list[i]));
    return reply_json(rq, 200, json_pack("{s:o}", "applicants", items));
}

static err document_rule_get_all(struct req *rq)
{
    struct document_rule *list;
    json_t *items;
    size_t count;
    err e;

    if ((e = document_rule_list(&rq->work, &list, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++) {
        const struct document_rule *r = &list[i];

        json_array_append_new(items, json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o}", "id",
                                               (json_int_t)r->id, "code", r->code, "text", r->text, "text_en",
                                               r->text_en, "printed", r->printed, "printed_en", r->printed_en,
                                               "source", r->source, "from", date_json(r->from), "until",
                                               date_json(r->until)));
    }
    return reply_json(rq, 200, json_pack("{s:o}", "documents", items));
}

static const struct member RULE_IN[] = {
    MEMBER_TEXT(struct document_rule, code, LIMIT(DocumentRuleNew, code), REQUIRED),
    MEMBER_TEXT(struct document_rule, text, LIMIT(DocumentRuleNew, text), REQUIRED),
    MEMBER_TEXT(struct document_rule, text_en, LIMIT(DocumentRuleNew, text_en), REQUIRED),
    MEMBER_TEXT(struct document_rule, printed, LIMIT(DocumentRuleNew, printed), REQUIRED),
    MEMBER_TEXT(struct document_rule, printed_en, LIMIT(DocumentRuleNew, printed_en), REQUIRED),
    MEMBER_TEXT(struct document_rule, source, LIMIT(DocumentRuleNew, source), REQUIRED),
    MEMBER_DATE(struct document_rule, from, REQUIRED),
    MEMBER_DATE(struct document_rule, until, OPTIONAL),
};

static err document_rule_post(struct req *rq)
{
    struct document_rule in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, RULE_IN, COUNT(RULE_IN), &in)) ||
        (e = document_rule_add(&rq->work, &in, &id)))
        return e;
    return id_reply(rq, 201, id);
}

struct rule_end_in {
    date until;
};
static const struct member RULE_END_IN[] = {MEMBER_DATE(struct rule_end_in, until, REQUIRED)};

static err document_rule_end_post(struct req *rq)
{
    struct rule_end_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, RULE_END_IN, COUNT(RULE_END_IN), &in)) ||
        (e = document_rule_end(&rq->work, id, in.until)))
        return e;
    return id_reply(rq, 200, id);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/applications", R_COORDINATOR | R_AID_OFFICER, 0, application_get_all},
    {"POST", "/api/v1/applications", R_COORDINATOR | R_AID_OFFICER, RT_WRITE | RT_BODY, application_post},
    {"GET", "/api/v1/applications/{id}", R_COORDINATOR | R_AID_OFFICER, 0, application_get},
    {"POST", "/api/v1/applications/{id}/withdraw", R_COORDINATOR | R_AID_OFFICER, RT_WRITE | RT_BODY,
     withdraw_post},
    {"POST", "/api/v1/applications/{id}/decision", R_AID_OFFICER, RT_WRITE | RT_BODY, decision_post},
    {"GET", "/api/v1/applications/{id}/receipt", R_COORDINATOR | R_AID_OFFICER, 0, receipt_get},
    {"POST", "/api/v1/applicants/search", R_AID_OFFICER, RT_BODY, applicant_search_post},
    {"GET", "/api/v1/document-rules", R_COORDINATOR | R_AID_OFFICER | R_DIRECTOR | R_ADMINISTRATOR, 0,
     document_rule_get_all},
    {"POST", "/api/v1/document-rules", R_ADMINISTRATOR, RT_WRITE | RT_BODY, document_rule_post},
    {"POST", "/api/v1/document-rules/{id}/end", R_ADMINISTRATOR, RT_WRITE | RT_BODY, document_rule_end_post},
};
const struct route_table APPLICATION_ROUTES = ROUTE_TABLE(ROUTES);
