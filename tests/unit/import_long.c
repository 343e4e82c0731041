/* A list as long as a request takes: 5 000 rows, as a workbook and as text apart by commas. Nothing here is
 * timed. */
#include <stdio.h>
#include <string.h>

#include "domain/import/order_import.h"
#include "render/xlsx.h"
#include "support/register.h"

#define ROWS 5000

static const char *const HEADINGS[] = {
    "Lloji", "Gjykata", "Nr.",        "Data e vendimit",       "Përfundimi",
    "Emri",  "Mbiemri", "Datëlindja", "Njësia administrative", "Fëmijët"};
#define COLUMNS_OF (sizeof HEADINGS / sizeof HEADINGS[0])

struct row {
    char number[16], first_name[16], surname[16], born[16], children[48];
    const char *cells[COLUMNS_OF];
};

/* Every one another person, each third with a child. */
static void row_fill(int i, struct row *r)
{
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz";

    snprintf(r->number, sizeof r->number, "%d/2022", i + 1);
    snprintf(r->first_name, sizeof r->first_name, "Ana%c%c", LETTERS[i % 26], LETTERS[i / 26 % 26]);
    snprintf(r->surname, sizeof r->surname, "Prova%c%c", LETTERS[i / 676 % 26], LETTERS[i % 26]);
    snprintf(r->born, sizeof r->born, "%04d-%02d-%02d", 1950 + i % 50, 1 + i / 50 % 12, 1 + i % 28);
    if (i % 3)
        r->children[0] = '\0';
    else
        snprintf(r->children, sizeof r->children, "Era%s|2015-01-02|F", r->first_name + 3);
    memcpy(r->cells,
           (const char *[]){"UM", "Gjykata e Rrethit Gjyqësor Gjirokastër", r->number, "2022-03-24",
                            "2022-09-19", r->first_name, r->surname, r->born, "Picar", r->children},
           sizeof r->cells);
}

static void workbook(struct buf *out)
{
    struct xlsx_column columns[COLUMNS_OF];
    const struct xlsx_sheet sheet = {.name = "Urdhrat",
                                     .head = (const char *const[]){NULL},
                                     .columns = columns,
                                     .column_count = COLUMNS_OF,
                                     .foot = (const char *const[]){NULL},
                                     .rows = ROWS};
    struct xlsx *x = NULL;

    for (size_t c = 0; c < COLUMNS_OF; c++)
        columns[c] = (struct xlsx_column){.heading = HEADINGS[c], .kind = XLSX_TEXT, .width = 12};
    must(xlsx_open(&sheet, &x));
    for (int i = 0; i < ROWS; i++) {
        struct xlsx_cell cells[COLUMNS_OF] = {0};
        struct row r;

        row_fill(i, &r);
        for (size_t c = 0; c < COLUMNS_OF; c++)
            cells[c].text = r.cells[c][0] ? r.cells[c] : NULL;
        must(xlsx_row(x, cells));
    }
    must(xlsx_close(&x, out));
}

static void text(int rows, struct buf *out)
{
    for (size_t c = 0; c < COLUMNS_OF; c++)
        buf_format(out, "%s%s", c ? "," : "", HEADINGS[c]);
    buf_char(out, '\n');
    for (int i = 0; i < rows; i++) {
        struct row r;

        row_fill(i, &r);
        for (size_t c = 0; c < COLUMNS_OF; c++)
            buf_format(out, "%s%s", c ? "," : "", r.cells[c]);
        buf_char(out, '\n');
    }
    must(buf_err(out));
}

static void five_thousand_rows_are_taken_and_looked_through(void **state)
{
    /* A few of the made-up names are one to the key by which Greek and Latin are compared. */
    static const char *const TWO[] = {"same_person"};
    const struct import_options options = {.rows_max = ROWS, .shown = 10, .confirm = TWO, .confirm_count = 1};
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf book = {0};
    CLEANUP(buf_free) struct buf list = {0};
    struct import_report report;

    workbook(&book);
    must(order_import(&r->work, book.data, book.len, &options, &report));
    assert_int_equal(report.read, ROWS);
    assert_int_equal(report.taken, ROWS);
    assert_int_equal(report.bad + report.asked, 0);
    assert_true(report.written);
    assert_int_equal(report.shown_count, 10);
    assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order"), ROWS);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), ROWS + (ROWS + 2) / 3);

    /* The same as text, looked through: all of it is there. */
    text(ROWS, &list);
    must(order_import_preview(&r->work, list.data, list.len, &options, &report));
    assert_int_equal(report.there, ROWS);
    assert_int_equal(report.taken, 0);
    assert_false(report.written);

    buf_clear(&list);
    text(ROWS + 1, &list);
    must_refuse(r, order_import_preview(&r->work, list.data, list.len, &options, &report), ERR_LIMIT,
                "too_many_rows");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(five_thousand_rows_are_taken_and_looked_through, register_setup,
                                        register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
