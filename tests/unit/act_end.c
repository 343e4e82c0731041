/* Acts that end an order: the first day without protection, within the order's own days, once; and the cards
 * that close with it. An UM of 2026-03-01 to 2026-09-30; it is 2026-03-10. */
#include "domain/card/card.h"
#include "domain/card/card_issue.h"
#include "domain/order/order.h"
#include "domain/work/question.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static const enum act_kind ENDS[] = {ACT_TERMINATED, ACT_ANNULLED};

static void the_first_day_without_protection_is_needed(void **state)
{
    for (size_t i = 0; i < 2; i++) {
        struct test_register *r = *state;
        struct act_new act;
        struct desk d;

        paper_make(&d.paper);
        d.paper.order.number = i ? "15" : "14";
        d.order = paper_register(r, &d.paper, &d.file);
        act = desk_act(r, &d, ENDS[i]);
        desk_refuse(r, &d, &act, ERR_INPUT, "required", "effective");
        assert_int_equal(desk_protection(r, &d).until, date_make(2026, 9, 30));
        act.effective = TODAY;
        r->work.warning_count = 0;
        desk_take(r, &d, &act);
        assert_int_equal(desk_protection(r, &d).until, TODAY - 1);
        assert_int_equal(desk_protection(r, &d).cut_by, ENDS[i]);
        assert_int_equal(r->work.warning_count, 0);
    }
}

static void a_day_in_the_past_is_said(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_TERMINATED);
    act.on = act.effective = TODAY - 1;
    desk_take(r, &d, &act);
    assert_true(warned(r, "ends_in_past", "effective"));
}

static void the_day_lies_within_the_order(void **state)
{
    for (size_t i = 0; i < 2; i++) {
        struct test_register *r = *state;
        struct act_new act;
        struct desk d;

        paper_make(&d.paper);
        d.paper.order.number = i ? "15" : "14";
        d.order = paper_register(r, &d.paper, &d.file);
        act = desk_act(r, &d, ENDS[i]);
        act.effective = date_make(2026, 2, 28);
        desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "effective");
        act.effective = date_make(2026, 10, 2);
        desk_refuse(r, &d, &act, ERR_INPUT, "after_end", "effective");
        act.effective = date_make(2026, 10, 1); /* the day after the last: changes nothing */
        desk_take(r, &d, &act);
        assert_int_equal(desk_protection(r, &d).until, date_make(2026, 9, 30));
        assert_false(desk_protection(r, &d).cut);
    }
}

static void it_may_never_have_been(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_ANNULLED);
    act.effective = date_make(2026, 3, 1);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 2, 28));
}

static void an_open_order_ends_on_any_later_day(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    desk_lay(r, ORDER_UMM, DATE_NONE, &d);
    act = desk_act(r, &d, ACT_TERMINATED);
    act.effective = date_make(2030, 1, 1);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, date_make(2029, 12, 31));
}

/* An immediate order until the court decides (law 9669/2006), typed with the day of its hearing, the 5th, as
 * its end; the hearing was put off, and the court refused the petition from the 10th on. */
static void a_decision_behind_a_typed_end_is_taken_of_an_immediate_order(void **state)
{
    static const char *const YES[] = {"end_of_open_kind"};
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    must(question_confirm(&r->work, YES, 1));
    desk_lay(r, ORDER_UMM, date_make(2026, 3, 5), &d);
    act = desk_act(r, &d, ACT_PETITION_REFUSED);
    act.effective = TODAY;
    desk_take(r, &d, &act);
    assert_true(warned(r, "after_last_day", "effective"));
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 3, 5));
    assert_true(desk_protection(r, &d).settled);
    act = desk_act(r, &d, ACT_CORRECTED);
    act.corrects = register_int(r, "SELECT min(id) FROM order_act");
    act.on = act.start = date_make(2026, 3, 1);
    act.open_end = true;
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, TODAY - 1);
    assert_int_equal(desk_protection(r, &d).cut_by, ACT_PETITION_REFUSED);
}

/* By the day of the act itself: what was decided before comes late at times, and is taken (below). */
static void what_a_court_has_ended_is_not_changed_again(void **state)
{
    static const enum act_kind KINDS[] = {
        ACT_AMENDED, ACT_EXTENSION_REQUESTED, ACT_EXTENDED, ACT_TERMINATED, ACT_ANNULLED, ACT_REPLACED};
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_TERMINATED);
    act.on = act.effective = TODAY - 1;
    desk_take(r, &d, &act);
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        act = desk_act(r, &d, KINDS[i]);
        desk_refuse(r, &d, &act, ERR_CONFLICT, "order_ended", "kind");
        act.on = TODAY - 1;
        desk_refuse(r, &d, &act, ERR_CONFLICT, "order_ended", "kind");
    }
    act = desk_act(r, &d, ACT_FINAL);
    desk_take(r, &d, &act);
    act = desk_act(r, &d, ACT_SERVED);
    desk_take(r, &d, &act);
}

/* Ended by a decision of the 9th from the 9th on: on the 5th it stood, and what the court decided then
 * counted for the days between. */
static void what_was_decided_before_the_end_is_taken_after_it(void **state)
{
    struct test_register *r = *state;
    struct order_person child = {
        .role = ROLE_DEPENDANT,
        .who = {.first_name = "Bora", .surname = "Kola", .birth_date = date_make(2020, 1, 5), .sex = "F"}};
    const struct act_content content = {.persons_in = &child, .persons_in_count = 1};
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_TERMINATED);
    act.on = act.effective = TODAY - 1;
    desk_take(r, &d, &act);
    act = desk_act(r, &d, ACT_AMENDED);
    act.on = date_make(2026, 3, 5);
    act.content = &content;
    desk_take(r, &d, &act);
    assert_true(warned(r, "ended_since", "on"));
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_person"), 3);
    assert_int_equal(desk_protection(r, &d).until, TODAY - 2);
    act = desk_act(r, &d, ACT_EXTENSION_REQUESTED);
    act.on = date_make(2026, 3, 6);
    desk_take(r, &d, &act);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.on = date_make(2026, 3, 7);
    act.end = date_make(2026, 12, 31);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, TODAY - 2); /* the end that a court set stays */
    act = desk_act(r, &d, ACT_ANNULLED);
    act.on = act.effective = date_make(2026, 3, 4);
    desk_take(r, &d, &act);
    assert_true(warned(r, "ended_since", "on"));
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 3, 3));
    assert_int_equal(desk_protection(r, &d).cut_by, ACT_ANNULLED);
}

/* A court said on the 9th that it ends with April: until then it may say more. */
static void an_end_to_come_leaves_room_for_acts(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_TERMINATED);
    act.on = TODAY - 1;
    act.effective = date_make(2026, 5, 1);
    desk_take(r, &d, &act);
    act = desk_act(r, &d, ACT_TERMINATED);
    act.effective = date_make(2026, 4, 1);
    desk_take(r, &d, &act);
    assert_true(warned(r, "ended_since", "on"));
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 3, 31));
}

static void what_was_never_granted_is_not_changed(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_CORRECTED);
    act.corrects = 1;
    act.voids = true;
    desk_take(r, &d, &act);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.end = date_make(2026, 12, 1);
    desk_refuse(r, &d, &act, ERR_CONFLICT, "order_void", "kind");
    act = desk_act(r, &d, ACT_SERVED);
    desk_take(r, &d, &act);
}

/* ---- replaced */

static void another_order_takes_over_on_its_first_day(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;
    struct paper p;
    int64_t other;

    um_lay(r, &d);
    paper_next(r, d.file, ORDER_UM, "15", date_make(2026, 3, 5), date_make(2026, 12, 1), &p);
    other = paper_register(r, &p, &d.file);
    act = desk_act(r, &d, ACT_REPLACED);
    act.other_order = other;
    act.decision = NULL; /* the other order is the decision */
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 3, 4));
    assert_int_equal(desk_protection(r, &d).cut_by, ACT_REPLACED);
}

static void only_an_order_of_the_same_file_takes_over(void **state)
{
    struct test_register *r = *state;
    int64_t foreign, file;
    struct act_new act;
    struct desk d;
    struct paper p;

    um_lay(r, &d);
    paper_next(r, 0, ORDER_UM, "15", date_make(2026, 3, 5), date_make(2026, 12, 1), &p);
    foreign = paper_register(r, &p, &file);
    act = desk_act(r, &d, ACT_REPLACED);
    desk_refuse(r, &d, &act, ERR_INPUT, "other_file", "other_order");
    act.other_order = foreign;
    desk_refuse(r, &d, &act, ERR_INPUT, "other_file", "other_order");
    act.other_order = d.order;
    desk_refuse(r, &d, &act, ERR_INPUT, "other_file", "other_order");
    act.other_order = 99;
    desk_refuse(r, &d, &act, ERR_INPUT, "other_file", "other_order");
}

static void the_one_that_takes_over_does_not_start_before(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;
    struct paper p;
    int64_t other;

    um_lay(r, &d);
    paper_next(r, d.file, ORDER_UM, "15", date_make(2026, 2, 20), date_make(2026, 12, 1), &p);
    other = paper_register(r, &p, &d.file);
    act = desk_act(r, &d, ACT_REPLACED);
    act.other_order = other;
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "effective");
    act.effective = date_make(2026, 10, 2);
    desk_refuse(r, &d, &act, ERR_INPUT, "after_end", "effective");
    act.effective = date_make(2026, 3, 8);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 3, 7));
}

static void an_order_never_granted_takes_nothing_over(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d, void_one;
    struct paper p;

    um_lay(r, &d);
    paper_next(r, d.file, ORDER_UM, "15", date_make(2026, 3, 5), date_make(2026, 12, 1), &p);
    void_one = d;
    void_one.order = paper_register(r, &p, &d.file);
    act = desk_act(r, &void_one, ACT_CORRECTED);
    act.corrects = register_int(r, "SELECT max(id) FROM order_act");
    act.voids = true;
    desk_take(r, &void_one, &act);
    act = desk_act(r, &d, ACT_REPLACED);
    act.other_order = void_one.order;
    desk_refuse(r, &d, &act, ERR_INPUT, "other_file", "other_order");
}

/* ---- cards */

static void the_cards_of_all_it_names_follow_in_the_same_step(void **state)
{
    struct test_register *r = *state;
    struct card mothers, childs;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    must(card_issue(&r->work,
                    &(struct card_new){.case_id = d.file, .person = 1, .services = SERVICE_TRANSPORT},
                    &mothers));
    must(card_issue(&r->work,
                    &(struct card_new){.case_id = d.file, .person = 2, .services = SERVICE_TRANSPORT},
                    &childs));
    act = desk_act(r, &d, ACT_TERMINATED);
    act.effective = TODAY;
    desk_take(r, &d, &act);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE bit = 1 AND closed_on = '2026-03-10'"),
                     2);
    assert_int_equal(register_int(r, "SELECT max(until_day) = '2026-03-09' FROM card_service WHERE service = "
                                     "'transport'"),
                     1);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(the_first_day_without_protection_is_needed),
        with_register(a_day_in_the_past_is_said),
        with_register(the_day_lies_within_the_order),
        with_register(it_may_never_have_been),
        with_register(an_open_order_ends_on_any_later_day),
        with_register(a_decision_behind_a_typed_end_is_taken_of_an_immediate_order),
        with_register(what_a_court_has_ended_is_not_changed_again),
        with_register(what_was_decided_before_the_end_is_taken_after_it),
        with_register(an_end_to_come_leaves_room_for_acts),
        with_register(what_was_never_granted_is_not_changed),
        with_register(another_order_takes_over_on_its_first_day),
        with_register(only_an_order_of_the_same_file_takes_over),
        with_register(the_one_that_takes_over_does_not_start_before),
        with_register(an_order_never_granted_takes_nothing_over),
        with_register(the_cards_of_all_it_names_follow_in_the_same_step),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
