/* Rules by which months are paid: added, refused, superseded; and amounts of the benefit rules. 2026-03-10.
 */
#include "domain/payment/payment_rule.h"

#include "domain/payment/rule.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/payroll.h"

static struct payment_rule by_days(date from)
{
    return (struct payment_rule){
        .part = PART_DAYS, .first = FIRST_NEXT, .source = "VKM 7/2026", .from = from};
}

static void a_rule_follows_the_one_before(void **state)
{
    struct test_register *r = *state;
    struct payment_rule in = by_days(date_make(2026, 5, 1)), *rules;
    size_t count;
    int64_t id;

    must(payment_rule_add(&r->work, &in, &id));
    assert_int_equal(r->work.warning_count, 0);
    must(payment_rules_load(&r->work, &rules, &count));
    assert_int_equal(count, 2);
    assert_int_equal(rules[0].until, date_make(2026, 4, 30));
    assert_int_equal(rules[1].id, id);
    assert_int_equal(rules[1].part, PART_DAYS);
    assert_int_equal(rules[1].first, FIRST_NEXT);
    assert_int_equal(rules[1].until, DATE_OPEN);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'payment_rule.add'"), 1);
}

static void a_mistake_is_put_right_on_its_own_day(void **state)
{
    struct test_register *r = *state;
    struct payment_rule in = by_days(date_make(2026, 5, 1)), *rules;
    size_t count;
    int64_t id;

    must(payment_rule_add(&r->work, &in, &id));
    in.part = PART_WHOLE;
    must(payment_rule_add(&r->work, &in, &id));
    must(payment_rules_load(&r->work, &rules, &count));
    assert_int_equal(payment_rule_on(rules, count, date_make(2026, 5, 1))->id, id);
    assert_int_equal(payment_rule_on(rules, count, date_make(2026, 4, 1))->id, 1);
}

static void a_rule_is_refused_that_cannot_hold(void **state)
{
    struct test_register *r = *state;
    struct payment_rule in = by_days(date_make(2026, 5, 2));
    int64_t id;

    must_refuse_at(r, payment_rule_add(&r->work, &in, &id), ERR_INPUT, "not_month_first", "from");
    in.from = DATE_NONE;
    must_refuse_at(r, payment_rule_add(&r->work, &in, &id), ERR_INPUT, "required", "from");
    in = by_days(date_make(2007, 5, 1));
    must_refuse_at(r, payment_rule_add(&r->work, &in, &id), ERR_CONFLICT, "rule_overlaps", "from");
    in.source = " ";
    must_refuse_at(r, payment_rule_add(&r->work, &in, &id), ERR_INPUT, "required", "source");
}

static void a_rule_of_the_past_moves_what_was_paid(void **state)
{
    struct test_register *r = *state;
    struct payment_rule in = by_days(date_make(2026, 3, 1));
    struct holder h;
    int64_t id;

    payroll_open(r);
    holder_make(r, date_make(2026, 3, 1), date_make(2026, 4, 15), &h);
    payroll_apply(r, h.case_id, h.person, date_make(2026, 3, 2));
    payroll_run(r, "2026-03");
    register_on(r, date_make(2026, 4, 15));
    in.first = FIRST_FILING;
    in.from = date_make(2026, 4, 1);
    must(payment_rule_add(&r->work, &in, &id));
    assert_true(warned(r, "in_past", "from"));
    assert_string_equal(payroll_lines(r, payroll_prepare(r, "2026-04")), "1:2026-04+4500");
    in.from = date_make(2026, 4, 1);
    in.first = FIRST_NEXT;
    must(payment_rule_add(&r->work, &in, &id));
    assert_string_equal(payroll_lines(r, payroll_prepare(r, "2026-04")),
                        "1:2026-04+4500"); /* filed in March */
}

/* April was left out and is paid late, by the run of May: both rest on their rules. */
static void a_rule_that_arrears_rest_on_is_not_voided(void **state)
{
    struct test_register *r = *state;
    struct payment_rule in = by_days(date_make(2026, 4, 1));
    int64_t april, may, june;
    struct holder h;

    payroll_open(r);
    holder_make(r, date_make(2026, 3, 1), date_make(2026, 6, 15), &h);
    payroll_apply(r, h.case_id, h.person, date_make(2026, 3, 2));
    payroll_run(r, "2026-03");
    in.first = FIRST_FILING;
    must(payment_rule_add(&r->work, &in, &april));
    in.part = PART_WHOLE;
    in.from = date_make(2026, 5, 1);
    must(payment_rule_add(&r->work, &in, &may));
    in.from = date_make(2026, 6, 1);
    must(payment_rule_add(&r->work, &in, &june));
    register_on(r, date_make(2026, 5, 15));
    assert_string_equal(payroll_lines(r, payroll_run(r, "2026-05")), "1:2026-04+9000 1:2026-05+9000");
    must_refuse(r, payment_rule_void(&r->work, april), ERR_CONFLICT, "rule_relied_on");
    must_refuse(r, payment_rule_void(&r->work, may), ERR_CONFLICT, "rule_relied_on");
    must(payment_rule_void(&r->work, june));
    must_refuse(r, payment_rule_void(&r->work, june), ERR_CONFLICT, "already_voided");
}

/* The amounts themselves: never below nothing, never two at once, old lekë are asked about. */
static void amounts_are_checked(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule in = {.service = SV_PAYMENT,
                              .source = "VKM 8/2026",
                              .kinds = ORDER_UM,
                              .who = ROLE_PROTECTED,
                              .amount = -1,
                              .from = date_make(2026, 6, 1),
                              .until = DATE_OPEN};
    int64_t id, persons;

    must_refuse_at(r, rule_add(&r->work, &in, &id, &persons), ERR_INPUT, "out_of_range", "amount");
    in.amount = 90000;
    must(rule_add(&r->work, &in, &id, &persons));
    assert_true(warned(r, "amount_odd", "amount"));
    in.from = date_make(2026, 5, 1);
    must_refuse_at(r, rule_add(&r->work, &in, &id, &persons), ERR_CONFLICT, "rule_overlaps", "from");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_rule_follows_the_one_before),
        with_register(a_mistake_is_put_right_on_its_own_day),
        with_register(a_rule_is_refused_that_cannot_hold),
        with_register(a_rule_of_the_past_moves_what_was_paid),
        with_register(a_rule_that_arrears_rest_on_is_not_voided),
        with_register(amounts_are_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
