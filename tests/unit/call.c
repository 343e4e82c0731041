/* Calls for help: with and without a file, corrected, voided, filed. 2026-03-10 is today. */
#include "domain/casework/call.h"

#include <string.h>

#include "domain/casework/case_word.h"
#include "domain/file/case_file.h"
#include "domain/file/case_seal.h"
#include "support/dump.h"
#include "support/register.h"

static struct call_new night_call(void)
{
    return (struct call_new){
        .on = DATE_NONE,
        .said = {.time = "23:40",
                 .unit = "Lunxheri",
                 .channel = "telephone",
                 .caller = "neighbour",
                 .danger = "yes",
                 .outcome = "police",
                 .phone = "0690000001",
                 .about = "Zhurmë dhe të qara te fqinji; 3 fëmijë 12 vjeç, 7 vjeç: thirrur 129.",
                 .safe = "vetëm pas orës 8"}};
}

static struct call *calls(struct test_register *r, const struct record_filter *f, size_t count)
{
    struct call *list;
    size_t n;

    must(call_list(&r->work, f, &list, &n));
    assert_int_equal(n, count);
    return list;
}

static const struct record_filter ALL = {.from = DATE_NONE, .until = DATE_NONE};

static void a_call_needs_no_name_and_no_file(void **state)
{
    struct test_register *r = *state;
    const struct call_new in = night_call();
    struct call *list;
    int64_t id;

    must(call_record(&r->work, &in, &id));
    list = calls(r, &ALL, 1);
    assert_int_equal(list->record.id, id);
    assert_int_equal(list->record.case_id, 0);
    assert_int_equal(list->record.on, r->work.today);
    assert_string_equal(list->said.time, "23:40");
    assert_string_equal(list->said.unit, "Lunxhëri");
    assert_string_equal(list->said.about, in.said.about);
    assert_string_equal(list->said.safe, in.said.safe);
    assert_string_equal(list->said.phone, in.said.phone);
    assert_null(list->said.name);
    assert_null(list->said.advice);
    assert_false(list->record.voided || list->record.corrected);
    assert_null(strstr(dump(r, ""), "thirrur 129"));
    assert_null(strstr(dump(r, ""), "0690000001"));
}

static void all_faults_are_told_at_once(void **state)
{
    struct test_register *r = *state;
    struct call_new in = night_call();
    const struct problem *p = &r->work.problem;
    int64_t id;

    in.on = r->work.today + 1;
    in.said.time = "24:00";
    in.said.channel = "pigeon";
    in.said.caller = NULL;
    in.said.unit = "Atlantida";
    must_fail(call_record(&r->work, &in, &id), ERR_INPUT);
    assert_int_equal(p->fault_count, 5);
    calls(r, &ALL, 0);
}

static void times_are_times(void **state)
{
    static const char *const BAD[] = {"24:00", "2:00",  "12:60", "12-30", "12:3o",
                                      "aa:bb", "29:59", "123:4", ":::::"};
    struct test_register *r = *state;
    struct call_new in = night_call();
    int64_t id;

    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        in.said.time = BAD[i];
        must_refuse_at(r, call_record(&r->work, &in, &id), ERR_INPUT, "bad_time", "time");
    }
    in.said.time = "00:00";
    must(call_record(&r->work, &in, &id));
    in.said.time = NULL;
    must(call_record(&r->work, &in, &id));
}

static void a_correction_takes_its_place_and_both_stay(void **state)
{
    struct test_register *r = *state;
    struct call_new in = night_call();
    struct call *list;
    int64_t first, second, third;

    must(call_record(&r->work, &in, &first));
    in.corrects = first;
    in.said.caller = "relative";
    must(call_record(&r->work, &in, &second));
    must_refuse_at(r, call_record(&r->work, &in, &third), ERR_CONFLICT, "voided", "corrects");
    in.corrects = 4711;
    must_refuse_at(r, call_record(&r->work, &in, &third), ERR_ABSENT, "no_such_record", "corrects");
    list = calls(r, &ALL, 2);
    assert_int_equal(list[0].record.corrects, first);
    assert_string_equal(list[0].said.caller, "relative");
    assert_false(list[0].record.voided);
    assert_true(list[1].record.voided && list[1].record.corrected);
    assert_null(list[1].record.void_reason);
    assert_string_equal(list[1].said.about, in.said.about);
}

static void what_never_was_is_voided_with_a_reason(void **state)
{
    struct test_register *r = *state;
    const struct call_new in = night_call();
    struct call *list;
    int64_t id;

    must(call_record(&r->work, &in, &id));
    must_refuse(r, record_void(&r->work, id, &(struct record_void){NULL}), ERR_INPUT, "required");
    must(record_void(&r->work, id, &(struct record_void){"u shkrua dy herë"}));
    must_refuse(r, record_void(&r->work, id, &(struct record_void){"përsëri"}), ERR_CONFLICT, "voided");
    must_refuse(r, record_void(&r->work, 99, &(struct record_void){"nuk është"}), ERR_ABSENT,
                "no_such_record");
    list = calls(r, &ALL, 1);
    assert_true(list->record.voided && !list->record.corrected);
    assert_string_equal(list->record.void_reason, "u shkrua dy herë");
}

static void a_call_becomes_a_file(void **state)
{
    struct test_register *r = *state;
    const struct call_new in = night_call();
    const struct record_filter loose = {.from = DATE_NONE, .until = DATE_NONE, .no_file = true};
    int64_t id, case_id;
    struct call *list;

    must(call_record(&r->work, &in, &id));
    calls(r, &loose, 1);
    must_fail(call_file(&r->work, id, &(struct call_file){.unit = "Atlantida"}, &case_id), ERR_INPUT);
    must(call_file(&r->work, id, &(struct call_file){.unit = "Lunxhëri"}, &case_id));
    calls(r, &loose, 0);
    list = calls(r, &(struct record_filter){.case_id = case_id, .from = DATE_NONE, .until = DATE_NONE}, 1);
    assert_string_equal(list->record.case_number, "1/2026");
    assert_string_equal(list->said.about,
                        in.said.about); /* sealed with its own key, and opened all the same */
    must_refuse(r, call_file(&r->work, id, &(struct call_file){.case_id = case_id}, &case_id), ERR_CONFLICT,
                "has_file");
    must_refuse(r, call_file(&r->work, 77, &(struct call_file){.case_id = case_id}, &case_id), ERR_ABSENT,
                "no_such_record");
}

static void calls_of_a_sealed_file_are_of_those_who_may_open_it(void **state)
{
    struct test_register *r = *state;
    struct call_new in = night_call();
    int64_t id;

    must(case_register(&r->work, "Cepo", &in.case_id));
    must(call_record(&r->work, &in, &id));
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    calls(r, &ALL, 0);
    must_fail(call_list(&r->work, &(struct record_filter){.case_id = in.case_id}, &(struct call *){NULL},
                        &(size_t){0}),
              ERR_DENIED);
    must_fail(record_void(&r->work, id, &(struct record_void){"nuk ishte"}), ERR_DENIED);
    must_fail(call_record(&r->work, &in, &id), ERR_DENIED);
}

static void nothing_of_it_is_changed_or_goes(void **state)
{
    struct test_register *r = *state;
    const struct call_new in = night_call();
    int64_t id;

    must(call_record(&r->work, &in, &id));
    assert_int_not_equal(db_script(r->db, "DELETE FROM case_record"), OK);
    assert_int_not_equal(db_script(r->db, "UPDATE case_record SET on_day = '2020-01-01'"), OK);
    must(record_void(&r->work, id, &(struct record_void){"nuk ishte"}));
    assert_int_not_equal(db_script(r->db, "UPDATE case_record SET voided_at = NULL"), OK);
}

static void choices_change_by_date(void **state)
{
    struct test_register *r = *state;
    struct call_new in = night_call();
    struct case_word *words;
    size_t count, offered = 0;
    int64_t id;

    must(db_script(
        r->db,
        "UPDATE case_word SET until_day = '2026-03-09' WHERE list = 'channel' AND code = 'telephone'"));
    must_refuse_at(r, call_record(&r->work, &in, &id), ERR_INPUT, "unknown_word", "channel");
    in.on = r->work.today - 1;
    must(call_record(&r->work, &in, &id));
    must(case_word_list(&r->work, &words, &count));
    for (size_t i = 0; i < count; i++)
        offered += words[i].offered && !strcmp(words[i].list, "channel");
    assert_int_equal(offered, 4);
}

static void pages_go_on_where_the_last_ended(void **state)
{
    struct test_register *r = *state;
    struct call_new in = night_call();
    struct record_filter f = ALL;
    struct call *list;
    int64_t id;

    for (int i = 0; i < RECORDS_PAGE + 3; i++)
        must(call_record(&r->work, &in, &id));
    list = calls(r, &f, RECORDS_PAGE);
    f.before = list[RECORDS_PAGE - 1].record.id;
    list = calls(r, &f, 3);
    assert_int_equal(list[2].record.id, 1);
    f.before = 1;
    calls(r, &f, 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_call_needs_no_name_and_no_file),
        CASE(all_faults_are_told_at_once),
        CASE(times_are_times),
        CASE(a_correction_takes_its_place_and_both_stay),
        CASE(what_never_was_is_voided_with_a_reason),
        CASE(a_call_becomes_a_file),
        CASE(calls_of_a_sealed_file_are_of_those_who_may_open_it),
        CASE(nothing_of_it_is_changed_or_goes),
        CASE(choices_change_by_date),
        CASE(pages_go_on_where_the_last_ended),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
