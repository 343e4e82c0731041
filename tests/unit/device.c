/* Devices: a one-time secret becomes a token, once and in time; what is revoked may not check. */

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "domain/check/enrol_limit.h"
#include "domain/office/organisation.h"
#include "domain/office/session.h"
#include "support/checker.h"

struct made {
    int64_t organisation, id;
    char enrol[DEVICE_TOKEN_TEXT];
};

static struct made bus_make(struct test_register *r)
{
    struct made m = {0};

    must(organisation_create(&r->work, ORGANISATION_TRANSPORT, "Urban Gjirokastër", &m.organisation));
    must(device_create(&r->work, m.organisation, "transport", "Autobusi 3", &m.id, m.enrol));
    return m;
}

static err find(struct test_register *r, const char *token, struct checker *ret)
{
    uint8_t hash[DIGEST_SIZE];

    struct doorway *d = register_door(r);
    err e;

    must(digest_sha256(token, strlen(token), hash));
    e = checker_find(d, hash, ret);
    r->work.problem = d->work.problem;
    return e;
}

static void a_secret_becomes_a_token_that_finds_the_device(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct checker d;

    must(checker_take(r, m.enrol, &d, token));
    assert_int_equal(d.id, m.id);
    assert_string_not_equal(token, m.enrol);
    must(find(r, token, &d));
    assert_int_equal(d.organisation, m.organisation);
    assert_string_equal(d.organisation_kind, "transport");
    assert_string_equal(d.service, "transport");
    assert_string_equal(d.name, "Autobusi 3");
}

static void a_secret_is_good_once(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT], second[DEVICE_TOKEN_TEXT];
    struct checker d;

    must(checker_take(r, m.enrol, &d, token));
    must_refuse(r, checker_take(r, m.enrol, &d, second), ERR_DENIED, "enrol_refused");
    must(find(r, token, &d));
}

static void a_secret_is_good_for_fifteen_minutes(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct checker d;

    register_at(r, REGISTER_NOW + DEVICE_ENROL_LIFE);
    must_refuse(r, checker_take(r, m.enrol, &d, token), ERR_DENIED, "enrol_refused");
    register_at(r, REGISTER_NOW + DEVICE_ENROL_LIFE - 1);
    must(checker_take(r, m.enrol, &d, token));
}

static void a_secret_may_be_typed_in_lower_case(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct checker d;

    for (char *p = m.enrol; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    must(checker_take(r, m.enrol, &d, token));
}

static void garbage_is_refused(void **state)
{
    static const char *const GARBAGE[] = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                          "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"};
    struct test_register *r = *state;
    char token[DEVICE_TOKEN_TEXT];
    struct checker d;

    for (size_t i = 0; i < sizeof(GARBAGE) / sizeof(GARBAGE[0]); i++)
        must_refuse(r, checker_take(r, GARBAGE[i], &d, token), ERR_DENIED, "enrol_refused");
}

static void garbage_wears_the_address_out(void **state)
{
    struct test_register *r = *state;
    CLEANUP(enrol_limit_free) struct enrol_limit *limit = NULL;
    struct made m = bus_make(r);
    char token[CHECKER_TOKEN_TEXT];
    struct checker c;

    must(enrol_limit_make(&limit));
    for (int i = 0; i < ENROL_FAILURES; i++)
        must_fail(
            checker_enrol_from(register_door(r),
                               &(struct enrol_attempt){.limit = limit, .address = "192.0.2.7", .code = "x"},
                               &c, token),
            ERR_DENIED);
    must_fail(
        checker_enrol_from(register_door(r),
                           &(struct enrol_attempt){.limit = limit, .address = "192.0.2.7", .code = m.enrol},
                           &c, token),
        ERR_LIMIT);
    assert_string_equal(r->doorway.work.problem.code, "too_many_attempts");
    must(checker_enrol_from(register_door(r),
                            &(struct enrol_attempt){.limit = limit, .address = "192.0.2.8", .code = m.enrol},
                            &c, token));
}

/* Of IPv6 one subscriber has 64 bits, and may not have an attempt for each. */
static void a_subscriber_has_one_limit(void **state)
{
    CLEANUP(enrol_limit_free) struct enrol_limit *limit = NULL;
    char address[64];

    (void)state;
    must(enrol_limit_make(&limit));
    for (int i = 0; i < ENROL_FAILURES; i++) {
        snprintf(address, sizeof address, "2001:db8::%x", i + 1);
        assert_true(enrol_limit_allows(limit, address, 0));
    }
    assert_false(enrol_limit_allows(limit, "2001:db8::ffff", 0));
    assert_true(enrol_limit_allows(limit, "2001:db8:0:1::1", 0));
    assert_true(enrol_limit_allows(limit, "2001:db8::1", ENROL_WINDOW * INT64_C(1000000000)));
}

static void the_old_token_works_until_the_new_one_is_taken(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char old[DEVICE_TOKEN_TEXT], new[DEVICE_TOKEN_TEXT];
    struct checker d;

    must(checker_take(r, m.enrol, &d, old));
    must(device_enrol_again(&r->work, m.id, m.enrol));
    must(find(r, old, &d));
    must(checker_take(r, m.enrol, &d, new));
    must_fail(find(r, old, &d), ERR_ABSENT);
    must(find(r, new, &d));
}

static void a_revoked_device_may_not_check_nor_come_back(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct checker d;

    must(checker_take(r, m.enrol, &d, token));
    must(device_enrol_again(&r->work, m.id, m.enrol));
    must(device_revoke(&r->work, m.id));
    must_refuse(r, find(r, token, &d), ERR_DENIED, "device_revoked");
    must_refuse(r, checker_take(r, m.enrol, &d, token), ERR_DENIED, "enrol_refused");
    must_refuse(r, device_enrol_again(&r->work, m.id, m.enrol), ERR_CONFLICT, "device_revoked");
}

static void devices_of_an_inactive_organisation_may_not_check(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct checker d;

    must(checker_take(r, m.enrol, &d, token));
    must(organisation_set_active(&r->work, m.organisation, false));
    must_refuse(r, find(r, token, &d), ERR_DENIED, "device_revoked");
}

static void the_service_fits_the_organisation(void **state)
{
    static const struct {
        enum organisation_kind kind;
        const char *name, *service;
    } GOOD[] = {{ORGANISATION_TRANSPORT, "Urban", "transport"},
                {ORGANISATION_KINDERGARTEN, "Kopshti", "kindergarten"},
                {ORGANISATION_FEE_DESK, "Sporteli", "documents"},
                {ORGANISATION_INSTITUTION, "Strehëza", ""}};
    struct test_register *r = *state;
    char enrol[DEVICE_TOKEN_TEXT];
    int64_t organisation, id;

    for (size_t i = 0; i < 4; i++) {
        must(organisation_create(&r->work, GOOD[i].kind, GOOD[i].name, &organisation));
        for (size_t k = 0; k < 4; k++) {
            err e = device_create(&r->work, organisation, GOOD[k].service, "D", &id, enrol);

            assert_int_equal(e, i == k && GOOD[k].service[0] ? OK : ERR_INPUT);
        }
    }
    must_refuse_at(r, device_create(&r->work, 999, "transport", "D", &id, enrol), ERR_INPUT,
                   "unknown_organisation", "organisation");
}

static void a_device_is_found_on_a_handle_that_only_reads(void **state)
{
    struct test_register *r = *state;
    CLEANUP(doorway_db_close) struct doorway_db *read = NULL;
    struct made m = bus_make(r);
    char token[CHECKER_TOKEN_TEXT];
    uint8_t hash[DIGEST_SIZE];
    struct doorway d;
    struct checker c;

    must(checker_take(r, m.enrol, &c, token));
    must(doorway_db_open(r->check, DB_READ, 256, &read));
    d = doorway_at(read, &r->work);
    must(digest_sha256(token, strlen(token), hash));
    must(checker_find(&d, hash, &c));
}

/* Renamed before the register has collected it: what it was told again is not its old state. */
static void a_device_told_again_keeps_the_token_it_took(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[CHECKER_TOKEN_TEXT];
    struct checker c;

    must(checker_enrol(register_door(r), m.enrol, &c, token));
    must(device_rename(&r->work, m.id, "Autobusi 9"));
    must(find(r, token, &c));
    assert_string_equal(c.name, "Autobusi 9");
    register_collect(r);
    must(find(r, token, &c));
    assert_int_equal(register_int(r, "SELECT enrolled_at FROM device"), REGISTER_NOW);
}

/* Revoked, or given another code, before the register has collected that it took the first. */
static void a_device_whose_code_was_taken_back_is_told_why(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[CHECKER_TOKEN_TEXT], enrol[DEVICE_TOKEN_TEXT];
    struct checker c;

    must(checker_enrol(register_door(r), m.enrol, &c, token));
    must(device_enrol_again(&r->work, m.id, enrol));
    must(find(r, token, &c));
    must(device_revoke(&r->work, m.id));
    must_fail(find(r, token, &c), ERR_DENIED);
    assert_string_equal(r->doorway.work.problem.code, "device_revoked");
}

static void devices_are_renamed_and_listed(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    struct device *list;
    size_t count;

    must(device_rename(&r->work, m.id, "Autobusi 4"));
    must_refuse_at(r, device_rename(&r->work, m.id, " "), ERR_INPUT, "bad_name", "name");
    must_fail(device_rename(&r->work, 999, "Autobusi 4"), ERR_ABSENT);
    must(device_list(&r->work, &list, &count));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].name, "Autobusi 4");
    assert_int_equal(list[0].enrol_until, REGISTER_NOW + DEVICE_ENROL_LIFE);
}

static void every_change_is_logged(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct checker d;

    must(checker_take(r, m.enrol, &d, token));
    must(device_enrol_again(&r->work, m.id, m.enrol));
    must(device_rename(&r->work, m.id, "Autobusi 4"));
    must(device_revoke(&r->work, m.id));
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM audit WHERE what LIKE 'device.%'"), 5);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)
    const struct CMUnitTest tests[] = {
        CASE(a_secret_becomes_a_token_that_finds_the_device),
        CASE(a_secret_is_good_once),
        CASE(a_secret_is_good_for_fifteen_minutes),
        CASE(a_secret_may_be_typed_in_lower_case),
        CASE(garbage_is_refused),
        CASE(garbage_wears_the_address_out),
        CASE(the_old_token_works_until_the_new_one_is_taken),
        CASE(a_revoked_device_may_not_check_nor_come_back),
        CASE(devices_of_an_inactive_organisation_may_not_check),
        CASE(the_service_fits_the_organisation),
        CASE(a_device_is_found_on_a_handle_that_only_reads),
        CASE(a_device_told_again_keeps_the_token_it_took),
        CASE(a_device_whose_code_was_taken_back_is_told_why),
        CASE(a_subscriber_has_one_limit),
        CASE(devices_are_renamed_and_listed),
        CASE(every_change_is_logged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
