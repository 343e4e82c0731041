/* From a court order to a checked card, by HTTP alone: what a coordinator, a bus and a kindergarten see.
 * Today is 2026-03-10, ten in the morning. */
#include <stdio.h>
#include <string.h>

#include "support/office.h"
#include "support/status_seen.h"

static void a_coordinator_signs_in_by_a_cookie(void **state)
{
    struct door *d = *state;
    char cookie[200];

    as(d, NULL);
    d->app.secure_cookie = true;
    refused(d, "POST", "/api/v1/session", "{\"account\":\"test\",\"password\":\"gabim gabim gabim\"}", 401,
            "sign_in_failed");
    assert_string_equal(d->reply.cookie, "");
    assert_int_equal(
        tell(d, "POST", "/api/v1/session", "{'account':' TEST ','password':'" OFFICE_PASSWORD "'}"), 201);
    assert_string_equal(text_at(d, "roles.0"), "coordinator");
    assert_non_null(strstr(d->reply.cookie, "; HttpOnly; SameSite=Strict; Path=/; Secure"));
    snprintf(cookie, sizeof cookie, "%.*s", (int)strcspn(d->reply.cookie, ";"), d->reply.cookie);
    as(d, cookie);
    assert_int_equal(get(d, "/api/v1/session"), 200);
    assert_string_equal(text_at(d, "account.name"), "test");
    assert_int_equal(ask(d, "DELETE", "/api/v1/session", NULL), 204);
    refused(d, "GET", "/api/v1/session", NULL, 401, "no_session");
}

static void an_order_opens_a_file(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_true(true_at(d, "protection.in_force"));
    assert_string_equal(text_at(d, "protection.until"), "2026-09-10");
    assert_string_equal(text_at(d, "measures.1.code"), "keep_away");
    assert_string_equal(text_at(d, "acts.0.kind"), "granted");
    assert_string_equal(text_at(d, "acts.0.recorded_by"), "test");
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 200);
    assert_string_equal(text_at(d, "number"), "1/2026");
    assert_string_equal(text_at(d, "unit"), "Lunxhëri");
    assert_string_equal(text_at(d, "persons.0.first_name"), "Mirjeta");
    assert_string_equal(text_at(d, "persons.0.nid"), OFFICE_NID);
    assert_string_equal(text_at(d, "persons.1.role"), "dependant");
    assert_string_equal(text_at(d, "persons.2.role"), "respondent");
    assert_string_equal(text_at(d, "persons.2.relation"), "njerku i dytë");
    assert_int_equal(number_at(d, "orders.0"), f.order);
    assert_null(part(d, "warnings"));
    assert_int_equal(tell(d, "POST", "/api/v1/cases/search", "{'q':'sokolaj mirj'}"), 200);
    assert_int_equal(number_at(d, "cases.0.id"), f.case_id);
}

/* The entitlement of that person to that service in the last answer. */
static const char *entitlement(struct door *d, int64_t person, const char *service)
{
    json_t *list = part(d, "entitlements"), *at;
    size_t i;

    json_array_foreach(list, i, at)
    {
        if (json_integer_value(json_object_get(at, "person")) == person &&
            !strcmp(json_string_value(json_object_get(at, "service")), service))
            return path(d, "entitlements.%zu", i);
    }
    fail_msg("no entitlement of %ld to %s", (long)person, service);
    return "";
}

static const char *of_it(struct door *d, int64_t person, const char *service, const char *member)
{
    return text_at(d, path(d, "%s.%s", entitlement(d, person, service), member));
}

static void an_entitlement_says_because(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(get(d, "/api/v1/cases/%ld/entitlements", (long)f.case_id), 200);
    assert_int_equal(json_array_size(part(d, "entitlements")), 2 * 4);
    assert_string_equal(of_it(d, f.mother, "transport", "from"), "2026-02-10");
    assert_string_equal(of_it(d, f.mother, "transport", "until"), "2026-09-10");
    assert_string_equal(
        of_it(d, f.mother, "transport", "text"),
        "falas brenda territorit të Bashkisë deri më 10.09.2026, sipas vendimit 14 dhe VKB 41/2019");
    assert_string_equal(
        of_it(d, f.mother, "transport", "text_en"),
        "free within the municipality's territory until 10.09.2026 because of decision 14 and VKB 41/2019");
    assert_string_equal(of_it(d, f.mother, "transport", "because.act.kind"), "granted");
    assert_string_equal(of_it(d, f.mother, "payment", "why_not"), "no_application");
    assert_string_equal(of_it(d, f.child, "payment", "why_not"), "not_beneficiary");
    assert_string_equal(of_it(d, f.child, "kindergarten", "why_not"), "not_enrolled");
    assert_int_equal(get(d, "/api/v1/cases/%ld/entitlements?on=2026-09-11", (long)f.case_id), 200);
    assert_string_equal(of_it(d, f.mother, "transport", "why_not"), "ended");
}

static void an_application_and_an_enrolment_open_what_needs_them(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    as(d, AID_OFFICER);
    assert_int_equal(tell(d, "POST", "/api/v1/applications",
                          "{'case_id':%ld,'version':1,'person':%ld,'filed_on':'2026-03-09'}", (long)f.case_id,
                          (long)f.mother),
                     201);
    office_grant(d, f.case_id, number_at(d, "id"));
    assert_int_equal(tell(d, "POST", "/api/v1/enrolments",
                          "{'case_id':%ld,'version':3,'person':%ld,'organisation':31,'from':'2026-03-10'}",
                          (long)f.case_id, (long)f.child),
                     201);
    assert_int_equal(get(d, "/api/v1/cases/%ld/entitlements", (long)f.case_id), 200);
    assert_int_equal(number_at(d, path(d, "%s.amount", entitlement(d, f.mother, "payment"))), 9000);
    assert_non_null(strstr(of_it(d, f.mother, "payment", "text"), "9 000 lekë të reja në muaj"));
    assert_string_equal(of_it(d, f.child, "kindergarten", "until"), "2026-09-10");
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/stays", (long)f.case_id),
                          "{'version':4,'person':%ld,'from':'2026-03-10'}", (long)f.mother),
                     201);
    assert_int_equal(get(d, "/api/v1/cases/%ld/entitlements", (long)f.case_id), 200);
    assert_string_equal(of_it(d, f.mother, "payment", "why_not"), "in_institution");
    assert_string_equal(of_it(d, f.mother, "transport", "until"), "2026-09-10");
}

static void a_device_enrols_and_checks_a_card(void **state)
{
    struct door *d = *state;
    const char *device, *secret;
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    as(d, ADMINISTRATOR);
    assert_int_equal(
        tell(d, "POST", "/api/v1/devices", "{'organisation':30,'service':'transport','name':'Autobus 7'}"),
        201);
    secret = path(d, "%s", said(d, "enrol"));
    as(d, NULL);
    assert_int_equal(tell(d, "POST", "/api/v1/devices/enrol", "{'enrol':'%s'}", secret), 201);
    assert_string_equal(said(d, "municipality"), "Bashkia Gjirokastër");
    device = path(d, "Bearer %s", said(d, "token"));
    assert_int_equal(tell(d, "POST", "/api/v1/devices/enrol", "{'enrol':'%s'}", secret), 403);
    assert_string_equal(said(d, "code"), "enrol_refused");
    assert_string_equal(office_check(d, device, c.text), "ok");
    assert_string_equal(said(d, "verdict"), "valid");
    assert_true(json_is_null(part(d, "until")));
    assert_string_equal(said(d, "hint"), "M.S. 1987");
    assert_string_equal(office_check(d, device, c.number), "ok");
}

static void a_device_learns_of_its_own_service_alone(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    assert_string_equal(office_check(d, KINDER, c.text), "wrong_service");
    assert_string_equal(said(d, "hint"), "");
    assert_int_equal(json_array_size(part(d, "children")), 0);
    assert_string_equal(office_check(d, DESK, c.text), "wrong_service");
    as(d, KINDER);
    assert_int_equal(tell(d, "POST", "/api/v1/check", "{'card':'%s','service':'transport'}", c.text), 403);
    assert_string_equal(said(d, "code"), "wrong_device_service");
}

static void a_kindergarten_sees_its_own_children(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(tell(d, "POST", "/api/v1/enrolments",
                          "{'case_id':%ld,'version':1,'person':%ld,'organisation':31,'from':'2026-03-10'}",
                          (long)f.case_id, (long)f.child),
                     201);
    office_card(d, &f, f.child, "'kindergarten'", &c);
    assert_string_equal(office_check(d, KINDER, c.text), "ok");
    assert_int_equal(json_array_size(part(d, "children")), 1);
    assert_string_equal(text_at(d, "children.0.hint"), "E.S. 2021");
    assert_string_equal(text_at(d, "children.0.until"), "2026-09-10");
}

static void a_termination_counts_at_once(void **state)
{
    struct door *d = *state;
    struct office_card c, next;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    assert_int_equal(status_seen(d, &c), 0);
    assert_int_equal(
        office_act(d, &f, "terminated", "2026-03-10", ",'effective':'2026-03-10','decision':'77'"), 201);
    assert_string_equal(text_at(d, "protection.ended_by"), "terminated");
    assert_string_equal(office_check(d, BUS, c.text), "ended");
    assert_string_equal(said(d, "verdict"), "invalid");
    assert_int_equal(status_seen(d, &c), 1);
    assert_int_equal(get(d, "/api/v1/cards/%s", c.number), 200);
    assert_true(true_at(d, "status.bit"));
    assert_string_equal(said(d, "closed_on"), "2026-03-10");
    next = c;
    next.index ^= 1;
    assert_int_equal(status_seen(d, &next), 0);
}

static void an_extension_counts_at_once(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-03-20", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    assert_int_equal(office_act(d, &f, "extended", "2026-03-09", ",'end':'2026-09-20','decision':'80'"), 201);
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    office_on(d, "2026-09-20");
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    office_on(d, "2026-09-21");
    assert_string_equal(office_check(d, BUS, c.text), "expired");
    assert_int_equal(status_seen(d, &c), 0);
}

static void a_correction_that_voids_a_termination_restores(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;
    int64_t act;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    assert_int_equal(
        office_act(d, &f, "terminated", "2026-03-10", ",'effective':'2026-03-10','decision':'77'"), 201);
    act = number_at(d, "acts.1.id");
    assert_int_equal(status_seen(d, &c), 1);
    assert_int_equal(
        office_act(d, &f, "corrected", "2026-03-10",
                   path(d, ",'corrects':%ld,'voids':true,'note':'vendim i dosjes tjetër'", (long)act)),
        201);
    assert_true(true_at(d, "protection.in_force"));
    assert_string_equal(text_at(d, "acts.1.kind"), "terminated");
    assert_string_equal(text_at(d, "acts.2.note"), "vendim i dosjes tjetër");
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    assert_int_equal(status_seen(d, &c), 0);
}

static void a_card_runs_out_with_its_order(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-03-15", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    office_on(d, "2026-03-15");
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    office_on(d, "2026-03-16");
    assert_string_equal(office_check(d, BUS, c.text), "expired");
    assert_int_equal(status_seen(d, &c), 0);
}

static void a_public_list_is_not_sent_twice(void **state)
{
    struct door *d = *state;
    char etag[72];
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    as(d, NULL);
    assert_int_equal(get(d, "/status/1"), 200);
    assert_string_equal(d->reply.cache_control, "public, max-age=300");
    memcpy(etag, d->reply.etag, sizeof etag);
    d->in.if_none_match = etag;
    assert_int_equal(get(d, "/status/1"), 304);
    assert_int_equal(d->reply.body->len, 0);
    as(d, COORDINATOR);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cards/%s/revoke", c.number), "{'why':'lost'}"), 200);
    assert_int_equal(get(d, "/status/1"), 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_coordinator_signs_in_by_a_cookie, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(an_order_opens_a_file, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(an_entitlement_says_because, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(an_application_and_an_enrolment_open_what_needs_them, office_setup,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(a_device_enrols_and_checks_a_card, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(a_device_learns_of_its_own_service_alone, office_setup,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(a_kindergarten_sees_its_own_children, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(a_termination_counts_at_once, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(an_extension_counts_at_once, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(a_correction_that_voids_a_termination_restores, office_setup,
                                        office_teardown),
        cmocka_unit_test_setup_teardown(a_card_runs_out_with_its_order, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(a_public_list_is_not_sent_twice, office_setup, office_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
