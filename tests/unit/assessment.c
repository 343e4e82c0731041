/* Assessments of danger: what is computed, what holds, who may lower it, when the next one is due. 2026-03-10
 * is today. The levels are worked out by hand from the rule of instrument 1 (db/, instrument_level): four
 * grave answers or ten make it very high, two or six high, one, three or five open questions medium. */
#include "domain/casework/assessment.h"

#include <string.h>

#include "domain/casework/case_work.h"
#include "domain/file/case_file.h"
#include "support/dump.h"
#include "support/register.h"

#define YES(code)                                                                                            \
    {                                                                                                        \
        code, ANSWER_YES, NULL                                                                               \
    }
#define NO(code)                                                                                             \
    {                                                                                                        \
        code, ANSWER_NO, NULL                                                                                \
    }
#define ALL_NO(named)                                                                                        \
    static struct answer_given named[] = {NO("repeated"),    NO("growing"),      NO("order_broken"),         \
                                          NO("injured"),     NO("threatened"),   NO("controlled"),           \
                                          NO("weapon"),      NO("weapon_shown"), NO("lives_together"),       \
                                          NO("drink_drugs"), NO("children"),     NO("mental_health"),        \
                                          NO("stalking"),    NO("own_fear"),     NO("circumstances")}
ALL_NO(QUIET);

static struct assessment_new of(struct answer_given *answers, size_t count, enum danger_level judged)
{
    return (struct assessment_new){.instrument = 1,
                                   .on = DATE_NONE,
                                   .kind = "initial",
                                   .judged = judged,
                                   .reason = "sipas bisedës",
                                   .answers = answers,
                                   .answers_count = count};
}

static int64_t file(struct test_register *r)
{
    int64_t id;

    must(case_register(&r->work, "Cepo", &id));
    return id;
}

static struct assessment *list(struct test_register *r, int64_t case_id, size_t count)
{
    struct assessment *all;
    size_t n;

    must(assessment_list(&r->work, case_id, &all, &n));
    assert_int_equal(n, count);
    return all;
}

static int64_t record(struct test_register *r, int64_t case_id, const struct assessment_new *in)
{
    int64_t id;

    must(assessment_record(&r->work, case_id, in, &id));
    return id;
}

/* Whoever signs in next. */
static void another(struct test_register *r)
{
    must(db_script(r->db,
                   "INSERT INTO account (id, name, full_name, role, password_hash, active, created_at) "
                   "SELECT 77, 'tjeter', 'Tjetër Koordinatore', role, password_hash, 1, created_at FROM "
                   "account WHERE id = 1"));
    r->work.actor.account = 77;
}

static err agree(struct test_register *r, int64_t case_id, int64_t assessment, int64_t *ret_id)
{
    struct said_pair said[] = {{"reason", "ai u largua nga vendi"}};
    const struct case_work_new in = {.kind = RECORD_AGREEMENT,
                                     .on = DATE_NONE,
                                     .due = DATE_NONE,
                                     .answers = assessment,
                                     .said = said,
                                     .said_count = 1};

    return case_work_record(&r->work, case_id, &in, ret_id);
}

static void the_level_follows_by_the_rule(void **state)
{
    static const struct danger_rule RULES[] = {{DANGER_VERY_HIGH, {0, 4, 0}}, {DANGER_VERY_HIGH, {10, 0, 0}},
                                               {DANGER_HIGH, {0, 2, 0}},      {DANGER_HIGH, {6, 0, 0}},
                                               {DANGER_MEDIUM, {0, 1, 0}},    {DANGER_MEDIUM, {3, 0, 0}},
                                               {DANGER_MEDIUM, {0, 0, 5}}};
    static const struct {
        struct danger_count count;
        enum danger_level level;
    } CASES[] = {{{0, 0, 0}, DANGER_LOW},       {{2, 0, 4}, DANGER_LOW},    {{0, 0, 5}, DANGER_MEDIUM},
                 {{3, 0, 0}, DANGER_MEDIUM},    {{1, 1, 0}, DANGER_MEDIUM}, {{2, 2, 0}, DANGER_HIGH},
                 {{6, 0, 0}, DANGER_HIGH},      {{5, 1, 0}, DANGER_MEDIUM}, {{4, 4, 0}, DANGER_VERY_HIGH},
                 {{10, 1, 5}, DANGER_VERY_HIGH}};

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        assert_int_equal(danger_computed(RULES, 7, &CASES[i].count), CASES[i].level);
    assert_int_equal(danger_computed(NULL, 0, &CASES[9].count), DANGER_LOW);
}

static void the_higher_holds_until_somebody_agrees(void **state)
{
    (void)state;
    assert_int_equal(danger_holding(DANGER_LOW, DANGER_LOW, DANGER_HIGH, false), DANGER_HIGH);
    assert_int_equal(danger_holding(DANGER_LOW, DANGER_HIGH, DANGER_LOW, false), DANGER_HIGH);
    assert_int_equal(danger_holding(DANGER_LOW, DANGER_HIGH, DANGER_LOW, true), DANGER_LOW);
    assert_int_equal(danger_holding(DANGER_VERY_HIGH, DANGER_LOW, DANGER_LOW, false), DANGER_VERY_HIGH);
    assert_int_equal(danger_holding(DANGER_VERY_HIGH, DANGER_LOW, DANGER_MEDIUM, true), DANGER_MEDIUM);
}

static void what_was_answered_is_read_again(void **state)
{
    struct test_register *r = *state;
    struct answer_given answers[] = {
        {"weapon", ANSWER_YES, "pushkë gjahu, 2 copë"}, YES("own_fear"), {"children", ANSWER_UNKNOWN, NULL}};
    const struct assessment_new in = of(answers, 3, DANGER_HIGH);
    const int64_t id = file(r);
    struct assessment *a;

    record(r, id, &in);
    a = list(r, id, 1);
    assert_int_equal(a->computed, DANGER_HIGH); /* two grave ones */
    assert_int_equal(a->holds, DANGER_HIGH);
    assert_false(a->asks);
    assert_int_equal(a->record.due, r->work.today + 7);
    assert_int_equal(a->answer_count, 15);
    assert_string_equal(a->answers[6].question, "weapon");
    assert_int_equal(a->answers[6].answer, ANSWER_YES);
    assert_string_equal(a->answers[6].comment, "pushkë gjahu, 2 copë");
    assert_int_equal(a->answers[10].answer, ANSWER_UNKNOWN);
    assert_int_equal(a->answers[0].answer, ANSWER_NONE);
    assert_string_equal(a->version, "1");
    assert_null(strstr(dump(r, ""), "pushk"));
    assert_null(strstr(dump(r, ""), "own_fear yes"));
}

static void the_next_one_is_due_by_the_level(void **state)
{
    static const int DAYS[] = {60, 30, 7, 3};
    struct test_register *r = *state;

    for (unsigned level = DANGER_LOW; level <= DANGER_VERY_HIGH; level++) {
        const struct assessment_new in = of(QUIET, 15, (enum danger_level)level);
        const int64_t id = file(r);

        record(r, id, &in);
        assert_int_equal(list(r, id, 1)->record.due, r->work.today + DAYS[level]);
    }
}

static void less_waits_for_a_second_person(void **state)
{
    struct test_register *r = *state;
    struct answer_given grave[] = {YES("weapon"), YES("threatened"), YES("stalking"), YES("children")};
    const struct assessment_new high = of(grave, 4, DANGER_VERY_HIGH), low = of(QUIET, 15, DANGER_LOW);
    const int64_t id = file(r);
    int64_t first, second, agreed;
    struct assessment *a;

    first = record(r, id, &high);
    second = record(r, id, &low);
    a = list(r, id, 2);
    assert_int_equal(a[0].record.answers, first);
    assert_int_equal(a[0].computed, DANGER_LOW);
    assert_int_equal(a[0].holds, DANGER_VERY_HIGH); /* it held, and nobody has agreed */
    assert_true(a[0].asks);
    assert_int_equal(a[0].record.due, r->work.today + 3);
    must_refuse_at(r, agree(r, id, second, &agreed), ERR_INPUT, "same_person", "answers");
    another(r);
    must(agree(r, id, second, &agreed));
    a = list(r, id, 2);
    assert_int_equal(a[0].holds, DANGER_LOW);
    assert_false(a[0].asks);
    assert_non_null(a[0].agreed_by);
    assert_int_equal(a[1].holds, DANGER_VERY_HIGH);
    must(record_void(&r->work, agreed, &(struct record_void){"gabim"}));
    assert_int_equal(list(r, id, 2)[0].holds, DANGER_VERY_HIGH);
}

static void who_puts_it_right_is_a_writer_and_asks_anew(void **state)
{
    struct test_register *r = *state;
    struct answer_given grave[] = {YES("weapon"), YES("threatened")};
    struct assessment_new in = of(grave, 2, DANGER_LOW);
    const int64_t id = file(r), first = record(r, id, &in), me = r->work.actor.account;
    struct assessment *a;
    int64_t agreed;

    another(r);
    must(agree(r, id, first, &agreed));
    assert_int_equal(list(r, id, 1)->holds, DANGER_LOW);
    in.corrects = first;
    record(r, id, &in);
    a = list(r, id, 2);
    assert_int_equal(a[0].holds, DANGER_HIGH);
    assert_true(a[1].record.corrected);
    must_refuse_at(r, agree(r, id, a[0].record.id, &agreed), ERR_INPUT, "same_person", "answers");
    r->work.actor.account = me;
    must_refuse_at(r, agree(r, id, a[0].record.id, &agreed), ERR_INPUT, "same_person", "answers");
}

static void a_question_that_is_gone_stays_readable(void **state)
{
    struct test_register *r = *state;
    struct answer_given answers[] = {{"weapon", ANSWER_YES, "thikë"}};
    const struct assessment_new in = of(answers, 1, DANGER_MEDIUM), quiet = of(NULL, 0, DANGER_MEDIUM);
    const int64_t id = file(r);
    struct assessment *a;
    int64_t other;

    record(r, id, &in);
    must(db_script(r->db, "UPDATE instrument_question SET until_day = '2026-03-09' WHERE code = 'weapon'"));
    must_refuse_at(r, assessment_record(&r->work, id, &in, &other), ERR_INPUT, "unknown_question",
                   "answers[0].question");
    record(r, id, &quiet);
    a = list(r, id, 2);
    assert_int_equal(a[0].answer_count, 14);
    assert_int_equal(a[0].computed, DANGER_MEDIUM); /* fourteen open ones */
    assert_int_equal(a[1].answer_count, 15);
    assert_string_equal(a[1].answers[6].comment, "thikë");
    assert_non_null(strstr(a[1].answers[6].text_en, "weapon"));
}

static void all_faults_are_told_at_once(void **state)
{
    static const char *const AT[][2] = {{"duplicate", "answers[1].question"},
                                        {"unknown_question", "answers[2].question"},
                                        {"in_future", "on"},
                                        {"unknown_word", "kind"},
                                        {"required", "reason"}};
    struct test_register *r = *state;
    struct answer_given answers[] = {YES("weapon"), NO("weapon"), YES("pigeon")};
    struct assessment_new in = of(answers, 3, DANGER_LOW);
    const int64_t id = file(r);
    int64_t other;

    in.reason = NULL;
    in.kind = "sideways";
    in.on = r->work.today + 1;
    must_fail(assessment_record(&r->work, id, &in, &other), ERR_INPUT);
    must_tell(r, AT, sizeof AT / sizeof AT[0]);
    in = of(answers, 1, DANGER_LOW);
    in.instrument = 9;
    must_refuse_at(r, assessment_record(&r->work, id, &in, &other), ERR_INPUT, "unknown_instrument",
                   "instrument");
    in = of(answers, 1, DANGER_MEDIUM);
    in.reason = NULL; /* it is what the answers give */
    must(assessment_record(&r->work, id, &in, &other));
    must_refuse(r, assessment_record(&r->work, 99, &in, &other), ERR_ABSENT, "no_such_case");
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    must_fail(assessment_record(&r->work, id, &in, &other), ERR_DENIED);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_level_follows_by_the_rule),          CASE(the_higher_holds_until_somebody_agrees),
        CASE(what_was_answered_is_read_again),        CASE(the_next_one_is_due_by_the_level),
        CASE(less_waits_for_a_second_person),         CASE(who_puts_it_right_is_a_writer_and_asks_anew),
        CASE(a_question_that_is_gone_stays_readable), CASE(all_faults_are_told_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
