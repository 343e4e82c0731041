/* Reports: Table 3 of 2022 comes out of the reference file as the plan prints it, what is not ours is never
 * 0, and nothing small is told to whoever may not see files. */
#include "domain/report/report.h"

#include <string.h>

#include "domain/casework/call.h"
#include "domain/casework/contact_point.h"
#include "domain/report/fact_order.h"
#include "domain/report/report_paper.h"
#include "store/db.h"
#include "support/casework.h"
#include "support/register.h"
#include "support/year_2022.h"

#define GJIROKASTER 2 /* rows: the seven units by name, then the whole */
#define LUNXHERI    4
#define WHOLE       7

static struct report_asked year(int64_t y)
{
    return (struct report_asked){.year = y, .from = DATE_NONE, .until = DATE_NONE};
}

static struct report make(struct test_register *r, const char *code, int64_t y)
{
    const struct report_asked in = year(y);
    struct report ret;

    must(report_make(&r->work, report_named(code), &in, &ret));
    return ret;
}

static const struct report_cell *cell(const struct report *r, size_t row, const char *code)
{
    for (size_t i = 0; i < r->of->column_count; i++)
        if (!strcmp(r->of->columns[i].code, code))
            return &r->cells[row * r->of->column_count + i];
    fail_msg("no column %s", code);
    return NULL;
}

/* Seed 004, Table 3: Gjirokastër 13, Lunxhëri 3, together 16; the plan says of the kinds 12 UM. */
static void table_3_of_2022_comes_out(void **state)
{
    struct test_register *r = *state;
    struct report t;

    year_2022_import(r);
    t = make(r, "units", 2022);
    assert_int_equal(t.rows, WHOLE + 1);
    assert_int_equal(cell(&t, GJIROKASTER, "protected")->value, 13);
    assert_int_equal(cell(&t, LUNXHERI, "protected")->value, 3);
    assert_int_equal(cell(&t, WHOLE, "protected")->value, 16);
    assert_int_equal(cell(&t, WHOLE, "UM")->value, 12);
    assert_int_equal(cell(&t, 0, "protected")->value, 0);
    assert_false(cell(&t, WHOLE, "aid")->known);
    assert_int_equal(t.before[WHOLE * t.of->column_count + 4].value, 0);
}

static void small_numbers_are_hidden_from_who_may_not_see_files(void **state)
{
    struct test_register *r = *state;
    const struct report_asked now = year(2026);
    struct report t;

    year_2022_import(r);
    r->work.actor.roles = R_DIRECTOR;
    t = make(r, "units", 2022);
    /* 16 are told. Beside them 12 UM would tell that 4 have another order, and 13 of Gjirokastër that 3 are
     * from elsewhere. */
    for (size_t i = 0; i < t.rows; i++) {
        assert_int_equal(cell(&t, i, "protected")->hidden, i != WHOLE);
        assert_true(cell(&t, i, "UM")->hidden);
    }
    assert_int_equal(cell(&t, WHOLE, "protected")->value, 16);
    must_refuse_at(r, report_make(&r->work, report_named("units"), &now, &t), ERR_INPUT, "year_not_over",
                   "year");
    r->work.actor.roles = R_AID_OFFICER;
    must_refuse(r, report_make(&r->work, report_named("units"), &now, &t), ERR_DENIED, "forbidden");
}

static int64_t number(struct test_register *r, const char *sql)
{
    int64_t n;

    must(db_int(r->work.db, sql, NO_BINDS, &n));
    return n;
}

/* Nobody was known of when 2022 went out: whoever lays a later count beside that would see who came. */
static void a_year_that_is_out_stays_as_it_was(void **state)
{
    struct test_register *r = *state;
    struct report_asked out = year(2022);
    struct report t, *all;
    size_t count;

    out.leaves = true;
    must(report_make_all(&r->work, 2022, &all, &count)); /* stays in the office */
    assert_int_equal(number(r, "SELECT count(*) FROM report_published"), 0);
    must(report_make(&r->work, report_named("courts"), &out, &t));
    assert_true(cell(&t, t.rows - 1, "asked")->hidden);
    year_2022_import(r);
    for (int i = 0; i < 3; i++) { /* out, told here, and on the screen of who sees no file */
        if (i == 2)
            r->work.actor.roles = R_DIRECTOR;
        if (i == 1) {
            must(report_make_all(&r->work, 2022, &all, &count));
            t = all[0];
            assert_string_equal(t.of->code, "units");
        } else {
            const struct report_asked in = i ? year(2022) : out;

            must(report_make(&r->work, report_named("units"), &in, &t));
        }
        assert_true(t.row[t.rows - 1].whole);
        assert_true(cell(&t, t.rows - 1, "protected")->hidden);
        assert_false(cell(&t, t.rows - 1, "aid")->known);
    }
    r->work.actor.roles = R_STAFF;
    t = make(r, "units", 2022);
    assert_int_equal(cell(&t, WHOLE, "protected")->value, 16);
    out.year = 2021; /* it stood beside 2022 */
    must(report_make(&r->work, report_named("units"), &out, &t));
    assert_int_equal(number(r, "SELECT count(DISTINCT year) FROM report_published"), 3);
    assert_int_not_equal(db_script(r->work.db, "UPDATE report_published SET value = 7 WHERE hidden = 0"), OK);
}

static void a_cell_opens_its_files(void **state)
{
    struct test_register *r = *state;
    struct report_file *files;
    struct report t;
    size_t count;
    int64_t shut;

    year_2022_import(r);
    t = make(r, "units", 2022);
    must(report_files(&r->work, &t, LUNXHERI, 4, &files, &count, &shut));
    assert_int_equal(count, 3);
    assert_int_equal(shut, 0);
    must_refuse_at(r, report_files(&r->work, &t, 99, 4, &files, &count, &shut), ERR_INPUT, "unknown_cell",
                   "row");
    r->work.actor.roles = R_DIRECTOR;
    must_refuse(r, report_files(&r->work, &t, LUNXHERI, 4, &files, &count, &shut), ERR_DENIED, "forbidden");
}

static void days_refuse(struct test_register *r, date from, date until, const char *code, const char *field)
{
    const struct report_asked in = {.from = from, .until = until};
    struct report_period p;

    must_refuse_at(r, report_period_read(&r->work, &in, &p), ERR_INPUT, code, field);
}

static void a_period_that_cannot_be_is_refused(void **state)
{
    struct test_register *r = *state;
    struct report_asked both = {.year = 2025, .from = date_make(2025, 1, 1), .until = DATE_NONE};
    struct report_period p;

    days_refuse(r, date_make(2025, 5, 1), date_make(2025, 4, 30), "out_of_order", "until");
    days_refuse(r, date_make(1975, 1, 1), date_make(2025, 1, 1), "before_the_law", "from");
    days_refuse(r, date_make(2008, 1, 1), date_make(2025, 1, 1), "too_many_years", "until");
    days_refuse(r, date_make(2026, 1, 1), date_make(2026, 12, 31), "in_future", "until");
    days_refuse(r, date_make(2026, 1, 1), DATE_NONE, "required", "until");
    must_refuse(r, report_period_read(&r->work, &both, &p), ERR_INPUT, "year_or_days");
}

/* 10.03.2026: the year under way has 69 days, and so has the other. */
static void a_period_is_compared_with_the_one_before(void **state)
{
    struct test_register *r = *state;
    struct report_asked in = year(2026);
    struct report_period p;

    must(report_period_read(&r->work, &in, &p));
    assert_int_equal(p.until, date_make(2026, 3, 10));
    assert_int_equal(p.before_from, date_make(2025, 1, 1));
    assert_int_equal(p.before_until, date_make(2025, 3, 10));
    in = (struct report_asked){.from = date_make(2025, 4, 1), .until = date_make(2025, 6, 30)};
    must(report_period_read(&r->work, &in, &p));
    assert_int_equal(p.before_from, date_make(2025, 1, 1));
    assert_int_equal(p.before_until, date_make(2025, 3, 31));
    in = (struct report_asked){.from = date_make(2025, 4, 11), .until = date_make(2025, 4, 20)};
    must(report_period_read(&r->work, &in, &p));
    assert_int_equal(p.before_from, date_make(2025, 4, 1));
    assert_int_equal(p.before_until, date_make(2025, 4, 10));
}

static void all_reports_can_be_counted(void **state)
{
    struct test_register *r = *state;
    size_t count;
    const struct report_definition *list = report_list(&count);

    year_2022_import(r);
    for (size_t i = 0; i < count; i++) {
        must(report_check(&r->work, &list[i]));
        (void)make(r, list[i].code, 2022);
    }
}

static void an_unknown_column_is_refused(void **state)
{
    struct test_register *r = *state;
    const struct report_measure violence = {
        .code = "x", .noun = &FACT_ORDERS, .how = HOW_MANY, .where = {{BY_VIOLENCE, "physical"}}};
    const struct report_measure money = {.code = "x", .noun = &FACT_ORDERS, .how = HOW_AMOUNT};
    struct report_definition d = {.code = "x", .rows = BY_UNIT, .columns = &violence, .column_count = 1};

    must_refuse_at(r, report_check(&r->work, &d), ERR_INPUT, "unknown_column", "columns");
    d.columns = &money;
    must_refuse_at(r, report_check(&r->work, &d), ERR_INPUT, "unknown_column", "columns");
}

/* Two intakes of women by their husbands, one told of two kinds of violence; one of a man: EIGE 1 is 2. */
static void the_indicators_of_eige_count_women_and_partners(void **state)
{
    struct test_register *r = *state;
    struct report t;

    work_take(r, work_file(r),
              WORK(RECORD_INTAKE, {"came_through", "herself"}, {"violence", "physical economic"},
                   {"sex", "F"}, {"age_group", "adult"}, {"relation", "spouse"}));
    work_take(r, work_file(r),
              WORK(RECORD_INTAKE, {"came_through", "police"}, {"violence", "physical"}, {"sex", "F"},
                   {"age_group", "young"}, {"relation", "partner"}));
    work_take(r, work_file(r),
              WORK(RECORD_INTAKE, {"came_through", "police"}, {"violence", "physical"}, {"sex", "M"},
                   {"age_group", "adult"}, {"relation", "spouse"}));
    t = make(r, "eige", 2026);
    assert_int_equal(t.rows, 1);
    assert_int_equal(cell(&t, 0, "1")->value, 2);
    assert_int_equal(cell(&t, 0, "4")->value, 2);
    assert_int_equal(cell(&t, 0, "7")->value, 1);
    assert_int_equal(cell(&t, 0, "6")->value, 0);
    assert_true(cell(&t, 0, "6")->known);
    assert_false(cell(&t, 0, "13")->known);
}

static void referred(struct test_register *r, const char *to)
{
    work_take(r, work_file(r),
              WORK(RECORD_REFERRAL, {"to", to}, {"service", "legal"}, {"urgency", "soon"}, {"how", "letter"},
                   {"ground", "child"}, {"ground_text", "fëmijë në rrezik"}));
}

/* Three referrals: to an association that left the book since, to the police, and to whom nobody knows. */
static void referrals_to_private_institutions_are_told_apart(void **state)
{
    struct test_register *r = *state;
    struct contact_new point = {
        .kind = "ngo", .level = "local", .name = "Shoqata “Drita”", .confirmed_on = DATE_NONE};
    struct report t;
    int64_t id;

    must(contact_point_add(&r->work, &point, &id));
    must(contact_point_end(&r->work, id));
    point = (struct contact_new){
        .kind = "police", .level = "local", .name = "Komisariati", .public = true, .confirmed_on = DATE_NONE};
    must(contact_point_add(&r->work, &point, &id));
    referred(r, "shoqata “drita”");
    referred(r, "Komisariati");
    referred(r, "Dikush");
    t = make(r, "referrals", 2026);
    assert_int_equal(cell(&t, t.rows - 1, "files")->value, 3);
    assert_int_equal(cell(&t, t.rows - 1, "private")->value, 1);
}

/* Of the sixteen of 2022 nine UM end in 2023, three before; the four UMM have no end. */
static void orders_count_in_every_year_that_they_protect(void **state)
{
    struct test_register *r = *state;
    struct report t;

    year_2022_import(r);
    t = make(r, "kinds", 2022);
    assert_int_equal(cell(&t, t.rows - 1, "carried_out")->value, 16);
    t = make(r, "kinds", 2023);
    assert_int_equal(cell(&t, t.rows - 1, "carried_out")->value, 13);
    assert_int_equal(cell(&t, t.rows - 1, "orders")->value, 0);
    t = make(r, "kinds", 2024);
    assert_int_equal(cell(&t, t.rows - 1, "carried_out")->value, 4);
    t = make(r, "kinds", 2021);
    assert_int_equal(cell(&t, t.rows - 1, "carried_out")->value, 0);
    t = make(r, "courts", 2023);
    assert_int_equal(cell(&t, t.rows - 1, "granted")->value, 0);
    r->work.actor.roles = R_DIRECTOR; /* 16 beside 16 would tell that none is of before */
    t = make(r, "kinds", 2022);
    assert_true(cell(&t, t.rows - 1, "carried_out")->hidden);
    assert_false(cell(&t, t.rows - 1, "orders")->hidden);
}

static void served(struct test_register *r, int64_t file, const char *service, const char *children)
{
    work_take(r, file,
              children ? WORK(RECORD_CENTRE_SERVICE, {"service", service}, {"quantity", "2"},
                              {"children", children})
                       : WORK(RECORD_CENTRE_SERVICE, {"service", service}));
}

/* Two files: of the one two children, then three came, of whom one for food too; of the other none, then two.
 */
static void children_count_once_by_the_most_of_a_file(void **state)
{
    struct test_register *r = *state;
    const int64_t one = work_file(r), other = work_file(r);
    struct report t;
    size_t row = 0;

    served(r, one, "psychological", "2");
    served(r, one, "psychological", "3");
    served(r, one, "food", "1");
    served(r, other, "psychological", NULL);
    served(r, other, "psychological", "2");
    t = make(r, "centre", 2026);
    while (strcmp(t.row[row].name, "psychological") != 0)
        row++;
    assert_int_equal(cell(&t, row, "children")->value, 5);
    assert_int_equal(cell(&t, row, "files")->value, 2);
    assert_int_equal(cell(&t, t.rows - 1, "children")->value, 5);
}

/* Three intakes: a child with a disability, one without, and a woman with one. */
static void children_with_a_disability_are_told_apart(void **state)
{
    static const char *const TOLD[][2] = {{"child", "yes"}, {"child", "no"}, {"adult", "yes"}};
    struct test_register *r = *state;
    struct report t;

    for (size_t i = 0; i < 3; i++)
        work_take(r, work_file(r),
                  WORK(RECORD_INTAKE, {"came_through", "school"}, {"violence", "physical"},
                       {"age_group", TOLD[i][0]}, {"disability", TOLD[i][1]}));
    t = make(r, "istanbul", 2026);
    assert_int_equal(cell(&t, t.rows - 1, "disability")->value, 2);
    assert_int_equal(cell(&t, t.rows - 1, "child_disability")->value, 1);
}

/* Ten copies came after 0, 0, 0, 1, 1, 1, 1, 5, 5 and 9 days; of the others nobody knows. 24 hours are one
 * day: 7 in time, the fifth of ten is 1, the ninth 5. An UMM on the fifth day behind the order of the police
 * is late (48 and 48 hours: 4 days), an UM on the twentieth behind it in time. */
static void terms_are_kept_or_missed(void **state)
{
    struct test_register *r = *state;
    struct report t;

    year_2022_import(r);
    must(db_script(
        r->work.db,
        "CREATE TEMP TABLE nth AS SELECT id, row_number() OVER (ORDER BY id) AS n FROM protection_order;"
        "UPDATE protection_order SET received_on = CASE WHEN (SELECT n FROM nth WHERE nth.id = "
        "protection_order.id) <= 10 THEN date(decision_date, '+' || substr('0001111559', (SELECT n FROM nth "
        "WHERE nth.id = protection_order.id), 1) || ' days') END;"
        "UPDATE protection_order SET kind = 'UMPMM', decision_date = '2022-03-01' WHERE id = (SELECT id FROM "
        "nth WHERE n = 11);"
        "UPDATE protection_order SET kind = 'UMM', decision_date = '2022-03-06', follows_id = (SELECT id "
        "FROM "
        "nth WHERE n = 11) WHERE id = (SELECT id FROM nth WHERE n = 12);"
        "UPDATE protection_order SET kind = 'UM', decision_date = '2022-03-26', follows_id = (SELECT id FROM "
        "nth WHERE n = 12) WHERE id = (SELECT id FROM nth WHERE n = 13);"));
    t = make(r, "term_copy", 2022);
    assert_int_equal(cell(&t, t.rows - 1, "orders")->value, 10);
    assert_int_equal(cell(&t, t.rows - 1, "kept")->value, 7);
    assert_int_equal(cell(&t, t.rows - 1, "late")->value, 3);
    assert_int_equal(cell(&t, t.rows - 1, "middle")->value, 1);
    assert_int_equal(cell(&t, t.rows - 1, "tail")->value, 5);
    t = make(r, "term_umm", 2022);
    assert_int_equal(cell(&t, t.rows - 1, "late")->value, 1);
    assert_int_equal(cell(&t, t.rows - 1, "middle")->value, 5);
    t = make(r, "term_um", 2022);
    assert_int_equal(cell(&t, t.rows - 1, "kept")->value, 1);
    assert_int_equal(cell(&t, t.rows - 1, "tail")->value, 20);
    for (size_t i = 0; i < t.rows; i++) { /* none is told of the year before: 0 orders, and no median */
        assert_true(t.before[t.of->column_count * i].known);
        assert_false(t.before[t.of->column_count * i + 3].known);
    }
}

static void a_table_says_what_it_does_not_tell(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};
    struct test_register *r = *state;
    struct report t;

    year_2022_import(r);
    t = make(r, "units", 2022);
    must(report_csv_write(&r->work, &t, &out));
    assert_non_null(strstr(out.data, "01.01.2022 – 31.12.2022;"));
    assert_non_null(strstr(out.data,
                           "Gjirokastër;nuk është e jona;nuk është e jona;nuk është e jona;nuk është "
                           "e jona;13;9;13"));
    assert_non_null(strstr(out.data, "01.01.2021 – 31.12.2021;"));
}

#define CASE(t) cmocka_unit_test_setup_teardown(t, register_setup, register_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(table_3_of_2022_comes_out),
        CASE(small_numbers_are_hidden_from_who_may_not_see_files),
        CASE(a_year_that_is_out_stays_as_it_was),
        CASE(a_cell_opens_its_files),
        CASE(a_period_that_cannot_be_is_refused),
        CASE(a_period_is_compared_with_the_one_before),
        CASE(all_reports_can_be_counted),
        CASE(an_unknown_column_is_refused),
        CASE(terms_are_kept_or_missed),
        CASE(a_table_says_what_it_does_not_tell),
        CASE(the_indicators_of_eige_count_women_and_partners),
        CASE(referrals_to_private_institutions_are_told_apart),
        CASE(orders_count_in_every_year_that_they_protect),
        CASE(children_count_once_by_the_most_of_a_file),
        CASE(children_with_a_disability_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
