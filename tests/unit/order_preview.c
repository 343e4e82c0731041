/* An order tried while it is written: all faults at once, doubles, the end the law allows, what would follow;
 * and that nothing of it stays. 2026-03-10; Elira and her child Ana. */
#include "domain/order/order_preview.h"

#include <string.h>

#include "domain/order/order_register.h"
#include "domain/work/question.h"
#include "support/dump.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static struct order_outlook seen(struct test_register *r, const struct paper *p)
{
    struct order_outlook x;

    r->work.warning_count = 0;
    must(order_preview(&r->work, &p->order, &x));
    return x;
}

static bool faulty(const struct order_outlook *x, const char *code, const char *field)
{
    for (size_t i = 0; i < x->faults.count; i++)
        if (!strcmp(x->faults.at[i].code, code) && !strcmp(x->faults.at[i].field, field))
            return true;
    return false;
}

static const struct order_double *doubled(const struct order_outlook *x, enum double_kind kind)
{
    for (size_t i = 0; i < x->double_count; i++)
        if (x->doubles[i].kind == kind)
            return &x->doubles[i];
    return NULL;
}

static const struct order_follow *follow(const struct order_outlook *x, const char *first_name,
                                         enum service service)
{
    for (size_t i = 0; i < x->follow_count; i++)
        if (!strcmp(x->follows[i].first_name, first_name) && x->follows[i].service == service)
            return &x->follows[i];
    fail_msg("nothing follows for %s", first_name);
    return NULL;
}

static void all_faults_come_at_once(void **state)
{
    struct test_register *r = *state;
    struct order_outlook x;
    struct paper p;

    paper_make(&p);
    p.order.issuer = NULL;
    p.order.unit = "Askund";
    p.order.received_on = TODAY + 1;
    p.order.end = p.order.decision_date - 1;
    p.persons[0].who.surname = NULL;
    p.persons[0].who.nid = "7";
    p.persons[1].who.birth_date = TODAY + 1;
    x = seen(r, &p);
    assert_int_equal(x.faults.count, 7);
    assert_true(faulty(&x, "required", "issuer"));
    assert_true(faulty(&x, "unknown_unit", "unit"));
    assert_true(faulty(&x, "in_future", "received_on"));
    assert_true(faulty(&x, "out_of_order", "end"));
    assert_true(faulty(&x, "required", "persons[0].surname"));
    assert_true(faulty(&x, "bad_nid", "persons[0].nid"));
    assert_true(faulty(&x, "in_future", "persons[1].birth_date"));
    assert_int_equal(x.follow_count, 0);
    memset(&p.order, 0, sizeof p.order);
    p.order.decision_date = p.order.start = p.order.end = p.order.final_date = p.order.received_on =
        DATE_NONE;
    x = seen(r, &p);
    assert_true(faulty(&x, "required", "decision_date"));
    assert_true(faulty(&x, "required", "persons"));
}

static void what_follows_is_said_of_everybody(void **state)
{
    struct test_register *r = *state;
    struct order_outlook x;
    struct paper p;

    paper_make(&p);
    x = seen(r, &p);
    assert_int_equal(x.faults.count, 0);
    assert_string_equal(follow(&x, "Elira", SV_TRANSPORT)->text,
                        "Transport publik falas nga 10.03.2026 deri më 30.09.2026");
    assert_string_equal(follow(&x, "Elira", SV_TRANSPORT)->text_en,
                        "Free public transport from 10.03.2026 to 30.09.2026");
    assert_string_equal(follow(&x, "Elira", SV_PAYMENT)->text,
                        "Pagesë mujore pas kërkesës në zyrën e ndihmës ekonomike, nga data 1 e muajit; afati "
                        "i radhës: 10.03.2026");
    assert_string_equal(
        follow(&x, "Ana", SV_KINDERGARTEN)->text,
        "Përjashtim nga tarifa ushqimore në çerdhe e kopsht, sapo të regjistrohet në çerdhe ose kopsht");
    assert_int_equal(x.follow_count, 3 + 4); /* no kindergarten for the mother */
}

/* Whoever is eight goes to school. */
static void a_kindergarten_is_no_word_for_a_child_that_is_too_old(void **state)
{
    struct test_register *r = *state;
    struct order_outlook x;
    struct paper p;

    paper_make(&p);
    p.persons[1].who.nid = NULL;
    p.persons[1].who.birth_date = date_make(2018, 3, 11); /* eight tomorrow */
    x = seen(r, &p);
    assert_int_equal(x.faults.count, 0);
    assert_int_equal(follow(&x, "Ana", SV_KINDERGARTEN)->why_not, WHY_NOT_ENROLLED);
    assert_int_equal(x.follow_count, 3 + 4);
    p.persons[1].who.birth_date = date_make(2018, 3, 10);
    x = seen(r, &p);
    assert_int_equal(x.follow_count, 3 + 3);
    p.persons[1].who.birth_date = DATE_NONE;
    x = seen(r, &p);
    assert_int_equal(x.follow_count, 3 + 4);
}

/* VKB: day 1 to 10 of a month; a Sunday moves the last day to the next working day (10.05.2026 is one), and
 * whoever comes behind it is told the next month's. */
static void the_last_day_for_an_application_is_the_one_that_counts(void **state)
{
    struct test_register *r = *state;
    struct order_outlook x;
    struct paper p;

    paper_make(&p);
    register_on(r, date_make(2026, 5, 11));
    x = seen(r, &p);
    assert_string_equal(follow(&x, "Elira", SV_PAYMENT)->text,
                        "Pagesë mujore pas kërkesës në zyrën e ndihmës ekonomike, nga data 1 e muajit; afati "
                        "i radhës: 11.05.2026");
    register_on(r, date_make(2026, 5, 12));
    x = seen(r, &p);
    assert_string_equal(follow(&x, "Elira", SV_PAYMENT)->text_en,
                        "Monthly payment after an application at the economic-aid office, from day 1 of a "
                        "month; next by 10.06.2026");
}

static void a_missing_end_is_reckoned_by_the_law(void **state)
{
    struct test_register *r = *state;
    struct order_outlook x;
    struct paper p;

    paper_make(&p);
    p.order.end = DATE_NONE;
    x = seen(r, &p);
    assert_int_equal(x.latest_end, date_make(2027, 3, 1));
    assert_int_equal(x.faults.count, 1);
    assert_int_equal(follow(&x, "Elira", SV_TRANSPORT)->days.until, date_make(2027, 3, 1));
    p.order.kind = ORDER_UMM;
    x = seen(r, &p);
    assert_int_equal(x.latest_end, DATE_NONE);
    assert_int_equal(follow(&x, "Elira", SV_TRANSPORT)->days.until, DATE_OPEN);
}

static void what_follows_is_seen_beside_a_question(void **state)
{
    static const char *const YES[] = {"end_beyond_term:end"};
    struct test_register *r = *state;
    struct order_outlook x;
    struct paper p;

    paper_make(&p);
    p.order.end = date_make(2027, 4, 1);
    x = seen(r, &p);
    assert_int_equal(x.faults.count, 1);
    assert_true(x.faults.at[0].question);
    assert_int_equal(r->work.warning_count, 0);
    assert_int_equal(follow(&x, "Elira", SV_TRANSPORT)->days.until, date_make(2027, 4, 1));
    must(question_confirm(&r->work, YES, 1));
    x = seen(r, &p);
    assert_int_equal(x.faults.count, 0);
    assert_string_equal(r->work.warnings[0]->what.code, "end_beyond_term");
    assert_int_equal(follow(&x, "Elira", SV_TRANSPORT)->days.until, date_make(2027, 4, 1));
}

static void what_was_confirmed_is_recorded_and_stands_in_the_log(void **state)
{
    static const char *const YES[] = {"end_beyond_term"};
    struct test_register *r = *state;
    struct paper p;
    int64_t id, file;

    paper_make(&p);
    p.order.end = date_make(2027, 4, 1);
    must_refuse_at(r, order_register(&r->work, &p.order, &id, &file), ERR_CONFLICT, "end_beyond_term", "end");
    assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order"), 0);
    must(question_confirm(&r->work, YES, 1));
    must(order_register(&r->work, &p.order, &id, &file));
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act WHERE end_day = '2027-04-01'"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'order.register' "
                                     "AND why = 'confirmed: end_beyond_term'"),
                     1);
}

static void doubles_are_found_before_saving(void **state)
{
    struct test_register *r = *state;
    struct order_outlook x;
    struct paper p;
    int64_t file;

    paper_make(&p);
    p.persons[0].who.nid = "I75514009V";
    paper_register(r, &p, &file);
    x = seen(r, &p);
    assert_non_null(doubled(&x, DOUBLE_ORDER));
    assert_int_equal(doubled(&x, DOUBLE_ORDER)->case_id, file);
    assert_string_equal(doubled(&x, DOUBLE_ORDER)->text,
                        "Ky urdhër është regjistruar tashmë në dosjen 1/2026.");
    assert_true(faulty(&x, "order_exists", "number"));
    assert_string_equal(doubled(&x, DOUBLE_NID)->field, "persons[0].nid");
    assert_string_equal(doubled(&x, DOUBLE_NAME)->field, "persons[1].surname");
    p.order.decision_date++;
    p.order.start = DATE_NONE;
    x = seen(r, &p);
    assert_null(doubled(&x, DOUBLE_ORDER));
    assert_non_null(doubled(&x, DOUBLE_NUMBER));
}

static void of_a_closed_file_only_what_saving_would_refuse_is_told(void **state)
{
    struct test_register *r = *state;
    struct order_outlook x;
    struct paper p;
    int64_t file;

    paper_make(&p);
    p.persons[0].who.nid = "I75514009V";
    paper_register(r, &p, &file);
    holder_seal(r);
    x = seen(r, &p);
    assert_int_equal(doubled(&x, DOUBLE_ORDER)->case_id, 0);
    assert_null(doubled(&x, DOUBLE_ORDER)->case_number);
    assert_null(strchr(doubled(&x, DOUBLE_ORDER)->text, '/'));
    assert_int_equal(doubled(&x, DOUBLE_NID)->case_id, 0);
    assert_null(doubled(&x, DOUBLE_NAME));
    p.order.number = "99";
    x = seen(r, &p);
    assert_int_equal(x.double_count, 1); /* the number of a person, refused all the same */
    assert_int_equal(x.follow_count, 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.break_glass'"), 0);
}

static void nothing_stays_but_a_line_in_the_log(void **state)
{
    struct test_register *r = *state;
    const char *before, *after;
    struct paper p;

    paper_make(&p);
    before = dump(r, "");
    seen(r, &p);
    after = dump(r, "");
    assert_string_equal(dump_changed(r, before, after), "audit ");
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'order.preview'"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit"), 1);
}

static void a_file_that_is_closed_is_not_tried(void **state)
{
    struct test_register *r = *state;
    struct order_outlook x;
    struct holder h;
    struct paper p;

    holder_stand(r, &h);
    holder_seal(r);
    paper_next(r, h.case_id, ORDER_UM, "2", TODAY, TODAY + 100, &p);
    must_refuse(r, order_preview(&r->work, &p.order, &x), ERR_DENIED, "sealed_file");
    p.order.case_id = 99;
    must_refuse(r, order_preview(&r->work, &p.order, &x), ERR_ABSENT, "no_such_case");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_faults_come_at_once, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(what_follows_is_said_of_everybody, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(a_kindergarten_is_no_word_for_a_child_that_is_too_old, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(the_last_day_for_an_application_is_the_one_that_counts,
                                        register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(a_missing_end_is_reckoned_by_the_law, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(what_follows_is_seen_beside_a_question, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(what_was_confirmed_is_recorded_and_stands_in_the_log, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(doubles_are_found_before_saving, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(of_a_closed_file_only_what_saving_would_refuse_is_told,
                                        register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(nothing_stays_but_a_line_in_the_log, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(a_file_that_is_closed_is_not_tried, register_setup,
                                        register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
