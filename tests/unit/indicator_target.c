/* What the plan wants of its indicators: kept version by version, refused at the field, and laid beside the
 * figure of the year without telling one that is hidden. */
#include "domain/report/indicator_target.h"

#include <stdio.h>
#include <string.h>

#include "domain/report/report.h"
#include "domain/report/report_paper.h"
#include "store/db.h"
#include "support/pdf_reader.h"
#include "support/register.h"
#include "support/sheet.h"

#define CODE     "2.1.1.points"
#define CALLS    "3.2.1.calls"
#define MEETINGS "2.1.2.meetings"

static struct indicator_new wanted(struct indicator_year *years, size_t count, int64_t version)
{
    return (struct indicator_new){
        .version = version, .source = "Plani social, faqja 31", .years = years, .years_count = count};
}

static int64_t write(struct test_register *r, const char *code, int64_t version, int64_t year, int64_t target)
{
    struct indicator_year y = {year, target};
    const struct indicator_new in = wanted(&y, 1, version);
    int64_t ret;

    must(indicator_target_write(&r->work, code, &in, &ret));
    return ret;
}

static const struct indicator *named(struct test_register *r, const char *code)
{
    struct indicator *list;
    size_t count;

    must(indicator_list(&r->work, &list, &count));
    for (size_t i = 0; i < count; i++)
        if (!strcmp(list[i].code, code))
            return &list[i];
    return NULL;
}

static void what_is_wanted_is_kept_version_by_version(void **state)
{
    struct test_register *r = *state;
    struct indicator_year years[] = {{2026, 40}, {2025, 30}};
    struct indicator_new in = wanted(years, 2, 0);
    const struct indicator *of = named(r, CODE);
    int64_t version;

    assert_int_equal(of->version, 0);
    assert_int_equal(of->year_count, 0);
    assert_null(named(r, "3.2.3.posted")); /* others count it */
    must(indicator_target_write(&r->work, CODE, &in, &version));
    assert_int_equal(version, 1);
    of = named(r, CODE);
    assert_int_equal(of->year_count, 2);
    assert_int_equal(of->years[0].year, 2025);
    assert_int_equal(of->years[1].target, 40);
    assert_string_equal(of->source, "Plani social, faqja 31");
    must_refuse_at(r, indicator_target_write(&r->work, CODE, &in, &version), ERR_CONFLICT, "target_changed",
                   "version");
    in = wanted(NULL, 0, 1);
    must(indicator_target_write(&r->work, CODE, &in, &version));
    assert_int_equal(named(r, CODE)->year_count, 0);
    assert_int_equal(named(r, CALLS)->version, 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM indicator_target_year"), 2);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'indicator_target.written' AND "
                                     "why = '" CODE "'"),
                     2);
    assert_int_not_equal(db_script(r->work.db, "UPDATE indicator_target_year SET target = 1"), OK);
    assert_int_not_equal(db_script(r->work.db, "DELETE FROM indicator_target_year"), OK);
    assert_int_not_equal(db_script(r->work.db, "UPDATE indicator_target SET source = 'x'"), OK);
    assert_int_not_equal(db_script(r->work.db, "DELETE FROM indicator_target"), OK);
}

static void a_target_that_cannot_be_is_refused_at_its_field(void **state)
{
    struct test_register *r = *state;
    static const struct {
        struct indicator_year years[2];
        size_t count;
        const char *code, *field;
    } BAD[] = {
        {{{1976, 3}}, 1, "before_the_law", "years[0].year"},
        {{{2006, 3}}, 1, "before_the_law", "years[0].year"},
        {{{0, 3}}, 1, "before_the_law", "years[0].year"},
        {{{2037, 3}}, 1, "year_too_far", "years[0].year"},
        {{{2026, 3}, {2026, 4}}, 2, "year_twice", "years[1].year"},
        {{{2026, -1}}, 1, "out_of_range", "years[0].target"},
        {{{2026, INDICATOR_TARGET_MAX + 1}}, 1, "out_of_range", "years[0].target"},
    };
    struct indicator_new in;
    int64_t version;

    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        struct indicator_year years[2];

        memcpy(years, BAD[i].years, sizeof years);
        in = wanted(years, BAD[i].count, 0);
        must_refuse_at(r, indicator_target_write(&r->work, CODE, &in, &version), ERR_INPUT, BAD[i].code,
                       BAD[i].field);
    }
    in = wanted(NULL, 0, 0);
    must_refuse_at(r, indicator_target_write(&r->work, "3.2.3.posted", &in, &version), ERR_ABSENT,
                   "no_such_indicator", "indicator");
    r->work.actor.roles = R_AID_OFFICER;
    must_refuse(r, indicator_target_write(&r->work, CODE, &in, &version), ERR_DENIED, "forbidden");
    assert_int_equal(register_int(r, "SELECT count(*) FROM indicator_target"), 0);
    r->work.actor.roles = R_STAFF;
    assert_int_equal(write(r, CODE, 0, 2007, 0), 1);
    assert_int_equal(write(r, CODE, 1, 2036, INDICATOR_TARGET_MAX), 2);
}

static const struct indicator_beside *beside(const struct report *r, const char *code)
{
    for (size_t c = 0; c < r->of->column_count; c++)
        if (!strcmp(r->of->columns[c].code, code))
            return &r->beside[c];
    fail_msg("no column %s", code);
    return NULL;
}

static struct report make(struct test_register *r, const char *code, int64_t year, bool leaves)
{
    const struct report_asked in = {.year = year, .from = DATE_NONE, .until = DATE_NONE, .leaves = leaves};
    struct report ret;

    must(report_make(&r->work, report_named(code), &in, &ret));
    return ret;
}

static void directors_met(struct test_register *r, const char *day)
{
    char sql[240];

    (void)snprintf(
        sql, sizeof sql,
        "INSERT INTO meeting (id, kind, on_day, key_id, said_sealed) SELECT coalesce(max(id), 0) + 1, "
        "'directors', '%s', 1, x'00' FROM meeting",
        day);
    must(db_script(r->work.db, sql));
}

static void a_figure_stands_beside_what_was_wanted(void **state)
{
    struct test_register *r = *state;
    const struct report_asked days = {.from = date_make(2026, 1, 1), .until = date_make(2026, 1, 31)};
    struct report t;

    directors_met(r, "2026-01-20");
    write(r, MEETINGS, 0, 2026, 1);
    write(r, CODE, 0, 2026, 1);
    t = make(r, "plan", 2026, false);
    assert_int_equal(beside(&t, MEETINGS)->met, INDICATOR_REACHED);
    assert_int_equal(beside(&t, MEETINGS)->target, 1);
    assert_int_equal(beside(&t, CODE)->met, INDICATOR_NOT_YET);
    assert_int_equal(beside(&t, "3.3.2.managed")->met, INDICATOR_NONE);
    t = make(r, "plan", 2025, false);
    assert_int_equal(beside(&t, MEETINGS)->met, INDICATOR_NONE);
    must(report_make(&r->work, report_named("plan"), &days, &t));
    assert_null(t.beside);
    t = make(r, "units", 2026, false);
    assert_null(t.beside);
}

/* No call of 2025: in the office that is 0, and not yet 1; outside it is hidden, and so is whether. */
static void a_hidden_figure_tells_nothing_by_its_target(void **state)
{
    struct test_register *r = *state;
    struct report t;

    write(r, CALLS, 0, 2025, 1);
    t = make(r, "plan", 2025, false);
    assert_int_equal(beside(&t, CALLS)->met, INDICATOR_NOT_YET);
    t = make(r, "plan", 2025, true);
    assert_int_equal(beside(&t, CALLS)->met, INDICATOR_UNTOLD);
    assert_int_equal(beside(&t, CALLS)->target, 1);
}

static void papers_say_what_was_wanted(void **state)
{
    CLEANUP(buf_free) struct buf csv = {0}, xlsx = {0}, sheet = {0};
    CLEANUP(buf_free) struct buf pdf = {0};
    char text[8000];
    struct test_register *r = *state;
    struct report t;

    directors_met(r, "2025-01-20");
    write(r, MEETINGS, 0, 2025, 3);
    write(r, CALLS, 0, 2025, 7);
    t = make(r, "plan", 2025, true);
    must(report_csv_write(&r->work, &t, &csv));
    assert_non_null(strstr(csv.data, "Synimi;;;3;;"));
    assert_non_null(strstr(csv.data, "Arritja e synimit;pa synim;pa synim;ende jo;pa synim;"));
    assert_non_null(strstr(csv.data, ";7;"));
    assert_non_null(strstr(csv.data, ";nuk thuhet;"));
    must(report_xlsx_write(&r->work, &t, &xlsx));
    sheet_open(&xlsx, false, &sheet);
    assert_non_null(strstr(sheet.data, "\"Synimi\";;;3;;"));
    assert_non_null(strstr(sheet.data, "\"Arritja e synimit\";\"pa synim\";\"pa synim\";\"ende jo\";"));
    assert_non_null(strstr(sheet.data, "\"Gjithsej\";0;0;1;0;"));
    must(report_pdf_write(&r->work, &t, &pdf));
    (void)pdf_read_by("pdftotext -layout a.pdf - | tr -s '\\n ' ' '", &pdf, text, sizeof text);
    assert_non_null(strstr(text, "2.1.2 Takime të drejtuesve: 1 (më parë: 0) · synimi: 3, ende jo"));
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(what_is_wanted_is_kept_version_by_version),
        CASE(a_target_that_cannot_be_is_refused_at_its_field),
        CASE(a_figure_stands_beside_what_was_wanted),
        CASE(a_hidden_figure_tells_nothing_by_its_target),
        CASE(papers_say_what_was_wanted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
