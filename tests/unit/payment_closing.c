/* The month closed, and what is said of payments. 2026-03-10; Elira and Drita are paid 9 000 each for March.
 */
#include "domain/payment/payment_closing.h"

#include <string.h>

#include "domain/payment/payment_bulk.h"
#include "domain/payment/payment_complaint.h"
#include "domain/task/task.h"
#include "support/payroll.h"

#define SAID "nuk i mora, ma ka marrë dikush tjetër"

static int closing_setup(void **state)
{
    if (register_setup(state))
        return -1;
    payroll_open(*state);
    return 0;
}

static int64_t two(struct test_register *r)
{
    struct holder elira, drita;
    int64_t run;

    payroll_entitled(r, "700", "Elira", &elira);
    payroll_entitled(r, "701", "Drita", &drita);
    run = payroll_run(r, "2026-03");
    as_officer(r);
    return run;
}

static void pay(struct test_register *r, int64_t run, int64_t n)
{
    struct line_named lines[] = {{n}};
    const struct payment_bulk in = {.on = r->work.today, .lines = lines, .lines_count = 1};
    struct payment_sum sum;

    must(payment_pay_all(&r->work, run, &in, &sum));
}

static void undo(struct test_register *r, int64_t run, int64_t n)
{
    struct line_named lines[] = {{n}};
    const struct payment_bulk in = {.on = DATE_NONE, .lines = lines, .lines_count = 1};
    struct payment_sum sum;

    must(payment_undo_all(&r->work, run, &in, &sum));
}

static date closed_on(struct test_register *r, int64_t run)
{
    struct payment_run seen;

    must(payment_run_read(&r->work, run, &seen));
    return seen.closed_on;
}

static void what_is_open_is_named(void **state)
{
    struct test_register *r = *state;
    struct payment_closing c;
    int64_t run = two(r), id;

    pay(r, run, 1);
    must(payment_closing_read(&r->work, run, &c));
    assert_int_equal(c.on, DATE_NONE);
    assert_int_equal(closed_on(r, run), DATE_NONE);
    must(payment_close(&r->work, run, r->work.today, &id));
    must(payment_closing_read(&r->work, run, &c));
    assert_true(c.stands);
    assert_int_equal(c.on, r->work.today);
    assert_string_equal(c.by, "Aid Officer");
    assert_int_equal(c.open_count, 1);
    assert_int_equal(c.open[0].n, 2);
    assert_int_equal(closed_on(r, run), r->work.today);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what = 'payment.close' AND why = '1 open'"), 1);
}

/* What is hers is paid also afterwards; an undone note opens the month again. */
static void it_takes_nothing_from_anybody(void **state)
{
    struct test_register *r = *state;
    struct payment_closing c;
    int64_t run = two(r), id;

    pay(r, run, 1);
    must(payment_close(&r->work, run, r->work.today, &id));
    must_refuse(r, payment_close(&r->work, run, r->work.today, &id), ERR_CONFLICT, "already_closed");
    pay(r, run, 2);
    must(payment_closing_read(&r->work, run, &c));
    assert_true(c.stands);
    assert_int_equal(c.open[0].outcome, PAID_OUT);
    undo(r, run, 1);
    must(payment_closing_read(&r->work, run, &c));
    assert_false(c.stands);
    assert_int_equal(closed_on(r, run), DATE_NONE);
    must(payment_close(&r->work, run, r->work.today, &id));
    must(payment_closing_read(&r->work, run, &c));
    assert_int_equal(c.open_count, 1);
    assert_int_equal(c.open[0].n, 1);
}

static void a_day_that_cannot_be_is_refused(void **state)
{
    struct test_register *r = *state;
    int64_t run = two(r), id;

    must_refuse_at(r, payment_close(&r->work, run, DATE_NONE, &id), ERR_INPUT, "required", "on");
    must_refuse_at(r, payment_close(&r->work, run, r->work.today + 1, &id), ERR_INPUT, "in_future", "on");
    must_refuse_at(r, payment_close(&r->work, run, r->work.today - 1, &id), ERR_INPUT, "out_of_order", "on");
    must_refuse(r, payment_close(&r->work, 99, r->work.today, &id), ERR_ABSENT, "no_such_run");
    register_on(r, date_make(2026, 4, 3));
    run = payroll_prepare(r, "2026-04");
    as_officer(r);
    must_refuse(r, payment_close(&r->work, run, r->work.today, &id), ERR_CONFLICT, "not_approved");
    assert_int_not_equal(db_exec(r->db,
                                 "INSERT INTO payment_closing (id, run_id, on_day, recorded_by, recorded_at) "
                                 "VALUES (9, 2, '2026-04-03', 92, 1)",
                                 NO_BINDS),
                         OK);
}

static int64_t on_today(struct test_register *r)
{
    struct task_day day;
    int64_t n = 0;

    as_clerk(r);
    must(task_list(&r->work, &(struct task_filter){0}, &day));
    for (size_t i = 0; i < day.count; i++)
        n += !strcmp(day.tasks[i].what, "payment_complaint");
    as_officer(r);
    return n;
}

static int64_t open_complaints(struct test_register *r, int64_t run)
{
    struct payment_run seen;

    must(payment_run_read(&r->work, run, &seen));
    return seen.complaints;
}

static void a_complaint_is_open_until_it_has_an_outcome(void **state)
{
    struct test_register *r = *state;
    const struct complaint_new said = {.on = r->work.today, .text = SAID};
    struct complaint_answer answer = {
        .outcome = COMPLAINT_REPORTED, .on = r->work.today, .text = "kallëzim nr. 4"};
    struct complaint *list;
    int64_t run = two(r), id;
    size_t count;

    pay(r, run, 1);
    must(complaint_add(&r->work, run, 1, &said, &id));
    assert_int_equal(open_complaints(r, run), 1);
    assert_int_equal(on_today(r), 1);
    register_on(r, date_make(2026, 5, 3));
    assert_int_equal(on_today(r), 1);
    answer.on = date_make(2026, 3, 9);
    must_refuse_at(r, complaint_answer(&r->work, id, &answer), ERR_INPUT, "out_of_order", "on");
    answer.on = r->work.today;
    must(complaint_answer(&r->work, id, &answer));
    must_refuse(r, complaint_answer(&r->work, id, &answer), ERR_CONFLICT, "already_answered");
    assert_int_equal(on_today(r), 0);
    assert_int_equal(open_complaints(r, run), 0);
    must(complaint_list(&r->work, run, 1, 0, &list, &count));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].text, SAID);
    assert_string_equal(list[0].answer, "kallëzim nr. 4");
    assert_int_equal(list[0].outcome, COMPLAINT_REPORTED);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM payment_complaint WHERE instr(text_sealed, 'dikush')"), 0);
    assert_int_equal(register_int(r,
                                  "SELECT count(*) FROM audit WHERE what LIKE 'payment.complaint%' AND why = "
                                  "'line 1'"),
                     2);
}

static void what_was_said_of_a_sealed_file_stays_closed(void **state)
{
    struct test_register *r = *state;
    const struct complaint_new said = {.on = r->work.today, .text = SAID};
    struct complaint *list;
    int64_t run = two(r), id;
    size_t count;

    must(complaint_add(&r->work, run, 1, &said, &id));
    holder_seal(r);
    must(complaint_list(&r->work, run, 1, 0, &list, &count));
    assert_int_equal(count, 1);
    assert_null(list[0].text);
    assert_int_equal(on_today(r), 0);
    as_clerk(r);
    r->work.actor.roles = R_COORDINATOR;
    must_refuse(r, complaint_add(&r->work, run, 1, &said, &id), ERR_DENIED, "sealed_file");
}

static void all_that_is_wrong_is_told_at_once(void **state)
{
    struct test_register *r = *state;
    const struct complaint_new empty = {.on = DATE_NONE};
    int64_t run = two(r), id;

    must_refuse_at(r, complaint_add(&r->work, run, 1, &empty, &id), ERR_INPUT, "required", "on");
    assert_int_equal(r->work.problem.fault_count, 2);
    must_refuse(r, complaint_add(&r->work, run, 9, &empty, &id), ERR_ABSENT, "no_such_line");
    must_refuse(r, complaint_answer(&r->work, 9, &(struct complaint_answer){.outcome = COMPLAINT_PAID}),
                ERR_ABSENT, "no_such_complaint");
}

#define case_of(test) cmocka_unit_test_setup_teardown(test, closing_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(what_is_open_is_named),
        case_of(it_takes_nothing_from_anybody),
        case_of(a_day_that_cannot_be_is_refused),
        case_of(a_complaint_is_open_until_it_has_an_outcome),
        case_of(what_was_said_of_a_sealed_file_stays_closed),
        case_of(all_that_is_wrong_is_told_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
