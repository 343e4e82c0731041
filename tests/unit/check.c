/* The check: one case for every reason a checker can be told, and the limits of typed numbers. 2026-03-10 is
 * today. */
#include "domain/check/check.h"

#include <stdio.h>
#include <string.h>

#include "crypto/random.h"
#include "domain/card/card.h"
#include "domain/card/card_end.h"
#include "domain/card/card_refresh.h"
#include "domain/check/children.h"
#include "domain/check/published.h"
#include "domain/check/tally.h"
#include "domain/check/typing_limit.h"
#include "domain/kindergarten/enrolment.h"
#include "domain/office/organisation.h"
#include "support/holder.h"
#include "token/base32.h"

#define TODAY (r->work.today)

struct bus {
    struct typing_limit *typing;
    struct checker device;
};

static struct bus bus_make(const char *service)
{
    struct bus b = {.device = {.id = 12, .organisation = 1, .service = service}};

    must(typing_limit_make(&b.typing));
    return b;
}

/* On a handle that cannot write, as the server has it. */
static struct check ask(struct test_register *r, const char *service, const char *text)
{
    struct bus bus = bus_make(service);
    CLEANUP(doorway_db_close) struct doorway_db *read = NULL;
    struct doorway d;
    struct check c;

    must(doorway_db_open(r->check, DB_READ, 256, &read));
    d = doorway_at(read, &r->work);
    must(check_card(&d, &bus.device, text, bus.typing, &c));
    assert_int_equal(c.verdict, check_verdict(c.reason));
    if (c.reason != CHECK_OK) {
        assert_string_equal(c.hint, "");
        assert_int_equal(c.until, DATE_NONE);
    }
    typing_limit_free(&bus.typing);
    return c;
}

static void answers(struct test_register *r, const char *service, const char *text,
                    enum check_reason expected)
{
    assert_string_equal(check_reason_name(ask(r, service, text).reason), check_reason_name(expected));
}

static struct card bus_card(struct test_register *r, struct holder *h, date end)
{
    struct card c;

    holder_make(r, TODAY - 10, end, h);
    holder_card(r, h, SERVICE_TRANSPORT, &c);
    return c;
}

static void a_good_card_is_good_until_its_order_ends(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);
    struct check check = ask(r, "transport", c.text);

    assert_int_equal(check.reason, CHECK_OK);
    assert_int_equal(check.until, TODAY + 100);
    assert_string_equal(check.hint, "E.K. 1987");
    register_on(r, TODAY + 100);
    answers(r, "transport", c.text, CHECK_OK);
    register_on(r, TODAY + 1);
    answers(r, "transport", c.text, CHECK_EXPIRED);
}

/* The key of hints was changed, and the process at the doors has the old one: nobody is sent away for it. */
static void a_hint_of_another_key_turns_nobody_away(void **state)
{
    struct test_register *r = *state;
    CLEANUP(keyring_free) struct keyring *other = NULL;
    const struct keyring *ours = r->work.keys;
    struct check check;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);
    char dir[128];

    snprintf(dir, sizeof dir, "%s/other", r->dir);
    must(keyring_create(dir));
    must(keyring_open(dir, KEYRING_ALL, &(struct key_listing){0}, NULL, &other));
    r->work.keys = other;
    check = ask(r, "transport", c.text);
    r->work.keys = ours;
    assert_int_equal(check.reason, CHECK_OK);
    assert_int_equal(check.until, TODAY + 100);
    assert_string_equal(check.hint, "");
}

static void lower_case_and_blanks_around_it_are_the_same_card(void **state)
{
    struct test_register *r = *state;
    char text[CARD_TEXT_MAX];
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);
    size_t n = 0;

    text[n++] = ' ';
    for (const char *p = c.text; *p; p++)
        text[n++] = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    memcpy(text + n, "\r\n", 3);
    answers(r, "transport", text, CHECK_OK);
}

static void an_open_order_shows_the_printed_day_then_today(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, DATE_NONE);
    date issued = TODAY;

    assert_int_equal(ask(r, "transport", c.text).until, issued + 29);
    register_on(r, issued + 40);
    assert_int_equal(ask(r, "transport", c.text).until, issued + 40);
    /* Twelve months end with the same-numbered day. */
    register_on(r, date_add_months(issued, 12));
    answers(r, "transport", c.text, CHECK_OK);
    register_on(r, date_add_months(issued, 12) + 1); /* no midnight has come by */
    answers(r, "transport", c.text, CHECK_EXPIRED);
}

static void a_termination_counts_at_once(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);

    holder_act(r, &h, ACT_TERMINATED, TODAY);
    answers(r, "transport", c.text, CHECK_ENDED);
}

static void an_extension_counts_at_once(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 5);

    holder_act(r, &h, ACT_EXTENDED, TODAY + 90);
    register_on(r, TODAY + 50);
    assert_int_equal(ask(r, "transport", c.text).reason, CHECK_OK);
    assert_int_equal(ask(r, "transport", c.text).until, TODAY + 40);
    register_on(r, TODAY + 41);
    answers(r, "transport", c.text, CHECK_EXPIRED);
}

static void another_service_is_wrong_even_when_the_holder_is_entitled(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);

    answers(r, "documents", c.text, CHECK_WRONG_SERVICE);
    answers(r, "kindergarten", c.text, CHECK_WRONG_SERVICE);
}

static void a_service_that_was_taken_away_ended_rather_than_being_wrong(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);
    int64_t persons;

    must(db_exec(r->db, "DELETE FROM benefit_rule WHERE service = 'transport'", NO_BINDS));
    must(card_refresh_all(&r->work, &persons));
    answers(r, "transport", c.text, CHECK_ENDED);
}

static void before_its_first_day_it_is_not_yet_valid(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, TODAY + 100, &h);
    must(db_exec(r->db, "UPDATE benefit_rule SET from_day = '2026-03-20' WHERE service = 'transport'",
                 NO_BINDS));
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    answers(r, "transport", c.text, CHECK_NOT_YET_VALID);
    register_on(r, date_make(2026, 3, 20));
    answers(r, "transport", c.text, CHECK_OK);
}

static void a_revoked_card_is_revoked_for_its_services(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);

    must(card_revoke(&r->work, c.number, CARD_LOST));
    answers(r, "transport", c.text, CHECK_REVOKED);
    answers(r, "kindergarten", c.text, CHECK_WRONG_SERVICE); /* as a device without network says */
}

static void no_single_changed_bit_gets_through(void **state)
{
    struct test_register *r = *state;
    uint8_t bytes[CARD_TEXT_MAX];
    char text[CARD_TEXT_MAX + 4] = "BK1";
    const char *reason;
    unsigned forged = 0;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);
    size_t n;

    must(card_text_decode(c.text, strlen(c.text), bytes, &n, &reason));
    for (size_t i = 0; i < n; i++) {
        uint8_t bit = (uint8_t)(1U << i % 8);
        struct check check;

        bytes[i] ^= bit;
        base32_encode(bytes, n, text + 3);
        check = ask(r, "transport", text);
        bytes[i] ^= bit;
        assert_int_not_equal(check.verdict, VERDICT_VALID);
        assert_int_not_equal(check.reason, CHECK_RESTORED_GAP);
        forged += check.reason == CHECK_FORGED;
    }
    assert_true(forged > SIGNATURE_SIZE); /* the signature's bytes, and most of what it covers */
}

static void a_cut_card_is_unreadable_at_every_length(void **state)
{
    struct test_register *r = *state;
    char text[CARD_TEXT_MAX];
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);

    for (size_t n = 3; n < strlen(c.text); n += 7) {
        memcpy(text, c.text, n);
        text[n] = '\0';
        answers(r, "transport", text, CHECK_UNREADABLE);
    }
}

static void what_is_no_card_is_unreadable(void **state)
{
    struct test_register *r = *state;
    char long_text[10001];

    memset(long_text, 'A', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    answers(r, "transport", long_text, CHECK_UNREADABLE);
    memcpy(long_text, "BK1", 3);
    answers(r, "transport", long_text, CHECK_UNREADABLE);
    answers(r, "transport", "", CHECK_UNREADABLE);
    answers(r, "transport", "BK1", CHECK_UNREADABLE);
    answers(r, "transport", "BK1!", CHECK_UNREADABLE);
    answers(r, "transport", "https://example.al", CHECK_UNREADABLE);
    answers(r, "transport", "HC1:NCFOXN", CHECK_UNREADABLE);
}

/* A card that the register does not know, signed by that key. */
static void stranger_sign(const struct signer *key, struct buf *ret)
{
    struct card_token token = {.exp = REGISTER_NOW + 86400,
                               .services = SERVICE_TRANSPORT,
                               .list_uri = "https://karta.example.al/status/1"};
    uint8_t digest[DIGEST_SIZE];

    must(random_bytes(token.cti, sizeof token.cti));
    must(card_token_sign(&token, key, ret, digest));
}

static void another_issuers_card_is_told_from_a_forgery(void **state)
{
    struct test_register *r = *state;
    CLEANUP(signer_free) struct signer *other = NULL;
    CLEANUP(buf_free) struct buf text = {0};

    must(signer_create(&other));
    stranger_sign(other, &text);
    answers(r, "transport", text.data, CHECK_OTHER_ISSUER);
}

static void a_card_of_ours_that_the_register_lost_is_asked_about(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf text = {0};

    stranger_sign(keyring_issuer(r->keys), &text);
    answers(r, "transport", text.data, CHECK_RESTORED_GAP);
}

static void a_card_of_a_retired_key_is_still_ours(void **state)
{
    struct test_register *r = *state;
    CLEANUP(signer_free) struct signer *retired = NULL;
    CLEANUP(buf_free) struct buf text = {0};
    CLEANUP(buf_free) struct buf spki = {0};
    struct door_key *keys;
    size_t count;

    must(signer_create(&retired));
    must(verifier_spki(signer_verifier(retired), &spki));
    must(db_exec(r->db, "INSERT INTO issuer_key (kid, spki, created_at) VALUES (:kid, :spki, 1)",
                 BINDS(BLOB(":kid", signer_kid(retired), KID_SIZE), BLOB(":spki", spki.data, spki.len))));
    stranger_sign(retired, &text);
    answers(r, "transport", text.data, CHECK_RESTORED_GAP);
    must(door_keys(register_door(r), &keys, &count));
    assert_int_equal(count, 2);
    assert_memory_equal(keys[1].kid, signer_kid(retired), KID_SIZE);
}

static void another_algorithm_is_unreadable(void **state)
{
    struct test_register *r = *state;
    uint8_t bytes[CARD_TEXT_MAX];
    char text[CARD_TEXT_MAX + 4] = "BK1";
    const char *reason;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);
    size_t n;

    must(card_text_decode(c.text, strlen(c.text), bytes, &n, &reason));
    assert_memory_equal(bytes, "\xd2\x84\x4d\xa2\x01\x26", 6); /* {1: -7, ...} */
    bytes[5] = 0x27;                                           /* EdDSA */
    base32_encode(bytes, n, text + 3);
    answers(r, "transport", text, CHECK_UNREADABLE);
}

static void a_typed_number_is_answered_as_the_card_is(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);

    assert_int_equal(ask(r, "transport", c.number).until, TODAY + 100);
    assert_string_equal(ask(r, "transport", c.number).hint, "E.K. 1987");
    answers(r, "documents", c.number, CHECK_WRONG_SERVICE);
    answers(r, "transport", "aaaa bbbb cccc dddd", CHECK_UNKNOWN);
    answers(r, "transport", "AAAABBBBCCCCDDD", CHECK_UNREADABLE);
    answers(r, "transport", "AAAA-BBBB-CCCC-DDD1", CHECK_UNREADABLE);
    holder_act(r, &h, ACT_TERMINATED, TODAY);
    answers(r, "transport", c.number, CHECK_ENDED);
}

static void the_eleventh_number_in_a_minute_is_refused(void **state)
{
    struct test_register *r = *state;
    struct bus bus = bus_make("transport"), other = bus_make("transport");
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);
    struct check check;

    for (int i = 0; i < 10; i++)
        must(check_card(register_door(r), &bus.device, "AAAABBBBCCCCDDDD", bus.typing, &check));
    must_fail(check_card(register_door(r), &bus.device, c.number, bus.typing, &check), ERR_LIMIT);
    assert_string_equal(r->doorway.work.problem.code, "too_many_numbers");
    must(check_card(register_door(r), &bus.device, c.text, bus.typing, &check)); /* scanning is not typing */
    other.device.id = 13;
    must(check_card(register_door(r), &other.device, c.number, bus.typing, &check));
    assert_int_equal(check.reason, CHECK_OK);
    r->work.now += 60; /* the clock was set forward: nobody has waited */
    must_fail(check_card(register_door(r), &bus.device, c.number, bus.typing, &check), ERR_LIMIT);
    typing_limit_free(&bus.typing);
    typing_limit_free(&other.typing);
}

static void a_kindergarten_sees_its_own_exempt_children(void **state)
{
    struct test_register *r = *state;
    struct door_child *children;
    int64_t sun, moon;
    struct holder h;
    size_t count;

    holder_make(r, TODAY - 10, TODAY + 100, &h);
    sun = holder_enrol(r, &h, "Kopshti Dielli");
    must(organisation_create(&r->work, ORGANISATION_KINDERGARTEN, "Kopshti Hëna", &moon));
    must(door_children(register_door(r), sun, &children, &count));
    assert_int_equal(count, 1);
    assert_string_equal(children[0].hint, "A.K. 2021");
    assert_int_equal(children[0].until, TODAY + 100);
    must(door_children(register_door(r), moon, &children, &count));
    assert_int_equal(count, 0);
}

static void a_child_is_no_longer_shown_when_the_order_or_the_enrolment_ends(void **state)
{
    struct test_register *r = *state;
    struct door_child *children;
    struct enrolment *enrolled;
    int64_t sun;
    struct holder h;
    size_t count;

    holder_make(r, TODAY - 10, TODAY + 100, &h);
    sun = holder_enrol(r, &h, "Kopshti Dielli");
    must(enrolment_list(&r->work, h.child, &enrolled, &count));
    must(enrolment_end(&r->work, enrolled[0].id, TODAY + 5));
    must(door_children(register_door(r), sun, &children, &count));
    assert_int_equal(children[0].until, TODAY + 5);
    holder_act(r, &h, ACT_TERMINATED, TODAY);
    must(door_children(register_door(r), sun, &children, &count));
    assert_int_equal(count, 0);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_good_card_is_good_until_its_order_ends),
        with_register(a_hint_of_another_key_turns_nobody_away),
        with_register(lower_case_and_blanks_around_it_are_the_same_card),
        with_register(an_open_order_shows_the_printed_day_then_today),
        with_register(a_termination_counts_at_once),
        with_register(an_extension_counts_at_once),
        with_register(another_service_is_wrong_even_when_the_holder_is_entitled),
        with_register(a_service_that_was_taken_away_ended_rather_than_being_wrong),
        with_register(before_its_first_day_it_is_not_yet_valid),
        with_register(a_revoked_card_is_revoked_for_its_services),
        with_register(no_single_changed_bit_gets_through),
        with_register(a_cut_card_is_unreadable_at_every_length),
        with_register(what_is_no_card_is_unreadable),
        with_register(another_issuers_card_is_told_from_a_forgery),
        with_register(a_card_of_ours_that_the_register_lost_is_asked_about),
        with_register(a_card_of_a_retired_key_is_still_ours),
        with_register(another_algorithm_is_unreadable),
        with_register(a_typed_number_is_answered_as_the_card_is),
        with_register(the_eleventh_number_in_a_minute_is_refused),
        with_register(a_kindergarten_sees_its_own_exempt_children),
        with_register(a_child_is_no_longer_shown_when_the_order_or_the_enrolment_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
