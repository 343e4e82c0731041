/* A day in the office that asks for everything at least once. Today is 2026-03-10; the persons are made up.
 */
#include <stdio.h>
#include <string.h>

#include "support/answers.h"
#include "support/desk.h"

static void sign_in(const struct day *t)
{
    struct door *d = t->d;

    as(d, NULL);
    tell(d, "POST", "/api/v1/session", "{'account':'test','password':'" OFFICE_PASSWORD "'}");
    wrote(t, 201);
    as(d, KINDERGARTEN);
    reads(t, "/api/v1/session");
    as(d, COORDINATOR);
    reads(t, "/api/v1/session");
    tell(d, "POST", "/api/v1/session/confirm", "{'password':'" OFFICE_PASSWORD "'}");
    wrote(t, 204);
    reads(t, "/api/v1/sessions");
    ask(d, "DELETE", path(d, "/api/v1/sessions/%ld", (long)number_at(d, "sessions.1.id")), NULL);
    wrote(t, 204);
    ask(d, "POST", "/api/v1/sessions/end-others", NULL);
    wrote(t, 200);
    ask(d, "POST", "/api/v1/session/password/seen", NULL);
    wrote(t, 200);
    tell(d, "POST", "/api/v1/session/password",
         "{'current':'" OFFICE_PASSWORD "','password':'tjetër fjalëkalim'}");
    wrote(t, 204);
    ask(d, "DELETE", "/api/v1/session", NULL);
    wrote(t, 204);
    office_at(d, REGISTER_NOW);
}

/* A police order with its hour, then the court's in its place; a court nobody knows, a doubtful number. */
static void orders(struct day *t)
{
    struct door *d = t->d;

    tell(d, "POST", "/api/v1/orders",
         "{'kind':'UMPMM','issuer':'Komisariati i Gurit','number':'9','decision_date':'2026-03-08',"
         "'decided_at':'21:40','unit':'Odrie','persons':[{'role':'protected','first_name':'Vera',"
         "'surname':'Lumi','nid':'I75514009A'}],'respondent':{'first_name':'Guri','surname':'Lumi'},"
         "'relation':'vëlla'}");
    wrote(t, 201);
    assert_true(json_array_size(part(d, "warnings")) > 0);
    t->other.case_id = number_at(d, "case_id");
    t->other.order = number_at(d, "id");
    t->other.mother = number_at(d, "persons.0");
    tell(d, "POST", "/api/v1/orders",
         "{'case_id':%ld,'version':1,'follows':%ld,'kind':'UMM','hearing_on':'2026-03-30',"
         "'term_days':20,'term_from':'service','confirm':['end_of_open_kind'],'issuer':'Gjykata "
         "e Gurit','number':'10',"
         "'decision_date':'2026-03-09','persons':[{'role':'protected','person':%ld}]}",
         (long)t->other.case_id, (long)t->other.order, (long)t->other.mother);
    wrote(t, 201);
    reads(t, path(d, "/api/v1/orders/%ld", (long)number_at(d, "id")));
    reads(t, path(d, "/api/v1/orders/%ld", (long)t->other.order));
    assert_string_equal(text_at(d, "protection.ended_by"), "replaced");
    reads(t, path(d, "/api/v1/cases/%ld/timeline", (long)t->other.case_id));
    office_file(d, "14", "2025-04-10", "2026-04-09", &t->file);
    wrote(t, 201);
}

static void acts(const struct day *t)
{
    struct door *d = t->d;
    long grant;

    office_act(d, &t->file, "extension_requested", "2026-03-01", "");
    wrote(t, 201);
    grant = (long)number_at(d, "acts.0.id");
    day_act_tried(t, "2026-03-01");
    office_act(d, &t->file, "appeal_decided", "2026-03-09",
               path(d, ",'decision':'76','outcome':'upheld','about':%ld", grant));
    wrote(t, 201);
    office_act(d, &t->file, "extended", "2026-03-09",
               ",'decision':'75','start':'2026-05-01','term_months':8,'term_from':'start'");
    wrote(t, 201);
    office_act(d, &t->file, "terminated", "2026-03-10", ",'decision':'77','effective':'2026-03-10'");
    wrote(t, 201);
    office_act(
        d, &t->file, "corrected", "2026-03-10",
        path(d, ",'corrects':%ld,'voids':true,'note':'dosje tjetër'", (long)number_at(d, "acts.4.id")));
    wrote(t, 201);
    as(d, SECOND);
    tell(d, "POST", path(d, "/api/v1/orders/%ld/acts", (long)t->file.order),
         "{'version':1,'kind':'served','on':'2026-03-10'}");
    wrote(t, 409);
    as(d, COORDINATOR);
    assert_true(json_array_size(part(d, "changed")) == 5);
}

static void files(const struct day *t)
{
    struct door *d = t->d;
    long id;

    tell(d, "POST", "/api/v1/cases", "{'unit':'Cepo'}");
    wrote(t, 201);
    id = (long)number_at(d, "id");
    tell(d, "POST", path(d, "/api/v1/cases/%ld/persons", id),
         "{'version':1,'role':'respondent','relation':'kunat','first_name':'Petrit','surname':'Guri',"
         "'nid':'I75514009A'}");
    wrote(t, 201);
    assert_non_null(part(d, "warnings"));
    tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", id), "{'version':2,'accounts':[{'id':91}]}");
    wrote(t, 204);
    as(d, SECOND);
    tell(d, "PUT", path(d, "/api/v1/cases/%ld/officers", id), "{'version':3,'officers':[{'id':92}]}");
    wrote(t, 204);
    reads(t, path(d, "/api/v1/cases/%ld/officers", id));
    as(d, COORDINATOR);
    fetch(d, path(d, "/api/v1/cases/%ld", id));
    wrote(t, 403);
    tell(d, "POST", "/api/v1/persons/open", "{'why':'rrezik i menjëhershëm','nid':'I75514009A'}");
    wrote(t, 200);
    reads(t, path(d, "/api/v1/cases/%ld", id));
    reads(t, "/api/v1/cases?limit=1");
    reads(t, "/api/v1/cases?unit=lunxheri");
    as(d, SECOND);
    reads(t, "/api/v1/tasks");
    as(d, COORDINATOR);
    reads(t, path(d, "/api/v1/cases/%ld", (long)t->file.case_id));
    reads(t, "/api/v1/units");
}

static long version(const struct day *t)
{
    return (long)office_version(t->d, t->file.case_id);
}

/* Whatever word is described for a member that the domain itself checks, it is taken. */
static void words_taken(const struct day *t, const char *schema, const char *method, const char *to,
                        const char *body)
{
    json_t *schemas = json_object_get(json_object_get(t->spec, "components"), "schemas"), *word;
    size_t i;

    json_array_foreach(json_object_get(json_object_get(schemas, schema), "enum"), i, word)
    {
        tell(t->d, method, to, body, version(t), json_string_value(word), (int)i);
        wrote(t, *method == 'P' && method[1] == 'U' ? 200 : 201);
    }
}

static void contact(const struct day *t)
{
    long id = (long)t->file.case_id;
    const char *to = path(t->d, "/api/v1/cases/%ld/persons/%ld/contact", id, (long)t->file.mother);

    reads(t, to);
    words_taken(t, "Channel", "PUT", to, "{'version':%ld,'channel':'%s','hours':'9-11'}");
    words_taken(t, "Sex", "POST", path(t->d, "/api/v1/cases/%ld/persons", id),
                "{'version':%ld,'role':'dependant','first_name':'Ola','surname':'Sokolaj','sex':'%s',"
                "'birth_date':'202%d-01-01'}");
}

static void circumstances(const struct day *t)
{
    long id = (long)t->file.case_id, mother = (long)t->file.mother, child = (long)t->file.child, stay;
    struct door *d = t->d;

    tell(d, "POST", "/api/v1/institutions", "{'name':'Qendra e Jugut'}");
    wrote(t, 201);
    reads(t, "/api/v1/institutions");
    tell(d, "POST", path(d, "/api/v1/cases/%ld/stays", id),
         "{'version':%ld,'person':%ld,'with':[{'id':%ld}],'from':'2026-03-02'}", version(t), mother, child);
    wrote(t, 201);
    stay = (long)number_at(d, "id");
    tell(d, "POST", path(d, "/api/v1/stays/%ld/end", stay), "{'version':%ld,'until':'2026-03-05','all':true}",
         version(t));
    wrote(t, 200);
    reads(t, path(d, "/api/v1/cases/%ld/stay-questions", id));
    tell(d, "POST", path(d, "/api/v1/stay-questions/%ld/answer", (long)number_at(d, "questions.0.id")),
         "{'version':%ld,'answer':'stays'}", version(t));
    wrote(t, 200);
    reads(t, path(d, "/api/v1/cases/%ld/stay-questions", id));
    tell(d, "POST", path(d, "/api/v1/stays/%ld/correct", stay),
         "{'version':%ld,'from':'2026-03-03','until':'2026-03-04','place':'Qendra e Jugut'}", version(t));
    wrote(t, 201);
    tell(d, "POST", path(d, "/api/v1/stays/%ld/void", (long)number_at(d, "id")),
         "{'version':%ld,'reason':'nuk ka qenë aty'}", version(t));
    wrote(t, 200);
    reads(t, path(d, "/api/v1/cases/%ld/stays", id));
    as(d, AID_OFFICER);
    tell(d, "POST", "/api/v1/applications",
         "{'case_id':%ld,'version':%ld,'person':%ld,'filed_on':'2026-02-20'}", id, version(t), mother);
    wrote(t, 201);
    assert_non_null(part(d, "warnings"));
    tell(d, "POST", path(d, "/api/v1/applications/%ld/withdraw", (long)number_at(d, "id")),
         "{'version':%ld,'case_id':%ld,'on':'2026-03-10'}", version(t), id);
    wrote(t, 200);
    tell(d, "POST", "/api/v1/applications",
         "{'case_id':%ld,'version':%ld,'person':%ld,'filed_on':'2026-03-10'}", id, version(t), mother);
    wrote(t, 201);
    as(d, COORDINATOR);
    tell(d, "POST", "/api/v1/enrolments",
         "{'case_id':%ld,'version':%ld,'person':%ld,'organisation':31,'from':'2026-03-01'}", id, version(t),
         child);
    wrote(t, 201);
    reads(t, path(d, "/api/v1/cases/%ld/entitlements", id));
    reads(t, path(d, "/api/v1/cases/%ld/timeline", id));
}

/* At the kindergarten while the child is there, then it leaves. */
static void kindergarten(const struct day *t)
{
    static const char SQL_ENROLMENT[] = "SELECT max(id) FROM enrolment";
    struct door *d = t->d;

    as(d, KINDERGARTEN);
    reads(t, "/api/v1/kindergarten/children");
    assert_int_equal(json_array_size(part(d, "children")), 1);
    must(db_script(d->r->db, "UPDATE benefit_rule SET share = 50 WHERE service = 'kindergarten'"));
    reads(t, "/api/v1/kindergarten/children");
    assert_int_equal(json_array_size(part(d, "in_part")), 1);
    must(db_script(d->r->db, "UPDATE benefit_rule SET share = 100 WHERE service = 'kindergarten'"));
    as(d, KINDER);
    reads(t, "/api/v1/devices/own");
    tell(d, "POST", "/api/v1/check", "{'card':'%s','service':'kindergarten'}", t->card.text);
    wrote(t, 200);
    as(d, COORDINATOR);
    ask(d, "POST", path(d, "/api/v1/enrolments/%ld/end", (long)register_int(d->r, SQL_ENROLMENT)),
        "{\"on\":\"2026-03-10\"}");
    wrote(t, 200);
}

static void cards(struct day *t)
{
    struct door *d = t->d;

    tell(d, "POST", path(d, "/api/v1/persons/%ld/cards", (long)t->file.mother),
         "{'case_id':%ld,'version':%ld,'services':['transport'],'no_hint':true}", (long)t->file.case_id,
         version(t));
    wrote(t, 201);
    office_card_take(d, "", &t->card);
    reads(t, path(d, "/api/v1/persons/%ld/cards", (long)t->file.mother));
    reads(t, path(d, "/api/v1/cards/%s", t->card.number));
    reads(t, path(d, "/api/v1/cards/%s.svg", t->card.number));
    reads(t, path(d, "/api/v1/cards/%s.png", t->card.number));
    reads(t, path(d, "/api/v1/cards/%s.pdf", t->card.number));
    reads(t, path(d, "/api/v1/cards/%s.svg?back=1", t->card.number));
    reads(t, path(d, "/api/v1/cards/%s.png?back=1", t->card.number));
    reads(t, path(d, "/api/v1/cards/%s.pdf?back=1", t->card.number));
    ask(d, "POST", path(d, "/api/v1/cards/%s/replace", t->card.number), NULL);
    wrote(t, 201);
    fetch(d, path(d, "/api/v1/cards/%s.pdf", t->card.number));
    wrote(t, 409);
    reads(t, path(d, "/api/v1/cards/%s", t->card.number));
    assert_string_equal(said(d, "revoked_why"), "replaced");
    fetch(d, path(d, "/api/v1/cards/%s", said(d, "replaced_by")));
    office_card_take(d, "", &t->card);
}

static void cards_end(struct day *t)
{
    struct door *d = t->d;

    ask(d, "POST", path(d, "/api/v1/cards/%s/compromised", t->card.number), NULL);
    wrote(t, 201);
    office_card_take(d, "card", &t->card);
    day_act_tried(t, "2026-03-20");
    office_act(d, &t->file, "amended", "2026-03-10", ",'end':'2026-03-25','decision':'80'");
    wrote(t, 201);
    reads(t, path(d, "/api/v1/cards/%s", t->card.number));
    assert_string_equal(said(d, "flag"), "shortened");
    reads(t, "/api/v1/tasks");
    office_act(d, &t->file, "terminated", "2026-03-10", ",'decision':'81','effective':'2026-03-10'");
    wrote(t, 201);
    ask(d, "POST", path(d, "/api/v1/cards/%s/compromised", t->card.number), NULL);
    wrote(t, 200);
    assert_true(json_is_null(part(d, "card")));
    tell(d, "POST", path(d, "/api/v1/cards/%s/revoke", t->card.number), "{'why':'lost'}");
    wrote(t, 409);
}

static void revoking(const struct day *t)
{
    struct office_card card;
    struct office_file f;

    office_file(t->d, "15", "2026-02-10", "2026-09-10", &f);
    office_card(t->d, &f, f.mother, "'documents'", &card);
    tell(t->d, "POST", path(t->d, "/api/v1/cards/%s/revoke", card.number), "{'why':'lost'}");
    wrote(t, 200);
}

static void checking(const struct day *t)
{
    struct door *d = t->d;
    char etag[72];

    as(d, BUS);
    tell(d, "POST", "/api/v1/check", "{'card':'%s'}", t->card.text);
    wrote(t, 200);
    assert_string_equal(said(d, "verdict"), "valid");
    tell(d, "POST", "/api/v1/check", "{'card':'%s','service':'documents'}", t->card.text);
    wrote(t, 403);
    for (int i = 0; i < 11; i++)
        tell(d, "POST", "/api/v1/check", "{'card':'ABCD-EFGH-IJKL-MNOP'}");
    wrote(t, 429);
    reads(t, "/api/v1/devices/own");
    as(d, NULL);
    reads(t, "/api/v1/issuer");
    reads(t, "/status/1/prolonged");
    reads(t, "/status/1");
    memcpy(etag, d->reply.etag, sizeof etag);
    d->in.if_none_match = etag;
    fetch(d, "/status/1");
    wrote(t, 304);
    d->in.if_none_match = NULL;
    as(d, COORDINATOR);
}

static void devices(const struct day *t)
{
    struct door *d = t->d;
    const char *enrol;
    long id;

    as(d, ADMINISTRATOR);
    tell(d, "POST", "/api/v1/devices", "{'organisation':30,'service':'transport','name':'Autobus 7'}");
    wrote(t, 201);
    id = (long)number_at(d, "id");
    ask(d, "POST", path(d, "/api/v1/devices/%ld/enrol-again", id), NULL);
    wrote(t, 200);
    enrol = path(d, "%s", said(d, "enrol"));
    tell(d, "PATCH", path(d, "/api/v1/devices/%ld", id), "{'name':'Autobus 8'}");
    wrote(t, 204);
    as(d, NULL);
    tell(d, "POST", "/api/v1/devices/enrol", "{'enrol':'%s'}", enrol);
    wrote(t, 201);
    tell(d, "POST", "/api/v1/devices/enrol", "{'enrol':'%s'}", enrol);
    wrote(t, 403);
    as(d, ADMINISTRATOR);
    ask(d, "POST", path(d, "/api/v1/devices/%ld/revoke", id), NULL);
    wrote(t, 204);
    ask(d, "POST", path(d, "/api/v1/devices/%ld/enrol-again", id), NULL);
    wrote(t, 409);
    tell(d, "POST", "/api/v1/devices/sheets",
         "{'organisation':30,'service':'transport','names':['Autobus 9']}");
    wrote(t, 201);
    id = (long)number_at(d, "sheets.0.id");
    ask(d, "POST", path(d, "/api/v1/devices/%ld/hand-over", id), NULL);
    wrote(t, 200);
    reads(t, "/api/v1/devices");
}

#define PAYMENT_RULE                                                                                         \
    "{'service':'payment','source':'VKM 1/2026','kinds':['UM','UMM'],'who':['protected'],"                   \
    "'conditions':['needs_application'],'amount':90000,'from':'2026-04-01'}"
#define TRANSPORT_RULE                                                                                       \
    "{'service':'transport','source':'VKB 9/2026','kinds':['UM'],'who':['protected'],"                       \
    "'from':'2026-04-01','until':'2026-04-05'}"

#define KINDERGARTEN_RULE                                                                                    \
    "{'service':'kindergarten','source':'VKB 9/2026','kinds':['UM'],'who':['dependant'],"                    \
    "'conditions':['needs_enrolment'],'amount':160,'unit':'day','share':50,'share_dependant':60,"            \
    "'share_sibling':70,'amount_creche':130,"                                                                \
    "'from':'2026-09-01'}"
#define NUMBER "{'name':'hearing_days','value':30,'source':'ligji 1/2026, neni 3','from':'2026-06-01'}"

/* First what that would do, then it is done. */
static void taken_back(const struct day *t, const char *where)
{
    t->d->in.query = "preview=1";
    ask(t->d, "POST", where, NULL);
    wrote(t, 200);
    t->d->in.query = NULL;
    ask(t->d, "POST", where, NULL);
    wrote(t, 204);
}

static void further_service(const struct day *t)
{
    struct door *d = t->d;
    long id;

    tell(d, "POST", "/api/v1/municipal-services",
         "{'text':'Tarifa e pastrimit','text_en':'Cleaning fee','source':'VKB 12/2026','kinds':['UM','UMM'],"
         "'who':['protected'],'amount':0,'unit':'year','share':50,'from':'2026-01-01'}");
    wrote(t, 201);
    id = number_at(d, "id");
    reads(t, "/api/v1/municipal-services");
    as(d, COORDINATOR);
    reads(t, path(d, "/api/v1/municipal-services/%ld/persons", id));
    reads(t, path(d, "/api/v1/cases/%ld/entitlements", (long)t->other.case_id));
    assert_true(number_at(d, "municipal.0.share") == 50);
    as(d, ADMINISTRATOR);
    ask(d, "POST", path(d, "/api/v1/municipal-services/%ld/void", id), NULL);
    wrote(t, 204);
}

static void paid_once(const struct day *t)
{
    static const char ONCE[] = "{'text':'Shtesë fundviti','text_en':'Addition','source':'VKB "
                               "1/2026','month':'2026-01','amount':60000}";
    struct door *d = t->d;
    long id;

    d->in.query = "preview=1";
    tell(d, "POST", "/api/v1/one-off-payments", ONCE);
    wrote(t, 200);
    d->in.query = NULL;
    tell(d, "POST", "/api/v1/one-off-payments", ONCE);
    wrote(t, 201);
    id = (long)number_at(d, "id");
    reads(t, "/api/v1/one-off-payments");
    taken_back(t, path(d, "/api/v1/one-off-payments/%ld/void", id));
}

static void administration(const struct day *t)
{
    struct door *d = t->d;

    as(d, ADMINISTRATOR);
    tell(d, "POST", "/api/v1/organisations", "{'kind':'kindergarten','name':'Çerdhja Yll','stage':'creche'}");
    wrote(t, 201);
    tell(d, "PATCH", path(d, "/api/v1/organisations/%ld", (long)number_at(d, "id")),
         "{'stage':'kindergarten'}");
    wrote(t, 200);
    tell(d, "POST", "/api/v1/organisations", "{'kind':'institution','name':'Strehëza'}");
    wrote(t, 201);
    tell(d, "PATCH", path(d, "/api/v1/organisations/%ld", (long)number_at(d, "id")), "{'active':false}");
    wrote(t, 200);
    reads(t, "/api/v1/organisations");
    d->in.query = "preview=1";
    tell(d, "POST", "/api/v1/rules", PAYMENT_RULE);
    wrote(t, 200);
    tell(d, "POST", "/api/v1/rules", TRANSPORT_RULE);
    wrote(t, 200);
    d->in.query = NULL;
    as(d, COORDINATOR);
    tell(d, "POST", "/api/v1/rules/persons", PAYMENT_RULE);
    wrote(t, 200);
    tell(d, "POST", "/api/v1/rules/persons", TRANSPORT_RULE);
    wrote(t, 200);
    as(d, ADMINISTRATOR);
    tell(d, "POST", "/api/v1/rules", PAYMENT_RULE);
    wrote(t, 201);
    assert_non_null(part(d, "warnings"));
    tell(d, "POST", "/api/v1/rules", TRANSPORT_RULE);
    wrote(t, 201);
    reads(t, "/api/v1/rules");
    tell(d, "POST", "/api/v1/rules", KINDERGARTEN_RULE);
    wrote(t, 201);
    taken_back(t, path(d, "/api/v1/rules/%ld/void", (long)number_at(d, "id")));
    further_service(t);
    paid_once(t);
    d->in.query = "preview=1";
    tell(d, "POST", "/api/v1/legal-rules", NUMBER);
    wrote(t, 200);
    d->in.query = NULL;
    tell(d, "POST", "/api/v1/legal-rules", NUMBER);
    wrote(t, 201);
    taken_back(t, path(d, "/api/v1/legal-rules/%ld/void", (long)number_at(d, "id")));
    reads(t, "/api/v1/legal-rules");
}

static void accounts(const struct day *t)
{
    struct door *d = t->d;
    long id;

    as(d, ADMINISTRATOR);
    tell(d, "POST", "/api/v1/accounts",
         "{'name':'kopshti2','full_name':'Kopshti','role':'kindergarten','organisation':31,"
         "'password':'fjalëkalim i parë'}");
    wrote(t, 201);
    id = (long)number_at(d, "id");
    tell(d, "PATCH", path(d, "/api/v1/accounts/%ld", id),
         "{'role':'partner','institution':'Qendra Partnere'}");
    wrote(t, 200);
    tell(d, "PATCH", path(d, "/api/v1/accounts/%ld", id), "{'role':'director','active':true}");
    wrote(t, 200);
    tell(d, "POST", path(d, "/api/v1/accounts/%ld/password", id), "{'password':'fjalëkalim i dytë'}");
    wrote(t, 204);
    ask(d, "POST", path(d, "/api/v1/accounts/%ld/unlock", id), NULL);
    wrote(t, 200);
    tell(d, "POST", "/api/v1/accounts/91/password", "{'password':'dymbëdhjetë qershi'}");
    wrote(t, 204);
    door_session(d, "second-secret", 91);
    as(d, SECOND);
    reads(t, "/api/v1/session");
    as(d, DIRECTOR);
    reads(t, "/api/v1/account-notices");
    as(d, ADMINISTRATOR);
    reads(t, "/api/v1/upkeep");
    tell(d, "PATCH", "/api/v1/accounts/95", "{'active':false}");
    wrote(t, 409);
    reads(t, "/api/v1/accounts");
}

static void figures(const struct day *t)
{
    struct door *d = t->d;
    long request;

    as(d, DIRECTOR);
    reads(t, "/api/v1/statistics");
    reads(t, "/api/v1/statistics?on=2026-02-28&publish=1");
    as(d, AUDITOR);
    reads(t, "/api/v1/audit?limit=2");
    reads(t, "/api/v1/audit?what=act.");
    reads(t, "/api/v1/audit/visits?limit=2");
    reads(t, "/api/v1/audit/visits?what=act.");
    tell(d, "POST", "/api/v1/persons/export", "{'why':'me kërkesën e saj','nid':'" OFFICE_NID "'}");
    wrote(t, 200);
    tell(d, "POST", "/api/v1/export-requests", "{'why':'me kërkesën e saj','nid':'" OFFICE_NID "'}");
    wrote(t, 201);
    request = (long)number_at(d, "id");
    reads(t, "/api/v1/export-requests");
    as(d, COORDINATOR);
    ask(d, "POST", path(d, "/api/v1/export-requests/%ld/approve", request), NULL);
    wrote(t, 200);
    reads(t, "/api/v1/export-requests");
    /* What he may be told of is what was served on him. */
    assert_int_equal(office_act(d, &t->file, "served", "2026-03-10", ""), 201);
    for (long person = (long)t->file.mother; person < (long)t->file.mother + 3; person++) {
        as(d, COORDINATOR);
        tell(d, "POST", path(d, "/api/v1/persons/%ld/export", person),
             "{'why':'me kërkesën e saj','paper':true,'asker':'vetë','identified':'letërnjoftim'}");
        wrote(t, 200);
    }
    as(d, COORDINATOR);
    tell(d, "POST", "/api/v1/orders/export", "{'from':'2026-03-01'}");
    wrote(t, 200);
    reads(t, "/api/v1/tasks?section=notices");
    tell(d, "POST", "/api/v1/tasks/seen", "{'what':'%s','notice':%ld,'subject':'%s'}",
         text_at(d, "tasks.0.what"), (long)number_at(d, "tasks.0.notice"), text_at(d, "tasks.0.account"));
    wrote(t, 204);
    reads(t, "/api/v1/openapi-whole.json");
    as(d, NULL);
    d->in.loopback = true;
    reads(t, "/api/v1/openapi.json");
    reads(t, "/api/v1/card-format");
    reads(t, "/healthz");
    reads(t, "/metrics");
    d->in.loopback = false;
    fetch(d, "/metrics");
    wrote(t, 404);
}

/* The last of them has no room any more beside the description of the API. */
static void several(const struct day *t)
{
#define LARGE "'/api/v1/openapi-whole.json'"
    tell(t->d, "POST", "/api/v1/reads",
         "{'paths':['/api/v1/cases/99','/api/v1/units'," LARGE "," LARGE "," LARGE "," LARGE "," LARGE
         "," LARGE ",'/api/v1/session'],'roles':['coordinator']}");
#undef LARGE
    wrote(t, 200);
    assert_int_equal(number_at(t->d, "answers.8.retry_after"), 1);
}

/* A file and what belongs to it, by places that its own answer fills. */
static void file_with_parts(const struct day *t)
{
    tell(t->d, "POST", "/api/v1/reads",
         "{'paths':['/api/v1/cases/%ld','/api/v1/cases/{0.id}/notes','/api/v1/orders/{0.orders}',"
         "'/api/v1/persons/{0.persons.id:role=protected}/cards']}",
         (long)t->file.case_id);
    wrote(t, 200);
    assert_int_equal(json_array_size(part(t->d, "answers")), 4);
}

void day_answered(struct day *t)
{
    sign_in(t);
    several(t);
    orders(t);
    day_drafts(t);
    day_questions(t);
    day_twins(t);
    acts(t);
    papers_answered(t->d, t->spec);
    file_with_parts(t);
    casework_answered(t->d, t->spec, (long)t->file.case_id);
    files(t);
    contact(t);
    day_desk(t);
    desk_answers(t->d, t->spec, &t->file);
    circumstances(t);
    payments_answered(t->d, t->spec);
    cards(t);
    checking(t);
    kindergarten(t);
    cards_end(t);
    revoking(t);
    devices(t);
    administration(t);
    accounts(t);
    figures(t);
    offices_answered(t->d, t->spec);
}
