/* What appeals do to the days of an order, worked out by hand: what a court above overturns no longer counts
 * from a day on, and the days before stay as they were lived. */
#include "domain/law/protection.h"
#include "support/assert.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static date d(const char *text)
{
    date day;

    must(date_parse(text, &day));
    return day;
}

static struct act on_day(int64_t id, enum act_kind kind, const char *on)
{
    return (struct act){
        .id = id, .kind = kind, .on = d(on), .start = DATE_NONE, .end = DATE_NONE, .effective = DATE_NONE};
}

static struct act um(int64_t id, const char *from, const char *until)
{
    struct act a = on_day(id, ACT_GRANTED, from);

    a.start = d(from);
    a.end = until ? d(until) : DATE_OPEN;
    return a;
}

static struct act cut(int64_t id, enum act_kind kind, const char *on, const char *effective)
{
    struct act a = on_day(id, kind, on);

    a.effective = d(effective);
    return a;
}

static struct act longer(int64_t id, const char *on, const char *start, const char *end)
{
    struct act a = on_day(id, ACT_EXTENDED, on);

    a.start = start ? d(start) : DATE_NONE;
    a.end = d(end);
    return a;
}

static struct act outcome(int64_t id, const char *on, enum appeal_outcome o, int64_t about,
                          const char *effective)
{
    struct act a = on_day(id, ACT_APPEAL_DECIDED, on);

    a.outcome = o;
    a.about = about;
    a.effective = effective ? d(effective) : DATE_NONE;
    return a;
}

/* Where the days of force end and begin, asked day by day. */
static void in_force(const struct protection *p, const char *from, const char *until)
{
    for (date day = d(from); day <= d(until); day++)
        assert_true(protection_in_force(p, day));
}

static void not_in_force(const struct protection *p, const char *from, const char *until)
{
    for (date day = d(from); day <= d(until); day++)
        assert_false(protection_in_force(p, day));
}

/* Law 9669/2006: an appeal does not suspend, and a decision that is upheld leaves all as it was. */
static void an_appeal_upheld_moves_no_day(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-12-31"), on_day(2, ACT_APPEALED, "2027-01-20"),
                         outcome(3, "2027-03-01", APPEAL_UPHELD, 0, NULL)};
    struct protection before = protection_of(acts, 2), p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(before.appeal_on, d("2027-01-20"));
    assert_int_equal(p.appeal_on, DATE_NONE);
    assert_int_equal(p.appeal_decided_on, d("2027-03-01"));
    assert_int_equal(p.until, d("2027-12-31"));
    assert_int_equal(p.until_act, 1);
    assert_int_equal(p.gap_count, 0);
}

static void a_grant_overturned_ends_on_the_day_that_is_said(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-12-31"),
                         outcome(2, "2027-03-01", APPEAL_OVERTURNED, 0, "2027-03-05")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    in_force(&p, "2027-01-10", "2027-03-04");
    not_in_force(&p, "2027-03-05", "2027-12-31");
    assert_int_equal(p.until, d("2027-03-04"));
    assert_int_equal(p.until_act, 2);
    assert_true(p.cut);
    assert_int_equal(p.cut_by, ACT_APPEAL_DECIDED);
    assert_int_equal(p.appeal_decided_on, DATE_NONE);
    assert_int_equal(p.last_day, d("2027-12-31"));
}

static void a_grant_changed_on_appeal_has_another_end(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-12-31"),
                         outcome(2, "2027-03-01", APPEAL_CHANGED, 1, NULL)};
    struct protection p;

    (void)state;
    p = protection_of(acts, COUNT(acts));
    assert_int_equal(p.until, d("2027-12-31"));
    acts[1].end = d("2027-06-30");
    p = protection_of(acts, COUNT(acts));
    assert_int_equal(p.until, d("2027-06-30"));
    assert_int_equal(p.until_act, 2);
    assert_false(p.cut);
    assert_int_equal(p.appeal_decided_on, d("2027-03-01"));
}

/* Ended from 01.05 on; the court of appeal overturns that on 20.06: she is protected again from that day, was
 * not in between, and the order ends on its last day as before. */
static void a_termination_overturned_leaves_the_days_between(void **state)
{
    struct act acts[] = {
        um(1, "2027-01-10", "2027-12-31"), cut(2, ACT_TERMINATED, "2027-04-28", "2027-05-01"),
        on_day(3, ACT_APPEALED, "2027-05-05"), outcome(4, "2027-06-20", APPEAL_OVERTURNED, 2, "2027-06-20")};
    struct protection p;

    (void)state;
    acts[2].about = 2;
    p = protection_of(acts, 3);
    assert_true(p.cut);
    assert_int_equal(p.appeal_on, d("2027-05-05"));
    p = protection_of(acts, COUNT(acts));
    assert_int_equal(p.appeal_on, DATE_NONE);
    in_force(&p, "2027-01-10", "2027-04-30");
    not_in_force(&p, "2027-05-01", "2027-06-19");
    in_force(&p, "2027-06-20", "2027-12-31");
    assert_false(p.cut);
    assert_int_equal(p.until, d("2027-12-31"));
    assert_int_equal(p.until_act, 1);
    assert_int_equal(p.gap_count, 1);
    assert_int_equal(p.gaps[0].from, d("2027-05-01"));
    assert_int_equal(p.gaps[0].until, d("2027-06-19"));
    assert_true(p.gaps[0].cut);
}

static void overturned_before_it_took_effect_nothing_was_lost(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-12-31"), cut(2, ACT_ANNULLED, "2027-04-28", "2027-06-01"),
                         outcome(3, "2027-05-20", APPEAL_OVERTURNED, 2, "2027-05-20")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    in_force(&p, "2027-01-10", "2027-12-31");
    assert_int_equal(p.gap_count, 0);
    assert_false(p.cut);
}

static void a_termination_moved_on_appeal_counts_from_the_decision(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-12-31"),
                         cut(2, ACT_TERMINATED, "2027-04-28", "2027-05-01"),
                         outcome(3, "2027-06-20", APPEAL_CHANGED, 2, "2027-08-01")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    in_force(&p, "2027-01-10", "2027-04-30");
    not_in_force(&p, "2027-05-01", "2027-06-19");
    in_force(&p, "2027-06-20", "2027-07-31");
    not_in_force(&p, "2027-08-01", "2028-01-31");
    assert_int_equal(p.until, d("2027-07-31"));
    assert_true(p.cut);
    assert_int_equal(p.cut_by, ACT_TERMINATED);
    assert_int_equal(p.until_act, 2);
}

/* Extended to 30.06.2028; overturned from 01.03.2028 on, when the old end has long passed. */
static void an_extension_overturned_ends_what_it_gave(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-12-31"), longer(2, "2027-12-10", NULL, "2028-06-30"),
                         outcome(3, "2028-02-20", APPEAL_OVERTURNED, 2, "2028-03-01")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    in_force(&p, "2027-01-10", "2028-02-29");
    not_in_force(&p, "2028-03-01", "2028-07-31");
    assert_int_equal(p.until, d("2028-02-29"));
    assert_int_equal(p.until_act, 3);
    assert_true(p.cut);
    assert_int_equal(p.cut_by, ACT_APPEAL_DECIDED);
    assert_false(p.extension_pending);
    /* Overturned while the first term still runs: it ends with that. */
    acts[2] = outcome(3, "2027-12-20", APPEAL_OVERTURNED, 2, "2027-12-20");
    p = protection_of(acts, COUNT(acts));
    assert_int_equal(p.until, d("2027-12-31"));
    assert_int_equal(p.until_act, 1);
    assert_false(p.cut);
}

/* The court shortened it to 31.05; overturned with effect from 01.07. */
static void a_shortening_overturned_gives_the_old_end_back(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-12-31"), on_day(2, ACT_AMENDED, "2027-05-01"),
                         outcome(3, "2027-06-25", APPEAL_OVERTURNED, 2, "2027-07-01")};
    struct protection p;

    (void)state;
    acts[1].end = d("2027-05-31");
    p = protection_of(acts, COUNT(acts));
    in_force(&p, "2027-01-10", "2027-05-31");
    not_in_force(&p, "2027-06-01", "2027-06-30");
    in_force(&p, "2027-07-01", "2027-12-31");
    assert_int_equal(p.gap_count, 1);
    assert_false(p.gaps[0].cut);
}

/* The court of appeal ends it from 01.04; the High Court overturns that from 15.09. */
static void a_court_further_up_gives_back_what_the_court_above_took(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-12-31"),
                         outcome(2, "2027-03-20", APPEAL_OVERTURNED, 0, "2027-04-01"),
                         outcome(3, "2027-09-10", APPEAL_OVERTURNED, 2, "2027-09-15")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    in_force(&p, "2027-01-10", "2027-03-31");
    not_in_force(&p, "2027-04-01", "2027-09-14");
    in_force(&p, "2027-09-15", "2027-12-31");
    assert_false(p.cut);
}

/* Late: decided on 18.07 for the days from 20.07 on; the order had ended on 30.06. */
static void an_extension_from_a_later_day_leaves_a_gap(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-06-30"), on_day(2, ACT_EXTENSION_REQUESTED, "2027-06-12"),
                         longer(3, "2027-07-18", "2027-07-20", "2027-12-31")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    in_force(&p, "2027-01-10", "2027-06-30");
    not_in_force(&p, "2027-07-01", "2027-07-19");
    in_force(&p, "2027-07-20", "2027-12-31");
    assert_int_equal(p.until_act, 3);
    assert_int_equal(p.gap_count, 1);
    assert_false(p.gaps[0].cut);
    /* Ended by a court within the days left out: it never went on. */
    struct act ended[] = {acts[0], acts[1], acts[2], cut(4, ACT_TERMINATED, "2027-07-19", "2027-07-19")};
    p = protection_of(ended, COUNT(ended));
    assert_int_equal(p.until, d("2027-06-30"));
    assert_true(p.cut);
}

static void an_extension_without_a_first_day_leaves_none(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-06-30"), longer(2, "2027-07-18", NULL, "2027-12-31")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    in_force(&p, "2027-01-10", "2027-12-31");
    acts[1].start = d("2027-07-01");
    p = protection_of(acts, COUNT(acts));
    in_force(&p, "2027-01-10", "2027-12-31");
    assert_int_equal(p.gap_count, 0);
}

static void a_refusal_answers_the_request_before_it(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-06-30"), on_day(2, ACT_EXTENSION_REQUESTED, "2027-06-12"),
                         on_day(3, ACT_EXTENSION_REFUSED, "2027-07-05"),
                         outcome(4, "2027-08-01", APPEAL_OVERTURNED, 3, "2027-08-01")};
    struct protection p = protection_of(acts, 2);

    (void)state;
    assert_true(p.extension_pending);
    assert_int_equal(protection_awaits(&p, d("2027-06-11")), 0);
    assert_int_equal(protection_awaits(&p, d("2027-06-12")), 2);
    assert_int_equal(protection_awaits(&p, d("2027-12-31")), 2);
    p = protection_of(acts, 3);
    assert_false(p.extension_pending);
    assert_int_equal(p.until, d("2027-06-30"));
    assert_int_equal(protection_awaits(&p, d("2027-07-05")), 2);
    assert_int_equal(protection_awaits(&p, d("2027-07-06")), 0);
    /* The refusal fell: the request waits for an answer again. */
    p = protection_of(acts, COUNT(acts));
    assert_true(p.extension_pending);
}

/* The paper of the decision came first, and that of the request, of the same day, afterwards. */
static void papers_of_one_day_arrive_in_any_order(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-06-30"), on_day(2, ACT_EXTENSION_REFUSED, "2027-06-12"),
                         on_day(3, ACT_EXTENSION_REQUESTED, "2027-06-12")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_false(p.extension_pending);
    acts[2].on = d("2027-06-13");
    p = protection_of(acts, COUNT(acts));
    assert_true(p.extension_pending);
}

static void what_the_court_says_of_the_first_orders_ends_them_as_what_it_is(void **state)
{
    static const enum act_kind kinds[] = {ACT_PETITION_REFUSED, ACT_NOT_CONFIRMED};

    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct act acts[] = {um(1, "2027-01-10", NULL), cut(2, kinds[i], "2027-01-12", "2027-01-13")};
        struct protection p = protection_of(acts, COUNT(acts));

        assert_int_equal(p.until, d("2027-01-12"));
        assert_true(p.cut);
        assert_int_equal(p.cut_by, kinds[i]);
    }
    struct act confirmed[] = {um(1, "2027-01-10", NULL), on_day(2, ACT_CONFIRMED, "2027-01-12")};
    struct protection p = protection_of(confirmed, COUNT(confirmed));

    assert_int_equal(p.until, DATE_OPEN);
    assert_int_equal(p.confirmed_on, d("2027-01-12"));
}

static void an_appeal_about_what_was_taken_back_is_about_nothing(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-12-31"),
                         cut(2, ACT_TERMINATED, "2027-04-28", "2027-05-01"),
                         on_day(3, ACT_APPEALED, "2027-05-05"), on_day(4, ACT_CORRECTED, "2027-05-06")};
    struct protection p;

    (void)state;
    acts[2].about = 2;
    acts[3].corrects = 2;
    acts[3].voids = true;
    p = protection_of(acts, COUNT(acts));
    assert_int_equal(p.appeal_on, DATE_NONE);
    in_force(&p, "2027-01-10", "2027-12-31");
}

/* "Overturned" was typed, and the paper says "upheld": the order stands as if nothing had been. */
static void an_outcome_is_corrected_like_any_act(void **state)
{
    struct act acts[] = {um(1, "2027-01-10", "2027-12-31"),
                         outcome(2, "2027-03-01", APPEAL_OVERTURNED, 0, "2027-03-05"),
                         outcome(3, "2027-03-01", APPEAL_UPHELD, 0, NULL)};
    struct protection p;

    (void)state;
    acts[2].kind = ACT_CORRECTED;
    acts[2].corrects = 2;
    p = protection_of(acts, COUNT(acts));
    in_force(&p, "2027-01-10", "2027-12-31");
    assert_false(p.cut);
    assert_int_equal(p.appeal_decided_on, d("2027-03-01"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_appeal_upheld_moves_no_day),
        cmocka_unit_test(a_grant_overturned_ends_on_the_day_that_is_said),
        cmocka_unit_test(a_grant_changed_on_appeal_has_another_end),
        cmocka_unit_test(a_termination_overturned_leaves_the_days_between),
        cmocka_unit_test(overturned_before_it_took_effect_nothing_was_lost),
        cmocka_unit_test(a_termination_moved_on_appeal_counts_from_the_decision),
        cmocka_unit_test(an_extension_overturned_ends_what_it_gave),
        cmocka_unit_test(a_shortening_overturned_gives_the_old_end_back),
        cmocka_unit_test(a_court_further_up_gives_back_what_the_court_above_took),
        cmocka_unit_test(an_extension_from_a_later_day_leaves_a_gap),
        cmocka_unit_test(an_extension_without_a_first_day_leaves_none),
        cmocka_unit_test(a_refusal_answers_the_request_before_it),
        cmocka_unit_test(papers_of_one_day_arrive_in_any_order),
        cmocka_unit_test(what_the_court_says_of_the_first_orders_ends_them_as_what_it_is),
        cmocka_unit_test(an_appeal_about_what_was_taken_back_is_about_nothing),
        cmocka_unit_test(an_outcome_is_corrected_like_any_act),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
