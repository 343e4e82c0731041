/* Orders under one paper: a void one holds no number, and one decision may hold two orders. It is
 * 2026-03-10. */
#include "domain/order/order_paper.h"

#include "domain/import/order_import_row.h"
#include "domain/import/order_import_twin.h"
#include "domain/order/act_record.h"
#include "domain/order/order_check.h"
#include "domain/order/order_double.h"
#include "domain/order/order_register.h"
#include "domain/work/question.h"
#include "support/holder.h"
#include "support/paper.h"

#define GRANT 1 /* the first act of the first order */

static struct act_new correction(struct test_register *r, const struct desk *d, int64_t corrects, bool voids)
{
    struct act_new act = desk_act(r, d, ACT_CORRECTED);

    act.corrects = corrects;
    act.voids = voids;
    act.decision = NULL;
    return act;
}

static int64_t grant_void(struct test_register *r, const struct desk *d)
{
    struct act_new act = correction(r, d, GRANT, true);

    return desk_take(r, d, &act);
}

static void confirm(struct test_register *r, const char *code)
{
    const char **codes = arena_array(r->work.arena, 1, sizeof *codes);

    assert_non_null(codes);
    codes[0] = code;
    must(question_confirm(&r->work, codes, 1));
}

static void a_void_order_does_not_hold_its_number(void **state)
{
    struct test_register *r = *state;
    struct paper again;
    struct desk d;
    int64_t file;

    um_lay(r, &d);
    paper_make(&again);
    must_refuse_at(r, order_check(&r->work, &again.order), ERR_CONFLICT, "order_exists", "number");
    grant_void(r, &d);
    paper_next(r, d.file, ORDER_UM, "14", date_make(2026, 3, 1), date_make(2026, 9, 30), &again);
    assert_int_equal(paper_register(r, &again, &file), 2);
    assert_int_equal(file, d.file);
}

/* Two orders of one number and one woman would pay her twice. */
static void it_does_not_come_back_beside_the_one_that_has_its_number_now(void **state)
{
    struct test_register *r = *state;
    struct paper again;
    struct act_new back;
    int64_t file, voiding;
    struct desk d;

    um_lay(r, &d);
    voiding = grant_void(r, &d);
    paper_next(r, d.file, ORDER_UM, "14", date_make(2026, 3, 1), date_make(2026, 9, 30), &again);
    paper_register(r, &again, &file);
    back = correction(r, &d, voiding, true);
    desk_refuse(r, &d, &back, ERR_CONFLICT, "order_exists", "corrects");
    assert_false(desk_protection(r, &d).granted);
}

static void it_comes_back_where_its_number_is_free(void **state)
{
    struct test_register *r = *state;
    struct act_new back;
    struct desk d;

    um_lay(r, &d);
    back = correction(r, &d, grant_void(r, &d), true);
    desk_take(r, &d, &back);
    assert_true(desk_protection(r, &d).granted);
}

/* Each against the other, in one decision of one number and day. */
static void mutual(struct paper *p)
{
    struct order_person elira;

    paper_make(p);
    elira = p->persons[0];
    p->persons[0] = p->respondent;
    p->persons[0].role = ROLE_PROTECTED;
    p->respondent = elira;
    p->respondent.role = ROLE_RESPONDENT;
    p->order.respondent = &p->respondent;
    p->order.persons_count = 1;
}

static void two_orders_of_one_decision_are_asked_for_and_taken(void **state)
{
    struct test_register *r = *state;
    struct paper hers, his;
    int64_t first, second, order;

    paper_make(&hers);
    hers.order.respondent = &hers.respondent;
    paper_register(r, &hers, &first);
    mutual(&his);
    must_refuse_at(r, order_check(&r->work, &his.order), ERR_CONFLICT, "mutual_order", "number");
    assert_true(r->work.problem.question);
    confirm(r, "mutual_order");
    order = paper_register(r, &his, &second);
    assert_int_equal(order, 2);
    assert_int_not_equal(first, second);
    assert_true(warned(r, "mutual_order", "number"));
    /* Confirmed or not, neither of them is taken twice. */
    must_refuse_at(r, order_check(&r->work, &his.order), ERR_CONFLICT, "order_exists", "number");
    must_refuse_at(r, order_check(&r->work, &hers.order), ERR_CONFLICT, "order_exists", "number");
}

static void the_other_half_of_a_decision_is_no_double(void **state)
{
    struct test_register *r = *state;
    struct order_double *doubles;
    struct paper hers, his;
    int64_t first;
    size_t count;

    paper_make(&hers);
    paper_register(r, &hers, &first);
    must(order_doubles(&r->work, &hers.order, &doubles, &count));
    assert_int_equal(doubles[0].kind, DOUBLE_ORDER);
    mutual(&his);
    must(order_doubles(&r->work, &his.order, &doubles, &count));
    assert_int_equal(doubles[0].kind, DOUBLE_NUMBER);
}

static void a_number_that_differs_is_another_person(void **state)
{
    struct test_register *r = *state;
    struct paper first, second;
    int64_t file;

    paper_make(&first);
    first.persons[0].who.nid = "H75514075O";
    first.order.persons_count = 1;
    paper_register(r, &first, &file);
    paper_make(&second);
    second.order.persons_count = 1;
    second.persons[0].who.nid = "H85514023K";
    must_refuse_at(r, order_check(&r->work, &second.order), ERR_CONFLICT, "mutual_order", "number");
    second.persons[0].who.nid = "h75514075o";
    second.persons[0].who.surname = "Kolaj";
    must_refuse_at(r, order_check(&r->work, &second.order), ERR_CONFLICT, "order_exists", "number");
}

/* One decision protects one woman, whichever way her name is written: it is not the other half of it. */
static void a_name_in_another_spelling_is_the_same_order(void **state)
{
    static const char *const SPELLINGS[][2] = {
        {"Eleni", "Papadopoulou Leka"},
        {"ΕΛΕΝΗ", "ΠΑΠΑΔΟΠΟΥΛΟΥ–ΛΕΚΑ"},
        {"Papadopulu-Leka", "Eleni"},
    };
    struct test_register *r = *state;
    struct paper p;
    int64_t file;

    paper_make(&p);
    p.persons[0].who.first_name = "Ελένη";
    p.persons[0].who.surname = "Παπαδοπούλου-Λέκα";
    p.order.persons_count = 1;
    paper_register(r, &p, &file);
    for (size_t i = 0; i < sizeof SPELLINGS / sizeof SPELLINGS[0]; i++) {
        p.persons[0].who.first_name = SPELLINGS[i][0];
        p.persons[0].who.surname = SPELLINGS[i][1];
        must_refuse_at(r, order_check(&r->work, &p.order), ERR_CONFLICT, "order_exists", "number");
    }
    p.persons[0].who.first_name = "Dora";
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_CONFLICT, "mutual_order", "number");
}

/* Otherwise names could be tried until one is found in a sealed file. */
static void of_a_closed_file_every_name_is_answered_alike(void **state)
{
    struct test_register *r = *state;
    struct paper hers, other;
    int64_t file;

    paper_make(&hers);
    paper_register(r, &hers, &file);
    holder_seal(r);
    must_refuse_at(r, order_check(&r->work, &hers.order), ERR_CONFLICT, "order_exists", "number");
    mutual(&other);
    must_refuse_at(r, order_check(&r->work, &other.order), ERR_CONFLICT, "order_exists", "number");
}

static void an_import_tells_the_other_half_from_the_same(void **state)
{
    struct test_register *r = *state;
    struct import_row row = {0};
    enum import_match match;
    struct paper hers, his;
    int64_t file;

    paper_make(&hers);
    paper_register(r, &hers, &file);
    row.order = hers.order;
    must(import_match_find(&r->work, &row, &match));
    assert_int_equal(match, IMPORT_THERE);
    mutual(&his);
    row.order = his.order;
    must(import_match_find(&r->work, &row, &match));
    assert_int_equal(match, IMPORT_NEW);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_void_order_does_not_hold_its_number),
        with_register(it_does_not_come_back_beside_the_one_that_has_its_number_now),
        with_register(it_comes_back_where_its_number_is_free),
        with_register(two_orders_of_one_decision_are_asked_for_and_taken),
        with_register(the_other_half_of_a_decision_is_no_double),
        with_register(a_number_that_differs_is_another_person),
        with_register(a_name_in_another_spelling_is_the_same_order),
        with_register(of_a_closed_file_every_name_is_answered_alike),
        with_register(an_import_tells_the_other_half_from_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
