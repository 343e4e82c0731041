/* A person's data put right: found by the new ones, shown by them at a door, in every file. 2026-03-10. */
#include "domain/order/person_correct.h"

#include <string.h>

#include "domain/card/card.h"
#include "domain/card/card_end.h"
#include "domain/file/case_read.h"
#include "domain/file/case_search.h"
#include "domain/file/person.h"
#include "domain/law/protection.h"
#include "domain/task/notice_task.h"
#include "domain/task/task.h"
#include "domain/task/task_set.h"
#include "domain/upkeep/midnight.h"
#include "support/holder.h"
#include "support/paper.h"

static const struct person_new RIGHT = {.first_name = "Mira",
                                        .surname = "Kola",
                                        .nid = "I75514009V",
                                        .birth_date = DATE_NONE,
                                        .phone = "069 123 4567"};

static void it_is_read_and_found_by_the_new_data(void **state)
{
    struct test_register *r = *state;
    struct case_line *lines;
    struct case_file f;
    struct holder h;
    size_t count;

    holder_stand(r, &h);
    must(person_correct(&r->work, h.case_id, 1, h.person, &RIGHT));
    must(case_read(&r->work, h.case_id, &f));
    assert_string_equal(f.persons[0].who.first_name, "Mira");
    assert_string_equal(f.persons[0].who.phone, "069 123 4567");
    assert_null(f.persons[0].who.father_name);
    assert_int_equal(f.version, 2);
    must(case_search(&r->work, &(struct case_filter){.q = "I75514009V", .limit = 5}, &lines, &count));
    assert_int_equal(count, 1);
    /* Whoever knew her by another name finds her still. */
    must(case_search(&r->work, &(struct case_filter){.q = "elira", .limit = 5}, &lines, &count));
    assert_int_equal(count, 1);
    assert_string_equal(lines[0].names, "Mira Kola");
    assert_int_equal(holder_logged(r, "person.correct"), 1);
}

static void a_card_with_other_initials_is_warned_of(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card card;

    holder_stand(r, &h);
    holder_card(r, &h, BUS_AND_DESK, &card);
    r->work.warning_count = 0;
    must(person_correct(&r->work, h.case_id, file_version(r, h.case_id), h.person, &RIGHT));
    assert_int_equal(r->work.warning_count, 1);
    assert_string_equal(r->work.warnings[0]->what.code, "cards_outdated");
    must_refuse(r, person_correct(&r->work, h.case_id, file_version(r, h.case_id), h.child, &RIGHT),
                ERR_CONFLICT, "nid_taken");
}

static size_t reprints(struct test_register *r, const char *card)
{
    struct task *tasks;
    size_t count, found = 0;

    must(task_collect(&r->work, &tasks, &count));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(tasks[i].what, "card_reprint") != 0)
            continue;
        found++;
        assert_string_equal(tasks[i].card, card);
        assert_int_equal(tasks[i].section, SECTION_CARDS);
        assert_non_null(strstr(tasks[i].text_en, "replace the card"));
        assert_null(strstr(tasks[i].text, "Mira"));
    }
    return found;
}

/* Not only in the answer: the next morning it is still to be done, until the card is replaced. */
static void a_card_with_other_initials_is_a_task_until_it_is_replaced(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card card, next;

    holder_stand(r, &h);
    holder_card(r, &h, BUS_AND_DESK, &card);
    assert_int_equal(reprints(r, card.number), 0);
    must(person_correct(&r->work, h.case_id, file_version(r, h.case_id), h.person, &RIGHT));
    assert_int_equal(reprints(r, card.number), 1);
    register_on(r, r->work.today + 1);
    must(midnight_run(&r->work));
    assert_int_equal(reprints(r, card.number), 1);
    holder_card(r, &h, BUS_AND_DESK, &next);
    assert_int_equal(reprints(r, card.number), 1);
    must(card_revoke(&r->work, card.number, CARD_REPLACED));
    assert_int_equal(reprints(r, card.number), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card_reprint"), 0);
}

static void a_slip_put_right_again_ends_the_task(void **state)
{
    struct test_register *r = *state;
    const struct case_person *p;
    struct case_file f;
    struct holder h;
    struct card card;

    holder_stand(r, &h);
    holder_card(r, &h, BUS_AND_DESK, &card);
    must(case_read(&r->work, h.case_id, &f));
    p = &f.persons[0];
    must(person_correct(&r->work, h.case_id, file_version(r, h.case_id), h.person, &RIGHT));
    assert_int_equal(reprints(r, card.number), 1);
    must(person_correct(&r->work, h.case_id, file_version(r, h.case_id), h.person,
                        &(struct person_new){.first_name = p->who.first_name,
                                             .surname = p->who.surname,
                                             .birth_date = p->who.birth_date,
                                             .sex = p->who.sex}));
    assert_int_equal(reprints(r, card.number), 0);
}

static void what_is_sealed_shows_no_task(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card card;

    holder_stand(r, &h);
    holder_card(r, &h, BUS_AND_DESK, &card);
    must(person_correct(&r->work, h.case_id, file_version(r, h.case_id), h.person, &RIGHT));
    holder_seal(r);
    assert_int_equal(reprints(r, card.number), 0);
}

static void refusals_leave_all_as_it_was(void **state)
{
    struct person_new bad = RIGHT;
    struct test_register *r = *state;
    struct holder h;

    holder_stand(r, &h);
    must_refuse(r, person_correct(&r->work, h.case_id, 7, h.person, &RIGHT), ERR_CONFLICT, "stale_version");
    must_refuse_at(r, person_correct(&r->work, h.case_id, 1, 99, &RIGHT), ERR_INPUT, "not_in_file", "person");
    bad.surname = NULL;
    must_refuse_at(r, person_correct(&r->work, h.case_id, 1, h.person, &bad), ERR_INPUT, "required",
                   "surname");
    holder_seal(r);
    must_refuse(r, person_correct(&r->work, h.case_id, 1, h.person, &RIGHT), ERR_DENIED, "sealed_file");
    assert_int_equal(file_version(r, h.case_id), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_read_and_found_by_the_new_data, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(a_card_with_other_initials_is_warned_of, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(a_card_with_other_initials_is_a_task_until_it_is_replaced,
                                        register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(a_slip_put_right_again_ends_the_task, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(what_is_sealed_shows_no_task, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(refusals_leave_all_as_it_was, register_setup, register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
