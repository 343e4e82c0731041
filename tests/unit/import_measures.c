/* The cell of measures. Article 10 of law 9669/2006 names them a b c ç d dh e ë f g gj h i j k l ll m; the
 * register named them a to r once. */
#include "domain/import/import_measures.h"

#include <stdio.h>
#include <string.h>

#include "domain/import/order_import.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "support/register.h"

#define HEAD "kind,issuer,number,decision_date,end,first_name,surname,birth_date,unit,measures\n"

/* One UM with that cell, imported with that answered; the codes that it has then, by letter of the law, and
 * its notes. */
static void cell_means(struct test_register *r, const char *cell, const char *confirm, const char *codes,
                       const char *notes)
{
    const struct import_options options = {.confirm = &confirm, .confirm_count = confirm != NULL};
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf said = {0};
    struct import_report report;
    const char *is;
    const int number = (int)register_int(r, "SELECT count(*) FROM audit");
    struct read {
        const char *codes;
    } row = {0};

    buf_format(&file, HEAD "UM,Gjykata,%d/2026,2026-02-01,2026-12-01,Ana,Testi%d,1990-01-02,Picar,\"%s\"\n",
               number, number, cell);
    must(order_import(&r->work, file.data, file.len, &options, &report));
    for (size_t i = 0; i < report.note_count; i++)
        if (!strcmp(report.notes[i].column, "measures"))
            buf_format(&said, "%s%s:%s", said.len ? " " : "", report.notes[i].code,
                       import_severity_name(report.notes[i].severity));
    assert_string_equal(said.data ? said.data : "", notes);
    is = "";
    if (report.taken) {
        static const char SQL[] =
            "SELECT coalesce(group_concat(code, ' '), '') AS codes FROM (SELECT o.code FROM order_measure o "
            "JOIN measure m ON m.code = o.code WHERE o.order_id = (SELECT max(id) FROM protection_order) "
            "ORDER BY m.place) AS in_order";
        static const struct column COLUMNS_OF[] = {COLUMN_TEXT(struct read, codes)};

        must(row_read(&r->work, SQL, NO_BINDS, COLUMNS(COLUMNS_OF), &row));
        is = row.codes;
    }
    assert_string_equal(is, codes);
}

static int64_t asked(struct test_register *r)
{
    return register_int(r, "SELECT count(*) FROM measure_doubt WHERE order_id = (SELECT max(id) FROM "
                           "protection_order)");
}

static void letters_are_the_law_s(void **state)
{
    struct test_register *r = *state;

    cell_means(r, "a,b,c", NULL, "no_violence no_contact removal", "");
    cell_means(r, "A) B) Ç) DH)", NULL, "no_violence no_contact distance shelter", "");
    cell_means(r, "ç; d; ë; gj; ll; m", NULL,
               "distance keep_away no_entry home_possession victim_programme respondent_programme", "");
    assert_int_equal(asked(r), 0);
    cell_means(r, "keep_away 10/ç", NULL, "distance keep_away", "");
    cell_means(r, "a a no_violence", NULL, "no_violence", "");
}

static void a_letter_of_either_list_is_read_by_the_law_and_left_open(void **state)
{
    struct test_register *r = *state;

    cell_means(r, "a,d,h", NULL, "no_violence keep_away maintenance", "measure_meant:left_open");
    assert_int_equal(asked(r), 2);
    cell_means(r, "a,d,h", "measure_meant", "no_violence keep_away maintenance", "measure_meant:warning");
    assert_int_equal(asked(r), 0);
    cell_means(r, "a,d,h", "former_letters", "no_violence distance no_entry", "former_letters:warning");
    assert_int_equal(asked(r), 0);
}

static void a_letter_of_the_register_alone_shows_which_list_it_is(void **state)
{
    struct test_register *r = *state;

    cell_means(r, "d,n", NULL, "distance custody", "former_letters:warning");
    assert_int_equal(asked(r), 0);
    cell_means(r, "ç,n", NULL, "", "mixed_letters:error");
    cell_means(r, "z", NULL, "", "unknown_measure:error");
    cell_means(r, "10/n", NULL, "", "unknown_measure:error");
}

/* A list that was taken when its letters were codes is there when it comes again. */
static void a_list_from_before_doubles_nothing(void **state)
{
    static const char LIST[] =
        HEAD "UM,Gjykata,1/2026,2026-02-01,2026-12-01,Ana,Testi,1990-01-02,Picar,\"a,d\"\n";
    static const char ONCE[] = HEAD "UM,Gjykata,1/2026,2026-02-01,2026-12-01,Ana,Testi,1990-01-02,Picar,"
                                    "\"no_violence,distance\"\n";
    const struct import_options options = {0};
    struct test_register *r = *state;
    struct import_report report;

    /* What was remembered of such a row is what "a" and "distance" come to: the letters "a" and "d". */
    must(order_import(&r->work, ONCE, strlen(ONCE), &options, &report));
    assert_int_equal(report.taken, 1);
    must(order_import(&r->work, LIST, strlen(LIST), &options, &report));
    assert_int_equal(report.there, 1);
    assert_int_equal(report.taken + report.bad, 0);
    assert_int_equal(report.note_count, 0);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(letters_are_the_law_s),
        with_register(a_letter_of_either_list_is_read_by_the_law_and_left_open),
        with_register(a_letter_of_the_register_alone_shows_which_list_it_is),
        with_register(a_list_from_before_doubles_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
