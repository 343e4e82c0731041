/* Refusals of what the offices note each month. */
#include "domain/check/asking_limit.h"
#include "domain/check/tap_memory.h"
#include "http/input.h"
#include "support/refusals.h"

#define DECISION(id, more)                                                                                   \
    AID_OFFICER, "POST", "/api/v1/applications/" id "/decision", "{'version':$v,'case_id':$case" more "}"
static const struct refusal APPLICATIONS[] = {
    {AID_OFFICER, "GET", "/api/v1/applications?month=2026", NULL, 422, "bad_month"},
    {AID_OFFICER, "GET", "/api/v1/applications?state=zz", NULL, 422, "unknown_state"},
    {AID_OFFICER, "GET", "/api/v1/applications/99", NULL, 404, "no_such_application"},
    {COORDINATOR, "POST", "/api/v1/applications/$application/papers", "{'version':$v,'case_id':$case}", 422,
     "nothing_said"},
    {COORDINATOR, "POST", "/api/v1/applications/$application/papers",
     "{'version':$v,'case_id':99,'documents':['order']}", 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/applications/99/papers",
     "{'version':$v,'case_id':$case,'documents':['order']}", 404, "no_such_application"},
    {COORDINATOR, "POST", "/api/v1/applications/$application/papers",
     "{'version':999,'case_id':$case,'documents':['order']}", 409, "stale_version"},
    {COORDINATOR, "POST", "/api/v1/applications/$application/papers",
     "{'version':$v,'case_id':$case,'documents':['zz']}", 422, "unknown_document"},
    {COORDINATOR, "POST", "/api/v1/applications/$application/papers",
     "{'version':$v,'case_id':$case,'documents':['order'],'seen_on':'2027-01-01'}", 422, "in_future"},
    {AID_OFFICER, "GET", "/api/v1/applications/99/receipt", NULL, 404, "no_such_application"},
    {AID_OFFICER, "POST", "/api/v1/applicants/search", "{'q':'m'}", 422, "too_short"},
    {AID_OFFICER, "POST", "/api/v1/applications/1/decision",
     "{'version':1,'case_id':99,'decision':'granted'}", 404, "no_such_case"},
    {DECISION("99", ",'decision':'granted'"), 404, "no_such_application"},
    {AID_OFFICER, "POST", "/api/v1/applications/$application/decision",
     "{'version':999,'case_id':$case,'decision':'granted'}", 409, "stale_version"},
    {DECISION("$application", ",'decision':'refused'"), 422, "required"},
    {DECISION("$application", ",'decision':'granted','documents':['zz']"), 422, "unknown_document"},
    {DECISION("$application",
              ",'decision':'incomplete','documents':['order','identity_card','property_certificate']"),
     422, "nothing_missing"},
    {DECISION("$application", ",'decision':'granted','documents':['order'],'seen_on':'2027-01-01'"), 422,
     "in_future"},
    {DECISION("$application", ",'decision':'refused','reason':'jo këtu'"), 201, ""},
    {DECISION("$application", ",'decision':'refused','reason':'jo këtu'"), 409, "already_decided"},
    {AID_OFFICER, "POST", "/api/v1/applications",
     "{'version':$v,'case_id':$case,'person':$mother,'filed_on':'2026-03-09','documents':['zz']}", 422,
     "unknown_document"},
    {AID_OFFICER, "POST", "/api/v1/applications",
     "{'version':$v,'case_id':$case,'person':$mother,'filed_on':'2026-03-09'}", 201, ""},
    {DECISION("$application", ",'decision':'granted'"), 409, "already_applied"},
};

#define DEATH(who, more)                                                                                     \
    COORDINATOR, "PUT", "/api/v1/persons/" who "/death", "{'version':$v,'case_id':$case" more "}"
static const struct refusal DEATHS[] = {
    {COORDINATOR, "PUT", "/api/v1/persons/$child/death", "{'version':1,'case_id':99,'none':true}", 404,
     "no_such_case"},
    {COORDINATOR, "PUT", "/api/v1/persons/$child/death", "{'version':999,'case_id':$case,'none':true}", 409,
     "stale_version"},
    {DEATH("$child", ""), 422, "required"},
    {DEATH("$child", ",'on':'2026-03-09','none':true"), 422, "required"},
    {DEATH("$child", ",'on':'2026-03-11'"), 422, "in_future"},
    {DEATH("$child", ",'on':'2021-01-31'"), 422, "out_of_order"},
    {DEATH("99", ",'on':'2026-03-09'"), 422, "not_in_file"},
    {DEATH("$child", ",'on':'2026-03-09'"), 200, ""},
    {AID_OFFICER, "POST", "/api/v1/applications",
     "{'version':$v,'case_id':$case,'person':$child,'filed_on':'2026-03-09'}", 422, "deceased"},
    {DEATH("$child", ",'none':true"), 200, ""},
    {COORDINATOR, "GET", "/api/v1/cases/99/enrolments", NULL, 404, "no_such_case"},
};

#define PAPER(code, more)                                                                                    \
    ADMINISTRATOR, "POST", "/api/v1/document-rules",                                                         \
        "{'code':'" code "','text':'A','text_en':'B','printed':'A','printed_en':'B','source':'VKB 1',"       \
        "'from':'2026-04-01'" more "}"
#define KIND(code)                                                                                           \
    ADMINISTRATOR, "POST", "/api/v1/certificate-kinds", "{'code':'" code "','text':'A','text_en':'B'}"
static const struct refusal RULES[] = {
    {PAPER("order", ""), 409, "rule_overlaps"},
    {PAPER("A B", ""), 422, "bad_code"},
    {ADMINISTRATOR, "POST", "/api/v1/document-rules",
     "{'code':'paper','text':'A','text_en':'B','printed':'Gjykata','printed_en':'B','source':'VKB 1',"
     "'from':'2026-04-01'}",
     422, "telling"},
    {PAPER("family", ",'until':'2026-03-01'"), 422, "out_of_order"},
    {ADMINISTRATOR, "POST", "/api/v1/document-rules/99/end", "{'until':'2026-03-10'}", 404,
     "no_document_rule"},
    {ADMINISTRATOR, "POST", "/api/v1/document-rules/1/end", "{'until':'1990-01-01'}", 409, "already_ended"},
    {KINDERGARTEN, "GET", "/api/v1/kindergarten/month?month=mars", NULL, 422, "bad_month"},
    {KINDERGARTEN, "GET", "/api/v1/kindergarten/month.csv?month=2026-13", NULL, 422, "bad_month"},
    {KINDERGARTEN, "GET", "/api/v1/kindergarten/month.xlsx?month=2026-13", NULL, 422, "bad_month"},
    {DIRECTOR, "GET", "/api/v1/kindergarten/fees?month=2026-3", NULL, 422, "bad_month"},
    {ADMINISTRATOR, "POST", "/api/v1/closed-days", "{'on':'2026-03-16','organisation':30,'text':'A'}", 422,
     "unknown_organisation"},
    {ADMINISTRATOR, "POST", "/api/v1/holidays", "{'on':'2026-05-27','name':'B','source':'C'}", 409,
     "already_holiday"},
    {ADMINISTRATOR, "DELETE", "/api/v1/holidays/1", NULL, 409, "holiday_of_law"},
    {ADMINISTRATOR, "DELETE", "/api/v1/holidays/99", NULL, 404, "no_holiday"},
    {ADMINISTRATOR, "POST", "/api/v1/closed-days", "{'on':'2026-03-16','text':'A'}", 201, ""},
    {ADMINISTRATOR, "POST", "/api/v1/closed-days", "{'on':'2026-03-16','text':'A'}", 409, "already_closed"},
    {ADMINISTRATOR, "DELETE", "/api/v1/closed-days/99", NULL, 404, "no_closed_day"},
    {KIND("family"), 409, "code_taken"},
    {KIND("A B"), 422, "bad_code"},
    {ADMINISTRATOR, "PATCH", "/api/v1/certificate-kinds/99", "{'active':false}", 404, "no_kind"},
};

#define NOTE(who, more) who, "POST", "/api/v1/check/certificates", "{'card':'AAAA-AAAA-AAAA-AAAA'" more "}"
#define GOOD_KEY        ",'key':'0123456789abcdef'"
static const struct refusal NOTES[] = {
    {NOTE(BUS, ",'kind':'family'" GOOD_KEY), 403, "wrong_device_service"},
    {NOTE(DESK, ",'kind':'zz'" GOOD_KEY), 422, "unknown_kind"},
    {NOTE(DESK, ",'kind':'family','key':'k'"), 422, "bad_key"},
    {NOTE(DESK, ",'kind':'family'" GOOD_KEY), 409, "not_free"},
    {BUS, "POST", "/api/v1/check/certificates/kept",
     "{'notes':[{'kind':'family'" GOOD_KEY ",'on':'2026-03-09'}]}", 403, "wrong_device_service"},
    {DESK, "POST", "/api/v1/check/certificates/kept",
     "{'notes':[{'kind':'family','key':'k','on':'2026-03-09'}]}", 422, "bad_key"},
    {BUS, "POST", "/api/v1/check/certificates/undo", "{'kind':'family'" GOOD_KEY "}", 403,
     "wrong_device_service"},
    {DESK, "POST", "/api/v1/check/certificates/undo", "{'kind':'family','key':'k'}", 422, "bad_key"},
    {DESK, "POST", "/api/v1/check/certificates/kept",
     "{'notes':[{'kind':'family'" GOOD_KEY ",'on':'2026-03-09'}]}", 200, ""},
};

/* By dated rules: 30 a minute. */
static void asked_too_often(struct scene *s)
{
    static const struct refusal ASKED = {NOTE(DESK, ",'kind':'income'" GOOD_KEY), 429, "too_many_checks"};

    must(asking_limit_make(&s->d->app.asking));
    for (int i = 0; i < 30; i++)
        scene_ask(s, &ASKED);
    scene_refuses(s, &ASKED, 1);
    asking_limit_free(&s->d->app.asking);
}

/* By a process that began anew meanwhile. */
static void undone_late(struct scene *s)
{
    static const struct refusal LATE = {
        DESK, "POST", "/api/v1/check/certificates/undo", "{'kind':'family'" GOOD_KEY "}", 409, "too_late"};

    tap_memory_free(&s->d->app.taps);
    must(tap_memory_make(&s->d->app.taps));
    scene_refuses(s, &LATE, 1);
}

#define A_GROUND(more)                                                                                       \
    AID_OFFICER, "POST", "/api/v1/grounds",                                                                  \
        "{'first_name':'Beni','surname':'Hoxha','decision':'1','decided_on':'2026-02-01'" more "}"
#define HOLDER(id, what, body) AID_OFFICER, "POST", "/api/v1/ground-holders/" id what, body
#define CORRECT(id, more)                                                                                    \
    AID_OFFICER, "PUT", "/api/v1/ground-holders/" id, "{'first_name':'Beni','surname':'Hoxha'" more "}"
#define GROUND_RULE(more)                                                                                    \
    ADMINISTRATOR, "POST", "/api/v1/ground-rules",                                                           \
        "{'service':'transport','source':'VKB 1','from':'2026-01-01'" more "}"
static const struct refusal GROUNDS[] = {
    {A_GROUND(",'kind':'zz'"), 422, "unknown_kind"},
    {A_GROUND(",'kind':'elderly','unit':'zz'"), 422, "unknown_unit"},
    {A_GROUND(",'kind':'elderly','nid':'12'"), 422, "bad_nid"},
    {A_GROUND(",'kind':'elderly','birth_year':2100"), 422, "bad_year"},
    {A_GROUND(",'kind':'elderly','until':'2026-01-31'"), 422, "out_of_order"},
    {AID_OFFICER, "POST", "/api/v1/grounds",
     "{'first_name':'?','surname':'Hoxha','kind':'elderly','decision':'1','decided_on':'2026-02-01'}", 422,
     "no_name"},
    {AID_OFFICER, "POST", "/api/v1/grounds",
     "{'first_name':'Beni','surname':'Hoxha','kind':'elderly','decision':'1','decided_on':'2099-01-01'}", 422,
     "in_future"},
    {A_GROUND(",'kind':'elderly'"), 201, ""},
    {A_GROUND(",'kind':'elderly'"), 409, "ground_known"},
    {A_GROUND(",'kind':'elderly','until':'2027-01-01'"), 409, "ground_overlaps"},
    {AID_OFFICER, "POST", "/api/v1/grounds/99/end", "{'until':'2026-03-01'}", 404, "no_ground"},
    {AID_OFFICER, "POST", "/api/v1/grounds/1/end", "{'until':'2026-01-01'}", 422, "out_of_order"},
    {AID_OFFICER, "POST", "/api/v1/grounds/1/end", "{'until':'2026-03-31'}", 200, ""},
    {A_GROUND(",'kind':'elderly','from':'2026-04-01'"), 201, ""},
    {AID_OFFICER, "POST", "/api/v1/grounds/1/end", "{'until':'2026-04-01'}", 409, "ground_overlaps"},
    {AID_OFFICER, "GET", "/api/v1/ground-holders/99", NULL, 404, "no_holder"},
    {AID_OFFICER, "GET", "/api/v1/ground-holders/99/card.pdf", NULL, 404, "no_holder"},
    {AID_OFFICER, "GET", "/api/v1/ground-holders/1/card.pdf", NULL, 409, "no_card"},
    {AID_OFFICER, "GET", "/api/v1/ground-cards.pdf", NULL, 409, "no_card"},
    {AID_OFFICER, "POST", "/api/v1/ground-cards/printed", "{'holders':[{'id':99}]}", 404, "no_holder"},
    {CORRECT("99", ""), 404, "no_holder"},
    {CORRECT("1", ",'unit':'zz'"), 422, "unknown_unit"},
    {CORRECT("1", ",'nid':'12'"), 422, "bad_nid"},
    {CORRECT("1", ",'birth_year':2100"), 422, "bad_year"},
    {AID_OFFICER, "PUT", "/api/v1/ground-holders/1", "{'first_name':'?','surname':'Hoxha'}", 422, "no_name"},
    {A_GROUND(",'kind':'elderly','nid':'H50101001A'"), 201, ""},
    {CORRECT("1", ",'nid':'H50101001A'"), 409, "holder_known"},
    {CORRECT("2", ",'nid':'I50101001A'"), 422, "nid_kept"},
    {HOLDER("99", "/card", "{}"), 404, "no_holder"},
    {HOLDER("1", "/card", "{}"), 422, "not_entitled"},
    {HOLDER("99", "/card/end", "{'why':'lost'}"), 404, "no_holder"},
    {HOLDER("1", "/card/end", "{'why':'lost'}"), 409, "no_card"},
    {HOLDER("99", "/enrolments", "{'organisation':31,'from':'2026-03-01'}"), 404, "no_holder"},
    {HOLDER("1", "/enrolments", "{'organisation':99,'from':'2026-03-01'}"), 422, "unknown_organisation"},
    {HOLDER("1", "/enrolments", "{'organisation':31,'from':'2026-03-01','until':'2026-02-01'}"), 422,
     "out_of_order"},
    {HOLDER("1", "/enrolments", "{'organisation':31,'from':'2026-03-01'}"), 200, ""},
    {HOLDER("1", "/enrolments", "{'organisation':31,'from':'2026-04-01'}"), 409, "enrolled_elsewhere"},
    {GROUND_RULE(",'kind':'zz'"), 422, "unknown_kind"},
    {GROUND_RULE(",'kind':'elderly','until':'2025-01-01'"), 422, "out_of_order"},
    {GROUND_RULE(",'kind':'elderly'"), 201, ""},
    {ADMINISTRATOR, "POST", "/api/v1/ground-rules/99/end", "{'until':'2026-12-31'}", 404, "no_ground_rule"},
    {ADMINISTRATOR, "POST", "/api/v1/ground-rules/1/end", "{'until':'2025-12-31'}", 422, "out_of_order"},
};

void offices_refused(struct scene *s)
{
    static const struct refusal OFTEN = {NOTE(DESK, ",'kind':'income'" GOOD_KEY), 429, "too_many_numbers"};

    scene_refuses(s, APPLICATIONS, COUNT(APPLICATIONS));
    scene_refuses(s, DEATHS, COUNT(DEATHS));
    scene_refuses(s, RULES, COUNT(RULES));
    scene_refuses(s, NOTES, COUNT(NOTES));
    scene_refuses(s, GROUNDS, COUNT(GROUNDS));
    undone_late(s);
    for (int i = 0; i < 10; i++)
        scene_ask(s, &OFTEN);
    scene_refuses(s, &OFTEN, 1);
    asked_too_often(s);
}

/* In the file of that woman: no order, one that names her child, and one that is over. */
void doubts_refused(struct scene *s)
{
#define GRANT(id)                                                                                            \
    AID_OFFICER, "POST", "/api/v1/applications/" id "/decision",                                             \
        "{'version':$v,'case_id':$case,'decision':'granted','confirm':['same_person']}"
    static const struct refusal NONE = {GRANT("$twin_application"), 409, "no_order"};
    static const struct refusal CHILD = {
        COORDINATOR,
        "POST",
        "/api/v1/orders",
        "{'case_id':$case,'version':$v,'issuer':'Gjykata e Gurit','number':'501','kind':'UM',"
        "'decision_date':'2026-03-01','end':'2026-09-01','persons':[{'role':'protected','person':$twin},"
        "{'role':'dependant','first_name':'Zana','surname':'Bregu'}]}",
        201,
        ""};
    static const struct refusal APPLIED = {
        COORDINATOR,
        "POST",
        "/api/v1/applications",
        "{'version':$v,'case_id':$case,'person':$twin_child,'filed_on':'2026-03-09'}",
        201,
        ""};
    static const struct refusal DEPENDANT = {GRANT("$child_application"), 409, "dependant_applies"};
    static const struct refusal OVER = {
        COORDINATOR,
        "POST",
        "/api/v1/orders/$twin_order/acts",
        "{'version':$v,'kind':'terminated','on':'2026-03-10','decision':'1','effective':'2026-03-05'}",
        201,
        ""};
    static const struct refusal ENDED = {GRANT("$twin_application"), 409, "ended_order"};
    char own[24];

    snprintf(own, sizeof own, "%s", scene_value(s, "case"));
    scene_set(s, "case", scene_filled(s, "$twin_case"));
    scene_refuses(s, &NONE, 1);
    scene_refuses(s, &CHILD, 1);
    scene_set(s, "twin_order", path(s->d, "%ld", (long)number_at(s->d, "id")));
    scene_set(s, "twin_child", path(s->d, "%ld", (long)number_at(s->d, "persons.1")));
    scene_refuses(s, &APPLIED, 1);
    scene_set(s, "child_application", path(s->d, "%ld", (long)number_at(s->d, "id")));
    scene_refuses(s, &DEPENDANT, 1);
    scene_refuses(s, &OVER, 1);
    scene_refuses(s, &ENDED, 1);
    scene_set(s, "case", own);
#undef GRANT
}
