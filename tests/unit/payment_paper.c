/* The list by which a run is paid out: what the finance office opens, and what it must not read there.
 * 2026-03-10; the persons are made up, one of them by somebody who knows spreadsheets. */
#include "domain/payment/payment_paper.h"

#include <string.h>

#include "domain/payment/payment_event.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/payroll.h"
#include "support/sheet.h"

#define FORMULA "=HYPERLINK(\"http://example.al\",\"x\")"
#define NID     "I75514009V"

static int paper_setup(void **state)
{
    if (register_setup(state))
        return -1;
    payroll_open(*state);
    return 0;
}

static int64_t entitled(struct test_register *r, const char *number, const char *first_name,
                        const char *father_name, const char *nid, struct holder *h)
{
    struct paper p;

    paper_make(&p);
    p.order.number = number;
    p.persons[0].who.first_name = first_name;
    p.persons[0].who.father_name = father_name;
    p.persons[0].who.nid = nid;
    p.persons[0].who.birth_date = DATE_NONE;
    h->order = paper_register(r, &p, &h->case_id);
    h->person = register_int(r, "SELECT max(person_id) FROM case_person WHERE role = 'protected'");
    payroll_apply(r, h->case_id, h->person, date_make(2026, 3, 2));
    return h->person;
}

/* Two are paid for March; then the order of the first is ended from the beginning, and April takes it back.
 */
static void two_runs(struct test_register *r, int64_t *ret_march, int64_t *ret_april)
{
    struct holder first, second;

    entitled(r, "0014", FORMULA, "Hasan", NID, &first);
    entitled(r, "15", "Drita", NULL, NULL, &second);
    *ret_march = payroll_run(r, "2026-03");
    holder_act(r, &first, ACT_TERMINATED, date_make(2026, 3, 1));
    register_on(r, date_make(2026, 4, 3));
    *ret_april = payroll_prepare(r, "2026-04");
    as_officer(r);
}

static const char MARCH[] = "\"Lista e pagesave – ndihmë ekonomike, mars 2026\";;;;;;;;;;;\n"
                            "\"Bashkia Gjirokastër\";;;;;;;;;;;\n"
                            "\"Miratuar më 10.03.2026\";;;;;;;;;;;\n"
                            "\"Shumat janë në lekë të reja.\";;;;;;;;;;;\n"
                            ";;;;;;;;;;;\n"
                            "\"Nr.\";\"Mbiemri\";\"Emri\";\"Atësia\";\"Numri personal\";\"Njësia "
                            "administrative\";\"Muaji\";\"Lloji\";"
                            "\"Shuma (lekë të reja)\";\"Data e tërheqjes\";\"Tërhequr nga\";\"Nënshkrimi\"\n"
                            "1;\"Kola\";\"=HYPERLINK(\"\"http://"
                            "example.al\"\",\"\"x\"\")\";\"Hasan\";\"I75514009V\";\"Gjirokastër\";\"mars "
                            "2026\";\"pagesë\";9,000;10.03.2026;\"vetë\";\n"
                            "2;\"Kola\";\"Drita\";;;\"Gjirokastër\";\"mars 2026\";\"pagesë\";9,000;;;\n"
                            ";\"Shuma për t’u paguar\";;;;;;;18,000;;;\n"
                            ";\"Shuma për t’u rikuperuar\";;;;;;;0;;;\n"
                            ";;;;;;;;;;;\n"
                            "\"Përgatiti: Aid Officer ____________________\";;;;;;;;;;;\n"
                            "\"Miratoi: Director ____________________\";;;;;;;;;;;\n"
                            "\"Pagoi:  ____________________\";;;;;;;;;;;\n";

static void the_finance_office_reads_the_same_figures(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf seen = {0};
    const struct payment_event_new paid = payroll_herself(date_make(2026, 3, 10));
    int64_t march, april, id;

    two_runs(r, &march, &april);
    must(payment_event_add(&r->work, march, 1, &paid, &id));
    must(payment_paper_xlsx(&r->work, march, &file));
    sheet_open(&file, false, &seen);
    assert_string_equal(seen.data, MARCH);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what = 'payment.export' AND why = 'xlsx, 2 "
                        "lines'"),
        1);
}

static void what_is_taken_back_stands_in_a_row_of_its_own(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf seen = {0};
    int64_t march, april;

    two_runs(r, &march, &april);
    must(payment_paper_xlsx(&r->work, april, &file));
    sheet_open(&file, false, &seen);
    assert_non_null(strstr(seen.data, "\"mars 2026\";\"për t’u rikuperuar\";-9,000;"));
    assert_non_null(strstr(seen.data, "\"prill 2026\";\"pagesë\";9,000;"));
    assert_non_null(strstr(seen.data, ";\"Shuma për t’u paguar\";;;;;;;9,000;"));
    assert_non_null(strstr(seen.data, ";\"Shuma për t’u rikuperuar\";;;;;;;9,000;"));
    assert_null(strstr(seen.data, "Gjithsej")); /* never one taken off the other */
    assert_non_null(strstr(seen.data, "\"PROJEKTLISTË – e pamiratuar"));
    assert_non_null(strstr(seen.data, "\"Miratoi:  ___"));
}

static void the_table_is_the_same_in_csv(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf out = {0};
    int64_t march, april;

    two_runs(r, &march, &april);
    must(payment_paper_csv(&r->work, april, &out));
    assert_int_equal(strncmp(out.data,
                             "\xEF\xBB\xBF"
                             "Lista e pagesave – ndihmë ekonomike, prill 2026\r\n",
                             40),
                     0);
    assert_non_null(strstr(out.data, "\r\nPROJEKTLISTË – "));
    assert_non_null(strstr(out.data, "\r\nNr.;Mbiemri;Emri;Atësia;Numri personal;"));
    assert_non_null(strstr(out.data,
                           "\r\n1;Kola;\"'=HYPERLINK(\"\"http://example.al\"\",\"\"x\"\")\";Hasan;" NID
                           ";Gjirokastër;mars 2026;për t’u rikuperuar;-9000;;;\r\n"));
    assert_non_null(strstr(out.data, "\r\n;Shuma për t’u rikuperuar;;;;;;;9000;;;\r\n"));
    assert_null(strstr(out.data, "Gjithsej"));
}

static void the_same_run_gives_the_same_bytes(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf once = {0};
    CLEANUP(buf_free) struct buf again = {0};
    int64_t march, april;

    two_runs(r, &march, &april);
    must(payment_paper_xlsx(&r->work, march, &once));
    register_on(r, date_make(2026, 4, 9));
    as_director(r);
    must(payment_paper_xlsx(&r->work, march, &again));
    assert_int_equal(once.len, again.len);
    assert_memory_equal(once.data, again.data, once.len);
}

/* It lies on desks of people who need not know. */
static void nothing_on_it_says_why(void **state)
{
    static const char *const TELLING[] = {"dhun",  "viole", "viktim", "urdh",   "gjykat",   "mbrojt",
                                          "padit", "court", "order",  "victim", "597/2019", "0014"};
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf out = {0};
    int64_t march, april;

    two_runs(r, &march, &april);
    must(payment_paper_csv(&r->work, april, &out));
    for (size_t i = 0; i < sizeof TELLING / sizeof TELLING[0]; i++)
        if (strcasestr(out.data, TELLING[i]))
            fail_msg("it says %s", TELLING[i]);
}

static void the_municipality_chooses_the_columns(void **state)
{
    static const char *const CHOSEN[] = {"amount", "surname", "first_name"};
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf seen = {0};
    CLEANUP(buf_free) struct buf out = {0};
    int64_t march, april;

    two_runs(r, &march, &april);
    must(paper_columns_write(&r->work, CHOSEN, 3, NULL, 0));
    must(payment_paper_xlsx(&r->work, march, &file));
    sheet_open(&file, false, &seen);
    assert_non_null(
        strstr(seen.data, "\"Shuma (lekë të reja)\";\"Mbiemri\";\"Emri\"\n9,000;\"Kola\";\"=HYPER"));
    assert_non_null(strstr(seen.data, "\n18,000;\"Shuma për t’u paguar\";\n"));
    assert_null(strstr(seen.data, NID));
    must(payment_paper_csv(&r->work, march, &out));
    assert_non_null(strstr(out.data, "\r\n18000;Shuma për t’u paguar;\r\n"));
}

/* The post wants its own words: they stand alike on the spreadsheet, in the table of text and on the page. */
static void the_office_names_columns_itself(void **state)
{
    static const char *const CHOSEN[] = {"surname", "amount", "notes"};
    struct paper_heading own[] = {{"notes", "Vërejtje të postës"}, {"surname", "Mbiemri i marrësit"}};
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf seen = {0};
    CLEANUP(buf_free) struct buf out = {0};
    struct paysheet_row *rows;
    struct paysheet page;
    char wordy[LIMIT(PaymentHeading, heading) + 2] = {0};
    int64_t march, april;
    size_t count;

    memset(wordy, 'a', sizeof wordy - 1);
    two_runs(r, &march, &april);
    must(paper_columns_write(&r->work, CHOSEN, 3, own, 2));
    must(payment_paper_xlsx(&r->work, march, &file));
    sheet_open(&file, false, &seen);
    assert_non_null(
        strstr(seen.data, "\"Mbiemri i marrësit\";\"Shuma (lekë të reja)\";\"Vërejtje të postës\""));
    must(payment_paper_csv(&r->work, march, &out));
    assert_non_null(strstr(out.data, "Mbiemri i marrësit;Shuma (lekë të reja);Vërejtje të postës\r\n"));
    must(payment_paper_page(&r->work, march, 0, 10, &page, &rows, &count));
    assert_string_equal(page.layout[0].heading, "Mbiemri i marrësit");
    assert_string_equal(page.layout[1].heading, "Shuma (lekë të reja)");
    must(paper_columns_write(&r->work, CHOSEN, 3, NULL, 0)); /* and the usual words again */
    must(payment_paper_page(&r->work, march, 0, 10, &page, &rows, &count));
    assert_string_equal(page.layout[0].heading, "Mbiemri");
    own[1].heading = "Viktima e dhunës";
    must_refuse_at(r, paper_columns_write(&r->work, CHOSEN, 3, own, 2), ERR_INPUT, "telling",
                   "headings[1].heading");
    own[1].heading = " ";
    must_refuse_at(r, paper_columns_write(&r->work, CHOSEN, 3, own, 2), ERR_INPUT, "required",
                   "headings[1].heading");
    own[1].heading = wordy;
    must_refuse_at(r, paper_columns_write(&r->work, CHOSEN, 3, own, 2), ERR_INPUT, "too_long",
                   "headings[1].heading");
    own[1].name = "nid";
    must_refuse_at(r, paper_columns_write(&r->work, CHOSEN, 3, own, 2), ERR_INPUT, "unknown_column",
                   "headings[1].name");
    own[1].name = "notes";
    must_refuse_at(r, paper_columns_write(&r->work, CHOSEN, 3, own, 2), ERR_INPUT, "column_twice",
                   "headings[1].name");
}

static void columns_that_pay_nobody_are_refused(void **state)
{
    static const char *const UNKNOWN[] = {"surname", "amount", "respondent"},
                             *const TWICE[] = {"surname", "amount", "amount"},
                             *const NOBODY[] = {"amount", "nid"};
    struct test_register *r = *state;
    struct paper_columns c;

    must_refuse_at(r, paper_columns_write(&r->work, UNKNOWN, 3, NULL, 0), ERR_INPUT, "unknown_column",
                   "columns");
    must_refuse_at(r, paper_columns_write(&r->work, TWICE, 3, NULL, 0), ERR_INPUT, "column_twice", "columns");
    must_refuse_at(r, paper_columns_write(&r->work, NOBODY, 2, NULL, 0), ERR_INPUT, "column_needed",
                   "columns");
    must_refuse_at(r, paper_columns_write(&r->work, NULL, 0, NULL, 0), ERR_INPUT, "column_needed", "columns");
    must(paper_columns_read(&r->work, &c));
    assert_int_equal(c.count, 12); /* what a new register begins with */
}

/* Nobody is paid without a name; who took it in hand stands in the log. */
static void a_sealed_file_is_paid_too(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf out = {0};
    int64_t march, april;

    two_runs(r, &march, &april);
    holder_seal(r);
    must(payment_paper_csv(&r->work, march, &out));
    assert_non_null(strstr(out.data, "2;Kola;Drita;"));
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what = 'payment.export' AND actor = 'aid'"), 1);
}

/* The one who approves has a sister in that file, perhaps; and by a draft nobody is paid. */
static void a_sealed_file_is_named_to_the_payer_only(void **state)
{
    struct test_register *r = *state;
    const struct payment_event_new other = {.what = PAID_OUT,
                                            .on = date_make(2026, 4, 3),
                                            .collector = COLLECTOR_OTHER,
                                            .first_name = "Lule",
                                            .surname = "Prifti",
                                            .nid = NID,
                                            .authorisation = "7/2026",
                                            .authorised_on = date_make(2026, 4, 3)};
    CLEANUP(buf_free) struct buf draft = {0};
    CLEANUP(buf_free) struct buf list = {0};
    int64_t march, april, id;

    two_runs(r, &march, &april);
    must(payment_event_add(&r->work, march, 2, &other, &id));
    holder_seal(r);
    must(payment_paper_csv(&r->work, april, &draft));
    assert_null(strstr(draft.data, "Drita"));
    as_director(r);
    must(payment_paper_csv(&r->work, march, &list));
    assert_non_null(strstr(list.data, "\n2;;;;;;mars 2026;pagesë;9000;03.04.2026;;"));
    assert_null(strstr(list.data, "Kola"));
    assert_null(strstr(list.data, NID));
}

static void a_row_says_what_became_of_it(void **state)
{
    struct test_register *r = *state;
    struct payment_event_new in = payroll_herself(date_make(2026, 3, 10));
    struct paysheet_row *rows;
    struct paysheet p;
    int64_t march, april, id;
    size_t count;

    two_runs(r, &march, &april);
    must(payment_event_add(&r->work, march, 1, &in, &id));
    must(payment_paper_page(&r->work, march, 0, 10, &p, &rows, &count));
    assert_int_equal(rows[0].last, PAID_OUT);
    assert_int_equal(rows[1].last, 0);
    assert_int_equal(rows[0].cells[9].day, in.on);
    in = (struct payment_event_new){
        .what = PAID_BACK, .on = date_make(2026, 3, 11), .authorised_on = DATE_NONE};
    must(payment_event_add(&r->work, march, 1, &in, &id));
    must(payment_paper_page(&r->work, march, 0, 10, &p, &rows, &count));
    assert_int_equal(rows[0].last, PAID_BACK);
    assert_int_equal(rows[0].cells[9].day, DATE_NONE);
    assert_null(rows[0].cells[10].text);
}

static void a_page_has_the_sums_of_the_whole(void **state)
{
    struct test_register *r = *state;
    struct paysheet_row *rows;
    struct paysheet p;
    int64_t march, april;
    size_t count;

    two_runs(r, &march, &april);
    must(payment_paper_page(&r->work, april, 1, 1, &p, &rows, &count));
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].n, 2);
    assert_false(p.run.approved);
    assert_int_equal(p.sums[0], 9000);
    assert_int_equal(p.sums[1], 9000);
    assert_string_equal(p.sign_names[0], "Aid Officer");
    assert_null(p.sign_names[1]);
    must_refuse(r, payment_paper_page(&r->work, 99, 0, 1, &p, &rows, &count), ERR_ABSENT, "no_such_run");
}

#define case_of(test) cmocka_unit_test_setup_teardown(test, paper_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(the_finance_office_reads_the_same_figures),
        case_of(what_is_taken_back_stands_in_a_row_of_its_own),
        case_of(the_table_is_the_same_in_csv),
        case_of(the_same_run_gives_the_same_bytes),
        case_of(nothing_on_it_says_why),
        case_of(the_municipality_chooses_the_columns),
        case_of(the_office_names_columns_itself),
        case_of(columns_that_pay_nobody_are_refused),
        case_of(a_sealed_file_is_paid_too),
        case_of(a_sealed_file_is_named_to_the_payer_only),
        case_of(a_row_says_what_became_of_it),
        case_of(a_page_has_the_sums_of_the_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
