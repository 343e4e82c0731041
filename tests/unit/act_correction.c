/* Corrections: acts are never edited, a correction says what should have stood there, or that nothing should
 * have; and a correction can be corrected. An UM of 2026-03-01 to 2026-09-30; it is 2026-03-10. */
#include "domain/order/order.h"
#include "support/paper.h"

#define TODAY (r->work.today)
#define GRANT 1 /* the first act of the first order */

static struct act_new correction(struct test_register *r, const struct desk *d, int64_t corrects)
{
    struct act_new act = desk_act(r, d, ACT_CORRECTED);

    act.corrects = corrects;
    act.decision = NULL;
    return act;
}

static int64_t voided(struct test_register *r, const struct desk *d, int64_t corrects)
{
    struct act_new act = correction(r, d, corrects);

    act.voids = true;
    return desk_take(r, d, &act);
}

static int64_t ended(struct test_register *r, const struct desk *d, enum act_kind kind, date end)
{
    struct act_new act = desk_act(r, d, kind);

    if (kind == ACT_EXTENDED || kind == ACT_AMENDED)
        act.end = end;
    else
        act.effective = end;
    return desk_take(r, d, &act);
}

static date until(struct test_register *r, const struct desk *d)
{
    return desk_protection(r, d).until;
}

static void a_correction_names_an_act_of_the_order(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d, other;

    um_lay(r, &d);
    other = d;
    other.paper.order.persons = other.paper.persons;
    other.paper.order.number = "15";
    other.order = paper_register(r, &other.paper, &other.file);
    act = correction(r, &d, 0);
    act.voids = true;
    desk_refuse(r, &d, &act, ERR_INPUT, "other_order", "corrects");
    act.corrects = 99;
    desk_refuse(r, &d, &act, ERR_INPUT, "other_order", "corrects");
    act.corrects = 2; /* the grant of the other */
    desk_refuse(r, &d, &act, ERR_INPUT, "other_order", "corrects");
}

static void the_grant_is_corrected_within_the_law(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = correction(r, &d, GRANT);
    act.on = date_make(2026, 2, 20); /* the decision was of another day too */
    act.end = date_make(2026, 10, 10);
    act.start = date_make(2026, 2, 19);
    desk_refuse(r, &d, &act, ERR_CONFLICT, "start_before_decision", "start");
    act.start = date_make(2026, 2, 20);
    act.end = DATE_NONE;
    act.open_end = true;
    desk_refuse(r, &d, &act, ERR_INPUT, "required", "end");
    act.open_end = false;
    act.end = date_make(2026, 2, 19);
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "end");
    act.end = date_make(2027, 2, 21);
    desk_refuse(r, &d, &act, ERR_CONFLICT, "end_beyond_term", "end");
    act.end = date_make(2027, 2, 20);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).from, date_make(2026, 2, 20));
    assert_int_equal(desk_protection(r, &d).granted_on, date_make(2026, 2, 20));
    assert_int_equal(until(r, &d), date_make(2027, 2, 20));
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM order_act WHERE id = 1 AND end_day = '2026-09-30'"), 1);
}

static void what_a_correction_of_the_grant_leaves_out_stays(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = correction(r, &d, GRANT);
    act.on = date_make(2026, 2, 27);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).granted_on, date_make(2026, 2, 27));
    assert_int_equal(desk_protection(r, &d).from, date_make(2026, 3, 1));
    assert_int_equal(until(r, &d), date_make(2026, 9, 30));
    act = correction(r, &d, GRANT);
    act.end = date_make(2026, 12, 31);
    act.start = act.on = date_make(2026, 2, 28);
    desk_take(r, &d, &act);
    act = correction(r, &d, GRANT); /* as it stands now, not as it was written first */
    act.on = date_make(2026, 2, 27);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).from, date_make(2026, 2, 28));
    assert_int_equal(until(r, &d), date_make(2026, 12, 31));
}

static void the_end_of_an_open_grant_stays_open(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    desk_lay(r, ORDER_UMM, DATE_NONE, &d);
    act = correction(r, &d, GRANT);
    act.on = act.start = date_make(2026, 2, 28);
    desk_take(r, &d, &act);
    assert_int_equal(until(r, &d), DATE_OPEN);
}

static void the_grant_of_an_umm_may_turn_out_open(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    desk_lay(r, ORDER_UMM, date_make(2026, 3, 21), &d);
    act = correction(r, &d, GRANT);
    act.on = act.start = date_make(2026, 3, 1);
    act.open_end = true;
    desk_take(r, &d, &act);
    assert_int_equal(until(r, &d), DATE_OPEN);
}

static void a_voided_grant_never_protected(void **state)
{
    struct test_register *r = *state;
    struct desk d;

    um_lay(r, &d);
    voided(r, &d, GRANT);
    assert_false(desk_protection(r, &d).granted);
}

static void voiding_the_voiding_brings_it_back(void **state)
{
    struct test_register *r = *state;
    struct desk d;

    um_lay(r, &d);
    voided(r, &d, voided(r, &d, GRANT));
    assert_true(desk_protection(r, &d).granted);
    assert_int_equal(until(r, &d), date_make(2026, 9, 30));
}

static void a_voided_termination_gives_the_days_back(void **state)
{
    struct test_register *r = *state;
    struct desk d;

    um_lay(r, &d);
    voided(r, &d, ended(r, &d, ACT_TERMINATED, TODAY));
    assert_int_equal(until(r, &d), date_make(2026, 9, 30));
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM order_act WHERE voids = 1 AND effective_day IS NULL"), 1);
    ended(r, &d, ACT_TERMINATED, TODAY + 1); /* so that it can be ended again */
    assert_int_equal(until(r, &d), TODAY);
}

static void a_termination_is_moved(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;
    int64_t id;

    um_lay(r, &d);
    id = ended(r, &d, ACT_TERMINATED, TODAY);
    act = correction(r, &d, id);
    act.effective = date_make(2026, 10, 2);
    desk_refuse(r, &d, &act, ERR_INPUT, "after_end", "effective"); /* of the order without it */
    act.effective = date_make(2026, 2, 28);
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "effective");
    act.effective = date_make(2026, 6, 1);
    desk_take(r, &d, &act);
    assert_int_equal(until(r, &d), date_make(2026, 5, 31));
}

static void what_a_correction_of_an_end_leaves_out_stays(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = correction(r, &d, ended(r, &d, ACT_TERMINATED, date_make(2026, 6, 1)));
    act.on = date_make(2026, 3, 5);
    act.note = "numri i vendimit ishte gabim";
    desk_take(r, &d, &act);
    assert_int_equal(until(r, &d), date_make(2026, 5, 31));
}

static void what_comes_back_says_what_it_last_said(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;
    int64_t first, back;

    um_lay(r, &d);
    first = ended(r, &d, ACT_TERMINATED, date_make(2026, 6, 1));
    act = correction(r, &d, first);
    act.effective = date_make(2026, 7, 1);
    desk_take(r, &d, &act);
    back = voided(r, &d, first);
    assert_int_equal(until(r, &d), date_make(2026, 9, 30));
    act = correction(r, &d, back); /* the voiding was wrong: values again, none given */
    desk_take(r, &d, &act);
    assert_int_equal(until(r, &d), date_make(2026, 6, 30));
}

static void the_hour_stays_on_the_same_day(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;
    int64_t id;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_PETITIONED);
    act.time = "09:15";
    id = desk_take(r, &d, &act);
    act = correction(r, &d, id);
    act.note = "me postë";
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).petitioned_at, REGISTER_NOW - 45 * 60);
    act = correction(r, &d, id);
    act.on = TODAY - 1;
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).petitioned_at, 0);
}

static void a_correction_of_a_correction_takes_its_place(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;
    int64_t id;

    um_lay(r, &d);
    act = correction(r, &d, ended(r, &d, ACT_TERMINATED, TODAY));
    act.effective = date_make(2026, 6, 1);
    id = desk_take(r, &d, &act);
    act = correction(r, &d, id);
    act.effective = date_make(2026, 7, 1);
    id = desk_take(r, &d, &act);
    assert_int_equal(until(r, &d), date_make(2026, 6, 30));
    voided(r, &d, id);
    assert_int_equal(until(r, &d), date_make(2026, 5, 31));
}

static void an_extension_is_held_against_what_stood_before_it(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;
    int64_t id;

    um_lay(r, &d);
    id = ended(r, &d, ACT_EXTENDED, date_make(2026, 12, 31));
    act = correction(r, &d, id);
    act.end = date_make(2026, 9, 30);
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "end");
    act.end = date_make(2027, 10, 1);
    desk_refuse(r, &d, &act, ERR_CONFLICT, "extension_beyond_term", "end");
    act.end = date_make(2026, 11, 30); /* shorter than was written */
    desk_take(r, &d, &act);
    assert_int_equal(until(r, &d), date_make(2026, 11, 30));
}

static void an_extension_is_corrected_though_a_later_one_went_further(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;
    int64_t first;

    um_lay(r, &d);
    first = ended(r, &d, ACT_EXTENDED, date_make(2026, 12, 31));
    ended(r, &d, ACT_EXTENDED, date_make(2027, 6, 30));
    act = correction(r, &d, first);
    act.end = date_make(2026, 12, 30);
    desk_take(r, &d, &act);
    assert_int_equal(until(r, &d), date_make(2027, 6, 30));
}

static void an_extension_is_held_against_the_corrected_grant(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;
    int64_t first;

    um_lay(r, &d);
    first = ended(r, &d, ACT_EXTENDED, date_make(2026, 12, 31));
    act = correction(r, &d, GRANT);
    act.on = act.start = date_make(2026, 3, 1);
    act.end = date_make(2026, 10, 31);
    desk_take(r, &d, &act);
    act = correction(r, &d, first);
    act.end = date_make(2026, 10, 31);
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "end");
    act.end = date_make(2026, 11, 1);
    desk_take(r, &d, &act);
}

static void an_amendment_is_corrected_within_its_term(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;
    int64_t id;

    um_lay(r, &d);
    id = ended(r, &d, ACT_AMENDED, date_make(2026, 8, 31));
    act = correction(r, &d, id);
    act.end = date_make(2027, 3, 2);
    desk_refuse(r, &d, &act, ERR_CONFLICT, "end_beyond_term", "end");
    act.end = DATE_NONE; /* not said again */
    desk_take(r, &d, &act);
    assert_int_equal(until(r, &d), date_make(2026, 8, 31));
}

static void finality_is_corrected_to_another_day(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_FINAL);
    act = correction(r, &d, desk_take(r, &d, &act));
    act.on = date_make(2026, 3, 8);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).final_on, date_make(2026, 3, 8));
}

static void a_replacement_is_corrected_to_another_order(void **state)
{
    struct test_register *r = *state;
    int64_t second, third, replaced;
    struct act_new act;
    struct paper p;
    struct desk d;

    um_lay(r, &d);
    paper_next(r, d.file, ORDER_UM, "15", date_make(2026, 3, 4), date_make(2026, 12, 1), &p);
    second = paper_register(r, &p, &d.file);
    paper_next(r, d.file, ORDER_UM, "16", date_make(2026, 3, 6), date_make(2026, 12, 1), &p);
    third = paper_register(r, &p, &d.file);
    act = desk_act(r, &d, ACT_REPLACED);
    act.other_order = second;
    replaced = desk_take(r, &d, &act);
    act = correction(r, &d, replaced);
    act.other_order = 99;
    desk_refuse(r, &d, &act, ERR_INPUT, "other_file", "other_order");
    act.other_order = third;
    desk_take(r, &d, &act);
    assert_int_equal(until(r, &d), date_make(2026, 3, 3)); /* its day was not corrected */
    assert_true(warned(r, "days_between", "effective"));
    act = correction(r, &d, replaced);
    act.effective = date_make(2026, 3, 6);
    r->work.warning_count = 0;
    desk_take(r, &d, &act);
    assert_int_equal(until(r, &d), date_make(2026, 3, 5));
    assert_int_equal(r->work.warning_count, 0);
    assert_int_equal(register_int(r, "SELECT other_order_id FROM order_act ORDER BY id DESC LIMIT 1"), third);
}

static void a_correction_says_only_what_the_act_says(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;
    int64_t served;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_SERVED);
    served = desk_take(r, &d, &act);
    act = correction(r, &d, served);
    act.end = TODAY;
    desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_act", "end");
    act = correction(r, &d, GRANT);
    act.effective = TODAY;
    desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_act", "effective");
    act = correction(r, &d, GRANT);
    act.voids = true;
    act.start = date_make(2026, 3, 1);
    desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_act", "start");
}

static void only_the_grant_is_corrected_to_before_the_decision(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_SERVED);
    act = correction(r, &d, desk_take(r, &d, &act));
    act.on = date_make(2026, 2, 28);
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "on");
    act.on = TODAY + 1;
    desk_refuse(r, &d, &act, ERR_INPUT, "in_future", "on");
    act.on = DATE_NONE;
    act.voids = true;
    desk_refuse(r, &d, &act, ERR_INPUT, "required", "on");
}

static void a_correction_is_logged_as_one(void **state)
{
    struct test_register *r = *state;
    struct desk d;

    um_lay(r, &d);
    voided(r, &d, GRANT);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'act.corrected'"), 1);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_correction_names_an_act_of_the_order),
        with_register(the_grant_is_corrected_within_the_law),
        with_register(what_a_correction_of_the_grant_leaves_out_stays),
        with_register(the_end_of_an_open_grant_stays_open),
        with_register(the_grant_of_an_umm_may_turn_out_open),
        with_register(a_voided_grant_never_protected),
        with_register(voiding_the_voiding_brings_it_back),
        with_register(a_voided_termination_gives_the_days_back),
        with_register(a_termination_is_moved),
        with_register(what_a_correction_of_an_end_leaves_out_stays),
        with_register(what_comes_back_says_what_it_last_said),
        with_register(the_hour_stays_on_the_same_day),
        with_register(a_correction_of_a_correction_takes_its_place),
        with_register(an_extension_is_held_against_what_stood_before_it),
        with_register(an_extension_is_corrected_though_a_later_one_went_further),
        with_register(an_extension_is_held_against_the_corrected_grant),
        with_register(an_amendment_is_corrected_within_its_term),
        with_register(finality_is_corrected_to_another_day),
        with_register(a_replacement_is_corrected_to_another_order),
        with_register(a_correction_says_only_what_the_act_says),
        with_register(only_the_grant_is_corrected_to_before_the_decision),
        with_register(a_correction_is_logged_as_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
