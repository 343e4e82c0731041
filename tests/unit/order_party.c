/* What a paper says beyond who, what and when: who asked for the order, who acts for her, under which number
 * the court keeps the case, a second respondent, what each is to whom; and an order for children alone. */
#include "domain/order/order_party.h"

#include <string.h>

#include "domain/order/order_check.h"
#include "domain/order/order_read.h"
#include "domain/payment/collector_check.h"
#include "domain/work/question.h"
#include "support/holder.h"
#include "support/paper.h"

static struct order_person mother_in_law(void)
{
    return (struct order_person){.role = ROLE_RESPONDENT,
                                 .who = {.first_name = "Zana", .surname = "Kola", .birth_date = DATE_NONE}};
}

static struct order_line taken(struct test_register *r, const struct paper *p)
{
    struct order_line o;
    int64_t file;

    must(order_load(&r->work, paper_register(r, p, &file), &o));
    return o;
}

static void parties_stand_on_the_order_and_are_sealed(void **state)
{
    struct test_register *r = *state;
    struct order_line o;
    struct paper p;

    paper_make(&p);
    p.order.parties = (struct order_parties){.case_number = "1187/2026",
                                             .petitioner = PARTY_POLICE,
                                             .petitioner_name = "Komisariati Gjirokastër",
                                             .representative = PARTY_LAWYER,
                                             .representative_name = "Av. Drita Meçe"};
    o = taken(r, &p);
    assert_string_equal(o.parties.case_number, "1187/2026");
    assert_string_equal(o.number, "14"); /* the decision has its own */
    assert_int_equal(o.parties.petitioner, PARTY_POLICE);
    assert_string_equal(o.parties.petitioner_name, "Komisariati Gjirokastër");
    assert_int_equal(o.parties.representative, PARTY_LAWYER);
    assert_string_equal(o.parties.representative_name, "Av. Drita Meçe");
    assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order WHERE instr(case_number_sealed, "
                                     "'1187') + instr(petitioner_name_sealed, 'Komis') + "
                                     "instr(representative_name_sealed, 'Drita') = 0"),
                     1);
}

static void a_name_needs_what_it_is(void **state)
{
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.parties = (struct order_parties){.petitioner_name = "Dikush"};
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_INPUT, "required", "petitioner");
    p.order.parties = (struct order_parties){.representative_name = "Dikush"};
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_INPUT, "required", "representative");
    p.order.parties = (struct order_parties){.petitioner = PARTY_SELF, .petitioner_name = "Elira"};
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_INPUT, "contradiction", "petitioner_name");
}

static void words_are_known_both_ways(void **state)
{
    enum party p;

    (void)state;
    for (unsigned i = PARTY_SELF; i < PARTY_KINDS; i++) {
        assert_true(petitioner_parse(party_name((enum party)i), &p));
        assert_int_equal(p, i);
    }
    assert_false(representative_parse("police", &p));
    assert_false(representative_parse("self", &p));
    assert_true(representative_parse("guardian", &p));
    assert_false(petitioner_parse("zz", &p));
    assert_null(party_name(PARTY_NONE));
}

/* Neither of the two collects her money. */
static void a_second_respondent_is_one_like_the_first(void **state)
{
    struct test_register *r = *state;
    struct order_person second = mother_in_law();
    struct relation_in relations[] = {
        {0, 0, "bashkëshort"}, {1, 0, "babai"}, {0, 1, "vjehrra"}, {1, 1, "gjyshja"}};
    struct collector_match match;
    struct order_line o;
    struct paper p;

    paper_make(&p);
    p.order.respondent = &p.respondent;
    p.order.more_respondents = &second;
    p.order.more_respondents_count = 1;
    p.order.relations = relations;
    p.order.relations_count = 4;
    o = taken(r, &p);
    assert_int_equal(o.respondent_count, 2);
    assert_int_equal(o.relation_count, 4);
    assert_int_equal(o.relations[3].person, 2);
    assert_int_equal(o.relations[3].respondent, o.respondents[1]);
    assert_string_equal(o.relations[3].relation, "gjyshja");
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_person WHERE role = 'respondent'"), 2);
    must(collector_match(
        &r->work, 1, &(struct collector_named){.first_name = "Zana", .surname = "Kola", .nid = "I75514009V"},
        &match));
    assert_int_equal(match.case_id, o.case_id);
    must(collector_match(
        &r->work, 1, &(struct collector_named){.first_name = "Agim", .surname = "Kola", .nid = "I75514009V"},
        &match));
    assert_int_equal(match.case_id, o.case_id);
}

static void a_relation_names_who_is_on_the_paper(void **state)
{
    struct test_register *r = *state;
    struct relation_in relations[] = {{2, 0, "babai"}};
    struct paper p;

    paper_make(&p);
    p.order.respondent = &p.respondent;
    p.order.relations = relations;
    p.order.relations_count = 1;
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_INPUT, "not_on_paper", "relations[0]");
    relations[0] = (struct relation_in){0, 1, "vjehrra"};
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_INPUT, "not_on_paper", "relations[0]");
}

static void a_protected_person_is_no_respondent(void **state)
{
    struct test_register *r = *state;
    struct order_person second = {.role = ROLE_RESPONDENT, .person = 1};
    struct paper p;
    int64_t file;

    paper_make(&p);
    paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 10, 1), &p);
    p.order.more_respondents = &second;
    p.order.more_respondents_count = 1;
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_CONFLICT, "already_in_file",
                   "more_respondents[0].role");
}

static void an_order_for_children_alone_is_asked_for_and_taken(void **state)
{
    const char **codes;
    struct test_register *r = *state;
    struct paper p;

    paper_make(&p);
    p.order.persons = &p.persons[1];
    p.order.persons_count = 1;
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_CONFLICT, "only_children", "persons");
    assert_true(r->work.problem.question);
    codes = arena_array(r->work.arena, 1, sizeof *codes);
    assert_non_null(codes);
    codes[0] = "only_children";
    must(question_confirm(&r->work, codes, 1));
    assert_int_equal(taken(r, &p).person_count, 1);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(parties_stand_on_the_order_and_are_sealed),
        with_register(a_name_needs_what_it_is),
        cmocka_unit_test(words_are_known_both_ways),
        with_register(a_second_respondent_is_one_like_the_first),
        with_register(a_relation_names_who_is_on_the_paper),
        with_register(a_protected_person_is_no_respondent),
        with_register(an_order_for_children_alone_is_asked_for_and_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
