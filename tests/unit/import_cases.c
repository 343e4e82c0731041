/* Lists as municipalities keep them, each with what is odd about it: what must be said of every line, and how
 * many rows are read, taken, bad and asked about, was written down before the program was asked. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "domain/file/case_note.h"
#include "domain/file/person.h"
#include "domain/import/order_import.h"
#include "support/register.h"

#define NOVEMBER 1793610000 /* 2026-11-02, 09:00 UTC */

static int setup(void **state)
{
    int failed = register_setup(state);

    if (!failed)
        register_at(*state, NOVEMBER);
    return failed;
}

static struct import_report take(struct test_register *r, const char *name, const char *confirm,
                                 bool skip_bad)
{
    CLEANUP(buf_free) struct buf file = {0};
    const struct import_options options = {
        .skip_bad = skip_bad, .confirm = &confirm, .confirm_count = confirm != NULL};
    struct import_report report;
    char path[200];

    snprintf(path, sizeof path, "tests/reference/import/%s", name);
    must(file_read(path, 1 << 20, &file));
    must(order_import(&r->work, file.data, file.len, &options, &report));
    return report;
}

/* "read taken there bad asked", and each note as "line:column:code" with "?" behind a warning and "??" behind
 * a question. */
static void told(const struct import_report *r, const char *expected)
{
    static const char *const MARKS[] = {[NOTE_FAULT] = "", [NOTE_QUESTION] = "??", [NOTE_WARNING] = "?"};
    CLEANUP(buf_free) struct buf b = {0};

    buf_format(&b, "%zu %zu %zu %zu %zu", r->read, r->taken, r->there, r->bad, r->asked);
    for (size_t i = 0; i < r->note_count; i++)
        buf_format(&b, " %zu:%s:%s%s", r->notes[i].line, r->notes[i].column, r->notes[i].code,
                   MARKS[r->notes[i].severity]);
    assert_string_equal(b.data, expected);
}

static void each_list_is_told_what_is_odd_about_it(void **state)
{
    static const struct {
        const char *name, *told;
    } CASES[] = {
        {"blank_rows_at_the_end.csv", "1 1 0 0 0"},
        {"dates_with_a_time.csv", "1 1 0 0 0"},
        {"ditto_marks.csv", "3 1 0 2 0 3:unit:ditto 3:father_name:ditto 3:surname:ditto 4:issuer:ditto "
                            "4:first_name:ditto 4:surname:ditto"},
        {"placeholders_as_names.csv",
         "6 0 0 6 0 2:surname:no_name 3:first_name:no_name 4:surname:no_name 4:children:taken_as_nothing? "
         "5:first_name:no_value 5:father_name:taken_as_nothing? 6:first_name:no_name "
         "6:birth_date:taken_as_nothing? 7:first_name:lost_letter"},
        {"one_name_only.csv", "1 1 0 0 0"},
        {"number_became_date.csv",
         "8 8 0 0 0 2:number:number_like_date? 3:number:number_like_date? 4:number:number_like_date? "
         "5:number:number_like_date? 6:number:number_like_date? 7:number:number_like_date?"},
        {"misread_as_windows_1252.csv",
         "2 1 0 0 1 2:issuer:misread?? 2:first_name:misread?? 2:surname:misread??"},
        {"misread_heading.csv", "1 1 0 0 0 1:end:misread? 1:unit:misread?"},
        {"children_named_with_years.csv", "3 1 0 2 0 2:children:bad_child 3:children:bad_child"},
        {"children_counted.csv",
         "3 1 0 0 2 2:children:bad_child?? 3:children:bad_child?? 4:children:taken_as_nothing?"},
        {"unclosed_quote.csv", "6 5 0 1 0 3::bad_csv"},
        {"quote_closed_in_a_later_row.csv", "6 5 0 1 0 3::bad_csv"},
        {"unicode_text.txt", "1 1 0 0 0"},
        {"unicode_text_big_endian.txt", "1 1 0 0 0"},
        {"no_mark_utf16.txt", "1 1 0 0 0"},
        {"title_above_the_headings.csv", "1 1 0 0 0 1::above_heading?"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        void *own = NULL;
        struct import_report report;

        assert_int_equal(setup(&own), 0);
        report = take(own, CASES[i].name, NULL, true);
        print_message("%s\n", CASES[i].name);
        told(&report, CASES[i].told);
        assert_true(report.written);
        register_teardown(&own);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_list_is_told_what_is_odd_about_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
