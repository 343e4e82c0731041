/* Devices: a one-time secret becomes a token, once and in time; what is revoked may not check. */
#include "domain/check/device.h"

#include <ctype.h>
#include <string.h>

#include "domain/office/attempt.h"
#include "domain/office/organisation.h"
#include "domain/office/session.h"
#include "support/register.h"

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

static err find(struct test_register *r, const char *token, struct device *ret)
{
    uint8_t hash[DIGEST_SIZE];

    must(digest_sha256(token, strlen(token), hash));
    return device_find(&r->work, hash, ret);
}

static void a_secret_becomes_a_token_that_finds_the_device(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct device d;

    must(device_enrol(&r->work, m.enrol, &d, token));
    assert_int_equal(d.id, m.id);
    assert_string_equal(d.municipality, "Bashkia Gjirokastër");
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
    struct device d;

    must(device_enrol(&r->work, m.enrol, &d, token));
    must_refuse(r, device_enrol(&r->work, m.enrol, &d, second), ERR_DENIED, "enrol_refused");
    must(find(r, token, &d));
}

static void a_secret_is_good_for_fifteen_minutes(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct device d;

    register_at(r, REGISTER_NOW + DEVICE_ENROL_LIFE);
    must_refuse(r, device_enrol(&r->work, m.enrol, &d, token), ERR_DENIED, "enrol_refused");
    register_at(r, REGISTER_NOW + DEVICE_ENROL_LIFE - 1);
    must(device_enrol(&r->work, m.enrol, &d, token));
}

static void a_secret_may_be_typed_in_lower_case(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct device d;

    for (char *p = m.enrol; *p; p++)
        *p = (char)tolower((unsigned char)*p);
    must(device_enrol(&r->work, m.enrol, &d, token));
}

static void garbage_is_refused(void **state)
{
    static const char *const GARBAGE[] = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                          "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"};
    struct test_register *r = *state;
    char token[DEVICE_TOKEN_TEXT];
    struct device d;

    for (size_t i = 0; i < sizeof(GARBAGE) / sizeof(GARBAGE[0]); i++)
        must_refuse(r, device_enrol(&r->work, GARBAGE[i], &d, token), ERR_DENIED, "enrol_refused");
}

static void garbage_wears_the_address_out(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct device d;

    for (int i = 0; i < SIGN_IN_ADDRESS_FAILURES; i++)
        must_fail(device_enrol_from(&r->work, "192.0.2.7", "x", &d, token), ERR_DENIED);
    must_refuse(r, device_enrol_from(&r->work, "192.0.2.7", m.enrol, &d, token), ERR_LIMIT,
                "too_many_attempts");
    must(device_enrol_from(&r->work, "192.0.2.8", m.enrol, &d, token));
    assert_int_equal(register_int(r, "SELECT failures FROM sign_in_address WHERE address = '192.0.2.8'"), 0);
}

static void the_old_token_works_until_the_new_one_is_taken(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char old[DEVICE_TOKEN_TEXT], new[DEVICE_TOKEN_TEXT];
    struct device d;

    must(device_enrol(&r->work, m.enrol, &d, old));
    must(device_enrol_again(&r->work, m.id, m.enrol));
    must(find(r, old, &d));
    must(device_enrol(&r->work, m.enrol, &d, new));
    must_fail(find(r, old, &d), ERR_ABSENT);
    must(find(r, new, &d));
}

static void a_revoked_device_may_not_check_nor_come_back(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct device d;

    must(device_enrol(&r->work, m.enrol, &d, token));
    must(device_enrol_again(&r->work, m.id, m.enrol));
    must(device_revoke(&r->work, m.id));
    must_refuse(r, find(r, token, &d), ERR_DENIED, "device_revoked");
    must_refuse(r, device_enrol(&r->work, m.enrol, &d, token), ERR_DENIED, "enrol_refused");
    must_refuse(r, device_enrol_again(&r->work, m.id, m.enrol), ERR_CONFLICT, "device_revoked");
}

static void devices_of_an_inactive_organisation_may_not_check(void **state)
{
    struct test_register *r = *state;
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct device d;

    must(device_enrol(&r->work, m.enrol, &d, token));
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
    struct made m = bus_make(r);
    char token[DEVICE_TOKEN_TEXT];
    struct db *read = NULL;
    struct device d;

    must(device_enrol(&r->work, m.enrol, &d, token));
    must(db_open(r->database, DB_READ, 256, &read));
    r->work.db = read;
    must(find(r, token, &d));
    r->work.db = r->db;
    db_close(&read);
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
    struct device d;

    must(device_enrol(&r->work, m.enrol, &d, token));
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
        CASE(devices_are_renamed_and_listed),
        CASE(every_change_is_logged),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
