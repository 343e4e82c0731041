/* What an act would reclaim, told before it is recorded; and the act that the line names which takes it back.
 * Elira, 9000 lekë a month (VKM 597/2019 from 2022 on), is paid for March and April 2026. */
#include "domain/payment/act_reclaim.h"

#include "domain/order/act_record.h"
#include "domain/order/registration.h"
#include "domain/payment/payment_rule.h"
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

/* She was taken down, and the paper does not name her; or the paper is a police order, which carries no
 * payment (law 57/2019): the line names the act that put the registration right, not the grant. */
static void the_line_names_what_put_the_registration_right(void **state)
{
    struct test_register *r = *state;
    struct registration_new in = {.kind = ORDER_UMPMM,
                                  .decision_date = DATE_NONE,
                                  .start = DATE_NONE,
                                  .end = DATE_NONE,
                                  .received_on = DATE_NONE,
                                  .hearing_on = DATE_NONE,
                                  .clears = CLEAR_END};
    struct confirmed yes[] = {{.what = "end_of_open_kind"}, {.what = "measure_beyond"}};
    struct holder h;
    int64_t id, version;

    two_months(r, &h);
    r->work.confirmed = yes;
    r->work.confirmed_count = 2;
    in.version = file_version(r, h.case_id);
    must(registration_correct(&r->work, h.order, &in, &id, &version));
    register_on(r, date_make(2026, 5, 15));
    (void)payroll_run(r, "2026-05");
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_line WHERE kind = 'reversal'"), 2);
    assert_int_equal(register_int(r, "SELECT min(act_id) FROM payment_line WHERE kind = 'reversal'"), id);
    assert_int_equal(register_int(r, "SELECT max(act_id) FROM payment_line WHERE kind = 'reversal'"), id);
}

static void the_line_names_what_took_her_out(void **state)
{
    struct test_register *r = *state;
    struct confirmed alone = {.what = "only_children"};
    int64_t out, id, version;
    struct registration_new in = {.decision_date = DATE_NONE,
                                  .start = DATE_NONE,
                                  .end = DATE_NONE,
                                  .received_on = DATE_NONE,
                                  .hearing_on = DATE_NONE,
                                  .content = {.persons_out = &out, .persons_out_count = 1}};
    struct holder h;

    two_months(r, &h);
    r->work.confirmed = &alone;
    r->work.confirmed_count = 1;
    out = h.person;
    in.version = file_version(r, h.case_id);
    must(registration_correct(&r->work, h.order, &in, &id, &version));
    register_on(r, date_make(2026, 5, 15));
    (void)payroll_run(r, "2026-05");
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_line WHERE kind = 'reversal'"), 2);
    assert_int_equal(register_int(r, "SELECT min(act_id) FROM payment_line WHERE kind = 'reversal'"), id);
}

/* Where a month is paid by its days, an act in the middle of April leaves some of them: of 9000 lekë for 30
 * days 15 are 4500, one is 300, 29 are 8700. The rest was paid too much. */
static void by_days_the_rest_of_the_month_is_reclaimed(void **state)
{
    const struct payment_rule days = {
        .part = PART_DAYS, .first = FIRST_FILING, .source = "VKM 7/2026", .from = date_make(2026, 3, 1)};
    struct test_register *r = *state;
    struct act_new in;
    struct holder h;
    int64_t id, version, run;

    must(payment_rule_add(&r->work, &days, &id));
    two_months(r, &h);
    assert_int_equal(reclaimed(r, &h, date_make(2026, 4, 16)).months, 1);
    assert_int_equal(reclaimed(r, &h, date_make(2026, 4, 16)).amount, 4500);
    assert_int_equal(reclaimed(r, &h, date_make(2026, 4, 2)).amount, 8700);
    assert_int_equal(reclaimed(r, &h, date_make(2026, 4, 1)).amount, 9000);
    in = ended(r, &h, date_make(2026, 4, 16));
    must(act_record(&r->work, h.order, &in, &id, &version));
    register_on(r, date_make(2026, 5, 15));
    run = payroll_run(r, "2026-05");
    assert_string_equal(payroll_lines(r, run),
                        arena_format(&r->arena, "%lld:2026-04-9000(amount_changed) %lld:2026-04+4500",
                                     (long long)h.person, (long long)h.person));
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

/* What the office wrote down is put right: 18 000 and 9 000 lekë were paid for days that the paper does not
 * have. */
static struct reclaim registration_reclaimed(struct test_register *r, const struct holder *h, date decision,
                                             date end)
{
    const struct registration_new in = {.version = file_version(r, h->case_id),
                                        .decision_date = decision,
                                        .start = DATE_NONE,
                                        .end = end,
                                        .received_on = DATE_NONE,
                                        .hearing_on = DATE_NONE};
    struct confirmed open = {.what = "end_of_open_kind"};
    struct reclaim sum = {.months = -1};

    r->work.confirmed = &open;
    r->work.confirmed_count = 1;
    must(registration_reclaim(&r->work, h->order, &in, &sum));
    return sum;
}

static void a_corrected_registration_says_it_too(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    two_months(r, &h);
    assert_int_equal(registration_reclaimed(r, &h, date_make(2026, 3, 31), DATE_NONE).months, 0);
    assert_int_equal(registration_reclaimed(r, &h, date_make(2026, 4, 1), DATE_NONE).amount, 9000);
    assert_int_equal(registration_reclaimed(r, &h, date_make(2026, 4, 1), DATE_NONE).months, 1);
    assert_int_equal(registration_reclaimed(r, &h, DATE_NONE, date_make(2026, 3, 31)).amount, 9000);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act WHERE kind = 'registration_corrected'"),
                     0);
    assert_int_equal(r->work.warning_count, 0);
}

/* The office took down somebody whom the paper does not name: whatever was paid to her goes back. */
static void whoever_is_taken_out_gives_all_back(void **state)
{
    struct test_register *r = *state;
    struct confirmed alone = {.what = "only_children"};
    int64_t out;
    struct registration_new in = {.decision_date = DATE_NONE,
                                  .start = DATE_NONE,
                                  .end = DATE_NONE,
                                  .received_on = DATE_NONE,
                                  .hearing_on = DATE_NONE,
                                  .content = {.persons_out = &out, .persons_out_count = 1}};
    struct reclaim sum = {0};
    struct holder h;

    two_months(r, &h);
    r->work.confirmed = &alone;
    r->work.confirmed_count = 1;
    out = h.person;
    in.version = file_version(r, h.case_id);
    must(registration_reclaim(&r->work, h.order, &in, &sum));
    assert_int_equal(sum.months, 2);
    assert_int_equal(sum.amount, 18000);
}

/* A court takes her out of the order by the end of March (an act "amended"): April goes back. */
static void so_does_whom_the_court_takes_out(void **state)
{
    struct test_register *r = *state;
    struct reclaim sum = {0};
    struct act_content content;
    struct act_new in;
    struct holder h;

    two_months(r, &h);
    content = (struct act_content){.persons_out = &h.person, .persons_out_count = 1};
    in = (struct act_new){.version = file_version(r, h.case_id),
                          .kind = ACT_AMENDED,
                          .on = r->work.today,
                          .start = DATE_NONE,
                          .end = DATE_NONE,
                          .effective = date_make(2026, 4, 1),
                          .decision = "78",
                          .content = &content};
    must(act_reclaim(&r->work, h.order, &in, &sum));
    assert_int_equal(sum.months, 1);
    assert_int_equal(sum.amount, 9000);
}

static void a_voided_order_gives_all_back(void **state)
{
    struct test_register *r = *state;
    struct reclaim sum = {0};
    struct act_new in;
    struct holder h;

    two_months(r, &h);
    in = (struct act_new){.version = file_version(r, h.case_id),
                          .kind = ACT_CORRECTED,
                          .on = r->work.today,
                          .start = DATE_NONE,
                          .end = DATE_NONE,
                          .effective = DATE_NONE,
                          .voids = true,
                          .corrects = register_int(r, "SELECT id FROM order_act WHERE kind = 'granted'")};
    must(act_reclaim(&r->work, h.order, &in, &sum));
    assert_int_equal(sum.months, 2);
    assert_int_equal(sum.amount, 18000);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(an_act_says_how_much_it_reclaims),
        with_register(only_what_it_adds_is_told),
        with_register(the_line_names_the_act_that_ended_it),
        with_register(the_line_names_what_put_the_registration_right),
        with_register(the_line_names_what_took_her_out),
        with_register(by_days_the_rest_of_the_month_is_reclaimed),
        with_register(before_the_first_run_nothing_is_reclaimed),
        with_register(a_corrected_registration_says_it_too),
        with_register(whoever_is_taken_out_gives_all_back),
        with_register(so_does_whom_the_court_takes_out),
        with_register(a_voided_order_gives_all_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
