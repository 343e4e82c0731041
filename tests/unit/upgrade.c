/* A register that was in use before there were decisions: what stood goes on. */
#include <string.h>

#include "store/migration.h"
#include "support/folder.h"

static const char SQL_BEFORE[] =
    "CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL);"
    "INSERT INTO migration (number, name) VALUES (1, '001_register'), (2, '002_rules');"
    "INSERT INTO person (id, first_name_sealed, surname_sealed, name_blind, created_at) VALUES (1, x'00', "
    "x'00', x'00', 1);"
    "INSERT INTO application (id, person_id, filed_on, withdrawn_on, recorded_at) VALUES "
    "(1, 1, '2025-01-05', '2025-12-31', 7), (2, 1, '2026-01-05', NULL, 8);"
    "INSERT INTO sequence (name, next) VALUES ('application', 3)";

static void what_was_paid_before_is_paid_after(void **state)
{
    struct folder *f = *state;
    int applied;

    must(db_script(f->db, MIGRATIONS_REGISTER[0].sql));
    must(db_script(f->db, MIGRATIONS_REGISTER[1].sql));
    must(db_script(f->db, SQL_BEFORE));
    must(migration_apply(f->db, MIGRATIONS_REGISTER, NULL, NULL, &applied));
    assert_true(applied >= 2);
    assert_int_equal(number(f->db, "SELECT count(*) FROM application_decision WHERE decision = 'granted' AND "
                                   "decided_on = '2026-01-05' AND application_id = 2"),
                     1);
    assert_int_equal(number(f->db, "SELECT count(*) FROM application_decision"), 2);
    assert_int_equal(number(f->db, "SELECT next FROM sequence WHERE name = 'application_decision'"), 3);
    must(db_check(f->db));
}

/* The log knows when a password that waits to be changed was given; whoever has chosen her own has none to
 * lose. */
static void a_given_password_is_as_old_as_the_log_says(void **state)
{
    static const char SQL_ACCOUNTS[] =
        "INSERT INTO account (id, name, full_name, role, password_hash, must_change, created_at) VALUES "
        "(1, 'a', 'A', 'auditor', '!', 1, 100), (2, 'b', 'B', 'auditor', '!', 1, 100), "
        "(3, 'c', 'C', 'auditor', '!', 0, 100);"
        "INSERT INTO audit (id, at, actor, what, record, record_id, why, previous, hash) VALUES "
        "(1, 200, 'x', 'account.password', 'account', 1, '', zeroblob(32), zeroblob(32)), "
        "(2, 300, 'x', 'account.password', 'account', 1, '', zeroblob(32), zeroblob(32)), "
        "(3, 400, 'x', 'account.unlock', 'account', 1, '', zeroblob(32), zeroblob(32))";
    struct folder *f = *state;
    int before = 0;

    while (!strstr(MIGRATIONS_REGISTER[before].name, "sign_in"))
        must(db_script(f->db, MIGRATIONS_REGISTER[before++].sql));
    must(db_script(f->db, SQL_ACCOUNTS));
    must(db_script(f->db, MIGRATIONS_REGISTER[before].sql));
    assert_int_equal(number(f->db, "SELECT first_since FROM account WHERE id = 1"), 300);
    assert_int_equal(number(f->db, "SELECT first_since FROM account WHERE id = 2"), 100);
    assert_int_equal(number(f->db, "SELECT first_since IS NULL FROM account WHERE id = 3"), 1);
    assert_int_equal(number(f->db, "SELECT count(*) FROM account WHERE given_at IS NOT NULL"), 0);
    assert_int_equal(number(f->db, "SELECT value FROM legal_rule WHERE name = 'first_password_days'"), 7);
}

/* The acts of before stand as they stood, with nothing said of appeals; payments still name them. */
static void acts_of_before_keep_what_they_say(void **state)
{
    static const char SQL_ACTS[] =
        "INSERT INTO unit (id, name, name_folded) VALUES (1, 'A', 'a');"
        "INSERT INTO case_file (id, number, unit_id, version, created_at) VALUES (1, '1/2026', 1, 1, 1);"
        "INSERT INTO protection_order (id, case_id, kind, issuer_sealed, number_sealed, paper_blind, "
        "issue_blind, day_blind, decision_date, created_at) VALUES (1, 1, 'UM', x'00', x'00', x'00', x'00', "
        "x'00', '2026-03-03', 1);"
        "INSERT INTO order_act (id, order_id, kind, on_day, start_day, end_day, decision_sealed, "
        "recorded_at) "
        "VALUES (5, 1, 'granted', '2026-03-03', '2026-03-03', '2027-03-03', x'01', 1);"
        "INSERT INTO order_act (id, order_id, kind, on_day, corrects_id, voids, note_sealed, recorded_at) "
        "VALUES (6, 1, 'corrected', '2026-03-04', 5, 1, x'02', 2)";
    struct folder *f = *state;
    int before = 0;

    while (!strstr(MIGRATIONS_REGISTER[before].name, "_acts"))
        must(db_script(f->db, MIGRATIONS_REGISTER[before++].sql));
    must(db_script(f->db, SQL_ACTS));
    must(db_script(f->db, "PRAGMA foreign_keys=OFF"));
    must(db_script(f->db, MIGRATIONS_REGISTER[before].sql));
    must(db_script(f->db, "PRAGMA foreign_keys=ON"));
    must(db_check(f->db));
    assert_int_equal(number(f->db, "SELECT count(*) FROM order_act WHERE id = 5 AND end_day = '2027-03-03' "
                                   "AND decision_sealed = x'01' AND outcome IS NULL AND about_id IS NULL"),
                     1);
    assert_int_equal(number(f->db, "SELECT corrects_id FROM order_act WHERE voids = 1"), 5);
    must_fail(db_exec(f->db, "UPDATE order_act SET end_day = '2029-01-01'", NO_BINDS), ERR_INPUT);
    must_fail(db_exec(f->db, "DELETE FROM order_act", NO_BINDS), ERR_INPUT);
}

/* Orders and acts stand as they stood; the respondents of a file are those of its orders; two orders may have
 * one paper from now on. */
static void orders_keep_what_they_say_beside_what_is_new(void **state)
{
    static const char SQL_ORDERS[] =
        "INSERT INTO unit (id, name, name_folded) VALUES (1, 'Picar', 'picar');"
        "INSERT INTO case_file (id, number, unit_id, created_at, key_id) VALUES (5, '1/2026', 1, 1, 1);"
        "INSERT INTO person (id, first_name_sealed, surname_sealed, name_blind, created_at, key_id) VALUES "
        "(1, x'00', x'00', x'00', 1, 2), (2, x'00', x'00', x'01', 1, 3);"
        "INSERT INTO case_person (id, case_id, person_id, role) VALUES (1, 5, 1, 'protected'), "
        "(2, 5, 2, 'respondent');"
        "INSERT INTO protection_order (id, case_id, kind, issuer_sealed, number_sealed, paper_blind, "
        "issue_blind, "
        "day_blind, decision_date, follows_id, created_at) VALUES (7, 5, 'UMM', x'0A', x'0B', x'01', x'02', "
        "x'03', "
        "'2026-01-02', NULL, 1), (8, 5, 'UM', x'0C', x'0D', x'04', x'05', x'06', '2026-01-20', 7, 1);"
        "INSERT INTO order_person (order_id, person_id) VALUES (7, 1), (8, 1);"
        "INSERT INTO order_act (id, order_id, kind, on_day, start_day, recorded_at) VALUES "
        "(1, 7, 'granted', '2026-01-02', '2026-01-02', 1)";
    struct folder *f = *state;
    int before = 0;

    while (!strstr(MIGRATIONS_REGISTER[before].name, "_paper"))
        must(db_script(f->db, MIGRATIONS_REGISTER[before++].sql));
    must(db_script(f->db, SQL_ORDERS));
    must(db_script(f->db, "PRAGMA foreign_keys=OFF"));
    must(db_script(f->db, MIGRATIONS_REGISTER[before].sql));
    must(db_script(f->db, "PRAGMA foreign_keys=ON"));
    must(db_check(f->db));
    assert_int_equal(number(f->db,
                            "SELECT count(*) FROM protection_order WHERE id = 8 AND follows_id = 7 AND "
                            "issuer_sealed = x'0C' AND day_blind = x'06' AND case_number_sealed IS NULL"),
                     1);
    assert_int_equal(number(f->db, "SELECT count(*) FROM order_respondent WHERE person_id = 2"), 2);
    assert_int_equal(number(f->db, "SELECT count(*) FROM order_person WHERE registered = 1"), 2);
    must(db_script(f->db, "UPDATE protection_order SET paper_blind = x'01' WHERE id = 8"));
}

/* The law's numbers are copied one by one; from then on one may be 0, and none below. */
static void the_numbers_of_the_law_stay_as_they_were(void **state)
{
    struct folder *f = *state;
    int64_t rows, sum;
    int before = 0;

    while (!strstr(MIGRATIONS_REGISTER[before].name, "legal_numbers"))
        must(db_script(f->db, MIGRATIONS_REGISTER[before++].sql));
    must(db_script(f->db, "INSERT INTO legal_rule (id, name, value, source, from_day, until_day) VALUES "
                          "(900, 'um_months', 6, 'VKM', '2026-01-01', '2026-02-01')"));
    rows = number(f->db, "SELECT count(*) FROM legal_rule");
    sum = number(f->db, "SELECT sum(id * value) FROM legal_rule");
    must(db_script(f->db, MIGRATIONS_REGISTER[before].sql));
    assert_int_equal(number(f->db, "SELECT count(*) FROM legal_rule WHERE voided_at IS NULL"), rows);
    assert_int_equal(number(f->db, "SELECT sum(id * value) FROM legal_rule"), sum);
    assert_int_equal(number(f->db, "SELECT count(*) FROM legal_rule WHERE id = 900 AND source = 'VKM' AND "
                                   "from_day = '2026-01-01' AND until_day = '2026-02-01'"),
                     1);
    must(db_script(f->db, "UPDATE legal_rule SET value = 0 WHERE id = 900"));
    must_fail(db_script(f->db, "UPDATE legal_rule SET value = -1 WHERE id = 900"), ERR_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_paid_before_is_paid_after, folder_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(acts_of_before_keep_what_they_say, folder_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(orders_keep_what_they_say_beside_what_is_new, folder_setup,
                                        folder_teardown),
        cmocka_unit_test_setup_teardown(a_given_password_is_as_old_as_the_log_says, folder_setup,
                                        folder_teardown),
        cmocka_unit_test_setup_teardown(the_numbers_of_the_law_stay_as_they_were, folder_setup,
                                        folder_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
