/* Services that a council waives beside those of every register. 2026-03-10 is today. Half of a cleaning fee
 * of 2 400 lekë a year is 1 200 for each. */
#include "domain/payment/municipal_service.h"

#include "domain/file/case_guard.h"
#include "support/holder.h"

#define TODAY (r->work.today)

static struct municipal_service cleaning(unsigned kinds, unsigned who)
{
    return (struct municipal_service){.text = "Tarifa e pastrimit dhe ndriçimit",
                                      .text_en = "Fee for cleaning and lighting",
                                      .rule = {.source = "VKB 12/2026",
                                               .kinds = kinds,
                                               .who = who,
                                               .amount = 2400,
                                               .unit = FEE_YEAR,
                                               .share = 50,
                                               .from = date_make(2026, 1, 1),
                                               .until = DATE_OPEN}};
}

static int64_t made(struct test_register *r, struct municipal_service in)
{
    int64_t id;

    must(municipal_service_add(&r->work, &in, &id));
    return id;
}

static void those_entitled_are_counted_and_listed_by_file(void **state)
{
    struct test_register *r = *state;
    struct municipal_service *list;
    struct service_person *persons;
    struct holder h;
    int64_t both, mother, police;
    size_t count;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    both = made(r, cleaning(ORDER_UM, ROLE_PROTECTED | ROLE_DEPENDANT));
    mother = made(r, cleaning(ORDER_UM, ROLE_PROTECTED));
    police = made(r, cleaning(ORDER_UMPMM, ROLE_PROTECTED));
    must(municipal_service_list(&r->work, &list, &count));
    assert_int_equal(count, 3);
    assert_int_equal(list[0].persons, 2);
    assert_int_equal(list[0].waived, 2 * 1200);
    assert_int_equal(list[1].persons, 1);
    assert_int_equal(list[1].waived, 1200);
    assert_int_equal(list[2].persons, 0);
    must(municipal_service_persons(&r->work, mother, &persons, &count));
    assert_int_equal(count, 1);
    assert_int_equal(persons[0].person, h.person);
    assert_int_equal(persons[0].case_id, h.case_id);
    assert_int_equal(persons[0].until, TODAY + 100);
    must(municipal_service_persons(&r->work, both, &persons, &count));
    assert_int_equal(count, 2);
    must(municipal_service_persons(&r->work, police, &persons, &count));
    assert_int_equal(count, 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'municipal_service.persons'"),
                     3);
}

/* What the sheet for her and the page of her file list: mother until the order's end, the child where the
 * rule is for children, too; the day before the order began, nobody. */
static void each_of_the_file_has_what_she_is_entitled_to(void **state)
{
    struct test_register *r = *state;
    struct service_right *rights;
    struct holder h;
    int64_t both, mother;
    size_t count;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    both = made(r, cleaning(ORDER_UM, ROLE_PROTECTED | ROLE_DEPENDANT));
    mother = made(r, cleaning(ORDER_UM, ROLE_PROTECTED));
    (void)made(r, cleaning(ORDER_UMPMM, ROLE_PROTECTED));
    must(municipal_service_rights(&r->work, h.case_id, TODAY, &rights, &count));
    assert_int_equal(count, 3);
    assert_int_equal(rights[0].person, h.person);
    assert_int_equal(rights[0].service, both);
    assert_int_equal(rights[0].until, TODAY + 100);
    assert_int_equal(rights[0].share, 50);
    assert_string_equal(rights[0].text_en, "Fee for cleaning and lighting");
    assert_int_equal(rights[1].person, h.person);
    assert_int_equal(rights[1].service, mother);
    assert_int_not_equal(rights[2].person, h.person);
    assert_int_equal(rights[2].service, both);
    must(municipal_service_rights(&r->work, h.case_id, TODAY - 6, &rights, &count));
    assert_int_equal(count, 0);
}

/* The list tells who is protected: of a sealed file it says nothing. The counts are of all. */
static void a_sealed_file_is_on_no_list(void **state)
{
    struct test_register *r = *state;
    struct municipal_service *list;
    struct service_person *persons;
    struct holder h;
    int64_t id;
    size_t count;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    id = made(r, cleaning(ORDER_UM, ROLE_PROTECTED));
    must(db_exec(r->db, "UPDATE case_file SET sealed = 1", NO_BINDS));
    must(municipal_service_persons(&r->work, id, &persons, &count));
    assert_int_equal(count, 0);
    must(municipal_service_list(&r->work, &list, &count));
    assert_int_equal(list[0].persons, 1);
}

static void one_that_is_taken_back_is_gone_from_the_lists(void **state)
{
    struct test_register *r = *state;
    struct municipal_service *list;
    struct service_person *persons;
    int64_t id = made(r, cleaning(ORDER_UM, ROLE_PROTECTED));
    size_t count;

    must(municipal_service_void(&r->work, id));
    must(municipal_service_list(&r->work, &list, &count));
    assert_int_equal(count, 0);
    must_refuse(r, municipal_service_persons(&r->work, id, &persons, &count), ERR_ABSENT, "no_service");
    must_refuse(r, municipal_service_void(&r->work, id), ERR_CONFLICT, "already_voided");
    assert_int_equal(register_int(r, "SELECT count(*) FROM municipal_service"), 1);
}

static void what_cannot_be_is_refused(void **state)
{
    struct test_register *r = *state;
    struct municipal_service in = cleaning(ORDER_UM, ROLE_PROTECTED);
    int64_t id;

    in.rule.unit = FEE_DAY;
    must_refuse_at(r, municipal_service_add(&r->work, &in, &id), ERR_INPUT, "unit_unsuited", "unit");
    in = cleaning(0, ROLE_PROTECTED);
    must_refuse_at(r, municipal_service_add(&r->work, &in, &id), ERR_INPUT, "required", "kinds");
    in = cleaning(ORDER_UM, 0);
    must_refuse_at(r, municipal_service_add(&r->work, &in, &id), ERR_INPUT, "required", "who");
    in = cleaning(ORDER_UM, ROLE_PROTECTED);
    in.rule.share = 0;
    must_refuse_at(r, municipal_service_add(&r->work, &in, &id), ERR_INPUT, "share_unsuited", "share");
    in.rule.share = 100;
    in.rule.until = date_make(2025, 1, 1);
    must_refuse_at(r, municipal_service_add(&r->work, &in, &id), ERR_INPUT, "out_of_order", "until");
    in.text = " ";
    must_refuse_at(r, municipal_service_add(&r->work, &in, &id), ERR_INPUT, "required", "text");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(those_entitled_are_counted_and_listed_by_file),
        with_register(each_of_the_file_has_what_she_is_entitled_to),
        with_register(a_sealed_file_is_on_no_list),
        with_register(one_that_is_taken_back_is_gone_from_the_lists),
        with_register(what_cannot_be_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
