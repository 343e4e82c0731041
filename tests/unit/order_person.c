/* The people an order names: known by number, by name, or new, and who is told apart from whom. 2026-03-10.
 */
#include <string.h>

#include "domain/order/order_read.h"
#include "domain/order/order_register.h"
#include "support/paper.h"

static struct order_line line_of(struct test_register *r, int64_t order)
{
    struct order_line o;

    must(order_load(&r->work, order, &o));
    return o;
}

static void a_personal_number_finds_the_person_in_any_file(void **state)
{
    struct test_register *r = *state;
    int64_t first, second, file, other;
    struct paper p;

    paper_make(&p);
    p.persons[0].who.nid = "I75514009V";
    first = paper_register(r, &p, &file);
    paper_next(r, 0, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 12, 1), &p);
    p.persons[0].who.nid = " i75514009v";
    p.persons[0].who.birth_date = DATE_NONE;
    p.order.persons_count = 1;
    second = paper_register(r, &p, &other);
    assert_int_not_equal(file, other);
    assert_int_equal(line_of(r, first).persons[0], line_of(r, second).persons[0]);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 2);
    assert_int_equal(r->work.warning_count, 0);
}

static void a_personal_number_under_another_name_is_said(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t file;

    paper_make(&p);
    p.persons[0].who.nid = "I75514009V";
    paper_register(r, &p, &file);
    paper_next(r, 0, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 12, 1), &p);
    p.persons[0].who.nid = "I75514009V";
    p.persons[0].who.first_name = "Teuta";
    paper_register(r, &p, &file);
    assert_true(warned(r, "other_name", "persons[0].nid"));
}

static void a_namesake_in_another_file_is_said_and_not_merged(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t file;

    paper_make(&p);
    paper_register(r, &p, &file);
    assert_int_equal(r->work.warning_count, 0);
    paper_next(r, 0, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 12, 1), &p);
    p.persons[0].who.first_name = "ELIRA";
    p.order.persons_count = 1;
    paper_register(r, &p, &file);
    assert_true(warned(r, "same_name", "persons[0].surname"));
    assert_int_equal(r->work.warning_count, 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 3);
}

static void a_wrong_check_letter_is_said_once(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t file;

    paper_make(&p);
    p.persons[0].who.nid = "I75514009X";
    paper_register(r, &p, &file);
    assert_int_equal(r->work.warning_count, 1);
    assert_true(warned(r, "nid_check_letter", "persons[0].nid"));
}

static int64_t respondents(struct test_register *r)
{
    return register_int(r, "SELECT count(*) FROM case_person WHERE role = 'respondent'");
}

static void a_respondent_known_by_name_alone_is_entered_once(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t file;

    paper_make(&p);
    p.order.respondent = &p.respondent;
    paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 12, 1), &p);
    p.order.respondent = &p.respondent;
    p.respondent.who.first_name = "AGIM";
    p.respondent.who.birth_date = DATE_NONE;
    paper_register(r, &p, &file);
    assert_int_equal(respondents(r), 1);
    p.order.version = file_version(r, file);
    p.order.number = "16";
    p.respondent.who.first_name = "Artan";
    paper_register(r, &p, &file);
    assert_int_equal(respondents(r), 2);
    p.order.case_id = p.order.version = 0; /* another file: nobody is known by a name there */
    p.order.number = "17";
    paper_register(r, &p, &file);
    assert_int_equal(respondents(r), 3);
}

static void a_respondent_of_another_father_or_number_is_another(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t file;

    paper_make(&p);
    p.order.respondent = &p.respondent;
    p.respondent.who.father_name = "Luan";
    p.respondent.who.birth_date = DATE_NONE;
    paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 12, 1), &p);
    p.order.respondent = &p.respondent;
    p.respondent.who.father_name = "Petrit";
    p.respondent.who.birth_date = DATE_NONE;
    paper_register(r, &p, &file);
    assert_int_equal(respondents(r), 2);
    p.order.version = file_version(r, file);
    p.order.number = "16";
    p.respondent.who.father_name = NULL;
    p.respondent.who.nid = "I75514009V";
    paper_register(r, &p, &file);
    assert_int_equal(respondents(r), 3);
}

static void a_protected_person_is_not_known_by_the_name_alone(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t file;

    paper_make(&p);
    paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 12, 1), &p);
    p.persons[0].who.birth_date = DATE_NONE;
    p.order.persons_count = 1;
    paper_register(r, &p, &file);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 3);
}

static void somebody_of_the_file_is_named_by_number(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t file, order;

    paper_make(&p);
    paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 12, 1), &p);
    p.order.persons_count = 1;
    p.persons[0] = (struct order_person){.person = 1, .role = ROLE_PROTECTED};
    order = paper_register(r, &p, &file);
    assert_int_equal(line_of(r, order).person_count, 1);
    assert_int_equal(line_of(r, order).persons[0], 1);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_personal_number_finds_the_person_in_any_file),
        with_register(a_personal_number_under_another_name_is_said),
        with_register(a_namesake_in_another_file_is_said_and_not_merged),
        with_register(a_wrong_check_letter_is_said_once),
        with_register(a_respondent_known_by_name_alone_is_entered_once),
        with_register(a_respondent_of_another_father_or_number_is_another),
        with_register(a_protected_person_is_not_known_by_the_name_alone),
        with_register(somebody_of_the_file_is_named_by_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
