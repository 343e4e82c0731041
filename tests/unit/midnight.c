/* Midnight work: run every day, twice a day or once after two months, the register ends the same. 2026-03-10
 * is today. */
#include "domain/upkeep/midnight.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "domain/card/card.h"
#include "domain/card/card_end.h"
#include "domain/kindergarten/enrolment.h"
#include "support/holder.h"
#include "support/payroll.h"

#define TODAY  (r->work.today)
#define FOLDER 96

/* Every column of a table; what differs by nature is left out: signatures, the heads of days on which nobody
 * worked, and how often checks were told something. */
static const char SQL_TABLES[] =
    "SELECT 'SELECT ' || group_concat('quote(\"' || c.name || '\")', '||''|''||') || ' FROM \"' || t.name || "
    "'\" ORDER BY 1', "
    "t.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE "
    "'sqlite_%' "
    "AND t.name NOT IN ('audit_head', 'check_state', 'check_owed') AND NOT (t.name = 'status_list' AND "
    "c.name IN ('token', 'prolonged', 'signed_at')) "
    "GROUP BY t.name ORDER BY t.name";

static void table_dump(struct db *db, const char *sql, const char *name, struct buf *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;

    must(db_query(db, sql, NO_BINDS, &s));
    for (must(stmt_step(s, &row)); row; must(stmt_step(s, &row)))
        buf_format(ret, "%s: %s\n", name, stmt_text(s, 0));
}

/* Statements are kept by address with the handle, so their texts must live in the arena of the test. */
static void dump(struct test_register *r, struct db *db, struct buf *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;

    must(db_query(db, SQL_TABLES, NO_BINDS, &s));
    for (must(stmt_step(s, &row)); row; must(stmt_step(s, &row)))
        table_dump(db, arena_text(&r->arena, stmt_text(s, 0)), stmt_text(s, 1), ret);
    assert_true(ret->len > 1000);
}

static void left_behind(struct test_register *r)
{
    must(db_exec(
        r->db,
        "INSERT INTO session (token_hash, account_id, created_at, seen_at) VALUES (x'01', :account, 1, 1)",
        BINDS(INT(":account", r->work.actor.account))));
    must(db_exec(
        r->db,
        "INSERT INTO idempotency (account_id, key, request_hash, status, body_sealed, row_id, created_at) "
        "VALUES (:account, 'k', x'01', 201, x'01', 1, :now)",
        BINDS(INT(":account", r->work.actor.account), INT(":now", r->work.now))));
    must(db_exec(r->db,
                 "INSERT INTO sign_in_address (address, failures, window_start) VALUES ('192.0.2.1', 3, 1)",
                 NO_BINDS));
}

/* Cards that the coming weeks bring to every kind of end, and a child whose kindergarten ends. */
static void life_begin(struct test_register *r)
{
    struct enrolment *enrolled;
    struct holder h;
    struct card c;
    size_t count;

    holder_make(r, TODAY - 10, DATE_NONE, &h); /* open: flagged when its printed day has passed */
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    must(db_exec(r->db, "UPDATE protection_order SET paper_blind = x'0A'", NO_BINDS));
    holder_make(r, TODAY - 10, TODAY + 40, &h); /* ends by its term */
    holder_enrol(r, &h, "Kopshti Dielli");
    must(enrolment_list(&r->work, h.child, &enrolled, &count));
    must(enrolment_end(&r->work, enrolled[0].id, TODAY + 12));
    holder_card(r, &h, BUS_AND_DESK, &c);
    must(db_exec(r->db, "UPDATE protection_order SET paper_blind = x'0B' WHERE paper_blind <> x'0A'",
                 NO_BINDS));
    holder_make(r, TODAY - 10, TODAY + 100, &h); /* a court ends it early */
    holder_card(r, &h, BUS_AND_DESK, &c);
    holder_act(r, &h, ACT_TERMINATED, TODAY + 20);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    must(card_revoke(&r->work, c.number, CARD_LOST));
    must(db_exec(r->db, "UPDATE benefit_rule SET until_day = '2026-04-05' WHERE service = 'documents'",
                 NO_BINDS));
    left_behind(r);
}

/* The same register in another file, left alone until that day. */
static void other_day(struct test_register *r, const char *path, date day, int times, struct buf *ret)
{
    struct work w = r->work;

    must(db_open(path, DB_WRITE, 1024, &w.db));
    register_on(r, day);
    w.now = r->work.now;
    w.today = r->work.today;
    for (int i = 0; i < times; i++)
        must(midnight_run(&w));
    dump(r, w.db, ret);
    db_close(&w.db);
}

static void days_off_change_nothing(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf daily = {0};
    CLEANUP(buf_free) struct buf later = {0};
    const date first = TODAY, last = TODAY + 60;
    char copy[FOLDER];

    life_begin(r);
    snprintf(copy, sizeof copy, "%s/copy.db", r->dir);
    must(db_copy(r->db, copy));
    for (date day = first; day <= last; day++) {
        register_on(r, day);
        must(midnight_run(&r->work));
    }
    dump(r, r->db, &daily);
    other_day(r, copy, last, 1, &later);
    assert_string_equal(daily.data, later.data);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE flag = 'extended'"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE bit = 1"), 2);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE closed_on IS NOT NULL"), 3);
    assert_int_equal(register_int(r, "SELECT count(*) FROM kindergarten_child"), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit_head"), 61);
}

static void twice_is_once(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf once = {0};
    CLEANUP(buf_free) struct buf twice = {0};
    char copy[FOLDER], second[FOLDER];
    const date day = TODAY + 30;

    life_begin(r);
    snprintf(copy, sizeof copy, "%s/copy.db", r->dir);
    snprintf(second, sizeof second, "%s/second.db", r->dir);
    must(db_copy(r->db, copy));
    must(db_copy(r->db, second));
    other_day(r, copy, day, 1, &once);
    other_day(r, second, day, 2, &twice);
    assert_string_equal(once.data, twice.data);
}

static void what_is_kept_for_a_while_goes(void **state)
{
    struct test_register *r = *state;

    left_behind(r);
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM session"), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM sign_in_address"), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM idempotency"), 1);
    register_on(r, TODAY + 1);
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM idempotency"), 0);
}

/* A form left alone for a month, a title whose scan never came, a sealed file that was open for an hour. */
static void what_was_begun_and_left_goes(void **state)
{
    struct test_register *r = *state;
    const struct bind *mine = BINDS(INT(":account", r->work.actor.account), INT(":now", r->work.now));
    struct holder h;

    holder_make(r, TODAY - 10, TODAY + 90, &h);
    must(db_exec(r->db,
                 "INSERT INTO draft (account_id, kind, role, row_id, text_sealed, saved_at) VALUES "
                 "(:account, 'order', 'coordinator', 1, x'01', :now - 29 * 86400), "
                 "(:account, 'other', 'coordinator', 2, x'01', :now - 31 * 86400)",
                 mine));
    must(db_exec(r->db,
                 "INSERT INTO attachment (id, case_id, title_sealed, type, size, added_by, added_at) VALUES "
                 "(1, 1, x'01', NULL, 0, :account, :now - 90000), (2, 1, x'01', NULL, 0, :account, :now), "
                 "(3, 1, x'01', 'image/png', 8, :account, :now - 900000)",
                 mine));
    must(db_exec(r->db,
                 "INSERT INTO session (token_hash, account_id, created_at, seen_at) "
                 "VALUES (x'02', :account, :now, :now)",
                 mine));
    must(db_exec(r->db, "INSERT INTO case_opened (case_id, session_hash, until) VALUES (1, x'02', :now - 1)",
                 BINDS(INT(":now", r->work.now))));
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT row_id FROM draft"), 1);
    assert_int_equal(register_int(r, "SELECT sum(id) FROM attachment"), 5);
    assert_int_equal(register_int(r, "SELECT count(*) FROM session"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_opened"), 0);
}

/* Ten years of midnights take nothing that a payment rests on. */
static void payments_stay(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t run;

    holder_make(r, TODAY - 70, TODAY + 90, &h);
    payroll_open(r);
    payroll_apply(r, h.case_id, h.person, TODAY - 60);
    run = payroll_run(r, "2026-03");
    assert_string_equal(payroll_lines(r, run), "1:2026-03+9000");
    for (int year = 1; year <= 10; year++) {
        register_on(r, date_add_months(date_make(2026, 3, 10), 12 * year));
        must(midnight_run(&r->work));
    }
    assert_string_equal(payroll_lines(r, run), "1:2026-03+9000");
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_standing"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM application_decision"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act"), 1);
    must(db_check(r->db));
}

static void it_notes_the_day(void **state)
{
    struct test_register *r = *state;
    date done;

    must(midnight_done(&r->work, &done));
    assert_int_equal(done, DATE_NONE);
    must(midnight_run(&r->work));
    must(midnight_done(&r->work, &done));
    assert_int_equal(done, TODAY);
}

/* The legal numbers cannot be read, so no card can follow its order. */
static void a_part_that_fails_keeps_no_other_from_its_turn(void **state)
{
    struct test_register *r = *state;
    date done;

    left_behind(r);
    register_on(r, TODAY + 1);
    must(db_exec(r->db, "UPDATE legal_rule SET name = 'e prishur' WHERE id = 1", NO_BINDS));
    must_fail(midnight_run(&r->work), ERR_CORRUPT);
    assert_int_equal(register_int(r, "SELECT count(*) FROM session"), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM idempotency"), 0);
    must(midnight_done(&r->work, &done));
    assert_int_equal(done, DATE_NONE);
    must(db_exec(r->db, "UPDATE legal_rule SET name = 'police_to_court_hours' WHERE id = 1", NO_BINDS));
    must(midnight_run(&r->work));
    must(midnight_done(&r->work, &done));
    assert_int_equal(done, TODAY);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(days_off_change_nothing),
        with_register(twice_is_once),
        with_register(what_is_kept_for_a_while_goes),
        with_register(what_was_begun_and_left_goes),
        with_register(payments_stay),
        with_register(it_notes_the_day),
        with_register(a_part_that_fails_keeps_no_other_from_its_turn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
