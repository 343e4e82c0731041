/* Lists as municipalities keep them, each with what is odd about it: what must be said of every line, and how
 * many rows are read, taken, bad and asked about, was written down before the program was asked. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "domain/file/case_note.h"
#include "domain/file/person.h"
#include "domain/import/order_import.h"
#include "domain/order/order_read.h"
#include "support/register.h"

#define NOVEMBER 1793610000 /* 2026-11-02, 09:00 UTC */

static int setup(void **state)
{
    int failed = register_setup(state);

    if (!failed)
        register_at(*state, NOVEMBER);
    return failed;
}

/* confirm: one code; NULL: none. */
static struct import_report text_take(struct test_register *r, const char *text, size_t n,
                                      const char *confirm, bool skip_bad)
{
    const struct import_options options = {
        .skip_bad = skip_bad, .confirm = &confirm, .confirm_count = confirm != NULL};
    struct import_report report;

    must(order_import(&r->work, text, n, &options, &report));
    return report;
}

static struct import_report take(struct test_register *r, const char *name, const char *confirm,
                                 bool skip_bad)
{
    CLEANUP(buf_free) struct buf file = {0};
    char path[200];

    snprintf(path, sizeof path, "tests/reference/import/%s", name);
    must(file_read(path, 1 << 20, &file));
    return text_take(r, file.data, file.len, confirm, skip_bad);
}

/* "read taken there bad asked", and each note as "line:column:code" with "?" behind a warning, "??" behind
 * a question and "!" behind what is left open. */
static void told(const struct import_report *r, const char *expected)
{
    static const char *const MARKS[] = {
        [NOTE_FAULT] = "", [NOTE_QUESTION] = "??", [NOTE_WARNING] = "?", [NOTE_LEFT] = "!"};
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
        {"workbook.xlsx", "6 6 0 0 0 1::other_sheets? 1::above_heading? 5::merged_cell? 6::hidden_row? "
                          "7:number:number_like_date? 9:number:number_like_date?"},
        {"workbook_under_another_name.csv",
         "6 6 0 0 0 1::other_sheets? 1::above_heading? 5::merged_cell? 6::hidden_row? "
         "7:number:number_like_date? 9:number:number_like_date?"},
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

/* Nothing is read of these, and it is said what they are. */
static void what_is_no_list_is_named(void **state)
{
    static const struct {
        const char *name, *told;
    } CASES[] = {
        {"workbook_cut_off.csv", "0 0 0 0 0 1::damaged_workbook"},
        {"old_workbook.xls", "0 0 0 0 0 1::old_workbook"},
        {"two_lists.xlsx", "0 0 0 0 0 1::which_sheet"},
    };
    struct test_register *r = *state;

    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct import_report report = take(r, CASES[i].name, NULL, true);

        told(&report, CASES[i].told);
        assert_true(report.header_bad);
        assert_false(report.written);
    }
}

static void the_sheet_that_is_asked_for_is_read(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf file = {0};
    struct import_options options = {.sheet = 2, .dry_run = true};
    struct import_report report;

    must(file_read("tests/reference/import/two_lists.xlsx", 1 << 20, &file));
    must(order_import(&r->work, file.data, file.len, &options, &report));
    told(&report, "2 2 0 0 0 1::other_sheets?");
    options.sheet = 3;
    must(order_import(&r->work, file.data, file.len, &options, &report));
    told(&report, "0 0 0 0 0 1::no_such_sheet");
}

/* The register as it is once what was asked is confirmed. */
static void what_is_offered_is_taken_when_it_is_confirmed(void **state)
{
    struct test_register *r = *state;
    struct import_report report = take(r, "misread_as_windows_1252.csv", NULL, true);
    struct case_note *notes;
    struct person p;
    size_t count;

    assert_string_equal(report.notes[1].offered, "Çlirimtë");
    assert_string_equal(report.notes[2].offered, "Përmeti");
    report = take(r, "misread_as_windows_1252.csv", "misread", false);
    told(&report, "2 1 1 0 0 2:issuer:misread? 2:first_name:misread? 2:surname:misread?");
    must(person_read(&r->work, register_int(r, "SELECT max(id) FROM person"), &p));
    assert_string_equal(p.first_name, "Çlirimtë");
    assert_string_equal(p.surname, "Përmeti");
    report = take(r, "children_counted.csv", "bad_child", false);
    told(&report, "3 3 0 0 0 2:children:bad_child? 3:children:bad_child? 4:children:taken_as_nothing?");
    must(case_note_list(&r->work, register_int(r, "SELECT min(case_id) FROM case_note"), &notes, &count));
    assert_int_equal(count, 1);
    assert_string_equal(notes[0].text, "Fëmijë sipas listës së importuar (pa emra): 2");
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_person WHERE role = 'dependant'"), 0);
    /* And again: what was asked is answered. */
    report = take(r, "children_counted.csv", NULL, false);
    told(&report, "3 0 3 0 0 4:children:taken_as_nothing?");
}

static void somebody_with_one_name_only_comes_in_as_that(void **state)
{
    struct test_register *r = *state;
    struct person p;

    (void)take(r, "one_name_only.csv", NULL, false);
    must(person_read(&r->work, register_int(r, "SELECT min(id) FROM person"), &p));
    assert_string_equal(p.first_name, "Shpresa");
    assert_string_equal(p.surname, "");
    must(person_read(&r->work, register_int(r, "SELECT max(id) FROM person"), &p));
    assert_string_equal(p.first_name, "Ilir");
    assert_string_equal(p.surname, "");
}

/* The ordinary sequence for a woman without a number: one file, one person, and the immediate order ends
 * where the order begins. */
static void an_order_joins_the_immediate_one_before_it(void **state)
{
    struct test_register *r = *state;
    struct import_report report = take(r, "umm_then_um_without_number.csv", NULL, false);

    told(&report, "2 2 0 0 0 3:follows:joined?");
    assert_non_null(strstr(report.notes[0].reason, "560/2026"));
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_file"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 1);
    assert_int_equal(register_int(r, "SELECT follows_id FROM protection_order WHERE kind = 'UM'"),
                     register_int(r, "SELECT id FROM protection_order WHERE kind = 'UMM'"));
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act WHERE kind = 'replaced'"), 1);
}

/* As the list of another office has it: there already, not another order and not a bad row. */
static void the_same_order_in_another_spelling_is_there(void **state)
{
#define ROW_OF(number, first_name)                                                                           \
    "UM;Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër;" number                      \
    ";05.10.2026;20.03.2027;" first_name ";Stefan;Prendi;;14.06.1988;F;Gjirokastër;\n"
    static const char LIST[] =
        "Lloji;Gjykata;Nr.;Data e vendimit;Përfundimi;Emri;Atësia;Mbiemri;Numri "
        "personal;Datëlindja;Gjinia;Njësia administrative;Fëmijët\n" ROW_OF("580/2026", "Valbona")
            ROW_OF("581/2026", "Ina");
    const struct import_options options = {0};
    struct test_register *r = *state;
    struct import_report report;

    must(order_import(&r->work, LIST, strlen(LIST), &options, &report));
    told(&report, "2 2 0 0 0");
    report = take(r, "same_order_in_other_spelling.csv", NULL, false);
    told(&report, "2 0 2 0 0");
    assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order"), 2);
}

/* The list has 82/2026 of the 5th, and the register the same number of the same court, in her file, of the
 * 7th. A void one asks nothing. */
static void a_number_with_another_day_is_asked_about(void **state)
{
#define HEAD                                                                                                 \
    "Lloji;Gjykata;Nr.;Data e vendimit;Përfundimi;Emri;Atësia;Mbiemri;Numri "                              \
    "personal;Datëlindja;Gjinia;Njësia administrative;Fëmijët\n"
#define ROW_ON(day, number)                                                                                  \
    "UM;Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër;" number ";" day              \
    ".10.2026;20.03.2027;Valbona;Stefan;Prendi;;14.06.1988;F;Gjirokastër;\n"
    static const char *const CONFIRM[] = {"other_day"};
    static const char THERE[] = HEAD ROW_ON("07", "82/2026");
    static const char LIST[] = HEAD ROW_ON("05", "Nr. 082 / 2026");
    static const char OTHER[] = HEAD ROW_ON("05", "83/2026");
    struct import_options options = {0};
    struct test_register *r = *state;
    struct import_report report;

    must(order_import(&r->work, THERE, strlen(THERE), &options, &report));
    told(&report, "1 1 0 0 0");
    must(order_import(&r->work, LIST, strlen(LIST), &options, &report));
    told(&report, "1 0 0 0 1 2:number:other_day??");
    assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order"), 1);
    must(order_import(&r->work, OTHER, strlen(OTHER), &options, &report));
    told(&report, "1 1 0 0 0");
    options.confirm = CONFIRM;
    options.confirm_count = 1;
    must(order_import(&r->work, LIST, strlen(LIST), &options, &report));
    told(&report, "1 1 0 0 0 2:number:other_day?");
    must(order_import(&r->work, LIST, strlen(LIST), &options, &report));
    told(&report, "1 0 1 0 0");
}

/* ---- which order a row follows */

#define COURT                      "Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër"
#define OTHER_COURT                "Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Vlorë"
#define CHAIN                      "kind,issuer,number,decision_date,end,first_name,surname,birth_date,sex,unit,follows\n"
#define HERS(follows)              ",Fatbardha,Lleshi,1994-04-04,F,Gjirokastër," follows "\n"
#define UMM_OF(court, number, day) "UMM," court "," number "," day "," HERS("")
#define UMM_TO(day)                "UMM," COURT ",560/2026,2026-10-01," day HERS("")
#define UM_AFTER(follows)          "UM," COURT ",561/2026,2026-10-20,2027-03-20" HERS(follows)

/* Of the order that the UM follows. */
static const char *followed_number(struct test_register *r)
{
    const int64_t id =
        register_int(r, "SELECT coalesce(max(follows_id), 0) FROM protection_order WHERE kind = 'UM'");
    struct order_line before;

    if (!id)
        return "none";
    must(order_load(&r->work, id, &before));
    return before.number;
}

/* Where the column is silent the row joins a lower kind of the same court, or of the police, that is at most
 * 180 days older and still in force beside it; else it is asked. 23.04.2026 and 180 days is 20.10.2026. */
static void a_row_follows_what_its_column_or_its_paper_says(void **state)
{
    static const struct {
        const char *list, *confirm, *told, *follows; /* the number that 561/2026 then follows */
    } CASES[] = {
        {CHAIN UMM_OF(COURT, "560/2026", "2026-10-01") UMM_OF(COURT, "562/2026", "2026-10-05")
             UM_AFTER("Nr. 0560 - 2026"),
         NULL, "3 3 0 0 0 3:hearing_on:hearing_unknown! 4:follows:joined?", "560/2026"},
        {CHAIN UMM_OF(COURT, "560/2026", "2026-10-01") UM_AFTER("9/2026"), NULL,
         "2 1 0 1 0 2:hearing_on:hearing_unknown! 3:follows:no_order_before", NULL},
        {CHAIN UMM_OF(COURT, "560/2026", "2026-10-01") UM_AFTER("independent"), NULL,
         "2 1 0 0 1 2:hearing_on:hearing_unknown! 3:follows:follows_or_independent??", NULL},
        {CHAIN UMM_OF(COURT, "560/2026", "2026-10-01") UM_AFTER("independent"), "follows_or_independent",
         "2 2 0 0 0 2:hearing_on:hearing_unknown! 3:follows:follows_or_independent?", NULL},
        {CHAIN UMM_OF(COURT, "560/2026", "2026-10-01") UM_AFTER("I  Pavarur"), "follows_or_independent",
         "2 2 0 0 0 2:hearing_on:hearing_unknown! 3:follows:follows_or_independent?", NULL},
        {CHAIN UM_AFTER("") UMM_OF(COURT, "560/2026", "2026-10-01"), NULL, "2 2 0 0 0 3:follows:joined?",
         "560/2026"},
        {CHAIN UM_AFTER("") UMM_OF(OTHER_COURT, "560/2026", "2026-10-01"), NULL,
         "2 1 0 0 1 3:followed_by:followed_or_independent??", NULL},
        {CHAIN UMM_OF(OTHER_COURT, "560/2026", "2026-10-01") UM_AFTER(""), NULL,
         "2 1 0 0 1 2:hearing_on:hearing_unknown! 3:follows:follows_or_independent??", NULL},
        /* The day of the hearing as its end settles nothing (law 9669/2006), whichever comes first. */
        {CHAIN UMM_TO("2026-10-15") UM_AFTER(""), "end_of_open_kind",
         "2 2 0 0 0 2:end:end_of_open_kind? 3:follows:joined?", "560/2026"},
        {CHAIN UM_AFTER("") UMM_TO("2026-10-15"), "end_of_open_kind",
         "2 2 0 0 0 3:follows:joined? 3:end:end_of_open_kind?", "560/2026"},
        {CHAIN "UMPMM,Policia Gjirokastër,7/2026,2026-10-01," HERS("") UM_AFTER(""), NULL,
         "2 2 0 0 0 3:follows:joined?", "7/2026"},
        {CHAIN UMM_OF(COURT, "560/2026", "2026-04-23") UM_AFTER(""), NULL, "2 2 0 0 0 3:follows:joined?",
         "560/2026"},
        {CHAIN UMM_OF(COURT, "560/2026", "2026-04-22") UM_AFTER(""), NULL,
         "2 1 0 0 1 2:hearing_on:hearing_unknown! 3:follows:follows_or_independent??", NULL},
    };
    (void)state;

    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct import_report report;
        struct test_register *r;
        void *own = NULL;

        print_message("case %zu\n", i);
        assert_int_equal(setup(&own), 0);
        r = own;
        report = text_take(r, CASES[i].list, strlen(CASES[i].list), CASES[i].confirm, true);
        told(&report, CASES[i].told);
        assert_string_equal(followed_number(r), CASES[i].follows ? CASES[i].follows : "none");
        assert_int_equal(register_int(r, "SELECT count(*) FROM order_act WHERE kind = 'replaced'"),
                         CASES[i].follows != NULL);
        register_teardown(&own);
    }
}

/* ---- rows that have but a name */

#define NAMES          "kind,issuer,number,decision_date,end,first_name,surname,unit,follows\n"
#define LLESHI         "Fatbardha,Lleshi"
#define UMM_2024(name) "UMM," COURT ",40/2024,2024-02-01,," name ",Gjirokastër,\n"
#define UM_2024(court, name, follows)                                                                        \
    "UM," court ",41/2024,2024-02-20,2024-08-20," name ",Gjirokastër," follows "\n"

/* Law 9669/2006: an immediate order lasts until the court decides. One of 2024 whose order of 2024 stands in
 * another file would protect, and pay, for ever: nobody is told so in silence. */
static void a_name_alone_is_asked_about_where_an_immediate_order_would_stay_open(void **state)
{
    static const struct {
        const char *list, *confirm, *told;
        int64_t files, persons, replaced;
    } CASES[] = {
        {NAMES UMM_2024(LLESHI) UM_2024(COURT, LLESHI, ""), NULL,
         "2 1 0 0 1 2:hearing_on:hearing_unknown! 3:follows:same_name??", 1, 1, 0},
        {NAMES UMM_2024(LLESHI) UM_2024(OTHER_COURT, "FATBARDHA,Lleshi", ""), NULL,
         "2 1 0 0 1 2:hearing_on:hearing_unknown! 3:follows:same_name??", 1, 1, 0},
        {NAMES UM_2024(COURT, LLESHI, "") UMM_2024(LLESHI), NULL, "2 1 0 0 1 3:follows:same_name??", 1, 1, 0},
        {NAMES UMM_2024(LLESHI) UM_2024(COURT, LLESHI, ""), "same_name",
         "2 2 0 0 0 2:hearing_on:hearing_unknown! 3:follows:same_name?", 2, 2, 0},
        {NAMES UMM_2024(LLESHI) UM_2024(COURT, LLESHI, "Nr. 40/2024"), NULL, "2 2 0 0 0 3:follows:joined?", 1,
         1, 1},
        {NAMES UMM_2024(LLESHI) UM_2024(COURT, LLESHI, "independent"), NULL,
         "2 2 0 0 0 2:hearing_on:hearing_unknown!", 2, 2, 0},
        {NAMES UMM_2024(LLESHI) UM_2024(COURT, "Fatbardha,Leka", ""), NULL,
         "2 2 0 0 0 2:hearing_on:hearing_unknown!", 2, 2, 0},
    };
    (void)state;

    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct import_report report;
        struct test_register *r;
        void *own = NULL;

        print_message("case %zu\n", i);
        assert_int_equal(setup(&own), 0);
        r = own;
        report = text_take(r, CASES[i].list, strlen(CASES[i].list), CASES[i].confirm, true);
        told(&report, CASES[i].told);
        assert_int_equal(register_int(r, "SELECT count(*) FROM case_file"), CASES[i].files);
        assert_int_equal(register_int(r, "SELECT count(*) FROM person"), CASES[i].persons);
        assert_int_equal(register_int(r, "SELECT count(*) FROM order_act WHERE kind = 'replaced'"),
                         CASES[i].replaced);
        register_teardown(&own);
    }
}

/* A row that asks hides neither what else there is to ask about it, nor its order from the rows behind it;
 * and nothing of it is kept, whether rows that ask are left out or keep all out. */
static void all_questions_of_a_list_are_asked_at_once(void **state)
{
#define LONG_UM(number, follows) "UM," COURT "," number ",2026-10-20,2028-03-20" HERS(follows)
#define LONG_2024                "UM," COURT ",41/2024,2024-02-20,2025-08-20," LLESHI ",Gjirokastër,\n"
    static const char *const YES[] = {"end_of_open_kind", "end_beyond_term", "same_name"};
    static const struct {
        const char *list, *asked, *confirmed, *left;
        int64_t kept; /* orders, where rows that ask are left out */
    } CASES[] = {
        {CHAIN UMM_TO("2026-10-15") LONG_UM("561/2026", "560/2026"),
         "2 0 0 0 2 2:end:end_of_open_kind?? 3:follows:joined? 3:end:end_beyond_term??",
         "2 2 0 0 0 2:end:end_of_open_kind? 3:follows:joined? 3:end:end_beyond_term?",
         "2 0 0 0 2 2:end:end_of_open_kind?? 3:end:end_beyond_term??", 0},
        {NAMES UMM_2024(LLESHI) LONG_2024,
         "2 1 0 0 1 2:hearing_on:hearing_unknown! 3:follows:same_name?? 3:end:end_beyond_term??",
         "2 2 0 0 0 2:hearing_on:hearing_unknown! 3:follows:same_name? 3:end:end_beyond_term?",
         "2 1 0 0 1 2:hearing_on:hearing_unknown! 3:follows:same_name?? 3:end:end_beyond_term??", 1},
    };
    (void)state;

    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const struct import_options yes = {.confirm = YES, .confirm_count = sizeof YES / sizeof YES[0]};
        struct import_report report;
        struct test_register *r;
        void *own = NULL;

        print_message("case %zu\n", i);
        assert_int_equal(setup(&own), 0);
        r = own;
        report = text_take(r, CASES[i].list, strlen(CASES[i].list), NULL, false);
        told(&report, CASES[i].asked);
        assert_false(report.written);
        assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order"), 0);
        must(order_import(&r->work, CASES[i].list, strlen(CASES[i].list), &yes, &report));
        told(&report, CASES[i].confirmed);
        assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order"), 2);
        register_teardown(&own);
        assert_int_equal(setup(&own), 0);
        r = own;
        report = text_take(r, CASES[i].list, strlen(CASES[i].list), NULL, true);
        told(&report, CASES[i].left);
        assert_true(report.written);
        assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order"), CASES[i].kept);
        register_teardown(&own);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_order_joins_the_immediate_one_before_it),
        TEST(the_same_order_in_another_spelling_is_there),
        TEST(a_number_with_another_day_is_asked_about),
        TEST(what_is_no_list_is_named),
        TEST(the_sheet_that_is_asked_for_is_read),
        TEST(what_is_offered_is_taken_when_it_is_confirmed),
        TEST(somebody_with_one_name_only_comes_in_as_that),
        cmocka_unit_test(a_row_follows_what_its_column_or_its_paper_says),
        cmocka_unit_test(all_questions_of_a_list_are_asked_at_once),
        cmocka_unit_test(a_name_alone_is_asked_about_where_an_immediate_order_would_stay_open),
        cmocka_unit_test(each_list_is_told_what_is_odd_about_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
