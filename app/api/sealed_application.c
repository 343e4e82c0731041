/* Applications of files that are sealed against the office, by number; and papers noted apart from a
 * decision. */
#include "api/sealed_application.h"

#include "api/application.h"
#include "domain/payment/application_papers.h"
#include "domain/payment/sealed_application.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

static const struct json_member SEALED_OUT[] = {
    JSON_INT(struct sealed_application, id),
    JSON_WORD(struct sealed_application, state, application_state_name),
    JSON_DATE(struct sealed_application, payable_from),
    JSON_DATE(struct sealed_application, withdrawn_on),
    JSON_DATE(struct sealed_application, checked_on),
    APPLICATION_FACTS(FACT_OUT, struct sealed_application)};
static const struct json_member DOCUMENT_OUT[] = {
    JSON_TEXT(struct document, code),
    JSON_TEXT(struct document, text),
    JSON_TEXT(struct document, text_en),
    JSON_DATE(struct document, seen_on),
};
static const struct json_member DECISION_OUT[] = {
    JSON_WORD(struct application_decision, decision, application_state_name),
    JSON_DATE(struct application_decision, on),
};
static const struct json_member LISTS_OUT[] = {
    JSON_LIST(struct sealed_application, documents, document_count, DOCUMENT_OUT),
    JSON_LIST(struct sealed_application, decisions, decision_count, DECISION_OUT),
};

static err sealed_get_all(struct req *rq)
{
    struct application_filter f;
    struct sealed_application *list;
    size_t count;
    err e;

    if ((e = application_filter_read(rq, &f)) || (e = sealed_application_list(&rq->work, &f, &list, &count)))
        return e;
    return reply_structs(rq, "applications", MEMBERS(SEALED_OUT), list, count);
}

static err sealed_get(struct req *rq)
{
    struct sealed_application s;
    struct json_writer *j;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = sealed_application_read(&rq->work, id, &s)))
        return e;
    j = reply_object(rq);
    json_put_members(j, MEMBERS(SEALED_OUT), &s);
    json_put_members(j, MEMBERS(LISTS_OUT), &s);
    return reply_done(rq, 200);
}

static const struct member DECISION_IN[] = {
    MEMBER_CHOICE(struct sealed_decision, decision, application_decision_parse, REQUIRED),
    MEMBER_TEXT(struct sealed_decision, reason, LIMIT(SealedDecisionNew, reason), OPTIONAL),
};

static err decision_post(struct req *rq)
{
    struct sealed_decision in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, DECISION_IN, COUNT(DECISION_IN), &in)) ||
        (e = application_decide_sealed(&rq->work, id, &in)))
        return e;
    return reply_id(rq, 201, id);
}

static const struct member PAPERS_IN[] = {
    MEMBER_INT(struct application_papers, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct application_papers, case_id, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXTS(struct application_papers, documents, LIMIT(PapersNew, documents_each),
                 LIMIT(PapersNew, documents), OPTIONAL),
    MEMBER_DATE(struct application_papers, seen_on, OPTIONAL),
    MEMBER_BOOL(struct application_papers, checked, OPTIONAL),
};

static err papers_post(struct req *rq)
{
    struct application_papers in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, PAPERS_IN, COUNT(PAPERS_IN), &in)) ||
        (e = application_papers_note(&rq->work, id, &in)))
        return e;
    return reply_id(rq, 200, id);
}

/* Whoever opens the file reads it by the other routes. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/sealed-applications", R_AID_OFFICER, 0, sealed_get_all},
    {"GET", "/api/v1/sealed-applications/{id}", R_AID_OFFICER, 0, sealed_get},
    {"POST", "/api/v1/sealed-applications/{id}/decision", R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM,
     decision_post},
    {"POST", "/api/v1/applications/{id}/papers", R_COORDINATOR | R_AID_OFFICER, RT_WRITE | RT_BODY | RT_FORM,
     papers_post},
};
const struct route_table SEALED_APPLICATION_ROUTES = ROUTE_TABLE(ROUTES);
