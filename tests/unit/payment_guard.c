/* What the database refuses whoever asks: each statement below goes past the program, straight to the tables.
 * 2026-03-10; one approved run of 2026-02 with one payment (person 1), a prepared one of 2026-03. Accounts:
 * 92 and 94 aid officers, 93 and 95 directors. */
#include "support/holder.h"
#include "support/payroll.h"

static const char SQL_MORE[] =
    "INSERT INTO account (id, name, full_name, role, password_hash, created_at) VALUES "
    "(94, 'aid2', 'Second Officer', 'aid_officer', '!', 1), (95, 'director2', 'Second Director', 'director', "
    "'!', 1)";

static int guard_setup(void **state)
{
    struct test_register *r;
    struct holder h;

    if (register_setup(state))
        return -1;
    r = *state;
    payroll_open(r);
    must(db_script(r->db, SQL_MORE));
    holder_make(r, date_make(2026, 2, 1), date_make(2026, 9, 30), &h);
    payroll_apply(r, h.case_id, h.person, date_make(2026, 2, 2));
    assert_int_equal(payroll_run(r, "2026-02"), 1);
    assert_int_equal(payroll_prepare(r, "2026-03"), 2);
    return 0;
}

static void refused(struct test_register *r, const char *const *statements, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (db_script(r->db, statements[i]) == OK)
            fail_msg("the database let pass: %s", statements[i]);
}
#define refused_all(r, list) refused((r), (list), sizeof(list) / sizeof((list)[0]))

#define STANDING "INTO payment_standing (person_id, month, run_id, n) VALUES "
#define APPROVED "UPDATE payment_run SET state = 'approved', "
#define REPLACING                                                                                            \
    "INSERT OR REPLACE INTO payment_run (id, month, state, prepared_by, prepared_at, digest) VALUES "

static void nobody_approves_his_own_run(void **state)
{
    static const char *const TRIED[] = {
        "UPDATE payment_run SET state = 'approved', approved_by = 92, approved_at = 1 WHERE id = 2",
        "UPDATE payment_run SET state = 'approved' WHERE id = 2",
        "UPDATE payment_run SET state = 'approved', approved_by = NULL, approved_at = 1 WHERE id = 2",
        "UPDATE payment_run SET state = 'approved', approved_by = 93 WHERE id = 2",
        "UPDATE payment_run SET approved_by = 93, approved_at = 1 WHERE id = 2",
        /* the preparer changed in the same breath */
        APPROVED "prepared_by = 94, approved_by = 92, approved_at = 1 WHERE id = 2",
        APPROVED "approved_by = 93, approved_at = 1, digest = zeroblob(32) WHERE id = 2",
    };
    struct test_register *r = *state;

    refused_all(r, TRIED);
    must(db_script(r->db, "UPDATE account SET role = 'director' WHERE id = 92"));
    refused_all(r, TRIED);
}

static void only_an_active_director_approves(void **state)
{
    static const char *const TRIED[] = {
        "UPDATE payment_run SET state = 'approved', approved_by = 94, approved_at = 1 WHERE id = 2",
        "UPDATE payment_run SET state = 'approved', approved_by = 1, approved_at = 1 WHERE id = 2",
        "UPDATE payment_run SET state = 'approved', approved_by = 4711, approved_at = 1 WHERE id = 2",
        "UPDATE payment_run SET state = 'approved', approved_by = 95, approved_at = 1 WHERE id = 2",
    };
    struct test_register *r = *state;

    must(db_script(r->db, "UPDATE account SET active = 0 WHERE id = 95"));
    refused_all(r, TRIED);
    must(db_script(r->db, "UPDATE account SET active = 1, role = 'coordinator' WHERE id = 95"));
    refused_all(r, TRIED);
    must(db_script(r->db, "UPDATE account SET role = 'director' WHERE id = 95"));
    must(db_script(r->db, TRIED[3]));
}

static void only_an_active_aid_officer_prepares(void **state)
{
    static const char *const TRIED[] = {
        "UPDATE payment_run SET prepared_by = 93 WHERE id = 2",
        "UPDATE payment_run SET prepared_by = 94 WHERE id = 2",
        "UPDATE payment_run SET prepared_by = 4711 WHERE id = 2",
    };
    struct test_register *r = *state;

    must(db_script(r->db, "UPDATE account SET active = 0 WHERE id = 94"));
    refused_all(r, TRIED);
    must(db_script(r->db, "UPDATE account SET active = 1 WHERE id = 94"));
    must(db_script(r->db, TRIED[1]));
}

static void a_run_begins_prepared_in_the_order_of_months(void **state)
{
#define BEGIN                                                                                                \
    "INSERT INTO payment_run (id, month, state, prepared_by, prepared_at, approved_by, approved_at, "        \
    "digest) VALUES "
    static const char *const TRIED[] = {
        BEGIN "(3, '2026-05-01', 'approved', 92, 1, 93, 1, zeroblob(32))",
        BEGIN "(3, '2026-02-01', 'prepared', 92, 1, NULL, NULL, zeroblob(32))",
        BEGIN "(3, '2026-01-01', 'prepared', 92, 1, NULL, NULL, zeroblob(32))",
        BEGIN "(3, '2026-05-01', 'prepared', 93, 1, NULL, NULL, zeroblob(32))",
        BEGIN "(3, '2026-05-02', 'prepared', 92, 1, NULL, NULL, zeroblob(32))",
        BEGIN "(3, '2026-05-01', 'prepared', 92, 1, NULL, NULL, zeroblob(32))", /* one waits already */
        REPLACING "(1, '2026-05-01', 'prepared', 92, 1, zeroblob(32))",
        "UPDATE payment_run SET month = '2026-04-01' WHERE id = 2",
        "UPDATE payment_run SET id = 7 WHERE id = 2",
    };

    refused_all(*state, TRIED);
}

static void an_approved_run_is_frozen(void **state)
{
#define LINE                                                                                                 \
    "INTO payment_line (run_id, n, kind, person_id, month, amount, order_id, act_id, rule_id, "              \
    "reverses_run, reverses_n, "                                                                             \
    "why) VALUES "
    static const char *const TRIED[] = {
        "UPDATE payment_run SET approved_at = 2 WHERE id = 1",
        "UPDATE payment_run SET state = 'prepared', approved_by = NULL, approved_at = NULL WHERE id = 1",
        "UPDATE payment_run SET approved_by = 95 WHERE id = 1",
        "UPDATE payment_run SET digest = zeroblob(32) WHERE id = 1",
        "DELETE FROM payment_run WHERE id = 1",
        "DELETE FROM payment_line WHERE run_id = 1",
        "DELETE FROM payment_reason WHERE run_id = 1; INSERT INTO payment_reason VALUES (1, 2, 'ended')",
        "UPDATE payment_line SET amount = 1 WHERE run_id = 1",
        "UPDATE payment_line SET run_id = 2, n = 9 WHERE run_id = 1",
        "INSERT " LINE "(1, 2, 'payment', 2, '2026-02-01', 9000, 1, 1, 5, NULL, NULL, NULL)",
        "INSERT OR REPLACE " LINE "(1, 1, 'payment', 1, '2026-02-01', 1, 1, 1, 5, NULL, NULL, NULL)",
        "DELETE FROM payment_standing",
        "UPDATE payment_standing SET month = '2026-01-01'",
        "INSERT " STANDING " (2, '2026-02-01', 1, 1)",
        "INSERT OR REPLACE " STANDING "(1, '2026-02-01', 1, 1)",
        "DELETE FROM account WHERE id = 93",
    };

    refused_all(*state, TRIED);
}

static void lines_are_what_they_say(void **state)
{
    static const char *const TRIED[] = {
        "UPDATE payment_line SET amount = 1 WHERE run_id = 2", /* replaced, never edited */
        "INSERT " LINE "(2, 9, 'payment', 2, '2026-03-01', -1, 1, 1, 5, NULL, NULL, NULL)",
        "INSERT " LINE "(2, 9, 'payment', 2, '2026-03-01', 0, 1, 1, 5, NULL, NULL, NULL)",
        "INSERT " LINE "(2, 9, 'payment', 2, '2026-03-01', 90.5, 1, 1, 5, NULL, NULL, NULL)",
        "INSERT " LINE
        "(2, 9, 'payment', 2, '2026-04-01', 9000, 1, 1, 5, NULL, NULL, NULL)", /* after the run's */
        "INSERT " LINE
        "(2, 9, 'payment', 1, '2026-03-01', 9000, 1, 1, 5, NULL, NULL, NULL)", /* twice in one run */
        "INSERT " LINE "(2, 9, 'reversal', 1, '2026-02-01', -9000, 1, 1, 5, NULL, NULL, 'ended')",
        "INSERT " LINE "(2, 9, 'reversal', 1, '2026-02-01', -9000, 1, 1, 5, 1, 1, NULL)",
        "INSERT " LINE "(2, 9, 'reversal', 1, '2026-02-01', -5000, 1, 1, 5, 1, 1, 'ended')",
        "INSERT " LINE "(2, 9, 'reversal', 2, '2026-02-01', -9000, 1, 1, 5, 1, 1, 'ended')",
        "INSERT " LINE "(2, 9, 'reversal', 1, '2026-03-01', -9000, 1, 1, 5, 2, 1, 'ended')",
        "INSERT " LINE "(2, 9, 'payment', 99, '2026-03-01', 9000, 1, 1, 5, NULL, NULL, NULL)",
    };
    struct test_register *r = *state;

    refused_all(r, TRIED);
    must(db_script(r->db,
                   "INSERT " LINE "(2, 9, 'reversal', 1, '2026-02-01', -9000, 1, 1, 5, 1, 1, 'ended')"));
    refused_all(r, (const char *const[]){
                       "INSERT " LINE "(2, 10, 'reversal', 1, '2026-02-01', -9000, 1, 1, 5, 1, 1, 'ended')"});
}

/* A line for a month that is paid slips into the prepared run: the approval itself fails, whole. */
static void no_month_of_a_person_is_paid_twice(void **state)
{
    static const char *const TRIED[] = {
        "UPDATE payment_run SET state = 'approved', approved_by = 93, approved_at = 1 WHERE id = 2",
        "UPDATE OR REPLACE payment_run SET state = 'approved', approved_by = 93, approved_at = 1",
        "UPDATE OR IGNORE payment_run SET state = 'approved', approved_by = 93, approved_at = 1 WHERE id = 2",
    };
    struct test_register *r = *state;

    must(db_script(r->db,
                   "INSERT " LINE "(2, 9, 'payment', 1, '2026-02-01', 9000, 1, 1, 5, NULL, NULL, NULL)"));
    refused_all(r, TRIED);
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_run WHERE state = 'approved'"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_standing"), 1);
}

/* Lines changed behind the program's back: what the director approves would not be what is due. */
static void a_line_slipped_in_or_out_stops_the_approval(void **state)
{
    static const char *const SLIPPED[] = {
        "INSERT " LINE "(2, 9, 'payment', 2, '2026-03-01', 9000, 1, 1, 5, NULL, NULL, NULL)",
        "DELETE FROM payment_line WHERE run_id = 2",
        "UPDATE payment_run SET digest = zeroblob(32) WHERE id = 2",
    };
    struct test_register *r = *state;

    for (size_t i = 0; i < sizeof SLIPPED / sizeof SLIPPED[0]; i++) {
        must(db_script(r->db, SLIPPED[i]));
        as_director(r);
        must_refuse(r, payment_approve(&r->work, 2), ERR_CONFLICT, "run_outdated");
        payroll_prepare(r, "2026-03");
    }
    payroll_approve(r, 2);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, guard_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(nobody_approves_his_own_run),
        with_register(only_an_active_director_approves),
        with_register(only_an_active_aid_officer_prepares),
        with_register(a_run_begins_prepared_in_the_order_of_months),
        with_register(an_approved_run_is_frozen),
        with_register(lines_are_what_they_say),
        with_register(no_month_of_a_person_is_paid_twice),
        with_register(a_line_slipped_in_or_out_stops_the_approval),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
