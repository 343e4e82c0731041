/* Exports and figures over HTTP: who gets them, what a bad question is told, what a sealed file asks for. */
#include <string.h>

#include "support/office.h"

static struct office_file registered(struct door *d)
{
    struct office_file f;

    as(d, COORDINATOR);
    office_file(d, "12/2026", "2026-02-01", "2026-12-31", &f);
    return f;
}

static int exported(struct door *d, int64_t person, const char *body)
{
    return tell(d, "POST", path(d, "/api/v1/persons/%ld/export", (long)person), "%s", body);
}

#define HER "'nid':'" OFFICE_NID "'"

static int named(struct door *d, const char *who)
{
    return tell(d, "POST", "/api/v1/persons/export", "{'why':'padi në gjykatë',%s}", who);
}

static void the_auditor_and_the_coordinator_get_a_persons_data(void **state)
{
    struct door *d = *state;
    struct office_file f = registered(d);

    assert_int_equal(exported(d, f.mother, "{'why':'padi në gjykatë'}"), 200);
    assert_string_equal(text_at(d, "contact.channel"), "none");
    as(d, AUDITOR);
    assert_int_equal(exported(d, f.mother, "{'why':'padi në gjykatë'}"),
                     403); /* nobody is found by counting */
    assert_int_equal(tell(d, "POST", "/api/v1/persons/export", "{" HER "}"), 422);
    assert_string_equal(said(d, "code"), "required");
    assert_string_equal(said(d, "field"), "why");
    assert_int_equal(named(d, HER), 200);
    assert_true(json_is_null(part(d, "contact")));
    assert_string_equal(text_at(d, "person.nid"), OFFICE_NID);
    assert_string_equal(text_at(d, "files.0.role"), "protected");
    assert_string_equal(text_at(d, "files.0.orders.0.acts.0.kind"), "granted");
    as(d, DIRECTOR);
    assert_int_equal(exported(d, f.mother, "{'why':'padi në gjykatë'}"), 403);
    assert_int_equal(named(d, HER), 403);
}

static void a_person_without_number_is_named_by_her_file(void **state)
{
    struct door *d = *state;
    struct office_file f = registered(d);

    /* Who has one name only. */
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/persons", (long)f.case_id),
                          "{'version':%ld,'role':'dependant','first_name':'Shpresa','no_surname':true}",
                          (long)office_version(d, f.case_id)),
                     201);
    as(d, AUDITOR);
    assert_int_equal(named(d, "'file':'1/2026','first_name':'ERA','surname':'Sokolaj'"), 200);
    assert_string_equal(text_at(d, "person.first_name"), "Era");
    assert_int_equal(named(d, "'file':'1/2026','first_name':'sokolaj','surname':'Éra'"), 200);
    assert_string_equal(text_at(d, "person.first_name"), "Era");
    assert_int_equal(named(d, "'file':'1/2026','first_name':'Shpresa'"), 200);
    assert_int_equal(named(d, "'file':'1/2026','first_name':'Era'"), 404);
    assert_int_equal(named(d, "'file':'1/2026','first_name':'Ana','surname':'Sokolaj'"), 404);
    assert_int_equal(named(d, "'file':'2/2026','first_name':'Era','surname':'Sokolaj'"), 404);
    assert_string_equal(said(d, "field"), "file");
    assert_int_equal(named(d, HER ",'file':'1/2026'"), 422);
    assert_string_equal(said(d, "code"), "not_one");
}

static void an_auditor_has_few_a_day(void **state)
{
    struct door *d = *state;

    (void)registered(d);
    must(db_script(d->r->db, "UPDATE legal_rule SET value = 2 WHERE name = 'person_exports'"));
    as(d, AUDITOR);
    assert_int_equal(named(d, HER), 200);
    assert_int_equal(named(d, HER), 200);
    assert_int_equal(named(d, HER), 429);
    assert_string_equal(said(d, "code"), "too_many_exports");
    assert_int_equal(d->reply.retry_after, 14 * 3600); /* from ten in the morning to midnight */
    office_on(d, "2026-03-11");
    assert_int_equal(named(d, HER), 200);
}

static int approve(struct door *d, long request)
{
    return ask(d, "POST", path(d, "/api/v1/export-requests/%ld/approve", request), NULL);
}

/* Never a sealed file's without a second pair of eyes: and each approval once, and not for ever. */
static void whom_a_sealed_file_names_is_approved_by_another(void **state)
{
    struct door *d = *state;
    struct office_file f = registered(d);
    long request;

    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':%ld,'accounts':[{'id':1}]}", (long)office_version(d, f.case_id)),
                     204);
    as(d, AUDITOR);
    assert_int_equal(named(d, HER), 403);
    assert_string_equal(said(d, "code"), "approval_needed");
    assert_int_equal(
        register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'case.asked' AND case_id = 1"), 1);
    assert_int_equal(tell(d, "POST", "/api/v1/export-requests", "{'why':'padi në gjykatë'," HER "}"), 201);
    request = (long)number_at(d, "id");
    assert_int_equal(named(d, HER), 403);
    assert_int_equal(get(d, "/api/v1/export-requests"), 200);
    assert_true(json_is_null(part(d, "requests.0.case"))); /* which file it is, is not told */
    as(d, SECOND);
    assert_int_equal(get(d, "/api/v1/export-requests"), 200);
    assert_null(part(d, "requests.0"));
    assert_int_equal(approve(d, request), 403);
    as(d, COORDINATOR);
    assert_int_equal(get(d, "/api/v1/export-requests"), 200);
    assert_string_equal(text_at(d, "requests.0.asked_by"), "audit");
    assert_string_equal(text_at(d, "requests.0.case"), "1/2026");
    assert_int_equal(number_at(d, "requests.0.case_id"), f.case_id);
    assert_int_equal(approve(d, request), 200);
    as(d, AUDITOR);
    assert_int_equal(named(d, HER), 200);
    assert_int_equal(named(d, HER), 403);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_alarm WHERE account_id = 1"), 1);
    assert_int_equal(tell(d, "POST", "/api/v1/export-requests", "{'why':'padi në gjykatë'," HER "}"), 201);
    request = (long)number_at(d, "id");
    as(d, COORDINATOR);
    assert_int_equal(approve(d, request), 200);
    office_on(d, "2026-03-18");
    as(d, AUDITOR);
    assert_int_equal(named(d, HER), 403);
}

static void a_person_who_is_not_there_is_404(void **state)
{
    struct door *d = *state;

    as(d, COORDINATOR);
    assert_int_equal(exported(d, 999, "{'why':'padi në gjykatë'}"), 404);
    assert_string_equal(said(d, "code"), "no_such_person");
}

static void orders_come_as_csv_to_the_coordinator(void **state)
{
    struct door *d = *state;

    (void)registered(d);
    assert_int_equal(tell(d, "POST", "/api/v1/orders/export", "{'from':'2026-01-01'}"), 200);
    assert_string_equal(d->reply.content_type, "text/csv; charset=utf-8");
    assert_non_null(strstr(d->reply.body->data, ",12/2026,"));
    assert_int_equal(tell(d, "POST", "/api/v1/orders/export", "{'until':'2026-01-01'}"), 200);
    assert_null(strstr(d->reply.body->data, ",12/2026,"));
    as(d, AUDITOR);
    assert_int_equal(tell(d, "POST", "/api/v1/orders/export", "{}"), 403);
}

static void a_day_that_does_not_exist_is_named(void **state)
{
    struct door *d = *state;

    as(d, COORDINATOR);
    assert_int_equal(tell(d, "POST", "/api/v1/orders/export", "{'from':'2026-02-30'}"), 422);
    assert_string_equal(said(d, "field"), "from");
    assert_int_equal(get(d, "/api/v1/statistics?on=yesterday"), 422);
    assert_string_equal(said(d, "field"), "on");
    assert_int_equal(get(d, "/api/v1/statistics?publish=2"), 422);
    assert_string_equal(said(d, "field"), "publish");
}

static void figures_for_outside_hide_what_is_small(void **state)
{
    struct door *d = *state;

    (void)registered(d);
    as(d, DIRECTOR);
    assert_int_equal(get(d, "/api/v1/statistics?on=2026-03-10"), 200);
    assert_int_equal(number_at(d, "total.persons.in_force.UM"), 1);
    assert_int_equal(get(d, "/api/v1/statistics?on=2026-03-10&publish=1"), 422);
    assert_string_equal(said(d, "code"), "not_month_end");
    assert_string_equal(said(d, "field"), "on");
    assert_int_equal(get(d, "/api/v1/statistics?publish=1"), 200);
    assert_string_equal(text_at(d, "on"), "2026-02-28");
    assert_true(json_is_null(part(d, "total.persons.in_force.UM")));
    as(d, AID_OFFICER);
    assert_int_equal(get(d, "/api/v1/statistics"), 403);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_auditor_and_the_coordinator_get_a_persons_data),
        TEST(a_person_without_number_is_named_by_her_file),
        TEST(an_auditor_has_few_a_day),
        TEST(whom_a_sealed_file_names_is_approved_by_another),
        TEST(a_person_who_is_not_there_is_404),
        TEST(orders_come_as_csv_to_the_coordinator),
        TEST(a_day_that_does_not_exist_is_named),
        TEST(figures_for_outside_hide_what_is_small),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
