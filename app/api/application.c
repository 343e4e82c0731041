/* Applications for the payment over HTTP: filed, decided, looked up, and their receipt. */
#include "api/application.h"

#include "domain/file/explanation.h"
#include "domain/file/person.h"
#include "domain/office/municipality.h"
#include "domain/payment/applicant.h"
#include "domain/payment/application.h"
#include "domain/payment/application_view.h"
#include "domain/work/question.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

#define FACT_IN_TEXT(s, f, needed)  MEMBER_TEXT(s, f, LIMIT(ApplicationFacts, f), needed),
#define FACT_IN_DATE(s, f, needed)  MEMBER_DATE(s, f, needed),
#define FACT_IN(kind, f, needed, s) FACT_IN_##kind(s, f, needed)

static const struct member APPLICATION_IN[] = {
    MEMBER_INT(struct application_new, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct application_new, case_id, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct application_new, person, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXTS(struct application_new, documents, LIMIT(ApplicationNew, documents_each),
                 LIMIT(ApplicationNew, documents), OPTIONAL),
    MEMBER_DATE(struct application_new, seen_on, OPTIONAL),
    APPLICATION_FACTS(FACT_IN, struct application_new)};

static err application_post(struct req *rq)
{
    struct application_new in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, APPLICATION_IN, COUNT(APPLICATION_IN), &in)) ||
        (e = application_file(&rq->work, &in, &id)))
        return e;
    return reply_id(rq, 201, id);
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

    if ((e = req_id(rq, "id", &id)) ||
        (e = input_read(rq, rq->body, WITHDRAWAL_IN, COUNT(WITHDRAWAL_IN), &in)) ||
        (e = application_withdraw(&rq->work, id, &in)))
        return e;
    return reply_id(rq, 200, id);
}

struct decision_in {
    struct application_decision_new decision; /* first: its members are read in place */
    const char **confirm;
    size_t confirm_count;
};
static const struct member DECISION_IN[] = {
    MEMBER_INT(struct application_decision_new, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct application_decision_new, case_id, 1, INT64_MAX, REQUIRED),
    MEMBER_CHOICE(struct application_decision_new, decision, application_decision_parse, REQUIRED),
    MEMBER_TEXT(struct application_decision_new, reason, LIMIT(DecisionNew, reason), OPTIONAL),
    MEMBER_TEXTS(struct application_decision_new, documents, LIMIT(DecisionNew, documents_each),
                 LIMIT(DecisionNew, documents), OPTIONAL),
    MEMBER_DATE(struct application_decision_new, seen_on, OPTIONAL),
    MEMBER_CONFIRM(struct decision_in),
};

static err decision_post(struct req *rq)
{
    struct decision_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, DECISION_IN, COUNT(DECISION_IN), &in)) ||
        (e = question_confirm(&rq->work, in.confirm, in.confirm_count)) ||
        (e = application_decide(&rq->work, id, &in.decision)))
        return e;
    return reply_id(rq, 201, id);
}

/* What the aid office sees of a person: enough to know who stands at the desk. No address, no telephone,
 * nothing of the order. */
static const struct json_member VIEW_OUT[] = {
    JSON_INT(struct application_view, id),
    JSON_INT(struct application_view, person),
    JSON_INT(struct application_view, case_id),
    JSON_INT(struct application_view, version),
    JSON_TEXT(struct application_view, file_number),
    JSON_TEXT(struct application_view, unit),
    JSON_TEXT(struct application_view, first_name),
    JSON_TEXT(struct application_view, father_name),
    JSON_TEXT(struct application_view, surname),
    JSON_TEXT(struct application_view, nid),
    JSON_WORD(struct application_view, state, application_state_name),
    JSON_DATE(struct application_view, payable_from),
    JSON_DATE(struct application_view, withdrawn_on),
    APPLICATION_FACTS(FACT_OUT, struct application_view)};
static const struct json_member DOCUMENT_OUT[] = {
    JSON_TEXT(struct document, code),
    JSON_TEXT(struct document, text),
    JSON_TEXT(struct document, text_en),
    JSON_DATE(struct document, seen_on),
};
static const struct json_member DECISION_OUT[] = {
    JSON_WORD(struct application_decision, decision, application_state_name),
    JSON_DATE(struct application_decision, on),
    JSON_TEXT(struct application_decision, reason),
    JSON_TEXT(struct application_decision, by),
};
static const struct json_member LISTS_OUT[] = {
    JSON_DATE(struct application_view, checked_on),
    JSON_LIST(struct application_view, documents, document_count, DOCUMENT_OUT),
    JSON_LIST(struct application_view, decisions, decision_count, DECISION_OUT),
};

static void payment_put(struct json_writer *j, const struct application_view *v)
{
    json_put_object(j, "payment");
    json_put_bool(j, "payable", v->why_not == WHY_ENTITLED);
    if (v->why_not == WHY_ENTITLED) {
        json_put_int(j, "amount", v->amount);
    } else {
        /* Veiled by the domain already for those who may not know where she lives (why_not_veiled). */
        json_put_text(j, "why_not", why_not_name(v->why_not));
        json_put_text(j, "text", why_not_text(v->why_not, false));
        json_put_text(j, "text_en", why_not_text(v->why_not, true));
    }
    json_put_end(j);
}

static err application_get(struct req *rq)
{
    struct application_view v;
    struct json_writer *j;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = application_read(&rq->work, id, &v)))
        return e;
    j = reply_object(rq);
    json_put_members(j, MEMBERS(VIEW_OUT), &v);
    json_put_members(j, MEMBERS(LISTS_OUT), &v);
    payment_put(j, &v);
    return reply_done(rq, 200);
}

err application_filter_read(struct req *rq, struct application_filter *ret)
{
    struct application_filter f = {0};
    const char *state;
    err e;

    if ((e = req_query(rq, "state", &state)) || (e = req_query_month(rq, "month", DATE_NONE, &f.month)))
        return e;
    if (state && !application_state_parse(state, &f.state))
        return refuse(&rq->work, ERR_INPUT, "unknown_state", "state", "There is no such state.");
    *ret = f;
    return OK;
}

static err application_get_all(struct req *rq)
{
    struct application_filter f;
    struct application_view *list;
    size_t count;
    err e;

    if ((e = application_filter_read(rq, &f)) || (e = application_list_all(&rq->work, &f, &list, &count)))
        return e;
    return reply_structs(rq, "applications", MEMBERS(VIEW_OUT), list, count);
}

static const struct json_member PRINTED_OUT[] = {
    JSON_TEXT_AS(struct document, printed, "text"),
    JSON_TEXT_AS(struct document, printed_en, "text_en"),
};

/* Papers by the neutral names they are printed under. */
static void printed_put(struct json_writer *j, const char *name, const struct application_view *v, bool seen)
{
    json_put_list(j, name);
    for (size_t i = 0; i < v->document_count; i++)
        if ((v->documents[i].seen_on != DATE_NONE) == seen)
            json_put_struct(j, NULL, MEMBERS(PRINTED_OUT), &v->documents[i]);
    json_put_end(j);
}

struct signature_line {
    const char *text, *text_en;
};
static const struct json_member SIGNATURE_OUT[] = {
    JSON_TEXT(struct signature_line, text),
    JSON_TEXT(struct signature_line, text_en),
};
static const struct signature_line SIGNATURES[] = {{"Nëpunësi", "Officer"}, {"Kërkuesi", "Applicant"}};

static void receipt_put(struct json_writer *j, const struct application_view *v, const struct municipality *m,
                        const char *applicant)
{
    json_put_text(j, "municipality", m->neutral_name);
    json_put_int(j, "number", v->id);
    json_put_date(j, "filed_on", v->filed_on);
    json_put_date(j, "payable_from", v->payable_from);
    json_put_text(j, "applicant", applicant);
    printed_put(j, "seen", v, true);
    printed_put(j, "missing", v, false);
    json_put_structs(j, "signatures", MEMBERS(SIGNATURE_OUT), SIGNATURES, COUNT(SIGNATURES));
}

/* The receipt leaves the office in her hand. Whoever finds it may learn that she applied for a payment, and
 * nothing else. */
static err receipt_get(struct req *rq)
{
    struct application_view v;
    struct municipality m;
    const char *name;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = application_read(&rq->work, id, &v)) ||
        (e = municipality_read(&rq->work, &m)))
        return e;
    if (!(name = person_name(rq->work.arena, v.first_name, v.surname)))
        return ERR_SYSTEM;
    receipt_put(reply_object(rq), &v, &m, name);
    return reply_done(rq, 200);
}

static const struct json_member APPLICANT_OUT[] = {
    JSON_INT(struct applicant, person),
    JSON_INT(struct applicant, case_id),
    JSON_INT(struct applicant, version),
    JSON_TEXT(struct applicant, file_number),
    JSON_TEXT(struct applicant, unit),
    JSON_TEXT(struct applicant, first_name),
    JSON_TEXT(struct applicant, father_name),
    JSON_TEXT(struct applicant, surname),
    JSON_TEXT(struct applicant, nid),
    JSON_ID(struct applicant, application),
    JSON_WORD(struct applicant, state, application_state_name),
};

struct applicant_search_in {
    const char *q;
};
static const struct member APPLICANT_SEARCH_IN[] = {
    MEMBER_TEXT(struct applicant_search_in, q, LIMIT(ApplicantSearch, q), REQUIRED),
};

/* A search by POST, because a proxy's log keeps addresses, and a name must not stand in one. Only the log is
 * written, so nothing is kept for a second sending. */
static err applicant_search_post(struct req *rq)
{
    struct applicant_search_in in;
    struct applicant *list;
    size_t count;
    err e;

    if ((e = input_read(rq, rq->body, APPLICANT_SEARCH_IN, COUNT(APPLICANT_SEARCH_IN), &in)) ||
        (e = applicant_search(&rq->work, in.q, &list, &count)))
        return e;
    return reply_structs(rq, "applicants", MEMBERS(APPLICANT_OUT), list, count);
}

/* Coordinators file and withdraw for those who come to them; decisions are the aid office's alone, and so is
 * the search, which coordinators have over their own files. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/applications", R_COORDINATOR | R_AID_OFFICER, 0, application_get_all},
    {"POST", "/api/v1/applications", R_COORDINATOR | R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM,
     application_post},
    {"GET", "/api/v1/applications/{id}", R_COORDINATOR | R_AID_OFFICER, 0, application_get},
    {"POST", "/api/v1/applications/{id}/withdraw", R_COORDINATOR | R_AID_OFFICER,
     RT_WRITE | RT_BODY | RT_FORM, withdraw_post},
    {"POST", "/api/v1/applications/{id}/decision", R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM,
     decision_post},
    {"GET", "/api/v1/applications/{id}/receipt", R_COORDINATOR | R_AID_OFFICER, 0, receipt_get},
    {"POST", "/api/v1/applicants/search", R_AID_OFFICER, RT_BODY, applicant_search_post},
};
const struct route_table APPLICATION_ROUTES = ROUTE_TABLE(ROUTES);
