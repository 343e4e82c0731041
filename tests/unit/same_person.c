/* One name and birth date in two files: paid once until the coordinator says that they are two. 2026-03-10;
 * Elira Kola in a file of her own, and written down once more, in other letters, in another. */
#include "domain/payment/same_person.h"

#include "domain/file/person.h"
#include "domain/order/order_register.h"
#include "domain/payment/application.h"
#include "domain/payment/application_decision.h"
#include "domain/payment/payment_held.h"
#include "domain/work/question.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/payroll.h"

struct both {
    int64_t file[2], person[2];
};

static int same_setup(void **state)
{
    if (register_setup(state))
        return -1;
    payroll_open(*state);
    return 0;
}

static const char *const CONFIRM[] = {"same_person"};

/* Her second order as another clerk takes it down: surname first, no accents. */
static void twice(struct test_register *r, struct both *ret)
{
    struct paper p;

    paper_next(r, 0, ORDER_UM, "14/2026", date_make(2026, 3, 1), date_make(2026, 9, 30), &p);
    paper_register(r, &p, &ret->file[0]);
    paper_next(r, 0, ORDER_UM, "15/2026", date_make(2026, 3, 2), date_make(2026, 9, 30), &p);
    p.persons[0].who.first_name = "KOLA";
    p.persons[0].who.surname = "ELIRA";
    p.order.persons_count = 1;
    must(question_confirm(&r->work, CONFIRM, 1));
    paper_register(r, &p, &ret->file[1]);
    must(question_confirm(&r->work, NULL, 0));
    ret->person[0] =
        register_int(r, "SELECT person_id FROM case_person WHERE role = 'protected' AND case_id = 1");
    ret->person[1] =
        register_int(r, "SELECT person_id FROM case_person WHERE role = 'protected' AND case_id = 2");
}

/* Both have applied, and both applications are granted. */
static void granted(struct test_register *r, const struct both *b)
{
    for (size_t i = 0; i < 2; i++) {
        must(question_confirm(&r->work, CONFIRM, 1));
        payroll_apply(r, b->file[i], b->person[i], date_make(2026, 3, 2));
    }
    must(question_confirm(&r->work, NULL, 0));
}

static size_t held(struct test_register *r, int64_t run, struct payment_held **ret)
{
    struct payment_filter f = {.run = run, .limit = 10};
    size_t count;

    must(payment_held_list(&r->work, &f, ret, &count));
    return count;
}

static err part(struct test_register *r, const struct both *b, const char *reason)
{
    const struct same_person_apart in = {
        .version = file_version(r, b->file[1]), .other = b->person[0], .reason = reason};
    int64_t id;

    return same_person_part(&r->work, b->file[1], b->person[1], &in, &id);
}

static void the_paper_asks_before_she_is_written_down_twice(void **state)
{
    struct test_register *r = *state;
    int64_t file, order;
    struct paper p;

    paper_next(r, 0, ORDER_UM, "14/2026", date_make(2026, 3, 1), date_make(2026, 9, 30), &p);
    paper_register(r, &p, &file);
    paper_next(r, 0, ORDER_UM, "15/2026", date_make(2026, 3, 2), date_make(2026, 9, 30), &p);
    p.persons[0].who.first_name = "Ēlira-";
    p.order.persons_count = 1;
    must_refuse_at(r, order_register(&r->work, &p.order, &order, &file), ERR_CONFLICT, "same_person",
                   "persons[0].surname");
    assert_true(r->work.problem.question);
    p.persons[0].who.birth_date--;
    must(order_register(&r->work, &p.order, &order, &file));
}

static void the_second_line_waits_and_says_why(void **state)
{
    struct test_register *r = *state;
    struct payment_held *lines;
    int64_t run;
    struct both b;

    twice(r, &b);
    granted(r, &b);
    run = payroll_prepare(r, "2026-03");
    assert_string_equal(payroll_lines(r, run), "1:2026-03+9000");
    assert_int_equal(held(r, run, &lines), 1);
    assert_int_equal(lines[0].person, b.person[1]);
    assert_int_equal(lines[0].why, HOLD_SAME_PERSON);
    payroll_approve(r, run);
    register_on(r, date_make(2026, 4, 5));
    run = payroll_prepare(r, "2026-04");
    assert_int_equal(held(r, run, &lines), 2); /* March, which stands paid to the first, and April */
}

/* Whichever was paid first: the other one's number may be the lower. */
static void the_first_waits_where_the_second_is_paid(void **state)
{
    struct test_register *r = *state;
    struct payment_held *lines;
    int64_t run;
    struct both b;

    twice(r, &b);
    payroll_apply(r, b.file[1], b.person[1], date_make(2026, 3, 2));
    run = payroll_run(r, "2026-03");
    assert_string_equal(payroll_lines(r, run), "3:2026-03+9000");
    must(question_confirm(&r->work, CONFIRM, 1));
    payroll_apply(r, b.file[0], b.person[0], date_make(2026, 3, 2));
    register_on(r, date_make(2026, 4, 5));
    run = payroll_prepare(r, "2026-04");
    assert_int_equal(held(r, run, &lines), 2);
    assert_int_equal(lines[0].person, b.person[0]);
    assert_int_equal(lines[0].month, date_make(2026, 3, 1));
    assert_int_equal(lines[1].person, b.person[1]);
}

static void two_persons_are_both_paid(void **state)
{
    struct test_register *r = *state;
    struct same_person *same;
    struct payment_held *lines;
    size_t count;
    int64_t run;
    struct both b;

    twice(r, &b);
    granted(r, &b);
    must(same_person_list(&r->work, b.person[0], &same, &count));
    assert_int_equal(count, 1);
    assert_int_equal(same[0].other, b.person[1]);
    assert_int_equal(same[0].case_id, b.file[1]);
    must_refuse_at(r, part(r, &b, " "), ERR_INPUT, "required", "reason");
    must(part(r, &b, "I njoh që të dyja."));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'person.apart'"), 2);
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_hold WHERE instr(reason_sealed, 'njoh')"),
                     0);
    must_refuse_at(r, part(r, &b, "Po."), ERR_ABSENT, "not_the_same", "other");
    must(same_person_list(&r->work, b.person[0], &same, &count));
    assert_int_equal(count, 0);
    run = payroll_prepare(r, "2026-03");
    assert_string_equal(payroll_lines(r, run), "1:2026-03+9000 3:2026-03+9000");
    assert_int_equal(held(r, run, &lines), 0);
}

static size_t pairs_count(struct test_register *r)
{
    struct same_pair *pairs;
    size_t count;

    must(same_person_pairs(&r->work, &pairs, &count));
    return count;
}

static void only_two_numbers_part_them(void **state)
{
    struct test_register *r = *state;
    struct person_new in = {.first_name = "Elira", .surname = "Kola", .birth_date = date_make(1990, 1, 1)};
    int64_t id;

    must(person_add(&r->work, &in, &id));
    in.nid = "I75514009V";
    must(person_add(&r->work, &in, &id));
    assert_int_equal(pairs_count(r), 2); /* from both sides */
    in.nid = "I85514010D";
    must(person_add(&r->work, &in, &id));
    assert_int_equal(pairs_count(r), 4); /* hers without a number may be either's */
}

static void the_grant_asks(void **state)
{
    struct application_decision_new decision = {.decision = APPLICATION_GRANTED};
    struct test_register *r = *state;
    int64_t application;
    struct both b;

    twice(r, &b);
    payroll_apply(r, b.file[0], b.person[0], date_make(2026, 3, 2));
    must(question_confirm(&r->work, CONFIRM, 1));
    application = payroll_apply(r, b.file[1], b.person[1], date_make(2026, 3, 2));
    assert_true(warned(r, "same_person", "decision"));
    must(question_confirm(&r->work, NULL, 0));
    decision.case_id = b.file[1];
    decision.version = file_version(r, b.file[1]);
    decision.decision = APPLICATION_INCOMPLETE;
    decision.reason = "Mungon një letër.";
    must(application_decide(&r->work, application, &decision));
    decision.decision = APPLICATION_GRANTED;
    decision.reason = NULL;
    decision.version = file_version(r, b.file[1]);
    must_refuse_at(r, application_decide(&r->work, application, &decision), ERR_CONFLICT, "same_person",
                   "decision");
    assert_true(r->work.problem.question);
}

/* What is sealed against him is neither asked about nor told; the run, which sees all, still pays once. */
static void of_a_sealed_file_nothing_is_told(void **state)
{
    struct test_register *r = *state;
    struct same_person *same;
    size_t count;
    int64_t run;
    struct both b;

    twice(r, &b);
    granted(r, &b);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1 WHERE id = 1"));
    must(same_person_list(&r->work, b.person[1], &same, &count));
    assert_int_equal(count, 0);
    must_refuse_at(r, part(r, &b, "Po."), ERR_ABSENT, "not_the_same", "other");
    run = payroll_prepare(r, "2026-03");
    assert_string_equal(payroll_lines(r, run), "1:2026-03+9000");
}

/* Who decides by a number alone is not told who else bears that name, nor in which file; the run pays once.
 */
static void deciding_of_a_sealed_file_names_nobody_elses(void **state)
{
    const struct sealed_decision grant = {.decision = APPLICATION_GRANTED};
    struct application_new in = {.filed_on = date_make(2026, 3, 2)};
    struct test_register *r = *state;
    int64_t id, run;
    struct both b;

    twice(r, &b);
    payroll_apply(r, b.file[0], b.person[0], date_make(2026, 3, 2));
    in.case_id = b.file[1];
    in.person = b.person[1];
    in.version = file_version(r, b.file[1]);
    must(application_file(&r->work, &in, &id));
    must(db_script(r->db,
                   "INSERT INTO application_check (application_id, checked_on, recorded_by, recorded_at) "
                   "SELECT max(id), '2026-03-02', 1, 0 FROM application; "
                   "UPDATE case_file SET sealed = 1 WHERE id = 2"));
    must(application_decide_sealed(&r->work, id, &grant));
    assert_false(warned(r, "same_person", "decision"));
    run = payroll_prepare(r, "2026-03");
    assert_string_equal(payroll_lines(r, run), "1:2026-03+9000");
}

#define case_of(f) cmocka_unit_test_setup_teardown(f, same_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(the_paper_asks_before_she_is_written_down_twice),
        case_of(the_second_line_waits_and_says_why),
        case_of(the_first_waits_where_the_second_is_paid),
        case_of(two_persons_are_both_paid),
        case_of(only_two_numbers_part_them),
        case_of(the_grant_asks),
        case_of(of_a_sealed_file_nothing_is_told),
        case_of(deciding_of_a_sealed_file_names_nobody_elses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
