/* Who is in charge of a file, and what follows for whose tasks are whose. 2026-03-10. */
#include "domain/file/charge.h"

#include <stdio.h>
#include <string.h>

#include "domain/file/case_file.h"
#include "domain/file/case_read.h"
#include "domain/file/case_seal.h"
#include "domain/file/substitute.h"
#include "domain/office/account.h"
#include "domain/task/case_close.h"
#include "domain/task/charge_task.h"
#include "domain/task/task.h"
#include "support/casework.h"
#include "support/holder.h"

static int64_t colleague(struct test_register *r, const char *name, const char *role)
{
    static const char SQL[] =
        "INSERT INTO account (id, name, full_name, role, password_hash, active, created_at) "
        "VALUES (:id, :name, upper(:name), :role, '!', 1, 0)";
    int64_t id = 0;

    must(id_next(&r->work, "account", &id));
    must(db_exec(r->db, SQL, BINDS(INT(":id", id), TEXT(":name", name), TEXT(":role", role))));
    return id;
}

static const char *in_charge(struct test_register *r, int64_t file)
{
    struct case_file f;

    must(case_read(&r->work, file, &f));
    return f.in_charge;
}

static struct task_day day_of(struct test_register *r, int64_t account, bool mine)
{
    const int64_t me = r->work.actor.account;
    struct task_day day;

    r->work.actor.account = account;
    must(task_list(&r->work, &(struct task_filter){.mine = mine}, &day));
    r->work.actor.account = me;
    return day;
}

static size_t of_file(const struct task_day *day, int64_t file)
{
    size_t n = 0;

    for (size_t i = 0; i < day->count; i++)
        n += day->tasks[i].case_id == file;
    return n;
}

static size_t told(const struct task_day *day, const char *what)
{
    size_t n = 0;

    for (size_t i = 0; i < day->count; i++)
        n += !strcmp(day->tasks[i].what, what);
    return n;
}

/* An account ends as an administrator does it, and comes back. */
static void active(struct test_register *r, int64_t account, bool yes)
{
    must(account_set_active(&r->work, account, yes));
}

static void whoever_registers_is_in_charge(void **state)
{
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account;
    struct task_day day;
    struct holder h;
    int64_t file;

    holder_make(r, date_add_days(r->work.today, -5), DATE_NONE, &h);
    assert_string_equal(in_charge(r, h.case_id), "Test Account");
    r->work.actor.account =
        0; /* the command line: nobody's, which is a task for all until it is somebody's */
    must(case_register(&r->work, "Cepo", &file));
    r->work.actor.account = me;
    assert_null(in_charge(r, file));
    day = day_of(r, me, true);
    assert_int_equal(told(&day, "charge_nobody"), 1);
    must(charge_set(&r->work, file, 1, me));
    assert_string_equal(in_charge(r, file), "Test Account");
    day = day_of(r, me, false);
    assert_int_equal(told(&day, "charge_nobody"), 0);
}

static void one_file_goes_on_and_its_tasks_with_it(void **state)
{
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other", "coordinator");
    struct task_day mine, hers, all;
    struct holder h;
    size_t n;

    holder_make(r, date_add_days(r->work.today, -5), DATE_NONE, &h);
    mine = day_of(r, me, true);
    hers = day_of(r, other, true);
    n = of_file(&mine, h.case_id);
    assert_true(n > 0);
    assert_int_equal(of_file(&hers, h.case_id), 0);
    assert_int_equal(hers.elsewhere, n);
    must(charge_set(&r->work, h.case_id, 1, other));
    assert_int_equal(holder_logged(r, "case.charge"), 1);
    mine = day_of(r, me, true);
    hers = day_of(r, other, true);
    all = day_of(r, me, false);
    assert_int_equal(of_file(&mine, h.case_id), 0);
    assert_int_equal(of_file(&hers, h.case_id), n);
    assert_int_equal(of_file(&all, h.case_id), n);
    assert_string_equal(all.tasks[0].in_charge, "OTHER");
    assert_int_equal(all.elsewhere, 0);
}

static void the_second_of_two_hand_overs_is_told(void **state)
{
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other", "coordinator"),
                  third = colleague(r, "third", "coordinator"), officer = colleague(r, "aid", "aid_officer");
    struct holder h;

    holder_make(r, r->work.today, DATE_NONE, &h);
    must_refuse_at(r, charge_set(&r->work, h.case_id, 1, officer), ERR_INPUT, "unknown_account", "account");
    must_refuse_at(r, charge_set(&r->work, h.case_id, 1, 99), ERR_INPUT, "unknown_account", "account");
    must_refuse_at(r, charge_set(&r->work, h.case_id, 1, me), ERR_CONFLICT, "already_in_charge", "account");
    must(charge_set(&r->work, h.case_id, 1, other));
    r->work.actor.account = third;
    must_refuse_at(r, charge_set(&r->work, h.case_id, 1, third), ERR_CONFLICT, "stale_version", "version");
    assert_string_equal(in_charge(r, h.case_id), "OTHER");
    /* Whoever writes something else into the file is not troubled by it. */
    must(charge_set(&r->work, h.case_id, 2, third));
    must_fail(case_seal(&r->work, h.case_id, 2, &officer, 1), ERR_INPUT);
    assert_string_equal(r->work.problem.code, "unknown_account");
}

static void all_files_go_on_before_a_leave(void **state)
{
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other", "coordinator");
    struct charge_holder *list;
    struct charge_handed done;
    struct holder a, b;
    size_t count;

    holder_make(r, r->work.today, DATE_NONE, &a);
    must(case_register(&r->work, "Cepo", &b.case_id));
    must(case_register(&r->work, "Cepo", &b.case_id));
    must(case_seal(&r->work, b.case_id, 1, &me, 1));
    must(charge_holders(&r->work, &list, &count));
    assert_int_equal(count, 2);
    assert_int_equal(list[1].files, 3);
    assert_int_equal(list[0].files, 0);
    must_fail(charge_hand_over(&r->work, &(struct charge_handover){me, 99, 2}, &done), ERR_INPUT);
    must_tell(r, (const char *const[][2]){{"unknown_account", "to"}, {"charge_changed", "from"}}, 2);
    must_refuse_at(r, charge_hand_over(&r->work, &(struct charge_handover){me, me, 3}, &done), ERR_INPUT,
                   "same_account", "to");
    must(charge_hand_over(&r->work, &(struct charge_handover){me, other, 3}, &done));
    assert_int_equal(done.files, 2);
    assert_int_equal(done.left, 1); /* the sealed one is not entrusted to the other */
    assert_string_equal(in_charge(r, a.case_id), "OTHER");
    assert_string_equal(in_charge(r, b.case_id), "Test Account");
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.charge' AND case_version = 2"), 2);
    /* The second of two is told. */
    must_refuse_at(r, charge_hand_over(&r->work, &(struct charge_handover){me, other, 3}, &done),
                   ERR_CONFLICT, "charge_changed", "from");
}

static void an_account_that_ends_leaves_a_task_until_somebody_takes_over(void **state)
{
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other", "coordinator");
    struct charge_nobody *list;
    struct charge_handed done;
    struct task_day day;
    struct holder h;
    size_t count;
    int64_t all;

    holder_make(r, date_add_days(r->work.today, -5), DATE_NONE, &h);
    must(charge_set(&r->work, h.case_id, 1, other));
    active(r, other, false);
    day = day_of(r, me, true);
    assert_int_equal(told(&day, "charge_nobody"), 1);
    assert_true(of_file(&day, h.case_id) > 0); /* nobody's tasks are everybody's */
    must(charge_nobody_list(&r->work, 10, &list, &count, &all));
    assert_int_equal(all, 1);
    assert_int_equal(list[0].case_id, h.case_id);
    must(charge_hand_over(&r->work, &(struct charge_handover){other, me, 1}, &done));
    day = day_of(r, me, true);
    assert_int_equal(told(&day, "charge_nobody"), 0);
    active(r, other, true);
    assert_string_equal(in_charge(r, h.case_id), "Test Account");
}

static void a_closed_file_is_nobodys_task(void **state)
{
    struct test_register *r = *state;
    const struct case_work_new closing = WORK(RECORD_CLOSING, {"reason", "mistake"});
    struct task_day day;
    int64_t file, id;

    must(case_register(&r->work, "Cepo", &file));
    must(db_script(r->db, "UPDATE case_file SET charge_id = NULL"));
    day = day_of(r, r->work.actor.account, false);
    assert_int_equal(told(&day, "charge_nobody"), 1);
    must(case_close(&r->work, file, &closing, &id));
    day = day_of(r, r->work.actor.account, false);
    assert_int_equal(told(&day, "charge_nobody"), 0);
}

/* Sealed to the other alone: whoever was in charge is so no more, and hears nothing of it. */
static void a_sealed_file_is_handed_on_among_those_entrusted(void **state)
{
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other", "coordinator"),
                  third = colleague(r, "third", "coordinator");
    struct charge_nobody *list;
    struct task_day day;
    struct holder h;
    size_t count;
    int64_t all;

    holder_make(r, r->work.today, DATE_NONE, &h);
    must(case_seal(&r->work, h.case_id, 1, &other, 1));
    must_refuse(r, charge_set(&r->work, h.case_id, 2, me), ERR_DENIED, "sealed_file");
    day = day_of(r, me, false);
    assert_int_equal(told(&day, "charge_nobody"), 0);
    day = day_of(r, other, false);
    assert_int_equal(told(&day, "charge_nobody"), 1);
    r->work.actor.account = other;
    must_refuse_at(r, charge_set(&r->work, h.case_id, 2, third), ERR_INPUT, "not_entrusted", "account");
    must(charge_set(&r->work, h.case_id, 2, other));
    r->work.actor.account = me;
    /* Where none of those can sign in any more it must not be lost. */
    active(r, other, false);
    must(charge_nobody_list(&r->work, 10, &list, &count, &all));
    assert_int_equal(all, 1);
    assert_true(list[0].sealed);
}

static err stands_in(struct test_register *r, int64_t away, int64_t by, date from, date until,
                     int64_t *ret_id)
{
    return substitute_add(&r->work, &(struct substitute_new){away, by, from, until}, ret_id);
}

/* From the 12th to the 14th of March: on the days before and behind the tasks are hers alone. */
static void a_substitute_sees_the_others_tasks_on_both_days_and_between(void **state)
{
    static const struct {
        int day;
        bool sees;
    } DAYS[] = {{11, false}, {12, true}, {13, true}, {14, true}, {15, false}};
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other", "coordinator");
    struct task_day day;
    struct holder h;
    int64_t id;

    holder_make(r, date_add_days(r->work.today, -5), DATE_NONE, &h);
    must(stands_in(r, me, other, date_make(2026, 3, 12), date_make(2026, 3, 14), &id));
    for (size_t i = 0; i < sizeof DAYS / sizeof DAYS[0]; i++) {
        register_on(r, date_make(2026, 3, DAYS[i].day));
        day = day_of(r, other, true);
        assert_int_equal(of_file(&day, h.case_id) > 0, DAYS[i].sees);
        day = day_of(r, me, true);
        assert_true(of_file(&day, h.case_id) > 0);
    }
}

static void who_stands_in_for_a_substitute_has_the_thirds_tasks_too(void **state)
{
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other", "coordinator"),
                  third = colleague(r, "third", "coordinator");
    const date today = r->work.today;
    struct substitute *list;
    struct task_day day;
    struct holder h;
    int64_t id;
    size_t count;

    holder_make(r, date_add_days(today, -5), DATE_NONE, &h);
    must(stands_in(r, me, other, today, date_add_days(today, 9), &id));
    must(stands_in(r, other, third, today, today, &id));
    day = day_of(r, third, true);
    assert_true(of_file(&day, h.case_id) > 0);
    must(substitute_list(&r->work, &list, &count));
    assert_int_equal(count, 2);
    must(substitute_end(&r->work, id));
    day = day_of(r, third, true);
    assert_int_equal(of_file(&day, h.case_id), 0);
    must_refuse(r, substitute_end(&r->work, id), ERR_ABSENT, "no_substitute");
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what LIKE 'substitute.%'"), 3);
}

static void all_faults_of_a_substitution_are_told_at_once(void **state)
{
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other", "coordinator"),
                  officer = colleague(r, "aid", "aid_officer");
    const date today = r->work.today;
    int64_t id;

    must_fail(stands_in(r, officer, 99, today, date_add_days(today, -1), &id), ERR_INPUT);
    must_tell(r,
              (const char *const[][2]){
                  {"unknown_account", "away"}, {"unknown_account", "by"}, {"reversed", "until"}},
              3);
    must_fail(stands_in(r, me, me, DATE_NONE, date_add_days(today, -1), &id), ERR_INPUT);
    must_tell(r, (const char *const[][2]){{"same_account", "by"}, {"required", "from"}, {"in_past", "until"}},
              3);
    must(stands_in(r, me, other, today, date_add_days(today, 3), &id));
    /* The last day counts. */
    must_fail(stands_in(r, me, other, date_add_days(today, 3), date_add_days(today, 5), &id), ERR_CONFLICT);
    must_tell(r, (const char *const[][2]){{"substitute_overlaps", "from"}}, 1);
    must_fail(stands_in(r, other, me, date_add_days(today, 2), date_add_days(today, 2), &id), ERR_CONFLICT);
    must_tell(r, (const char *const[][2]){{"substitute_away", "by"}}, 1);
    must(stands_in(r, me, other, date_add_days(today, 4), date_add_days(today, 4), &id));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(whoever_registers_is_in_charge),
        CASE(one_file_goes_on_and_its_tasks_with_it),
        CASE(the_second_of_two_hand_overs_is_told),
        CASE(all_files_go_on_before_a_leave),
        CASE(an_account_that_ends_leaves_a_task_until_somebody_takes_over),
        CASE(a_closed_file_is_nobodys_task),
        CASE(a_sealed_file_is_handed_on_among_those_entrusted),
        CASE(a_substitute_sees_the_others_tasks_on_both_days_and_between),
        CASE(who_stands_in_for_a_substitute_has_the_thirds_tasks_too),
        CASE(all_faults_of_a_substitution_are_told_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
