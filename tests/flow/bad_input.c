/* Requests that are no good in themselves, and what else can be wrong in them but orders: the answer says
 * what it is, and nothing is written. Today is 2026-03-10. */
#include <stdlib.h>
#include <string.h>

#include "http/router.h"
#include "support/fault.h"

static void raw(struct door *d, const char *to, const char *body, int status, const char *code,
                const char *field)
{
    const struct fault f = {body, status, code, field};

    body_refused(d, "POST", to, body, strlen(body), &f);
}

static void a_body_that_is_no_json_object(void **state)
{
    struct door *d = *state;
    char deep[200];

    d->in.content_type = "application/json";
    raw(d, "/api/v1/cases", "{\"unit\":", 400, "bad_json", "");
    raw(d, "/api/v1/cases", "{\"unit\":\"Odrie\"} {}", 400, "bad_json", "");
    raw(d, "/api/v1/cases", "[]", 400, "bad_json", "");
    raw(d, "/api/v1/cases", "null", 400, "bad_json", "");
    raw(d, "/api/v1/cases", "", 400, "bad_json", "");
    raw(d, "/api/v1/cases", "{\"unit\":\"Odrie\\u0000\"}", 400, "bad_json", "");
    memset(deep, '[', sizeof deep);
    deep[sizeof deep - 1] = '\0';
    raw(d, "/api/v1/cases", deep, 400, "too_deep", "");
}

static void text_that_is_not_utf_8(void **state)
{
    struct door *d = *state;

    d->in.content_type = "application/json";
    raw(d, "/api/v1/cases", "{\"unit\":\"Odri\xeb\"}", 400, "bad_utf8", "");
    raw(d, "/api/v1/cases", "{\"unit\":\"\xc0\xaf\"}", 400, "bad_utf8", "");
    raw(d, "/api/v1/cases", "{\"unit\":\"\xed\xa0\x80\"}", 400, "bad_utf8", "");
    assert_int_equal(get(d, "/api/v1/cases?unit=%%eb"), 422);
    assert_string_equal(said(d, "code"), "bad_query");
    assert_string_equal(said(d, "field"), "unit");
    assert_int_equal(get(d, "/api/v1/cases?unit=Lunxh%%c3%%abri"), 200);
}

static void members_unknown_or_given_twice(void **state)
{
    struct door *d = *state;

    d->in.content_type = "application/json";
    raw(d, "/api/v1/cases", "{\"unit\":\"Odrie\",\"unit\":\"Cepo\"}", 400, "duplicate_member", "unit");
    raw(d, "/api/v1/orders", "{\"persons\":[{\"sex\":\"F\",\"sex\":\"M\"}]}", 400, "duplicate_member", "sex");
    raw(d, "/api/v1/cases", "{\"unit\":\"Odrie\",\"sealed\":true}", 422, "unknown_member", "sealed");
    raw(d, "/api/v1/cases", "{}", 422, "required", "unit");
}

static void a_body_over_the_cap(void **state)
{
    struct door *d = *state;

    d->in.body_too_large = true;
    raw(d, "/api/v1/cases", "{\"unit\":\"Odrie\"}", 413, "body_too_large", "");
    raw(d, "/api/v1/orders", "{}", 413, "body_too_large", "");
}

static void a_body_of_another_type(void **state)
{
    static const char *const TYPES[] = {"text/plain", "application/x-www-form-urlencoded",
                                        "application/jsonp", "multipart/form-data; boundary=x", NULL};
    struct door *d = *state;

    for (size_t i = 0; i < sizeof TYPES / sizeof TYPES[0]; i++) {
        d->in.content_type = TYPES[i];
        raw(d, "/api/v1/cases", "{\"unit\":\"Odrie\"}", 415, "not_json", "");
    }
}

static void a_method_the_path_does_not_take(void **state)
{
    struct door *d = *state;

    refused(d, "PUT", "/api/v1/cases", NULL, 405, "method_not_allowed");
    assert_string_equal(d->reply.allow, "GET, HEAD, POST");
    refused(d, "DELETE", "/api/v1/orders/1", NULL, 405, "method_not_allowed");
    assert_string_equal(d->reply.allow, "GET, HEAD");
    refused(d, "GET", "/api/v1/check", NULL, 405, "method_not_allowed");
    assert_string_equal(d->reply.allow, "POST");
    refused(d, "get", "/api/v1/session", NULL, 405, "method_not_allowed");
    assert_string_equal(d->reply.allow, "DELETE, GET, HEAD, POST");
}

static void a_path_that_is_none(void **state)
{
    static const char *const PATHS[] = {
        "",
        "/api/v1",
        "/api/v1/cases/",
        "/api/v1//cases",
        "/api/v1/cases/1/../2",
        "/api/v1/cases/1%00",
        "/API/v1/cases",
        "/api/v1/cases/1/persons/2/3",
        "/status/1/",
        "/status",
        "/api/v1/orders/../audit",
        "*",
    };
    struct door *d = *state;

    for (size_t i = 0; i < sizeof PATHS / sizeof PATHS[0]; i++) {
        refused(d, "GET", PATHS[i], NULL, 404, "not_found");
        refused(d, "POST", PATHS[i], "{}", 404, "not_found");
    }
    assert_int_equal(get(d, "/api/v1/cases/abc"), 404);
    assert_int_equal(get(d, "/api/v1/cases/-1"), 404);
    assert_int_equal(get(d, "/api/v1/cases/01"), 404);
    assert_int_equal(get(d, "/api/v1/cases/18446744073709551617"), 404);
    assert_int_equal(get(d, "/api/v1/cards/x.png"), 404);
}

static void a_write_from_another_site(void **state)
{
    static const struct fault ORIGIN = {"", 403, "origin", ""};
    struct door *d = *state;
    const char body[] = "{\"unit\":\"Odrie\"}";

    d->in.content_type = "application/json";
    d->in.origin = "https://evil.example";
    body_refused(d, "POST", "/api/v1/cases", body, strlen(body), &ORIGIN);
    d->in.origin = NULL;
    d->in.sec_fetch_site = "cross-site";
    body_refused(d, "POST", "/api/v1/cases", body, strlen(body), &ORIGIN);
}

static void what_a_query_may_not_be(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(get(d, "/api/v1/cases/%ld/entitlements?on=2026-02-30", (long)f.case_id), 422);
    assert_string_equal(said(d, "code"), "bad_date");
    assert_string_equal(said(d, "field"), "on");
    assert_int_equal(get(d, "/api/v1/cases?limit=201"), 422);
    assert_string_equal(said(d, "field"), "limit");
    assert_int_equal(get(d, "/api/v1/cases?before=-1"), 422);
    assert_int_equal(get(d, "/api/v1/cases?unit=Tirana"), 422);
    assert_string_equal(said(d, "code"), "unknown_unit");
    assert_int_equal(get(d, "/api/v1/statistics?publish=1&on=2026-02-27"), 422);
    assert_string_equal(said(d, "code"), "not_month_end");
    assert_string_equal(said(d, "field"), "on");
}

static void a_reason_without_end(void **state)
{
    struct door *d = *state;
    struct office_file f;
    static const char BEGINS[] = "rrezik i diteve ";
    char why[2 * 201 + 1];
    const char *to;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    memcpy(why, BEGINS, sizeof BEGINS);
    for (size_t i = 0; i < 201 - strlen(BEGINS); i++)
        memcpy(why + strlen(BEGINS) + 2 * i, "ë", 3);
    to = path(d, "/api/v1/cases/%ld/open", (long)f.case_id);
    assert_int_equal(tell(d, "POST", to, "{'why':'%s'}", why + 1), 200);
    assert_int_equal(tell(d, "POST", to, "{'why':'%s'}", why), 422);
    assert_string_equal(said(d, "code"), "too_long");
    assert_string_equal(said(d, "field"), "why");
    to = path(d, "/api/v1/persons/%ld/export", (long)f.mother);
    assert_int_equal(tell(d, "POST", to, "{'why':'%s'}", why), 422);
    assert_int_equal(tell(d, "POST", "/api/v1/orders/export", "{'why':'%s'}", why), 422);
}

/* Addresses are kept by browsers and proxies: a reason in one opens nothing. */
static void a_reason_in_the_address(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':1,'accounts':[{'id':1}]}"),
                     204);
    as(d, SECOND);
    assert_int_equal(get(d, "/api/v1/cases/%ld?why=urgjenca", (long)f.case_id), 403);
    assert_int_equal(get(d, "/api/v1/orders/%ld?why=urgjenca", (long)f.order), 403);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_alarm"), 0);
}

/* The numbers of that file in place of an address's parameters; ids that are few here fit many things. */
static const char *address_of(struct door *d, const char *pattern, long id, const struct office_card *c)
{
    char text[256];
    size_t n = 0;

    while (*pattern) {
        if (*pattern != '{') {
            text[n++] = *pattern++;
            continue;
        }
        n += (size_t)(!strncmp(pattern, "{no}", 4) ? snprintf(text + n, sizeof text - n, "%s", c->number)
                                                   : snprintf(text + n, sizeof text - n, "%ld", id));
        pattern = strchr(pattern, '}') + 1;
    }
    text[n] = '\0';
    return path(d, "%s", text);
}

/* Every address that can be read, with every number that the file's things have. */
static void no_reading_breaks_a_seal(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':%ld,'accounts':[{'id':1}]}", (long)office_version(d, f.case_id)),
                     204);
    as(d, SECOND);
    for (size_t i = 0; i < router_count(d->router); i++)
        for (long id = 1; id <= 4; id++) {
            const struct route *route = router_route(d->router, i);

            if (strcmp(route->method, "GET") || !(route->roles & R_COORDINATOR))
                continue;
            d->in.query = "why=rrezik+i+menjehershem&reason=rrezik+i+menjehershem";
            ask(d, "GET", address_of(d, route->path, id, &c), NULL);
            d->in.query = NULL;
            if (strstr(d->reply.body->data ? (const char *)d->reply.body->data : "", "Sokolaj"))
                fail_msg("%s tells a name out of a sealed file", route->path);
        }
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_alarm"), 0);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_opened"), 0);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'case.break_glass'"), 0);
}

static void a_reason_that_tells_nothing(void **state)
{
    static const char *const NOTHING[] = {"x", "urgjence", "rrezik jete", "aaa aaaa aaaaaa",
                                          "1 2 3 4 5 6 7 8 9 10"};
    struct door *d = *state;
    struct office_file f;
    char body[120];

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':1,'accounts':[{'id':1}]}"),
                     204);
    as(d, SECOND);
    for (size_t i = 0; i < sizeof NOTHING / sizeof NOTHING[0]; i++) {
        const char *const DOORS[] = {path(d, "/api/v1/cases/%ld/open", (long)f.case_id),
                                     path(d, "/api/v1/persons/%ld/export", (long)f.mother),
                                     "/api/v1/orders/export"};

        snprintf(body, sizeof body, "{\"why\":\"%s\"}", NOTHING[i]);
        for (size_t k = 0; k < sizeof DOORS / sizeof DOORS[0]; k++) {
            refused(d, "POST", DOORS[k], body, 422, "no_sentence");
            assert_string_equal(said(d, "field"), "why");
        }
        assert_int_equal(
            tell(d, "POST", "/api/v1/persons/open", "{'nid':'" OFFICE_NID "','why':'%s'}", NOTHING[i]), 422);
    }
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_alarm"), 0);
}

static const struct fault PERSONS[] = {
    {"{'role':'witness'}", 422, "unknown_value", "role"},
    {"{'role':['protected','respondent']}", 422, "wrong_type", "role"},
    {"{'nid':'I7551400'}", 422, "bad_nid", "nid"},
    {"{'nid':'I75514009VIIIIIIIIIII'}", 422, "too_long", "nid"},
    {"{'first_name':' '}", 422, "required", "first_name"},
    {"{'first_name':'-//-'}", 422, "no_name", "first_name"},
    {"{'surname':'-'}", 422, "no_name", "surname"},
    {"{'surname':null}", 422, "required", "surname"},
    {"{'no_surname':true}", 422, "surname_and_none", "surname"},
    {"{'no_surname':'po','surname':null}", 422, "wrong_type", "no_surname"},
    {"{'surname':'a\\u0007'}", 422, "bad_text", "surname"},
    {"{'surname':'a\\u202e'}", 422, "bad_text", "surname"},
    {"{'birth_date':'1899-12-31'}", 422, "bad_date", "birth_date"},
    {"{'version':7}", 409, "stale_version", "version"},
    {"{'nid':'" OFFICE_NID "'}", 409, "already_in_file", "role"},
};

static void a_person_that_cannot_be_added(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    faults_refused(d, "POST", path(d, "/api/v1/cases/%ld/persons", (long)f.case_id),
                   "{'version':1,'role':'dependant','first_name':'Ilir','surname':'Sokolaj'}", PERSONS,
                   sizeof PERSONS / sizeof PERSONS[0]);
}

static void a_card_that_is_not_due(void **state)
{
    struct door *d = *state;
    const char *change;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    change = path(d, "{'case_id':%ld}", (long)f.case_id + 1);
    faults_refused(d, "POST", path(d, "/api/v1/persons/%ld/cards", (long)f.mother),
                   path(d, "{'case_id':%ld,'version':1,'services':['transport']}", (long)f.case_id),
                   (const struct fault[]){
                       {"{'services':['bicycle']}", 422, "unknown_value", "services[0]"},
                       {"{'services':[]}", 422, "required", "services"},
                       {"{'services':['transport','payment']}", 422, "unknown_value", "services[1]"},
                       {"{'services':['kindergarten']}", 422, "not_entitled", "services"},
                       {"{'no_hint':1}", 422, "wrong_type", "no_hint"},
                       {change, 404, "no_such_case", ""},
                   },
                   6);
    faults_refused(d, "POST", "/api/v1/persons/99/cards",
                   path(d, "{'case_id':%ld,'version':1,'services':['transport']}", (long)f.case_id),
                   (const struct fault[]){{"{}", 422, "not_in_file", "person"}}, 1);
}

static void circumstances_that_cannot_be(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *sound;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    sound = path(d, "{'case_id':%ld,'version':1,'person':%ld,'organisation':31,'from':'2026-03-10'}",
                 (long)f.case_id, (long)f.child);
    faults_refused(d, "POST", "/api/v1/enrolments", sound,
                   (const struct fault[]){
                       {"{'organisation':30}", 422, "unknown_organisation", "organisation"},
                       {"{'organisation':99}", 422, "unknown_organisation", "organisation"},
                       {"{'person':99}", 422, "not_in_file", "person"},
                       {"{'until':'2026-03-09'}", 422, "out_of_order", "until"},
                       {"{'from':'2026-02-30'}", 422, "bad_date", "from"},
                   },
                   5);
    sound = path(d, "{'case_id':%ld,'version':1,'person':%ld,'filed_on':'2026-03-10'}", (long)f.case_id,
                 (long)f.mother);
    faults_refused(d, "POST", "/api/v1/applications", sound,
                   (const struct fault[]){
                       {"{'filed_on':'2026-03-11'}", 422, "in_future", "filed_on"},
                       {"{'filed_on':'2026-00-10'}", 422, "bad_date", "filed_on"},
                       {"{'amount':90000}", 422, "unknown_member", "amount"},
                   },
                   3);
    sound = path(d, "{'version':1,'person':%ld,'from':'2026-03-01'}", (long)f.mother);
    faults_refused(d, "POST", path(d, "/api/v1/cases/%ld/stays", (long)f.case_id), sound,
                   (const struct fault[]){
                       {"{'until':'2026-02-28'}", 422, "out_of_order", "until"},
                       {"{'person':99}", 422, "not_in_file", "person"},
                   },
                   2);
}

static void withdrawals_that_cannot_be(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *sound;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    sound = path(d, "{'case_id':%ld,'version':1,'person':%ld,'filed_on':'2026-03-10'}", (long)f.case_id,
                 (long)f.mother);
    assert_int_equal(tell(d, "POST", "/api/v1/applications", "%s", sound), 201);
    sound = path(d, "{'case_id':%ld,'version':2,'on':'2026-03-10'}", (long)f.case_id);
    faults_refused(d, "POST", path(d, "/api/v1/applications/%ld/withdraw", (long)number_at(d, "id")), sound,
                   (const struct fault[]){
                       {"{'on':'2026-03-09'}", 422, "in_past", "on"},
                       {"{'version':999}", 409, "stale_version", "version"},
                       {"{'version':0}", 422, "out_of_range", "version"},
                       {"{'case_id':99}", 404, "no_such_case", ""},
                   },
                   4);
}

static void administrators_err_too(void **state)
{
    struct door *d = *state;

    as(d, ADMINISTRATOR);
    faults_refused(d, "POST", "/api/v1/accounts",
                   "{'name':'iri','full_name':'Iri','password':'" OFFICE_PASSWORD "','role':'coordinator'}",
                   (const struct fault[]){
                       {"{'role':'king'}", 422, "unknown_value", "role"},
                       {"{'role':['coordinator','auditor']}", 422, "wrong_type", "role"},
                       {"{'role':'kindergarten'}", 422, "unknown_organisation", "organisation"},
                       {"{'password':'short'}", 422, "bad_password", "password"},
                       {"{'name':'1x'}", 422, "bad_name", "name"},
                       {"{'name':'second'}", 409, "name_taken", "name"},
                   },
                   6);
    faults_refused(d, "POST", "/api/v1/devices", "{'organisation':30,'service':'transport','name':'Bus'}",
                   (const struct fault[]){
                       {"{'service':'flying'}", 422, "wrong_service", "service"},
                       {"{'service':'kindergarten'}", 422, "wrong_service", "service"},
                       {"{'organisation':99}", 422, "unknown_organisation", "organisation"},
                   },
                   3);
    faults_refused(d, "POST", "/api/v1/organisations", "{'kind':'transport','name':'Linja 2'}",
                   (const struct fault[]){
                       {"{'kind':'bank'}", 422, "unknown_value", "kind"},
                       {"{'kind':['transport','fee_desk']}", 422, "wrong_type", "kind"},
                       {"{'name':'Linja 1'}", 409, "name_taken", "name"},
                   },
                   3);
    faults_refused(d, "POST", "/api/v1/rules",
                   "{'service':'transport','source':'VKB 9/2026','kinds':['UM'],'who':['protected'],"
                   "'from':'2026-04-01'}",
                   (const struct fault[]){
                       {"{'service':'flying'}", 422, "unknown_value", "service"},
                       {"{'service':['transport','documents']}", 422, "wrong_type", "service"},
                       {"{'kinds':['UX']}", 422, "unknown_value", "kinds[0]"},
                       {"{'from':'2018-01-01'}", 409, "rule_overlaps", "from"},
                       {"{'until':'2026-03-31'}", 422, "out_of_order", "until"},
                   },
                   5);
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(a_body_that_is_no_json_object),
        FLOW(text_that_is_not_utf_8),
        FLOW(members_unknown_or_given_twice),
        FLOW(a_body_over_the_cap),
        FLOW(a_body_of_another_type),
        FLOW(a_method_the_path_does_not_take),
        FLOW(a_path_that_is_none),
        FLOW(a_write_from_another_site),
        FLOW(what_a_query_may_not_be),
        FLOW(a_reason_without_end),
        FLOW(a_reason_in_the_address),
        FLOW(no_reading_breaks_a_seal),
        FLOW(a_reason_that_tells_nothing),
        FLOW(a_person_that_cannot_be_added),
        FLOW(a_card_that_is_not_due),
        FLOW(circumstances_that_cannot_be),
        FLOW(withdrawals_that_cannot_be),
        FLOW(administrators_err_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
