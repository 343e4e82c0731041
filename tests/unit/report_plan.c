/* The indicators of the social plan, each by an example: what counts, and what is like it and does not.
 * 2026-03-10 is today. */
#include <string.h>

#include "domain/casework/call.h"
#include "domain/casework/contact_point.h"
#include "domain/casework/meeting_minutes.h"
#include "domain/report/report.h"
#include "domain/task/case_close.h"
#include "support/casework.h"
#include "support/holder.h"

static int64_t plan(struct test_register *r, int64_t year, const char *column)
{
    const struct report_asked in = {.year = year, .from = DATE_NONE, .until = DATE_NONE};
    const struct report_definition *of = report_named("plan");
    struct report t;

    must(report_make(&r->work, of, &in, &t));
    for (size_t i = 0; i < of->column_count; i++)
        if (!strcmp(of->columns[i].code, column)) {
            assert_true(t.cells[i].known);
            return t.cells[i].value;
        }
    fail_msg("no column %s", column);
    return -1;
}

static int64_t referred(struct test_register *r, int64_t file, const char *service)
{
    return work_take(r, file,
                     WORK(RECORD_REFERRAL, {"to", "Bashkia"}, {"service", service}, {"urgency", "usual"},
                          {"how", "letter"}, {"ground", "child"}, {"ground_text", "fëmija është vetëm"}));
}

static int64_t answered(struct test_register *r, int64_t file, int64_t referral, const char *outcome)
{
    return work_take(
        r, file,
        work_answering(WORK(RECORD_REFERRAL_ANSWER, {"outcome", outcome}, {"why", "u tha"}), referral));
}

/* Confirmed on the first of February 2025 and on the tenth of January 2026, ended in March. */
static void a_year_keeps_what_was_confirmed_in_it(void **state)
{
    struct test_register *r = *state;
    const struct contact_new in = {
        .name = "Policia", .kind = "police", .level = "local", .confirmed_on = DATE_NONE};
    int64_t id;

    register_on(r, date_make(2025, 2, 1));
    must(contact_point_add(&r->work, &in, &id));
    register_on(r, date_make(2026, 1, 10));
    must(contact_point_confirm(&r->work, id));
    assert_int_equal(plan(r, 2024, "2.1.1.points"), 0);
    assert_int_equal(plan(r, 2025, "2.1.1.points"), 1);
    assert_int_equal(plan(r, 2025, "2.1.1.confirmed"), 1);
    assert_int_equal(plan(r, 2026, "2.1.1.confirmed"), 1);
    register_on(r, date_make(2027, 1, 5));
    assert_int_equal(plan(r, 2026, "2.1.1.confirmed"), 1);
    assert_int_equal(plan(r, 2027, "2.1.1.points"), 1);
    assert_int_equal(plan(r, 2027, "2.1.1.confirmed"), 0);
    must(contact_point_end(&r->work, id));
    assert_int_equal(plan(r, 2026, "2.1.1.points"), 1);
    assert_int_equal(plan(r, 2027, "2.1.1.points"), 0);
}

static int64_t held(struct test_register *r, const char *kind, struct meeting_invited *invited, size_t count)
{
    const struct meeting_new in = {.said = {.place = "Salla"},
                                   .kind = kind,
                                   .on = r->work.today,
                                   .counts = {.women = 7, .men = 4, .reports = 3, .initiatives = 2},
                                   .invited = invited,
                                   .invited_count = count};
    int64_t id;

    must(meeting_add(&r->work, &in, &id));
    return id;
}

static void minuted(struct test_register *r, int64_t meeting)
{
    struct said_pair text = {"text", "u fol"};
    const struct meeting_minute_new in = {.work = {.kind = RECORD_MEETING_MINUTES,
                                                   .on = DATE_NONE,
                                                   .due = DATE_NONE,
                                                   .said = &text,
                                                   .said_count = 1}};
    int64_t id;

    must(meeting_minute_add(&r->work, meeting, &in, &id));
}

static void meetings_count_by_what_they_were_for(void **state)
{
    struct test_register *r = *state;
    struct meeting_invited invited[] = {
        {.institution = "Shkolla Çajupi", .state = INVITED_PRESENT, .head = true},
        {.institution = "SHKOLLA CAJUPI", .name = "Ana Lena", .state = INVITED_PRESENT},
        {.name = "Drita Koka", .state = INVITED_PRESENT},
        {.institution = "Policia", .state = INVITED_EXCUSED, .head = true}};

    minuted(r, held(r, "directors", invited, 4));
    held(r, "directors", invited, 2);
    held(r, "information", invited, 4);
    held(r, "community", invited, 4);
    assert_int_equal(plan(r, 2026, "2.1.2.meetings"), 2);
    assert_int_equal(plan(r, 2026, "2.1.2.heads"), 2);
    assert_int_equal(plan(r, 2026, "2.1.2.minutes"), 1);
    assert_int_equal(plan(r, 2026, "2.1.2.reports"), 6);
    assert_int_equal(plan(r, 2026, "2.1.2.initiatives"), 4);
    assert_int_equal(plan(r, 2026, "2.1.4.informed"), 3 + 7 + 4);
    assert_int_equal(plan(r, 2026, "3.1.1.women"), 7);
    assert_int_equal(plan(r, 2026, "3.1.1.men"), 4);
    assert_int_equal(plan(r, 2026, "3.1.1.institutions"),
                     1); /* one name, spelled twice; of one it is not known */
    assert_int_equal(plan(r, 2026, "2.1.3.present"), 0);
}

/* The waiting list was put right after she was accepted: she is accepted. */
static void a_correction_stands_where_the_first_answer_stood(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r), referral = referred(r, file, "documents"),
                  first = answered(r, file, referral, "waiting");
    struct case_work_new again = work_answering(
        WORK(RECORD_REFERRAL_ANSWER, {"outcome", "waiting"}, {"why", "deri në prill"}), referral);

    assert_int_equal(plan(r, 2026, "3.1.2.served"), 0);
    answered(r, file, referral, "accepted");
    again.corrects = first;
    work_take(r, file, again);
    assert_int_equal(plan(r, 2026, "3.1.2.served"), 1);
    assert_int_equal(plan(r, 2026, "2.1.3.supported"), 1);
    assert_int_equal(plan(r, 2026, "3.3.2.documents"), 1);
    answered(r, file, referral, "declined");
    assert_int_equal(plan(r, 2026, "3.1.2.served"), 0);
}

/* One came herself, with two forms; one through the police; the third was referred to a service. */
static void who_is_referred_here_is_not_who_is_referred_on(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r);

    for (int i = 0; i < 2; i++)
        work_take(r, file,
                  WORK(RECORD_INTAKE, {"came_through", "herself"}, {"violence", "physical economic sexual"}));
    work_take(r, work_file(r), WORK(RECORD_INTAKE, {"came_through", "police"}, {"violence", "physical"}));
    referred(r, work_file(r), "legal");
    assert_int_equal(plan(r, 2026, "3.3.2.referred"), 1);
    assert_int_equal(plan(r, 2026, "3.3.2.services"), 1);
    assert_int_equal(plan(r, 2026, "3.3.2.managed"), 3);
    assert_int_equal(plan(r, 2026, "3.2.1.forms"), 3);
}

static void called(struct test_register *r, const char *channel, const char *danger, const char *outcome)
{
    const struct call_new in = {.said = {.channel = channel,
                                         .caller = "victim",
                                         .danger = danger,
                                         .outcome = outcome,
                                         .about = "kërkon ndihmë"},
                                .on = DATE_NONE};
    int64_t id;

    must(call_record(&r->work, &in, &id));
}

static void what_comes_by_telephone_is_counted_apart(void **state)
{
    struct test_register *r = *state;

    called(r, "telephone", "yes", "police");
    called(r, "telephone", "no", "information");
    called(r, "came", "yes", "orientation");
    assert_int_equal(plan(r, 2026, "3.2.1.calls"), 2);
    assert_int_equal(plan(r, 2026, "3.2.3.emergency"), 1);
    assert_int_equal(plan(r, 2026, "3.2.3.information"), 1);
    assert_int_equal(plan(r, 2026, "3.1.2.informed"), 2);
    work_take(r, work_file(r), WORK(RECORD_CENTRE_SERVICE, {"service", "counselling"}));
    work_take(r, work_file(r), WORK(RECORD_CENTRE_SERVICE, {"service", "food"}));
    assert_int_equal(plan(r, 2026, "3.1.2.informed"), 3);
    assert_int_equal(plan(r, 2026, "2.1.3.supported"), 2);
    assert_int_equal(plan(r, 2026, "3.3.2.empowered"), 0);
}

/* The action was written into the plan of 2025, and done in 2026: then she was worked for, and empowered. */
static void an_action_counts_when_it_is_done(void **state)
{
    struct test_register *r = *state;
    int64_t file, written, action, id;
    struct case_work_new closing = WORK(RECORD_CLOSING, {"reason", "goals_reached"});

    register_on(r, date_make(2025, 12, 30));
    file = work_file(r);
    written = work_take(r, file, work_due(WORK(RECORD_PLAN, {"wish", "punë"}), date_make(2026, 4, 1)));
    action = work_take(r, file,
                       work_answering(work_due(WORK(RECORD_PLAN_ACTION, {"area", "economic"},
                                                    {"what", "kurs"}, {"who", "ajo"}),
                                               date_make(2026, 2, 1)),
                                      written));
    register_on(r, date_make(2026, 3, 10));
    assert_int_equal(plan(r, 2026, "3.3.2.managed"), 0);
    work_take(r, file, work_answering(WORK(RECORD_ACTION_RESULT, {"state", "done"}), action));
    assert_int_equal(plan(r, 2026, "3.3.2.managed"), 1);
    assert_int_equal(plan(r, 2026, "3.3.2.empowered"), 1);
    assert_int_equal(plan(r, 2025, "3.3.2.empowered"), 0);
    must(case_close(&r->work, file, &closing, &id));
    assert_int_equal(plan(r, 2026, "3.3.2.empowered"), 1);
}

#define CASE(t) cmocka_unit_test_setup_teardown(t, register_setup, register_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_year_keeps_what_was_confirmed_in_it),
        CASE(meetings_count_by_what_they_were_for),
        CASE(a_correction_stands_where_the_first_answer_stood),
        CASE(who_is_referred_here_is_not_who_is_referred_on),
        CASE(what_comes_by_telephone_is_counted_apart),
        CASE(an_action_counts_when_it_is_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
