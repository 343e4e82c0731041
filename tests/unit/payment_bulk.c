/* Many payments at once, and what was noted by mistake undone. 2026-03-10; three persons are paid 9 000 each
 * for March. */
#include "domain/payment/payment_bulk.h"

#include <stdio.h>

#include "base/instant.h"
#include "domain/payment/payment_event.h"
#include "domain/payment/payment_paper.h"
#include "support/payroll.h"

#define LINES 3

static int bulk_setup(void **state)
{
    if (register_setup(state))
        return -1;
    payroll_open(*state);
    return 0;
}

static int64_t approved(struct test_register *r, struct holder h[LINES])
{
    static const char *const NAMES[LINES] = {"Elira", "Drita", "Vjosa"};
    int64_t run;

    for (size_t i = 0; i < LINES; i++) {
        char number[8];

        snprintf(number, sizeof number, "%zu", 700 + i);
        payroll_entitled(r, number, NAMES[i], &h[i]);
    }
    run = payroll_run(r, "2026-03");
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_line"), LINES);
    as_officer(r);
    return run;
}

static struct payment_bulk named(struct test_register *r, struct line_named *lines, size_t count)
{
    return (struct payment_bulk){.on = r->work.today, .lines = lines, .lines_count = count};
}

static int64_t standing(struct test_register *r)
{
    return register_int(r,
                        "SELECT count(*) FROM payment_event e WHERE what = 'paid' AND NOT EXISTS (SELECT 1 "
                        "FROM payment_undo u WHERE u.event_id = e.id)");
}

static void all_are_paid_by_one_act(void **state)
{
    struct test_register *r = *state;
    struct line_named lines[] = {{1}, {2}, {3}};
    struct payment_bulk in = named(r, lines, LINES);
    struct holder h[LINES];
    struct payment_sum sum;
    struct payment_event *events;
    int64_t run = approved(r, h);
    size_t count;

    must(payment_pay_all(&r->work, run, &in, &sum));
    assert_int_equal(sum.lines, 3);
    assert_int_equal(sum.amount, 27000);
    must(payment_event_list(&r->work, run, 2, &events, &count));
    assert_int_equal(count, 1);
    assert_int_equal(events[0].collector, COLLECTOR_SELF);
    assert_int_equal(events[0].on, r->work.today);
    assert_int_equal(register_int(r,
                                  "SELECT count(*) FROM audit WHERE what = 'payment.paid' AND actor = 'aid' "
                                  "AND why LIKE 'line %, collected by: self'"),
                     3);
}

/* The second is paid, the third has died; both are told, and the first is not paid either. */
static void all_faults_are_told_and_nothing_is_half_done(void **state)
{
    struct test_register *r = *state;
    struct line_named lines[] = {{1}, {2}, {3}, {1}, {9}};
    struct payment_bulk in = named(r, lines, 5);
    struct payment_event_new paid;
    struct holder h[LINES];
    struct payment_sum sum;
    int64_t run = approved(r, h), id;
    const struct problem *p = &r->work.problem;

    paid = payroll_herself(r->work.today);
    must(payment_event_add(&r->work, run, 2, &paid, &id));
    must(db_exec(r->db,
                 "UPDATE person SET died_on = '2026-03-09' WHERE id = (SELECT person_id FROM payment_line "
                 "WHERE n = 3)",
                 NO_BINDS));
    must_refuse_at(r, payment_pay_all(&r->work, run, &in, &sum), ERR_INPUT, "line_twice", "lines[3].n");
    assert_int_equal(p->fault_count, 4);
    assert_string_equal(p->faults[1].code, "already_paid");
    assert_string_equal(p->faults[1].field, "lines[1].what");
    assert_string_equal(p->faults[2].code, "deceased");
    assert_string_equal(p->faults[2].field, "lines[2].collector");
    assert_string_equal(p->faults[3].code, "no_such_line");
    assert_string_equal(p->faults[3].field, "lines[4].n");
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_event"), 1);
}

static void a_day_is_asked_once(void **state)
{
    struct test_register *r = *state;
    struct line_named lines[] = {{1}, {2}};
    struct payment_bulk in = named(r, lines, 2);
    struct holder h[LINES];
    struct payment_sum sum;
    int64_t run = approved(r, h);

    in.on = DATE_NONE;
    must_refuse_at(r, payment_pay_all(&r->work, run, &in, &sum), ERR_INPUT, "required", "on");
    in.on = r->work.today;
    in.lines_count = 0;
    must_refuse_at(r, payment_pay_all(&r->work, run, &in, &sum), ERR_INPUT, "required", "lines");
    must_refuse(r, payment_pay_all(&r->work, 99, &in, &sum), ERR_ABSENT, "no_such_run");
}

static void what_a_later_run_takes_back_is_paid_by_itself_only(void **state)
{
    struct test_register *r = *state;
    struct line_named lines[] = {{1}, {2}};
    struct payment_bulk in = named(r, lines, 2);
    struct holder h[LINES];
    struct payment_sum sum;
    int64_t march = approved(r, h);

    as_clerk(r);
    holder_act(r, &h[0], ACT_TERMINATED, date_make(2026, 3, 1));
    register_on(r, date_make(2026, 4, 3));
    (void)payroll_run(r, "2026-04");
    as_officer(r);
    must_refuse_at(r, payment_pay_all(&r->work, march, &in, &sum), ERR_CONFLICT, "reversed", "lines[0].what");
    assert_int_equal(standing(r), 0);
}

static void what_was_noted_by_mistake_is_undone_and_stays_on_record(void **state)
{
    struct test_register *r = *state;
    struct line_named lines[] = {{1}, {2}, {3}};
    struct payment_bulk in = named(r, lines, LINES);
    struct payment_event *events;
    struct holder h[LINES];
    struct payment_sum sum;
    int64_t run = approved(r, h);
    size_t count;

    must(payment_pay_all(&r->work, run, &in, &sum));
    in.lines_count = 2;
    must(payment_undo_all(&r->work, run, &in, &sum));
    assert_int_equal(sum.lines, 2);
    assert_int_equal(standing(r), 1);
    must(payment_event_list(&r->work, run, 1, &events, &count));
    assert_int_equal(count, 1);
    assert_string_equal(events[0].undone_by, "Aid Officer");
    assert_int_equal(events[0].undone_at, r->work.now);
    must_refuse_at(r, payment_undo_all(&r->work, run, &in, &sum), ERR_CONFLICT, "nothing_noted",
                   "lines[0].n");
    must(payment_pay_all(&r->work, run, &in, &sum));
    assert_int_equal(standing(r), 3);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what = 'payment.undone' AND why = 'line 2, paid'"),
        1);
}

/* 22:59 UTC on 10 March is 23:59 in Tirana; a minute later it is the 11th. */
static void undoing_ends_with_the_day(void **state)
{
    struct test_register *r = *state;
    struct line_named lines[] = {{1}};
    struct payment_bulk in = named(r, lines, 1);
    struct holder h[LINES];
    struct payment_sum sum;
    int64_t run = approved(r, h);
    const int64_t midnight = date_midnight(date_make(2026, 3, 11));

    must(payment_pay_all(&r->work, run, &in, &sum));
    register_at(r, midnight);
    must_refuse_at(r, payment_undo_all(&r->work, run, &in, &sum), ERR_CONFLICT, "undo_too_late",
                   "lines[0].n");
    register_at(r, midnight - 60);
    must(payment_undo_all(&r->work, run, &in, &sum));
    assert_int_equal(standing(r), 0);
}

/* Paid, come back, and that was the mistake: it is paid again. */
static void a_return_is_undone_too(void **state)
{
    struct test_register *r = *state;
    struct line_named lines[] = {{1}};
    struct payment_bulk in = named(r, lines, 1);
    struct payment_event_new back = {.what = PAID_BACK, .on = r->work.today, .authorised_on = DATE_NONE};
    struct holder h[LINES];
    struct payment_sum sum;
    int64_t run = approved(r, h), id;

    must(payment_pay_all(&r->work, run, &in, &sum));
    must(payment_event_add(&r->work, run, 1, &back, &id));
    must(payment_undo_all(&r->work, run, &in, &sum));
    must_refuse(r, payment_pay_all(&r->work, run, &in, &sum), ERR_CONFLICT, "already_paid");
    must(payment_undo_all(&r->work, run, &in, &sum));
    must(payment_pay_all(&r->work, run, &in, &sum));
}

static void the_database_undoes_only_what_counts(void **state)
{
    static const char SQL_FIRST[] =
        "INSERT INTO payment_undo (event_id, recorded_by, recorded_at) SELECT min(id), "
        "92, 1 FROM payment_event";
    struct test_register *r = *state;
    struct line_named lines[] = {{1}};
    struct payment_bulk in = named(r, lines, 1);
    struct payment_event_new back = {.what = PAID_BACK, .on = r->work.today, .authorised_on = DATE_NONE};
    struct holder h[LINES];
    struct payment_sum sum;
    int64_t run = approved(r, h), id;

    must(payment_pay_all(&r->work, run, &in, &sum));
    must(payment_event_add(&r->work, run, 1, &back, &id));
    assert_int_not_equal(db_exec(r->db, SQL_FIRST, NO_BINDS), OK); /* the return stands on it */
    must(payment_undo_all(&r->work, run, &in, &sum));
    must(db_exec(r->db, SQL_FIRST, NO_BINDS));
    assert_int_not_equal(db_exec(r->db, SQL_FIRST, NO_BINDS), OK);
    assert_int_not_equal(db_exec(r->db, "DELETE FROM payment_undo", NO_BINDS), OK);
    assert_int_not_equal(db_exec(r->db, "UPDATE payment_undo SET recorded_at = 2", NO_BINDS), OK);
}

/* The list that is printed again has an empty place where she is to sign. */
static void the_paper_forgets_what_was_undone(void **state)
{
    struct test_register *r = *state;
    struct line_named lines[] = {{1}, {2}};
    struct payment_bulk in = named(r, lines, 2);
    struct paysheet_row *rows;
    struct holder h[LINES];
    struct payment_sum sum;
    struct paysheet p;
    int64_t run = approved(r, h);
    size_t count;

    must(payment_pay_all(&r->work, run, &in, &sum));
    in.lines_count = 1;
    must(payment_undo_all(&r->work, run, &in, &sum));
    must(payment_paper_page(&r->work, run, 0, 10, &p, &rows, &count));
    assert_int_equal(rows[0].last, 0);
    assert_int_equal(rows[1].last, PAID_OUT);
}

#define case_of(test) cmocka_unit_test_setup_teardown(test, bulk_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(all_are_paid_by_one_act),
        case_of(all_faults_are_told_and_nothing_is_half_done),
        case_of(a_day_is_asked_once),
        case_of(what_a_later_run_takes_back_is_paid_by_itself_only),
        case_of(what_was_noted_by_mistake_is_undone_and_stays_on_record),
        case_of(undoing_ends_with_the_day),
        case_of(a_return_is_undone_too),
        case_of(the_database_undoes_only_what_counts),
        case_of(the_paper_forgets_what_was_undone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
