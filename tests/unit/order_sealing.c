/* A register from before persons and files had data keys, and issuers and numbers of orders were sealed:
 * after the upgrade all of it reads as it did, and none of it stands in the file. */
#include "domain/order/order_sealing.h"

#include "domain/order/order_check.h"
#include "domain/order/order_read.h"
#include "domain/upkeep/upgrade.h"
#include "support/old_register.h"
#include "support/paper.h"

#define OLD_COURT "Gjykata e Rrethit Gjyqësor Zagoria"

static const char SQL_OLD[] =
    "INSERT INTO unit (id, name, name_folded) VALUES (1, 'Picar', 'picar');"
    "INSERT INTO case_file (id, number, unit_id, created_at) VALUES (5, '1/2025', 1, 1);"
    "INSERT INTO protection_order (id, case_id, kind, issuer, issuer_folded, number, decision_date, "
    "follows_id, created_at) VALUES (7, 5, 'UMM', '" OLD_COURT "', 'x', '9931/2025', '2025-11-05', "
    "NULL, 1), (8, 5, 'UM', '" OLD_COURT "', 'x', '9932/2025', '2025-11-20', 7, 1);"
    "INSERT INTO order_measure (order_id, code) SELECT 8, min(code) FROM measure;"
    "INSERT INTO order_act (id, order_id, kind, on_day, start_day, end_day, decision, other_order_id, "
    "recorded_at) VALUES (1, 7, 'granted', '2025-11-05', '2025-11-05', NULL, '9931/2025', NULL, 1), "
    "(2, 8, 'granted', '2025-11-20', '2025-11-20', '2026-11-20', '9932/2025', NULL, 1), "
    "(3, 7, 'replaced', '2025-11-20', NULL, NULL, '9932/2025', 8, 1), "
    "(4, 8, 'final', '2025-12-20', NULL, NULL, NULL, NULL, 1)";

static void what_was_plain_is_sealed_and_reads_as_before(void **state)
{
    struct test_register *r = *state;
    struct order_line order;
    struct act_line *acts;
    struct old_register old;
    size_t count;
    int applied;

    old_register_open(r, "data_key", SQL_OLD, &old);
    must(upgrade_apply(&old.work, &applied));
    must(order_load(&old.work, 8, &order));
    assert_string_equal(order.issuer, OLD_COURT);
    assert_string_equal(order.number, "9932/2025");
    assert_int_equal(order.follows, 7);
    assert_int_equal(order.measure_count, 1);
    must(order_acts(&old.work, 7, &acts, &count));
    assert_int_equal(count, 2);
    assert_string_equal(acts[0].decision, "9931/2025");
    assert_string_equal(acts[1].decision, "9932/2025");
    assert_int_equal(acts[1].act.other_order, 8);
    must(order_acts(&old.work, 8, &acts, &count));
    assert_null(acts[1].decision);
    must_fail(db_exec(old.work.db, "UPDATE order_act SET end_day = '2029-01-01'", NO_BINDS), ERR_INPUT);
    must(db_check(old.work.db));
    db_close(&old.work.db);
}

static int64_t number_of(const struct old_register *old, const char *sql)
{
    int64_t n = -1;

    must(db_int(old->work.db, sql, NO_BINDS, &n));
    return n;
}

/* The same paper is known again, in another spelling of its issuer. */
static void an_old_order_is_known_again(void **state)
{
    struct test_register *r = *state;
    struct paper paper;
    struct old_register old;
    int applied;

    old_register_open(r, "data_key", SQL_OLD, &old);
    must(upgrade_apply(&old.work, &applied));
    paper_make(&paper);
    paper.order.kind = ORDER_UM;
    paper.order.issuer = "GJYKATA e rrethit gjyqesor Zagoria";
    paper.order.number = "9932/2025";
    paper.order.decision_date = date_make(2025, 11, 20);
    paper.order.end = date_make(2026, 11, 20);
    paper.order.unit = "Picar";
    must_fail(order_check(&old.work, &paper.order), ERR_CONFLICT);
    assert_string_equal(old.work.problem.code, "order_exists");
    paper.order.number = "9933/2025";
    must(order_check(&old.work, &paper.order));
    db_close(&old.work.db);
}

/* Until now a blank made two orders of one. */
static void two_spellings_of_one_paper_both_stay(void **state)
{
    struct test_register *r = *state;
    struct old_register old;
    int applied;

    old_register_open(r, "data_key", SQL_OLD, &old);
    must(db_script(old.work.db,
                   "UPDATE protection_order SET number = '9931 / 2025', decision_date = '2025-11-05' "
                   "WHERE id = 8"));
    must(upgrade_apply(&old.work, &applied));
    must(db_check(old.work.db));
    assert_int_equal(number_of(&old, "SELECT count(*) FROM protection_order"), 2);
    assert_int_equal(number_of(&old, "SELECT count(DISTINCT paper_blind) FROM protection_order"), 2);
    assert_int_equal(number_of(&old, "SELECT count(DISTINCT issue_blind) FROM protection_order"), 1);
    db_close(&old.work.db);
}

static void nothing_of_it_stays_in_the_file(void **state)
{
    struct test_register *r = *state;
    struct old_register old;
    int applied;

    old_register_open(r, "data_key", SQL_OLD, &old);
    old_register_tells(&old, "9931/2025", 9, true);
    old_register_tells(&old, OLD_COURT, sizeof OLD_COURT - 1, true);
    must(upgrade_apply(&old.work, &applied));
    old_register_tells(&old, "9931/2025", 9, false);
    old_register_tells(&old, OLD_COURT, sizeof OLD_COURT - 1, false);
    db_close(&old.work.db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_plain_is_sealed_and_reads_as_before, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(an_old_order_is_known_again, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(two_spellings_of_one_paper_both_stay, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(nothing_of_it_stays_in_the_file, register_setup, register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
