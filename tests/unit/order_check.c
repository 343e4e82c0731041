/* What is wrong with an order on paper: each fault with its code and field, and nothing written. 2026-03-10,
 * ten in the morning. */
#include "domain/order/order_check.h"

#include <string.h>

#include "domain/order/order.h"
#include "domain/work/question.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static void must_pass(struct test_register *r, const struct paper *p)
{
    r->work.warning_count = 0;
    must(order_check(&r->work, &p->order));
}

static void must_fail_at(struct test_register *r, const struct paper *p, const char *code, const char *field)
{
    must_refuse_at(r, order_check(&r->work, &p->order), ERR_INPUT, code, field);
}

static void must_be_asked(struct test_register *r, struct paper *p, const char *code, const char *field)
{
    must_refuse_at(r, order_check(&r->work, &p->order), ERR_CONFLICT, code, field);
    assert_true(r->work.problem.question);
    must(question_confirm(&r->work, &code, 1));
    must_pass(r, p);
    assert_true(warned(r, code, field));
    must(question_confirm(&r->work, NULL, 0));
}

static const char *long_text(struct test_register *r, size_t length)
{
    char *text = arena_alloc(&r->arena, 2 * length + 1);

    assert_non_null(text);
    for (size_t i = 0; i < length; i++)
        memcpy(text + 2 * i, "ë", 2);
    return text;
}

static void a_good_order_is_taken_without_a_word(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    must_pass(r, &p);
    assert_int_equal(r->work.warning_count, 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_file"), 0);
}

static void the_kind_is_one_of_three(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.kind = (enum order_kind)3;
    must_fail_at(r, &p, "unknown_kind", "kind");
    p.order.kind = 0;
    must_fail_at(r, &p, "unknown_kind", "kind");
}

static void issuer_and_number_are_needed(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.issuer = NULL;
    must_fail_at(r, &p, "required", "issuer");
    p.order.issuer = " \t";
    must_fail_at(r, &p, "required", "issuer");
    paper_make(&p);
    p.order.number = "";
    must_fail_at(r, &p, "required", "number");
}

static void texts_have_their_most(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.issuer = long_text(r, ORDER_TEXT_MAX);
    p.order.number = long_text(r, 60);
    p.order.relation = long_text(r, 80);
    must_pass(r, &p);
    p.order.issuer = long_text(r, ORDER_TEXT_MAX + 1);
    must_fail_at(r, &p, "too_long", "issuer");
    p.order.issuer = PAPER_COURT;
    p.order.number = long_text(r, 61);
    must_fail_at(r, &p, "too_long", "number");
    p.order.number = "14";
    p.order.relation = long_text(r, 81);
    must_fail_at(r, &p, "too_long", "relation");
}

static void texts_are_well_formed(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.number = "14\xff";
    must_fail_at(r, &p, "bad_text", "number");
    paper_make(&p);
    p.order.relation = "\x01";
    must_fail_at(r, &p, "bad_text", "relation");
}

static void the_day_of_the_decision_is_needed_and_past(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.decision_date = DATE_NONE;
    must_fail_at(r, &p, "required", "decision_date");
    p.order.decision_date = TODAY;
    must_pass(r, &p);
    p.order.decision_date = TODAY + 1;
    must_fail_at(r, &p, "in_future", "decision_date");
}

static void no_order_is_older_than_the_law(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.decision_date = date_make(2007, 6, 1);
    p.order.end = date_make(2008, 6, 1);
    must_pass(r, &p);
    p.order.decision_date = date_make(2007, 5, 31);
    p.order.end = date_make(2008, 5, 1);
    must_fail_at(r, &p, "out_of_order", "decision_date");
}

static void the_hour_is_a_time_of_day_that_has_been(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.decided_at = "23:59";
    must_pass(r, &p);
    p.order.decided_at = "24:00";
    must_fail_at(r, &p, "bad_time", "decided_at");
    p.order.decision_date = TODAY;
    p.order.decided_at = "10:00";
    must_pass(r, &p);
    p.order.decided_at = "10:01";
    must_fail_at(r, &p, "in_future", "decided_at");
}

static void the_start_follows_the_decision_within_a_year(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.start = p.order.decision_date - 1;
    must_be_asked(r, &p, "start_before_decision", "start");
    p.order.start = date_make(2027, 3, 1);
    p.order.end = date_make(2027, 9, 30);
    must_pass(r, &p);
    p.order.start++;
    must_be_asked(r, &p, "start_long_after", "start");
}

static void the_end_does_not_lie_before_the_start(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.start = date_make(2026, 3, 20);
    p.order.end = p.order.start;
    must_pass(r, &p);
    p.order.end = p.order.start - 1;
    must_fail_at(r, &p, "out_of_order", "end");
}

static void twelve_months_from_the_start_are_the_most(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.end = date_make(2027, 3, 1);
    must_pass(r, &p);
    p.order.end++;
    must_be_asked(r, &p, "end_beyond_term", "end");
    p.order.start = p.order.decision_date + 1;
    must_pass(r, &p);
}

/* A last day of a police or immediate order that lies too far is asked about twice: why it ends at all, and
 * why so late. */
static void all_that_is_asked_is_asked_at_once(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.kind = ORDER_UMM;
    p.order.start = p.order.decision_date - 1;
    p.order.end = date_make(2027, 3, 2);
    must_refuse(r, order_check(&r->work, &p.order), ERR_CONFLICT, "start_before_decision");
    assert_int_equal(r->work.problem.fault_count, 3);
    assert_string_equal(r->work.problem.faults[1].code, "end_beyond_term");
    assert_string_equal(r->work.problem.faults[2].code, "end_of_open_kind");
}

static void a_leap_day_ends_on_the_last_of_february(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.decision_date = date_make(2024, 2, 29);
    p.order.end = date_make(2025, 2, 28);
    must_pass(r, &p);
    p.order.end++;
    must_be_asked(r, &p, "end_beyond_term", "end");
}

static void the_law_of_the_day_of_the_decision_counts(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    must(db_script(r->db, "UPDATE legal_rule SET until_day = '2026-03-04' WHERE name = 'um_months';"
                          "INSERT INTO legal_rule (id, name, value, source, from_day) VALUES "
                          "(99, 'um_months', 24, 'ligji i ri', '2026-03-05')"));
    paper_make(&p);
    p.order.end = date_make(2028, 3, 1);
    must_be_asked(r, &p, "end_beyond_term", "end");
    p.order.decision_date = date_make(2026, 3, 4);
    p.order.start = date_make(2026, 3, 5); /* starts under the new law, decided under the old */
    must_be_asked(r, &p, "end_beyond_term", "end");
    p.order.decision_date = date_make(2026, 3, 5);
    p.order.end = date_make(2028, 3, 5);
    must_pass(r, &p);
    p.order.end++;
    must_be_asked(r, &p, "end_beyond_term", "end");
}

static void only_an_um_needs_a_last_day(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.end = DATE_NONE;
    must_fail_at(r, &p, "required", "end");
    p.order.kind = ORDER_UMM;
    must_pass(r, &p);
    p.order.kind = ORDER_UMPMM;
    must_pass(r, &p);
}

static void a_last_day_of_another_kind_is_asked_about(void **state)
{
    static const enum order_kind KINDS[] = {ORDER_UMPMM, ORDER_UMM};
    struct test_register *r = *state;
    struct paper p;

    for (size_t i = 0; i < 2; i++) {
        paper_make(&p);
        p.order.kind = KINDS[i];
        must_be_asked(r, &p, "end_of_open_kind", "end");
        p.order.end = DATE_NONE;
        must_pass(r, &p);
        assert_int_equal(r->work.warning_count, 0);
    }
}

static void only_an_um_becomes_final(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.final_date = p.order.decision_date;
    must_pass(r, &p);
    p.order.final_date = TODAY + 1;
    must_fail_at(r, &p, "in_future", "final_date");
    p.order.final_date = p.order.decision_date - 1;
    must_fail_at(r, &p, "out_of_order", "final_date");
    p.order.final_date = TODAY;
    must_pass(r, &p);
    p.order.kind = ORDER_UMM;
    must_fail_at(r, &p, "not_for_this_kind", "final_date");
}

static void only_an_immediate_order_calls_a_hearing_and_not_before_it(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.hearing_on = date_make(2026, 3, 20);
    must_fail_at(r, &p, "not_for_this_kind", "hearing_on");
    p.order.kind = ORDER_UMM;
    p.order.end = DATE_NONE;
    must_pass(r, &p);
    p.order.hearing_on = p.order.decision_date;
    must_pass(r, &p);
    p.order.hearing_on--;
    must_fail_at(r, &p, "out_of_order", "hearing_on");
}

/* Article 19 of law 9669/2006. Whoever has the paper is asked; of an order that a later one has answered, and
 * of kinds that call none, nobody is. */
static void whoever_enters_an_immediate_order_is_asked_for_its_hearing(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.asks_hearing = true;
    must_pass(r, &p);
    p.order.kind = ORDER_UMM;
    p.order.end = DATE_NONE;
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_CONFLICT, "hearing_unknown", "hearing_on");
    assert_true(r->work.problem.question);
    must(question_confirm(&r->work, (const char *const[]){"hearing_unknown"}, 1));
    must_pass(r, &p);
    assert_true(warned(r, "hearing_unknown", "hearing_on"));
    must(question_confirm(&r->work, NULL, 0));
    p.order.hearing_on = date_make(2026, 3, 20);
    must_pass(r, &p);
}

static void it_is_received_between_the_decision_and_today(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.received_on = p.order.decision_date;
    must_pass(r, &p);
    p.order.received_on--;
    must_fail_at(r, &p, "out_of_order", "received_on");
    p.order.received_on = TODAY + 1;
    must_fail_at(r, &p, "in_future", "received_on");
}

static void a_court_nobody_knows_is_taken_with_a_warning(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.issuer = "Gjykata e Hënës";
    must_pass(r, &p);
    assert_true(warned(r, "unknown_court", "issuer"));
    p.order.kind = ORDER_UMPMM;
    p.order.issuer = "Komisariati Gjirokastër";
    p.order.end = DATE_NONE;
    must_pass(r, &p);
    assert_int_equal(r->work.warning_count, 0);
}

static void a_court_is_known_by_its_folded_name_in_its_time(void **state)
{
    static const char OLD[] = "Gjykata e Rrethit Gjyqësor Gjirokastër";
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.issuer = "gjykata e rrethit  gjyqesor GJIROKASTER";
    p.order.decision_date = date_make(2023, 4, 30);
    p.order.end = date_make(2024, 4, 30);
    must_pass(r, &p);
    assert_int_equal(r->work.warning_count, 0);
    p.order.issuer = OLD;
    p.order.decision_date = date_make(2023, 5, 1);
    must_pass(r, &p);
    assert_true(warned(r, "court_of_another_time", "issuer"));
    p.order.issuer = PAPER_COURT;
    must_pass(r, &p);
    assert_int_equal(r->work.warning_count, 0);
    p.order.decision_date = date_make(2023, 4, 30);
    must_pass(r, &p);
    assert_true(warned(r, "court_of_another_time", "issuer"));
}

static void a_new_file_needs_a_unit_of_the_municipality(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.unit = "lunxheri";
    must_pass(r, &p);
    p.order.unit = NULL;
    must_fail_at(r, &p, "required", "unit");
    p.order.unit = "Përmet";
    must_fail_at(r, &p, "unknown_unit", "unit");
}

static void somebody_is_protected(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.persons_count = 0;
    must_fail_at(r, &p, "required", "persons");
    paper_make(&p);
    p.persons[0].role = ROLE_DEPENDANT;
    must_be_asked(r, &p, "only_children", "persons");
    p.persons[1].role = ROLE_RESPONDENT;
    must_fail_at(r, &p, "unknown_role", "persons[1].role");
}

static void there_is_a_most_of_persons(void **state)
{
    struct order_person many[ORDER_PERSONS_MAX + 1];
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    for (size_t i = 0; i <= ORDER_PERSONS_MAX; i++)
        many[i] = p.persons[0];
    p.order.persons = many;
    p.order.persons_count = ORDER_PERSONS_MAX;
    must_pass(r, &p);
    p.order.persons_count++;
    must_fail_at(r, &p, "too_many", "persons");
}

static void a_fault_in_a_person_says_which(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.persons[1].who.surname = NULL;
    must_fail_at(r, &p, "required", "persons[1].surname");
    paper_make(&p);
    p.persons[0].who.nid = "123";
    must_fail_at(r, &p, "bad_nid", "persons[0].nid");
    paper_make(&p);
    p.order.respondent = &p.respondent;
    p.respondent.who.birth_date = TODAY + 1;
    must_fail_at(r, &p, "in_future", "respondent.birth_date");
}

static void a_warning_about_a_person_says_which(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.persons[0].who.nid = "I75514009X";
    p.order.respondent = &p.respondent;
    p.respondent.who.nid = "I75514009X";
    must_pass(r, &p);
    assert_int_equal(r->work.warning_count, 2);
    assert_true(warned(r, "nid_check_letter", "persons[0].nid"));
    assert_true(warned(r, "nid_check_letter", "respondent.nid"));
}

/* I75514009V: a woman of 1987-05-14. */
static void a_number_that_says_something_else_is_told(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.persons[0].who.nid = "I75514009V";
    p.persons[0].who.birth_date = date_make(1987, 5, 14);
    p.persons[0].who.sex = "F";
    must_pass(r, &p);
    assert_int_equal(r->work.warning_count, 0);
    p.persons[0].who.birth_date++;
    p.persons[0].who.sex = "M";
    must_pass(r, &p);
    assert_true(warned(r, "nid_differs", "persons[0].nid"));
    assert_true(warned(r, "nid_sex", "persons[0].nid"));
}

/* Fifteen days from the decision of 2026-03-01 (law 9669/2006) end on 2026-03-16. */
static void finality_within_the_time_of_the_appeal_is_told(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    register_on(r, date_make(2026, 4, 10));
    paper_make(&p);
    p.order.final_date = date_make(2026, 3, 15);
    must_pass(r, &p);
    assert_true(warned(r, "final_within_appeal", "final_date"));
    p.order.final_date = date_make(2026, 3, 16);
    must_pass(r, &p);
    assert_int_equal(r->work.warning_count, 0);
}

static void measures_are_those_of_the_catalogue(void **state)
{
    struct measure_in measures[] = {{.code = "no_violence"}, {.code = "z"}};
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.measures = measures;
    p.order.measures_count = 1;
    must_pass(r, &p);
    p.order.measures_count = 2;
    must_fail_at(r, &p, "unknown_measure", "measures[1].code");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_good_order_is_taken_without_a_word),
        with_register(the_kind_is_one_of_three),
        with_register(issuer_and_number_are_needed),
        with_register(texts_have_their_most),
        with_register(texts_are_well_formed),
        with_register(the_day_of_the_decision_is_needed_and_past),
        with_register(no_order_is_older_than_the_law),
        with_register(the_hour_is_a_time_of_day_that_has_been),
        with_register(the_start_follows_the_decision_within_a_year),
        with_register(the_end_does_not_lie_before_the_start),
        with_register(twelve_months_from_the_start_are_the_most),
        with_register(all_that_is_asked_is_asked_at_once),
        with_register(a_leap_day_ends_on_the_last_of_february),
        with_register(the_law_of_the_day_of_the_decision_counts),
        with_register(only_an_um_needs_a_last_day),
        with_register(a_last_day_of_another_kind_is_asked_about),
        with_register(only_an_um_becomes_final),
        with_register(only_an_immediate_order_calls_a_hearing_and_not_before_it),
        with_register(whoever_enters_an_immediate_order_is_asked_for_its_hearing),
        with_register(it_is_received_between_the_decision_and_today),
        with_register(a_court_nobody_knows_is_taken_with_a_warning),
        with_register(a_court_is_known_by_its_folded_name_in_its_time),
        with_register(a_new_file_needs_a_unit_of_the_municipality),
        with_register(somebody_is_protected),
        with_register(there_is_a_most_of_persons),
        with_register(a_fault_in_a_person_says_which),
        with_register(a_warning_about_a_person_says_which),
        with_register(a_number_that_says_something_else_is_told),
        with_register(finality_within_the_time_of_the_appeal_is_told),
        with_register(measures_are_those_of_the_catalogue),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
