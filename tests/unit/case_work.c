/* The case work of a file: nouns by their tables, what is open, what corrects what. 2026-03-10 is today. */
#include "domain/casework/case_work.h"

#include <string.h>

#include "domain/casework/call.h"
#include "support/casework.h"
#include "support/dump.h"

static const struct case_work_new INTAKE = {
    .kind = RECORD_INTAKE,
    .on = DATE_NONE,
    .due = DATE_NONE,
    SAID({"came_through", "police"}, {"violence", "physical economic"}, {"incident_on", "2026-03-08"},
         {"unit", "Lunxheri"}, {"children", "yes"}, {"told", "E goditi para fëmijëve."},
         {"wants", "Të rrijë në shtëpi me fëmijët."})};

static struct case_work *work(struct test_register *r, int64_t file, size_t count)
{
    struct case_work *list;
    size_t n;

    must(case_work_list(&r->work, file, &list, &n));
    assert_int_equal(n, count);
    return list;
}

static const char *said(const struct case_work *c, const char *name)
{
    for (size_t i = 0; i < c->said_count; i++)
        if (!strcmp(c->said[i].name, name))
            return c->said[i].value;
    return NULL;
}

static void an_intake_says_what_was_said_and_is_sealed(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r);
    struct case_work *list;
    int64_t id;

    must(case_work_record(&r->work, file, &INTAKE, &id));
    list = work(r, file, 1);
    assert_int_equal(list->record.id, id);
    assert_int_equal(list->record.kind, RECORD_INTAKE);
    assert_int_equal(list->record.on, r->work.today);
    assert_string_equal(said(list, "violence"), "physical economic");
    assert_string_equal(said(list, "unit"), "Lunxhëri");
    assert_string_equal(said(list, "wants"), "Të rrijë në shtëpi me fëmijët.");
    assert_null(said(list, "disability"));
    assert_false(list->open);
    assert_null(strstr(dump(r, ""), "E goditi para"));
    assert_null(strstr(dump(r, ""), "physical economic"));
}

static void all_faults_are_told_each_at_its_name(void **state)
{
    struct test_register *r = *state;
    struct case_work_new in = {.kind = RECORD_INTAKE,
                               .on = r->work.today + 1,
                               .due = r->work.today,
                               SAID({"violence", "physical zz"}, {"incident_on", "8.3.2026"}, {"unit", "zz"},
                                    {"zz", "1"}, {"violence", "sexual"})};
    static const char *const AT[][2] = {{"unknown_member", "zz"},     {"duplicate", "violence"},
                                        {"in_future", "on"},          {"required", "came_through"},
                                        {"unknown_word", "violence"}, {"bad_date", "incident_on"},
                                        {"unknown_unit", "unit"},     {"no_due", "due"}};
    int64_t id;

    must_refuse_at(r, case_work_record(&r->work, work_file(r), &in, &id), ERR_INPUT, "unknown_member", "zz");
    must_tell(r, AT, sizeof AT / sizeof AT[0]);
}

static void an_incident_is_not_told_before_it_happens(void **state)
{
    struct test_register *r = *state;
    struct case_work_new in = INTAKE;
    const int64_t file = work_file(r);
    int64_t id;

    in.on = r->work.today - 3;
    must_refuse_at(r, case_work_record(&r->work, file, &in, &id), ERR_INPUT, "in_future", "incident_on");
    in.on = r->work.today - 2;
    must(case_work_record(&r->work, file, &in, &id));
}

static void corrections_keep_one_root(void **state)
{
    struct test_register *r = *state;
    struct case_work_new in = INTAKE;
    const int64_t file = work_file(r);
    struct case_work *list;
    int64_t first, second;

    must(case_work_record(&r->work, file, &in, &first));
    in.corrects = first;
    must(case_work_record(&r->work, file, &in, &second));
    in.corrects = second;
    must(case_work_record(&r->work, file, &in, &second));
    list = work(r, file, 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(list[i].record.root, first);
    assert_true(list[2].record.corrected && list[1].record.corrected && !list[0].record.corrected);
    in.corrects = first;
    must_refuse_at(r, case_work_record(&r->work, file, &in, &second), ERR_CONFLICT, "voided", "corrects");
}

static void nothing_is_answered_that_takes_no_answer(void **state)
{
    struct test_register *r = *state;
    struct case_work_new in = INTAKE;
    const int64_t file = work_file(r);
    int64_t id;

    must(case_work_record(&r->work, file, &in, &id));
    in.answers = id;
    must_refuse_at(r, case_work_record(&r->work, file, &in, &id), ERR_ABSENT, "no_such_record", "answers");
    in.answers = 0;
    in.kind = RECORD_CALL;
    must_refuse_at(r, case_work_record(&r->work, file, &in, &id), ERR_INPUT, "unknown_kind", "kind");
}

/* A call that was put into a file is read among its case work, with its own key. */
static void calls_of_the_file_stand_beside(void **state)
{
    struct test_register *r = *state;
    const struct call_new call = {.on = DATE_NONE,
                                  .said = {.channel = "telephone",
                                           .caller = "victim",
                                           .danger = "no",
                                           .outcome = "file",
                                           .about = "kërkon ndihmë"}};
    int64_t id, file;

    must(call_record(&r->work, &call, &id));
    must(call_file(&r->work, id, &(struct call_file){.unit = "Cepo"}, &file));
    must(case_work_record(&r->work, file, &INTAKE, &id));
    assert_string_equal(said(&work(r, file, 2)[1], "about"), "kërkon ndihmë");
    work(r, work_file(r), 0);
}

static void a_sealed_file_shuts_it(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r);
    struct case_work *list;
    size_t count;
    int64_t id;

    must(case_work_record(&r->work, file, &INTAKE, &id));
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    must_refuse(r, case_work_list(&r->work, file, &list, &count), ERR_DENIED, "sealed_file");
    must_refuse(r, case_work_record(&r->work, file, &INTAKE, &id), ERR_DENIED, "sealed_file");
    must_refuse(r, case_work_list(&r->work, 99, &list, &count), ERR_ABSENT, "no_such_case");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(an_intake_says_what_was_said_and_is_sealed),
        CASE(all_faults_are_told_each_at_its_name),
        CASE(an_incident_is_not_told_before_it_happens),
        CASE(corrections_keep_one_root),
        CASE(nothing_is_answered_that_takes_no_answer),
        CASE(calls_of_the_file_stand_beside),
        CASE(a_sealed_file_shuts_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
