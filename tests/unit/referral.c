/* Consents and referrals: nobody is told without one, and what has no answer asks. 2026-03-10 is today. */
#include "domain/casework/referral.h"

#include <string.h>

#include "domain/casework/case_work.h"
#include "domain/casework/consent.h"
#include "domain/file/case_file.h"
#include "domain/task/task.h"
#include "support/register.h"

struct said_in {
    enum record_kind kind;
    date on, due;
    int64_t answers;
    struct said_pair said[8];
};

static err record(struct test_register *r, int64_t file, const struct said_in *in, int64_t *ret_id)
{
    struct said_pair said[8];
    struct case_work_new all = {
        .kind = in->kind, .on = in->on, .due = in->due, .answers = in->answers, .said = said};

    memcpy(said, in->said, sizeof said);
    while (all.said_count < 8 && said[all.said_count].name)
        all.said_count++;
    return case_work_record(&r->work, file, &all, ret_id);
}

static int64_t a_file(struct test_register *r)
{
    int64_t id;

    must(case_register(&r->work, "Cepo", &id));
    return id;
}

static struct said_in consent(date on)
{
    return (struct said_in){RECORD_CONSENT,
                            on,
                            DATE_NONE,
                            0,
                            {{"to", "Qendra Shëndetësore"}, {"what_for", "vizitë"}, {"how", "paper"}}};
}

static struct said_in referral(date on, const char *urgency)
{
    return (struct said_in){RECORD_REFERRAL,
                            on,
                            DATE_NONE,
                            0,
                            {{"to", "qendra shendetesore"},
                             {"service", "health"},
                             {"urgency", urgency},
                             {"how", "letter"},
                             {"reason", "plagë në dorë"}}};
}

static struct said_in answer(int64_t to, const char *outcome, date due)
{
    return (struct said_in){RECORD_REFERRAL_ANSWER, DATE_NONE, due, to, {{"outcome", outcome}}};
}

static size_t tasks(struct test_register *r, const char *what, bool overdue)
{
    struct task_day day;
    size_t n = 0;

    must(task_list(&r->work, &(struct task_filter){0}, &day));
    for (size_t i = 0; i < day.count; i++)
        n += !strcmp(day.tasks[i].what, what) && day.tasks[i].overdue == overdue && day.tasks[i].indoors;
    return n;
}

static bool open(struct test_register *r, int64_t file, int64_t id)
{
    struct case_work *list;
    size_t count;

    must(case_work_list(&r->work, file, &list, &count));
    for (size_t i = 0; i < count; i++)
        if (list[i].record.id == id)
            return list[i].open;
    fail_msg("record %lld is not there", (long long)id);
    return false;
}

static void nobody_is_told_without_consent_or_ground(void **state)
{
    struct test_register *r = *state;
    const int64_t file = a_file(r), other = a_file(r);
    struct said_in sent = referral(r->work.today, "soon"), given = consent(r->work.today);
    int64_t id;

    must_refuse_at(r, record(r, file, &sent, &id), ERR_INPUT, "no_consent", "to");
    must(record(r, other, &given, &id));
    must_refuse_at(r, record(r, file, &sent, &id), ERR_INPUT, "no_consent", "to");
    must(record(r, file, &given, &id));
    must(record(r, file, &sent, &id));
    sent.said[0].value = "Policia";
    must_refuse_at(r, record(r, file, &sent, &id), ERR_INPUT, "no_consent", "to");
    sent.said[5] = (struct said_pair){"ground", "police"};
    must_refuse_at(r, record(r, file, &sent, &id), ERR_INPUT, "required", "ground_text");
    sent.said[6] = (struct said_pair){"ground_text", "rrezik për jetën"};
    must(record(r, file, &sent, &id));
}

/* From its day to its last day; what was taken back holds until the day before. */
static void a_consent_holds_on_its_days(void **state)
{
    struct test_register *r = *state;
    const date today = r->work.today;
    const int64_t file = a_file(r);
    struct said_in given = consent(today - 10);
    const struct said_in back = {RECORD_WITHDRAWAL, today - 5, DATE_NONE, 0, {{NULL, NULL}}};
    struct said_in taken = back;
    struct consent_held held;

    given.said[3] = (struct said_pair){"until", "2026-03-07"};
    must(record(r, file, &given, &taken.answers));
    assert_false(open(r, file, taken.answers)); /* it is over */
    for (date on = today - 12; on <= today; on++) {
        must(consent_holds(&r->work, file, "QENDRA  shendetesore", on, &held));
        assert_int_equal(held.holds, on >= today - 10 && on <= today - 3);
    }
    must(record(r, file, &taken, &(int64_t){0}));
    for (date on = today - 12; on <= today; on++) {
        must(consent_holds(&r->work, file, "qendra shendetesore", on, &held));
        assert_int_equal(held.holds, on >= today - 10 && on < today - 5);
    }
}

/* Neither is looked for in the newest hundred only: a withdrawal that is overlooked tells those she no longer
 * trusts. */
static void a_consent_and_its_withdrawal_are_found_below_many_others(void **state)
{
    struct test_register *r = *state;
    const date today = r->work.today;
    const int64_t file = a_file(r);
    struct said_in given = consent(today), other = consent(today),
                   back = {RECORD_WITHDRAWAL, today, DATE_NONE, 0, {{NULL, NULL}}};
    int64_t first;
    struct consent_held held;

    must(record(r, file, &given, &first));
    other.said[0].value = "Policia";
    for (int i = 0; i < RECORDS_PAGE; i++)
        must(record(r, file, &other, &back.answers));
    must(consent_holds(&r->work, file, "qendra shendetesore", today, &held));
    assert_true(held.holds);
    back.answers = first;
    must(record(r, file, &back, &(int64_t){0}));
    for (int i = 0; i < RECORDS_PAGE; i++)
        must(record(r, file, &back, &(int64_t){0}));
    must(consent_holds(&r->work, file, "qendra shendetesore", today, &held));
    assert_false(held.holds);
}

static void a_consent_says_how_it_was_given(void **state)
{
    struct test_register *r = *state;
    struct said_in given = consent(r->work.today);
    const int64_t file = a_file(r);
    int64_t id;

    given.said[2].value = "spoken";
    must_refuse_at(r, record(r, file, &given, &id), ERR_INPUT, "required", "witness");
    given.said[3] = (struct said_pair){"witness", "Mira Leka"};
    given.said[4] = (struct said_pair){"until", "2026-03-09"};
    must_refuse_at(r, record(r, file, &given, &id), ERR_INPUT, "out_of_range", "until");
    given.said[4].value = "2026-03-10";
    must(record(r, file, &given, &id));
    assert_true(open(r, file, id));
}

/* 1, 7 and 30 days; shown from reminder_again_days before, which is 30, or else 5. */
static void what_has_no_answer_by_its_urgency_is_a_task(void **state)
{
    struct test_register *r = *state;
    const date today = r->work.today;
    const int64_t file = a_file(r);
    struct said_in given = consent(today - 60), sent;
    int64_t id;

    must(record(r, file, &given, &id));
    sent = referral(today - 2, "urgent");
    must(record(r, file, &sent, &id));
    assert_int_equal(tasks(r, "work_referral", true), 1);
    sent = referral(today, "soon");
    must(record(r, file, &sent, &id));
    sent = referral(today, "usual");
    must(record(r, file, &sent, &id));
    assert_int_equal(tasks(r, "work_referral", false), 2);
    must(db_script(r->db, "UPDATE legal_rule SET value = 5 WHERE name = 'reminder_again_days'"));
    assert_int_equal(tasks(r, "work_referral", false), 0);
    r->work.today += 25;
    r->work.now += 25 * 86400;
    assert_int_equal(tasks(r, "work_referral", true), 2);
    assert_int_equal(tasks(r, "work_referral", false), 1);
}

static void an_answer_ends_the_task_and_may_ask_again(void **state)
{
    struct test_register *r = *state;
    const date today = r->work.today;
    const int64_t file = a_file(r);
    struct said_in given = consent(today - 60), sent = referral(today - 2, "urgent"), said;
    int64_t id, asked;

    must(record(r, file, &given, &id));
    must(record(r, file, &sent, &asked));
    said = answer(asked, "waiting", today);
    must(record(r, file, &said, &id));
    assert_int_equal(tasks(r, "work_referral", true), 0);
    assert_int_equal(tasks(r, "work_referral_answer", false), 1);
    assert_true(open(r, file, asked));
    said = answer(asked, "seen", DATE_NONE);
    must(record(r, file, &said, &id));
    assert_int_equal(tasks(r, "work_referral_answer", false), 0);
    said = answer(asked, "refused", DATE_NONE);
    must_refuse_at(r, record(r, file, &said, &id), ERR_INPUT, "required", "why");
    said = answer(asked, "ended", DATE_NONE);
    must(record(r, file, &said, &id));
    assert_false(open(r, file, asked));
    must(record_void(&r->work, id, &(struct record_void){"nuk ishte"}));
    assert_true(open(r, file, asked));
}

static void an_answer_stays_one_when_the_referral_is_put_right(void **state)
{
    struct test_register *r = *state;
    const date today = r->work.today;
    const int64_t file = a_file(r);
    struct said_in given = consent(today - 60), sent = referral(today - 2, "urgent"), said;
    struct said_pair anew[] = {
        {"to", "qendra shendetesore"}, {"service", "health"}, {"urgency", "urgent"}, {"how", "email"}};
    struct case_work_new right = {
        .kind = RECORD_REFERRAL, .on = today - 2, .due = DATE_NONE, .said = anew, .said_count = 4};
    int64_t id;

    must(record(r, file, &given, &id));
    must(record(r, file, &sent, &right.corrects));
    said = answer(right.corrects, "declined", DATE_NONE);
    must(record(r, file, &said, &id));
    must(case_work_record(&r->work, file, &right, &id));
    assert_false(open(r, file, id));
    assert_int_equal(tasks(r, "work_referral", true), 0);
}

static void tasks_of_a_sealed_file_are_of_those_who_may_open_it(void **state)
{
    struct test_register *r = *state;
    const int64_t file = a_file(r);
    struct said_in given = consent(r->work.today - 60), sent = referral(r->work.today - 2, "urgent");
    int64_t id;

    must(record(r, file, &given, &id));
    must(record(r, file, &sent, &id));
    assert_int_equal(tasks(r, "work_referral", true), 1);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    assert_int_equal(tasks(r, "work_referral", true), 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(nobody_is_told_without_consent_or_ground),
        CASE(a_consent_holds_on_its_days),
        CASE(a_consent_and_its_withdrawal_are_found_below_many_others),
        CASE(a_consent_says_how_it_was_given),
        CASE(what_has_no_answer_by_its_urgency_is_a_task),
        CASE(an_answer_ends_the_task_and_may_ask_again),
        CASE(an_answer_stays_one_when_the_referral_is_put_right),
        CASE(tasks_of_a_sealed_file_are_of_those_who_may_open_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
