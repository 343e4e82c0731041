/* A ZIP file as our own spreadsheets are, whole and broken. */
#include "render/zip.h"

#include <string.h>

#include "render/xlsx.h"
#include "support/assert.h"

#define SHEET  "xl/worksheets/sheet1.xml"
#define ENDING "</worksheet>"

static void made(struct buf *ret)
{
    static const struct xlsx_column COLUMN = {.heading = "Emri", .kind = XLSX_TEXT, .width = 9};
    const struct xlsx_sheet sheet = {
        .name = "Pagesat", .columns = &COLUMN, .column_count = 1, .created = 1773133200};
    const struct xlsx_cell cell = {.text = "Drita"};
    struct xlsx *x;

    must(xlsx_open(&sheet, &x));
    for (int i = 0; i < 9000; i++)
        must(xlsx_row(x, &cell));
    must(xlsx_close(&x, ret));
}

static void what_an_entry_ends_with_is_found(void **state)
{
    CLEANUP(buf_free) struct buf zip = {0};

    (void)state;
    made(&zip);
    must(zip_entry_ends(zip.data, zip.len, SHEET, ENDING));
    must_fail(zip_entry_ends(zip.data, zip.len, SHEET, "</workbook>"), ERR_CORRUPT);
    must(zip_entry_ends(zip.data, zip.len, "xl/workbook.xml", "</workbook>"));
    must_fail(zip_entry_ends(zip.data, zip.len, "xl/worksheets/sheet2.xml", ENDING), ERR_CORRUPT);
}

static void nothing_cut_off_is_whole(void **state)
{
    CLEANUP(buf_free) struct buf zip = {0};

    (void)state;
    made(&zip);
    for (size_t n = 0; n < zip.len; n += n < 64 ? 1 : 97)
        must_fail(zip_entry_ends(zip.data, n, SHEET, ENDING), ERR_CORRUPT);
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
    must(zip_entry_ends(zip.data, zip.len, SHEET, ENDING));
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
