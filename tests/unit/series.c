/* Figures month by month: the same as asking for the table of each month's end, and nothing small leaves the
 * office. 2026-03-10; the persons are made up. */
#include "domain/statistics/series.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/month.h"
#include "domain/statistics/series_publish.h"
#include "domain/statistics/statistics.h"
#include "domain/statistics/suppression.h"
#include "support/holder.h"
#include "support/paper.h"

#define MONTHS 6

/* Orders of half a year, some of which have ended: as many as there are days in `at`. */
static void half_a_year(struct test_register *r)
{
    static const struct {
        int start, end; /* days before and after today */
    } AT[] = {{170, -100}, {150, 60}, {120, -20}, {119, 60}, {90, 60}, {60, -41}, {31, 9}, {9, 60}, {1, 90}};

    for (size_t i = 0; i < sizeof AT / sizeof AT[0]; i++) {
        struct holder h;

        holder_make(r, r->work.today - AT[i].start, r->work.today + AT[i].end, &h);
    }
}

static void each_month_is_the_table_of_its_end(void **state)
{
    struct test_register *r = *state;
    struct series s;

    half_a_year(r);
    must(series_count(&r->work, date_add_months(r->work.today, 1 - MONTHS), DATE_NONE, &s));
    assert_int_equal(s.months.count, MONTHS);
    assert_int_equal(s.months.end[MONTHS - 1], r->work.today);
    for (size_t i = 0; i < s.months.count; i++) {
        struct statistics t;
        size_t total;

        must(statistics_count(&r->work, s.months.end[i], false, &t));
        total = t.rows - 1;
        assert_int_equal(s.in_force[0][i], statistics_cell(&t, total, PERSONS_IN_FORCE_UMPMM));
        assert_int_equal(s.in_force[1][i], statistics_cell(&t, total, PERSONS_IN_FORCE_UMM));
        assert_int_equal(s.in_force[2][i], statistics_cell(&t, total, PERSONS_IN_FORCE_UM));
    }
    assert_true(s.in_force[2][MONTHS - 1] > 0);
}

/* What was decided by the end of a month, less what was decided by the end of the one before. */
static void orders_count_in_the_month_they_were_decided(void **state)
{
    struct test_register *r = *state;
    struct statistics before, after;
    struct series s;
    int64_t sum = 0;

    half_a_year(r);
    must(series_count(&r->work, date_add_months(r->work.today, 1 - MONTHS), DATE_NONE, &s));
    for (size_t i = 1; i < s.months.count; i++) {
        int64_t units = 0;

        must(statistics_count(&r->work, s.months.end[i - 1], false, &before));
        must(statistics_count(&r->work, s.months.end[i], false, &after));
        assert_int_equal(s.orders[2][i], statistics_cell(&after, after.rows - 1, ORDERS_UM) -
                                             statistics_cell(&before, before.rows - 1, ORDERS_UM));
        for (size_t u = 0; u < s.unit_count; u++)
            units += s.unit_orders[u * s.months.count + i];
        assert_int_equal(units, s.orders[0][i] + s.orders[1][i] + s.orders[2][i]);
        sum += units;
    }
    assert_true(sum > 4);
}

/* A mother and her child from 18 February on. */
static void entitlements_are_those_of_the_day(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct series s;

    holder_make(r, r->work.today - 20, r->work.today + 60, &h);
    must(series_count(&r->work, date_add_months(r->work.today, -2), DATE_NONE, &s));
    assert_int_equal(s.months.count, 3);
    for (size_t v = 0; v < SV_COUNT; v++) {
        bool rides = SERVICES[v] == SV_TRANSPORT;

        assert_int_equal(s.entitled[v][0], 0);
        if (rides || SERVICES[v] == SV_PAYMENT)
            assert_int_equal(s.entitled[v][2], rides ? 2 : 0); /* nobody applied for the payment */
    }
}

static void the_months_are_bounded(void **state)
{
    struct test_register *r = *state;
    date month = month_first(r->work.today);
    struct series s;

    must_refuse_at(r, series_count(&r->work, DATE_NONE, date_add_months(month, 1), &s), ERR_INPUT,
                   "in_future", "until");
    must_refuse_at(r, series_count(&r->work, month, date_add_months(month, -1), &s), ERR_INPUT,
                   "out_of_order", "until");
    must_refuse_at(r, series_count(&r->work, date_add_months(month, -SERIES_MONTHS_MAX), month, &s),
                   ERR_INPUT, "too_many_months", "until");
    must(series_count(&r->work, date_add_months(month, 1 - SERIES_MONTHS_MAX), month, &s));
    assert_int_equal(s.months.count, SERIES_MONTHS_MAX);
    must(series_count(&r->work, DATE_NONE, DATE_NONE, &s));
    assert_int_equal(s.months.count, 12);
}

static const char *line_of(const char *csv, const char *month)
{
    const char *line = strstr(csv, month);

    assert_non_null(line);
    return line;
}

/* One family: every cell of hers is small. */
static void nothing_small_leaves_the_office(void **state)
{
    CLEANUP(buf_free) struct buf csv = {0};
    struct test_register *r = *state;
    const char *line;
    struct holder h;

    holder_make(r, r->work.today - 40, r->work.today + 60, &h);
    must(series_publish(&r->work, DATE_NONE, DATE_NONE, &csv));
    line = line_of(csv.data, "\n2026-02;");
    assert_memory_equal(line, "\n2026-02;;;;;;;;;;;;\r\n", 23);
    assert_null(strstr(csv.data, "2026-03"));
    must_refuse_at(r, series_publish(&r->work, DATE_NONE, r->work.today, &csv), ERR_INPUT, "in_future",
                   "until");
}

static void what_leaves_it_is_what_is_published_anyhow(void **state)
{
    CLEANUP(buf_free) struct buf csv = {0};
    struct test_register *r = *state;
    struct statistics t;
    char start[64];
    date end;

    half_a_year(r);
    end = month_first(r->work.today) - 1;
    must(series_publish(&r->work, DATE_NONE, DATE_NONE, &csv));
    must(statistics_count(&r->work, end, true, &t));
    if (statistics_cell(&t, t.rows - 1, PERSONS_IN_FORCE) < 0)
        snprintf(start, sizeof start, "\n2026-02;;");
    else
        snprintf(start, sizeof start, "\n2026-02;%ld;",
                 (long)statistics_cell(&t, t.rows - 1, PERSONS_IN_FORCE));
    assert_non_null(strstr(csv.data, start));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'statistics.export'"), 1);
}

/* ---- whoever keeps all that was published subtracts each from each */

#define CELLS 13

/* -1: hidden. The month itself is passed over. */
static size_t lines_read(const char *csv, int64_t lines[][CELLS])
{
    size_t n = 0;

    for (const char *p = strchr(csv, '\n'); p && p[1]; p = strchr(p + 1, '\n'), n++) {
        const char *at = p + 1;

        for (size_t c = 0; c < CELLS; c++) {
            lines[n][c] = *at == ';' || *at == '\r' ? -1 : strtoll(at, NULL, 10);
            at += strcspn(at, ";\r") + 1;
        }
    }
    return n;
}

static void far_apart(int64_t a, int64_t b, bool grows)
{
    if (a >= 0 && b >= 0 && (grows || a != b))
        assert_true(llabs(a - b) >= SUPPRESSION_LEAST);
}

/* Twelve months of a register that grows by one to six families a month. */
static void families_come(struct test_register *r)
{
    for (int month = 1; month <= 12; month++)
        for (int i = 0; i <= month * 5 % 7; i++) {
            struct holder h;

            holder_make(r, r->work.today - month * 28 - i, r->work.today + 60 - month * 11, &h);
        }
}

static void no_two_published_numbers_tell_of_fewer_than_five(void **state)
{
    CLEANUP(buf_free) struct buf csv = {0};
    struct test_register *r = *state;
    int64_t lines[SERIES_MONTHS_MAX][CELLS];
    size_t n, shown = 0;

    families_come(r);
    must(series_publish(&r->work, DATE_NONE, DATE_NONE, &csv));
    n = lines_read(csv.data, lines);
    assert_int_equal(n, 12);
    for (size_t i = 0; i < n; i++)
        for (size_t c = 1; c < CELLS; c++) {
            shown += lines[i][c] >= 0;
            for (size_t j = 0; j < i; j++)
                far_apart(lines[i][c], lines[j][c], c >= 5 && c < 9);
            for (size_t d = 1; d < c; d++) /* persons among themselves: in force, and entitled */
                if ((c < 5 || c >= 9) && (d < 5 || d >= 9) && (c >= 9 || d >= 9))
                    far_apart(lines[i][c], lines[i][d], false);
        }
    assert_true(shown > 10);
}

/* Single months, backwards, and the series again: whatever the order, what is out stays and nothing joins it.
 */
static void the_order_of_publishing_does_not_matter(void **state)
{
    CLEANUP(buf_free) struct buf csv = {0}, again = {0};
    struct test_register *r = *state;
    date end = month_first(r->work.today) - 1;
    struct statistics t[12];

    families_come(r);
    for (size_t i = 0; i < 12; i++, end = month_first(end) - 1)
        must(statistics_count(&r->work, end, true, &t[i]));
    must(series_publish(&r->work, DATE_NONE, DATE_NONE, &csv));
    must(series_publish(&r->work, DATE_NONE, DATE_NONE, &again));
    assert_string_equal(csv.data, again.data);
    for (size_t i = 0; i < 12; i++)
        for (size_t j = 0; j < i; j++)
            for (size_t row = 0; row < t[i].rows; row++)
                for (int c = 0; c < STATISTICS_COLUMNS; c++)
                    far_apart(statistics_cell(&t[i], row, (enum statistics_column)c),
                              statistics_cell(&t[j], row, (enum statistics_column)c),
                              c == PERSONS_ALL || c >= ORDERS_ALL);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(each_month_is_the_table_of_its_end),
        CASE(orders_count_in_the_month_they_were_decided),
        CASE(entitlements_are_those_of_the_day),
        CASE(the_months_are_bounded),
        CASE(nothing_small_leaves_the_office),
        CASE(what_leaves_it_is_what_is_published_anyhow),
        CASE(no_two_published_numbers_tell_of_fewer_than_five),
        CASE(the_order_of_publishing_does_not_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
