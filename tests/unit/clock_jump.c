/* The machine's clock is set forward by a month or a year, or back by a day or a year, while the register is
 * in use: what ends by date follows it and comes back with it; nothing is lost, and nothing waits until time
 * has caught up. It is 2026-03-10 before each jump, as `struct clock.shift` would move it. */
#include <string.h>

#include "crypto/digest.h"
#include "domain/card/card_end.h"
#include "domain/card/status.h"
#include "domain/check/check.h"
#include "domain/check/tally.h"
#include "domain/check/typing_limit.h"
#include "domain/file/case_guard.h"
#include "domain/office/account.h"
#include "domain/office/attempt.h"
#include "domain/office/audit.h"
#include "domain/office/audit_chain.h"
#include "domain/office/device.h"
#include "domain/office/organisation.h"
#include "domain/office/session.h"
#include "domain/office/session_term.h"
#include "domain/upkeep/erasure.h"
#include "domain/upkeep/midnight.h"
#include "support/holder.h"
#include "support/told.h"
#include "token/status_list.h"

#define DAY      (24 * 3600)
#define MONTH    (30 * DAY)
#define YEAR     (365 * DAY)
#define TODAY    (r->work.today)
#define PASSWORD "nje fjale e gjate"

static void jump(struct test_register *r, int64_t seconds)
{
    register_at(r, r->work.now + seconds);
}

static void sign_in(struct test_register *r, uint8_t ret_hash[DIGEST_SIZE])
{
    char secret[SESSION_SECRET_TEXT];

    must(session_open(&r->work, "teuta", PASSWORD, NULL, secret));
    must(digest_sha256(secret, strlen(secret), ret_hash));
}

static void teuta_sign_in(struct test_register *r, uint8_t ret_hash[DIGEST_SIZE])
{
    struct account_new in = {
        .name = "teuta", .full_name = "Teuta Marku", .role = R_COORDINATOR, .password = PASSWORD};
    int64_t id;

    must(account_create(&r->work, &in, &id));
    sign_in(r, ret_hash);
}

static enum check_reason asked(struct test_register *r, const struct card *c)
{
    const struct checker bus = {.id = 12, .organisation = 1, .service = "transport"};
    struct typing_limit *typing = NULL;
    struct check answer;

    must(typing_limit_make(&typing));
    must(check_card(register_door(r), &bus, c->text, typing, &answer));
    typing_limit_free(&typing);
    return answer.reason;
}

static date closed_on(struct test_register *r, const struct card *c)
{
    struct card card;

    must(card_read(&r->work, c->number, false, &card));
    return card.closed_on;
}

static void chain_holds(struct test_register *r)
{
    int64_t row = 0, count = 0;

    must(audit_verify(&r->work, &row, &count));
    assert_true(count > 0);
}

static void sessions_end_when_the_clock_leaps_a_month(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;

    teuta_sign_in(r, hash);
    jump(r, MONTH);
    must_fail(session_find(&r->work, hash, &actor), ERR_ABSENT);
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM session"), 0);
    jump(r, -MONTH);
    sign_in(r, hash);
    must(session_find(&r->work, hash, &actor));
}

static void a_day_back_turns_nobody_out(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;

    teuta_sign_in(r, hash);
    jump(r, -DAY);
    must(session_find(&r->work, hash, &actor));
    must(midnight_run(&r->work));
    must(session_find(&r->work, hash, &actor));
}

static void a_session_from_the_future_still_ends_ten_hours_after_it_began(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;

    teuta_sign_in(r, hash);
    jump(r, -DAY);
    must(session_find(&r->work, hash, &actor));
    jump(r, DAY + SESSION_LIFE);
    must_fail(session_find(&r->work, hash, &actor), ERR_ABSENT);
}

static void a_card_that_a_leap_has_closed_is_good_again_after_it(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 20, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    jump(r, MONTH);
    must(midnight_run(&r->work));
    assert_int_equal(asked(r, &c), CHECK_EXPIRED);
    assert_int_not_equal(closed_on(r, &c), DATE_NONE);
    jump(r, -MONTH);
    assert_int_equal(asked(r, &c), CHECK_OK);
    must(midnight_run(&r->work));
    assert_int_equal(asked(r, &c), CHECK_OK);
    assert_int_equal(closed_on(r, &c), DATE_NONE);
}

/* A year, either way, with all the work that the program does of itself while the clock is wrong; then the
 * battery is changed. */
static void a_year_either_way_leaves_all_as_it_was(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card good, lost;

    holder_make(r, TODAY - 5, TODAY + 20, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &good);
    holder_card(r, &h, SERVICE_TRANSPORT, &lost);
    must(card_revoke(&r->work, lost.number, CARD_LOST));
    for (int way = 1; way >= -1; way -= 2) {
        jump(r, way * YEAR);
        must(midnight_run(&r->work));
        assert_int_not_equal(asked(r, &good), CHECK_OK); /* not on that day */
        assert_int_equal(asked(r, &lost), CHECK_REVOKED);
        register_collect(r);
        assert_true(told_whole(r));
        jump(r, -way * YEAR);
        assert_int_equal(asked(r, &lost), CHECK_REVOKED);
        must(midnight_run(&r->work));
        register_collect(r);
        assert_true(told_whole(r));
        assert_int_equal(asked(r, &good), CHECK_OK);
        assert_int_equal(asked(r, &lost), CHECK_REVOKED);
        assert_int_equal(closed_on(r, &good), DATE_NONE);
        assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what LIKE 'erase%'"), 0);
        chain_holds(r);
    }
}

static void a_card_stays_good_when_the_clock_goes_back_a_day(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 20, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    jump(r, 2 * DAY);
    must(midnight_run(&r->work));
    jump(r, -DAY);
    assert_int_equal(asked(r, &c), CHECK_OK);
    must(midnight_run(&r->work));
    assert_int_equal(asked(r, &c), CHECK_OK);
}

static void midnight_work_knows_that_it_was_done_for_another_day(void **state)
{
    struct test_register *r = *state;
    date done;

    must(midnight_run(&r->work));
    jump(r, MONTH);
    must(midnight_run(&r->work));
    must(midnight_done(&r->work, &done));
    assert_int_equal(done, TODAY);
    jump(r, -MONTH);
    must(midnight_done(&r->work, &done));
    assert_int_not_equal(done, TODAY);
    must(midnight_run(&r->work));
    must(midnight_done(&r->work, &done));
    assert_int_equal(done, TODAY);
}

static void a_list_signed_in_the_future_is_signed_again(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf token = {0};
    int64_t signed_at;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    jump(r, MONTH);
    must(status_sign(&r->work, STATUS_SIGN_AGE));
    jump(r, -MONTH);
    must(status_sign(&r->work, STATUS_SIGN_AGE));
    must(status_token(&r->work, 1, STATUS_REVOKED, &token, &signed_at));
    assert_int_equal(signed_at, r->work.now);
}

static void the_log_holds_with_rows_from_the_future_before_rows_of_today(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    jump(r, MONTH);
    holder_act(r, &h, ACT_EXTENDED, TODAY + 100);
    must(midnight_run(&r->work));
    chain_holds(r);
    jump(r, -MONTH - DAY);
    must(midnight_run(&r->work));
    must(audit_append(&r->work,
                      &(struct audit_entry){.what = "case.read", .record = "case_file", .record_id = 1}));
    chain_holds(r);
    jump(r, DAY);
    must(midnight_run(&r->work));
    chain_holds(r);
}

static void an_act_from_the_future_does_not_end_protection_today(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    jump(r, MONTH);
    holder_act(r, &h, ACT_TERMINATED, TODAY);
    assert_int_equal(asked(r, &c), CHECK_ENDED);
    jump(r, -MONTH);
    must(midnight_run(&r->work));
    assert_int_equal(asked(r, &c), CHECK_OK);
    assert_int_equal(closed_on(r, &c), DATE_NONE);
}

/* ---- a year either way */
static void a_year_back_lets_no_session_outlive_its_desk(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;

    teuta_sign_in(r, hash);
    jump(r, -YEAR);
    must(midnight_run(&r->work));
    must(session_find(&r->work, hash, &actor));
    jump(r, SESSION_GONE - 1);
    must(session_look(&r->work, hash, &actor));
    jump(r, 2);
    must_fail(session_look(&r->work, hash, &actor), ERR_ABSENT);
}

static void nor_does_it_keep_anybody_out(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];

    teuta_sign_in(r, hash);
    must(db_exec(r->db, "UPDATE account SET failures = 5, locked_until = :until WHERE name = 'teuta'",
                 BINDS(INT(":until", r->work.now + SIGN_IN_LOCK))));
    must(db_exec(
        r->db,
        "INSERT INTO sign_in_address (address, window_start, failures) VALUES ('name teuta', :now, 99)",
        BINDS(INT(":now", r->work.now))));
    jump(r, -YEAR);
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM sign_in_address"), 0);
    assert_int_equal(register_int(r, "SELECT max(locked_until) FROM account"), 0);
    sign_in(r, hash);
}

static void nor_does_a_sealed_file_stay_open(void **state)
{
    struct test_register *r = *state;
    uint8_t hash[DIGEST_SIZE];
    struct holder h;

    teuta_sign_in(r, hash);
    holder_make(r, TODAY - 5, TODAY + 20, &h);
    must(db_exec(r->db, "INSERT INTO case_opened (case_id, session_hash, until) VALUES (:id, :hash, :until)",
                 BINDS(INT(":id", h.case_id), BLOB(":hash", hash, DIGEST_SIZE),
                       INT(":until", r->work.now + CASE_OPENED))));
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_opened"), 1);
    jump(r, -YEAR);
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_opened"), 0);
}

/* Forward and back again: whoever has a card, and whoever asks for it, meets what was. */
static void a_year_forward_and_back_ends_nothing_for_good(void **state)
{
    struct test_register *r = *state;
    char secret[DEVICE_TOKEN_TEXT];
    int64_t device, organisation, keys;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 20, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    must(organisation_create(&r->work, ORGANISATION_TRANSPORT, "Linja 9", &organisation));
    must(device_create(&r->work, organisation, "transport", "Autobusi 9", &device, secret));
    keys = register_int(r, "SELECT count(*) FROM person WHERE key_id IS NOT NULL");
    jump(r, YEAR);
    must(midnight_run(&r->work));
    assert_int_equal(asked(r, &c), CHECK_EXPIRED);
    jump(r, -YEAR);
    must(midnight_run(&r->work));
    assert_int_equal(asked(r, &c), CHECK_OK);
    assert_int_equal(closed_on(r, &c), DATE_NONE);
    assert_int_equal(register_int(r, "SELECT count(*) FROM device WHERE revoked_at IS NOT NULL"), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person WHERE key_id IS NOT NULL"), keys);
    must_fail(erasure_ask(&r->work, ERASE_FILE, h.case_id, &device), ERR_CONFLICT);
    chain_holds(r);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(sessions_end_when_the_clock_leaps_a_month),
        with_register(a_day_back_turns_nobody_out),
        with_register(a_session_from_the_future_still_ends_ten_hours_after_it_began),
        with_register(a_card_that_a_leap_has_closed_is_good_again_after_it),
        with_register(a_year_either_way_leaves_all_as_it_was),
        with_register(a_card_stays_good_when_the_clock_goes_back_a_day),
        with_register(midnight_work_knows_that_it_was_done_for_another_day),
        with_register(a_list_signed_in_the_future_is_signed_again),
        with_register(the_log_holds_with_rows_from_the_future_before_rows_of_today),
        with_register(an_act_from_the_future_does_not_end_protection_today),
        with_register(a_year_back_lets_no_session_outlive_its_desk),
        with_register(nor_does_it_keep_anybody_out),
        with_register(nor_does_a_sealed_file_stay_open),
        with_register(a_year_forward_and_back_ends_nothing_for_good),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
