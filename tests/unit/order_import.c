/* Importing orders: the reference files, every way a spreadsheet may write them, and what people get wrong.
 */
#include "domain/import/order_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "domain/office/audit_chain.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/order/order_register.h"
#include "render/csv.h"
#include "support/register.h"

#define HEADER            "kind,issuer,number,decision_date,end,first_name,surname,nid,birth_date,sex,unit,children\n"
#define COURT             "Gjykata e Rrethit Gjyqësor Gjirokastër"
#define ROW(number, more) "UM," COURT "," number ",2022-03-24,2022-09-19," more "\n"
#define ANA               ROW("1/2022", "Ana,Testi,,1990-01-02,F,Picar,")
#define BRIKENA           ROW("2/2022", "Brikena,Prova,,1991-01-02,F,Odrie,Erand|2015-01-02|M")

/* Appends the reference file of that name. */
static void reference(const char *name, struct buf *ret)
{
    char path[512];

    snprintf(path, sizeof path, "tests/reference/%s", name);
    must(file_read(path, 1 << 20, ret));
}

static struct import_report take(struct test_register *r, const char *text, size_t n, bool dry, bool skip)
{
    const struct import_options options = {.dry_run = dry, .skip_bad = skip};
    struct import_report report;

    must(order_import(&r->work, text, n, &options, &report));
    return report;
}

static struct import_report take_text(struct test_register *r, const char *text)
{
    return take(r, text, strlen(text), false, false);
}

static void counts(const struct import_report *r, size_t read, size_t taken, size_t there, size_t bad)
{
    assert_int_equal(r->read, read);
    assert_int_equal(r->taken, taken);
    assert_int_equal(r->there, there);
    assert_int_equal(r->bad, bad);
}

/* The notes as "line:column:code", a warning with a "?" behind it, a question with two, one behind the other
 * with spaces. */
static void notes_are(const struct import_report *r, const char *expected)
{
    CLEANUP(buf_free) struct buf b = {0};

    static const char *const MARKS[] = {
        [NOTE_FAULT] = "", [NOTE_QUESTION] = "??", [NOTE_WARNING] = "?", [NOTE_LEFT] = "!"};

    for (size_t i = 0; i < r->note_count; i++)
        buf_format(&b, "%s%zu:%s:%s%s", i ? " " : "", r->notes[i].line, r->notes[i].column, r->notes[i].code,
                   MARKS[r->notes[i].severity]);
    assert_string_equal(b.data ? b.data : "", expected);
}

static int64_t orders(struct test_register *r)
{
    return register_int(r, "SELECT count(*) FROM protection_order");
}

static void the_reference_file_gives_sixteen_orders(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf file = {0};
    struct import_report report;
    int64_t row, count;

    reference("orders-2022.csv", &file);
    report = take_text(r, file.data);
    counts(&report, 16, 16, 0, 0);
    /* The four immediate ones name no hearing; the twelve full orders say "d": keep away by the law, distance
     * by the register's former list. */
    notes_are(&report, "2:hearing_on:hearing_unknown! 3:measures:measure_meant! 4:measures:measure_meant! "
                       "5:measures:measure_meant! 6:hearing_on:hearing_unknown! "
                       "7:measures:measure_meant! 8:measures:measure_meant! 9:measures:measure_meant! "
                       "10:hearing_on:hearing_unknown! "
                       "11:measures:measure_meant! 12:measures:measure_meant! 13:measures:measure_meant! "
                       "14:hearing_on:hearing_unknown! "
                       "15:measures:measure_meant! 16:measures:measure_meant! 17:measures:measure_meant!");
    assert_true(report.written);
    assert_int_equal(orders(r), 16);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_file"), 16);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_person WHERE role = 'protected'"), 16);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_person WHERE role = 'dependant'"), 16);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_person WHERE role = 'respondent'"), 16);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_file WHERE unit_id = 5"), 3);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_measure"), 4 * 3 + 12 * 4);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_measure WHERE code = 'keep_away'"), 12);
    assert_int_equal(register_int(r, "SELECT count(*) FROM measure_doubt WHERE read_as = 'keep_away'"), 12);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act WHERE kind = 'final'"), 12);
    must(audit_verify(&r->work, &row, &count));
}

static void the_same_file_again_doubles_nothing(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf file = {0};
    struct import_report report;

    reference("orders-2022.csv", &file);
    (void)take_text(r, file.data);
    report = take_text(r, file.data);
    counts(&report, 16, 0, 16, 0);
    assert_int_equal(orders(r), 16);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 48);
}

static void each_bad_row_gives_its_own_fault(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf file = {0};
    struct import_report report;

    reference("orders-bad.csv", &file);
    report = take_text(r, file.data);
    notes_are(&report,
              "2:end:out_of_order 3:kind:unknown_kind 4:measures:measure_meant! 4:nid:nid_check_letter? "
              "5:unit:unknown_unit "
              "6:start:bad_date 7:measures:measure_meant! 7:end:end_beyond_term?? 8:number:twice_in_file "
              "8:start:start_before_decision?? "
              "8:final_date:out_of_order "
              "9:number:twice_in_file 10:first_name:required 11:children:in_future");
    counts(&report, 10, 1, 0, 8);
    assert_non_null(strstr(report.notes[8].reason, "line 9 "));
    assert_non_null(strstr(report.notes[11].reason, "line 8 "));
    assert_false(report.written);
    assert_int_equal(orders(r), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 0);
}

static void skip_bad_takes_only_what_is_good(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf file = {0};
    struct import_report report;
    struct order_line taken;

    reference("orders-bad.csv", &file);
    report = take(r, file.data, file.len, false, true);
    counts(&report, 10, 1, 0, 8);
    assert_true(report.written);
    assert_int_equal(orders(r), 1);
    must(order_load(&r->work, register_int(r, "SELECT id FROM protection_order"), &taken));
    assert_string_equal(taken.number, "115/2022");
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 4);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_file"), 1);
}

/* The papers of a whole file say so: each row is taken, with the warning that tells of it. */
static void what_is_confirmed_for_a_file_holds_for_each_row(void **state)
{
    static const char ROWS[] = "kind,issuer,number,decision_date,end,first_name,surname,birth_date,unit\n"
                               "UM,Gjykata,1,2025-03-02,2026-06-02,Elira,Malo,1980-02-03,Cepo\n"
                               "UM,Gjykata,2,2025-04-02,2026-07-02,Drita,Hoxhaj,1981-02-03,Cepo\n";
    static const char *const YES[] = {"end_beyond_term"};
    const struct import_options options = {.confirm = YES, .confirm_count = 1};
    struct test_register *r = *state;
    struct import_report report = take_text(r, ROWS);

    notes_are(&report, "2:end:end_beyond_term?? 2:issuer:unknown_court? 3:end:end_beyond_term?? "
                       "3:issuer:unknown_court?");
    counts(&report, 2, 0, 0, 0);
    assert_int_equal(report.asked, 2);
    must(order_import(&r->work, ROWS, strlen(ROWS), &options, &report));
    counts(&report, 2, 2, 0, 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE why = 'confirmed: end_beyond_term'"),
                     2);
}

static void one_bad_row_keeps_all_out(void **state)
{
    struct test_register *r = *state;
    int64_t logged = register_int(r, "SELECT count(*) FROM audit");
    struct import_report report =
        take_text(r, HEADER ANA BRIKENA ROW("3/2022", "Drilona,Testi,,1990-13-02,F,Picar,"));

    counts(&report, 3, 2, 0, 1);
    notes_are(&report, "4:birth_date:bad_date");
    assert_int_equal(orders(r), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit"), logged);
}

static void a_dry_run_writes_nothing(void **state)
{
    struct test_register *r = *state;
    int64_t before = register_int(r, "SELECT coalesce(sum(next), 0) FROM sequence");
    struct import_report report = take(r, HEADER ANA BRIKENA, strlen(HEADER ANA BRIKENA), true, false);

    counts(&report, 2, 2, 0, 0);
    assert_false(report.written);
    assert_int_equal(orders(r), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what LIKE 'order.%'"), 0);
    assert_int_equal(register_int(r, "SELECT coalesce(sum(next), 0) FROM sequence"), before);
}

/* The reference file as another spreadsheet would write it. */
static void rewritten(const struct buf *file, char separator, bool sq_dates, const char *line_end,
                      struct buf *ret)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct csv_row row;
    struct csv csv;
    bool more;

    csv_open(&csv, file->data, file->len);
    while (csv_next(&csv, &a, &row, &more) == OK && more) {
        for (size_t i = 0; i < row.count; i++) {
            char day[DATE_TEXT];
            date d;

            if (sq_dates && date_parse(row.cells[i], &d) == OK)
                csv_cell(ret, separator, i == 0, date_format_sq(d, day));
            else
                csv_cell(ret, separator, i == 0, row.cells[i]);
        }
        buf_text(ret, line_end);
    }
}

static void all_there(struct test_register *r, const struct buf *file)
{
    struct import_report report = take(r, file->data, file->len, false, false);

    notes_are(&report, "");
    counts(&report, 16, 0, 16, 0);
}

static void separators_dates_and_line_ends_do_not_matter(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf tabs = {0};
    CLEANUP(buf_free) struct buf dates = {0};
    CLEANUP(buf_free) struct buf semicolons = {0};

    reference("orders-2022.csv", &file);
    (void)take_text(r, file.data);
    buf_text(&tabs, "\xEF\xBB\xBF");
    rewritten(&file, '\t', false, "\r\n", &tabs);
    all_there(r, &tabs);
    rewritten(&file, ',', true, "\r", &dates);
    all_there(r, &dates);
    buf_text(&semicolons, "\xEF\xBB\xBFsep=;\r\n");
    rewritten(&file, ';', true, "\r\n", &semicolons);
    all_there(r, &semicolons);
    assert_int_equal(orders(r), 16);
}

static void semicolons_headings_in_albanian_and_any_order_are_the_same(void **state)
{
    struct test_register *r = *state;
    struct import_report report = take_text(r, HEADER BRIKENA);

    counts(&report, 1, 1, 0, 0);
    report = take_text(r, "Njësia administrative;Fëmijët;GJINIA;datëlindja;Numri personal;Mbiemri;Emri;"
                          "Përfundimi;Data e Vendimit;Nr.;Lëshuesi;Lloji\r\n"
                          "odrie;\"Erand|02.01.2015|m\";Femër;2.1.1991;;Prova;Brikena;19.09.2022;24/03/2022;"
                          "2/2022;" COURT ";um\r\n;;;;;;;;;;;\r\n");
    notes_are(&report, "");
    counts(&report, 1, 0, 1, 0);
}

static void a_row_that_changed_is_bad(void **state)
{
    struct test_register *r = *state;
    struct import_report report = take_text(r, HEADER ANA);

    report = take_text(r, HEADER ROW("1/2022", "Ana,Testi,,1990-01-03,F,Picar,") BRIKENA);
    notes_are(&report, "2:number:order_exists");
    counts(&report, 2, 1, 0, 1);
    assert_int_equal(orders(r), 1);
}

/* The paper's other names: who asked, who acts for her, a second respondent, and what each is to whom. */
#define PARTIES                                                                                              \
    "kind,issuer,number,decision_date,end,first_name,surname,unit,children,respondent_first_name,"           \
    "respondent_surname,relation,Numri i çështjes,Kërkuesi,Emri i kërkuesit,Përfaqësuesi,"             \
    "Emri i përfaqësuesit,Dhunues të tjerë,Lidhjet\n"
#define PARTY_ROW(more)                                                                                      \
    "UM," COURT ",1/2022,2022-03-24,2022-09-19,Ana,Testi,Picar,Besa|2015-01-02|F;Cel," more "\n"

static void the_parties_of_the_paper_are_taken(void **state)
{
    struct test_register *r = *state;
    struct import_report report =
        take_text(r, PARTIES PARTY_ROW(
                         "Gëzim,Tahiri,bashkëshort,77/2022,Prokurori,Agim Hoti,Kujdestari,"
                         "Zana Hoti,Luan|Tahiri|kunat,Besa|Gëzim|babai;Cel Testi|1|njerku;2|Luan|xhaxhai"));
    struct order_line o;

    counts(&report, 1, 1, 0, 0);
    must(order_load(&r->work, 1, &o));
    assert_string_equal(o.parties.case_number, "77/2022");
    assert_int_equal(o.parties.petitioner, PARTY_PROSECUTOR);
    assert_string_equal(o.parties.petitioner_name, "Agim Hoti");
    assert_int_equal(o.parties.representative, PARTY_GUARDIAN);
    assert_string_equal(o.parties.representative_name, "Zana Hoti");
    assert_int_equal(o.respondent_count, 2);
    assert_int_equal(o.relation_count, 4);
    /* Ana 1, Besa 2, Cel 3, Gëzim 4, Luan 5, as they were entered. */
    assert_int_equal(o.relations[0].person, o.persons[0]);
    assert_int_equal(o.relations[0].respondent, o.respondents[1]);
    assert_string_equal(o.relations[0].relation, "kunat");
    assert_int_equal(o.relations[1].person, o.persons[1]);
    assert_int_equal(o.relations[1].respondent, o.respondents[0]);
    assert_string_equal(o.relations[1].relation, "babai");
    assert_int_equal(o.relations[2].person, o.persons[2]);
    assert_string_equal(o.relations[2].relation, "njerku");
    assert_int_equal(o.relations[3].respondent, o.respondents[1]);
    assert_string_equal(o.relations[3].relation, "xhaxhai");
}

static void one_respondent_need_not_be_named_in_a_relation(void **state)
{
    struct test_register *r = *state;
    struct import_report report = take_text(r, PARTIES PARTY_ROW("Gëzim,Tahiri,,,vetë,,,,,Besa|babai"));
    struct order_line o;

    counts(&report, 1, 1, 0, 0);
    must(order_load(&r->work, 1, &o));
    assert_int_equal(o.parties.petitioner, PARTY_SELF);
    assert_int_equal(o.relation_count, 1);
    assert_int_equal(o.relations[0].person, o.persons[1]);
}

static void parties_that_cannot_be_read_are_told_by_column(void **state)
{
    static const struct {
        const char *row, *notes;
    } BAD[] = {
        {"Gëzim,Tahiri,,,fqinji,,,,,", "2:petitioner:unknown_party"},
        {"Gëzim,Tahiri,,,,,policia,,,", "2:representative:unknown_party"},
        {"Gëzim,Tahiri,,,,Agim Hoti,,,,", "2:petitioner:required"},
        {"Gëzim,Tahiri,,,vetë,Ana Testi,,,,", "2:petitioner_name:contradiction"},
        {"Gëzim,Tahiri,,,,,,,Luan,", "2:more_respondents:bad_respondent"},
        {"Gëzim,Tahiri,,,,,,,Luan|?|kunat,", "2:more_respondents:bad_respondent"},
        {"Gëzim,Tahiri,,,,,,,A|B;C|D;E|F;G|H;I|J,", "2:more_respondents:too_many"},
        {"Gëzim,Tahiri,,,,,,,,Dora|babai", "2:relations:bad_relation"},
        {"Gëzim,Tahiri,,,,,,,,4|babai", "2:relations:bad_relation"},
        {"Gëzim,Tahiri,,,,,,,,Besa", "2:relations:bad_relation"},
        {"Gëzim,Tahiri,,,,,,,Luan|Tahiri,Besa|babai", "2:relations:bad_relation"},
        {",,,,,,,,,Besa|babai", "2:relations:bad_relation"},
    };
    struct test_register *r = *state;

    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        const char *text = arena_format(r->work.arena, PARTIES PARTY_ROW("%s"), BAD[i].row);
        struct import_report report = take_text(r, text);

        notes_are(&report, BAD[i].notes);
    }
    assert_int_equal(orders(r), 0);
}

static void another_party_is_another_row(void **state)
{
    struct test_register *r = *state;
    struct import_report report = take_text(r, PARTIES PARTY_ROW("Gëzim,Tahiri,,,vetë,,,,,"));

    report = take_text(r, PARTIES PARTY_ROW("Gëzim,Tahiri,,,vetë,,,,,"));
    counts(&report, 1, 0, 1, 0);
    report = take_text(r, PARTIES PARTY_ROW("Gëzim,Tahiri,,,vetë,,,,Luan|Tahiri,"));
    notes_are(&report, "2:number:order_exists");
}

static void an_order_registered_by_hand_is_there(void **state)
{
    struct test_register *r = *state;
    struct order_person ana = {.role = ROLE_PROTECTED,
                               .who = {.first_name = "Ana", .surname = "Testi", .birth_date = DATE_NONE}};
    const struct order_new by_hand = {.kind = ORDER_UM,
                                      .issuer = "gjykata e rrethit gjyqesor  gjirokaster",
                                      .number = "1/2022",
                                      .decision_date = date_make(2022, 3, 24),
                                      .start = DATE_NONE,
                                      .end = date_make(2022, 9, 19),
                                      .final_date = DATE_NONE,
                                      .hearing_on = DATE_NONE,
                                      .received_on = DATE_NONE,
                                      .unit = "Picar",
                                      .persons = &ana,
                                      .persons_count = 1};
    struct import_report report;
    int64_t id, file;

    must(order_register(&r->work, &by_hand, &id, &file));
    report = take_text(r, HEADER ANA);
    counts(&report, 1, 0, 1, 0);
    assert_int_equal(orders(r), 1);
}

static void the_same_row_twice_in_a_file_is_one_order(void **state)
{
    struct test_register *r = *state;
    struct import_report report = take_text(r, HEADER ANA BRIKENA ANA);

    counts(&report, 3, 2, 1, 0);
    assert_int_equal(orders(r), 2);
}

static void twins_are_all_bad_and_none_is_taken(void **state)
{
    struct test_register *r = *state;
    const char *text = HEADER ANA ANA BRIKENA ROW("1/2022", "Ana,Testi,,,F,Picar,");
    struct import_report report = take(r, text, strlen(text), false, true);

    notes_are(&report, "2:number:twice_in_file 3:number:twice_in_file 5:number:twice_in_file");
    counts(&report, 4, 1, 0, 3);
    assert_int_equal(orders(r), 1);
}

static void a_known_person_gets_the_order_in_her_file(void **state)
{
    static const char HEAD[] = "kind,issuer,number,decision_date,end,first_name,surname,nid,birth_date,unit,"
                               "children,respondent_first_name,respondent_surname,relation\n";
    static const char UMM[] = "UMM," COURT ",1/2022,2022-03-01,,Ana,Testi,I15323103M,1981-03-23,Picar,"
                              "Erand|2015-01-02|M,Filan,Fisteku,vëlla\n";
    static const char UM[] =
        "UM," COURT ",2/2022,2022-03-24,2022-09-19,Ana,Testi,i15323103m,1981-03-23,Odrie,"
        "Erand|2015-01-02|M,Filan,Fisteku,vëlla\n";
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf text = {0};
    struct import_report report;

    buf_format(&text, "%s%s%s", HEAD, UMM, UM);
    report = take_text(r, text.data);
    notes_are(&report, "3:follows:joined?");
    counts(&report, 2, 2, 0, 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_file"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 3);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_person"), 4);
    assert_int_equal(register_int(r, "SELECT unit_id FROM case_file"), 7);
}

/* Of an UMM whose hearing the list does not say, and that no other row decides. */
static void a_hearing_that_the_list_does_not_say_is_left_open(void **state)
{
    static const char HEAD[] = "kind,issuer,number,decision_date,end,first_name,surname,birth_date,unit,"
                               "hearing_on\n";
    static const char ALONE[] = "UMM," COURT ",1/2022,2022-03-01,,Ana,Testi,1981-03-23,Picar,\n";
    static const char SAID[] = "UMM," COURT ",2/2022,2022-03-01,,Bora,Testi,1982-03-23,Picar,2022-03-15\n";
    static const char BEFORE[] = "UMM," COURT ",3/2022,2022-03-01,,Cela,Testi,1983-03-23,Picar,\n";
    static const char BEHIND[] = "UM," COURT ",4/2022,2022-03-24,2022-09-19,Cela,Testi,1983-03-23,Picar,\n";
    static const char *const YES[] = {"hearing_unknown"};
    const struct import_options said = {.dry_run = true, .confirm = YES, .confirm_count = 1};
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf text = {0};
    struct import_report report;

    buf_format(&text, "%s%s%s%s%s", HEAD, ALONE, SAID, BEFORE, BEHIND);
    must(order_import(&r->work, text.data, text.len, &said, &report));
    notes_are(&report, "2:hearing_on:hearing_unknown? 5:follows:joined?");
    report = take(r, text.data, text.len, true, false);
    notes_are(&report, "2:hearing_on:hearing_unknown! 5:follows:joined?");
    report = take_text(r, text.data);
    notes_are(&report, "2:hearing_on:hearing_unknown! 5:follows:joined?");
    counts(&report, 4, 4, 0, 0);
    report = take_text(r, text.data);
    notes_are(&report, "");
    counts(&report, 4, 0, 4, 0);
}

static void a_hearing_of_a_row_that_is_left_out_is_not_left_open(void **state)
{
    static const char HEAD[] = "kind,issuer,number,decision_date,end,first_name,surname,birth_date,unit\n";
    static const char ASKED[] = "UMM," COURT ",1/2022,2022-03-01,2022-03-15,Ana,Testi,1981-03-23,Picar\n";
    static const char BEFORE[] = "UMM," COURT ",3/2022,2022-03-01,,Cela,Testi,1983-03-23,Picar\n";
    static const char LONG[] = "UM," COURT ",4/2022,2022-03-24,2023-09-19,Cela,Testi,1983-03-23,Picar\n";
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf text = {0};
    struct import_report report;

    buf_format(&text, "%s%s%s%s", HEAD, ASKED, BEFORE, LONG);
    report = take(r, text.data, text.len, false, true);
    /* The UM would decide the one before it, and is left out. */
    notes_are(&report, "2:end:end_of_open_kind?? 3:hearing_on:hearing_unknown! 4:follows:joined? "
                       "4:end:end_beyond_term??");
    assert_int_equal(orders(r), 1);
}

static void columns_that_nobody_knows_are_named(void **state)
{
    struct test_register *r = *state;
    struct import_report report = take_text(r, "kind,issuer,number,decision_date,first_name,surname,unit,"
                                               "shënime,Lloji\nUM,x,y,z,a,b,c,d,e\n");

    notes_are(&report, "1:shënime:unknown_column 1:kind:duplicate_column");
    assert_true(report.header_bad);
    assert_int_equal(report.read, 0);
}

static void columns_that_are_missing_are_named(void **state)
{
    struct test_register *r = *state;
    struct import_report report = take_text(r, "kind,issuer,decision_date,first_name,surname\n");

    notes_are(&report, "1:number:missing_column 1:unit:missing_column");
}

static void a_file_without_header_does_not_show_its_cells(void **state)
{
    struct test_register *r = *state;
    struct import_report report = take_text(r, ANA BRIKENA);

    notes_are(&report, "1::no_header");
    report = take_text(r, "");
    notes_are(&report, "1::no_header");
    report = take_text(r, "\"kind,issuer\n");
    notes_are(&report, "1::bad_csv");
}

static void windows_1252_is_told_what_to_do(void **state)
{
    struct test_register *r = *state;
    struct import_report report =
        take_text(r, HEADER ROW("1/2022", "An\xEB,Testi,,1990-01-02,F,Picar,") BRIKENA);

    notes_are(&report, "2:first_name:bad_text");
    assert_non_null(strstr(report.notes[0].reason, "CSV UTF-8"));
    report = take_text(r, "kind,L\xEBshuesi,number\n");
    assert_string_equal(report.notes[0].column, "column 2");
    assert_string_equal(report.notes[0].code, "bad_text");
}

static void a_cell_of_forty_thousand_characters_is_refused(void **state)
{
    static const struct {
        const char *before, *after, *note;
    } CASES[] = {
        {"UM,", ",1/2022,2022-03-24,2022-09-19,Ana,Testi,,,F,Picar,\n", "2:issuer:too_long"},
        {"UM," COURT ",", ",2022-03-24,2022-09-19,Ana,Testi,,,F,Picar,\n", "2:number:too_long"},
        {"UM," COURT ",1/2022,2022-03-24,2022-09-19,", ",Testi,,,F,Picar,\n", "2:first_name:too_long"},
        {"UM," COURT ",1/2022,2022-03-24,2022-09-19,Ana,", ",,,F,Picar,\n", "2:surname:too_long"},
        {"UM," COURT ",1/2022,2022-03-24,2022-09-19,Ana,Testi,", ",,F,Picar,\n", "2:nid:bad_nid"},
        {"UM," COURT ",1/2022,2022-03-24,2022-09-19,Ana,Testi,,", ",F,Picar,\n", "2:birth_date:bad_date"},
        {"UM," COURT ",1/2022,2022-03-24,2022-09-19,Ana,Testi,,,F,", ",\n", "2:unit:unknown_unit"},
        {"UM," COURT ",1/2022,2022-03-24,2022-09-19,Ana,Testi,,,F,Picar,", "\n", "2:children:too_long"},
    };
    struct test_register *r = *state;
    static char cell[40001];

    memset(cell, 'x', 40000);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        CLEANUP(buf_free) struct buf text = {0};
        struct import_report report;

        buf_format(&text, "%s%s%s%s", HEADER, CASES[i].before, cell, CASES[i].after);
        report = take_text(r, text.data);
        notes_are(&report, CASES[i].note);
    }
    assert_int_equal(orders(r), 0);
}

static void forty_one_children_are_too_many(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf text = {0};
    struct import_report report;

    buf_text(&text, HEADER "UM," COURT ",1/2022,2022-03-24,2022-09-19,Ana,Testi,,,F,Picar,");
    for (int i = 0; i < 20000; i++)
        buf_text(&text, "Ana;");
    report = take_text(r, text.data);
    notes_are(&report, "2:children:too_many");
}

static void children_are_read_with_what_differs_from_the_mother(void **state)
{
    struct test_register *r = *state;
    struct import_report report = take_text(
        r,
        HEADER ROW("1/2022",
                   "Ana,Testi,,1990-01-02,F,Picar,A|2015-01-02|M;B||;C|||Tjetri;D||||J65224108O|protected;")
            ROW("2/2022", "Ana,Testi,,1990-01-02,F,Picar,A|31.02.2015|M")
                ROW("3/2022", "Ana,Testi,,1990-01-02,F,Picar,A|1|2|3|4|5|6")
                    ROW("4/2022", "Ana,Testi,,1990-01-02,F,Picar,A||X"));

    notes_are(&report, "3:children:bad_date 4:children:bad_child 4:children:bad_date 5:children:unknown_sex");
    assert_int_equal(report.taken, 1);
}

static void broken_lines_and_cells_too_many_are_bad_rows(void **state)
{
    struct test_register *r = *state;
    struct import_report report =
        take_text(r, HEADER "UM,\"x\"y,1\n" ANA ROW("3/2022", "Ana,Testi,,1990-01-02,F,Picar,,more"));

    notes_are(&report, "2::bad_csv 4::too_many_cells");
    counts(&report, 3, 1, 0, 2);
}

static void an_import_is_logged_with_its_counts(void **state)
{
    struct test_register *r = *state;

    (void)take_text(r, HEADER ANA BRIKENA);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'order.register'"), 2);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'order.import' AND why = "
                                     "'2 read, 2 taken, 0 there already, 0 bad, 0 asked'"),
                     1);
}

static void too_many_rows_are_refused(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf text = {0};
    const struct import_options options = {0};
    struct import_report report;

    buf_text(&text, HEADER);
    for (int i = 0; i <= IMPORT_ROWS_MAX; i++)
        buf_text(&text, "UM\n");
    must_refuse(r, order_import(&r->work, text.data, text.len, &options, &report), ERR_LIMIT,
                "too_many_rows");
    must_refuse(r, order_import(&r->work, text.data, IMPORT_BYTES_MAX + 1, &options, &report), ERR_LIMIT,
                "too_large");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_reference_file_gives_sixteen_orders),
        TEST(the_same_file_again_doubles_nothing),
        TEST(each_bad_row_gives_its_own_fault),
        TEST(skip_bad_takes_only_what_is_good),
        TEST(what_is_confirmed_for_a_file_holds_for_each_row),
        TEST(one_bad_row_keeps_all_out),
        TEST(a_dry_run_writes_nothing),
        TEST(separators_dates_and_line_ends_do_not_matter),
        TEST(semicolons_headings_in_albanian_and_any_order_are_the_same),
        TEST(a_row_that_changed_is_bad),
        TEST(the_parties_of_the_paper_are_taken),
        TEST(one_respondent_need_not_be_named_in_a_relation),
        TEST(parties_that_cannot_be_read_are_told_by_column),
        TEST(another_party_is_another_row),
        TEST(an_order_registered_by_hand_is_there),
        TEST(the_same_row_twice_in_a_file_is_one_order),
        TEST(twins_are_all_bad_and_none_is_taken),
        TEST(a_known_person_gets_the_order_in_her_file),
        TEST(a_hearing_that_the_list_does_not_say_is_left_open),
        TEST(a_hearing_of_a_row_that_is_left_out_is_not_left_open),
        TEST(columns_that_nobody_knows_are_named),
        TEST(columns_that_are_missing_are_named),
        TEST(a_file_without_header_does_not_show_its_cells),
        TEST(windows_1252_is_told_what_to_do),
        TEST(a_cell_of_forty_thousand_characters_is_refused),
        TEST(forty_one_children_are_too_many),
        TEST(children_are_read_with_what_differs_from_the_mother),
        TEST(broken_lines_and_cells_too_many_are_bad_rows),
        TEST(an_import_is_logged_with_its_counts),
        TEST(too_many_rows_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
