/* One order in the place of another: which may, whom it must name, and that nobody is left without either
 * when the one that took over turns out otherwise. An open UMM of 2026-03-01, then an UM; it is 2026-03-10.
 */
#include "domain/order/replacement.h"

#include "domain/order/order.h"
#include "domain/order/order_check.h"
#include "domain/order/order_read.h"
#include "domain/work/question.h"
#include "support/paper.h"

#define TODAY  (r->work.today)
#define DAY(d) date_make(2026, 3, d)

struct chain {
    struct desk umm, um;
};

/* An order of the same file that follows the one on the desk. */
static void follow_lay(struct test_register *r, const struct desk *before, enum order_kind kind,
                       date decision, date end, struct desk *d)
{
    paper_next(r, before->file, kind, "20", decision, end, &d->paper);
    d->paper.order.follows = before->order;
    d->file = before->file;
    d->order = paper_register(r, &d->paper, &d->file);
}

/* The UM of 2026-03-05 to 2026-12-01 takes the UMM's place. */
static void chain_lay(struct test_register *r, struct chain *c)
{
    desk_lay(r, ORDER_UMM, DATE_NONE, &c->umm);
    follow_lay(r, &c->umm, ORDER_UM, DAY(5), date_make(2026, 12, 1), &c->um);
    r->work.warning_count = 0;
}

static int64_t grant_of(struct test_register *r, const struct desk *d)
{
    struct act_line *acts;
    struct order_line o;
    size_t count;

    must(order_read(&r->work, d->order, &o, &acts, &count));
    return acts[0].act.id;
}

static struct act_new correction(struct test_register *r, const struct desk *d, int64_t corrects)
{
    struct act_new act = desk_act(r, d, ACT_CORRECTED);

    act.corrects = corrects;
    return act;
}

static int64_t grant_voided(struct test_register *r, const struct desk *d)
{
    struct act_new act = correction(r, d, grant_of(r, d));

    act.voids = true;
    return desk_take(r, d, &act);
}

static void start_moved(struct test_register *r, const struct desk *d, date start)
{
    struct act_new act = correction(r, d, grant_of(r, d));

    act.on = start < DAY(5) ? start : DAY(5);
    act.start = start;
    desk_take(r, d, &act);
}

static date until(struct test_register *r, const struct desk *d)
{
    return desk_protection(r, d).until;
}

/* ---- which order may take another's place */

static void a_higher_kind_or_a_later_end_protects_no_less(void **state)
{
    const date early = 100, late = 200;

    (void)state;
    assert_false(replacement_shortens(ORDER_UMPMM, DATE_OPEN, ORDER_UMM, DATE_OPEN));
    assert_false(replacement_shortens(ORDER_UMPMM, DATE_OPEN, ORDER_UM, early));
    assert_false(replacement_shortens(ORDER_UMM, DATE_OPEN, ORDER_UM, early));
    assert_true(replacement_shortens(ORDER_UM, early, ORDER_UMM, DATE_OPEN));
    assert_true(replacement_shortens(ORDER_UM, early, ORDER_UMPMM, DATE_OPEN));
    assert_true(replacement_shortens(ORDER_UMM, early, ORDER_UMPMM, DATE_OPEN));
    assert_true(replacement_shortens(ORDER_UMM, early, ORDER_UMM, late));
    assert_false(replacement_shortens(ORDER_UM, early, ORDER_UM, early));
    assert_false(replacement_shortens(ORDER_UM, early, ORDER_UM, late));
    assert_true(replacement_shortens(ORDER_UM, late, ORDER_UM, early));
}

static void an_order_that_would_shorten_follows_nothing(void **state)
{
    static const enum order_kind LOWER[] = {ORDER_UMPMM, ORDER_UMM};
    struct test_register *r = *state;
    struct paper p;
    struct desk d;

    um_lay(r, &d);
    for (size_t i = 0; i < 2; i++) {
        paper_next(r, d.file, LOWER[i], "20", DAY(5), DATE_NONE, &p);
        p.order.follows = d.order;
        must_refuse_at(r, order_check(&r->work, &p.order), ERR_INPUT, "would_shorten", "follows");
    }
    paper_next(r, d.file, ORDER_UM, "20", DAY(5), date_make(2026, 9, 29), &p);
    p.order.follows = d.order;
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_INPUT, "would_shorten", "follows");
    p.order.end++;
    must(order_check(&r->work, &p.order));
}

static void beside_an_order_that_would_stand_for_ever_it_is_asked(void **state)
{
    static const char *const YES[] = {"follows_or_independent"};
    static const enum order_kind OPEN[] = {ORDER_UMPMM, ORDER_UMM};
    struct test_register *r = *state;
    struct paper p;
    struct desk d;

    for (size_t i = 0; i < 2; i++) {
        paper_make(&d.paper);
        d.paper.order.kind = OPEN[i];
        d.paper.order.end = DATE_NONE;
        d.paper.order.number = i ? "15" : "14";
        d.order = paper_register(r, &d.paper, &d.file);
        must(question_confirm(&r->work, NULL, 0));
        paper_next(r, d.file, ORDER_UM, "20", DAY(5), date_make(2026, 9, 29), &p);
        must_refuse_at(r, order_check(&r->work, &p.order), ERR_CONFLICT, "follows_or_independent", "follows");
        assert_true(r->work.problem.question);
        p.order.follows = d.order;
        must(order_check(&r->work, &p.order));
        p.order.follows = 0;
        must(question_confirm(&r->work, YES, 1));
        must(order_check(&r->work, &p.order));
        must(question_confirm(&r->work, NULL, 0));
        p.order.kind = OPEN[i]; /* none of the same kind takes another's place */
        p.order.end = DATE_NONE;
        must(order_check(&r->work, &p.order));
    }
}

static void beside_an_order_that_is_over_nothing_is_asked(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct paper p;
    struct desk d;

    desk_lay(r, ORDER_UMM, DATE_NONE, &d);
    act = desk_act(r, &d, ACT_ANNULLED);
    act.effective = DAY(5);
    desk_take(r, &d, &act);
    paper_next(r, d.file, ORDER_UM, "20", DAY(5), date_make(2026, 9, 29), &p);
    must(order_check(&r->work, &p.order));
    p.order.start = DAY(4);
    p.order.decision_date = DAY(4);
    must_refuse(r, order_check(&r->work, &p.order), ERR_CONFLICT, "follows_or_independent");
}

static void what_ended_before_its_term_is_held_to_the_day_it_ended(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct paper p;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_TERMINATED);
    act.effective = date_make(2026, 5, 1);
    desk_take(r, &d, &act);
    paper_next(r, d.file, ORDER_UM, "20", DAY(5), date_make(2026, 4, 30), &p);
    p.order.follows = d.order;
    must(order_check(&r->work, &p.order));
}

/* ---- whom it names */

static void who_is_not_named_again_stays_protected(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    struct desk d;
    int64_t file;

    desk_lay(r, ORDER_UMM, DATE_NONE, &d);
    paper_next(r, d.file, ORDER_UM, "20", DAY(5), date_make(2026, 12, 1), &p);
    p.order.follows = d.order;
    p.order.persons_count = 1; /* without the child */
    paper_register(r, &p, &file);
    assert_true(warned(r, "persons_not_named", "follows"));
    assert_int_equal(until(r, &d), DATE_OPEN);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act WHERE kind = 'replaced'"), 0);
}

static void who_is_named_besides_changes_nothing(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    struct desk d;

    paper_make(&d.paper);
    d.paper.order.kind = ORDER_UMM;
    d.paper.order.end = DATE_NONE;
    d.paper.order.persons_count = 1;
    d.order = paper_register(r, &d.paper, &d.file);
    paper_next(r, d.file, ORDER_UM, "20", DAY(5), date_make(2026, 12, 1), &p);
    p.order.follows = d.order;
    paper_register(r, &p, &d.file);
    assert_int_equal(until(r, &d), DAY(4));
    assert_int_equal(r->work.warning_count, 0);
}

/* ---- replaced by hand */

static struct act_new by_hand(struct test_register *r, const struct desk *d, int64_t other)
{
    struct act_new act = desk_act(r, d, ACT_REPLACED);

    act.other_order = other;
    r->work.warning_count = 0;
    return act;
}

static void by_hand_an_earlier_end_is_said(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct paper p;
    struct desk d;

    um_lay(r, &d);
    paper_next(r, d.file, ORDER_UM, "20", DAY(5), date_make(2026, 9, 29), &p);
    act = by_hand(r, &d, paper_register(r, &p, &d.file));
    act.version = file_version(r, d.file);
    desk_take(r, &d, &act);
    assert_true(warned(r, "shortened", "other_order"));
    assert_int_equal(r->work.warning_count, 1);
    assert_int_equal(until(r, &d), DAY(4));
}

static void by_hand_an_open_order_gives_way_to_a_higher_kind_alone(void **state)
{
    static const enum order_kind KINDS[] = {ORDER_UM, ORDER_UMM};

    for (size_t i = 0; i < 2; i++) {
        struct test_register *r = *state;
        struct act_new act;
        struct paper p;
        struct desk d;

        paper_make(&d.paper);
        d.paper.order.kind = ORDER_UMM;
        d.paper.order.end = DATE_NONE;
        d.paper.order.number = i ? "15" : "14";
        d.order = paper_register(r, &d.paper, &d.file);
        paper_next(r, d.file, KINDS[i], i ? "21" : "20", DAY(5), date_make(2026, 9, 29), &p);
        act = by_hand(r, &d, paper_register(r, &p, &d.file));
        act.version = file_version(r, d.file);
        desk_take(r, &d, &act);
        assert_int_equal(warned(r, "shortened", "other_order"), i == 1);
    }
}

static void by_hand_persons_left_out_are_said(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct paper p;
    struct desk d;

    um_lay(r, &d);
    paper_next(r, d.file, ORDER_UM, "20", DAY(5), date_make(2026, 9, 30), &p);
    p.order.persons_count = 1;
    act = by_hand(r, &d, paper_register(r, &p, &d.file));
    act.version = file_version(r, d.file);
    desk_take(r, &d, &act);
    assert_true(warned(r, "persons_not_named", "other_order"));
    assert_int_equal(r->work.warning_count, 1);
}

/* ---- the one that took over turns out otherwise */

static void with_a_voided_grant_the_order_before_stands_again(void **state)
{
    struct test_register *r = *state;
    struct act_line *acts;
    struct chain c;
    size_t count;

    chain_lay(r, &c);
    assert_int_equal(until(r, &c.umm), DAY(4));
    grant_voided(r, &c.um);
    assert_false(desk_protection(r, &c.um).granted);
    assert_int_equal(until(r, &c.umm), DATE_OPEN);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'act.corrected' AND record_id "
                                     "= 1 AND case_version = 3"),
                     1);
    must(order_acts(&r->work, 1, &acts, &count));
    assert_true(acts[count - 1].act.voids);
    assert_string_equal(acts[count - 1].decision, "77/2026");
}

static void with_the_grant_the_replacement_comes_back(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct chain c;

    chain_lay(r, &c);
    act = correction(r, &c.um, grant_voided(r, &c.um));
    act.voids = true;
    desk_take(r, &c.um, &act);
    assert_true(desk_protection(r, &c.um).granted);
    assert_int_equal(until(r, &c.umm), DAY(4));
    grant_voided(r, &c.um);
    assert_int_equal(until(r, &c.umm), DATE_OPEN);
}

static void with_another_first_day_it_comes_back_on_that(void **state)
{
    struct test_register *r = *state;
    struct chain c;

    chain_lay(r, &c);
    grant_voided(r, &c.um);
    start_moved(r, &c.um, DAY(8));
    assert_int_equal(desk_protection(r, &c.um).from, DAY(8));
    assert_int_equal(until(r, &c.umm), DAY(7));
}

static void when_the_first_day_moves_no_day_is_left_between(void **state)
{
    struct test_register *r = *state;
    struct chain c;

    chain_lay(r, &c);
    start_moved(r, &c.um, DAY(8));
    assert_int_equal(until(r, &c.umm), DAY(7));
    start_moved(r, &c.um, DAY(3));
    assert_int_equal(until(r, &c.umm), DAY(2));
}

static void when_only_the_end_moves_nothing_follows(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct chain c;

    chain_lay(r, &c);
    act = correction(r, &c.um, grant_of(r, &c.um));
    act.on = DAY(5);
    act.end = date_make(2026, 11, 1);
    desk_take(r, &c.um, &act);
    assert_int_equal(until(r, &c.umm), DAY(4));
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act WHERE order_id = 1"), 2);
}

static void a_day_set_by_hand_is_not_moved(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct chain c;

    chain_lay(r, &c);
    act = correction(r, &c.umm, grant_of(r, &c.umm) + 2); /* umm granted, um granted, umm replaced */
    act.effective = DAY(9);
    desk_take(r, &c.umm, &act);
    start_moved(r, &c.um, DAY(7));
    assert_int_equal(until(r, &c.umm), DAY(8));
    grant_voided(r, &c.um);
    assert_int_equal(until(r, &c.umm), DATE_OPEN);
    start_moved(r, &c.um, DAY(6));
    assert_int_equal(until(r, &c.umm), DAY(8));
}

static void what_a_person_voided_does_not_come_back(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct chain c;
    int64_t voiding;

    chain_lay(r, &c);
    act = correction(r, &c.umm, grant_of(r, &c.umm) + 2);
    act.voids = true;
    desk_take(r, &c.umm, &act);
    assert_int_equal(until(r, &c.umm), DATE_OPEN);
    voiding = grant_voided(r, &c.um);
    act = correction(r, &c.um, voiding);
    act.voids = true;
    desk_take(r, &c.um, &act);
    assert_int_equal(until(r, &c.umm), DATE_OPEN);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_higher_kind_or_a_later_end_protects_no_less),
        with_register(an_order_that_would_shorten_follows_nothing),
        with_register(beside_an_order_that_would_stand_for_ever_it_is_asked),
        with_register(beside_an_order_that_is_over_nothing_is_asked),
        with_register(what_ended_before_its_term_is_held_to_the_day_it_ended),
        with_register(who_is_not_named_again_stays_protected),
        with_register(who_is_named_besides_changes_nothing),
        with_register(by_hand_an_earlier_end_is_said),
        with_register(by_hand_an_open_order_gives_way_to_a_higher_kind_alone),
        with_register(by_hand_persons_left_out_are_said),
        with_register(with_a_voided_grant_the_order_before_stands_again),
        with_register(with_the_grant_the_replacement_comes_back),
        with_register(with_another_first_day_it_comes_back_on_that),
        with_register(when_the_first_day_moves_no_day_is_left_between),
        with_register(when_only_the_end_moves_nothing_follows),
        with_register(a_day_set_by_hand_is_not_moved),
        with_register(what_a_person_voided_does_not_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
