/* The offline check beside the server's: where a card's projection is what was printed, both say the same;
 * where they may differ, they differ in the way that support/offline.h says. The table of hard cases is
 * tests/agreement/. */
#include <string.h>

#include "base/instant.h"
#include "domain/card/card.h"
#include "domain/card/card_end.h"
#include "domain/check/tally.h"
#include "domain/order/act_record.h"
#include "support/holder.h"
#include "support/two_answers.h"
#include "token/base32.h"

#define TODAY (r->work.today)

/* They agree on all but the reason. */
static struct two_answers ask(struct test_register *r, const char *service, const char *text)
{
    struct two_answers a = two_answers_ask(r, service, text);

    assert_string_equal(verdict_name(a.server.verdict), offline_verdict_name(a.device.reason));
    if (a.device.until != DATE_NONE) /* the printed day, which may have moved */
        assert_true(a.server.until >= a.device.until);
    assert_string_equal(a.server.hint, a.device.hint);
    return a;
}

static void differ(struct test_register *r, const char *service, const char *text, const char *server,
                   const char *device)
{
    struct two_answers a = ask(r, service, text);

    assert_string_equal(check_reason_name(a.server.reason), server);
    assert_string_equal(offline_reason_name(a.device.reason), device);
}

static void agree(struct test_register *r, const char *service, const char *text, const char *reason)
{
    differ(r, service, text, reason, reason);
}

static struct card bus_card(struct test_register *r, struct holder *h, date end)
{
    struct card c;

    holder_make(r, TODAY - 10, end, h);
    holder_card(r, h, SERVICE_TRANSPORT, &c);
    return c;
}

static void the_words_are_the_servers(void **state)
{
    (void)state;
    for (unsigned i = 0; i < OFFLINE_REASONS; i++) {
        const enum offline_reason reason = (enum offline_reason)i;
        unsigned same = 0;

        while (same < CHECK_REASONS &&
               strcmp(check_reason_name((enum check_reason)same), offline_reason_name(reason)) != 0)
            same++;
        assert_true(same < CHECK_REASONS);
        assert_string_equal(verdict_name(check_verdict((enum check_reason)same)),
                            offline_verdict_name(reason));
    }
}

static void a_card_is_good_on_each_of_its_days_and_on_none_behind(void **state)
{
    struct test_register *r = *state;
    const date last = date_make(2026, 3, 31); /* past the switch to summer time */
    struct holder h;
    struct card c = bus_card(r, &h, last);

    for (date day = TODAY; day <= last; day++) {
        register_on(r, day);
        agree(r, "transport", c.text, "ok");
    }
    register_at(r, date_midnight(last + 1) - 1);
    agree(r, "transport", c.text, "ok");
    register_at(r, date_midnight(last + 1));
    agree(r, "transport", c.text, "expired");
}

static void a_card_without_fixed_end_shows_its_printed_day(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, DATE_NONE);

    agree(r, "transport", c.text, "ok");
    register_on(r, c.exp_day);
    agree(r, "transport", c.text, "ok");
    /* Its printed day is over, the order is not: both let her go on. */
    register_on(r, c.exp_day + 1);
    agree(r, "transport", c.text, "ok");
    register_on(r, c.exp_day + 60);
    agree(r, "transport", c.text, "ok");
}

static void what_is_prolonged_is_good_to_both_until_its_new_day(void **state)
{
    struct test_register *r = *state;
    const date old = TODAY + 5, new = TODAY + 40;
    struct holder h;
    struct card c = bus_card(r, &h, old);

    holder_act(r, &h, ACT_EXTENDED, new);
    for (date day = TODAY; day <= new; day++) {
        register_on(r, day);
        agree(r, "transport", c.text, "ok");
        agree(r, "documents", c.text, "wrong_service");
    }
    register_on(r, new + 1);
    agree(r, "transport", c.text, "expired");
}

/* By an act of that day, recorded only today. */
static void extended_late(struct test_register *r, const struct holder *h, date on, date end)
{
    const struct act_new act = {.version = register_int(r, "SELECT version FROM case_file"),
                                .kind = ACT_EXTENDED,
                                .on = on,
                                .start = DATE_NONE,
                                .end = end,
                                .effective = DATE_NONE,
                                .decision = "78/2026"};
    int64_t id, version;

    must(act_record(&r->work, h->order, &act, &id, &version));
}

/* Recorded when its day was over already. */
static void what_is_prolonged_late_is_good_at_once(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 5);

    register_on(r, TODAY + 7);
    agree(r, "transport", c.text, "expired");
    extended_late(r, &h, TODAY - 3, TODAY + 40);
    agree(r, "transport", c.text, "ok");
    must(card_revoke(&r->work, c.number, CARD_LOST));
    agree(r, "transport", c.text, "revoked");
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
    agree(r, "transport", c.text, "not_yet_valid");
    register_at(r, date_midnight(date_make(2026, 3, 20)) - 1);
    agree(r, "transport", c.text, "not_yet_valid");
    register_at(r, date_midnight(date_make(2026, 3, 20)));
    agree(r, "transport", c.text, "ok");
}

static void a_service_that_is_not_on_the_card_is_wrong(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);

    agree(r, "documents", c.text, "wrong_service");
    agree(r, "kindergarten", c.text, "wrong_service");
}

static void a_revoked_card_is_revoked(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);

    must(card_revoke(&r->work, c.number, CARD_LOST));
    agree(r, "transport", c.text, "revoked");
}

static void what_ended_early_is_revoked_to_a_device(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);

    holder_act(r, &h, ACT_TERMINATED, TODAY);
    differ(r, "transport", c.text, "ended", "revoked");
}

static void of_two_faults_both_name_the_same(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 5);

    must(card_revoke(&r->work, c.number, CARD_LOST));
    agree(r, "documents", c.text, "wrong_service");
    register_on(r, TODAY + 50);
    agree(r, "transport", c.text, "revoked");
}

static void an_expired_card_of_another_service_is_of_another_service(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 5);

    register_on(r, TODAY + 6);
    agree(r, "documents", c.text, "wrong_service");
}

static void every_changed_bit_gets_the_same_answer(void **state)
{
    struct test_register *r = *state;
    uint8_t bytes[CARD_TEXT_MAX];
    char text[CARD_TEXT_MAX + 4] = "BK1";
    const char *reason;
    struct holder h;
    struct card c = bus_card(r, &h, TODAY + 100);
    size_t n;

    must(card_text_decode(c.text, strlen(c.text), bytes, &n, &reason));
    for (size_t i = 0; i < n; i++) {
        struct two_answers a;

        bytes[i] ^= (uint8_t)(1U << i % 8);
        base32_encode(bytes, n, text + 3);
        a = ask(r, "transport", text);
        bytes[i] ^= (uint8_t)(1U << i % 8);
        assert_string_equal(check_reason_name(a.server.reason), offline_reason_name(a.device.reason));
    }
}

static void what_is_no_card_is_unreadable_to_both(void **state)
{
    struct test_register *r = *state;

    agree(r, "transport", "", "unreadable");
    agree(r, "transport", "BK1", "unreadable");
    agree(r, "transport", "https://example.al", "unreadable");
}

static void another_issuers_card_is_known_as_such(void **state)
{
    struct test_register *r = *state;
    struct card_token token = {.exp = REGISTER_NOW + 86400,
                               .services = SERVICE_TRANSPORT,
                               .list_uri = "https://karta.example.al/status/1"};
    CLEANUP(signer_free) struct signer *other = NULL;
    CLEANUP(buf_free) struct buf text = {0};
    uint8_t digest[DIGEST_SIZE];

    must(signer_create(&other));
    must(card_token_sign(&token, other, &text, digest));
    agree(r, "transport", text.data, "other_issuer");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_are_the_servers),
        with_register(a_card_is_good_on_each_of_its_days_and_on_none_behind),
        with_register(a_card_without_fixed_end_shows_its_printed_day),
        with_register(what_is_prolonged_is_good_to_both_until_its_new_day),
        with_register(what_is_prolonged_late_is_good_at_once),
        with_register(before_its_first_day_it_is_not_yet_valid),
        with_register(a_service_that_is_not_on_the_card_is_wrong),
        with_register(a_revoked_card_is_revoked),
        with_register(what_ended_early_is_revoked_to_a_device),
        with_register(of_two_faults_both_name_the_same),
        with_register(an_expired_card_of_another_service_is_of_another_service),
        with_register(every_changed_bit_gets_the_same_answer),
        with_register(what_is_no_card_is_unreadable_to_both),
        with_register(another_issuers_card_is_known_as_such),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
