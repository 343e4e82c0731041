/* The list to begin with: it is read by the columns it names, and taken as it is without a question. */
#include "domain/import/import_template.h"

#include <string.h>

#include "domain/import/order_import.h"
#include "domain/import/order_import_column.h"
#include "support/register.h"

static void each_heading_names_its_own_column(void **state)
{
    enum import_column found;

    (void)state;
    for (enum import_column c = 0; c < COLUMN_COUNT; c++) {
        assert_true(import_column_find(import_column_heading(c), &found));
        assert_int_equal(found, c);
    }
}

static struct import_report take(struct test_register *r, const struct buf *list)
{
    const struct import_options options = {0};
    struct import_report report;

    must(order_import(&r->work, list->data, list->len, &options, &report));
    return report;
}

/* Two orders of two files, with nothing to say of them; and once more nothing new. */
static void taken_as_it_is_it_raises_no_question(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf list = {0};
    struct import_report report;

    must(import_template(&r->work, &list));
    report = take(r, &list);
    for (size_t i = 0; i < report.note_count; i++)
        print_error("%s: %s\n", report.notes[i].column, report.notes[i].reason);
    assert_int_equal(report.note_count, 0);
    assert_int_equal(report.taken, 2);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_file"), 2);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_person WHERE role = 'dependant'"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_person WHERE role = 'respondent'"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_relation"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order WHERE hearing_on IS NOT NULL"),
                     1);
    report = take(r, &list);
    assert_int_equal(report.there, 2);
}

/* All that it names: whoever fills it in sees how each column is written, or leaves it empty. */
static void it_has_a_header_and_two_rows(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf list = {0};
    size_t lines = 0;

    must(import_template(&r->work, &list));
    for (const char *p = list.data; *p; p++)
        lines += *p == '\n';
    assert_int_equal(lines, 3);
    assert_non_null(strstr(list.data, "Data e vendimit;"));
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_heading_names_its_own_column),
        with_register(taken_as_it_is_it_raises_no_question),
        with_register(it_has_a_header_and_two_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
