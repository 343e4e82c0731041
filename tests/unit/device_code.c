/* Codes of devices: sheets that are good for nothing before they are handed over, short codes that are typed,
 * and codes that were replaced a moment after they were taken. */

#include "domain/office/device_code.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "domain/check/enrol_limit.h"
#include "domain/check/typing_limit.h"
#include "domain/office/device_sheet.h"
#include "domain/office/organisation.h"
#include "support/checker.h"

static const char *const NAMES[] = {"Linja 1", "Linja 2", "Linja 3"};

struct batch {
    int64_t organisation;
    struct device_sheet sheets[3];
};

static struct batch batch_make(struct test_register *r)
{
    struct batch b = {0};

    must(organisation_create(&r->work, ORGANISATION_TRANSPORT, "Urban Gjirokastër", &b.organisation));
    must(device_sheets_make(&r->work, b.organisation, "transport", NAMES, 3, b.sheets));
    return b;
}

static err find(struct test_register *r, const char *token, struct checker *ret)
{
    struct doorway *d = register_door(r);
    uint8_t hash[DIGEST_SIZE];
    err e;

    must(digest_sha256(token, strlen(token), hash));
    e = checker_find(d, hash, ret);
    r->work.problem = d->work.problem;
    return e;
}

/* What a phone sends that has opened a sheet and had a code typed. */
static err sheet_take(struct test_register *r, struct typing_limit *typing, const char *enrol,
                      const char *code, char ret_token[CHECKER_TOKEN_TEXT])
{
    const struct enrol_attempt a = {.typing = typing, .code = enrol, .short_code = code};
    struct doorway *d = register_door(r);
    struct checker c;
    err e = checker_enrol_from(d, &a, &c, ret_token);

    r->work.problem = d->work.problem;
    return e;
}

static void a_sheet_is_worthless_before_it_is_handed_over(void **state)
{
    struct test_register *r = *state;
    struct batch b = batch_make(r);
    char token[CHECKER_TOKEN_TEXT];
    struct checker c;

    must_refuse(r, checker_take(r, b.sheets[0].enrol, &c, token), ERR_DENIED, "enrol_refused");
    must_refuse(r, checker_take(r, b.sheets[0].code, &c, token), ERR_DENIED, "enrol_refused");
    assert_int_equal(register_int(r, "SELECT count(*) FROM device WHERE enrolled_at IS NOT NULL"), 0);
}

static void fifteen_minutes_begin_when_it_is_handed_over(void **state)
{
    struct test_register *r = *state;
    struct batch b = batch_make(r);
    const int64_t handed = REGISTER_NOW + 3 * 24 * 3600;
    char token[CHECKER_TOKEN_TEXT];
    struct checker c;

    register_at(r, handed);
    must(device_hand_over(&r->work, b.sheets[0].id));
    must(device_hand_over(&r->work, b.sheets[1].id));
    must_refuse(r, device_hand_over(&r->work, b.sheets[0].id), ERR_CONFLICT, "no_sheet");
    register_at(r, handed + DEVICE_ENROL_LIFE - 1);
    must(checker_take(r, b.sheets[0].enrol, &c, token));
    must(find(r, token, &c));
    assert_string_equal(c.name, "Linja 1");
    register_at(r, handed + DEVICE_ENROL_LIFE);
    must_refuse(r, checker_take(r, b.sheets[1].enrol, &c, token), ERR_DENIED, "enrol_refused");
    must_refuse(r, checker_take(r, b.sheets[2].enrol, &c, token), ERR_DENIED, "enrol_refused");
}

static void sheets_are_for_a_place_that_is_there_and_have_names(void **state)
{
    static const char *const BLANK[] = {"Linja 1", " "};
    struct test_register *r = *state;
    struct device_sheet sheets[2];
    const int64_t place = batch_make(r).organisation;

    must_refuse_at(r, device_sheets_make(&r->work, 999, "transport", BLANK, 1, sheets), ERR_INPUT,
                   "unknown_organisation", "organisation");
    must_refuse_at(r, device_sheets_make(&r->work, place, "transport", BLANK, 0, sheets), ERR_INPUT,
                   "required", "names");
    must_refuse_at(r, device_sheets_make(&r->work, place, "transport", BLANK, 2, sheets), ERR_INPUT,
                   "bad_name", "names[1]");
}

static void a_sheet_that_waited_too_long_is_not_handed_over(void **state)
{
    struct test_register *r = *state;
    CLEANUP(typing_limit_free) struct typing_limit *typing = NULL;
    struct batch b = batch_make(r);
    char token[CHECKER_TOKEN_TEXT];

    must(typing_limit_make(&typing));
    register_at(r, REGISTER_NOW + DEVICE_SHEET_LIFE);
    must_refuse(r, device_hand_over(&r->work, b.sheets[0].id), ERR_CONFLICT, "no_sheet");
    must_refuse(r, sheet_take(r, typing, b.sheets[0].enrol, b.sheets[0].code, token), ERR_DENIED,
                "enrol_refused");
}

static void the_sheet_and_its_own_code_enrol_once(void **state)
{
    struct test_register *r = *state;
    CLEANUP(typing_limit_free) struct typing_limit *typing = NULL;
    struct batch b = batch_make(r);
    char token[CHECKER_TOKEN_TEXT], again[CHECKER_TOKEN_TEXT];
    struct checker c;

    must(typing_limit_make(&typing));
    register_at(r, REGISTER_NOW + 20 * 24 * 3600);
    must_refuse(r, sheet_take(r, typing, b.sheets[0].enrol, b.sheets[1].code, token), ERR_DENIED,
                "enrol_refused");
    for (char *p = b.sheets[0].code; *p; p++)
        *p = *p == '-' ? ' ' : (char)tolower((unsigned char)*p);
    must(sheet_take(r, typing, b.sheets[0].enrol, b.sheets[0].code, token));
    must(find(r, token, &c));
    register_collect(r);
    must(find(r, token, &c));
    assert_int_equal(c.id, b.sheets[0].id);
    must_refuse(r, sheet_take(r, typing, b.sheets[0].enrol, b.sheets[0].code, again), ERR_DENIED,
                "enrol_refused");
    must_refuse(r, device_hand_over(&r->work, b.sheets[0].id), ERR_CONFLICT, "no_sheet");
}

static void codes_are_not_tried_out_on_a_sheet(void **state)
{
    struct test_register *r = *state;
    CLEANUP(typing_limit_free) struct typing_limit *typing = NULL;
    struct batch b = batch_make(r);
    char token[CHECKER_TOKEN_TEXT];

    must(typing_limit_make(&typing));
    for (int i = 0; i < TYPED_NUMBERS_A_MINUTE; i++)
        must_refuse(r, sheet_take(r, typing, b.sheets[0].enrol, "AAAA-AAAA", token), ERR_DENIED,
                    "enrol_refused");
    must_refuse(r, sheet_take(r, typing, b.sheets[0].enrol, b.sheets[0].code, token), ERR_LIMIT,
                "too_many_attempts");
    must(sheet_take(r, typing, b.sheets[1].enrol, b.sheets[1].code, token));
}

static void a_short_code_alone_is_good_as_long_as_its_link(void **state)
{
    struct test_register *r = *state;
    char enrol[DEVICE_TOKEN_TEXT], code[SHORT_CODE_TEXT], token[CHECKER_TOKEN_TEXT];
    struct checker c;
    int64_t organisation, id;

    must(organisation_create(&r->work, ORGANISATION_FEE_DESK, "Sporteli", &organisation));
    must(device_create(&r->work, organisation, "documents", "Sporteli 1", &id, enrol));
    must(device_code_give(&r->work, id, code));
    register_at(r, REGISTER_NOW + DEVICE_ENROL_LIFE - 1);
    must(checker_take(r, code, &c, token));
    must(find(r, token, &c));
    must_refuse(r, checker_take(r, code, &c, token), ERR_DENIED, "enrol_refused");
    must_refuse(r, checker_take(r, enrol, &c, token), ERR_DENIED, "enrol_refused");
    must_fail(device_code_give(&r->work, id, code), ERR_CONFLICT);

    must(device_enrol_again(&r->work, id, enrol));
    must(device_code_give(&r->work, id, code));
    register_at(r, REGISTER_NOW + 2 * DEVICE_ENROL_LIFE);
    must_refuse(r, checker_take(r, code, &c, token), ERR_DENIED, "enrol_refused");
}

/* The door took it, and the register gave another one before it had collected that. */
static void a_device_goes_on_whose_code_was_replaced_behind_it(void **state)
{
    struct test_register *r = *state;
    struct batch b = batch_make(r);
    char enrol[DEVICE_TOKEN_TEXT], token[CHECKER_TOKEN_TEXT], newer[CHECKER_TOKEN_TEXT];
    struct checker c;

    must(device_hand_over(&r->work, b.sheets[0].id));
    must(checker_enrol(register_door(r), b.sheets[0].enrol, &c, token));
    register_at(r, REGISTER_NOW + 2);
    must(device_enrol_again(&r->work, b.sheets[0].id, enrol));
    must(device_enrol_again(&r->work, b.sheets[0].id, enrol));
    register_at(r, REGISTER_NOW + 5);
    register_collect(r);
    must(find(r, token, &c));
    register_collect(r);
    must(find(r, token, &c));
    /* And the other code is good, too: then the first token ends, as ever. */
    must(checker_take(r, enrol, &c, newer));
    must_fail(find(r, token, &c), ERR_ABSENT);
    must(find(r, newer, &c));
}

static void a_device_is_told_that_was_revoked_behind_it(void **state)
{
    struct test_register *r = *state;
    struct batch b = batch_make(r);
    char token[CHECKER_TOKEN_TEXT];
    struct checker c;

    must(device_hand_over(&r->work, b.sheets[0].id));
    must(checker_enrol(register_door(r), b.sheets[0].enrol, &c, token));
    must(device_revoke(&r->work, b.sheets[0].id));
    register_collect(r);
    register_collect(r);
    must_refuse(r, find(r, token, &c), ERR_DENIED, "device_revoked");
}

/* By its code at the door, while the administrator hands it over. */
static void a_sheet_handed_over_twice_enrols_once(void **state)
{
    struct test_register *r = *state;
    CLEANUP(typing_limit_free) struct typing_limit *typing = NULL;
    struct batch b = batch_make(r);
    char token[CHECKER_TOKEN_TEXT], again[CHECKER_TOKEN_TEXT];
    struct checker c;

    must(typing_limit_make(&typing));
    must(sheet_take(r, typing, b.sheets[0].enrol, b.sheets[0].code, token));
    must(device_hand_over(&r->work, b.sheets[0].id));
    register_collect(r);
    must(find(r, token, &c));
    must_refuse(r, checker_take(r, b.sheets[0].enrol, &c, again), ERR_DENIED, "enrol_refused");
    must(find(r, token, &c));
}

static void a_replaced_code_is_worth_nothing_afterwards(void **state)
{
    struct test_register *r = *state;
    struct device_proof p = {.at = REGISTER_NOW};
    struct batch b = batch_make(r);
    char enrol[DEVICE_TOKEN_TEXT], token[CHECKER_TOKEN_TEXT];
    struct checker c;

    must(device_hand_over(&r->work, b.sheets[0].id));
    must(device_enrol_again(&r->work, b.sheets[0].id, enrol));
    must_refuse(r, checker_take(r, b.sheets[0].enrol, &c, token), ERR_DENIED, "enrol_refused");
    /* Nor where the door says that it took it: later than it was replaced, or a second time. */
    register_at(r, REGISTER_NOW + 600);
    memset(p.token_hash, 7, DIGEST_SIZE);
    p.code = b.sheets[0].enrol;
    p.at = REGISTER_NOW + DEVICE_CLOCK_SLACK + 1;
    must_fail(device_take(&r->work, &p), ERR_DENIED);
    p.at = REGISTER_NOW;
    must(device_take(&r->work, &p));
    memset(p.token_hash, 8, DIGEST_SIZE);
    must_fail(device_take(&r->work, &p), ERR_DENIED);
}

static void all_sheets_or_none(void **state)
{
    static const char *const BAD[] = {"Linja 4", " ", "Linja 5"};
    struct test_register *r = *state;
    struct batch b = batch_make(r);
    struct device_sheet sheets[3];

    must_refuse_at(r, device_sheets_make(&r->work, b.organisation, "transport", BAD, 3, sheets), ERR_INPUT,
                   "bad_name", "names[1]");
    must_refuse_at(r, device_sheets_make(&r->work, b.organisation, "documents", NAMES, 3, sheets), ERR_INPUT,
                   "wrong_service", "service");
    assert_int_equal(register_int(r, "SELECT count(*) FROM device"), 3);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'device.sheet'"), 3);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)
    const struct CMUnitTest tests[] = {
        CASE(a_sheet_is_worthless_before_it_is_handed_over),
        CASE(fifteen_minutes_begin_when_it_is_handed_over),
        CASE(sheets_are_for_a_place_that_is_there_and_have_names),
        CASE(a_sheet_that_waited_too_long_is_not_handed_over),
        CASE(the_sheet_and_its_own_code_enrol_once),
        CASE(codes_are_not_tried_out_on_a_sheet),
        CASE(a_short_code_alone_is_good_as_long_as_its_link),
        CASE(a_device_goes_on_whose_code_was_replaced_behind_it),
        CASE(a_device_is_told_that_was_revoked_behind_it),
        CASE(a_sheet_handed_over_twice_enrols_once),
        CASE(a_replaced_code_is_worth_nothing_afterwards),
        CASE(all_sheets_or_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
