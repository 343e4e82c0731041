/* What is paid once beside a month. Elira, 9000 lekë a month (VKM 597/2019 from 2022 on), is paid for April
 * 2026; the council decides 5000 lekë, once, for May (VKB 30/2026). */
#include "domain/payment/one_off.h"

#include <string.h>

#include "domain/order/act_record.h"
#include "domain/payment/act_reclaim.h"
#include "domain/payment/budget.h"
#include "domain/payment/payment_event.h"
#include "domain/payment/payment_held.h"
#include "domain/payment/payment_paper.h"
#include "domain/payment/rule.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/payroll.h"

static int64_t decide(struct test_register *r, const char *month, int64_t amount)
{
    const struct one_off in = {.text = "Shtesë fundviti",
                               .text_en = "Year-end addition",
                               .source = "VKB 30/2026",
                               .month = month_of(month),
                               .amount = amount};
    int64_t id;

    must(one_off_add(&r->work, &in, &id));
    r->work.warning_count = 0;
    return id;
}

static void april(struct test_register *r, struct holder *h)
{
    payroll_open(r);
    register_on(r, date_make(2026, 4, 2));
    holder_make(r, date_make(2026, 4, 1), date_make(2026, 9, 30), h);
    (void)payroll_apply(r, h->case_id, h->person, date_make(2026, 4, 2));
    register_on(r, date_make(2026, 4, 15));
    (void)payroll_run(r, "2026-04");
}

static int64_t run_on(struct test_register *r, const char *month)
{
    register_on(r, month_of(month) + 14);
    return payroll_run(r, month);
}

#define lines_are(r, run, ...)                                                                               \
    assert_string_equal(payroll_lines((r), (run)), arena_format(&(r)->arena, __VA_ARGS__))

static void it_is_paid_once_with_its_month(void **state)
{
    struct test_register *r = *state;
    struct payment_run run;
    struct buf paper = {0};
    struct budget budget;
    long long she;
    struct holder h;
    int64_t may;

    april(r, &h);
    she = h.person;
    (void)decide(r, "2026-05", 5000);
    may = run_on(r, "2026-05");
    lines_are(r, may, "%lld:2026-05+9000 %lld:2026-05+5000", she, she);
    must(payment_run_read(&r->work, may, &run));
    assert_int_equal(run.month_paid.amount, 9000);
    assert_int_equal(run.one_off.lines, 1);
    assert_int_equal(run.one_off.amount, 5000);
    assert_int_equal(run.to_pay.lines, 2);
    assert_int_equal(run.to_pay.amount, 14000);
    assert_int_equal(run.began + run.changed + run.ended, 0);
    must(payment_paper_csv(&r->work, may, &paper));
    assert_non_null(strstr(paper.data, ";Shtesë fundviti;5000"));
    buf_free(&paper);
    lines_are(r, run_on(r, "2026-06"), "%lld:2026-06+9000", she);
    must(budget_read(&r->work, 2026, &budget));
    assert_int_equal(budget.months[4][BUDGET_PAYMENT].spent, 14000);
    assert_int_equal(budget.months[5][BUDGET_PAYMENT].spent, 9000);
}

static void decided_later_it_is_paid_by_the_next_run(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    april(r, &h);
    (void)decide(r, "2026-04", 5000);
    lines_are(r, run_on(r, "2026-05"), "%lld:2026-05+9000 %lld:2026-04+5000", (long long)h.person,
              (long long)h.person);
    lines_are(r, run_on(r, "2026-06"), "%lld:2026-06+9000", (long long)h.person);
}

/* The court ends the order back to 1 May: 9000 and 5000 go back, said before the act is saved: one month, 14
 * 000 lekë. */
static void with_its_month_it_is_taken_back(void **state)
{
    struct test_register *r = *state;
    struct payment_run run;
    struct reclaim back;
    struct act_new in;
    struct holder h;
    int64_t id, version, june;
    long long she;

    april(r, &h);
    she = h.person;
    (void)decide(r, "2026-05", 5000);
    (void)run_on(r, "2026-05");
    in = (struct act_new){.version = file_version(r, h.case_id),
                          .kind = ACT_TERMINATED,
                          .on = r->work.today,
                          .start = DATE_NONE,
                          .end = DATE_NONE,
                          .effective = date_make(2026, 5, 1),
                          .decision = "77"};
    must(act_reclaim(&r->work, h.order, &in, &back));
    assert_int_equal(back.months, 1);
    assert_int_equal(back.amount, 14000);
    must(act_record(&r->work, h.order, &in, &id, &version));
    june = run_on(r, "2026-06");
    lines_are(r, june, "%lld:2026-05-9000(ended) %lld:2026-05-5000(ended)", she, she);
    must(payment_run_read(&r->work, june, &run));
    assert_int_equal(run.to_recover.amount, 14000);
    assert_int_equal(run.to_pay.amount, 0);
    lines_are(r, run_on(r, "2026-07"), "%s", "");
}

static void taken_back_as_a_decision_it_is_reclaimed(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    april(r, &h);
    id = decide(r, "2026-05", 50000);
    (void)run_on(r, "2026-05");
    must(one_off_void(&r->work, id));
    (void)decide(r, "2026-05", 5000);
    lines_are(r, run_on(r, "2026-06"), "%lld:2026-06+9000 %lld:2026-05-50000(rule_voided) %lld:2026-05+5000",
              (long long)h.person, (long long)h.person, (long long)h.person);
    must_refuse(r, one_off_void(&r->work, id), ERR_CONFLICT, "already_voided");
    must_refuse(r, one_off_void(&r->work, 99), ERR_ABSENT, "no_rule_of_id");
}

/* The month costs 10 000 from May on: it is paid anew, and what was paid once stays. */
static void another_amount_of_the_month_pays_it_no_second_time(void **state)
{
    struct test_register *r = *state;
    const struct benefit_rule rule = {.service = SV_PAYMENT,
                                      .source = "VKM 1/2026",
                                      .kinds = ORDER_UMM | ORDER_UM,
                                      .who = ROLE_PROTECTED,
                                      .conditions = NEEDS_APPLICATION | NOT_IN_INSTITUTION,
                                      .amount = 10000,
                                      .from = date_make(2026, 5, 1),
                                      .until = DATE_OPEN};
    int64_t id, affected;
    struct holder h;
    long long she;

    april(r, &h);
    she = h.person;
    (void)decide(r, "2026-05", 5000);
    (void)run_on(r, "2026-05");
    must(rule_add(&r->work, &rule, &id, &affected));
    r->work.warning_count = 0;
    lines_are(r, run_on(r, "2026-06"),
              "%lld:2026-05-9000(amount_changed) %lld:2026-05+10000 %lld:2026-06+10000", she, she, she);
}

/* Her February lies before the first run and waits for a word (payment_hold.h); what is paid beside it waits
 * with it. */
static void it_waits_with_its_month(void **state)
{
    struct test_register *r = *state;
    const struct held_word word = {.word = WORD_PAY, .reason = "vendim 12, 20.03.2026"};
    int64_t run, id;
    struct holder h;
    long long she;

    payroll_open(r);
    holder_make(r, date_make(2026, 2, 1), date_make(2026, 9, 30), &h);
    she = h.person;
    (void)payroll_apply(r, h.case_id, h.person, date_make(2026, 2, 2));
    (void)decide(r, "2026-02", 5000);
    run = run_on(r, "2026-03");
    lines_are(r, run, "%lld:2026-03+9000", she);
    as_officer(r);
    must(payment_held_say(&r->work, run, 1, &word, &id));
    as_clerk(r);
    lines_are(r, run_on(r, "2026-04"), "%lld:2026-02+9000 %lld:2026-04+9000 %lld:2026-02+5000", she, she,
              she);
}

static void month_and_addition_are_handed_out_each(void **state)
{
    struct test_register *r = *state;
    struct payment_event_new paid = {
        .what = PAID_OUT, .collector = COLLECTOR_SELF, .authorised_on = DATE_NONE};
    struct holder h;
    int64_t run, id;

    april(r, &h);
    (void)decide(r, "2026-05", 5000);
    run = run_on(r, "2026-05");
    paid.on = r->work.today;
    must(payment_event_add(&r->work, run, 1, &paid, &id));
    must(payment_event_add(&r->work, run, 2, &paid, &id));
    must_refuse(r, payment_event_add(&r->work, run, 2, &paid, &id), ERR_CONFLICT, "already_paid");
    if (!db_script(r->db, "INSERT INTO payment_standing (person_id, month, one_off_id, run_id, n) SELECT "
                          "person_id, month, one_off_id, "
                          "run_id, n FROM payment_line WHERE run_id = 2 AND n = 2"))
        fail_msg("the database let it stand twice");
}

static void what_stands_on_the_list_says_nothing_of_why(void **state)
{
    struct test_register *r = *state;
    struct one_off in = {.text = "Shtesë për viktimat e dhunës",
                         .text_en = "Year-end addition",
                         .source = "VKB 30/2026",
                         .month = date_make(2026, 5, 1),
                         .amount = 5000};
    int64_t id;

    must_refuse_at(r, one_off_add(&r->work, &in, &id), ERR_INPUT, "telling", "text");
    in.text = "Shtesë fundviti";
    in.month = date_make(2026, 5, 2);
    must_refuse_at(r, one_off_add(&r->work, &in, &id), ERR_INPUT, "not_month_first", "month");
    in.month = date_make(2026, 5, 1);
    in.amount = 0;
    must_refuse_at(r, one_off_add(&r->work, &in, &id), ERR_INPUT, "out_of_range", "amount");
    in.amount = 60000;
    must(one_off_add(&r->work, &in, &id));
    assert_true(warned(r, "amount_large", "amount"));
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(it_is_paid_once_with_its_month),
        with_register(decided_later_it_is_paid_by_the_next_run),
        with_register(with_its_month_it_is_taken_back),
        with_register(taken_back_as_a_decision_it_is_reclaimed),
        with_register(another_amount_of_the_month_pays_it_no_second_time),
        with_register(it_waits_with_its_month),
        with_register(month_and_addition_are_handed_out_each),
        with_register(what_stands_on_the_list_says_nothing_of_why),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
