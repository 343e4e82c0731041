/* The address book: kept, confirmed each January, found by three letters, as a list both ways. 2026-03-10 is
 * today. */
#include "domain/casework/contact_point.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "domain/casework/contact_book.h"
#include "domain/casework/contact_import.h"
#include "domain/casework/contact_sheet.h"
#include "domain/task/task.h"
#include "support/dump.h"
#include "support/holder.h"
#include "support/register.h"

#define UNDATED .from = DATE_NONE, .until = DATE_NONE

static struct contact_new shelter(struct contact_person *persons, size_t count)
{
    return (struct contact_new){.said = {.area = "Gjirokastër",
                                         .address = "Rruga e fshehtë 7",
                                         .phone = "+355 84 000 000",
                                         .note = "vetëm pas orës 10"},
                                .kind = "shelter",
                                .level = "local",
                                .public = true,
                                .name = "Qendra Emergjente 72 orëshe",
                                .services = "shelter legal",
                                .confirmed_on = DATE_NONE,
                                .persons = persons,
                                .persons_count = count};
}

static int64_t added(struct test_register *r, const char *name, const char *kind, date confirmed)
{
    const struct contact_new in = {.name = name, .kind = kind, .level = "local", .confirmed_on = confirmed};
    int64_t id;

    must(contact_point_add(&r->work, &in, &id));
    return id;
}

static struct contact_point *points(struct test_register *r, const struct contact_filter *f, size_t expected)
{
    struct contact_point *list;
    size_t count, total;

    must(contact_point_list(&r->work, f, &list, &count, &total));
    assert_int_equal(total, expected);
    return list;
}

static const struct contact_filter ALL = {0};

static void all_of_it_comes_back_and_where_it_is_lies_sealed(void **state)
{
    struct test_register *r = *state;
    struct contact_person persons[] = {
        {.name = "Drita Lena", .task = "drejtuese", .focal = true, UNDATED},
        {.name = "Arben Koka", .from = DATE_NONE, .until = date_make(2025, 12, 31)}};
    const struct contact_new in = shelter(persons, 2);
    struct contact_point *p;
    int64_t id;

    must(contact_point_add(&r->work, &in, &id));
    p = points(r, &ALL, 1);
    assert_int_equal(p->id, id);
    assert_string_equal(p->said.address, "Rruga e fshehtë 7");
    assert_string_equal(p->said.note, "vetëm pas orës 10");
    assert_null(p->said.email);
    assert_string_equal(p->services, "shelter legal");
    assert_int_equal(p->confirmed_on, r->work.today);
    assert_false(p->stale);
    assert_int_equal(p->persons_count, 2);
    assert_string_equal(p->persons[0].name, "Drita Lena");
    assert_int_equal(p->persons[1].until, date_make(2025, 12, 31));
    assert_null(strstr(dump(r, ""), "Rruga e fshehtë"));
    assert_null(strstr(dump(r, ""), "Drita Lena"));
}

static bool refused_at(const struct test_register *r, const char *code, const char *field)
{
    const struct problem *p = &r->work.problem;

    for (size_t i = 0; i < p->fault_count; i++)
        if (!strcmp(p->faults[i].code, code) && !strcmp(p->faults[i].field, field))
            return true;
    return !p->fault_count && !strcmp(p->code, code) && !strcmp(p->field, field);
}

static void all_faults_are_told_at_once_each_at_its_field(void **state)
{
    struct test_register *r = *state;
    struct contact_person persons[] = {
        {.name = "A", .from = date_make(2026, 2, 1), .until = date_make(2026, 1, 31)}, {.name = "", UNDATED}};
    struct contact_new in = shelter(persons, 2);
    int64_t id;

    in.kind = "zz";
    in.level = NULL;
    in.services = "legal zz";
    in.confirmed_on = date_make(2026, 3, 11);
    must_fail(contact_point_add(&r->work, &in, &id), ERR_INPUT);
    assert_true(refused_at(r, "unknown_word", "kind"));
    assert_true(refused_at(r, "required", "level"));
    assert_true(refused_at(r, "unknown_word", "services"));
    assert_true(refused_at(r, "in_future", "confirmed_on"));
    assert_true(refused_at(r, "out_of_range", "persons[0].until"));
    assert_true(refused_at(r, "required", "persons[1].name"));
    assert_int_equal(r->work.problem.fault_count, 6);
}

static void a_name_stands_in_the_book_once_however_spelled(void **state)
{
    struct test_register *r = *state;
    int64_t first = added(r, "Qendra Shëndetësore", "health", DATE_NONE), id;
    const struct contact_new again = {.name = "QENDRA  shendetesore", .kind = "health", .level = "local"};

    must_fail(contact_point_add(&r->work, &again, &id), ERR_CONFLICT);
    assert_true(refused_at(r, "name_taken", "name"));
    must(contact_point_end(&r->work, first));
    must(contact_point_add(&r->work, &again, &id));
    points(r, &ALL, 1);
    points(r, &(struct contact_filter){.ended = true}, 1);
    must_fail(contact_point_confirm(&r->work, first), ERR_CONFLICT);
    must_fail(contact_point_confirm(&r->work, 99), ERR_ABSENT);
}

static void what_somebody_else_changed_is_not_written_over(void **state)
{
    struct test_register *r = *state;
    struct contact_person persons[] = {{.name = "Drita Lena", UNDATED}};
    struct contact_new in = shelter(persons, 1);
    struct contact_point p;
    int64_t id;

    must(contact_point_add(&r->work, &in, &id));
    must(contact_point_read(&r->work, id, &p));
    in.said.phone = "112";
    in.persons_count = 0;
    register_on(r, date_make(2026, 3, 12));
    must(contact_point_change(&r->work, id, p.version, &in));
    must_fail(contact_point_change(&r->work, id, p.version, &in), ERR_CONFLICT);
    assert_string_equal(r->work.problem.code, "contact_changed");
    must(contact_point_read(&r->work, id, &p));
    assert_string_equal(p.said.phone, "112");
    assert_int_equal(p.persons_count, 0);
    assert_int_equal(p.confirmed_on, date_make(2026, 3, 10)); /* a change confirms nothing */
}

static void three_letters_find_it(void **state)
{
    struct test_register *r = *state;
    struct contact_name names[CONTACT_NAMES];
    const char *spelled = "komisariati i policise";
    size_t count;

    added(r, "Komisariati i Policisë", "police", DATE_NONE);
    added(r, "Qendra Komunitare", "social", date_make(2025, 3, 9));
    added(r, "Gjykata", "court", DATE_NONE);
    must(contact_name_list(&r->work, "kom", names, &count));
    assert_int_equal(count, 2);
    assert_string_equal(names[0].name, "Komisariati i Policisë");
    assert_false(names[0].stale);
    assert_string_equal(names[1].name, "Qendra Komunitare");
    assert_true(names[1].stale); /* a year and a day */
    must(contact_name_list(&r->work, "pol kom", names, &count));
    assert_int_equal(count, 1);
    must(contact_name_spell(&r->work, &spelled));
    assert_string_equal(spelled, "Komisariati i Policisë");
}

static const struct task *january(struct test_register *r)
{
    struct task_day day;

    must(task_list(&r->work, &(struct task_filter){0}, &day));
    for (size_t i = 0; i < day.count; i++)
        if (!strcmp(day.tasks[i].what, "contacts_confirm"))
            return &day.tasks[i];
    return NULL;
}

static void each_january_all_of_them_are_asked_again(void **state)
{
    struct test_register *r = *state;
    int64_t id = added(r, "Gjykata", "court", DATE_NONE);

    assert_null(january(r));
    register_on(r, date_make(2026, 12, 31));
    assert_null(january(r));
    register_on(r, date_make(2027, 1, 1));
    assert_non_null(january(r));
    assert_int_equal(january(r)->due_on, date_make(2027, 1, 31));
    assert_false(january(r)->overdue);
    assert_true(january(r)->indoors);
    register_on(r, date_make(2027, 2, 1));
    assert_true(january(r)->overdue);
    points(r, &(struct contact_filter){.unconfirmed = true}, 1);
    must(contact_point_confirm(&r->work, id));
    points(r, &(struct contact_filter){.unconfirmed = true}, 0);
    assert_null(january(r));
    register_on(r, date_make(2028, 1, 2));
    assert_non_null(january(r));
    must(contact_point_end(&r->work, id));
    assert_null(january(r));
}

static struct contact_report taken(struct test_register *r, const char *text)
{
    struct contact_report report;

    must(contact_import(&r->work, text, strlen(text), &report));
    return report;
}

static void a_list_that_left_comes_back_and_changes_nothing(void **state)
{
    struct test_register *r = *state;
    struct contact_person persons[] = {
        {.name = "Drita Lena", .focal = true, .from = date_make(2024, 2, 1), .until = DATE_NONE},
        {.name = "Arben Koka", UNDATED}};
    const struct contact_new in = shelter(persons, 2);
    CLEANUP(buf_free) struct buf out = {0};
    struct contact_report report;
    int64_t id;

    must(contact_point_add(&r->work, &in, &id));
    must(contact_sheet_write(&r->work, &out));
    assert_non_null(strstr(out.data, "Institucioni;Lloji;Niveli;"));
    assert_non_null(
        strstr(out.data, "Qendra Emergjente 72 orëshe;strehëz;vendor;po;strehim, ndihmë juridike;"));
    assert_non_null(strstr(out.data, ";Drita Lena;;;;po;01.02.2024;;10.03.2026"));
    assert_null(strstr(out.data, "pas orës"));
    report = taken(r, out.data);
    assert_int_equal(report.read, 2);
    assert_int_equal(report.added + report.changed + report.bad, 0);
    assert_true(report.written);
    assert_string_equal(points(r, &ALL, 1)->said.phone, "+355 84 000 000");
}

static void a_list_adds_and_joins_and_keeps_what_it_does_not_say(void **state)
{
    struct test_register *r = *state;
    struct contact_person persons[] = {{.name = "Drita Lena", .phone = "069", UNDATED}};
    const struct contact_new in = shelter(persons, 1);
    struct contact_report report;
    struct contact_point *p;
    int64_t id;

    must(contact_point_add(&r->work, &in, &id));
    report = taken(r, "name,address,person,task,focal\n"
                      "QENDRA EMERGJENTE 72 oreshe,,drita lena,drejtuese,po\n"
                      "Gjykata,Sheshi 1,,,\n"
                      "Qendra Emergjente 72 orëshe,,Mira Toska,,\n");
    assert_int_equal(report.read, 3);
    assert_int_equal(report.added, 1);
    assert_int_equal(report.changed, 1);
    p = points(r, &ALL, 2);
    assert_string_equal(p[0].name, "Gjykata");
    assert_string_equal(p[0].kind, "other");
    assert_string_equal(p[1].said.address, "Rruga e fshehtë 7");
    assert_string_equal(p[1].said.note, "vetëm pas orës 10");
    assert_int_equal(p[1].persons_count, 2);
    assert_string_equal(p[1].persons[0].phone, "069");
    assert_string_equal(p[1].persons[0].task, "drejtuese");
    assert_true(p[1].persons[0].focal);
    assert_string_equal(p[1].persons[1].name, "Mira Toska");
}

static void where_anything_is_bad_nothing_is_taken(void **state)
{
    struct test_register *r = *state;
    const struct contact_report report = taken(r, "Institucioni;Lloji;Shërbimet;Personi;Deri më\n"
                                                  "Gjykata;gjykatë;;;\n"
                                                  ";polici;;;\n"
                                                  "Spitali;çudi;shëndetësor;Ana;nesër\n");

    assert_int_equal(report.bad, 2);
    assert_false(report.written);
    assert_int_equal(report.note_count, 3);
    assert_int_equal(report.notes[0].line, 3);
    assert_string_equal(report.notes[0].column, "name");
    assert_int_equal(report.notes[1].line, 4);
    assert_string_equal(report.notes[1].column, "until");
    assert_string_equal(report.notes[1].code, "bad_date");
    assert_string_equal(report.notes[2].column, "kind");
    points(r, &ALL, 0);
}

/* 20 persons are the most that a form takes: whoever has 21 could not be changed by one. */
static void a_list_brings_no_more_persons_than_a_form_takes(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf list = {0};
    struct contact_report report;

    buf_text(&list, "Institucioni;Personi\n");
    for (int i = 1; i <= 20; i++)
        buf_format(&list, "Gjykata;Person %d\n", i);
    must(buf_err(&list));
    assert_int_equal(taken(r, list.data).added, 1);
    report = taken(r, "Institucioni;Personi\nGjykata;Person 21\n");
    assert_int_equal(report.bad, 1);
    assert_int_equal(report.note_count, 1);
    assert_string_equal(report.notes[0].column, "persons");
    assert_string_equal(report.notes[0].code, "too_many");
    assert_int_equal(points(r, &ALL, 1)->persons_count, 20);
}

static void what_is_no_list_is_refused(void **state)
{
    struct test_register *r = *state;
    struct contact_report report;

    must_fail(contact_import(&r->work, "PK\003\004", 4, &report), ERR_INPUT);
    assert_string_equal(r->work.problem.code, "not_text");
    must_fail(contact_import(&r->work, "\xff\xfe", 2, &report), ERR_INPUT);
    must_fail(contact_import(&r->work, "Emri;Lloji\n", 11, &report), ERR_INPUT);
    assert_string_equal(r->work.problem.code, "no_names");
    must_fail(contact_import(&r->work, "", 0, &report), ERR_INPUT);
}

static void the_example_is_taken_and_set_on_paper(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf paper = {0};
    struct contact_report report;

    must(file_read("tests/reference/contact-points.csv", 1 << 16, &file));
    report = taken(r, file.data);
    assert_int_equal(report.added, 15);
    assert_true(report.written);
    must(contact_book_write(&r->work, &paper));
    assert_memory_equal(paper.data, "%PDF", 4);
}

/* 5 000 and no more; each of them is found, and a page of them opened. */
static void five_thousand_are_a_list(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf list = {0};
    struct contact_name names[CONTACT_NAMES];
    struct contact_report report;
    size_t count;

    buf_text(&list, "Institucioni;Telefoni;Personi\n");
    for (int i = 1; i <= CONTACT_ROWS_MAX; i++)
        buf_format(&list, "Qendra %d;%d;Person %d\n", i, i, i);
    must(buf_err(&list));
    report = taken(r, list.data);
    assert_int_equal(report.added, CONTACT_ROWS_MAX);
    must(contact_name_list(&r->work, "4999", names, &count));
    assert_int_equal(count, 1);
    points(r, &(struct contact_filter){.skip = 4950, .limit = 50}, CONTACT_ROWS_MAX);
    buf_text(&list, "Një tjetër;;\n");
    must_fail(contact_import(&r->work, list.data, list.len, &report), ERR_LIMIT);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(all_of_it_comes_back_and_where_it_is_lies_sealed),
        CASE(all_faults_are_told_at_once_each_at_its_field),
        CASE(a_name_stands_in_the_book_once_however_spelled),
        CASE(what_somebody_else_changed_is_not_written_over),
        CASE(three_letters_find_it),
        CASE(each_january_all_of_them_are_asked_again),
        CASE(a_list_that_left_comes_back_and_changes_nothing),
        CASE(a_list_adds_and_joins_and_keeps_what_it_does_not_say),
        CASE(where_anything_is_bad_nothing_is_taken),
        CASE(a_list_brings_no_more_persons_than_a_form_takes),
        CASE(what_is_no_list_is_refused),
        CASE(the_example_is_taken_and_set_on_paper),
        CASE(five_thousand_are_a_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
