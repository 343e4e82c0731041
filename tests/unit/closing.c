/* The end of the work on a file, what it needs, and what opens it again; and what the centre gives.
 * 2026-03-10 is today. */
#include "domain/casework/closing.h"

#include "domain/casework/assessment.h"
#include "domain/order/stay.h"
#include "domain/task/case_close.h"
#include "support/casework.h"
#include "support/paper.h"

/* A closing of the second file, which has an order. */
#define CLOSED_AT(id, second)                                                                                \
    "INSERT INTO case_record (id, kind, case_id, on_day, recorded_at) SELECT " #id                           \
    ", 'closing', case_id, '2026-03-10', " second " FROM protection_order"
#define CLOSING(...) WORK(RECORD_CLOSING, __VA_ARGS__)

static err close_on(struct test_register *r, int64_t file, struct case_work_new in, int64_t *ret_id)
{
    return case_close(&r->work, file, &in, ret_id);
}

static err close_try(struct test_register *r, int64_t file, struct case_work_new in)
{
    return close_on(r, file, in, &(int64_t){0});
}

static date closed(struct test_register *r, int64_t file)
{
    date on;

    must(closing_day(&r->work, file, &on));
    return on;
}

/* A file with an order in force or an open task cannot close. */
static void a_file_with_an_order_in_force_stays_open(void **state)
{
    struct test_register *r = *state;
    struct desk d;

    um_lay(r, &d);
    must_refuse(r, close_try(r, d.file, CLOSING({"reason", "own_wish"})), ERR_CONFLICT, "order_in_force");
    assert_int_equal(closed(r, d.file), DATE_NONE);
}

static void a_file_that_is_asked_about_stays_open(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r), visit = work_take(r, file, WORK(RECORD_VISIT, {"safe", "yes"}));

    must_refuse(r, close_try(r, file, CLOSING({"reason", "goals_reached"})), ERR_CONFLICT, "open_task");
    work_take(r, file, work_answering(WORK(RECORD_VISIT_RESULT, {"done", "nobody_home"}), visit));
    must(close_try(r, file, CLOSING({"reason", "goals_reached"})));
    assert_int_equal(closed(r, file), r->work.today);
}

/* An order, a visit and a reason that is none: each is told, so that nobody comes back three times. */
static void all_that_stands_against_it_is_told_at_once(void **state)
{
    static const char *const CODES[] = {"order_in_force", "open_task", "unknown_word"};
    struct test_register *r = *state;
    const struct problem *p = &r->work.problem;
    struct desk d;

    um_lay(r, &d);
    work_take(r, d.file, WORK(RECORD_VISIT, {"safe", "yes"}));
    must_refuse(r, close_try(r, d.file, CLOSING({"reason", "reconciled"})), ERR_CONFLICT, "order_in_force");
    assert_int_equal(p->fault_count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(p->faults[i].code, CODES[i]);
    assert_string_equal(p->faults[2].field, "reason");
    assert_int_equal(closed(r, d.file), DATE_NONE);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_record WHERE kind = 'closing'"), 0);
}

/* Neither keeps it open: both are for as long as it is worked on. */
static void neither_plan_nor_assessment_outlives_the_file(void **state)
{
    struct test_register *r = *state;
    const struct assessment_new in = {
        .instrument = 1, .on = r->work.today, .kind = "full", .judged = DANGER_MEDIUM};
    const int64_t file = work_file(r);
    int64_t id;

    work_take(r, file, work_due(WORK(RECORD_PLAN, {"wish", "punë"}), r->work.today + 5));
    must(assessment_record(&r->work, file, &in, &id));
    assert_non_null(task_of(r, "plan_review"));
    r->work.today += 25; /* the assessment is due on the thirtieth day */
    must_refuse(r, close_try(r, file, CLOSING({"reason", "goals_reached"})), ERR_CONFLICT, "open_task");
    r->work.today -= 25;
    must(db_script(r->db, "UPDATE case_record SET voided_at = 1 WHERE kind = 'assessment'"));
    must(close_try(r, file, CLOSING({"reason", "goals_reached"})));
    r->work.today += 40;
    assert_null(task_of(r, "plan_review"));
    assert_null(task_of(r, "assessment_due"));
}

static void what_is_said_of_a_closing_is_held_to_its_fields(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r);

    must_refuse_at(r, close_try(r, file, CLOSING({"told", "u pajtuan"})), ERR_INPUT, "required", "reason");
    must_refuse_at(r, close_try(r, file, CLOSING({"reason", "reconciled"})), ERR_INPUT, "unknown_word",
                   "reason");
    must_refuse_at(r, close_try(r, file, CLOSING({"reason", "moved"})), ERR_INPUT, "required",
                   "municipality");
    must_refuse_at(r, close_try(r, file, work_on(CLOSING({"reason", "died"}), r->work.today + 1)), ERR_INPUT,
                   "in_future", "on");
    must(close_try(r, file, CLOSING({"reason", "moved"}, {"municipality", "Sarandë"})));
}

/* Asked on its day, and it opens nothing. */
static void how_she_is_is_asked_once_it_is_closed(void **state)
{
    struct test_register *r = *state;
    const date asked = r->work.today + 10;
    const int64_t file = work_file(r);
    const struct task *t;
    int64_t closing;

    must(close_on(r, file, work_due(CLOSING({"reason", "own_wish"}), asked), &closing));
    t = task_of(r, "follow_up");
    assert_non_null(t);
    assert_int_equal(t->due_on, asked);
    assert_true(t->indoors);
    work_take(r, file, work_answering(WORK(RECORD_FOLLOW_UP, {"reached", "yes"}), closing));
    assert_null(task_of(r, "follow_up"));
    assert_int_equal(closed(r, file), r->work.today);
}

static void whatever_is_recorded_opens_it_again(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r);
    struct desk d;
    int64_t closing;

    must(close_on(r, file, work_due(CLOSING({"reason", "own_wish"}), r->work.today + 3), &closing));
    work_take(r, file, work_answering(WORK(RECORD_REOPENING, {"why", "thirri përsëri"}), closing));
    assert_int_equal(closed(r, file), DATE_NONE);
    assert_null(task_of(r, "follow_up"));
    must(close_try(r, file, CLOSING({"reason", "own_wish"})));
    assert_int_equal(closed(r, file), r->work.today);
    work_take(r, file, WORK(RECORD_DANGER_EVENT, {"what", "threat"}));
    assert_int_equal(closed(r, file), DATE_NONE);

    um_lay(r,
           &d); /* the closing below stands a second before its order: it is open; a second after: closed */
    must(db_script(r->db, CLOSED_AT(800, "created_at - 1")));
    assert_int_equal(closed(r, d.file), DATE_NONE);
    must(db_script(r->db, CLOSED_AT(801, "created_at + 1")));
    assert_int_equal(closed(r, d.file), r->work.today);
}

/* The eight services, on any day; outside a stay it is said. */
static void services_of_the_centre_know_whether_she_stayed(void **state)
{
    struct test_register *r = *state;
    const date today = r->work.today;
    struct desk d;
    struct stay_new stay = {.from = today - 2, .until = today - 1};
    const struct case_work_new service =
        WORK(RECORD_CENTRE_SERVICE, {"service", "food"}, {"quantity", "2"}, {"children", "3"});
    int64_t during, after, id;

    um_lay(r, &d);
    stay.version = register_int(r, "SELECT version FROM case_file");
    stay.person = register_int(r, "SELECT person_id FROM order_person");
    must(stay_begin(&r->work, d.file, &stay, &id));
    during = work_take(r, d.file, work_on(service, today - 1));
    after = work_take(r, d.file, service);
    assert_false(work_of(r, d.file, during).outside_stay);
    assert_true(work_of(r, d.file, after).outside_stay);
}

static void what_is_counted_is_a_number(void **state)
{
    static const char *const BAD[] = {"0", "-1", "1.5", "dy", "1000", " 2"};
    struct test_register *r = *state;
    const int64_t file = work_file(r);

    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        const struct case_work_new in =
            WORK(RECORD_CENTRE_SERVICE, {"service", "food"}, {"quantity", BAD[i]});

        must_fail(case_work_record(&r->work, file, &in, &(int64_t){0}), ERR_INPUT);
        assert_string_equal(r->work.problem.field, "quantity");
    }
}

static void an_execution_is_by_an_order_of_the_file_or_by_none(void **state)
{
    struct test_register *r = *state;
    const struct case_work_new in = WORK(RECORD_EXECUTION, {"what", "child_contact"},
                                         {"result", "carried_out"}),
                               other = WORK(RECORD_EXECUTION, {"what", "removal"}, {"result", "carried_out"},
                                            {"order", "77"});
    const int64_t file = work_file(r);

    work_take(r, file, in);
    must_refuse_at(r, case_work_record(&r->work, file, &other, &(int64_t){0}), ERR_INPUT, "no_such_order",
                   "order");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_file_with_an_order_in_force_stays_open),
        CASE(a_file_that_is_asked_about_stays_open),
        CASE(all_that_stands_against_it_is_told_at_once),
        CASE(neither_plan_nor_assessment_outlives_the_file),
        CASE(what_is_said_of_a_closing_is_held_to_its_fields),
        CASE(how_she_is_is_asked_once_it_is_closed),
        CASE(whatever_is_recorded_opens_it_again),
        CASE(services_of_the_centre_know_whether_she_stayed),
        CASE(what_is_counted_is_a_number),
        CASE(an_execution_is_by_an_order_of_the_file_or_by_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
