/* What an act would reclaim, told before it is recorded; and the act that the line names which takes it back.
 * Elira, 9000 lekë a month (VKM 597/2019 from 2022 on), is paid for March and April 2026. */
#include "domain/payment/act_reclaim.h"

#include "domain/order/act_record.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/payroll.h"

static void two_months(struct test_register *r, struct holder *h)
{
    payroll_open(r);
    holder_make(r, date_make(2026, 3, 1), DATE_NONE, h);
    (void)payroll_apply(r, h->case_id, h->person, date_make(2026, 3, 2));
    (void)payroll_run(r, "2026-03");
    register_on(r, date_make(2026, 4, 15));
    (void)payroll_run(r, "2026-04");
    register_on(r, date_make(2026, 4, 20));
    r->work.warning_count = 0;
}

static struct act_new ended(struct test_register *r, const struct holder *h, date effective)
{
    return (struct act_new){.version = file_version(r, h->case_id),
                            .kind = ACT_TERMINATED,
                            .on = r->work.today,
                            .start = DATE_NONE,
                            .end = DATE_NONE,
                            .effective = effective,
                            .decision = "77"};
}

static struct reclaim reclaimed(struct test_register *r, const struct holder *h, date effective)
{
    const struct act_new in = ended(r, h, effective);
    struct reclaim sum = {.months = -1};

    must(act_reclaim(&r->work, h->order, &in, &sum));
    return sum;
}

/* A day to each side of the first of each month: one payable day pays the month. */
static void an_act_says_how_much_it_reclaims(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    two_months(r, &h);
    assert_int_equal(reclaimed(r, &h, date_make(2026, 4, 2)).months, 0);
    assert_int_equal(reclaimed(r, &h, date_make(2026, 4, 1)).months, 1);
    assert_int_equal(reclaimed(r, &h, date_make(2026, 4, 1)).amount, 9000);
    assert_int_equal(reclaimed(r, &h, date_make(2026, 3, 2)).amount, 9000);
    assert_int_equal(reclaimed(r, &h, date_make(2026, 3, 1)).amount, 18000);
    assert_int_equal(reclaimed(r, &h, date_make(2026, 3, 1)).months, 2);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act WHERE kind = 'terminated'"), 0);
    assert_int_equal(r->work.warning_count, 0);
}

/* What the next run takes back anyway is not told again: her death at the end of March reclaims April. */
static void only_what_it_adds_is_told(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    two_months(r, &h);
    must(db_exec(r->db, "UPDATE person SET died_on = '2026-03-31' WHERE id = :id",
                 BINDS(INT(":id", h.person))));
    assert_int_equal(reclaimed(r, &h, date_make(2026, 3, 1)).amount, 9000);
    assert_int_equal(reclaimed(r, &h, date_make(2026, 4, 1)).amount, 0);
}

static void the_line_names_the_act_that_ended_it(void **state)
{
    struct test_register *r = *state;
    struct act_new in;
    struct holder h;
    int64_t id, version, run;

    two_months(r, &h);
    in = ended(r, &h, date_make(2026, 4, 1));
    must(act_record(&r->work, h.order, &in, &id, &version));
    register_on(r, date_make(2026, 5, 15));
    run = payroll_run(r, "2026-05");
    assert_string_equal(payroll_lines(r, run),
                        arena_format(&r->arena, "%lld:2026-04-9000(ended)", (long long)h.person));
    assert_int_equal(register_int(r, "SELECT act_id FROM payment_line WHERE kind = 'reversal'"), id);
}

static void before_the_first_run_nothing_is_reclaimed(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    payroll_open(r);
    holder_make(r, date_make(2026, 3, 1), DATE_NONE, &h);
    (void)payroll_apply(r, h.case_id, h.person, date_make(2026, 3, 2));
    assert_int_equal(reclaimed(r, &h, date_make(2026, 3, 1)).months, 0);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(an_act_says_how_much_it_reclaims),
        with_register(only_what_it_adds_is_told),
        with_register(the_line_names_the_act_that_ended_it),
        with_register(before_the_first_run_nothing_is_reclaimed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
