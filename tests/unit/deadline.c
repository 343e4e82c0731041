/* The clocks of the law: when each begins, ends, shows and goes away. */
#include "domain/law/deadline.h"

#include "base/clock.h"
#include "base/instant.h"
#include "support/assert.h"

#define HOUR 3600

#define RULE(n, v)                                                                                           \
    {                                                                                                        \
        .number = (n), .value = (v), .until = DATE_OPEN, .source = ""                                        \
    }
static const struct legal_rule RULES[] = {
    RULE(LEGAL_POLICE_TO_COURT_HOURS, 48),
    RULE(LEGAL_UMM_DECISION_HOURS, 48),
    RULE(LEGAL_UMM_MINOR_HOURS, 24),
    RULE(LEGAL_HEARING_DAYS, 20),
    RULE(LEGAL_UM_DECISION_DAYS, 15),
    RULE(LEGAL_COPIES_HOURS, 24),
    RULE(LEGAL_APPEAL_DAYS, 15),
    RULE(LEGAL_UM_MONTHS, 12),
    RULE(LEGAL_EXTENSION_DAYS, 15),
    RULE(LEGAL_REMINDER_DAYS, 45),
    RULE(LEGAL_REMINDER_AGAIN_DAYS, 30),
    RULE(LEGAL_APPEAL_REVIEW_DAYS, 30),
    RULE(LEGAL_HISTORY_DAYS, 90),
    {.number = LEGAL_UMM_APPEAL_DAYS, .value = 5, .from = 14882, .until = 17734, .source = ""},
    {.number = LEGAL_UMM_APPEAL_DAYS, .value = 0, .from = 17735, .until = DATE_OPEN, .source = ""},
};

/* Two orders of one file, the tasks found at some instant. */
struct scene {
    struct filed_order orders[2];
    size_t order_count;
    struct arena arena;
    struct deadline *tasks;
    size_t count;
};

static date d(const char *text)
{
    date ret;

    must(date_parse(text, &ret));
    return ret;
}

static int64_t at(const char *day, const char *hhmm)
{
    int64_t ret;

    must(instant_parse_local(d(day), hhmm, &ret));
    return ret;
}

static int scene_set(void **state)
{
    static struct scene s;

    s = (struct scene){0};
    *state = &s;
    return 0;
}

static int scene_clear(void **state)
{
    struct scene *s = *state;

    arena_free(&s->arena);
    return 0;
}

/* The first order of the file, granted at 10:00 (hour NULL: not known), served so that copies are quiet. */
static struct protection *file(struct scene *s, enum order_kind kind, const char *day, const char *hhmm,
                               const char *until)
{
    struct act acts[] = {
        {.id = 1, .kind = ACT_GRANTED, .on = d(day), .start = d(day), .effective = DATE_NONE},
        {.id = 2, .kind = ACT_SERVED, .on = d(day), .end = DATE_NONE, .effective = DATE_NONE},
    };

    acts[0].end = until == NULL ? DATE_OPEN : d(until);
    acts[0].at = hhmm == NULL ? 0 : at(day, hhmm);
    s->orders[0] = (struct filed_order){.id = 1,
                                        .kind = kind,
                                        .received_on = DATE_NONE,
                                        .registered_on = DATE_NONE,
                                        .protection = protection_of(acts, 2)};
    s->order_count = 1;
    return &s->orders[0].protection;
}

static void file_follower(struct scene *s, enum order_kind kind, const char *day)
{
    struct act grant = {.id = 9,
                        .kind = ACT_GRANTED,
                        .on = d(day),
                        .start = d(day),
                        .end = DATE_OPEN,
                        .effective = DATE_NONE};

    s->orders[1] = (struct filed_order){.id = 2,
                                        .kind = kind,
                                        .follows = 1,
                                        .received_on = DATE_NONE,
                                        .registered_on = DATE_NONE,
                                        .protection = protection_of(&grant, 1)};
    s->orders[1].protection.served_on = d(day);
    s->order_count = 2;
}

static void look(struct scene *s, int64_t now)
{
    must(deadline_open(s->orders, s->order_count, RULES, sizeof RULES / sizeof *RULES, now, &s->arena,
                       &s->tasks, &s->count));
}

static const struct deadline *task(const struct scene *s, enum task_kind kind, int64_t order)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->tasks[i].kind == kind && s->tasks[i].order == order)
            return &s->tasks[i];
    return NULL;
}

static void police_has_48_hours_to_the_court(void **state)
{
    struct scene *s = *state;
    const struct deadline *t;

    file(s, ORDER_UMPMM, "2027-05-10", "22:15", NULL);
    look(s, at("2027-05-12", "22:15"));
    assert_non_null(t = task(s, TASK_POLICE_TO_COURT, 1));
    assert_int_equal(t->due_at, at("2027-05-12", "22:15"));
    assert_int_equal(t->due_on, d("2027-05-12"));
    assert_true(t->hours);
    assert_false(t->overdue);
    look(s, at("2027-05-12", "22:16"));
    assert_true(task(s, TASK_POLICE_TO_COURT, 1)->overdue);
}

static void hours_are_hours_when_the_clocks_go_forward(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UMPMM, "2027-03-27", "12:00", NULL);
    look(s, at("2027-03-27", "13:00"));
    assert_int_equal(task(s, TASK_POLICE_TO_COURT, 1)->due_at, at("2027-03-27", "12:00") + 48 * HOUR);
    assert_int_equal(task(s, TASK_POLICE_TO_COURT, 1)->due_at, at("2027-03-29", "13:00"));
}

static void hours_are_hours_when_the_clocks_go_back(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UMPMM, "2027-10-30", "00:30", NULL);
    look(s, at("2027-10-30", "13:00"));
    assert_int_equal(task(s, TASK_POLICE_TO_COURT, 1)->due_at, at("2027-10-31", "23:30"));
    assert_int_equal(task(s, TASK_POLICE_TO_COURT, 1)->due_on, d("2027-10-31"));
}

static void unknown_hour_counts_from_the_end_of_the_day(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UMPMM, "2027-05-10", NULL, NULL);
    look(s, at("2027-05-12", "23:59"));
    assert_false(task(s, TASK_POLICE_TO_COURT, 1)->overdue);
    assert_int_equal(task(s, TASK_POLICE_TO_COURT, 1)->due_on, d("2027-05-12"));
    look(s, at("2027-05-13", "00:00"));
    assert_true(task(s, TASK_POLICE_TO_COURT, 1)->overdue);
}

static void petition_answers_the_police_clock_and_starts_the_court_s(void **state)
{
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UMPMM, "2027-05-10", "10:00", NULL);

    look(s, at("2027-05-10", "12:00"));
    assert_int_equal(task(s, TASK_UMM_DECISION, 1)->due_at, at("2027-05-14", "10:00"));
    p->petitioned_on = d("2027-05-11");
    p->petitioned_at = at("2027-05-11", "09:00");
    look(s, at("2027-05-11", "12:00"));
    assert_null(task(s, TASK_POLICE_TO_COURT, 1));
    assert_int_equal(task(s, TASK_UMM_DECISION, 1)->due_at, at("2027-05-13", "09:00"));
}

static void minor_halves_the_court_s_time(void **state)
{
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UMPMM, "2027-05-10", "10:00", NULL);

    s->orders[0].names_minor = true;
    p->petitioned_on = d("2027-05-11");
    p->petitioned_at = at("2027-05-11", "09:00");
    look(s, at("2027-05-11", "12:00"));
    assert_int_equal(task(s, TASK_UMM_DECISION, 1)->due_at, at("2027-05-12", "09:00"));
}

static void order_that_follows_closes_both_clocks(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UMPMM, "2027-05-10", "10:00", NULL);
    file_follower(s, ORDER_UMM, "2027-05-12");
    s->orders[0].protection.until = d("2027-05-11");
    look(s, at("2027-05-11", "12:00"));
    assert_null(task(s, TASK_POLICE_TO_COURT, 1));
    assert_null(task(s, TASK_UMM_DECISION, 1));
    s->orders[1].protection = protection_of(NULL, 0);
    look(s, at("2027-05-11", "12:00"));
    assert_non_null(task(s, TASK_UMM_DECISION, 1));
}

static void order_that_stands_beside_closes_no_clock(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UMM, "2027-05-10", "10:00", NULL)->petitioned_on = d("2027-05-11");
    file_follower(s, ORDER_UM, "2027-05-20"); /* names fewer: the first was not replaced */
    look(s, at("2027-05-20", "12:00"));
    assert_non_null(task(s, TASK_UM_DECISION, 1));
}

static void missed_deadline_stays_open_as_overdue(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UMPMM, "2027-05-10", "10:00", NULL);
    look(s, at("2027-11-10", "10:00"));
    assert_true(task(s, TASK_POLICE_TO_COURT, 1)->overdue);
    assert_true(task(s, TASK_UMM_DECISION, 1)->overdue);
    assert_true(protection_in_force(&s->orders[0].protection, d("2027-11-10")));
}

static void copies_are_due_in_24_hours_until_served(void **state)
{
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UM, "2027-05-10", "10:00", "2028-05-09");

    look(s, at("2027-05-10", "12:00"));
    assert_null(task(s, TASK_COPIES, 1));
    p->served_on = DATE_NONE;
    look(s, at("2027-05-10", "12:00"));
    assert_int_equal(task(s, TASK_COPIES, 1)->due_at, at("2027-05-11", "10:00"));
}

/* The paper names the day itself: neither earlier nor later is due, and no outcome is supposed then. */
static void hearing_is_due_on_the_day_that_the_paper_names(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UMM, "2027-05-10", "10:00", NULL);
    s->orders[0].hearing_on = d("2027-05-18");
    look(s, at("2027-05-18", "23:59"));
    assert_int_equal(task(s, TASK_HEARING, 1)->due_on, d("2027-05-18"));
    assert_false(task(s, TASK_HEARING, 1)->overdue);
    look(s, at("2027-05-19", "00:00"));
    assert_true(task(s, TASK_HEARING, 1)->overdue);
    s->orders[0].hearing_on = d("2027-05-09"); /* before the grant: a slip, so the law counts */
    look(s, at("2027-05-19", "00:00"));
    assert_int_equal(task(s, TASK_HEARING, 1)->due_on, d("2027-05-30"));
}

/* Article 19 of law 9669/2006: the order calls a hearing. One whose day the paper does not name is asked for
 * when the copies are due, 24 hours after the decision, whatever the law says of days, until it is known. */
static void the_day_of_a_hearing_is_asked_for_until_it_is_known(void **state)
{
    struct scene *s = *state;
    const struct deadline *t;

    file(s, ORDER_UMM, "2027-05-10", "10:00", NULL);
    look(s, at("2027-05-10", "12:00"));
    assert_non_null(t = task(s, TASK_HEARING_DAY, 1));
    assert_int_equal(t->due_on, d("2027-05-11"));
    assert_false(t->overdue);
    look(s, at("2027-07-01", "12:00"));
    assert_true(task(s, TASK_HEARING_DAY, 1)->overdue);
    s->orders[0].hearing_on = d("2027-05-09"); /* before the grant: nothing that could be a hearing */
    look(s, at("2027-07-01", "12:00"));
    assert_non_null(task(s, TASK_HEARING_DAY, 1));
    s->orders[0].hearing_on = d("2027-05-18");
    look(s, at("2027-05-10", "12:00"));
    assert_null(task(s, TASK_HEARING_DAY, 1));
    s->orders[0].hearing_on = DATE_NONE;
    file_follower(s, ORDER_UM, "2027-05-20");
    s->orders[0].protection.until = d("2027-05-19");
    look(s, at("2027-05-21", "12:00"));
    assert_null(task(s, TASK_HEARING_DAY, 1));
}

static void hearing_is_due_20_days_after_the_immediate_order(void **state)
{
    struct scene *s = *state;
    const struct deadline *t;

    file(s, ORDER_UMM, "2027-05-10", "10:00", NULL);
    look(s, at("2027-05-30", "23:59"));
    assert_non_null(t = task(s, TASK_HEARING, 1));
    assert_int_equal(t->due_on, d("2027-05-30"));
    assert_int_equal(t->due_at, at("2027-05-31", "00:00") - 1);
    assert_false(t->hours);
    assert_false(t->overdue);
    look(s, at("2027-05-31", "00:00"));
    assert_true(task(s, TASK_HEARING, 1)->overdue);
}

static void order_decision_is_due_15_days_after_the_petition(void **state)
{
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UMM, "2027-05-10", "10:00", NULL);

    look(s, at("2027-05-11", "12:00"));
    assert_null(task(s, TASK_UM_DECISION, 1));
    p->petitioned_on = d("2027-05-12");
    look(s, at("2027-05-12", "12:00"));
    assert_int_equal(task(s, TASK_UM_DECISION, 1)->due_on, d("2027-05-27"));
    file_follower(s, ORDER_UM, "2027-05-20");
    p->until = d("2027-05-19");
    look(s, at("2027-05-19", "12:00"));
    assert_null(task(s, TASK_UM_DECISION, 1));
}

static void appeal_window_is_15_days_then_finality_is_asked(void **state)
{
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UM, "2027-05-10", "10:00", "2028-05-09");

    look(s, at("2027-05-25", "12:00"));
    assert_int_equal(task(s, TASK_APPEAL, 1)->due_on, d("2027-05-25"));
    assert_null(task(s, TASK_FINALITY, 1));
    look(s, at("2027-05-26", "00:00"));
    assert_null(task(s, TASK_APPEAL, 1));
    assert_int_equal(task(s, TASK_FINALITY, 1)->due_on, d("2027-05-26"));
    p->final_on = d("2027-05-26");
    look(s, at("2027-06-26", "00:00"));
    assert_null(task(s, TASK_FINALITY, 1));
}

/* Appealed on 20.05: its outcome is asked until it is known, and finality anew from then on. */
static void an_appeal_is_a_question_until_its_outcome(void **state)
{
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UM, "2027-05-10", "10:00", "2028-05-09");

    p->appeal_on = d("2027-05-20");
    look(s, at("2027-05-21", "12:00"));
    assert_null(task(s, TASK_APPEAL, 1));
    assert_int_equal(task(s, TASK_APPEAL_DECISION, 1)->due_on, d("2027-06-19"));
    look(s, at("2027-06-26", "00:00"));
    assert_null(task(s, TASK_FINALITY, 1));
    assert_true(task(s, TASK_APPEAL_DECISION, 1)->overdue);
    p->appeal_on = DATE_NONE;
    p->appeal_decided_on = d("2027-07-10");
    look(s, at("2027-07-11", "12:00"));
    assert_null(task(s, TASK_APPEAL_DECISION, 1));
    assert_int_equal(task(s, TASK_FINALITY, 1)->due_on, d("2027-07-11"));
    p->final_on = p->final_last_on = d("2027-05-26"); /* of before: it is asked anew */
    look(s, at("2027-07-11", "12:00"));
    assert_non_null(task(s, TASK_FINALITY, 1));
    p->final_last_on = d("2027-07-10");
    look(s, at("2027-07-11", "12:00"));
    assert_null(task(s, TASK_FINALITY, 1));
}

/* The court ended it, and she appealed: asked also while nothing protects. */
static void an_appealed_termination_is_a_question(void **state)
{
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UM, "2027-05-10", "10:00", "2028-05-09");

    p->cut = p->settled = true;
    p->cut_by = ACT_TERMINATED;
    p->until = d("2027-08-31");
    p->appeal_on = d("2027-09-05");
    look(s, at("2027-12-01", "12:00"));
    assert_true(task(s, TASK_APPEAL_DECISION, 1)->overdue);
    assert_true(task(s, TASK_APPEAL_DECISION, 1)->ended);
    assert_int_equal(s->count, 1);
}

/* The text of 2010: five days; that of 2018 knows no appeal against an UMM. */
static void an_immediate_order_of_before_2018_could_be_appealed(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UMM, "2017-05-10", "10:00", NULL);
    look(s, at("2017-05-15", "12:00"));
    assert_int_equal(task(s, TASK_APPEAL, 1)->due_on, d("2017-05-15"));
    look(s, at("2017-05-16", "12:00"));
    assert_null(task(s, TASK_APPEAL, 1));
    assert_null(task(s, TASK_FINALITY, 1));
    file(s, ORDER_UMM, "2027-05-10", "10:00", NULL);
    look(s, at("2027-05-11", "12:00"));
    assert_null(task(s, TASK_APPEAL, 1));
}

static void extension_request_shows_45_days_ahead_and_is_due_15_before(void **state)
{
    struct scene *s = *state;
    const struct deadline *t;

    file(s, ORDER_UM, "2027-01-01", "10:00", "2027-12-31")->final_on = d("2027-01-17");
    look(s, at("2027-11-15", "12:00"));
    assert_int_equal(s->count, 0);
    look(s, at("2027-11-16", "12:00"));
    assert_non_null(t = task(s, TASK_EXTENSION_REQUEST, 1));
    assert_int_equal(t->due_on, d("2027-12-16"));
    assert_int_equal(t->stage, 45);
    assert_int_equal(task(s, TASK_EXPIRY, 1)->due_on, d("2027-12-31"));
}

static void reminders_step_at_30_and_15_days(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UM, "2027-01-01", "10:00", "2027-12-31");
    look(s, at("2027-11-30", "12:00"));
    assert_int_equal(task(s, TASK_EXPIRY, 1)->stage, 45);
    look(s, at("2027-12-01", "12:00"));
    assert_int_equal(task(s, TASK_EXPIRY, 1)->stage, 30);
    look(s, at("2027-12-16", "12:00"));
    assert_int_equal(task(s, TASK_EXPIRY, 1)->stage, 15);
    assert_false(task(s, TASK_EXTENSION_REQUEST, 1)->overdue);
    look(s, at("2027-12-17", "12:00"));
    assert_true(task(s, TASK_EXTENSION_REQUEST, 1)->overdue);
}

static void short_orders_with_a_last_day_do_not_run_out_unseen(void **state)
{
    static const enum order_kind kinds[] = {ORDER_UMPMM, ORDER_UMM};
    struct scene *s = *state;
    const struct deadline *t;

    for (size_t i = 0; i < 2; i++) {
        file(s, kinds[i], "2027-05-10", "10:00", "2027-05-30");
        look(s, at("2027-05-20", "12:00"));
        assert_non_null(t = task(s, TASK_EXPIRY, 1));
        assert_int_equal(t->due_on, d("2027-05-30"));
        assert_int_equal(t->stage, 15);
        assert_null(task(s, TASK_EXTENSION_REQUEST, 1)); /* that is asked for an UM */
    }
}

static void short_order_that_is_taken_over_does_not_run_out(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UMM, "2027-05-10", "10:00", "2027-05-30");
    file_follower(s, ORDER_UM, "2027-05-31");
    look(s, at("2027-05-25", "12:00"));
    assert_null(task(s, TASK_EXPIRY, 1));
    file_follower(s, ORDER_UM, "2027-05-20"); /* beside it */
    look(s, at("2027-05-25", "12:00"));
    assert_non_null(task(s, TASK_EXPIRY, 1));
}

static void request_made_waits_for_the_decision_on_the_last_day(void **state)
{
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UM, "2027-01-01", "10:00", "2027-12-31");

    p->extension_requested_on = d("2027-12-01");
    p->extension_pending = true;
    look(s, at("2027-12-02", "12:00"));
    assert_null(task(s, TASK_EXTENSION_REQUEST, 1));
    assert_int_equal(task(s, TASK_EXTENSION_DECISION, 1)->due_on, d("2027-12-31"));
    assert_non_null(task(s, TASK_EXPIRY, 1));
}

static void request_already_decided_does_not_hide_the_next(void **state)
{
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UM, "2027-01-01", "10:00", "2028-06-30");

    p->extension_requested_on = d("2027-12-01");
    look(s, at("2028-06-01", "12:00"));
    assert_non_null(task(s, TASK_EXTENSION_REQUEST, 1));
    assert_null(task(s, TASK_EXTENSION_DECISION, 1));
}

static void cut_order_is_not_to_be_extended(void **state)
{
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UM, "2027-01-01", "10:00", "2027-06-30");

    p->cut = p->settled = true;
    look(s, at("2027-06-20", "12:00"));
    assert_null(task(s, TASK_EXTENSION_REQUEST, 1));
    assert_non_null(task(s, TASK_EXPIRY, 1));
}

/* UM until 30.06, extension asked on 12.06: on 01.07 the court is still to be asked, and is late. */
static void a_request_is_a_question_until_it_is_answered(void **state)
{
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UM, "2026-07-01", "10:00", "2027-06-30");

    p->final_on = d("2026-07-20");
    p->extension_requested_on = d("2027-06-12");
    p->extension_pending = true;
    look(s, at("2027-07-01", "00:00"));
    assert_int_equal(task(s, TASK_EXTENSION_DECISION, 1)->due_on, d("2027-06-30"));
    assert_true(task(s, TASK_EXTENSION_DECISION, 1)->overdue);
    assert_true(task(s, TASK_EXTENSION_DECISION, 1)->ended);
    assert_int_equal(s->count, 1);
    look(s, at("2029-07-01", "00:00"));
    assert_int_equal(s->count, 1);
    p->extension_pending = false;
    look(s, at("2027-07-01", "00:00"));
    assert_int_equal(s->count, 0);
}

/* The day of the hearing was typed as the last one: the question is not answered by that. */
static void a_typed_end_does_not_answer_what_the_court_decided(void **state)
{
    static const enum act_kind OUTCOMES[] = {ACT_PETITION_REFUSED, ACT_NOT_CONFIRMED, ACT_TERMINATED};
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UMM, "2027-05-10", "10:00", "2027-05-28");

    look(s, at("2027-05-29", "12:00"));
    assert_int_equal(task(s, TASK_HEARING, 1)->due_on, d("2027-05-30"));
    assert_true(task(s, TASK_HEARING, 1)->ended);
    look(s, at("2027-09-01", "12:00"));
    assert_true(task(s, TASK_HEARING, 1)->overdue);
    p->cut = p->settled = true;
    for (size_t i = 0; i < 3; i++) {
        p->cut_by = OUTCOMES[i];
        look(s, at("2027-09-01", "12:00"));
        assert_int_equal(s->count, 0);
    }
    file(s, ORDER_UMM, "2027-05-10", "10:00", "2027-05-28");
    file_follower(s, ORDER_UM, "2027-06-05");
    look(s, at("2027-06-05", "12:00"));
    assert_null(task(s, TASK_HEARING, 1));
    file(s, ORDER_UMPMM, "2027-05-10", "10:00", "2027-05-12");
    look(s, at("2027-09-01", "12:00"));
    assert_true(task(s, TASK_POLICE_TO_COURT, 1)->ended);
    assert_true(task(s, TASK_UMM_DECISION, 1)->ended);
}

/* UM decided on 20.03 that begins on 20.04: the UMM has its outcome, and the UM its first tasks. */
static void what_is_coming_is_asked_about_from_its_decision_on(void **state)
{
    struct scene *s = *state;
    struct protection *um;

    file(s, ORDER_UMM, "2027-02-20", "10:00", NULL);
    file_follower(s, ORDER_UM, "2027-04-20");
    um = &s->orders[1].protection;
    um->granted_on = d("2027-03-20");
    um->served_on = DATE_NONE;
    um->until = um->last_day = d("2028-04-20");
    s->orders[0].protection.until = d("2027-04-19");
    s->orders[0].protection.cut = s->orders[0].protection.settled = true;
    s->orders[0].protection.cut_by = ACT_REPLACED;
    look(s, at("2027-03-25", "12:00"));
    assert_null(task(s, TASK_HEARING, 1));
    assert_int_equal(task(s, TASK_COPIES, 2)->due_on, d("2027-03-21"));
    assert_int_equal(task(s, TASK_APPEAL, 2)->due_on, d("2027-04-04"));
    look(s, at("2027-04-05", "12:00"));
    assert_int_equal(task(s, TASK_FINALITY, 2)->due_on, d("2027-04-05"));
}

/* The police order was confirmed: that answers its clocks, and what the court decides next is the question.
 */
static void a_confirmed_police_order_waits_for_the_hearing(void **state)
{
    struct scene *s = *state;
    struct protection *p = file(s, ORDER_UMPMM, "2027-05-10", "10:00", NULL);

    p->confirmed_on = d("2027-05-12");
    look(s, at("2027-05-13", "12:00"));
    assert_int_equal(s->count, 1);
    assert_int_equal(task(s, TASK_HEARING, 1)->due_on, d("2027-06-01"));
}

/* The paper came on 05.05: this office asks from then on whether the parties have theirs. */
static void copies_are_asked_for_from_the_day_the_paper_came(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UM, "2027-05-01", "10:00", "2028-05-01")->served_on = DATE_NONE;
    s->orders[0].received_on = d("2027-05-05");
    look(s, at("2027-05-05", "12:00"));
    assert_int_equal(task(s, TASK_COPIES, 1)->due_on, d("2027-05-06"));
    assert_false(task(s, TASK_COPIES, 1)->overdue);
    s->orders[0].received_on = d("2027-05-01");
    look(s, at("2027-05-01", "12:00"));
    assert_int_equal(task(s, TASK_COPIES, 1)->due_at, at("2027-05-02", "10:00"));
}

/* Rights of past days hang on it only where a rule asks for it; nobody needs the day else. */
static void finality_of_an_ended_order_is_asked_where_a_benefit_hangs_on_it(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UM, "2027-01-01", "10:00", "2027-12-31")->served_on = DATE_NONE;
    look(s, at("2028-01-01", "00:00"));
    assert_int_equal(s->count, 0);
    s->orders[0].final_matters = true;
    look(s, at("2028-01-01", "00:00"));
    assert_int_equal(s->count, 1);
    assert_true(task(s, TASK_FINALITY, 1)->ended);
    s->orders[0].protection.cut = s->orders[0].protection.settled = true;
    s->orders[0].protection.cut_by = ACT_APPEAL_DECIDED;
    look(s, at("2028-01-01", "00:00"));
    assert_int_equal(s->count, 0);
}

/* Brought in with an old list: ended 91 days before it was registered it asks nothing, 90 days before it
 * does. A question that somebody recorded is asked all the same. */
static void history_asks_only_what_was_recorded(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UMM, "2025-05-10", "10:00", "2025-05-31");
    s->orders[0].registered_on = date_add_days(d("2025-05-31"), 90);
    look(s, at("2027-01-01", "12:00"));
    assert_non_null(task(s, TASK_HEARING, 1));
    s->orders[0].registered_on = date_add_days(d("2025-05-31"), 91);
    look(s, at("2027-01-01", "12:00"));
    assert_int_equal(s->count, 0);
    s->orders[0].protection.appeal_on = d("2025-06-03");
    look(s, at("2027-01-01", "12:00"));
    assert_int_equal(s->count, 1);
}

static void a_void_order_asks_nothing(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UM, "2027-01-01", "10:00", "2027-12-31");
    s->orders[0].protection = protection_of(NULL, 0);
    s->orders[0].final_matters = true;
    look(s, at("2027-02-01", "00:00"));
    assert_int_equal(s->count, 0);
}

static void tasks_come_in_order_of_their_time(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UMM, "2027-05-10", "10:00", NULL)->served_on = DATE_NONE;
    file_follower(s, ORDER_UM, "2027-05-11");
    look(s, at("2027-05-11", "12:00"));
    assert_true(s->count >= 3);
    for (size_t i = 1; i < s->count; i++)
        assert_true(s->tasks[i - 1].due_at <= s->tasks[i].due_at);
}

static void clock_without_its_legal_number_does_not_run(void **state)
{
    struct scene *s = *state;

    file(s, ORDER_UMPMM, "2027-05-10", "10:00", NULL);
    must(deadline_open(s->orders, 1, NULL, 0, at("2027-05-11", "12:00"), &s->arena, &s->tasks, &s->count));
    assert_int_equal(s->count, 0);
}

static void legal_value_follows_its_dates(void **state)
{
    static const struct legal_rule DATED[] = {
        {.number = LEGAL_APPEAL_DAYS, .value = 15, .from = 100, .until = 199, .source = ""},
        {.number = LEGAL_APPEAL_DAYS, .value = 10, .from = 200, .until = 299, .source = ""},
        {.number = LEGAL_APPEAL_DAYS, .value = 12, .from = 250, .until = 260, .source = ""},
    };

    (void)state;
    assert_int_equal(legal_value(DATED, 3, LEGAL_APPEAL_DAYS, 50), 15);
    assert_int_equal(legal_value(DATED, 3, LEGAL_APPEAL_DAYS, 199), 15);
    assert_int_equal(legal_value(DATED, 3, LEGAL_APPEAL_DAYS, 200), 10);
    assert_int_equal(legal_value(DATED, 3, LEGAL_APPEAL_DAYS, 255), 12);
    assert_int_equal(legal_value(DATED, 3, LEGAL_APPEAL_DAYS, 261), 10);
    assert_int_equal(legal_value(DATED, 3, LEGAL_HEARING_DAYS, 261), 0);
}

static void names_go_both_ways(void **state)
{
    enum legal_number number;

    (void)state;
    for (unsigned n = 0; n < LEGAL_NUMBERS; n++) {
        assert_true(legal_number_parse(legal_number_name((enum legal_number)n), &number));
        assert_int_equal(number, n);
    }
    assert_false(legal_number_parse("days", &number));
    for (unsigned k = 0; k < TASK_KINDS; k++)
        assert_non_null(task_kind_name((enum task_kind)k));
    assert_string_equal(task_kind_name(TASK_POLICE_TO_COURT), "police_to_court");
}

#define SCENE(f) cmocka_unit_test_setup_teardown(f, scene_set, scene_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(police_has_48_hours_to_the_court),
        SCENE(hours_are_hours_when_the_clocks_go_forward),
        SCENE(hours_are_hours_when_the_clocks_go_back),
        SCENE(unknown_hour_counts_from_the_end_of_the_day),
        SCENE(petition_answers_the_police_clock_and_starts_the_court_s),
        SCENE(minor_halves_the_court_s_time),
        SCENE(order_that_follows_closes_both_clocks),
        SCENE(order_that_stands_beside_closes_no_clock),
        SCENE(missed_deadline_stays_open_as_overdue),
        SCENE(copies_are_due_in_24_hours_until_served),
        SCENE(hearing_is_due_on_the_day_that_the_paper_names),
        SCENE(the_day_of_a_hearing_is_asked_for_until_it_is_known),
        SCENE(hearing_is_due_20_days_after_the_immediate_order),
        SCENE(order_decision_is_due_15_days_after_the_petition),
        SCENE(appeal_window_is_15_days_then_finality_is_asked),
        SCENE(an_appeal_is_a_question_until_its_outcome),
        SCENE(an_appealed_termination_is_a_question),
        SCENE(an_immediate_order_of_before_2018_could_be_appealed),
        SCENE(extension_request_shows_45_days_ahead_and_is_due_15_before),
        SCENE(reminders_step_at_30_and_15_days),
        SCENE(short_orders_with_a_last_day_do_not_run_out_unseen),
        SCENE(short_order_that_is_taken_over_does_not_run_out),
        SCENE(request_made_waits_for_the_decision_on_the_last_day),
        SCENE(request_already_decided_does_not_hide_the_next),
        SCENE(cut_order_is_not_to_be_extended),
        SCENE(a_request_is_a_question_until_it_is_answered),
        SCENE(a_typed_end_does_not_answer_what_the_court_decided),
        SCENE(what_is_coming_is_asked_about_from_its_decision_on),
        SCENE(a_confirmed_police_order_waits_for_the_hearing),
        SCENE(copies_are_asked_for_from_the_day_the_paper_came),
        SCENE(finality_of_an_ended_order_is_asked_where_a_benefit_hangs_on_it),
        SCENE(history_asks_only_what_was_recorded),
        SCENE(a_void_order_asks_nothing),
        SCENE(tasks_come_in_order_of_their_time),
        SCENE(clock_without_its_legal_number_does_not_run),
        SCENE(legal_value_follows_its_dates),
        SCENE(names_go_both_ways),
    };

    clock_zone_set();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
