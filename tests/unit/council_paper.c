/* The paper for the council. The sums are worked out by hand: 9000 lekë a month (VKM 597/2019 from 2022 on);
 * rows below five persons are put together (what leaves the office hides cells under 5). */
#include "domain/payment/council_paper.h"

#include <stdio.h>
#include <string.h>

#include "domain/payment/one_off.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/payroll.h"

struct merging {
    struct council_row in[5];
    size_t count;
    struct council_row out[5];
    size_t left;
};

static void small_units_stand_together(void **state)
{
    static const struct merging CASES[] = {
        /* nobody is small */
        {{{"A", 5, 45000}, {"B", 9, 81000}}, 2, {{"A", 5, 45000}, {"B", 9, 81000}}, 2},
        /* two small ones, together five: a row */
        {{{"A", 3, 27000}, {"B", 9, 81000}, {"C", 2, 18000}}, 3, {{"B", 9, 81000}, {NULL, 5, 45000}}, 2},
        /* one small one alone would be told by its row: the smallest of the others joins */
        {{{"A", 1, 9000}, {"B", 9, 81000}, {"C", 6, 54000}}, 3, {{"B", 9, 81000}, {NULL, 7, 63000}}, 2},
        /* so do two that are four together */
        {{{"A", 3, 27000}, {"B", 9, 81000}, {"C", 1, 9000}, {"D", 20, 180000}},
         4,
         {{"D", 20, 180000}, {NULL, 13, 117000}},
         2},
        /* then nothing is left beside the total, so there is no row */
        {{{"A", 4, 36000}, {"B", 9, 81000}}, 2, {{0}}, 0},
        {{{"A", 4, 36000}}, 1, {{0}}, 0},
        {{{0}}, 0, {{0}}, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct council_row list[5];
        size_t count = CASES[i].count;

        memcpy(list, CASES[i].in, sizeof list);
        council_rows_merge(list, &count);
        assert_int_equal(count, CASES[i].left);
        for (size_t r = 0; r < count; r++) {
            const struct council_row *want = &CASES[i].out[r];

            assert_int_equal(list[r].persons, want->persons);
            assert_int_equal(list[r].amount, want->amount);
            assert_true(want->unit ? list[r].unit && !strcmp(list[r].unit, want->unit) : !list[r].unit);
        }
    }
}

static void payee(struct test_register *r, const char *unit, int number)
{
    char name[32], paper[16];
    struct order_person her = {
        .role = ROLE_PROTECTED,
        .who = {.first_name = name, .surname = "Prova", .birth_date = date_make(1990, 1, 1) + number}};
    struct order_new in = {.kind = ORDER_UM,
                           .issuer = PAPER_COURT,
                           .number = paper,
                           .decision_date = date_make(2026, 3, 1),
                           .start = DATE_NONE,
                           .end = date_make(2026, 9, 30),
                           .final_date = DATE_NONE,
                           .received_on = DATE_NONE,
                           .hearing_on = DATE_NONE,
                           .unit = unit,
                           .persons = &her,
                           .persons_count = 1};
    int64_t order, file, person;

    snprintf(name, sizeof name, "Vajza %c", 'A' + number);
    snprintf(paper, sizeof paper, "%d/2026", 500 + number);
    must(paper_apart(r, &in, &order, &file));
    person = register_int(r, "SELECT max(id) FROM person");
    (void)payroll_apply(r, file, person, date_make(2026, 3, 2));
}

/* Six in Gjirokastër, one in Antigone, one in Lunxhëri: two alone are too few for a row, so all stand as one
 * sum: 72 000. Then five in Antigone: two rows would be 6 and 5, and Lunxhëri's one joins the smaller. */
static void a_run_is_told_by_unit_and_by_no_name(void **state)
{
    struct test_register *r = *state;
    struct payment_decision_new decided = {
        .body = BODY_COUNCIL, .number = "112", .on = date_make(2026, 3, 14)};
    const struct one_off once = {.text = "Shtesë",
                                 .text_en = "Addition",
                                 .source = "VKB 30",
                                 .month = date_make(2026, 4, 1),
                                 .amount = 5000};
    struct council_paper p;
    struct buf csv = {0};
    int64_t run, id;

    payroll_open(r);
    for (int i = 0; i < 6; i++)
        payee(r, "Gjirokastër", i);
    payee(r, "Lunxhëri", 6);
    payee(r, "Antigonë", 7);
    register_on(r, date_make(2026, 3, 15));
    run = payroll_run(r, "2026-03");
    must(council_paper_read(&r->work, run, &p));
    assert_int_equal(p.row_count, 0);
    assert_int_equal(p.persons, 8);
    assert_int_equal(p.amount, 72000);
    for (int i = 8; i < 12; i++)
        payee(r, "Antigonë", i);
    register_on(r, date_make(2026, 4, 15));
    must(one_off_add(&r->work, &once, &id));
    run = payroll_run(r, "2026-04");
    decided.on = date_make(2026, 4, 14);
    must(payment_decision_add(&r->work, run, &decided, &id));
    must(council_paper_read(&r->work, run, &p));
    /* April: 9000 and 5000 for each of 12; the four new ones also March, 9000. */
    assert_int_equal(p.row_count, 2);
    assert_string_equal(p.rows[0].unit, "Gjirokastër");
    assert_int_equal(p.rows[0].persons, 6);
    assert_int_equal(p.rows[0].amount, 6 * 14000);
    assert_null(p.rows[1].unit);
    assert_int_equal(p.rows[1].persons, 6);
    assert_int_equal(p.rows[1].amount, 6 * 14000 + 4 * 9000);
    assert_int_equal(p.persons, 12);
    assert_int_equal(p.amount, 12 * 14000 + 4 * 9000);
    assert_int_equal(p.one_off, 60000);
    assert_int_equal(p.to_recover, 0);
    must(council_paper_csv(&r->work, run, &csv));
    assert_non_null(strstr(csv.data, "Vendim i Këshillit Bashkiak: nr. 112, datë 14.04.2026"));
    assert_non_null(strstr(csv.data, "Gjirokastër;6;84000"));
    assert_null(strstr(csv.data, "Antigon"));
    assert_null(strstr(csv.data, "Lunxh"));
    assert_null(strstr(csv.data, "Vajza"));
    buf_free(&csv);
    must(council_paper_xlsx(&r->work, run, &csv));
    assert_true(csv.len > 1000);
    buf_free(&csv);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'payment.council'"), 4);
}

static void the_latest_decision_of_a_body_counts(void **state)
{
    struct test_register *r = *state;
    struct payment_decision_new in = {.body = BODY_DIRECTORATE, .number = "7", .on = date_make(2026, 3, 9)};
    struct payment_run run;
    struct holder h;
    int64_t id, made;

    payroll_open(r);
    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), &h);
    (void)payroll_apply(r, h.case_id, h.person, date_make(2026, 3, 2));
    made = payroll_prepare(r, "2026-03");
    must(payment_decision_add(&r->work, made, &in, &id));
    in.number = "8";
    must(payment_decision_add(&r->work, made, &in, &id));
    must(payment_run_read(&r->work, made, &run));
    assert_string_equal(run.decided[BODY_DIRECTORATE].number, "8");
    assert_null(run.decided[BODY_COUNCIL].number);
    in.on = r->work.today + 1;
    must_refuse_at(r, payment_decision_add(&r->work, made, &in, &id), ERR_INPUT, "in_future", "on");
    in.on = r->work.today;
    must_refuse(r, payment_decision_add(&r->work, 99, &in, &id), ERR_ABSENT, "no_such_run");
    /* Made again it keeps them; dropped it leaves none. */
    assert_int_equal(payroll_prepare(r, "2026-03"), made);
    must(payment_run_read(&r->work, made, &run));
    assert_string_equal(run.decided[BODY_DIRECTORATE].number, "8");
    as_officer(r);
    must(payment_drop(&r->work, made));
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_decision"), 0);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_units_stand_together),
        with_register(a_run_is_told_by_unit_and_by_no_name),
        with_register(the_latest_decision_of_a_body_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
