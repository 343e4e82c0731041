/* Appeals and what courts say of open questions, as they are taken down. An UM of 2026-03-01 to 2026-09-30;
 * it is 2026-03-10. */
#include "domain/order/order.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static void an_outcome_is_needed_and_says_what_it_may(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_APPEAL_DECIDED);
    desk_refuse(r, &d, &act, ERR_INPUT, "required", "outcome");
    act.outcome = APPEAL_UPHELD;
    act.effective = TODAY;
    desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_act", "effective");
    act.effective = DATE_NONE;
    act.end = TODAY;
    desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_act", "end");
    act.end = DATE_NONE;
    act.decision = NULL;
    desk_refuse(r, &d, &act, ERR_INPUT, "required", "decision");
    act.decision = "9";
    act.outcome = APPEAL_OVERTURNED;
    desk_refuse(r, &d, &act, ERR_INPUT, "required", "effective");
    act.effective = date_make(2026, 2, 28);
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "effective");
    act.effective = date_make(2026, 3, 12);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 3, 11));
    assert_int_equal(desk_protection(r, &d).cut_by, ACT_APPEAL_DECIDED);
}

static void an_appeal_is_about_a_decision_of_this_order(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    int64_t served;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_SERVED);
    served = desk_take(r, &d, &act);
    act = desk_act(r, &d, ACT_APPEALED);
    act.about = 999;
    desk_refuse(r, &d, &act, ERR_INPUT, "no_such_act", "about");
    act.about = served;
    desk_refuse(r, &d, &act, ERR_INPUT, "not_appealable", "about");
    act.about = 0;
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).appeal_on, TODAY);
}

static void a_termination_can_be_overturned_after_the_order_ended(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    int64_t ended;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_TERMINATED);
    act.on = date_make(2026, 3, 4);
    act.effective = date_make(2026, 3, 5);
    ended = desk_take(r, &d, &act);
    act = desk_act(r, &d, ACT_APPEAL_DECIDED);
    act.outcome = APPEAL_OVERTURNED;
    act.about = ended;
    act.on = date_make(2026, 3, 3);
    act.effective = date_make(2026, 3, 9);
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "on");
    act.on = date_make(2026, 3, 9);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 9, 30));
    assert_false(desk_protection(r, &d).cut);
    assert_int_equal(desk_protection(r, &d).gap_count, 1);
}

static void an_outcome_put_right_forgets_the_days_of_the_first(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    int64_t wrong;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_APPEAL_DECIDED);
    act.outcome = APPEAL_OVERTURNED;
    act.effective = TODAY;
    wrong = desk_take(r, &d, &act);
    act = desk_act(r, &d, ACT_CORRECTED);
    act.corrects = wrong;
    act.outcome = APPEAL_UPHELD;
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 9, 30));
    assert_false(desk_protection(r, &d).cut);
}

static void each_court_speaks_of_its_own_kind_of_order(void **state)
{
    static const struct {
        enum order_kind order;
        enum act_kind kind;
    } NOT[] = {{ORDER_UM, ACT_CONFIRMED},           {ORDER_UM, ACT_NOT_CONFIRMED},
               {ORDER_UM, ACT_PETITION_REFUSED},    {ORDER_UMM, ACT_CONFIRMED},
               {ORDER_UMPMM, ACT_PETITION_REFUSED}, {ORDER_UMPMM, ACT_EXTENSION_REFUSED},
               {ORDER_UMPMM, ACT_APPEAL_DECIDED}};
    static const char *const NUMBERS[] = {"31", "32", "33", "34", "35", "36", "37"};

    for (size_t i = 0; i < sizeof NOT / sizeof NOT[0]; i++) {
        struct test_register *r = *state;
        struct act_new act;
        struct desk d;

        paper_make(&d.paper);
        d.paper.order.kind = NOT[i].order;
        d.paper.order.number = NUMBERS[i];
        if (NOT[i].order != ORDER_UM)
            d.paper.order.end = DATE_NONE;
        d.order = paper_register(r, &d.paper, &d.file);
        act = desk_act(r, &d, NOT[i].kind);
        if (NOT[i].kind == ACT_NOT_CONFIRMED || NOT[i].kind == ACT_PETITION_REFUSED)
            act.effective = TODAY;
        desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_kind", "kind");
    }
}

static void a_police_order_is_confirmed_or_ends(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    desk_lay(r, ORDER_UMPMM, DATE_NONE, &d);
    act = desk_act(r, &d, ACT_CONFIRMED);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, DATE_OPEN);
    assert_int_equal(desk_protection(r, &d).confirmed_on, TODAY);
    act = desk_act(r, &d, ACT_NOT_CONFIRMED);
    desk_refuse(r, &d, &act, ERR_INPUT, "required", "effective");
    act.effective = TODAY + 1;
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, TODAY);
    assert_int_equal(desk_protection(r, &d).cut_by, ACT_NOT_CONFIRMED);
}

static void more_days_begin_and_end_in_order(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.end = date_make(2027, 3, 31);
    act.start = date_make(2027, 4, 1);
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "start");
    act.start = date_make(2026, 2, 1);
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "start");
    act.start = date_make(2026, 10, 11);
    r->work.warning_count = 0;
    desk_take(r, &d, &act);
    assert_true(warned(r, "days_between", "start"));
    assert_int_equal(desk_protection(r, &d).until, date_make(2027, 3, 31));
    assert_int_equal(desk_protection(r, &d).gaps[0].from, date_make(2026, 10, 1));
    assert_int_equal(desk_protection(r, &d).gaps[0].until, date_make(2026, 10, 10));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_outcome_is_needed_and_says_what_it_may, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(an_appeal_is_about_a_decision_of_this_order, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(a_termination_can_be_overturned_after_the_order_ended, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(an_outcome_put_right_forgets_the_days_of_the_first, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(each_court_speaks_of_its_own_kind_of_order, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(a_police_order_is_confirmed_or_ends, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(more_days_begin_and_end_in_order, register_setup, register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
