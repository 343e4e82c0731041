/* The log as those see it who look into it: by day, by file, by person; and as a table that no spreadsheet
 * runs. Tuesday 2026-03-10, ten in the morning. */
#include "domain/office/audit_list.h"

#include <string.h>

#include "domain/file/case_file.h"
#include "domain/office/audit.h"
#include "support/paper.h"

#define DAY   86400
#define TODAY (r->work.today)

static void note(struct test_register *r, const char *actor, const char *what, int64_t case_id,
                 const char *why)
{
    const char *before = r->work.actor.name;

    r->work.actor.name = actor;
    must(audit_append(&r->work,
                      &(struct audit_entry){.what = what, .record = "x", .case_id = case_id, .why = why}));
    r->work.actor.name = before;
}

static size_t listed(struct test_register *r, struct audit_filter f, struct audit_line **ret)
{
    size_t count;

    f.limit = 100;
    must(audit_list(&r->work, &f, ret, &count));
    return count;
}

static void days_are_those_of_tirane_ends_included(void **state)
{
    struct test_register *r = *state;
    struct audit_line *lines;
    int64_t midnight = REGISTER_NOW - 10 * 3600; /* in Tirane */

    register_at(r, midnight - 1);
    note(r, "a", "one", 0, NULL);
    register_at(r, midnight);
    note(r, "a", "two", 0, NULL);
    register_at(r, midnight + DAY - 1);
    note(r, "a", "three", 0, NULL);
    register_at(r, midnight + DAY);
    note(r, "a", "four", 0, NULL);
    register_at(r, REGISTER_NOW);
    assert_int_equal(listed(r, (struct audit_filter){.from = TODAY, .until = TODAY, .actor = "a"}, &lines),
                     2);
    assert_string_equal(lines[0].what, "three");
    assert_string_equal(lines[1].what, "two");
    assert_int_equal(listed(r, (struct audit_filter){.from = TODAY, .actor = "a"}, &lines), 3);
    assert_int_equal(listed(r, (struct audit_filter){.until = TODAY - 1, .actor = "a"}, &lines), 1);
}

static void a_file_is_found_by_its_number(void **state)
{
    struct test_register *r = *state;
    struct audit_line *lines;
    int64_t a, b;

    must(case_register(&r->work, "Gjirokastër", &a));
    must(case_register(&r->work, "Gjirokastër", &b));
    note(r, "a", "case.read", b, NULL);
    assert_int_equal(listed(r, (struct audit_filter){.case_number = "2/2026"}, &lines), 2);
    assert_string_equal(lines[0].case_number, "2/2026");
    assert_int_equal(lines[0].case_id, b);
    assert_int_equal(listed(r, (struct audit_filter){.case_number = "3/2026"}, &lines), 0);
    assert_int_equal(listed(r, (struct audit_filter){.what = "case.r", .case_number = "2/2026"}, &lines), 1);
}

static void a_table_needs_its_days(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf csv = {0};
    struct audit_filter f = {0};

    must_refuse_at(r, audit_export(&r->work, &f, &csv), ERR_INPUT, "required", "from");
    f.from = TODAY;
    must_refuse_at(r, audit_export(&r->work, &f, &csv), ERR_INPUT, "required", "until");
    f.until = TODAY - 1;
    must_refuse_at(r, audit_export(&r->work, &f, &csv), ERR_INPUT, "out_of_order", "until");
    f.until = TODAY + AUDIT_EXPORT_DAYS;
    must_refuse_at(r, audit_export(&r->work, &f, &csv), ERR_INPUT, "too_many_days", "until");
    assert_int_equal(csv.len, 0);
    f.until = TODAY + AUDIT_EXPORT_DAYS - 1;
    must(audit_export(&r->work, &f, &csv));
}

/* Account names and reasons are typed by people: no cell may begin as a formula does. */
static void no_cell_is_a_formula(void **state)
{
    static const char SQL_LOGGED[] = "SELECT count(*) FROM audit WHERE what = 'audit.export' AND why = 'from "
                                     "2026-03-10 until 2026-03-10: 2 lines'";
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf csv = {0};

    r->work.actor.session_number = 4;
    r->work.network = "192.0.2.0/24";
    note(r, "=cmd|'/c calc'!A1", "case.read", 0, "@SUM(1+1)");
    note(r, "mira", "case.read", 0, "me; presje \"dhe\" thonjëza");
    must(audit_export(&r->work, &(struct audit_filter){.from = TODAY, .until = TODAY}, &csv));
    assert_memory_equal(
        csv.data, "\xEF\xBB\xBFNr.;Koha;Kush;Llogaria;Çfarë;Dosja;Për çfarë;Arsyeja;Hyrja;Nga cili rrjet\r\n",
        sizeof "\xEF\xBB\xBFNr.;Koha;Kush;Llogaria;Çfarë;Dosja;Për çfarë;Arsyeja;Hyrja;Nga cili rrjet\r\n" -
            1);
    assert_non_null(strstr(csv.data, ";'=cmd|'/c calc'!A1;"));
    assert_non_null(strstr(csv.data, ";'@SUM(1+1);4;192.0.2.0/24\r\n"));
    assert_non_null(strstr(csv.data, ";\"me; presje \"\"dhe\"\" thonjëza\";4;192.0.2.0/24\r\n"));
    assert_non_null(strstr(csv.data, ";10.03.2026 10:00;"));
    assert_non_null(strstr(csv.data, ";mira;lexoi dosjen;"));
    assert_null(strstr(csv.data, "case.read"));
    assert_int_equal(register_int(r, SQL_LOGGED), 1);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(days_are_those_of_tirane_ends_included),
        CASE(a_file_is_found_by_its_number),
        CASE(a_table_needs_its_days),
        CASE(no_cell_is_a_formula),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
