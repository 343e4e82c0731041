/* Runs of the monthly payment: who makes them, who approves them, what they hold. 2026-03-10; Elira (1) with
 * an order of the court from 2026-03-01 to 2026-09-30, applied on 2026-03-02; her child Ana (2). */
#include <string.h>

#include "support/holder.h"
#include "support/paper.h"
#include "support/payroll.h"

static int payment_setup(void **state)
{
    if (register_setup(state))
        return -1;
    payroll_open(*state);
    return 0;
}

static void elira(struct test_register *r, struct holder *h)
{
    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), h);
    payroll_apply(r, h->case_id, h->person, date_make(2026, 3, 2));
    assert_int_equal(h->person, 1);
}

static void a_run_pays_the_month_once(void **state)
{
    struct test_register *r = *state;
    struct payment_run run;
    struct holder h;
    int64_t id;

    elira(r, &h);
    id = payroll_prepare(r, "2026-03");
    assert_string_equal(payroll_lines(r, id), "1:2026-03+9000");
    assert_string_equal(payroll_reasons(r, id), "");
    must(payment_run_read(&r->work, id, &run));
    assert_false(run.approved);
    assert_null(run.approved_by);
    assert_string_equal(run.prepared_by, "Aid Officer");
    assert_int_equal(run.month_paid.lines, 1);
    assert_int_equal(run.month_paid.amount, 9000);
    assert_int_equal(run.began, 1);
    assert_int_equal(run.before, DATE_NONE);
    payroll_approve(r, id);
    must(payment_run_read(&r->work, id, &run));
    assert_true(run.approved);
    assert_string_equal(run.approved_by, "Director");
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_standing"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what LIKE 'payment.%'"), 2);
}

static void a_line_says_because_of_what(void **state)
{
    struct test_register *r = *state;
    struct payment_filter f = {.limit = 10};
    struct payment_line *lines;
    struct holder h;
    size_t count;

    elira(r, &h);
    f.run = payroll_prepare(r, "2026-03");
    must(payment_lines(&r->work, &f, &lines, &count));
    assert_int_equal(count, 1);
    assert_string_equal(lines[0].first_name, "Elira");
    assert_null(lines[0].father_name);
    assert_string_equal(lines[0].surname, "Kola");
    assert_int_equal(lines[0].order, h.order);
    assert_int_equal(lines[0].act, register_int(r, "SELECT id FROM order_act WHERE kind = 'granted'"));
    assert_int_equal(lines[0].application, register_int(r, "SELECT id FROM application"));
    assert_string_equal(lines[0].order_number, "14");
    assert_string_equal(lines[0].rule_source, "VKM 597/2019, i ndryshuar");
    assert_int_equal(lines[0].change, CHANGE_NEW);
}

static void the_same_run_twice_is_the_same_byte_for_byte(void **state)
{
    struct test_register *r = *state;
    struct payment_run first, again;
    const char *lines;
    struct holder h;
    int64_t id;

    elira(r, &h);
    id = payroll_prepare(r, "2026-03");
    lines = payroll_lines(r, id);
    must(payment_run_read(&r->work, id, &first));
    register_at(r, REGISTER_NOW + 3600);
    assert_int_equal(payroll_prepare(r, "2026-03"), id);
    must(payment_run_read(&r->work, id, &again));
    assert_string_equal(payroll_lines(r, id), lines);
    assert_memory_equal(first.digest, again.digest, DIGEST_SIZE);
    assert_int_equal(again.prepared_at, first.prepared_at + 3600);
}

static void a_run_made_again_follows_the_register(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    elira(r, &h);
    id = payroll_prepare(r, "2026-03");
    holder_act(r, &h, ACT_TERMINATED, date_make(2026, 3, 1));
    assert_int_equal(payroll_prepare(r, "2026-03"), id);
    assert_string_equal(payroll_lines(r, id), "");
}

static void what_changed_since_stops_the_approval(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    elira(r, &h);
    id = payroll_prepare(r, "2026-03");
    holder_act(r, &h, ACT_TERMINATED, date_make(2026, 3, 1));
    as_director(r);
    must_refuse(r, payment_approve(&r->work, id), ERR_CONFLICT, "run_outdated");
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_run WHERE state = 'approved'"), 0);
}

static void a_month_is_refused_that_cannot_be_prepared(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id = 0;

    elira(r, &h);
    as_officer(r);
    must_refuse_at(r, payment_prepare(&r->work, month_of("2026-04"), &id), ERR_INPUT, "in_future", "month");
    must_refuse_at(r, payment_prepare(&r->work, month_of("2007-05"), &id), ERR_INPUT, "no_rule", "month");
    must(payment_prepare(&r->work, month_of("2026-02"), &id));
    must_refuse_at(r, payment_prepare(&r->work, month_of("2026-03"), &id), ERR_CONFLICT, "run_prepared",
                   "month");
    payroll_approve(r, id);
    as_officer(r);
    must_refuse_at(r, payment_prepare(&r->work, month_of("2026-02"), &id), ERR_CONFLICT, "already_approved",
                   "month");
    must_refuse_at(r, payment_prepare(&r->work, month_of("2026-01"), &id), ERR_CONFLICT, "already_approved",
                   "month");
    r->work.warning_count = 0;
    must(payment_prepare(&r->work, month_of("2026-03"), &id));
    assert_int_equal(r->work.warning_count, 0);
}

static void a_month_without_any_rule_is_refused(void **state)
{
    struct test_register *r = *state;
    int64_t id = 0;

    must(db_script(r->db,
                   "UPDATE benefit_rule SET until_day = '2026-02-28' WHERE service = 'payment' AND id = 5"));
    as_officer(r);
    must_refuse_at(r, payment_prepare(&r->work, month_of("2026-03"), &id), ERR_INPUT, "no_rule", "month");
    must(payment_prepare(&r->work, month_of("2026-02"), &id));
}

static void who_prepared_does_not_approve(void **state)
{
    struct test_register *r = *state;
    int64_t id = payroll_prepare(r, "2026-03");

    as_officer(r);
    must_refuse(r, payment_approve(&r->work, id), ERR_DENIED, "forbidden");
    must(db_script(r->db, "UPDATE account SET role = 'director' WHERE id = 92"));
    must_refuse(r, payment_approve(&r->work, id), ERR_DENIED, "own_run");
    as_director(r);
    must_refuse(r, payment_approve(&r->work, 99), ERR_ABSENT, "no_such_run");
    must_refuse(r, payment_prepare(&r->work, month_of("2026-03"), &id), ERR_DENIED, "forbidden");
    must(payment_approve(&r->work, id));
    must_refuse(r, payment_approve(&r->work, id), ERR_CONFLICT, "already_approved");
}

static void an_account_counts_as_it_is_now(void **state)
{
    struct test_register *r = *state;
    int64_t id = payroll_prepare(r, "2026-03");

    as_director(r);
    must(db_script(r->db, "UPDATE account SET active = 0 WHERE id = 93"));
    must_refuse(r, payment_approve(&r->work, id), ERR_DENIED, "forbidden");
    must(db_script(r->db, "UPDATE account SET active = 1, role = 'coordinator' WHERE id = 93"));
    must_refuse(r, payment_approve(&r->work, id), ERR_DENIED, "forbidden");
    r->work.actor.account = 0; /* the command line without anybody's name */
    must_refuse(r, payment_approve(&r->work, id), ERR_DENIED, "forbidden");
    as_officer(r);
    must(db_script(r->db, "UPDATE account SET active = 0 WHERE id = 92"));
    must_refuse(r, payment_prepare(&r->work, month_of("2026-03"), &id), ERR_DENIED, "forbidden");
    must_refuse(r, payment_drop(&r->work, id), ERR_DENIED, "forbidden");
}

static void a_prepared_run_is_dropped_an_approved_one_stays(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    elira(r, &h);
    id = payroll_prepare(r, "2026-03");
    as_officer(r);
    must(payment_drop(&r->work, id));
    must_refuse(r, payment_drop(&r->work, id), ERR_ABSENT, "no_such_run");
    assert_int_equal(
        register_int(r, "SELECT (SELECT count(*) FROM payment_line) + (SELECT count(*) FROM payment_run)"),
        0);
    id = payroll_run(r, "2026-03");
    as_officer(r);
    must_refuse(r, payment_drop(&r->work, id), ERR_CONFLICT, "already_approved");
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'payment.drop'"), 1);
}

static void what_a_court_takes_back_is_reversed_in_the_next_run(void **state)
{
    struct test_register *r = *state;
    struct payment_run run;
    struct holder h;
    int64_t id;

    elira(r, &h);
    payroll_run(r, "2026-03");
    register_on(r, date_make(2026, 4, 12));
    payroll_run(r, "2026-04");
    register_on(r, date_make(2026, 5, 12));
    holder_act(r, &h, ACT_TERMINATED, date_make(2026, 4, 1));
    id = payroll_run(r, "2026-05");
    assert_string_equal(payroll_lines(r, id), "1:2026-04-9000(ended)");
    assert_string_equal(payroll_reasons(r, id), "1:ended");
    must(payment_run_read(&r->work, id, &run));
    assert_int_equal(run.ended, 1);
    assert_int_equal(run.reversals.amount, -9000);
    register_on(r, date_make(2026, 6, 12));
    id = payroll_run(r, "2026-06");
    assert_string_equal(payroll_lines(r, id), "");
    assert_string_equal(payroll_reasons(r, id), "");
    assert_int_equal(register_int(r, "SELECT sum(amount) FROM payment_line"), 9000);
}

/* A slip of the finger would have everything since then paid once more. */
static void the_first_run_of_all_warns_of_the_past(void **state)
{
    struct test_register *r = *state;
    const int64_t id = payroll_prepare(r, "2026-03");

    assert_false(warned(r, "begins_in_past", "month"));
    as_officer(r);
    must(payment_drop(&r->work, id));
    payroll_prepare(r, "2026-02");
    assert_true(warned(r, "begins_in_past", "month"));
}

static void months_that_were_skipped_are_arrears(void **state)
{
    struct test_register *r = *state;
    struct payment_run run;
    struct holder h;
    int64_t id;

    elira(r, &h);
    payroll_run(r, "2026-03");
    register_on(r, date_make(2026, 6, 12));
    id = payroll_prepare(r, "2026-06");
    assert_true(warned(r, "months_skipped", "month"));
    assert_string_equal(payroll_lines(r, id), "1:2026-04+9000 1:2026-05+9000 1:2026-06+9000");
    must(payment_run_read(&r->work, id, &run));
    assert_int_equal(run.arrears.lines, 2);
    assert_int_equal(run.arrears.amount, 18000);
    assert_int_equal(run.began, 0);
    assert_int_equal(run.before, month_of("2026-03"));
}

static void a_new_amount_for_a_paid_month_takes_the_old_one_back(void **state)
{
    struct test_register *r = *state;
    struct payment_filter f = {.limit = 10, .changed = true};
    struct payment_line *lines;
    struct holder h;
    size_t count;

    elira(r, &h);
    payroll_run(r, "2026-03");
    register_on(r, date_make(2026, 4, 12));
    must(db_script(r->db, "UPDATE benefit_rule SET amount = 10000 WHERE id = 5"));
    f.run = payroll_run(r, "2026-04");
    assert_string_equal(payroll_lines(r, f.run),
                        "1:2026-03-9000(amount_changed) 1:2026-03+10000 1:2026-04+10000");
    must(payment_lines(&r->work, &f, &lines, &count));
    assert_int_equal(count, 3);
    assert_int_equal(lines[0].kind, REVERSAL);
    assert_int_equal(lines[0].reverses_n, 1);
    assert_int_equal(lines[1].change, CHANGE_NONE);
    assert_int_equal(lines[2].change, CHANGE_AMOUNT);
    assert_int_equal(lines[2].before, 9000);
}

static void a_shelter_is_not_named_to_those_who_pay(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    elira(r, &h);
    must(db_script(r->db,
                   "INSERT INTO stay (id, case_id, person_id, from_day) VALUES (1, 1, 1, '2026-02-01')"));
    assert_string_equal(payroll_reasons(r, payroll_prepare(r, "2026-03")), "1:not_payable_period");
}

static void a_sealed_file_is_paid_without_a_name(void **state)
{
    struct test_register *r = *state;
    struct payment_filter f = {.limit = 10};
    struct payment_line *lines;
    struct holder h;
    size_t count;

    elira(r, &h);
    holder_seal(r);
    f.run = payroll_prepare(r, "2026-03");
    as_officer(r);
    must(payment_lines(&r->work, &f, &lines, &count));
    assert_int_equal(lines[0].amount, 9000);
    assert_null(lines[0].first_name);
    assert_null(lines[0].surname);
    assert_null(lines[0].order_number);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'payment.read'"), 1);
}

static void lines_come_page_by_page(void **state)
{
    struct test_register *r = *state;
    struct payment_filter f = {.limit = 2};
    struct payment_line *lines;
    struct holder h;
    size_t count;

    elira(r, &h);
    payroll_run(r, "2026-03");
    register_on(r, date_make(2026, 6, 12));
    f.run = payroll_run(r, "2026-06");
    must(payment_lines(&r->work, &f, &lines, &count));
    assert_int_equal(count, 2);
    f.after = lines[1].n;
    must(payment_lines(&r->work, &f, &lines, &count));
    assert_int_equal(count, 1);
    assert_int_equal(lines[0].n, 3);
    f.run = 99;
    must_refuse(r, payment_lines(&r->work, &f, &lines, &count), ERR_ABSENT, "no_such_run");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, payment_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_run_pays_the_month_once),
        with_register(a_line_says_because_of_what),
        with_register(the_same_run_twice_is_the_same_byte_for_byte),
        with_register(a_run_made_again_follows_the_register),
        with_register(what_changed_since_stops_the_approval),
        with_register(a_month_is_refused_that_cannot_be_prepared),
        with_register(a_month_without_any_rule_is_refused),
        with_register(who_prepared_does_not_approve),
        with_register(an_account_counts_as_it_is_now),
        with_register(a_prepared_run_is_dropped_an_approved_one_stays),
        with_register(what_a_court_takes_back_is_reversed_in_the_next_run),
        with_register(the_first_run_of_all_warns_of_the_past),
        with_register(months_that_were_skipped_are_arrears),
        with_register(a_new_amount_for_a_paid_month_takes_the_old_one_back),
        with_register(a_shelter_is_not_named_to_those_who_pay),
        with_register(a_sealed_file_is_paid_without_a_name),
        with_register(lines_come_page_by_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
