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

static void the_auditor_and_the_coordinator_get_a_persons_data(void **state)
{
    struct door *d = *state;
    struct office_file f = registered(d);

    assert_int_equal(exported(d, f.mother, "{'why':'padi në gjykatë'}"), 200);
    assert_string_equal(text_at(d, "contact.channel"), "none");
    as(d, AUDITOR);
    assert_int_equal(exported(d, f.mother, "{}"), 422);
    assert_string_equal(said(d, "code"), "required");
    assert_string_equal(said(d, "field"), "why");
    assert_int_equal(exported(d, f.mother, "{'why':'padi në gjykatë'}"), 200);
    assert_true(json_is_null(part(d, "contact")));
    assert_string_equal(text_at(d, "person.nid"), OFFICE_NID);
    assert_string_equal(text_at(d, "files.0.role"), "protected");
    assert_string_equal(text_at(d, "files.0.orders.0.acts.0.kind"), "granted");
    as(d, DIRECTOR);
    assert_int_equal(exported(d, f.mother, "{'why':'padi në gjykatë'}"), 403);
}

static void a_person_who_is_not_there_is_404(void **state)
{
    struct door *d = *state;

    as(d, AUDITOR);
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
        TEST(a_person_who_is_not_there_is_404),
        TEST(orders_come_as_csv_to_the_coordinator),
        TEST(a_day_that_does_not_exist_is_named),
        TEST(figures_for_outside_hide_what_is_small),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
