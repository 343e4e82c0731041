/* Figures: the year 2022 of the social plan comes out of the reference file, each person once, and nothing
 * small is published. */
#include "domain/statistics/statistics.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_writer.h"
#include "domain/order/act_record.h"
#include "domain/order/order.h"
#include "domain/work/question.h"
#include "support/paper.h"
#include "support/year_2022.h"

#define GJIROKASTER 2 /* rows: the seven units by name */
#define LUNXHERI    4
#define TOGETHER    7

static struct statistics count(struct test_register *r, int year, int month, int day, bool publish)
{
    struct statistics s;

    must(statistics_count(&r->work, date_make(year, month, day), publish, &s));
    assert_int_equal(s.rows, TOGETHER + 1);
    return s;
}

static void cell_is(const struct statistics *s, size_t row, enum statistics_column c, int64_t expected)
{
    assert_int_equal(statistics_cell(s, row, c), expected);
}

static void the_plan_of_2022_comes_out(void **state)
{
    struct test_register *r = *state;
    struct statistics s;

    year_2022_import(r);
    s = count(r, 2022, 11, 30, false);
    assert_string_equal(s.units[GJIROKASTER], "Gjirokastër");
    assert_string_equal(s.units[LUNXHERI], "Lunxhëri");
    cell_is(&s, GJIROKASTER, PERSONS_ALL, 13);
    cell_is(&s, LUNXHERI, PERSONS_ALL, 3);
    cell_is(&s, TOGETHER, PERSONS_ALL, 16);
}

static void those_whose_order_ended_are_told_apart(void **state)
{
    struct test_register *r = *state;
    struct statistics s;

    year_2022_import(r);
    s = count(r, 2022, 11, 30, false);
    cell_is(&s, GJIROKASTER, PERSONS_IN_FORCE, 10);
    cell_is(&s, GJIROKASTER, PERSONS_IN_FORCE_UMM, 4);
    cell_is(&s, GJIROKASTER, PERSONS_IN_FORCE_UM, 6);
    cell_is(&s, GJIROKASTER, PERSONS_ENDED, 3);
    cell_is(&s, GJIROKASTER, PERSONS_ENDED_UM, 3);
    cell_is(&s, LUNXHERI, PERSONS_IN_FORCE_UM, 3);
    cell_is(&s, TOGETHER, ORDERS_UMM, 4);
    cell_is(&s, TOGETHER, ORDERS_UM, 12);
    cell_is(&s, TOGETHER, ORDERS_ALL, 16);
}

static void an_order_counts_from_its_decision_to_its_last_day(void **state)
{
    struct test_register *r = *state;
    struct statistics s;

    year_2022_import(r);
    s = count(r, 2022, 1, 16, false);
    cell_is(&s, TOGETHER, PERSONS_ALL, 0);
    s = count(r, 2022, 1, 17, false);
    cell_is(&s, TOGETHER, PERSONS_IN_FORCE, 1);
    s = count(r, 2022, 9, 19, false);
    cell_is(&s, TOGETHER, PERSONS_ENDED, 0);
    s = count(r, 2022, 9, 20, false);
    cell_is(&s, TOGETHER, PERSONS_ENDED, 1);
}

static int64_t order_make(struct test_register *r, int64_t file, int64_t person, enum order_kind kind,
                          const char *number, date on, date start, date end)
{
    struct order_person ana = {.person = person,
                               .role = ROLE_PROTECTED,
                               .who = {.first_name = "Ana", .surname = "Testi", .birth_date = DATE_NONE}};
    const struct order_new in = {.case_id = file,
                                 .kind = kind,
                                 .issuer = "Gjykata e Rrethit Gjyqësor Gjirokastër",
                                 .number = number,
                                 .decision_date = on,
                                 .start = start,
                                 .end = end,
                                 .final_date = DATE_NONE,
                                 .received_on = DATE_NONE,
                                 .hearing_on = DATE_NONE,
                                 .unit = "Picar",
                                 .persons = &ana,
                                 .persons_count = 1,
                                 .unversioned = true};
    int64_t id, case_id;

    must(paper_apart(r, &in, &id, &case_id));
    return case_id;
}

static void a_person_with_two_orders_counts_once(void **state)
{
    static const char *const BESIDE[] = {"follows_or_independent"};
    struct test_register *r = *state;
    int64_t file = order_make(r, 0, 0, ORDER_UMM, "1/2022", date_make(2022, 3, 1), DATE_NONE, DATE_NONE);
    int64_t person = register_int(r, "SELECT id FROM person");
    struct statistics s;

    must(question_confirm(&r->work, BESIDE, 1));
    (void)order_make(r, file, person, ORDER_UM, "2/2022", date_make(2022, 3, 20), DATE_NONE,
                     date_make(2022, 6, 30));
    s = count(r, 2022, 4, 1, false);
    cell_is(&s, TOGETHER, PERSONS_ALL, 1);
    cell_is(&s, TOGETHER, PERSONS_IN_FORCE_UM, 1);
    cell_is(&s, TOGETHER, ORDERS_ALL, 2);
    s = count(r, 2022, 7, 1, false);
    cell_is(&s, TOGETHER, PERSONS_IN_FORCE_UMM, 1);
    cell_is(&s, TOGETHER, PERSONS_ALL, 1);
}

static void an_order_that_starts_later_is_coming(void **state)
{
    struct test_register *r = *state;
    struct statistics s;

    (void)order_make(r, 0, 0, ORDER_UM, "1/2022", date_make(2022, 3, 1), date_make(2022, 4, 1),
                     date_make(2022, 9, 1));
    s = count(r, 2022, 3, 31, false);
    cell_is(&s, TOGETHER, PERSONS_COMING_UM, 1);
    s = count(r, 2022, 4, 1, false);
    cell_is(&s, TOGETHER, PERSONS_COMING, 0);
    cell_is(&s, TOGETHER, PERSONS_IN_FORCE, 1);
}

static void a_voided_order_does_not_count(void **state)
{
    struct test_register *r = *state;
    int64_t file = order_make(r, 0, 0, ORDER_UMM, "1/2022", date_make(2022, 3, 1), DATE_NONE, DATE_NONE);
    struct act_new voids = {.kind = ACT_CORRECTED,
                            .on = date_make(2022, 3, 2),
                            .start = DATE_NONE,
                            .end = DATE_NONE,
                            .effective = DATE_NONE,
                            .voids = true};
    int64_t act, version;
    struct statistics s;

    (void)file;
    voids.corrects = register_int(r, "SELECT id FROM order_act");
    voids.version = register_int(r, "SELECT version FROM case_file");
    must(act_record(&r->work, register_int(r, "SELECT id FROM protection_order"), &voids, &act, &version));
    s = count(r, 2022, 4, 1, false);
    cell_is(&s, TOGETHER, PERSONS_ALL, 0);
    cell_is(&s, TOGETHER, ORDERS_ALL, 0);
}

static void nothing_small_is_published(void **state)
{
    struct test_register *r = *state;
    struct statistics s;

    year_2022_import(r);
    s = count(r, 2022, 11, 30, true);
    for (size_t row = 0; row < s.rows; row++)
        for (enum statistics_column c = 0; c < STATISTICS_COLUMNS; c++) {
            int64_t n = statistics_cell(&s, row, c);

            assert_true(n == -1 || n >= 5);
        }
    cell_is(&s, TOGETHER, PERSONS_ALL, 16);
    cell_is(&s, LUNXHERI, PERSONS_ALL, -1);
    cell_is(&s, GJIROKASTER, PERSONS_ALL, -1); /* 16 - 13 would say that 3 live elsewhere */
}

/* The tenth of March 2026 is today. */
static void figures_are_published_once_a_month(void **state)
{
    struct test_register *r = *state;
    struct statistics s;

    must_refuse_at(r, statistics_count(&r->work, date_make(2026, 2, 27), true, &s), ERR_INPUT,
                   "not_month_end", "on");
    must_refuse_at(r, statistics_count(&r->work, r->work.today, true, &s), ERR_INPUT, "not_month_end", "on");
    must_refuse_at(r, statistics_count(&r->work, date_make(2026, 3, 31), true, &s), ERR_INPUT, "in_future",
                   "on");
    must(statistics_count(&r->work, DATE_NONE, true, &s));
    assert_int_equal(s.on, date_make(2026, 2, 28));
    must(statistics_count(&r->work, DATE_NONE, false, &s));
    assert_int_equal(s.on, r->work.today);
    r->work.today = date_make(2026, 3, 31);
    must(statistics_count(&r->work, DATE_NONE, true, &s));
    assert_int_equal(s.on, date_make(2026, 3, 31));
}

static void whoever_counts_is_logged(void **state)
{
    static const char SQL_READ[] = "SELECT count(*) FROM audit WHERE what = 'statistics.read' AND actor = "
                                   "'test' AND why = 'on 2026-02-28, for publication'";
    struct test_register *r = *state;
    struct statistics s;

    must(statistics_count(&r->work, date_make(2026, 2, 28), true, &s));
    assert_int_equal(register_int(r, SQL_READ), 1);
    must_fail(statistics_count(&r->work, date_make(2026, 2, 27), true, &s), ERR_INPUT);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit"), 1);
}

static void hidden_cells_are_null_in_json(void **state)
{
    struct test_register *r = *state;
    struct statistics s;
    CLEANUP(buf_free) struct buf text = {0};
    struct json_writer j;
    json_t *json, *unit;

    year_2022_import(r);
    s = count(r, 2022, 11, 30, true);
    json_start(&j, &text);
    json_put_object(&j, NULL);
    statistics_put(&j, &s);
    json_put_end(&j);
    must(json_finish(&j));
    json = json_loadb(text.data, text.len, 0, NULL);
    assert_non_null(json);
    unit = json_array_get(json_object_get(json, "units"), LUNXHERI);
    assert_string_equal(json_string_value(json_object_get(unit, "unit")), "Lunxhëri");
    assert_true(json_is_null(json_object_get(json_object_get(unit, "persons"), "all")));
    assert_true(json_is_true(json_object_get(json, "published")));
    assert_int_equal(json_integer_value(
                         json_object_get(json_object_get(json_object_get(json, "total"), "persons"), "all")),
                     16);
    json_decref(json);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_plan_of_2022_comes_out),
        TEST(those_whose_order_ended_are_told_apart),
        TEST(an_order_counts_from_its_decision_to_its_last_day),
        TEST(a_person_with_two_orders_counts_once),
        TEST(an_order_that_starts_later_is_coming),
        TEST(a_voided_order_does_not_count),
        TEST(nothing_small_is_published),
        TEST(figures_are_published_once_a_month),
        TEST(whoever_counts_is_logged),
        TEST(hidden_cells_are_null_in_json),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
