/* Two people at one file, one request sent twice, and files that are not for everybody. */
#include <string.h>

#include "domain/file/case_guard.h"
#include "support/fault.h"

static void the_second_writer_is_told_what_changed(void **state)
{
    static const struct fault STALE = {"", 409, "stale_version", "version"};
    const char body[] = "{\"version\":1,\"kind\":\"extended\",\"on\":\"2026-03-09\",\"end\":\"2026-12-10\","
                        "\"decision\":\"81\"}";
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(office_act(d, &f, "served", "2026-03-10", ""), 201);
    assert_int_equal(number_at(d, "version"), 2);
    d->app.clock.fixed += 60;
    assert_int_equal(office_act(d, &f, "final", "2026-03-10", ""), 201);
    as(d, SECOND);
    body_refused(d, "POST", path(d, "/api/v1/orders/%ld/acts", (long)f.order), body, strlen(body), &STALE);
    assert_int_equal(json_array_size(part(d, "changed")), 2);
    assert_int_equal(number_at(d, "changed.0.version"), 2);
    assert_string_equal(text_at(d, "changed.0.actor"), "test");
    assert_string_equal(text_at(d, "changed.0.what"), "act.served");
    assert_string_equal(text_at(d, "changed.0.at"), "2026-03-10T09:00:00Z");
    assert_string_equal(text_at(d, "changed.1.what"), "act.final");
    assert_string_equal(text_at(d, "changed.1.at"), "2026-03-10T09:01:00Z");
    assert_int_equal(office_act(d, &f, "extended", "2026-03-09", ",'end':'2026-12-10','decision':'81'"), 201);
    assert_int_equal(number_at(d, "version"), 4);
    assert_string_equal(text_at(d, "acts.3.recorded_by"), "second");
}

/* The coordinator has written to each part; the other one saw none of it. */
static void each_part_written(struct door *d, const struct office_file *f)
{
    struct office_card c;

    office_card(d, f, f->mother, "'transport'", &c);
    assert_int_equal(office_act(d, f, "served", "2026-03-10", ""), 201);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/persons", (long)f->case_id),
                          "{'version':1,'role':'dependant','first_name':'Ilir','surname':'Sokolaj'}"),
                     201);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/stays", (long)f->case_id),
                          "{'version':1,'person':%ld,'from':'2026-03-01','until':'2026-03-02'}",
                          (long)f->mother),
                     201);
    assert_int_equal(tell(d, "POST", "/api/v1/applications",
                          "{'case_id':%ld,'version':1,'person':%ld,'filed_on':'2026-03-01'}",
                          (long)f->case_id, (long)f->mother),
                     201);
    assert_int_equal(tell(d, "PUT",
                          path(d, "/api/v1/cases/%ld/persons/%ld/contact", (long)f->case_id, (long)f->mother),
                          "{'version':1,'channel':'sms','detail':'0690000001'}"),
                     200);
    assert_int_equal(tell(d, "PUT", path(d, "/api/v1/persons/%ld/death", (long)f->child),
                          "{'case_id':%ld,'version':1,'on':'2026-03-05'}", (long)f->case_id),
                     200);
}

static void the_same_part_clashes(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t application;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    each_part_written(d, &f);
    assert_int_equal(get(d, "/api/v1/applications"), 200);
    application = number_at(d, "applications.0.id");
    as(d, SECOND);
    const struct fault stale = {path(d, "{'case_id':%ld}", (long)f.case_id), 409, "stale_version", "version"};
    const struct fault stale_path = {"{}", 409, "stale_version", "version"};

    faults_refused(d, "POST", path(d, "/api/v1/persons/%ld/cards", (long)f.mother),
                   "{'version':1,'services':['transport']}", &stale, 1);
    assert_string_equal(text_at(d, "changed.0.what"), "card.issue");
    assert_int_equal(json_array_size(part(d, "changed")), 1);
    faults_refused(d, "POST", path(d, "/api/v1/cases/%ld/persons", (long)f.case_id),
                   "{'version':1,'role':'dependant','first_name':'Ina','surname':'Sokolaj'}", &stale_path, 1);
    faults_refused(d, "POST", path(d, "/api/v1/cases/%ld/stays", (long)f.case_id),
                   path(d, "{'version':1,'person':%ld,'from':'2026-03-03'}", (long)f.mother), &stale_path, 1);
    faults_refused(d, "POST", path(d, "/api/v1/applications/%ld/withdraw", (long)application),
                   "{'version':1,'on':'2026-03-10'}", &stale, 1);
    faults_refused(d, "POST", path(d, "/api/v1/orders/%ld/acts", (long)f.order),
                   "{'version':1,'kind':'final','on':'2026-03-10'}", &stale_path, 1);
    faults_refused(d, "PUT", path(d, "/api/v1/persons/%ld/death", (long)f.child),
                   "{'version':1,'on':'2026-03-06'}", &stale, 1);
    faults_refused(d, "POST", "/api/v1/orders",
                   path(d,
                        "{'version':1,'kind':'UMM','hearing_on':'2026-03-21','issuer':'Gjykata','number':'9',"
                        "'decision_date':"
                        "'2026-03-01','persons':[{'person':%ld,'role':'protected'}]}",
                        (long)f.mother),
                   &stale, 1);
    assert_int_equal(tell(d, "PUT",
                          path(d, "/api/v1/cases/%ld/persons/%ld/contact", (long)f.case_id, (long)f.mother),
                          "{'version':1,'channel':'sms','detail':'0690000002'}"),
                     409);
    assert_string_equal(said(d, "code"), "stale_version");
    assert_string_equal(said(d, "field"), "channel");
}

/* Whoever saw nothing of it touches nothing of it either: another part, another person. */
static void other_parts_go_through(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(office_act(d, &f, "served", "2026-03-10", ""), 201);
    as(d, SECOND);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/stays", (long)f.case_id),
                          "{'version':1,'person':%ld,'from':'2026-03-01','until':'2026-03-02'}",
                          (long)f.mother),
                     201);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/persons/%ld/cards", (long)f.mother),
                          "{'case_id':%ld,'version':1,'services':['transport']}", (long)f.case_id),
                     201);
    as(d, COORDINATOR);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/persons/%ld/cards", (long)f.child),
                          "{'case_id':%ld,'version':1,'services':['transport']}", (long)f.case_id),
                     201);
    assert_int_equal(tell(d, "PUT",
                          path(d, "/api/v1/cases/%ld/persons/%ld/contact", (long)f.case_id, (long)f.mother),
                          "{'version':1,'channel':'sms','detail':'0690000001'}"),
                     200);
    assert_int_equal(tell(d, "POST", "/api/v1/applications",
                          "{'case_id':%ld,'version':1,'person':%ld,'filed_on':'2026-03-01'}", (long)f.case_id,
                          (long)f.mother),
                     201);
    assert_int_equal(tell(d, "POST", "/api/v1/enrolments",
                          "{'case_id':%ld,'version':1,'person':%ld,'organisation':31,'from':'2026-03-01'}",
                          (long)f.case_id, (long)f.child),
                     201);
    assert_int_equal(office_version(d, f.case_id), 8);
}

/* A second tab of one's own: all that is not the same said twice. */
static void nobody_clashes_with_himself_but_over_the_same(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *acts;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    acts = path(d, "/api/v1/orders/%ld/acts", (long)f.order);
    assert_int_equal(tell(d, "POST", acts, "{'version':1,'kind':'served','on':'2026-03-09'}"), 201);
    assert_int_equal(tell(d, "POST", acts, "{'version':1,'kind':'final','on':'2026-03-10'}"), 201);
    assert_int_equal(tell(d, "POST", acts, "{'version':1,'kind':'served','on':'2026-03-10'}"), 409);
    assert_string_equal(text_at(d, "changed.0.what"), "act.served");
    assert_int_equal(json_array_size(part(d, "changed")), 1);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/persons", (long)f.case_id),
                          "{'version':1,'role':'dependant','first_name':'Ilir','surname':'Sokolaj'}"),
                     201);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/persons", (long)f.case_id),
                          "{'version':1,'role':'dependant','first_name':'Ina','surname':'Sokolaj'}"),
                     201);
    for (int i = 0; i < 2; i++)
        assert_int_equal(tell(d, "PUT", path(d, "/api/v1/persons/%ld/death", (long)f.child),
                              "{'case_id':%ld,'version':1,'on':'2026-03-0%d'}", (long)f.case_id, 5 + i),
                         i ? 409 : 200);
}

/* Each takes her own fields, and leaves the rest as it is now, whatever she saw of it. */
static void one_field_of_a_person_takes_no_other_away(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *her;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    her = path(d, "/api/v1/cases/%ld/persons/%ld", (long)f.case_id, (long)f.mother);
#define HER "'version':1,'first_name':'Mirjeta','surname':'Sokolaj'"
    assert_int_equal(tell(d, "PUT", her, "{" HER ",'phone':'0691','fields':['phone']}"), 200);
    as(d, SECOND);
    assert_int_equal(tell(d, "PUT", her, "{" HER ",'address':'Rruga e re','fields':['address']}"), 200);
    assert_string_equal(text_at(d, "persons.0.phone"), "0691");
    assert_string_equal(text_at(d, "persons.0.address"), "Rruga e re");
    assert_string_equal(text_at(d, "persons.0.nid"), OFFICE_NID);
    assert_int_equal(tell(d, "PUT", her, "{" HER ",'phone':'0692','fields':['phone','father_name']}"), 409);
    assert_string_equal(said(d, "code"), "stale_version");
    assert_string_equal(said(d, "field"), "phone");
    assert_string_equal(text_at(d, "changed.0.actor"), "test");
    assert_int_equal(json_array_size(part(d, "changed")), 1);
    assert_int_equal(tell(d, "PUT", her, "{" HER ",'phone':'0691','fields':['phone']}"), 200);
    assert_int_equal(tell(d, "PUT", her, "{" HER ",'phone':'0692'}"), 409);
    assert_int_equal(json_array_size(part(d, "faults")), 2);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'person.correct' AND why = "
                                        "'phone'"),
                     1);
}

/* Only whoever saw that her channel is no longer safe may write that it is. */
static void a_channel_does_not_become_safe_again_unseen(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;
    const char *contact;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    contact = path(d, "/api/v1/cases/%ld/persons/%ld/contact", (long)f.case_id, (long)f.mother);
    office_card(d, &f, f.mother, "'transport'", &c);
    assert_int_equal(ask(d, "POST", path(d, "/api/v1/cards/%s/compromised", c.number), NULL), 201);
    assert_int_equal(tell(d, "PUT", contact, "{'version':2,'channel':'sms','detail':'0690000001'}"), 409);
    assert_int_equal(tell(d, "PUT", contact, "{'version':%ld,'channel':'sms','detail':'0690000001'}",
                          (long)office_version(d, f.case_id)),
                     200);
}

static void a_request_sent_twice_happens_once(void **state)
{
    const char body[] = "{\"unit\":\"Odrie\"}";
    struct door *d = *state;
    int64_t first;

    d->in.idempotency_key = "9b2c-1";
    assert_int_equal(ask(d, "POST", "/api/v1/cases", body), 201);
    first = number_at(d, "id");
    assert_int_equal(ask(d, "POST", "/api/v1/cases", body), 201);
    assert_int_equal(number_at(d, "id"), first);
    assert_string_equal(d->reply.content_type, "application/json");
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_file"), 1);
    as(d, SECOND);
    assert_int_equal(ask(d, "POST", "/api/v1/cases", body), 201);
    assert_int_not_equal(number_at(d, "id"), first);
    as(d, COORDINATOR);
    d->app.clock.fixed += 20 * 60;
    assert_int_equal(ask(d, "POST", "/api/v1/cases", body), 201);
    assert_int_equal(number_at(d, "id"), first);
    office_at(d, REGISTER_NOW + 25 * 3600);
    assert_int_equal(ask(d, "POST", "/api/v1/cases", body), 201);
    assert_int_not_equal(number_at(d, "id"), first);
}

static void one_key_is_for_one_request(void **state)
{
    struct door *d = *state;

    d->in.idempotency_key = "k";
    assert_int_equal(ask(d, "POST", "/api/v1/cases", "{\"unit\":\"Odrie\"}"), 201);
    refused(d, "POST", "/api/v1/cases", "{\"unit\":\"Cepo\"}", 422, "idempotency_mismatch");
    assert_string_equal(said(d, "field"), "Idempotency-Key");
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_file"), 1);
    d->in.idempotency_key = "një çelës";
    refused(d, "POST", "/api/v1/cases", "{\"unit\":\"Cepo\"}", 400, "bad_idempotency_key");
    d->in.idempotency_key = "";
    refused(d, "POST", "/api/v1/cases", "{\"unit\":\"Cepo\"}", 400, "bad_idempotency_key");
}

static void a_refused_request_keeps_no_key(void **state)
{
    struct door *d = *state;

    d->in.idempotency_key = "k";
    refused(d, "POST", "/api/v1/cases", "{\"unit\":\"Tirana\"}", 422, "unknown_unit");
    assert_int_equal(ask(d, "POST", "/api/v1/cases", "{\"unit\":\"Odrie\"}"), 201);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM idempotency"), 1);
}

static void file_seal(struct door *d, const struct office_file *f)
{
    static const char SQL_SEAL[] = "UPDATE case_file SET sealed = 1 WHERE id = :id";

    must(db_exec(d->r->db, SQL_SEAL, BINDS(INT(":id", f->case_id))));
}

static int opens(struct door *d, const struct office_file *f, const char *why)
{
    return tell(d, "POST", path(d, "/api/v1/cases/%ld/open", (long)f->case_id), "{'why':'%s'}", why);
}

static void a_sealed_file_opens_with_a_reason(void **state)
{
    static const char SQL_BROKEN[] =
        "SELECT count(*) FROM audit WHERE what = 'case.break_glass' AND actor = 'second' "
        "AND why LIKE 'sealed:%' AND case_id = 1";
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    file_seal(d, &f);
    as(d, SECOND);
    refused(d, "GET", path(d, "/api/v1/cases/%ld", (long)f.case_id), NULL, 403, "sealed_file");
    assert_int_equal(opens(d, &f, " "), 422);
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 403);
    assert_int_equal(opens(d, &f, "kërkesë e gjykatës"), 200);
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 200);
    assert_string_equal(text_at(d, "persons.0.first_name"), "Mirjeta");
    assert_int_equal(register_int(d->r, SQL_BROKEN), 1);
    assert_int_equal(get(d, "/api/v1/orders/%ld", (long)f.order), 200);
    assert_int_equal(register_int(d->r, SQL_BROKEN), 1);
}

static void a_sealed_file_is_shut_on_every_side(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    file_seal(d, &f);
    as(d, SECOND);
    refused(d, "GET", path(d, "/api/v1/orders/%ld", (long)f.order), NULL, 403, "sealed_file");
    refused(d, "GET", path(d, "/api/v1/cases/%ld/entitlements", (long)f.case_id), NULL, 403, "sealed_file");
    refused(d, "GET", path(d, "/api/v1/cases/%ld/stays", (long)f.case_id), NULL, 403, "sealed_file");
    refused(d, "GET", path(d, "/api/v1/persons/%ld/cards", (long)f.mother), NULL, 403, "sealed_file");
    refused(d, "GET", path(d, "/api/v1/cards/%s", c.number), NULL, 403, "sealed_file");
    refused(d, "GET", path(d, "/api/v1/cards/%s.png", c.number), NULL, 403, "sealed_file");
    refused(d, "POST", path(d, "/api/v1/cards/%s/compromised", c.number), NULL, 403, "sealed_file");
    assert_int_equal(office_act(d, &f, "served", "2026-03-10", ""), 403);
    assert_int_equal(get(d, "/api/v1/tasks"), 200);
    assert_null(strstr(d->reply.body->data, "\"1/2026\""));
    assert_int_equal(tell(d, "POST", "/api/v1/cases/search", "{'q':'sokolaj'}"), 200);
    assert_int_equal(json_array_size(part(d, "cases")), 0);
    assert_int_equal(tell(d, "POST", "/api/v1/cases/search", "{'q':'1/2026'}"), 200);
    assert_int_equal(json_array_size(part(d, "cases")), 1);
    assert_true(true_at(d, "cases.0.sealed"));
    assert_string_equal(text_at(d, "cases.0.names"), "");
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    as(d, SECOND);
    assert_int_equal(
        tell(d, "POST", "/api/v1/persons/open", "{'why':'e humbi kartën','card':'%s'}", c.number), 200);
    assert_int_equal(get(d, "/api/v1/cards/%s", c.number), 200);
}

static void a_sealed_file_is_open_to_whom_it_names(void **state)
{
    static const char SQL_NAME[] = "INSERT INTO case_access (case_id, account_id) VALUES (:case, 91)";
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    file_seal(d, &f);
    must(db_exec(d->r->db, SQL_NAME, BINDS(INT(":case", f.case_id))));
    as(d, SECOND);
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 200);
    assert_true(true_at(d, "sealed"));
    assert_int_equal(office_act(d, &f, "served", "2026-03-10", ""), 201);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'case.break_glass'"), 0);
}

/* By her personal number: which file it is, the coordinator is not told. */
static void opens_hers(struct door *d)
{
    assert_int_equal(
        tell(d, "POST", "/api/v1/persons/open", "{'why':'rrezik i menjëhershëm','nid':'" OFFICE_NID "'}"),
        200);
    assert_string_equal(text_at(d, "until"), "2026-03-10T09:15:00Z");
    assert_int_equal(json_object_size(d->json), 1);
}

static void a_sealed_file_opens_through_no_other(void **state)
{
    static const char SQL_BROKEN[] =
        "SELECT count(*) FROM audit WHERE what = 'case.break_glass' AND actor = 'second'";
    struct door *d = *state;
    const char *anybody, *to;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    file_seal(d, &f);
    as(d, SECOND);
    assert_int_equal(tell(d, "POST", "/api/v1/cases", "{'unit':'Odrie'}"), 201);
    to = path(d, "/api/v1/cases/%ld/persons", (long)number_at(d, "id"));
    anybody =
        "{'version':1,'role':'protected','first_name':'Kushdo','surname':'Tjeter','nid':'" OFFICE_NID "'}";
    assert_int_equal(tell(d, "POST", to, "%s", anybody), 403);
    assert_string_equal(said(d, "code"), "sealed_file");
    assert_null(strstr(d->reply.body->data, "Mirjeta"));
    assert_null(part(d, "warnings"));
    opens_hers(d);
    assert_int_equal(tell(d, "POST", to, "%s", anybody), 201);
    assert_string_equal(text_at(d, "persons.0.first_name"), "Mirjeta");
    assert_int_equal(register_int(d->r, SQL_BROKEN), 1);
    d->app.clock.fixed += CASE_OPENED;
    assert_int_equal(get(d, "%s/%ld/contact", to, (long)f.mother), 403);
    assert_int_equal(get(d, "/api/v1/cases/2/entitlements"), 403);
    to = path(d, "/api/v1/persons/%ld/cards", (long)f.mother);
    assert_int_equal(tell(d, "POST", to, "{'case_id':2,'version':2,'services':['transport']}"), 403);
    assert_int_equal(
        tell(d, "POST", "/api/v1/persons/open", "{'why':'rrezik i menjëhershëm','nid':'" OFFICE_NID "'}"),
        200);
    assert_int_equal(tell(d, "POST", to, "{'case_id':2,'version':2,'services':['transport']}"), 201);
    assert_int_equal(register_int(d->r, SQL_BROKEN), 2);
}

static void an_order_opens_a_sealed_file_with_a_reason_alone(void **state)
{
    const char order[] = "{'kind':'UMM','hearing_on':'2026-03-21','issuer':'Gjykata','number':'9','decision_"
                         "date':'2026-03-01','unit':"
                         "'Odrie','persons':[{'role':'protected','first_name':'Kushdo','surname':'Tjeter',"
                         "'nid':'" OFFICE_NID "'}]}";
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    file_seal(d, &f);
    as(d, SECOND);
    assert_int_equal(tell(d, "POST", "/api/v1/orders", order), 403);
    assert_string_equal(said(d, "code"), "sealed_file");
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM protection_order"), 1);
    opens_hers(d);
    assert_int_equal(tell(d, "POST", "/api/v1/orders", order), 201);
    assert_int_equal(number_at(d, "persons.0"), f.mother);
    assert_int_equal(register_int(d->r,
                                  "SELECT count(*) FROM audit WHERE what = 'case.break_glass' AND why LIKE "
                                  "'sealed:%'"),
                     1);
}

/* The aid office comes to her file by her application, and sees no more of it than before. */
static void the_aid_office_opens_by_an_application_alone(void **state)
{
    static const char SQL_BROKEN[] =
        "SELECT count(*) FROM audit WHERE what = 'case.break_glass' AND why LIKE 'sealed:%' AND case_id = 1";
    struct door *d = *state;
    struct office_file f;
    int64_t application;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(tell(d, "POST", "/api/v1/applications",
                          "{'version':1,'case_id':%ld,'person':%ld,'filed_on':'2026-03-09'}", (long)f.case_id,
                          (long)f.mother),
                     201);
    application = number_at(d, "id");
    file_seal(d, &f);
    as(d, AID_OFFICER);
    assert_int_equal(get(d, "/api/v1/applications/%ld", (long)application), 403);
    assert_string_equal(said(d, "code"), "sealed_file");
    assert_int_equal(opens(d, &f, "rrezik i menjëhershëm"), 403);
    assert_int_equal(
        tell(d, "POST", "/api/v1/persons/open", "{'why':'rrezik i menjëhershëm','nid':'" OFFICE_NID "'}"),
        403);
    assert_int_equal(register_int(d->r, SQL_BROKEN), 0);
    assert_int_equal(tell(d, "POST", "/api/v1/persons/open",
                          "{'why':'rrezik i menjëhershëm','application':%ld}", (long)application),
                     200);
    assert_int_equal(register_int(d->r, SQL_BROKEN), 1);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_alarm WHERE account_id = 1"), 1);
    assert_int_equal(get(d, "/api/v1/applications/%ld", (long)application), 200);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/applications/%ld/decision", (long)application),
                          "{'version':%ld,'case_id':%ld,'decision':'granted'}", (long)number_at(d, "version"),
                          (long)f.case_id),
                     201);
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 403);
    assert_string_equal(said(d, "code"), "forbidden");
    assert_int_equal(register_int(d->r, SQL_BROKEN), 1);
}

static void nobody_breaks_in_and_changes_the_lock(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *to;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    to = path(d, "/api/v1/cases/%ld/seal", (long)f.case_id);
    assert_int_equal(tell(d, "POST", to, "{'version':1,'accounts':[{'id':1}]}"), 204);
    as(d, SECOND);
    assert_int_equal(opens(d, &f, "rrezik i menjëhershëm"), 200);
    assert_int_equal(tell(d, "POST", to, "{'version':2,'accounts':[{'id':91}]}"), 403);
    assert_int_equal(tell(d, "POST", to, "{'version':2,'accounts':[]}"), 403);
    as(d, COORDINATOR);
    assert_int_equal(tell(d, "POST", to, "{'version':2}"), 422);
    assert_string_equal(said(d, "code"), "required");
    assert_string_equal(said(d, "field"), "accounts");
    assert_int_equal(tell(d, "POST", to, "{'version':2,'accounts':[]}"), 204);
    as(d, SECOND);
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 200);
}

static void what_was_answered_before_the_seal_is_not_answered_again(void **state)
{
    const char body[] = "{'version':1,'role':'dependant','first_name':'Ilir','surname':'Sokolaj'}";
    struct door *d = *state;
    struct office_file f;
    const char *to;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    to = path(d, "/api/v1/cases/%ld/persons", (long)f.case_id);
    as(d, SECOND);
    d->in.idempotency_key = "once";
    assert_int_equal(tell(d, "POST", to, body), 201);
    as(d, COORDINATOR);
    d->in.idempotency_key = NULL;
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':2,'accounts':[{'id':1}]}"),
                     204);
    as(d, SECOND);
    d->in.idempotency_key = "once";
    assert_int_equal(tell(d, "POST", to, body), 403);
    assert_null(strstr(d->reply.body->data, "Mirjeta"));
}

static void the_aid_officer_reads_no_history(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(tell(d, "POST", "/api/v1/applications",
                          "{'case_id':%ld,'version':1,'person':%ld,'filed_on':'2026-03-10'}", (long)f.case_id,
                          (long)f.mother),
                     201);
    as(d, AID_OFFICER);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/applications/%ld/decision", (long)number_at(d, "id")),
                          "{'case_id':%ld,'version':1,'decision':'granted'}", (long)f.case_id),
                     409);
    assert_string_equal(said(d, "code"), "stale_version");
    assert_null(part(d, "changed"));
    assert_null(strstr(d->reply.body->data, "application.file"));
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(the_second_writer_is_told_what_changed),
        FLOW(the_same_part_clashes),
        FLOW(other_parts_go_through),
        FLOW(nobody_clashes_with_himself_but_over_the_same),
        FLOW(one_field_of_a_person_takes_no_other_away),
        FLOW(a_channel_does_not_become_safe_again_unseen),
        FLOW(a_request_sent_twice_happens_once),
        FLOW(one_key_is_for_one_request),
        FLOW(a_refused_request_keeps_no_key),
        FLOW(a_sealed_file_opens_with_a_reason),
        FLOW(a_sealed_file_is_shut_on_every_side),
        FLOW(a_sealed_file_is_open_to_whom_it_names),
        FLOW(a_sealed_file_opens_through_no_other),
        FLOW(the_aid_office_opens_by_an_application_alone),
        FLOW(nobody_breaks_in_and_changes_the_lock),
        FLOW(an_order_opens_a_sealed_file_with_a_reason_alone),
        FLOW(what_was_answered_before_the_seal_is_not_answered_again),
        FLOW(the_aid_officer_reads_no_history),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
