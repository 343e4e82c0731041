/* Spreadsheet files: what an office's program reads in them, and what must never happen to a name. */
#include "render/xlsx.h"

#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "support/folder.h"
#include "support/sheet.h"

static const struct xlsx_column COLUMNS[] = {
    {.heading = "Nr.", .kind = XLSX_TEXT, .width = 6},
    {.heading = "Emri", .kind = XLSX_TEXT, .width = 24},
    {.heading = "Shuma (lekë të reja)", .kind = XLSX_LEK, .width = 14, .sum = true},
    {.heading = "Data", .kind = XLSX_DATE, .width = 12},
    {.heading = "Nënshkrimi", .kind = XLSX_BLANK, .width = 20},
};
#define COLUMN_COUNT (sizeof COLUMNS / sizeof COLUMNS[0])

static const char *const HEAD[] = {"Lista e pagesave", "Bashkia Gjirokastër", NULL};
static const char *const FOOT[] = {"Përgatiti: ____________", NULL};
static const struct xlsx_sum SUMS[] = {
    {"Pagesa", XLSX_POSITIVE}, {"Shuma për t’u rikuperuar", XLSX_NEGATIVE}, {"Gjithsej", XLSX_ALL}};

static struct xlsx_sheet sheet(void)
{
    return (struct xlsx_sheet){.name = "Pagesat",
                               .head = HEAD,
                               .columns = COLUMNS,
                               .column_count = COLUMN_COUNT,
                               .sums = SUMS,
                               .sum_count = 3,
                               .foot = FOOT,
                               .created = 1773133200};
}

struct line {
    const char *number, *name;
    int64_t amount;
    date day;
};

static void made(const struct line *lines, size_t count, struct buf *ret)
{
    const struct xlsx_sheet s = sheet();
    struct xlsx *x;

    must(xlsx_open(&s, &x));
    for (size_t i = 0; i < count; i++) {
        const struct xlsx_cell cells[COLUMN_COUNT] = {{.text = lines[i].number},
                                                      {.text = lines[i].name},
                                                      {.number = lines[i].amount},
                                                      {.day = lines[i].day}};

        must(xlsx_row(x, cells));
    }
    must(xlsx_close(&x, ret));
    assert_null(x);
}

static const struct line LINES[] = {
    {"0012", "=HYPERLINK(\"http://example.al\";\"Kliko\")", 9000, 20000},
    {"0013", "Drita Çela, \"Ë\" <&>", 1234567, DATE_NONE},
    {"0014", "http://example.al/link", -6000, 20001},
    {"0015", "12345678901234567890", 0, DATE_OPEN},
    {"0016", "+355691234567", 9000, 20002},
};

static void an_office_reads_back_what_was_written(void **state)
{
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf seen = {0};

    (void)state;
    made(LINES, 5, &file);
    sheet_open(&file, false, &seen);
    assert_string_equal(seen.data,
                        "\"Lista e pagesave\";;;;\n"
                        "\"Bashkia Gjirokastër\";;;;\n"
                        ";;;;\n"
                        "\"Nr.\";\"Emri\";\"Shuma (lekë të reja)\";\"Data\";\"Nënshkrimi\"\n"
                        "\"0012\";\"=HYPERLINK(\"\"http://example.al\"\";\"\"Kliko\"\")\";9,000;04.10.2024;\n"
                        "\"0013\";\"Drita Çela, \"\"Ë\"\" <&>\";1,234,567;;\n"
                        "\"0014\";\"http://example.al/link\";-6,000;05.10.2024;\n"
                        "\"0015\";\"12345678901234567890\";0;;\n"
                        "\"0016\";\"+355691234567\";9,000;06.10.2024;\n"
                        "\"Pagesa\";;1,252,567;;\n"
                        "\"Shuma për t’u rikuperuar\";;6,000;;\n"
                        "\"Gjithsej\";;1,246,567;;\n"
                        ";;;;\n"
                        "\"Përgatiti: ____________\";;;;\n");
}

static void sums_are_formulas_and_names_are_not(void **state)
{
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf seen = {0};

    (void)state;
    made(LINES, 5, &file);
    sheet_open(&file, true, &seen);
    assert_non_null(strstr(seen.data, "\"Pagesa\";;\"=SUMIF(C5:C9,\"\">0\"\")\";;\n"));
    assert_non_null(strstr(seen.data, "\"Shuma për t’u rikuperuar\";;\"=-SUMIF(C5:C9,\"\"<0\"\")\";;\n"));
    assert_non_null(strstr(seen.data, "\"Gjithsej\";;\"=SUM(C5:C9)\";;\n"));
    assert_non_null(strstr(seen.data, "\"0012\";\"=HYPERLINK("));
}

static void a_list_without_rows_still_adds_up(void **state)
{
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf seen = {0};

    (void)state;
    made(NULL, 0, &file);
    sheet_open(&file, false, &seen);
    assert_non_null(strstr(seen.data, "\"Gjithsej\";;0;;\n"));
}

static void the_same_rows_give_the_same_bytes(void **state)
{
    CLEANUP(buf_free) struct buf once = {0};
    CLEANUP(buf_free) struct buf again = {0};

    (void)state;
    made(LINES, 5, &once);
    made(LINES, 5, &again);
    assert_int_equal(once.len, again.len);
    assert_memory_equal(once.data, again.data, once.len);
}

static void other_rows_give_other_bytes(void **state)
{
    CLEANUP(buf_free) struct buf once = {0};
    CLEANUP(buf_free) struct buf other = {0};

    (void)state;
    made(LINES, 5, &once);
    made(LINES, 4, &other);
    assert_true(once.len != other.len || memcmp(once.data, other.data, once.len) != 0);
}

/* How many files this program has open; with names: those that still stand in a directory of passing things.
 */
static int files_open(bool named)
{
    DIR *d = opendir("/proc/self/fd");
    struct dirent *one;
    int n = 0;

    assert_non_null(d);
    while ((one = readdir(d))) {
        char to[512] = "";
        bool passing, gone;

        if (readlinkat(dirfd(d), one->d_name, to, sizeof to - 1) <= 0)
            continue;
        passing = strstr(to, "/tmp.") != NULL;
        gone = strstr(to, " (deleted)") != NULL;
        n += !named || (passing && !gone);
    }
    closedir(d);
    return n;
}

/* Names and personal numbers stand in these files: what is put aside has no name, and is not left open. */
static void left_behind(int64_t rows)
{
    struct xlsx_sheet s = sheet();
    CLEANUP(buf_free) struct buf file = {0};
    int before = files_open(false), named = files_open(true);
    struct xlsx *x;

    s.rows = rows;
    must(xlsx_open(&s, &x));
    assert_true(files_open(false) > before);
    assert_int_equal(files_open(true), named);
    must(xlsx_close(&x, &file));
    must(xlsx_open(&s, &x));
    xlsx_drop(&x);
    assert_null(x);
    xlsx_drop(&x);
    assert_int_equal(files_open(false), before);
}

static void nothing_is_left_behind(void **state)
{
    (void)state;
    left_behind(1);
    left_behind(1000000);
}

/* Files may not grow beyond 200 kB: what is put aside is cut off without a word from the library. */
static void a_sheet_that_lost_its_end_is_not_given(void **state)
{
    const struct rlimit small = {200000, RLIM_INFINITY};
    const struct xlsx_cell cells[COLUMN_COUNT] = {{.text = "0012"}, {.text = "Drita"}, {.number = 9000}};
    const struct xlsx_sheet s = sheet();
    CLEANUP(buf_free) struct buf out = {0};
    struct rlimit before;
    struct xlsx *x;
    err e;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    must(xlsx_open(&s, &x));
    for (int i = 0; i < 5000; i++)
        must(xlsx_row(x, cells));
    e = xlsx_close(&x, &out);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    must_fail(e, ERR_SYSTEM);
    assert_null(x);
}

static void a_text_beyond_what_a_cell_holds_is_refused(void **state)
{
    static char text[40000];
    const struct xlsx_sheet s = sheet();
    const struct xlsx_cell cells[COLUMN_COUNT] = {{.text = text}};
    CLEANUP(xlsx_drop) struct xlsx *x = NULL;

    (void)state;
    memset(text, 'a', sizeof text - 1);
    must(xlsx_open(&s, &x));
    must_fail(xlsx_row(x, cells), ERR_LIMIT);
}

static void a_sheet_that_cannot_be_is_refused(void **state)
{
    struct xlsx_sheet s = sheet();
    struct xlsx *x = NULL;

    (void)state;
    s.name = "a/b";
    must_fail(xlsx_open(&s, &x), ERR_INPUT);
    s = sheet();
    s.column_count = 0;
    must_fail(xlsx_open(&s, &x), ERR_INPUT);
    s.column_count = XLSX_COLUMNS_MAX + 1;
    must_fail(xlsx_open(&s, &x), ERR_INPUT);
    assert_null(x);
}

#define STACK                                                                                                \
    (64 * 1024) /* of the 100 KiB that civetweb gives a worker, what is left when it comes to a sheet */

static void *file_made(void *file)
{
    made(LINES, 5, file);
    return NULL;
}

static void it_is_packed_on_the_small_stack_of_a_server_thread(void **state)
{
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf seen = {0};
    pthread_attr_t attributes;
    pthread_t thread;

    (void)state;
    assert_int_equal(pthread_attr_init(&attributes), 0);
    assert_int_equal(pthread_attr_setstacksize(&attributes, STACK), 0);
    assert_int_equal(pthread_create(&thread, &attributes, file_made, &file), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    pthread_attr_destroy(&attributes);
    made(LINES, 5, &seen);
    assert_int_equal(file.len, seen.len);
    assert_memory_equal(file.data, seen.data, file.len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_office_reads_back_what_was_written),
        cmocka_unit_test(sums_are_formulas_and_names_are_not),
        cmocka_unit_test(a_list_without_rows_still_adds_up),
        cmocka_unit_test(the_same_rows_give_the_same_bytes),
        cmocka_unit_test(other_rows_give_other_bytes),
        cmocka_unit_test(it_is_packed_on_the_small_stack_of_a_server_thread),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(a_sheet_that_lost_its_end_is_not_given),
        cmocka_unit_test(a_text_beyond_what_a_cell_holds_is_refused),
        cmocka_unit_test(a_sheet_that_cannot_be_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
