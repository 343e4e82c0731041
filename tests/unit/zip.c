/* A ZIP file as our own spreadsheets are, whole and broken. */
#include "render/zip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "render/xlsx.h"

#define SHEET  "xl/worksheets/sheet1.xml"
#define ENDING "</worksheet>"

static void made(struct buf *ret)
{
    static const struct xlsx_column COLUMN = {.heading = "Emri", .kind = XLSX_TEXT, .width = 9};
    const struct xlsx_sheet sheet = {
        .name = "Pagesat", .columns = &COLUMN, .column_count = 1, .created = 1773133200};
    const struct xlsx_cell cell = {.text = "Drita"};
    struct xlsx *x;

    assert_int_equal(xlsx_open(&sheet, &x), OK);
    for (int i = 0; i < 9000; i++)
        assert_int_equal(xlsx_row(x, &cell), OK);
    assert_int_equal(xlsx_close(&x, ret), OK);
}

static void what_an_entry_ends_with_is_found(void **state)
{
    CLEANUP(buf_free) struct buf zip = {0};

    (void)state;
    made(&zip);
    assert_int_equal(zip_entry_ends(zip.data, zip.len, SHEET, ENDING), OK);
    assert_int_equal(zip_entry_ends(zip.data, zip.len, SHEET, "</workbook>"), ERR_CORRUPT);
    assert_int_equal(zip_entry_ends(zip.data, zip.len, "xl/workbook.xml", "</workbook>"), OK);
    assert_int_equal(zip_entry_ends(zip.data, zip.len, "xl/worksheets/sheet2.xml", ENDING), ERR_CORRUPT);
}

static void nothing_cut_off_is_whole(void **state)
{
    CLEANUP(buf_free) struct buf zip = {0};

    (void)state;
    made(&zip);
    for (size_t n = 0; n < zip.len; n += n < 64 ? 1 : 97)
        assert_int_equal(zip_entry_ends(zip.data, n, SHEET, ENDING), ERR_CORRUPT);
}

/* Whatever a byte is turned into, there is an answer. */
static void no_byte_breaks_it(void **state)
{
    CLEANUP(buf_free) struct buf zip = {0};

    (void)state;
    made(&zip);
    for (size_t i = zip.len > 1200 ? zip.len - 1200 : 0; i < zip.len; i++) {
        char was = zip.data[i];

        zip.data[i] = (char)~was;
        (void)!zip_entry_ends(zip.data, zip.len, SHEET, ENDING);
        zip.data[i] = was;
    }
    assert_int_equal(zip_entry_ends(zip.data, zip.len, SHEET, ENDING), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_an_entry_ends_with_is_found),
        cmocka_unit_test(nothing_cut_off_is_whole),
        cmocka_unit_test(no_byte_breaks_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
