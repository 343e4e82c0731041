/* Breaches, hearings, visits and plans: what each asks for, what is open, and which tasks follow. 2026-03-10
 * is today; what is due within 30 days is shown (reminder_again_days). */
#include <stdio.h>
#include <string.h>

#include "domain/casework/assessment.h"
#include "support/casework.h"
#include "support/dump.h"
#include "support/paper.h"

#define VISIT(safe, ...) WORK(RECORD_VISIT, {"safe", safe}, __VA_ARGS__)

static void a_planned_visit_is_a_task_until_it_has_a_result(void **state)
{
    struct test_register *r = *state;
    const int64_t id = work_file(r),
                  visit = work_take(r, id, work_on(VISIT("yes", {"by", "Ana"}), r->work.today + 3));
    const struct task *t = task_of(r, "visit_result");

    assert_non_null(t);
    assert_int_equal(t->due_on, r->work.today + 3);
    assert_false(t->overdue || t->indoors); /* a calendar says the number of the file alone */
    assert_string_equal(t->case_number, "1/2026");
    assert_true(work_of(r, id, visit).open);
    work_take(r, id, work_answering(WORK(RECORD_VISIT_RESULT, {"done", "not_done"}), visit));
    assert_null(task_of(r, "visit_result"));
    assert_false(work_of(r, id, visit).open);
}

static void nobody_goes_alone_where_it_is_not_safe(void **state)
{
    struct test_register *r = *state;
    const struct case_work_new alone = VISIT("no", {"by", "Ana"}), unknown = VISIT("unknown", {"by", "Ana"}),
                               together = VISIT("no", {"together", "police"});
    const int64_t id = work_file(r);
    int64_t other;

    must_refuse_at(r, case_work_record(&r->work, id, &alone, &other), ERR_INPUT, "required", "together");
    must_refuse_at(r, case_work_record(&r->work, id, &unknown, &other), ERR_INPUT, "required", "together");
    other = work_take(r, id, together);
    must_refuse_at(r,
                   case_work_record(&r->work, id,
                                    &(struct case_work_new){.kind = RECORD_VISIT_RESULT,
                                                            .on = DATE_NONE,
                                                            .due = DATE_NONE,
                                                            .answers = other,
                                                            SAID({"done", "done"})},
                                    &other),
                   ERR_INPUT, "required", "found");
}

static void a_hearing_waits_for_its_result_from_its_day_on(void **state)
{
    struct test_register *r = *state;
    const struct case_work_new hearing = WORK(RECORD_HEARING, {"kind", "UM"}, {"court", "Gjykata"});
    const int64_t id = work_file(r), at = work_take(r, id, work_on(hearing, r->work.today - 1));
    const struct task *t = task_of(r, "hearing_result");

    assert_non_null(t);
    assert_true(t->overdue && t->section == SECTION_OVERDUE);
    work_take(r, id, work_on(hearing, r->work.today + 31)); /* not yet */
    assert_non_null(task_of(r, "hearing_result"));
    work_take(r, id, work_answering(WORK(RECORD_HEARING_RESULT, {"result", "postponed"}), at));
    assert_null(task_of(r, "hearing_result"));
}

static void a_new_version_of_a_plan_edits_nothing(void **state)
{
    struct test_register *r = *state;
    const struct case_work_new plan = work_due(WORK(RECORD_PLAN, {"wish", "punë"}), r->work.today + 20);
    const int64_t id = work_file(r), first = work_take(r, id, plan);
    const int64_t action = work_take(r, id,
                                     work_answering(work_due(WORK(RECORD_PLAN_ACTION, {"area", "legal"},
                                                                  {"who", "Ana"}, {"what", "avokat"}),
                                                             r->work.today + 2),
                                                    first));
    int64_t second, other;

    assert_int_equal(task_of(r, "plan_review")->due_on, r->work.today + 20);
    second = work_take(r, id, work_due(plan, r->work.today + 25)); /* nobody said that it answers the first */
    assert_int_equal(task_of(r, "plan_review")->due_on, r->work.today + 25);
    assert_false(work_of(r, id, first).open);
    assert_true(work_of(r, id, second).open);
    assert_true(work_of(r, id, action).open); /* whatever version there is by now */
    assert_true(task_of(r, "plan_action")->indoors);
    must_refuse_at(r,
                   case_work_record(&r->work, id,
                                    &(struct case_work_new){.kind = RECORD_ACTION_RESULT,
                                                            .on = DATE_NONE,
                                                            .due = DATE_NONE,
                                                            .answers = action,
                                                            SAID({"state", "not_possible"})},
                                    &other),
                   ERR_INPUT, "required", "why");
    work_take(r, id, work_answering(WORK(RECORD_ACTION_RESULT, {"state", "done"}), action));
    assert_null(task_of(r, "plan_action"));
    register_at(r, REGISTER_NOW + 26LL * 24 * 3600);
    assert_true(task_of(r, "plan_review")->overdue);
}

static void a_breach_names_an_order_of_the_file(void **state)
{
    struct test_register *r = *state;
    const struct case_work_new in =
        WORK(RECORD_BREACH, {"order", "7"}, {"measures", "a b"}, {"told", "erdhi"});
    int64_t other;

    must_refuse_at(r, case_work_record(&r->work, work_file(r), &in, &other), ERR_INPUT, "no_such_order",
                   "order");
}

static void what_raises_the_danger_asks_for_an_assessment(void **state)
{
    struct test_register *r = *state;
    const struct assessment_new low = {
        .instrument = 1, .on = DATE_NONE, .kind = "full", .judged = DANGER_MEDIUM};
    const int64_t id = work_file(r);
    int64_t other;

    assert_null(task_of(r, "assessment_due"));           /* nothing is known of any danger */
    must(assessment_record(&r->work, id, &low, &other)); /* all open: medium, 30 days */
    assert_int_equal(task_of(r, "assessment_due")->due_on, r->work.today + 30);
    work_take(r, id, WORK(RECORD_DANGER_EVENT, {"what", "released"}));
    assert_int_equal(task_of(r, "assessment_due")->due_on, r->work.today + 3);
    assert_true(task_of(r, "assessment_due")->indoors);
    must(assessment_record(&r->work, id, &low, &other));
    assert_int_equal(task_of(r, "assessment_due")->due_on, r->work.today + 30);
    register_at(r, REGISTER_NOW + 31LL * 24 * 3600);
    assert_true(task_of(r, "assessment_due")->overdue);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    assert_null(task_of(r, "assessment_due"));
}

static void a_breach_waits_for_the_number_of_the_police(void **state)
{
    struct test_register *r = *state;
    struct desk d;
    struct case_work_new in =
        WORK(RECORD_BREACH, {"order", ""}, {"measures", "a b"}, {"told", "erdhi te dera"});
    const struct assessment_new low = {
        .instrument = 1, .on = DATE_NONE, .kind = "full", .judged = DANGER_MEDIUM};
    char number[24];
    int64_t breach, other;

    um_lay(r, &d);
    snprintf(number, sizeof number, "%lld", (long long)d.order);
    in.said[0].value = number;
    must(assessment_record(&r->work, d.file, &low, &other));
    breach = work_take(r, d.file, in);
    assert_int_equal(task_of(r, "breach_report")->due_on, r->work.today + 1);
    assert_int_equal(task_of(r, "assessment_due")->due_on, r->work.today + 3);
    assert_null(strstr(dump(r, ""), "erdhi te dera"));
    work_take(r, d.file, work_answering(WORK(RECORD_BREACH_RESULT, {"followed", "u mor në pyetje"}), breach));
    assert_non_null(task_of(r, "breach_report")); /* what followed is no number */
    work_take(r, d.file, work_answering(WORK(RECORD_BREACH_REPORT, {"police_number", "12/3"}), breach));
    assert_null(task_of(r, "breach_report"));
    assert_int_equal(task_of(r, "assessment_due")->due_on, r->work.today + 3);
    must_refuse(r, record_void(&r->work, 4711, &(struct record_void){"x"}), ERR_ABSENT, "no_such_record");
}

static void one_that_the_police_have_waits_for_nothing(void **state)
{
    struct test_register *r = *state;
    struct desk d;
    char number[24];
    struct case_work_new in = WORK(RECORD_BREACH, {"order", number}, {"measures", "other"}, {"told", "erdhi"},
                                   {"police_on", "2026-03-09"}, {"police_number", "7"});
    int64_t other;

    um_lay(r, &d);
    snprintf(number, sizeof number, "%lld", (long long)d.order);
    must_refuse_at(r, case_work_record(&r->work, d.file, &in, &other), ERR_INPUT, "out_of_range",
                   "police_on");
    other = work_take(r, d.file, work_on(in, r->work.today - 1));
    assert_false(work_of(r, d.file, other).open);
    assert_null(task_of(r, "breach_report"));
    in.said_count = 4;
    in.said[3] = (struct said_pair){"police_number", "7"};
    must_refuse_at(r, case_work_record(&r->work, d.file, &in, &other), ERR_INPUT, "required", "police_on");
}

/* Each refusal that more than one noun can earn, where its field is one that no list of words decides. */
static void what_is_refused_names_its_field(void **state)
{
    struct test_register *r = *state;
    struct desk d;
    char number[24];
    const date today = r->work.today;
    const struct case_work_new action =
        WORK(RECORD_PLAN_ACTION, {"area", "housing"}, {"what", "banesë"}, {"who", "njësia"});
    const struct {
        struct case_work_new in;
        const char *code, *field;
    } refused[] = {
        {WORK(RECORD_BREACH, {"order", number}, {"measures", "other"}, {"told", "erdhi"},
              {"police_on", "2026-03-11"}, {"police_number", "7"}),
         "in_future", "police_on"},
        {WORK(RECORD_PLAN, {"wish", "punë"}), "required", "due"},
        {work_due(WORK(RECORD_PLAN, {"wish", "punë"}), today - 1), "out_of_range", "due"},
        {work_due(action, today + 1), "required", "answers"},
        {WORK(RECORD_BREACH_REPORT, {"police_number", "12/3"}), "required", "answers"},
    };
    int64_t other;

    um_lay(r, &d);
    snprintf(number, sizeof number, "%lld", (long long)d.order);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        must_refuse_at(r, case_work_record(&r->work, d.file, &refused[i].in, &other), ERR_INPUT,
                       refused[i].code, refused[i].field);
}

/* An order to 2026-03-30: 45 days before it is 2026-02-13, and an assessment is due by 2026-02-16. */
static void an_order_that_ends_asks_for_an_assessment(void **state)
{
    struct test_register *r = *state;
    struct assessment_new in = {.instrument = 1, .kind = "full", .judged = DANGER_MEDIUM};
    struct desk d;
    int64_t other;

    desk_lay(r, ORDER_UM, r->work.today + 20, &d);
    in.on = r->work.today - 26;
    must(assessment_record(&r->work, d.file, &in, &other));
    assert_int_equal(task_of(r, "assessment_due")->due_on, r->work.today - 22);
    in.on = r->work.today - 25;
    must(assessment_record(&r->work, d.file, &in, &other));
    assert_int_equal(task_of(r, "assessment_due")->due_on, r->work.today + 5);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_planned_visit_is_a_task_until_it_has_a_result),
        CASE(nobody_goes_alone_where_it_is_not_safe),
        CASE(a_hearing_waits_for_its_result_from_its_day_on),
        CASE(a_new_version_of_a_plan_edits_nothing),
        CASE(a_breach_names_an_order_of_the_file),
        CASE(a_breach_waits_for_the_number_of_the_police),
        CASE(one_that_the_police_have_waits_for_nothing),
        CASE(what_is_refused_names_its_field),
        CASE(an_order_that_ends_asks_for_an_assessment),
        CASE(what_raises_the_danger_asks_for_an_assessment),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
