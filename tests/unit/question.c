/* Questions: asked, answered for this once, and told. */
#include "domain/work/question.h"

#include <string.h>

#include "domain/work/fault.h"
#include "support/register.h"

static void what_nobody_confirmed_is_refused_as_a_question(void **state)
{
    struct test_register *r = *state;

    must_refuse(r, question_ask(&r->work, "is_it_so", "end", "Is it so after %d months?", 12), ERR_CONFLICT,
                "is_it_so");
    assert_true(r->work.problem.question);
    assert_string_equal(r->work.problem.field, "end");
    assert_string_equal(r->work.problem.detail, "Is it so after 12 months?");
    (void)refuse(&r->work, ERR_INPUT, "other", "end", "Another thing.");
    assert_false(r->work.problem.question);
}

static void what_was_confirmed_goes_on_as_a_warning(void **state)
{
    static const char *const YES[] = {"not_asked", "is_it_so"};
    struct test_register *r = *state;
    const char *told;

    must(question_confirm(&r->work, YES, 2));
    must(question_confirmed(&r->work, &told));
    assert_null(told);
    must(question_ask(&r->work, "is_it_so", "end", "Is it so?"));
    assert_int_equal(r->work.warning_count, 1);
    assert_string_equal(r->work.warnings[0]->what.code, "is_it_so");
    must(question_confirmed(&r->work, &told));
    assert_string_equal(told, "is_it_so");
}

static void an_answer_for_one_place_is_none_for_another(void **state)
{
    static const char *const YES[] = {"is_it_so:persons[1]"};
    struct test_register *r = *state;

    must(question_confirm(&r->work, YES, 1));
    must(question_ask(&r->work, "is_it_so", "persons[1]", "Is it so?"));
    must_refuse(r, question_ask(&r->work, "is_it_so", "persons[10]", "Is it so?"), ERR_CONFLICT, "is_it_so");
    must_refuse(r, question_ask(&r->work, "is_it", "persons[1]", "Is it?"), ERR_CONFLICT, "is_it");
}

static void an_answer_is_good_for_what_it_came_with_only(void **state)
{
    static const char *const YES[] = {"is_it_so"};
    struct test_register *r = *state;

    must(question_confirm(&r->work, YES, 1));
    must(question_ask(&r->work, "is_it_so", "end", "Is it so?"));
    must(question_confirm(&r->work, NULL, 0));
    must_refuse(r, question_ask(&r->work, "is_it_so", "end", "Is it so?"), ERR_CONFLICT, "is_it_so");
}

/* A form is refused by what no answer mends; only where there is nothing of that, it is a question. */
static void a_form_is_refused_with_all_that_is_wrong_and_asked(void **state)
{
    struct test_register *r = *state;
    struct faults f = {0};

    must(faults_refuse(&r->work, &f));
    must(faults_take(&r->work, &f, question_ask(&r->work, "is_it_so", "end", "Is it so?")));
    must_refuse(r, faults_refuse(&r->work, &f), ERR_CONFLICT, "is_it_so");
    assert_true(r->work.problem.question);
    must(faults_take(&r->work, &f, refuse(&r->work, ERR_INPUT, "required", "number", "This is needed.")));
    must_refuse(r, faults_refuse(&r->work, &f), ERR_INPUT, "required");
    assert_false(r->work.problem.question);
    assert_int_equal(r->work.problem.fault_count, 2);
    assert_string_equal(r->work.problem.faults[0].code, "is_it_so");
    assert_true(r->work.problem.faults[0].question);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(what_nobody_confirmed_is_refused_as_a_question),
        with_register(what_was_confirmed_goes_on_as_a_warning),
        with_register(an_answer_for_one_place_is_none_for_another),
        with_register(an_answer_is_good_for_what_it_came_with_only),
        with_register(a_form_is_refused_with_all_that_is_wrong_and_asked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
