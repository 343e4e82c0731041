/* "Not now, call me": between the list and the counter. 2026-03-10; Elira is paid 9 000 for March, Drita too.
 */
#include "domain/payment/coordinator_hold.h"

#include <string.h>

#include "domain/payment/payment_bulk.h"
#include "domain/payment/payment_event.h"
#include "domain/payment/payment_line.h"
#include "domain/payment/payment_paper.h"
#include "domain/task/task.h"
#include "support/paper.h"
#include "support/payroll.h"

#define REASON "ka dalë nga banesa, ai pret te sporteli"

static int hold_setup(void **state)
{
    if (register_setup(state))
        return -1;
    payroll_open(*state);
    return 0;
}

static err place(struct test_register *r, const struct holder *h, const char *phone)
{
    const struct coordinator_hold_new in = {.reason = REASON, .phone = phone};
    int64_t id;
    err e;

    as_clerk(r);
    e = coordinator_hold_place(&r->work, h->case_id, h->person, &in, &id);
    return e;
}

static err lift(struct test_register *r, const struct holder *h)
{
    int64_t id;

    as_clerk(r);
    return coordinator_hold_lift(&r->work, h->case_id, h->person, "fola me të", &id);
}

static err pay(struct test_register *r, int64_t run, int64_t n)
{
    const struct payment_event_new in = payroll_herself(r->work.today);
    int64_t id;

    as_officer(r);
    return payment_event_add(&r->work, run, n, &in, &id);
}

static void two(struct test_register *r, struct holder *elira, struct holder *drita)
{
    payroll_entitled(r, "700", "Elira", elira);
    payroll_entitled(r, "701", "Drita", drita);
}

static void nothing_is_handed_out_until_it_is_lifted(void **state)
{
    struct test_register *r = *state;
    struct holder elira, drita;
    int64_t run;

    two(r, &elira, &drita);
    run = payroll_run(r, "2026-03");
    must(place(r, &elira, "069 123 4567"));
    must_refuse(r, place(r, &elira, NULL), ERR_CONFLICT, "already_on_hold");
    must_refuse_at(r, pay(r, run, 1), ERR_CONFLICT, "on_hold", "what");
    assert_null(strstr(r->work.problem.detail, "ai pret"));
    must(pay(r, run, 2));
    must(lift(r, &elira));
    must_refuse(r, lift(r, &elira), ERR_CONFLICT, "not_on_hold");
    must(pay(r, run, 1));
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what IN ('case.payment_hold', 'case.payment_lift') "
                        "AND case_id IS NOT NULL AND coalesce(why, '') NOT LIKE '%banes%'"),
        2);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM payment_hold WHERE instr(reason_sealed, 'banesa')"), 0);
}

/* Forty at once: the one that waits stops the act, and is named. */
static void a_bulk_act_names_the_line_that_waits(void **state)
{
    struct test_register *r = *state;
    struct line_named lines[] = {{1}, {2}};
    struct payment_bulk in = {.on = r->work.today, .lines = lines, .lines_count = 2};
    struct holder elira, drita;
    struct payment_sum sum;
    int64_t run;

    two(r, &elira, &drita);
    run = payroll_run(r, "2026-03");
    must(place(r, &drita, NULL));
    as_officer(r);
    must_refuse_at(r, payment_pay_all(&r->work, run, &in, &sum), ERR_CONFLICT, "on_hold", "lines[1].what");
    in.lines_count = 1;
    must(payment_pay_all(&r->work, run, &in, &sum));
}

/* Placed before there is a run, and it outlives the month: what is due stays due, March and April. */
static void it_stands_before_the_run_and_behind_its_month(void **state)
{
    struct test_register *r = *state;
    struct holder elira, drita;
    int64_t march, april;

    two(r, &elira, &drita);
    must(place(r, &elira, NULL));
    march = payroll_run(r, "2026-03");
    must_refuse(r, pay(r, march, 1), ERR_CONFLICT, "on_hold");
    register_on(r, date_make(2026, 4, 3));
    april = payroll_run(r, "2026-04");
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_line WHERE kind = 'payment'"), 4);
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_held"), 0);
    must_refuse(r, pay(r, april, 1), ERR_CONFLICT, "on_hold");
    must(lift(r, &elira));
    must(pay(r, march, 1));
    must(pay(r, april, 1));
}

/* Whoever is first has it; the other is told. The database holds it against both. */
static void one_is_first_and_the_other_is_told(void **state)
{
    static const char SQL_PAY[] =
        "INSERT INTO payment_event (id, run_id, n, what, on_day, collector, recorded_by, "
        "recorded_at) VALUES (77, 1, 1, 'paid', '2026-03-10', 'self', 92, 1)";
    static const char SQL_BACK[] = "INSERT INTO payment_event (id, run_id, n, what, on_day, recorded_by, "
                                   "recorded_at) VALUES (78, 1, 2, 'returned', '2026-03-10', 92, 1)";
    struct test_register *r = *state;
    struct holder elira, drita;
    int64_t run;

    two(r, &elira, &drita);
    run = payroll_run(r, "2026-03");
    must(pay(r, run, 2));
    r->work.warning_count = 0;
    must(place(r, &elira, NULL));
    assert_int_equal(r->work.warning_count, 0);
    must(place(r, &drita, NULL));
    assert_true(warned(r, "paid_already", "person"));
    assert_int_not_equal(db_exec(r->db, SQL_PAY, NO_BINDS), OK);
    must(db_exec(r->db, SQL_BACK, NO_BINDS)); /* what comes back is noted all the same */
}

static void only_a_coordinator_places_and_lifts_it(void **state)
{
    const struct coordinator_hold_new in = {.reason = REASON};
    struct test_register *r = *state;
    struct holder elira, drita;
    int64_t id;

    two(r, &elira, &drita);
    as_officer(r);
    must_refuse(r, coordinator_hold_place(&r->work, elira.case_id, elira.person, &in, &id), ERR_DENIED,
                "forbidden");
    must(place(r, &elira, NULL));
    as_officer(r);
    must_refuse(r, coordinator_hold_lift(&r->work, elira.case_id, elira.person, "x", &id), ERR_DENIED,
                "forbidden");
    as_clerk(r);
    must_refuse(r, coordinator_hold_place(&r->work, drita.case_id, elira.person, &in, &id), ERR_INPUT,
                "not_in_file");
    must_refuse_at(r, coordinator_hold_lift(&r->work, elira.case_id, elira.person, NULL, &id), ERR_INPUT,
                   "required", "reason");
    holder_seal(r);
    must_refuse(r, coordinator_hold_lift(&r->work, elira.case_id, elira.person, "x", &id), ERR_DENIED,
                "sealed_file");
}

/* The office has a name and a telephone, and no word of why. */
static void the_office_sees_whom_to_call(void **state)
{
    struct test_register *r = *state;
    struct payment_line *lines;
    struct payment_run run;
    struct holder elira, drita;
    size_t count;
    int64_t id;

    two(r, &elira, &drita);
    id = payroll_run(r, "2026-03");
    must(place(r, &elira, "069 123 4567"));
    must(lift(r, &elira));
    must(place(r, &elira, NULL)); /* as said before */
    as_officer(r);
    must(payment_lines(&r->work, &(struct payment_filter){.run = id, .limit = 10}, &lines, &count));
    assert_string_equal(lines[0].phone, "069 123 4567");
    assert_non_null(lines[0].call);
    assert_null(lines[1].call);
    must(payment_run_read(&r->work, id, &run));
    assert_int_equal(run.open, 2);
    assert_int_equal(run.on_hold, 1);
    must(pay(r, id, 2));
    must(payment_run_read(&r->work, id, &run));
    assert_int_equal(run.open, 1);
}

static void the_paper_says_whom_to_call_and_no_more(void **state)
{
    static const char *const FEW[] = {"surname", "amount"};
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf csv = {0};
    CLEANUP(buf_free) struct buf narrow = {0};
    struct holder elira, drita;
    int64_t id;

    two(r, &elira, &drita);
    id = payroll_run(r, "2026-03");
    must(place(r, &elira, NULL));
    as_officer(r);
    must(payment_paper_csv(&r->work, id, &csv));
    assert_non_null(strstr(csv.data, "9000;;;thirrni koordinatorin\r\n2;"));
    assert_null(strstr(csv.data, "banesa"));
    must(paper_columns_write(&r->work, FEW, 2, NULL, 0));
    must(payment_paper_csv(&r->work, id, &narrow));
    assert_non_null(strstr(narrow.data, "Kola (thirrni koordinatorin);9000\r\nKola;9000"));
}

static int64_t on_today(struct test_register *r)
{
    struct task_day day;
    int64_t n = 0;

    as_clerk(r);
    must(task_list(&r->work, &(struct task_filter){0}, &day));
    for (size_t i = 0; i < day.count; i++)
        n += !strcmp(day.tasks[i].what, "payment_hold");
    return n;
}

static void it_stays_on_the_coordinators_day(void **state)
{
    struct test_register *r = *state;
    struct file_payments p;
    struct holder elira, drita;

    two(r, &elira, &drita);
    (void)payroll_run(r, "2026-03");
    assert_int_equal(on_today(r), 0);
    must(place(r, &elira, "069 123 4567"));
    assert_int_equal(on_today(r), 1);
    must(file_payments_read(&r->work, elira.case_id, &p));
    assert_int_equal(p.payment_count, 1);
    assert_int_equal(p.payments[0].amount, 9000);
    assert_int_equal(p.hold_count, 1);
    assert_string_equal(p.holds[0].reason, REASON);
    assert_string_equal(p.phone, "069 123 4567");
    register_on(r, date_make(2026, 5, 3));
    assert_int_equal(on_today(r), 1);
    must(lift(r, &elira));
    assert_int_equal(on_today(r), 0);
    must(place(r, &elira, NULL));
    holder_seal(r);
    assert_int_equal(on_today(r), 0); /* for those alone to whom the file is entrusted */
}

#define case_of(test) cmocka_unit_test_setup_teardown(test, hold_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(nothing_is_handed_out_until_it_is_lifted),      case_of(a_bulk_act_names_the_line_that_waits),
        case_of(it_stands_before_the_run_and_behind_its_month), case_of(one_is_first_and_the_other_is_told),
        case_of(only_a_coordinator_places_and_lifts_it),        case_of(the_office_sees_whom_to_call),
        case_of(the_paper_says_whom_to_call_and_no_more),       case_of(it_stays_on_the_coordinators_day),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
