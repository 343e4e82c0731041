/* Workbooks as spreadsheets write them, and as nobody should: packed by minizip from parts written here. */
#include "render/sheet_file.h"

#include <minizip/zip.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "render/package.h"
#include "render/xlsx.h"
#include "support/assert.h"
#include "support/temporary.h"

#define MAIN        "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE      "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define SHEET(rows) "<worksheet xmlns='" MAIN "'><sheetData>" rows "</sheetData></worksheet>"

static const char ROOT[] = "<Relationships><Relationship Id='r1' Type='" OFFICE
                           "/officeDocument' Target='xl/workbook.xml'/></Relationships>";
static const char RELATIONS[] =
    "<Relationships><Relationship Id='r1' Type='" OFFICE "/worksheet' Target='worksheets/sheet1.xml'/>"
    "<Relationship Id='r2' Type='" OFFICE "/worksheet' Target='/xl/worksheets/sheet2.xml'/>"
    "<Relationship Id='r3' Type='" OFFICE "/sharedStrings' Target='sharedStrings.xml'/>"
    "<Relationship Id='r4' Type='" OFFICE "/styles' Target='../xl/styles.xml'/></Relationships>";
static const char BOOK[] =
    "<workbook xmlns:r='" OFFICE "'><sheets><sheet name='A' sheetId='1' r:id='r1'/></sheets>"
    "</workbook>";
static const char STYLES[] =
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd\\.mm\\.yyyy'/>"
    "<numFmt numFmtId='165' formatCode='[Red]0.00&quot; d&quot;'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"
    "<xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/></cellXfs></styleSheet>";
static const char STRINGS[] =
    "<sst><si><t>Çela</t></si><si><r><t>Dri</t></r><r><t>ta</t></r><rPh><t>x</t></rPh></si>"
    "</sst>";

struct part {
    const char *name, *text;
};

static void pack(const struct part *parts, struct buf *ret)
{
    char dir[TEMPORARY_PATH], path[TEMPORARY_PATH + 16];
    zipFile zip;

    temporary_make(dir);
    snprintf(path, sizeof path, "%s/book.xlsx", dir);
    assert_non_null(zip = zipOpen(path, APPEND_STATUS_CREATE));
    for (; parts->name; parts++) {
        assert_int_equal(zipOpenNewFileInZip(zip, parts->name, NULL, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6),
                         ZIP_OK);
        assert_int_equal(zipWriteInFileInZip(zip, parts->text, (unsigned)strlen(parts->text)), ZIP_OK);
        assert_int_equal(zipCloseFileInZip(zip), ZIP_OK);
    }
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
    must(file_read(path, 1 << 26, ret));
    temporary_remove(dir);
}

static void book(const char *sheet, struct buf *ret)
{
    const struct part parts[] = {
        {"[Content_Types].xml", "<Types/>"}, {"_rels/.rels", ROOT},
        {"xl/workbook.xml", BOOK},           {"xl/_rels/workbook.xml.rels", RELATIONS},
        {"xl/sharedStrings.xml", STRINGS},   {"xl/styles.xml", STYLES},
        {"xl/worksheets/sheet1.xml", sheet}, {0}};

    pack(parts, ret);
}

/* Rows as "line:cell|cell|", "h" before one that is hidden and "<line" behind one that was filled. */
static void shown(const struct sheet_rows *sheet, struct buf *ret)
{
    for (size_t i = 0; i < sheet->count; i++) {
        buf_format(ret, "%s%zu:", sheet->rows[i].hidden ? "h" : "", sheet->rows[i].line);
        for (size_t k = 0; k < sheet->rows[i].count; k++)
            buf_format(ret, "%s|", sheet->rows[i].cells[k]);
        if (sheet->rows[i].merged_from)
            buf_format(ret, "<%zu", sheet->rows[i].merged_from);
        buf_char(ret, '/');
    }
}

static err sheet_of(const struct buf *file, struct arena *a, struct sheet_rows *ret)
{
    CLEANUP(sheet_file_close) struct sheet_file *b = NULL;
    err e = sheet_file_open(file->data, file->len, a, a, &b);

    return e ? e : sheet_file_read(b, 0, 1000, ret);
}

static void reads(const char *sheet, const char *expected)
{
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf seen = {0};
    struct sheet_rows s;

    book(sheet, &file);
    must(sheet_of(&file, &a, &s));
    shown(&s, &seen);
    assert_string_equal(seen.data ? seen.data : "", expected);
}

static void fails(const char *sheet, err expected)
{
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf file = {0};
    struct sheet_rows s;

    book(sheet, &file);
    must_fail(sheet_of(&file, &a, &s), expected);
}

static void texts_are_shared_or_stand_in_place(void **state)
{
    (void)state;
    reads(SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>"
                "<row r='3'><c r='B3' t='inlineStr'><is><t>në vend</t></is></c><c t='str'><f>A1</f><v>me "
                "formulë</v></c>"
                "</row><row r='4'/>"),
          "1:Çela|Drita|/3:|në vend|me formulë|/4:/");
    reads(SHEET("<row r='1'><c r='A1' t='s'><v>99</v></c><c r='B1' t='b'><v>1</v></c><c "
                "t='e'><v>#N/A</v></c></row>"),
          "1:|TRUE|#N/A|/");
}

/* 46300 is 2026-10-05: counted by hand, 46023 being 2026-01-01 (Excel's own DATEVALUE), and 277 days on. */
static void days_are_days_where_the_style_says_so(void **state)
{
    (void)state;
    reads(SHEET("<row r='1'><c s='1'><v>46300</v></c><c s='2'><v>46300.75</v></c><c s='0'><v>46300</v></c>"
                "<c s='3'><v>46300</v></c><c s='9'><v>7</v></c></row>"),
          "1:2026-10-05|2026-10-05|46300|46300|7|/");
    reads(SHEET("<row r='1'><c s='1'><v>59</v></c><c s='1'><v>61</v></c><c "
                "s='1'><v>0.5</v></c><c><v>1.5E3</v></c>"
                "<c><v>3.25</v></c><c t='d'><v>2026-10-05T00:00:00</v></c></row>"),
          "1:1900-02-28|1900-03-01|0.5|1500|3.25|2026-10-05T00:00:00|/");
}

static void a_formula_without_a_value_has_none(void **state)
{
    (void)state;
    reads(SHEET("<row r='1'><c><f>B1+C1</f></c><c><f>1+1</f><v>2</v></c></row>"), "1:#VALUE!|2|/");
}

static void merged_cells_go_over_their_rows(void **state)
{
    (void)state;
    reads("<worksheet><sheetData><row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2'><v>1</v></c></row>"
          "<row r='3'><c r='B3'><v>2</v></c></row><row r='4'/><row r='5' hidden='1'><c "
          "r='B5'><v>3</v></c></row>"
          "</sheetData><mergeCells><mergeCell ref='A2:A4'/><mergeCell ref='B2:C2'/></mergeCells></worksheet>",
          "2:Çela|1|/3:Çela|2|<2/4:/h5:|3|/");
}

static void prefixes_of_names_do_not_matter(void **state)
{
    (void)state;
    reads("<x:worksheet xmlns:x='" MAIN
          "'><x:sheetData><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>",
          "1:5|/");
}

static void what_goes_backwards_is_damaged(void **state)
{
    (void)state;
    fails(SHEET("<row r='2'/><row r='2'/>"), ERR_CORRUPT);
    fails(SHEET("<row r='9999999'/>"), ERR_CORRUPT);
    fails(SHEET("<row><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>"), ERR_CORRUPT);
    fails("<worksheet><sheetData>", ERR_CORRUPT);
    fails("<!DOCTYPE x [<!ENTITY a 'b'>]>" SHEET("<row><c t='str'><v>&a;</v></c></row>"), ERR_CORRUPT);
}

static void bounds_hold(void **state)
{
    CLEANUP(buf_free) struct buf text = {0};

    (void)state;
    fails(SHEET("<row><c r='ZZZ1'><v>1</v></c></row>"), ERR_LIMIT);
    for (int i = 0; i < PACKAGE_DEPTH_MAX + 1; i++)
        buf_text(&text, "<a>");
    fails(text.data, ERR_LIMIT);
    buf_clear(&text);
    buf_text(&text, "<worksheet><sheetData>");
    for (int i = 0; i < 1001; i++)
        buf_text(&text, "<row/>");
    fails(text.data, ERR_LIMIT);
    buf_clear(&text);
    buf_text(&text, "<worksheet a='");
    for (size_t i = 0; i < 2 * PACKAGE_TOKEN_MAX; i += 16)
        buf_text(&text, "xxxxxxxxxxxxxxxx");
    fails(text.data, ERR_LIMIT);
}

/* Eight times fifty MiB of blanks, of which each packs to fifty KiB. */
static void a_bomb_is_not_unpacked(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf blanks = {0};
    struct sheet_rows s;

    (void)state;
    assert_non_null(buf_reserve(&blanks, PACKAGE_UNPACKED_MAX + 2));
    memset(blanks.data, ' ', PACKAGE_UNPACKED_MAX + 1);
    blanks.data[0] = '<';
    blanks.data[1] = 'a';
    blanks.data[2] = '>';
    blanks.data[PACKAGE_UNPACKED_MAX + 1] = '\0';
    book(blanks.data, &file);
    assert_true(file.len < 1 << 20);
    must_fail(sheet_of(&file, &a, &s), ERR_LIMIT);
}

static void what_is_no_workbook_is_told_so(void **state)
{
    const struct part word[] = {{"_rels/.rels", ROOT}, {"word/document.xml", "<a/>"}, {0}};
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf whole = {0};
    struct sheet_rows s;

    (void)state;
    pack(word, &file);
    must_fail(sheet_of(&file, &a, &s), ERR_CORRUPT);
    book(SHEET("<row><c><v>1</v></c></row>"), &whole);
    for (size_t n = 1; n < whole.len - 22; n += 7) {
        struct buf cut = {.data = whole.data, .len = n};

        must_fail(sheet_of(&cut, &a, &s), ERR_CORRUPT);
    }
}

/* What another program makes of the same cells. */
static void our_own_sheets_read_back(void **state)
{
    static const struct xlsx_column COLUMNS[] = {
        {"Emri", XLSX_TEXT, 20, false}, {"Dita", XLSX_DATE, 12, false}, {"Lekë", XLSX_LEK, 12, true}};
    static const char *const HEAD[] = {"Titulli", NULL}, *const FOOT[] = {"Fund", NULL};
    static const struct xlsx_sum SUMS[] = {{"Gjithsej", XLSX_ALL}};
    const struct xlsx_sheet sheet = {.name = "Lista",
                                     .head = HEAD,
                                     .columns = COLUMNS,
                                     .column_count = 3,
                                     .foot = FOOT,
                                     .sums = SUMS,
                                     .sum_count = 1,
                                     .created = 1773133200};
    const struct xlsx_cell cells[] = {{.text = "007"}, {.day = date_make(2026, 10, 5)}, {.number = 9000}};
    CLEANUP(xlsx_drop) struct xlsx *x = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf seen = {0};
    struct sheet_rows s;

    (void)state;
    must(xlsx_open(&sheet, &x));
    must(xlsx_row(x, cells));
    must(xlsx_close(&x, &file));
    must(sheet_of(&file, &a, &s));
    shown(&s, &seen);
    assert_non_null(strstr(seen.data, ":Emri|Dita|Lekë|/"));
    assert_non_null(strstr(seen.data, ":007|2026-10-05|9000|/"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_shared_or_stand_in_place),
        cmocka_unit_test(days_are_days_where_the_style_says_so),
        cmocka_unit_test(a_formula_without_a_value_has_none),
        cmocka_unit_test(merged_cells_go_over_their_rows),
        cmocka_unit_test(prefixes_of_names_do_not_matter),
        cmocka_unit_test(what_goes_backwards_is_damaged),
        cmocka_unit_test(bounds_hold),
        cmocka_unit_test(a_bomb_is_not_unpacked),
        cmocka_unit_test(what_is_no_workbook_is_told_so),
        cmocka_unit_test(our_own_sheets_read_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
