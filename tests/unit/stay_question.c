/* What follows where a family enters a shelter or leaves it. 2026-03-10. */
#include "domain/order/stay_question.h"

#include <string.h>

#include "domain/order/stay.h"
#include "domain/task/task.h"
#include "support/holder.h"
#include "support/paper.h"

static int64_t enter(struct test_register *r, const struct holder *h)
{
    struct stay_with child = {h->child};
    const struct stay_new in = {.version = file_version(r, h->case_id),
                                .person = h->person,
                                .with = &child,
                                .with_count = 1,
                                .from = r->work.today,
                                .until = DATE_NONE};
    int64_t id;

    must(stay_begin(&r->work, h->case_id, &in, &id));
    return id;
}

/* How many tasks begin with "stay_", and how many of them are overdue. */
static size_t tasks(struct test_register *r, size_t *ret_overdue)
{
    struct task *list;
    size_t count, n = 0, late = 0;

    must(task_collect(&r->work, &list, &count));
    for (size_t i = 0; i < count; i++)
        if (!strncmp(list[i].what, "stay_", 5)) {
            n++;
            late += list[i].overdue;
        }
    if (ret_overdue)
        *ret_overdue = late;
    return n;
}

static void answer(struct test_register *r, const struct holder *h, int64_t id, enum stay_answer said)
{
    must(stay_question_answer(&r->work, id, file_version(r, h->case_id), said));
}

/* Nobody has a card, no child is enrolled: only the contact is asked about. */
static void only_what_applies_is_asked(void **state)
{
    struct test_register *r = *state;
    struct stay_question *q;
    struct holder h;
    size_t count;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), &h);
    (void)enter(r, &h);
    must(stay_question_list(&r->work, h.case_id, &q, &count));
    assert_int_equal(count, 1);
    assert_int_equal(q[0].what, STAY_CONTACT);
    assert_int_equal(q[0].moved, STAY_ENTERED);
    assert_int_equal(q[0].answer, 0);
}

/* A week later nobody has answered: the three tasks are there, overdue; each goes with its answer, and no
 * other way. */
static void a_question_stays_until_it_is_answered(void **state)
{
    struct test_register *r = *state;
    struct stay_question *q;
    struct stay_end left;
    struct holder h;
    struct card c;
    size_t count, late;
    int64_t stay;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    (void)holder_enrol(r, &h, "Kopshti");
    stay = enter(r, &h);
    assert_int_equal(tasks(r, &late), 3);
    assert_int_equal(late, 0);
    register_on(r, date_make(2026, 3, 11));
    assert_int_equal(tasks(r, &late), 3);
    assert_int_equal(late, 0);
    register_on(r, date_make(2026, 3, 12));
    (void)tasks(r, &late);
    assert_int_equal(late, 3);
    must(stay_question_list(&r->work, h.case_id, &q, &count));
    answer(r, &h, q[0].id, ANSWER_CHANGED);
    assert_int_equal(tasks(r, NULL), 2);
    must_refuse(r, stay_question_answer(&r->work, q[0].id, file_version(r, h.case_id), ANSWER_STAYS),
                ERR_CONFLICT, "already_answered");
    must_refuse(r, stay_question_answer(&r->work, 99, 1, ANSWER_STAYS), ERR_ABSENT, "no_such_question");
    left = (struct stay_end){.version = file_version(r, h.case_id), .until = r->work.today, .all = true};
    must(stay_end(&r->work, stay, &left));
    assert_int_equal(tasks(r, NULL), 5);
    must(stay_question_list(&r->work, h.case_id, &q, &count));
    assert_int_equal(count, 6);
    for (size_t i = 1; i < count; i++)
        answer(r, &h, q[i].id, ANSWER_STAYS);
    assert_int_equal(tasks(r, NULL), 0);
    assert_int_equal(holder_logged(r, "stay.answer"), 6);
}

/* One that never was asks nothing; one that was put right goes on asking. Of a sealed file nobody else is
 * told. */
static void it_goes_with_its_stay(void **state)
{
    struct test_register *r = *state;
    struct stay_void never;
    struct stay_correction right;
    struct holder h;
    int64_t stay, again;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), &h);
    stay = enter(r, &h);
    right = (struct stay_correction){
        .version = file_version(r, h.case_id), .from = date_make(2026, 3, 9), .until = DATE_NONE};
    must(stay_correct(&r->work, stay, &right, &again));
    assert_int_equal(tasks(r, NULL), 1);
    holder_seal(r);
    assert_int_equal(tasks(r, NULL), 0);
    must(db_exec(r->db, "UPDATE case_file SET sealed = 0", NO_BINDS));
    never = (struct stay_void){.version = file_version(r, h.case_id), .reason = "nuk ka qenë aty"};
    must(stay_void(&r->work, again, &never));
    assert_int_equal(tasks(r, NULL), 0);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(only_what_applies_is_asked),
        with_register(a_question_stays_until_it_is_answered),
        with_register(it_goes_with_its_stay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
