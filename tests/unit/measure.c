/* Measures by what they mean. The right values stand in article 10 of law 9669/2006, whose letters are those
 * of the Albanian alphabet: a b c ç d dh e ë f g gj h i j k l ll m. */
#include "domain/order/measure.h"

#include "domain/order/order_check.h"
#include "domain/order/order_read.h"
#include "domain/work/question.h"
#include "support/paper.h"

#define D(month, day) date_make(2026, (month), (day))

static const struct {
    const char *letter, *code;
    bool umm;
} ARTICLE[] = {
    {"a", "no_violence", true},       {"b", "no_contact", true},         {"c", "removal", true},
    {"ç", "distance", true},          {"d", "keep_away", true},          {"dh", "shelter", true},
    {"e", "child_contact", true},     {"ë", "no_entry", true},           {"f", "belongings", true},
    {"g", "weapons", true},           {"gj", "home_possession", false},  {"h", "maintenance", false},
    {"i", "property", false},         {"j", "custody", false},           {"k", "social_services", false},
    {"l", "periodic_payment", false}, {"ll", "victim_programme", false}, {"m", "respondent_programme", false},
};
#define ARTICLE_COUNT (sizeof ARTICLE / sizeof ARTICLE[0])

static struct measure_book book(struct test_register *r)
{
    struct measure_book b;

    must(measure_book_read(&r->work, &b));
    return b;
}

static void each_letter_is_the_law_s(void **state)
{
    const struct measure_book b = book(*state);

    assert_int_equal(b.measure_count, ARTICLE_COUNT + 1); /* the police have one of their own */
    for (size_t i = 0; i < ARTICLE_COUNT; i++) {
        assert_string_equal(b.measures[i].code, ARTICLE[i].code);
        assert_string_equal(measure_letter_of(&b, ARTICLE[i].code, D(3, 1)), ARTICLE[i].letter);
        assert_ptr_equal(measure_by_letter(&b, ARTICLE[i].letter, D(3, 1)), &b.measures[i]);
        /* Days before the first text that the register knows go by it. */
        assert_string_equal(measure_letter_of(&b, ARTICLE[i].code, date_make(2006, 12, 1)),
                            ARTICLE[i].letter);
    }
    assert_null(measure_by_letter(&b, "n", D(3, 1)));
    assert_null(measure_letter_of(&b, "shelter_escort", D(3, 1)));
}

static void a_letter_is_read_by_the_text_of_its_day(void **state)
{
    struct test_register *r = *state;
    struct measure_book b;

    /* A text to come that takes one letter out and moves the next up. */
    must(db_script(
        r->db, "UPDATE measure_letter SET until_day = '2026-12-31' WHERE code IN ('distance', 'keep_away');"
               "INSERT INTO measure_letter (code, letter, source, from_day) VALUES "
               "('keep_away', 'ç', 'ligji 1/2027', '2027-01-01')"));
    b = book(r);
    assert_string_equal(measure_by_letter(&b, "ç", date_make(2026, 12, 31))->code, "distance");
    assert_string_equal(measure_by_letter(&b, "ç", date_make(2027, 1, 1))->code, "keep_away");
    assert_string_equal(measure_meant(&b, "10/ç", date_make(2027, 1, 1))->code, "keep_away");
    assert_null(measure_letter_of(&b, "distance", date_make(2027, 1, 1)));
}

static void only_a_code_or_a_letter_with_its_article_means_anything(void **state)
{
    const struct measure_book b = book(*state);

    assert_string_equal(measure_meant(&b, "10/d", D(3, 1))->code, "keep_away");
    assert_string_equal(measure_meant(&b, "keep_away", DATE_NONE)->code, "keep_away");
    assert_null(measure_meant(&b, "d", D(3, 1)));
    assert_null(measure_meant(&b, "10/d", DATE_NONE));
    assert_null(measure_meant(&b, "10/n", D(3, 1)));
}

static void each_kind_of_order_has_its_own_list(void **state)
{
    static const char *const POLICE[] = {"removal", "no_violence",    "no_contact", "keep_away",
                                         "shelter", "shelter_escort", "belongings", "weapons"};
    const struct measure_book b = book(*state);
    size_t police = 0;

    for (size_t i = 0; i < ARTICLE_COUNT; i++) {
        assert_int_equal(measure_offered(&b, ORDER_UMM, ARTICLE[i].code, D(3, 1)), ARTICLE[i].umm);
        assert_true(measure_offered(&b, ORDER_UM, ARTICLE[i].code, D(3, 1)));
    }
    for (size_t i = 0; i < b.measure_count; i++)
        police += measure_offered(&b, ORDER_UMPMM, b.measures[i].code, D(3, 1));
    assert_int_equal(police, 8);
    for (size_t i = 0; i < 8; i++)
        assert_true(measure_offered(&b, ORDER_UMPMM, POLICE[i], D(3, 1)));
    assert_false(measure_offered(&b, ORDER_UM, "shelter_escort", D(3, 1)));
}

static void a_police_order_says_it_in_its_own_words(void **state)
{
    const struct measure_book b = book(*state);
    const struct measure_words police = measure_words_of(&b, ORDER_UMPMM, "removal", D(3, 1)),
                               court = measure_words_of(&b, ORDER_UM, "removal", D(3, 1));

    assert_null(police.letter);
    assert_string_equal(police.text_en, "Mandatory removal from the shared home");
    assert_string_equal(court.letter, "c");
    assert_string_equal(court.text_en, "Removal from the home for a set time, no return without the court");
}

/* An UMM of letters a to g is taken; beyond them the clerk is asked, and her answer is kept. */
static void a_measure_beyond_its_kind_is_asked_about(void **state)
{
    static const char *const YES[] = {"measure_beyond"};
    struct measure_in measures[] = {{.code = "weapons"}, {.code = "custody"}};
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.kind = ORDER_UMM;
    p.order.end = DATE_NONE;
    p.order.measures = measures;
    p.order.measures_count = 1;
    must(order_check(&r->work, &p.order));
    p.order.measures_count = 2;
    must_refuse(r, order_check(&r->work, &p.order), ERR_CONFLICT, "measure_beyond");
    assert_true(r->work.problem.question);
    assert_string_equal(r->work.problem.field, "measures");
    must(question_confirm(&r->work, YES, 1));
    must(order_check(&r->work, &p.order));
    assert_true(warned(r, "measure_beyond", "measures"));
    p.order.kind = ORDER_UM;
    p.order.end = D(9, 30);
    must(question_confirm(&r->work, NULL, 0));
    must(order_check(&r->work, &p.order));
}

/* Article 10 of law 9669/2006: a measure is one of its order. The order ends with 30.09: a measure until that
 * day is none to ask about, one until 01.10 is. An order without a known last day asks nothing. */
static void a_measure_that_outlasts_its_order_is_asked_about(void **state)
{
    static const char *const YES[] = {"measure_beyond_end"};
    struct measure_in measures[] = {{.code = "removal"},
                                    {.code = "distance", .details.at[DETAIL_UNTIL] = "2026-09-30"}};
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.measures = measures;
    p.order.measures_count = 2;
    must(order_check(&r->work, &p.order));
    measures[1].details.at[DETAIL_UNTIL] = "2026-10-01";
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_CONFLICT, "measure_beyond_end",
                   "measures[1].until");
    assert_true(r->work.problem.question);
    must(question_confirm(&r->work, YES, 1));
    must(order_check(&r->work, &p.order));
    assert_true(warned(r, "measure_beyond_end", "measures[1].until"));
    must(question_confirm(&r->work, NULL, 0));
    p.order.end = DATE_NONE;
    p.order.term = (struct term){.months = 6, .from = TERM_FINALITY};
    must(order_check(&r->work, &p.order));
    p.order.final_date = D(3, 10); /* then it ends with 10.09 */
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_CONFLICT, "measure_beyond_end",
                   "measures[1].until");
}

static void details_stand_sealed_beside_their_measure(void **state)
{
    struct measure_in measures[] = {
        {.code = "10/ç", .details.at = {[DETAIL_METRES] = "250", [DETAIL_UNTIL] = "2026-06-30"}},
        {.code = "keep_away", .details.at[DETAIL_PLACE] = "Kopshti Nr. 7 Gjirokastër"}};
    struct test_register *r = *state;
    struct order_line o;
    struct paper p;
    int64_t file;

    paper_make(&p);
    p.order.measures = measures;
    p.order.measures_count = 2;
    must(order_load(&r->work, paper_register(r, &p, &file), &o));
    assert_int_equal(o.measure_count, 2);
    assert_string_equal(o.measures[0].code, "distance");
    assert_string_equal(o.measures[0].details.at[DETAIL_METRES], "250");
    assert_int_equal(measure_until(&o.measures[0].details), D(6, 30));
    assert_null(o.measures[0].details.at[DETAIL_PLACE]);
    assert_string_equal(o.measures[1].details.at[DETAIL_PLACE], "Kopshti Nr. 7 Gjirokastër");
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_measure_detail"), 3);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_measure_detail WHERE "
                                     "instr(value_sealed, 'Kopshti') OR instr(value_sealed, '250')"),
                     0);
    /* The measure's own last day is no end of the order. */
    assert_int_equal(o.protection.until, D(9, 30));
}

static void a_detail_is_said_where_it_belongs(void **state)
{
    struct measure_in measures[] = {{.code = "weapons", .details.at[DETAIL_SUM] = "9000"},
                                    {.code = "removal", .details.at[DETAIL_UNTIL] = "2026-02-28"},
                                    {.code = "10/c"}};
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.measures = measures;
    p.order.measures_count = 3;
    must_refuse(r, order_check(&r->work, &p.order), ERR_INPUT, "not_for_this_measure");
    assert_int_equal(r->work.problem.fault_count, 3);
    assert_string_equal(r->work.problem.faults[0].field, "measures[0].sum");
    assert_string_equal(r->work.problem.faults[1].field, "measures[1].until");
    assert_string_equal(r->work.problem.faults[1].code, "out_of_order");
    assert_string_equal(r->work.problem.faults[2].field, "measures[2].code");
    assert_string_equal(r->work.problem.faults[2].code, "measure_twice");
}

/* The court raises the sum and leaves the payee; a correction of the registration says the measure anew. */
static void acts_change_what_they_say_and_no_more(void **state)
{
    struct measure_in of_order[] = {
        {.code = "maintenance",
         .details.at = {
             [DETAIL_SUM] = "8000", [DETAIL_PAYEE] = "Elira Kola", [DETAIL_UNTIL] = "2026-09-30"}}};
    struct measure_in raised[] = {{.code = "10/h", .details.at[DETAIL_SUM] = "12000"}};
    const struct act_content content = {.measures_in = raised, .measures_in_count = 1};
    struct test_register *r = *state;
    struct order_line o;
    struct act_new act;
    struct desk d;
    struct paper p;

    paper_make(&p);
    p.order.measures = of_order;
    p.order.measures_count = 1;
    d.order = paper_register(r, &p, &d.file);
    act = desk_act(r, &d, ACT_AMENDED);
    act.content = &content;
    desk_take(r, &d, &act);
    must(order_load(&r->work, d.order, &o));
    assert_int_equal(o.measure_count, 1);
    assert_string_equal(o.measures[0].details.at[DETAIL_SUM], "12000");
    assert_string_equal(o.measures[0].details.at[DETAIL_PAYEE], "Elira Kola");
    assert_string_equal(o.measures[0].details.at[DETAIL_UNTIL], "2026-09-30");
    act = desk_act(r, &d, ACT_CORRECTED);
    act.corrects = register_int(r, "SELECT max(id) FROM order_act");
    act.voids = true;
    desk_take(r, &d, &act); /* the court never said so */
    must(order_load(&r->work, d.order, &o));
    assert_string_equal(o.measures[0].details.at[DETAIL_SUM], "8000");
}

/* The court lets the end of the maintenance go, and who pays it out; the sum stays. The act says what it
 * struck out; where it turns out that the court never did, it stands again. */
static void an_act_strikes_a_detail_out(void **state)
{
    struct measure_in of_order[] = {
        {.code = "periodic_payment",
         .details.at = {
             [DETAIL_SUM] = "8000", [DETAIL_EMPLOYER] = "Ndërmarrja Peshku", [DETAIL_UNTIL] = "2026-09-30"}}};
    struct measure_in struck[] = {
        {.code = "periodic_payment", .details.clears = 1U << DETAIL_UNTIL | 1U << DETAIL_EMPLOYER}};
    const struct act_content content = {.measures_in = struck, .measures_in_count = 1};
    struct test_register *r = *state;
    struct act_line *acts;
    struct order_line o;
    struct act_new act;
    struct desk d;
    struct paper p;
    size_t count;

    paper_make(&p);
    p.order.measures = of_order;
    p.order.measures_count = 1;
    d.order = paper_register(r, &p, &d.file);
    act = desk_act(r, &d, ACT_AMENDED);
    act.content = &content;
    desk_take(r, &d, &act);
    must(order_read(&r->work, d.order, &o, &acts, &count));
    assert_string_equal(o.measures[0].details.at[DETAIL_SUM], "8000");
    assert_null(o.measures[0].details.at[DETAIL_UNTIL]);
    assert_null(o.measures[0].details.at[DETAIL_EMPLOYER]);
    assert_int_equal(o.measures[0].details.clears, 0);
    assert_int_equal(measure_until(&o.measures[0].details), DATE_NONE);
    assert_int_equal(acts[count - 1].measures[0].details.clears, struck[0].details.clears);
    act = desk_act(r, &d, ACT_CORRECTED);
    act.corrects = register_int(r, "SELECT max(id) FROM order_act");
    act.voids = true;
    desk_take(r, &d, &act);
    must(order_load(&r->work, d.order, &o));
    assert_string_equal(o.measures[0].details.at[DETAIL_UNTIL], "2026-09-30");
    struck[0].details.clears = 1U << DETAIL_METRES;
    act = desk_act(r, &d, ACT_AMENDED);
    act.content = &content;
    desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_measure", "measures_in[0].metres");
    struck[0].details.clears = 1U << DETAIL_SUM;
    struck[0].details.at[DETAIL_SUM] = "9000";
    desk_refuse(r, &d, &act, ERR_INPUT, "contradiction", "measures_in[0].clears");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(each_letter_is_the_law_s),
        with_register(a_letter_is_read_by_the_text_of_its_day),
        with_register(only_a_code_or_a_letter_with_its_article_means_anything),
        with_register(each_kind_of_order_has_its_own_list),
        with_register(a_police_order_says_it_in_its_own_words),
        with_register(a_measure_beyond_its_kind_is_asked_about),
        with_register(a_measure_that_outlasts_its_order_is_asked_about),
        with_register(details_stand_sealed_beside_their_measure),
        with_register(a_detail_is_said_where_it_belongs),
        with_register(acts_change_what_they_say_and_no_more),
        with_register(an_act_strikes_a_detail_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
