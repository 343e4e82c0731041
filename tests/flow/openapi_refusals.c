/* The codes that web/openapi.json lists with an operation, each met at the door; none is listed that cannot
 * occur but for two that need a race or an empty register; and the parameters of the query. Today is
 * 2026-03-10; the persons are made up. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/office/audit.h"
#include "domain/order/order.h"
#include "http/input.h"
#include "http/router.h"
#include "support/desk.h"
#include "support/refusals.h"

#define OLA ",'role':'dependant','first_name':'Ola','surname':'Guri'"
static const struct refusal FILES[] = {
    {COORDINATOR, "GET", "/api/v1/cases?unit=zz", NULL, 422, "unknown_unit"},
    {COORDINATOR, "GET", "/api/v1/cases?q=sokolaj", NULL, 422, "only_in_body"},
    {COORDINATOR, "POST", "/api/v1/cases", "{'unit':'zz'}", 422, "unknown_unit"},
    {COORDINATOR, "GET", "/api/v1/cases/99", NULL, 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/99/persons", "{'version':1" OLA "}", 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/persons", "{'version':99" OLA "}", 409, "stale_version"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/persons",
     "{'version':$v,'role':'respondent','first_name':'Mirjeta','surname':'Sokolaj','nid':'" OFFICE_NID "'}",
     409, "already_in_file"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/persons", "{'version':$v" OLA ",'nid':'7'}", 422, "bad_nid"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/persons", "{'version':$v" OLA ",'sex':'X'}", 422,
     "unknown_sex"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/persons", "{'version':$v" OLA ",'father_name':'?'}", 422,
     "no_name"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/persons", "{'version':$v" OLA ",'no_surname':true}", 422,
     "surname_and_none"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/persons", "{'version':$v" OLA ",'birth_date':'2026-03-11'}",
     422, "in_future"},
    {COORDINATOR, "POST", "/api/v1/cases/99/seal", "{'version':1,'accounts':[{'id':91}]}", 404,
     "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/seal", "{'version':99,'accounts':[{'id':91}]}", 409,
     "stale_version"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/seal", "{'version':$v,'accounts':[{'id':93}]}", 422,
     "unknown_account"},
    {COORDINATOR, "GET", "/api/v1/cases/99/persons/1/contact", NULL, 404, "no_such_case"},
    {COORDINATOR, "GET", "/api/v1/cases/$case/persons/99/contact", NULL, 422, "not_in_file"},
    {COORDINATOR, "PUT", "/api/v1/cases/99/persons/1/contact", "{'version':1,'channel':'sms'}", 404,
     "no_such_case"},
    {COORDINATOR, "PUT", "/api/v1/cases/$case/persons/$mother/contact", "{'version':99,'channel':'sms'}", 409,
     "stale_version"},
    {COORDINATOR, "PUT", "/api/v1/cases/$case/persons/99/contact", "{'version':$v,'channel':'sms'}", 422,
     "not_in_file"},
    {COORDINATOR, "PUT", "/api/v1/cases/$case/persons/$mother/contact", "{'version':$v,'channel':'fax'}", 422,
     "unknown_channel"},
    {COORDINATOR, "GET", "/api/v1/cases/99/entitlements", NULL, 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/persons/99/export", "{'why':'me kërkesën e saj'}", 404, "no_such_person"},
    {COORDINATOR, "POST", "/api/v1/persons/$mother/export", "{}", 422, "required"},
    {AUDITOR, "POST", "/api/v1/persons/export", "{'why':'me kërkesën e saj','nid':'A00101001A'}", 404,
     "no_such_person"},
    {AUDITOR, "POST", "/api/v1/persons/export", "{'why':'me kërkesën e saj','nid':'1'}", 422, "bad_nid"},
    {AUDITOR, "POST", "/api/v1/persons/export", "{'why':'me kërkesën e saj','file':'1/2026'}", 422,
     "not_one"},
    {AUDITOR, "POST", "/api/v1/export-requests", "{'why':'me kërkesën e saj','nid':'A00101001A'}", 404,
     "no_such_person"},
    {AUDITOR, "POST", "/api/v1/export-requests", "{'why':'me kërkesën e saj','nid':'1'}", 422, "bad_nid"},
    {AUDITOR, "POST", "/api/v1/export-requests", "{'why':'me kërkesën e saj'}", 422, "not_one"},
    {AUDITOR, "POST", "/api/v1/export-requests", "{'why':'x','nid':'" OFFICE_NID "'}", 422, "no_sentence"},
    {AUDITOR, "POST", "/api/v1/persons/export", "{'why':'x','nid':'" OFFICE_NID "'}", 422, "no_sentence"},
    {COORDINATOR, "POST", "/api/v1/export-requests/99/approve", NULL, 404, "no_such_request"},
    {COORDINATOR, "GET", "/api/v1/tasks?section=tomorrow", NULL, 422, "unknown_value"},
    {DIRECTOR, "GET", "/api/v1/statistics?on=2026-02-27&publish=1", NULL, 422, "not_month_end"},
    {DIRECTOR, "GET", "/api/v1/statistics?on=2026-03-31&publish=1", NULL, 422, "in_future"},
};

#define STAY(more) "{'version':$v,'person':$mother" more "}"
static const struct refusal CIRCUMSTANCES[] = {
    {COORDINATOR, "GET", "/api/v1/cases/99/stays", NULL, 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/99/stays", STAY(",'from':'2026-03-01'"), 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/stays", "{'version':99,'person':$mother,'from':'2026-03-01'}",
     409, "stale_version"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/stays", STAY(",'from':'2026-03-11'"), 422, "in_future"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/stays", "{'version':$v,'person':99,'from':'2026-03-01'}", 422,
     "not_in_file"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/stays", STAY(",'from':'2026-03-02','until':'2026-03-01'"), 422,
     "out_of_order"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/stays",
     STAY(",'from':'2026-02-01','until':'2026-02-02','with':[{'id':$mother}]"), 422, "named_twice"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/stays",
     "{'version':$v,'person':$respondent,'from':'2026-03-01'}", 422, "not_beneficiary"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/stays", STAY(",'from':'2026-03-07'"), 409, "stay_overlaps"},
    {COORDINATOR, "POST", "/api/v1/institutions", "{'name':'Qendra X'}", 201, ""},
    {COORDINATOR, "POST", "/api/v1/institutions", "{'name':'Qendra X'}", 409, "institution_exists"},
    {COORDINATOR, "POST", "/api/v1/stays/99/void", "{'version':$v,'reason':'gabim'}", 404, "no_such_stay"},
    {COORDINATOR, "POST", "/api/v1/stays/99/correct", "{'version':$v,'from':'2026-03-08'}", 404,
     "no_such_stay"},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/void", "{'version':99,'reason':'po'}", 409, "stale_version"},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/correct", "{'version':99,'from':'2026-03-08'}", 409,
     "stale_version"},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/correct", "{'version':$v,'from':'2026-03-11'}", 422,
     "in_future"},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/correct",
     "{'version':$v,'from':'2026-03-08','until':'2026-03-07'}", 422, "out_of_order"},
    {COORDINATOR, "POST", "/api/v1/stays/99/end", "{'version':1,'until':'2026-03-09'}", 404, "no_such_stay"},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/end", "{'version':99,'until':'2026-03-09'}", 409,
     "stale_version"},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/end", "{'version':$v,'until':'2026-03-11'}", 422, "in_future"},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/end", "{'version':$v,'until':'2026-03-01'}", 422,
     "out_of_order"},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/end", "{'version':$v,'until':'2026-03-09'}", 200, ""},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/end", "{'version':$v,'until':'2026-03-09'}", 409,
     "already_ended"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/stays", STAY(",'from':'2026-02-20','until':'2026-02-21'"), 201,
     ""},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/correct",
     "{'version':$v,'from':'2026-02-21','until':'2026-03-09'}", 409, "stay_overlaps"},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/void", "{'version':$v,'reason':'gabim'}", 200, ""},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/void", "{'version':$v,'reason':'gabim'}", 409, "voided"},
    {COORDINATOR, "POST", "/api/v1/stays/$stay/correct", "{'version':$v,'from':'2026-03-05'}", 409, "voided"},
};

#define APPLY(person, day) "{'version':$v,'case_id':$case,'person':" person ",'filed_on':'" day "'}"
#define ENROL(who, place, from, until)                                                                       \
    "{'version':$v,'case_id':$case,'person':" who ",'organisation':" place ",'from':'" from                  \
    "','until':'" until "'}"
#define TO_APPLICATIONS AID_OFFICER, "POST", "/api/v1/applications"
#define TO_ENROLMENTS   COORDINATOR, "POST", "/api/v1/enrolments"
static const struct refusal CLAIMS[] = {
    {TO_APPLICATIONS, "{'version':1,'case_id':99,'person':1,'filed_on':'2026-03-01'}", 404, "no_such_case"},
    {TO_APPLICATIONS, "{'version':99,'case_id':$case,'person':$child,'filed_on':'2026-03-01'}", 409,
     "stale_version"},
    {TO_APPLICATIONS, APPLY("$mother", "2026-03-09"), 409, "already_applied"},
    {TO_APPLICATIONS, APPLY("$mother", "2026-03-11"), 422, "in_future"},
    {COORDINATOR, "POST", "/api/v1/applications", APPLY("$respondent", "2026-03-09"), 422, "not_beneficiary"},
    {TO_APPLICATIONS, APPLY("99", "2026-03-09"), 422, "not_in_file"},
    {AID_OFFICER, "POST", "/api/v1/applications/99/withdraw", "{'version':1,'case_id':99,'on':'2026-03-10'}",
     404, "no_such_case"},
    {AID_OFFICER, "POST", "/api/v1/applications/99/withdraw",
     "{'version':$v,'case_id':$case,'on':'2026-03-10'}", 404, "no_such_application"},
    {AID_OFFICER, "POST", "/api/v1/applications/1/withdraw",
     "{'version':99,'case_id':$case,'on':'2026-03-10'}", 409, "stale_version"},
    {AID_OFFICER, "POST", "/api/v1/applications/1/withdraw",
     "{'version':$v,'case_id':$case,'on':'2026-03-09'}", 422, "in_past"},
    {TO_ENROLMENTS, "{'version':1,'case_id':99,'person':1,'organisation':31,'from':'2026-03-01'}", 404,
     "no_such_case"},
    {TO_ENROLMENTS, "{'version':99,'case_id':$case,'person':$mother,'organisation':31,'from':'2026-03-01'}",
     409, "stale_version"},
    {TO_ENROLMENTS, ENROL("$child", "31", "2026-04-01", "2026-04-30"), 409, "enrolled_elsewhere"},
    {TO_ENROLMENTS, ENROL("$respondent", "31", "2026-07-01", "2026-07-30"), 422, "not_beneficiary"},
    {TO_ENROLMENTS, ENROL("99", "31", "2026-07-01", "2026-07-30"), 422, "not_in_file"},
    {TO_ENROLMENTS, ENROL("$child", "31", "2026-08-01", "2026-07-30"), 422, "out_of_order"},
    {TO_ENROLMENTS, ENROL("$child", "30", "2026-07-01", "2026-07-30"), 422, "unknown_organisation"},
    {COORDINATOR, "POST", "/api/v1/enrolments/99/end", "{'on':'2026-03-10'}", 404, "no_such_enrolment"},
    {COORDINATOR, "POST", "/api/v1/enrolments/$enrolment/end", "{'on':'2026-08-01'}", 409, "already_ended"},
};

#define ACCOUNT(more) "{'full_name':'A B','password':'fjalëkalim i gjatë'" more "}"
#define TO_ACCOUNTS   ADMINISTRATOR, "POST", "/api/v1/accounts"
#define RULE(more)    "{'service':'transport','source':'VKB 1','kinds':['UM'],'who':['protected']" more "}"
#define SERVICE(more)                                                                                        \
    "{'text':'Pastrimi','text_en':'Cleaning','source':'VKB "                                                 \
    "1','kinds':['UM'],'who':['protected'],'amount':1,"                                                      \
    "'share':100" more "}"
static const struct refusal ADMINISTRATION[] = {
    {ADMINISTRATOR, "POST", "/api/v1/municipal-services", SERVICE(",'unit':'day','from':'2026-05-01'"), 422,
     "unit_unsuited"},
    {ADMINISTRATOR, "POST", "/api/v1/municipal-services",
     SERVICE(",'unit':'month','from':'2026-05-01','until':'2026-04-01'"), 422, "out_of_order"},
    {ADMINISTRATOR, "POST", "/api/v1/municipal-services/99/void", NULL, 404, "no_service"},
    {COORDINATOR, "GET", "/api/v1/municipal-services/99/persons", NULL, 404, "no_service"},
    {ADMINISTRATOR, "POST", "/api/v1/municipal-services", SERVICE(",'unit':'month','from':'2026-05-01'"), 201,
     ""},
    {ADMINISTRATOR, "POST", "/api/v1/municipal-services/1/void", NULL, 204, ""},
    {ADMINISTRATOR, "POST", "/api/v1/municipal-services/1/void", NULL, 409, "already_voided"},
    {ADMINISTRATOR, "POST", "/api/v1/rules", RULE(",'from':'1990-01-01'"), 409, "rule_overlaps"},
    {ADMINISTRATOR, "POST", "/api/v1/rules", RULE(",'from':'2026-05-01','until':'2026-04-01'"), 422,
     "out_of_order"},
    {ADMINISTRATOR, "POST", "/api/v1/rules",
     "{'service':'payment','source':'VKM "
     "1','kinds':['UM'],'who':['protected'],'amount':1,'from':'2026-05-02'}",
     422, "not_month_first"},
    {ADMINISTRATOR, "POST", "/api/v1/rules",
     "{'service':'payment','source':'VKM "
     "1','kinds':['UM'],'who':['protected'],'amount':1,'from':'2026-05-01',"
     "'until':'2026-06-29'}",
     422, "not_month_last"},
    {ADMINISTRATOR, "POST", "/api/v1/rules", RULE(",'from':'2026-05-01','unit':'day'"), 422, "unit_unsuited"},
    {ADMINISTRATOR, "POST", "/api/v1/rules", RULE(",'from':'2026-05-01','amount_creche':130"), 422,
     "creche_unsuited"},
    {ADMINISTRATOR, "POST", "/api/v1/rules",
     "{'service':'payment','source':'VKM "
     "1','kinds':['UM'],'who':['protected'],'from':'2026-05-01','share':50}",
     422, "share_unsuited"},
    {ADMINISTRATOR, "POST", "/api/v1/rules",
     "{'service':'transport','source':'VKB 1','kinds':['UM'],'who':['protected'],'from':'2026-05-01',"
     "'conditions':['needs_sibling']}",
     422, "condition_unsuited"},
    {ADMINISTRATOR, "POST", "/api/v1/rules/999/void", NULL, 404, "no_rule_of_id"},
    {ADMINISTRATOR, "POST", "/api/v1/rules/7/void", NULL, 409, "rule_relied_on"},
    {ADMINISTRATOR, "POST", "/api/v1/rules/8/void", NULL, 204, ""},
    {ADMINISTRATOR, "POST", "/api/v1/rules/8/void", NULL, 409, "already_voided"},
    {ADMINISTRATOR, "POST", "/api/v1/legal-rules",
     "{'name':'um_months','value':0,'source':'ligji 1/2026','from':'2026-06-01'}", 422, "out_of_bounds"},
    {ADMINISTRATOR, "POST", "/api/v1/legal-rules/9999/void", NULL, 404, "no_legal_rule"},
    {ADMINISTRATOR, "POST", "/api/v1/legal-rules/1/void", NULL, 409, "rule_begun"},
    {ADMINISTRATOR, "POST", "/api/v1/legal-rules/800/void", NULL, 204, ""},
    {ADMINISTRATOR, "POST", "/api/v1/legal-rules/800/void", NULL, 409, "already_voided"},
    {ADMINISTRATOR, "POST", "/api/v1/organisations", "{'kind':'transport','name':'Linja 1'}", 409,
     "name_taken"},
    {ADMINISTRATOR, "POST", "/api/v1/organisations", "{'kind':'transport','name':'Linja 9','stage':'creche'}",
     422, "no_kindergarten"},
    {ADMINISTRATOR, "PATCH", "/api/v1/organisations/30", "{'stage':'creche'}", 422, "no_kindergarten"},
    {ADMINISTRATOR, "PATCH", "/api/v1/organisations/99", "{'active':true}", 404, "no_organisation"},
    {ADMINISTRATOR, "PATCH", "/api/v1/organisations/31", "{'name':'Linja 1'}", 409, "name_taken"},
    {ADMINISTRATOR, "POST", "/api/v1/devices", "{'organisation':99,'service':'transport','name':'A'}", 422,
     "unknown_organisation"},
    {ADMINISTRATOR, "POST", "/api/v1/devices", "{'organisation':31,'service':'transport','name':'A'}", 422,
     "wrong_service"},
    {ADMINISTRATOR, "PATCH", "/api/v1/devices/99", "{'name':'A'}", 404, "no_device"},
    {ADMINISTRATOR, "POST", "/api/v1/devices/sheets",
     "{'organisation':99,'service':'transport','names':['A']}", 422, "unknown_organisation"},
    {ADMINISTRATOR, "POST", "/api/v1/devices/sheets",
     "{'organisation':31,'service':'transport','names':['A']}", 422, "wrong_service"},
    {ADMINISTRATOR, "POST", "/api/v1/devices/99/hand-over", NULL, 404, "no_device"},
    {ADMINISTRATOR, "POST", "/api/v1/devices/13/hand-over", NULL, 409, "no_sheet"},
    {ADMINISTRATOR, "POST", "/api/v1/devices/99/enrol-again", NULL, 404, "no_device"},
    {ADMINISTRATOR, "POST", "/api/v1/devices/13/enrol-again", NULL, 409, "device_revoked"},
    {ADMINISTRATOR, "POST", "/api/v1/devices/99/revoke", NULL, 404, "no_device"},
    {TO_ACCOUNTS, ACCOUNT(",'name':'admin','role':'director'"), 409, "name_taken"},
    {TO_ACCOUNTS, ACCOUNT(",'name':'7','role':'director'"), 422, "bad_name"},
    {TO_ACCOUNTS, "{'name':'ab','full_name':'A','role':'director','password':'e'}", 422, "bad_password"},
    {TO_ACCOUNTS, "{'name':'ab','full_name':'A','role':'director','password':'passwordqwerty'}", 422,
     "password_common"},
    {TO_ACCOUNTS, "{'name':'ab','full_name':'Arta Leka','role':'director','password':'arta.leka.12'}", 422,
     "password_names"},
    {TO_ACCOUNTS, "{'name':'ab','full_name':'A','role':'director','password':'aaaaaaaaaaaa'}", 422,
     "password_pattern"},
    {TO_ACCOUNTS, ACCOUNT(",'name':'ab','role':'director','organisation':31"), 422,
     "organisation_not_wanted"},
    {TO_ACCOUNTS, ACCOUNT(",'name':'ab','role':'kindergarten','organisation':30"), 422,
     "unknown_organisation"},
    {TO_ACCOUNTS, ACCOUNT(",'name':'ab','role':'partner','institution':'zz'"), 422, "unknown_institution"},
    {TO_ACCOUNTS, ACCOUNT(",'name':'ab','role':'director','institution':'Qendra Partnere'"), 422,
     "institution_not_wanted"},
    {ADMINISTRATOR, "PATCH", "/api/v1/accounts/93", "{'role':'partner','institution':'zz'}", 422,
     "unknown_institution"},
    {ADMINISTRATOR, "PATCH", "/api/v1/accounts/93", "{'role':'auditor','institution':'Qendra Partnere'}", 422,
     "institution_not_wanted"},
    {ADMINISTRATOR, "PATCH", "/api/v1/accounts/99", "{'active':true}", 404, "no_account"},
    {ADMINISTRATOR, "PATCH", "/api/v1/accounts/95", "{'active':false}", 409, "last_administrator"},
    {ADMINISTRATOR, "PATCH", "/api/v1/accounts/93", "{'role':'director','organisation':31}", 422,
     "organisation_not_wanted"},
    {ADMINISTRATOR, "PATCH", "/api/v1/accounts/93", "{'role':'kindergarten','organisation':30}", 422,
     "unknown_organisation"},
    {ADMINISTRATOR, "POST", "/api/v1/accounts/99/password", "{'password':'fjalëkalim i gjatë'}", 404,
     "no_account"},
    {ADMINISTRATOR, "POST", "/api/v1/accounts/93/password", "{'password':'e'}", 422, "bad_password"},
    {ADMINISTRATOR, "POST", "/api/v1/accounts/93/password", "{'password':'passwordqwerty'}", 422,
     "password_common"},
    {ADMINISTRATOR, "POST", "/api/v1/accounts/93/password", "{'password':'Director 1234'}", 422,
     "password_names"},
    {ADMINISTRATOR, "POST", "/api/v1/accounts/93/password", "{'password':'123456789012'}", 422,
     "password_pattern"},
    {ADMINISTRATOR, "POST", "/api/v1/accounts/99/unlock", NULL, 404, "no_account"},
};

/* Until the door says that it is too often. */
static void too_often(struct scene *s, const struct refusal *r)
{
    int asks = 0;

    do
        scene_ask(s, r);
    while (strcmp(said(s->d, "code"), r->code) != 0 && ++asks < 30);
    assert_string_equal(said(s->d, "code"), r->code);
    assert_int_equal(s->d->reply.status, 429);
}

static void tried_often(struct scene *s)
{
    static const struct refusal OFTEN[] = {
        {COORDINATOR, "POST", "/api/v1/session/password", "{'current':'e','password':'fjalëkalim i gjatë'}",
         429, "account_locked"},
        {NULL, "POST", "/api/v1/session", "{'account':'test','password':'e'}", 429, "account_locked"},
        {NULL, "POST", "/api/v1/session", "{'account':'$n','password':'e'}", 429, "too_many_attempts"},
        {NULL, "POST", "/api/v1/devices/enrol", "{'enrol':'e'}", 429, "too_many_attempts"},
        {BUS, "POST", "/api/v1/check", "{'card':'AAAA-AAAA-AAAA-AAAA'}", 429, "too_many_numbers"},
        {COORDINATOR, "POST", "/api/v1/session/confirm", "{'password':'e'}", 429, "account_locked"},
    };
    static const struct refusal BEFORE[] = {
        {COORDINATOR, "POST", "/api/v1/session/password", "{'current':'e','password':'e'}", 422,
         "bad_password"},
        {COORDINATOR, "POST", "/api/v1/session/password", "{'current':'e','password':'passwordqwerty'}", 422,
         "password_common"},
        {COORDINATOR, "POST", "/api/v1/session/password", "{'current':'e','password':'Gjirokastër 1'}", 422,
         "password_names"},
        {COORDINATOR, "POST", "/api/v1/session/password", "{'current':'e','password':'abcdefghijkl'}", 422,
         "password_pattern"},
        {COORDINATOR, "POST", "/api/v1/session/password",
         "{'current':'" OFFICE_PASSWORD "','password':'" OFFICE_PASSWORD "'}", 422, "password_used"},
        {NULL, "POST", "/api/v1/session", "{'account':'second','password':'" OFFICE_PASSWORD "'}", 401,
         "first_password_over"},
        {NULL, "POST", "/api/v1/devices/enrol", "{'enrol':'e'}", 403, "enrol_refused"},
        {BUS, "POST", "/api/v1/check", "{'card':'A','service':'documents'}", 403, "wrong_device_service"},
    };
    char name[16];

    must(db_script(s->d->r->db,
                   "UPDATE account SET must_change = 1, first_since = 1, password_hash = (SELECT "
                   "t.password_hash FROM account t WHERE t.name = 'test') WHERE name = 'second'"));
    scene_refuses(s, BEFORE, COUNT(BEFORE));
    too_often(s, &OFTEN[0]);
    too_often(s, &OFTEN[5]);
    too_often(s, &OFTEN[1]);
    for (int i = 0; i < 30; i++) {
        snprintf(name, sizeof name, "u%d", i);
        scene_set(s, "n", name);
        scene_ask(s, &OFTEN[2]);
    }
    assert_string_equal(said(s->d, "code"), "too_many_attempts");
    too_often(s, &OFTEN[3]);
    too_often(s, &OFTEN[4]);
}

/* An answer has told of as many sealed files today as there may be. */
static void asked_often(struct scene *s)
{
    static const struct refusal ASKED = {COORDINATOR,     "POST", "/api/v1/orders/preview",
                                         "{'kind':'UM'}", 429,    "too_many_questions"};
    const struct audit_entry entry = {
        .what = "case.asked", .record = "case_file", .record_id = 1, .case_id = 1};

    must(db_script(s->d->r->db, "UPDATE legal_rule SET value = 1 WHERE name = 'sealed_questions'"));
    must(audit_append(&s->d->r->work, &entry));
    scene_refuses(s, &ASKED, 1);
    must(db_script(s->d->r->db, "UPDATE legal_rule SET value = 10 WHERE name = 'sealed_questions'"));
}

/* Somebody whom the sealed file names, by the file's number and her name. */
static void approval_refused(struct scene *s)
{
    static const struct refusal WAITS[] = {
        {AUDITOR, "POST", "/api/v1/persons/export", "{'why':'me kërkesën e saj',$named}", 403,
         "approval_needed"},
        {AUDITOR, "POST", "/api/v1/export-requests", "{'why':'me kërkesën e saj',$named}", 201, ""},
    };
    static const struct refusal REFUSED[] = {
        {COORDINATOR, "POST", "/api/v1/export-requests/$request/approve", NULL, 403, "sealed_file"},
    };
    static const struct refusal TWICE = {SECOND, "POST", "/api/v1/export-requests/$request/approve",
                                         NULL,   403,    "same_holder"};
    static const struct refusal APPROVED[] = {
        {SECOND, "POST", "/api/v1/export-requests/$request/approve", NULL, 200, ""},
        {SECOND, "POST", "/api/v1/export-requests/$request/approve", NULL, 409, "approved_already"},
    };
    static const struct refusal OFTEN = {AUDITOR,
                                         "POST",
                                         "/api/v1/persons/export",
                                         "{'why':'me kërkesën e saj','nid':'" OFFICE_NID "'}",
                                         429,
                                         "too_many_exports"};
    char id[24], named[100];

    snprintf(named, sizeof named, "'file':'%ld/2026','first_name':'Besa','surname':'Guri'",
             (long)register_int(s->d->r, "SELECT CAST(number AS INTEGER) FROM case_file WHERE sealed = 1"));
    scene_set(s, "named", named);
    scene_refuses(s, WAITS, COUNT(WAITS));
    snprintf(id, sizeof id, "%ld", (long)number_at(s->d, "id"));
    scene_set(s, "request", id);
    scene_refuses(s, REFUSED, COUNT(REFUSED));
    must(db_script(s->d->r->db, "UPDATE account SET full_name = 'Auditor' WHERE name = 'second'"));
    scene_refuses(s, &TWICE, 1);
    must(db_script(s->d->r->db, "UPDATE account SET full_name = 'Second Coordinator' WHERE name = 'second'"));
    scene_refuses(s, APPROVED, COUNT(APPROVED));
    as(s->d, AUDITOR);
    for (int i = 0; i < 5; i++)
        tell(s->d, "POST", "/api/v1/persons/export", "{'why':'me kërkesën e saj','nid':'" OFFICE_NID "'}");
    scene_refuses(s, &OFTEN, 1);
}

/* The mother once more, without her number, in a file of her own; her application would pay the two of them.
 */
static void twins_refused(struct scene *s)
{
#define SHE_AGAIN "'role':'protected','first_name':'SOKOLAJ','surname':'Mirjeta','birth_date':'1987-05-14'"
    static const struct refusal ASKED[] = {
        {COORDINATOR, "POST", "/api/v1/cases/$twin_case/persons", "{'version':1," SHE_AGAIN "}", 409,
         "same_person"},
        {COORDINATOR, "POST", "/api/v1/cases/$twin_case/persons",
         "{'version':1,'confirm':['same_person']," SHE_AGAIN "}", 201, ""},
    };
    static const struct refusal APPLIED[] = {
        {COORDINATOR, "POST", "/api/v1/applications",
         "{'version':2,'case_id':$twin_case,'person':$twin,'filed_on':'2026-03-09'}", 201, ""},
    };
    static const struct refusal GRANTED[] = {
        {AID_OFFICER, "POST", "/api/v1/applications/$twin_application/decision",
         "{'version':3,'case_id':$twin_case,'decision':'granted'}", 409, "same_person"},
    };

    as(s->d, COORDINATOR);
    tell(s->d, "POST", "/api/v1/cases", "{'unit':'Cepo'}");
    scene_set(s, "twin_case", path(s->d, "%ld", (long)number_at(s->d, "id")));
    scene_refuses(s, ASKED, COUNT(ASKED));
    scene_set(s, "twin", path(s->d, "%ld", (long)number_at(s->d, "persons.0.id")));
    scene_refuses(s, APPLIED, COUNT(APPLIED));
    scene_set(s, "twin_application", path(s->d, "%ld", (long)number_at(s->d, "id")));
    scene_refuses(s, GRANTED, COUNT(GRANTED));
#undef SHE_AGAIN
}

/* A card whose services have all ended is not replaced. */
static void replacing_refused(struct scene *s)
{
    static const struct refusal NONE[] = {
        {COORDINATOR, "POST", "/api/v1/cards/$card/replace", NULL, 422, "not_entitled"}};
    struct office_card card;
    struct office_file f;

    as(s->d, COORDINATOR);
    tell(s->d, "POST", "/api/v1/orders", "%s",
         scene_filled(s,
                      "{'issuer':'$court','number':'300','kind':'UMM','hearing_on':'2026-03-21','unit':'Cepo'"
                      ",'decision_date':"
                      "'2026-03-01','persons':[{'role':'protected','first_name':'Vera','surname':'Lumi'}]}"));
    f = (struct office_file){.case_id = number_at(s->d, "case_id"),
                             .order = number_at(s->d, "id"),
                             .mother = number_at(s->d, "persons.0")};
    office_card(s->d, &f, f.mother, "'transport'", &card);
    assert_int_equal(
        office_act(s->d, &f, "terminated", "2026-03-10", ",'decision':'1','effective':'2026-03-10'"), 201);
    scene_set(s, "card", card.number);
    scene_refuses(s, NONE, 1);
}

/* A race with oneself; a register that is not set up has no roles. Queries are tried below. */
static bool out_of_reach(const char *code)
{
    return !strcmp(code, "password_changed") || !strcmp(code, "not_set_up") || !strcmp(code, "bad_query") ||
           !strcmp(code, "repeated_parameter");
}

static void codes_met(struct scene *s, const struct route *route)
{
    json_t *codes = json_object_get(spec_operation(s->spec, route), "x-codes"), *list, *code;
    const char *status;
    char key[160];
    size_t i;

    json_object_foreach(codes, status, list)
    {
        json_array_foreach(list, i, code)
        {
            snprintf(key, sizeof key, "%s %s %s %s", route->method, route->path, status,
                     json_string_value(code));
            if (!out_of_reach(json_string_value(code)) && !json_object_get(s->met, key))
                fail_msg("not met: %s", key);
        }
    }
}

static void each_listed_code_occurs(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    CLEANUP(spec_free) json_t *all = json_object();
    struct scene s = {.d = *state, .spec = spec, .met = all};

    scene_open(&s);
    scene_refuses(&s, REFUSED_SEALED.list, REFUSED_SEALED.count);
    scene_refuses(&s, REFUSED_READING.list, REFUSED_READING.count);
    casework_refused(&s);
    scene_refuses(&s, FILES, COUNT(FILES));
    desk_refuses(&s);
    orders_refused(&s);
    letters_refused(&s);
    scene_refuses(&s, CIRCUMSTANCES, COUNT(CIRCUMSTANCES));
    scene_refuses(&s, CLAIMS, COUNT(CLAIMS));
    offices_refused(&s);
    scene_refuses(&s, REFUSED_CARDS.list, REFUSED_CARDS.count);
    must(db_script(
        s.d->r->db,
        "INSERT INTO legal_rule (id, name, value, source, from_day) VALUES (800, "
        "'hearing_days', 30, 'ligji 1/2026', '2026-06-01'); INSERT INTO certificate_count "
        "(on_day, organisation_id, kind, count, sum) VALUES ('2026-03-09', 31, 'residence', 1, 200)"));
    scene_refuses(&s, ADMINISTRATION, COUNT(ADMINISTRATION));
    rules_refused(&s);
    payments_refused(&s);
    backups_refused(&s);
    erasures_refused(&s);
    paying_refused(&s);
    ended_refused(&s);
    twins_refused(&s);
    doubts_refused(&s);
    revival_refused(&s);
    replacing_refused(&s);
    acts_refused(&s);
    approval_refused(&s);
    asked_often(&s);
    tried_often(&s);
    devices_refused(&s);
    for (size_t i = 0; i < router_count(s.d->router); i++)
        if (spec_covers(router_route(s.d->router, i)))
            codes_met(&s, router_route(s.d->router, i));
}

/* Names of the operation's query parameters, as keys. */
static json_t *parameters_of(json_t *spec, json_t *operation)
{
    json_t *names = json_object(), *one;
    size_t i;

    json_array_foreach(json_object_get(operation, "parameters"), i, one)
    {
        one = schema_resolve(spec, one);
        if (!strcmp(json_string_value(json_object_get(one, "in")), "query"))
            json_object_set_new(names, json_string_value(json_object_get(one, "name")), json_true());
    }
    return names;
}

/* Of all operations. */
static json_t *all_parameters(json_t *spec)
{
    json_t *names = json_object(), *methods, *operation;
    const char *to, *method;

    json_object_foreach(json_object_get(spec, "paths"), to, methods)
    {
        json_object_foreach(methods, method, operation)
        {
            CLEANUP(spec_free) json_t *own = parameters_of(spec, operation);

            json_object_update(names, own);
        }
    }
    return names;
}

/* Whether that query is refused so, and the parameter named. */
static bool query_refused(struct door *d, json_t *spec, const struct route *route, const char *query,
                          const char *code, const char *name)
{
    office_at(d, REGISTER_NOW); /* whoever signed out is back */
    as(d, spec_actor(spec_operation(spec, route)));
    d->in.query = query;
    ask(d, route->method, spec_nowhere(d, route), (route->flags & RT_BODY) ? "{}" : NULL);
    d->in.query = NULL;
    described(d, spec);
    return !strcmp(said(d, "code"), code) && !strcmp(said(d, "field"), name);
}

/* A parameter that is read is refused when it is no UTF-8, and when it is given twice; one that is not
 * described is passed over. */
static void parameters_tried(struct door *d, json_t *spec, json_t *all, const struct route *route)
{
    json_t *operation = spec_operation(spec, route), *own = parameters_of(spec, operation), *any;
    const char *name;

    json_object_foreach(all, name, any)
    {
        bool read = json_object_get(own, name) != NULL;

        if (query_refused(d, spec, route, path(d, "%s=%%ff", name), "bad_query", name) != read)
            fail_msg("%s: parameter %s is %s", route->path, name, read ? "not read" : "not described");
        if (query_refused(d, spec, route, path(d, "%s=1&x=&%s=1", name, name), "repeated_parameter", name) !=
            read)
            fail_msg("%s: parameter %s is taken twice", route->path, name);
        if (read && d->reply.status != 400)
            fail_msg("%s: parameter %s twice is %d", route->path, name, d->reply.status);
    }
    json_decref(own);
}

static void the_described_parameters_are_read(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    CLEANUP(spec_free) json_t *all = all_parameters(spec);
    struct door *d = *state;

    d->in.loopback = true;
    assert_true(json_object_size(all) >= 12);
    for (size_t i = 0; i < router_count(d->router); i++)
        if (spec_covers(router_route(d->router, i)))
            parameters_tried(d, spec, all, router_route(d->router, i));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_listed_code_occurs, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(the_described_parameters_are_read, office_setup, office_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
