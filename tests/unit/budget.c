/* What a year has cost and is going to cost. 2026-03-10; Elira (1) has an order from 2026-03-01 to 2026-09-30
 * and is paid 9 000 a month. */
#include "domain/payment/budget.h"

#include <string.h>

#include "domain/payment/municipal_service.h"
#include "domain/payment/transport_fee.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/payroll.h"

static int budget_setup(void **state)
{
    if (register_setup(state))
        return -1;
    payroll_open(*state);
    return 0;
}

static void elira(struct test_register *r, date end, struct holder *h)
{
    holder_make(r, date_make(2026, 3, 1), end, h);
    payroll_apply(r, h->case_id, h->person, date_make(2026, 3, 2));
}

static struct budget year(struct test_register *r, int of)
{
    struct budget b;

    must(budget_read(&r->work, of, &b));
    return b;
}

static struct budget_sum paid(const struct budget *b, int month)
{
    return b->months[month - 1][BUDGET_PAYMENT];
}

static void what_orders_promise_is_expected(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct budget b;

    elira(r, date_make(2026, 9, 30), &h);
    b = year(r, 2026);
    for (int month = 1; month <= 12; month++) {
        assert_int_equal(paid(&b, month).spent, 0);
        assert_int_equal(paid(&b, month).expected, month >= 3 && month <= 9 ? 9000 : 0);
    }
    assert_int_equal(b.total[BUDGET_PAYMENT].expected, 63000);
    assert_int_equal(year(r, 2025).total[BUDGET_PAYMENT].expected, 0);
}

static void what_was_paid_is_spent_and_no_longer_expected(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct budget b;

    elira(r, date_make(2026, 9, 30), &h);
    (void)payroll_run(r, "2026-03");
    b = year(r, 2026);
    assert_int_equal(paid(&b, 3).spent, 9000);
    assert_int_equal(paid(&b, 3).expected, 0);
    assert_int_equal(paid(&b, 4).expected, 9000);
    assert_int_equal(b.total[BUDGET_PAYMENT].spent, 9000);
    assert_int_equal(b.total[BUDGET_PAYMENT].expected, 54000);
}

/* A court act of April ends it from March on: April takes March back. */
static void what_is_taken_back_is_a_sum_of_its_own(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct budget b;

    elira(r, date_make(2026, 9, 30), &h);
    (void)payroll_run(r, "2026-03");
    register_on(r, date_make(2026, 4, 2));
    holder_act(r, &h, ACT_TERMINATED, date_make(2026, 3, 1));
    b = year(r, 2026);
    assert_int_equal(paid(&b, 3).spent, 9000);
    assert_int_equal(paid(&b, 4).expected, 0);
    assert_int_equal(paid(&b, 4).recover, 9000);
    assert_int_equal(b.total[BUDGET_PAYMENT].recover, 9000);
    (void)payroll_run(r, "2026-04");
    b = year(r, 2026);
    assert_int_equal(paid(&b, 4).spent, 0);
    assert_int_equal(paid(&b, 4).recover, 9000);
    assert_int_equal(b.total[BUDGET_PAYMENT].spent, 9000);
    assert_int_equal(b.total[BUDGET_PAYMENT].recover, 9000);
    assert_int_equal(b.total[BUDGET_PAYMENT].expected, 0);
}

static void an_open_order_counts_on(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    elira(r, DATE_NONE, &h);
    assert_int_equal(year(r, 2026).total[BUDGET_PAYMENT].expected, 90000);
    assert_int_equal(year(r, 2027).total[BUDGET_PAYMENT].expected, 108000);
    (void)payroll_run(r, "2026-03");
    assert_int_equal(year(r, 2026).total[BUDGET_PAYMENT].expected, 81000);
    assert_int_equal(year(r, 2027).total[BUDGET_PAYMENT].expected, 108000);
}

static void who_has_not_applied_is_not_expected(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    holder_make(r, date_make(2026, 3, 1), DATE_NONE, &h);
    assert_int_equal(year(r, 2026).total[BUDGET_PAYMENT].expected, 0);
}

static void certificates_are_spent_by_month(void **state)
{
    struct test_register *r = *state;
    struct budget b;

    must(db_script(r->db, "INSERT INTO organisation (id, kind, name) VALUES (7, 'fee_desk', 'Sporteli'); "
                          "INSERT INTO certificate_count (on_day, organisation_id, kind, count, sum) VALUES "
                          "('2026-01-31', 7, 'residence', 2, 400), ('2026-02-01', 7, 'residence', 1, 200), "
                          "('2026-02-28', 7, 'family', 3, 600), ('2025-12-31', 7, 'family', 1, 200)"));
    b = year(r, 2026);
    assert_int_equal(b.months[0][BUDGET_DOCUMENTS].spent, 400);
    assert_int_equal(b.months[1][BUDGET_DOCUMENTS].spent, 800);
    assert_int_equal(b.total[BUDGET_DOCUMENTS].spent, 1200);
}

/* Enrolled on Tuesday 10.03.2026, the order ends on Friday the 20th: 9 open days. The council has waived a
 * fee that nobody has stated: that is said, and is no 0. With 120 lekë a day it is 1 080. */
static void a_fee_that_nobody_stated_is_told(void **state)
{
    struct test_register *r = *state;
    struct buf csv = {0};
    struct holder h;
    struct budget b;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 3, 20), &h);
    (void)holder_enrol(r, &h, "Kopshti Dielli");
    b = year(r, 2026);
    assert_int_equal(b.unstated, 9);
    assert_int_equal(b.total[BUDGET_KINDERGARTEN].expected, 0);
    must(budget_csv(&r->work, 2026, &csv));
    assert_non_null(strstr(csv.data, "nuk është shënuar për 9 ditë"));
    buf_free(&csv);
    must(db_script(r->db, "UPDATE benefit_rule SET amount = 120 WHERE service = 'kindergarten'"));
    b = year(r, 2026);
    assert_int_equal(b.unstated, 0);
    assert_int_equal(b.total[BUDGET_KINDERGARTEN].expected, 1080);
}

/* A month's fare of 1 200 lekë by the council. Two have cards from 10.03 on, good until 31.05 and
 * until 30.09: three months of 2 400, then four of 1 200. The second is lost on 05.06: June still counts it,
 * July does not. */
static void cards_by_the_month_are_counted_used_or_not(void **state)
{
    struct test_register *r = *state;
    struct holder h, other;
    struct budget b;
    struct card c;

    must(db_script(r->db,
                   "UPDATE benefit_rule SET amount = 1200, unit = 'month' WHERE service = 'transport'"));
    holder_make(r, date_make(2026, 3, 1), date_make(2026, 5, 31), &h);
    holder_make(r, date_make(2026, 3, 2), date_make(2026, 9, 30), &other);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    holder_card(r, &other, SERVICE_TRANSPORT, &c);
    b = year(r, 2026);
    assert_int_equal(b.months[1][BUDGET_TRANSPORT].spent, 0);
    assert_int_equal(b.months[2][BUDGET_TRANSPORT].expected, 2400);
    assert_int_equal(b.months[5][BUDGET_TRANSPORT].expected, 1200);
    assert_int_equal(b.months[9][BUDGET_TRANSPORT].expected, 0);
    assert_int_equal(b.total[BUDGET_TRANSPORT].expected, 3 * 2400 + 4 * 1200);
    register_on(r, date_make(2026, 4, 1));
    b = year(r, 2026);
    assert_int_equal(b.months[2][BUDGET_TRANSPORT].spent, 2400);
    assert_int_equal(b.months[2][BUDGET_TRANSPORT].expected, 0);
    must(db_script(r->db, "UPDATE card SET revoked_why = 'lost', revoked_at = 1780660800 WHERE id = 2"));
    b = year(r, 2026);
    assert_int_equal(b.months[5][BUDGET_TRANSPORT].expected, 1200);
    assert_int_equal(b.months[6][BUDGET_TRANSPORT].expected, 0);
}

/* 40 lekë a ride, by the counts of days: ten rides said yes to, and three no, are 400. While four have a card
 * they are not told. */
static void rides_are_told_where_enough_have_a_card(void **state)
{
    struct test_register *r = *state;
    struct buf csv = {0};
    struct holder h;
    struct budget b;
    struct card c;

    must(db_script(r->db,
                   "UPDATE benefit_rule SET amount = 40, unit = 'ride' WHERE service = 'transport'; "
                   "INSERT INTO organisation (id, kind, name) VALUES (7, 'transport', 'Linja 1'); "
                   "INSERT INTO check_count (on_day, organisation_id, service, result, count) VALUES "
                   "('2026-03-05', 7, 'transport', 'ok', 4), ('2026-03-06', 7, 'transport', 'ok', 6), "
                   "('2026-03-06', 7, 'transport', 'ended', 3), ('2026-03-06', 7, 'documents', 'ok', 9)"));
    for (int i = 1; i < TRANSPORT_LEAST; i++) {
        holder_make(r, date_make(2026, 3, i), date_make(2026, 9, 30), &h);
        holder_card(r, &h, SERVICE_TRANSPORT, &c);
    }
    b = year(r, 2026);
    assert_int_equal(b.untold, 1);
    assert_int_equal(b.total[BUDGET_TRANSPORT].expected, 0);
    must(budget_csv(&r->work, 2026, &csv));
    assert_non_null(strstr(csv.data, "Udhëtimet e 1 muajve nuk tregohen"));
    buf_free(&csv);
    holder_make(r, date_make(2026, 3, TRANSPORT_LEAST), date_make(2026, 9, 30), &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    register_on(r, date_make(2026, 4, 1));
    b = year(r, 2026);
    assert_int_equal(b.untold, 0);
    assert_int_equal(b.months[2][BUDGET_TRANSPORT].spent, 400);
    assert_int_equal(b.total[BUDGET_TRANSPORT].spent, 400);
}

/* A council waives half of 1 200 lekë a month: no card says so, and there is none. Mother and child have the
 * right from 01.03 to 31.05: 2 x 600 in each of three months. */
static void a_part_of_the_months_fare_is_counted_by_right(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct budget b;

    must(db_script(r->db, "UPDATE benefit_rule SET amount = 1200, unit = 'month', share = 50 "
                          "WHERE service = 'transport'"));
    holder_make(r, date_make(2026, 3, 1), date_make(2026, 5, 31), &h);
    b = year(r, 2026);
    assert_int_equal(b.months[1][BUDGET_TRANSPORT].expected, 0);
    assert_int_equal(b.months[2][BUDGET_TRANSPORT].expected, 1200);
    assert_int_equal(b.months[4][BUDGET_TRANSPORT].expected, 1200);
    assert_int_equal(b.months[5][BUDGET_TRANSPORT].expected, 0);
    assert_int_equal(b.total[BUDGET_TRANSPORT].expected, 3600);
    assert_false(b.ride_parts);
    register_on(r, date_make(2026, 4, 1));
    b = year(r, 2026);
    assert_int_equal(b.months[2][BUDGET_TRANSPORT].spent, 1200);
    assert_int_equal(b.total[BUDGET_TRANSPORT].expected, 2400);
}

/* Whole for the mother, who has a card (1 200 each month), half for the child, who can have none (600). */
static void a_whole_fare_and_a_part_are_each_counted_once(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct budget b;
    struct card c;

    must(db_script(r->db, "UPDATE benefit_rule SET amount = 1200, unit = 'month', share_dependant = 50 "
                          "WHERE service = 'transport'"));
    holder_make(r, date_make(2026, 3, 1), date_make(2026, 5, 31), &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    b = year(r, 2026);
    assert_int_equal(b.months[2][BUDGET_TRANSPORT].expected, 1800);
    assert_int_equal(b.total[BUDGET_TRANSPORT].expected, 3 * 1800);
}

/* No council has said what a ride costs: that is no ride for 0 lekë. Nobody rides before anybody has a right.
 */
static void a_fare_that_nobody_has_stated_is_told_to_be_missing(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf csv = {0};
    struct holder h;
    struct card c;

    assert_false(year(r, 2026).fare_unstated);
    holder_make(r, date_make(2026, 3, 1), date_make(2026, 5, 31), &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    assert_true(year(r, 2026).fare_unstated);
    assert_false(year(r, 2025).fare_unstated);
    must(budget_csv(&r->work, 2026, &csv));
    assert_non_null(strstr(csv.data, "Çmimi i transportit nuk është shënuar"));
    must(db_script(r->db, "UPDATE benefit_rule SET amount = 0, unit = 'month', share = 50 WHERE service = "
                          "'transport'; DELETE FROM card_service"));
    assert_true(year(r, 2026).fare_unstated);
    must(db_script(r->db, "UPDATE benefit_rule SET amount = 40, unit = 'ride', share = 100 WHERE service = "
                          "'transport'"));
    assert_false(year(r, 2026).fare_unstated);
}

/* By the ride nobody counts a part: that is said, and is no 0. */
static void a_part_of_a_rides_fare_is_told_to_be_uncounted(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf csv = {0};
    struct holder h;

    must(db_script(r->db, "UPDATE benefit_rule SET amount = 40, unit = 'ride', share = 50 "
                          "WHERE service = 'transport'"));
    holder_make(r, date_make(2026, 3, 1), date_make(2026, 5, 31), &h);
    assert_true(year(r, 2026).ride_parts);
    must(budget_csv(&r->work, 2026, &csv));
    assert_non_null(strstr(csv.data, "Udhëtimet me ulje nuk numërohen"));
}

/* The same of certificates: who has half of the fee waived is noted by no desk. */
static void a_part_of_a_certificates_fee_is_told_to_be_uncounted(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf csv = {0};
    struct holder h;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 5, 31), &h);
    assert_false(year(r, 2026).certificate_parts);
    must(db_script(r->db, "UPDATE benefit_rule SET amount = 200, unit = 'certificate', share_dependant = 50 "
                          "WHERE service = 'documents'"));
    assert_true(year(r, 2026).certificate_parts);
    assert_false(year(r, 2026).ride_parts);
    must(budget_csv(&r->work, 2026, &csv));
    assert_non_null(strstr(csv.data, "Vërtetimet me ulje nuk numërohen"));
}

static void serve(struct test_register *r, unsigned who, int64_t amount, enum fee_unit unit, int64_t share)
{
    const struct municipal_service in = {.text = "Qiraja",
                                         .text_en = "Rent",
                                         .rule = {.source = "VKB 12/2026",
                                                  .kinds = ORDER_UM,
                                                  .who = who,
                                                  .amount = amount,
                                                  .unit = unit,
                                                  .share = share,
                                                  .from = date_make(2026, 1, 1),
                                                  .until = DATE_OPEN}};
    int64_t id;

    must(municipal_service_add(&r->work, &in, &id));
}

static int64_t municipal(const struct budget *b, int month)
{
    return b->months[month - 1][BUDGET_MUNICIPAL].expected;
}

/* The mother's rent, 3 000 a month, from 01.03 to 30.09: 7 months. Half of a cleaning fee of 2 400 a year,
 * for mother and child, once, in March: 2 x 1 200. One whose fee nobody has stated is told, and is no 0. */
static void further_services_are_in_the_budget(void **state)
{
    struct test_register *r = *state;
    struct buf csv = {0};
    struct holder h;
    struct budget b;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), &h);
    serve(r, ROLE_PROTECTED, 3000, FEE_MONTH, 100);
    serve(r, ROLE_PROTECTED | ROLE_DEPENDANT, 2400, FEE_YEAR, 50);
    b = year(r, 2026);
    assert_int_equal(municipal(&b, 2), 0);
    assert_int_equal(municipal(&b, 3), 3000 + 2400);
    assert_int_equal(municipal(&b, 4), 3000);
    assert_int_equal(municipal(&b, 9), 3000);
    assert_int_equal(municipal(&b, 10), 0);
    assert_int_equal(b.total[BUDGET_MUNICIPAL].expected, 7 * 3000 + 2400);
    assert_int_equal(b.services, 0);
    assert_int_equal(year(r, 2025).total[BUDGET_MUNICIPAL].spent, 0);
    serve(r, ROLE_PROTECTED, 0, FEE_MONTH, 100);
    register_on(r, date_make(2026, 4, 1));
    b = year(r, 2026);
    assert_int_equal(b.months[2][BUDGET_MUNICIPAL].spent, 5400);
    assert_int_equal(b.total[BUDGET_MUNICIPAL].expected, 6 * 3000);
    assert_int_equal(b.services, 1);
    must(budget_csv(&r->work, 2026, &csv));
    assert_non_null(strstr(csv.data, "\r\n03.2026;Shërbime të tjera të bashkisë;5400;0;0\r\n"));
    assert_non_null(strstr(csv.data, "Tarifa nuk është shënuar për 1 shërbime të tjera"));
    buf_free(&csv);
}

/* The order has no last day: the fee of next year is waived once, in its first month. */
static void a_fee_of_the_year_is_waived_once_in_each(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct budget b;

    holder_make(r, date_make(2026, 3, 1), DATE_NONE, &h);
    must(db_script(r->db, "UPDATE protection_order SET kind = 'UM'"));
    serve(r, ROLE_PROTECTED, 2400, FEE_YEAR, 100);
    b = year(r, 2027);
    assert_int_equal(municipal(&b, 1), 2400);
    assert_int_equal(b.total[BUDGET_MUNICIPAL].expected, 2400);
}

static void fees_of_kindergartens_are_spent_once_the_month_is_over(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct budget b;
    int64_t march;

    must(db_script(r->db, "UPDATE benefit_rule SET amount = 120 WHERE service = 'kindergarten'"));
    holder_make(r, date_make(2026, 3, 1), date_make(2026, 4, 30), &h);
    (void)holder_enrol(r, &h, "Kopshti Dielli");
    b = year(r, 2026);
    march = b.months[2][BUDGET_KINDERGARTEN].expected;
    assert_int_equal(march, 16 * 120); /* Monday to Friday from the 10th on */
    assert_int_equal(b.months[2][BUDGET_KINDERGARTEN].spent, 0);
    assert_true(b.months[3][BUDGET_KINDERGARTEN].expected > 0);
    assert_int_equal(b.months[4][BUDGET_KINDERGARTEN].expected, 0);
    register_on(r, date_make(2026, 4, 1));
    b = year(r, 2026);
    assert_int_equal(b.months[2][BUDGET_KINDERGARTEN].spent, march);
    assert_int_equal(b.months[2][BUDGET_KINDERGARTEN].expected, 0);
}

static void the_table_says_who_may_read_it(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf out = {0};
    struct holder h;

    elira(r, date_make(2026, 9, 30), &h);
    (void)payroll_run(r, "2026-03");
    must(budget_csv(&r->work, 2026, &out));
    assert_non_null(strstr(out.data, "Buxheti 2026 – vetëm për zyrën e ndihmës ekonomike dhe drejtorin\r\n"));
    assert_non_null(strstr(out.data,
                           "\r\nMuaji;Shërbimi;Shpenzuar (lekë të reja);Për t’u rikuperuar (lekë të reja);"
                           "Pritet (lekë të reja)\r\n"));
    assert_non_null(strstr(out.data, "\r\n03.2026;Pagesa mujore;9000;0;0\r\n"));
    assert_non_null(strstr(out.data, "\r\n04.2026;Pagesa mujore;0;0;9000\r\n"));
    assert_non_null(strstr(out.data, "\r\n04.2026;Përjashtim nga tarifa për dokumente e vërtetime;0;0;\r\n"));
    assert_non_null(strstr(out.data, "\r\nGjithsej;Pagesa mujore;9000;0;54000\r\n"));
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what = 'budget.export' AND why = '2026'"), 1);
}

#define case_of(test) cmocka_unit_test_setup_teardown(test, budget_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(what_orders_promise_is_expected),
        case_of(what_was_paid_is_spent_and_no_longer_expected),
        case_of(what_is_taken_back_is_a_sum_of_its_own),
        case_of(an_open_order_counts_on),
        case_of(who_has_not_applied_is_not_expected),
        case_of(certificates_are_spent_by_month),
        case_of(cards_by_the_month_are_counted_used_or_not),
        case_of(rides_are_told_where_enough_have_a_card),
        case_of(a_part_of_the_months_fare_is_counted_by_right),
        case_of(a_whole_fare_and_a_part_are_each_counted_once),
        case_of(a_fare_that_nobody_has_stated_is_told_to_be_missing),
        case_of(a_part_of_a_rides_fare_is_told_to_be_uncounted),
        case_of(a_part_of_a_certificates_fee_is_told_to_be_uncounted),
        case_of(further_services_are_in_the_budget),
        case_of(a_fee_of_the_year_is_waived_once_in_each),
        case_of(fees_of_kindergartens_are_spent_once_the_month_is_over),
        case_of(a_fee_that_nobody_stated_is_told),
        case_of(the_table_says_who_may_read_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
