/* Who is named on which day, worked out by hand: an UM of 2026-03-01 to 2027-02-28, act 1 the grant. A court
 * takes persons in and out while it lasts; who goes keeps her past (law 9669/2006: the court may change the
 * measures and whom they protect). */
#include "domain/law/naming.h"

#include "support/assert.h"

#define D(y, m, d) date_make(y, m, d)

static struct act act(int64_t id, enum act_kind kind, date on)
{
    return (struct act){
        .id = id, .kind = kind, .on = on, .start = DATE_NONE, .end = DATE_NONE, .effective = DATE_NONE};
}

static struct act granted(void)
{
    struct act a = act(1, ACT_GRANTED, D(2026, 3, 1));

    a.start = D(2026, 3, 1);
    a.end = D(2027, 2, 28);
    return a;
}

static void is(const struct naming *n, date from, date until, int64_t from_act, int64_t until_act)
{
    assert_int_equal(n->from, from);
    assert_int_equal(n->until, until);
    assert_int_equal(n->from_act, from_act);
    assert_int_equal(n->until_act, until_act);
}

static void whom_nothing_is_said_of_is_named_as_registered(void **state)
{
    struct act acts[] = {granted()};
    struct naming n[1];

    (void)state;
    assert_int_equal(naming_of(acts, 1, true, NULL, 0, n), 1);
    is(&n[0], DATE_NONE, DATE_OPEN, 0, 0);
    assert_int_equal(naming_of(acts, 1, false, NULL, 0, n), 0);
}

static void a_child_that_the_court_adds_is_named_from_the_decision(void **state)
{
    struct act acts[] = {granted(), act(2, ACT_AMENDED, D(2026, 6, 10))};
    const struct naming_change in = {2, true};
    struct protection p = protection_of(acts, 2), hers;
    struct naming n[2];

    (void)state;
    assert_int_equal(naming_of(acts, 2, false, &in, 1, n), 1);
    is(&n[0], D(2026, 6, 10), DATE_OPEN, 2, 0);
    hers = naming_limit(&p, &n[0]);
    assert_false(protection_in_force(&hers, D(2026, 6, 9)));
    assert_true(protection_in_force(&hers, D(2026, 6, 10)));
    assert_true(protection_in_force(&hers, D(2027, 2, 28)));
    assert_false(protection_in_force(&hers, D(2027, 3, 1)));
    assert_int_equal(hers.from_act, 2);
    assert_int_equal(hers.until_act, 1);
}

static void who_is_taken_out_keeps_her_past(void **state)
{
    struct act acts[] = {granted(), act(2, ACT_AMENDED, D(2026, 6, 10))};
    const struct naming_change out = {2, false};
    struct protection p, hers;
    struct naming n[2];

    (void)state;
    acts[1].effective = D(2026, 7, 1); /* the first day without */
    p = protection_of(acts, 2);
    assert_int_equal(naming_of(acts, 2, true, &out, 1, n), 1);
    is(&n[0], DATE_NONE, D(2026, 6, 30), 0, 2);
    hers = naming_limit(&p, &n[0]);
    assert_true(protection_in_force(&hers, D(2026, 3, 1)));
    assert_true(protection_in_force(&hers, D(2026, 6, 30)));
    assert_false(protection_in_force(&hers, D(2026, 7, 1)));
    assert_int_equal(hers.until_act, 2);
    assert_true(hers.cut);
    assert_int_equal(p.until, D(2027, 2, 28)); /* the others' order is as it was */
}

static void who_comes_back_is_named_twice(void **state)
{
    struct act acts[] = {granted(), act(2, ACT_AMENDED, D(2026, 6, 1)), act(3, ACT_AMENDED, D(2026, 8, 1))};
    const struct naming_change changes[] = {{2, false}, {3, true}};
    struct naming n[3];

    (void)state;
    assert_int_equal(naming_of(acts, 3, true, changes, 2, n), 2);
    is(&n[0], DATE_NONE, D(2026, 5, 31), 0, 2);
    is(&n[1], D(2026, 8, 1), DATE_OPEN, 3, 0);
    assert_true(naming_on(n, 2, D(2026, 5, 31)));
    assert_false(naming_on(n, 2, D(2026, 6, 1)));
    assert_false(naming_on(n, 2, D(2026, 7, 31)));
    assert_true(naming_on(n, 2, D(2026, 8, 1)));
}

/* Papers arrive in any order: what the court decided last speaks, not what was recorded last. */
static void the_order_of_recording_does_not_matter(void **state)
{
    struct act acts[] = {granted(), act(2, ACT_AMENDED, D(2026, 8, 1)), act(3, ACT_AMENDED, D(2026, 6, 1))};
    const struct naming_change changes[] = {{3, false}, {2, true}};
    struct naming n[3];

    (void)state;
    assert_int_equal(naming_of(acts, 3, true, changes, 2, n), 2);
    is(&n[0], DATE_NONE, D(2026, 5, 31), 0, 3);
    is(&n[1], D(2026, 8, 1), DATE_OPEN, 2, 0);
}

static void a_voided_amendment_changes_nothing(void **state)
{
    struct act acts[] = {granted(), act(2, ACT_AMENDED, D(2026, 6, 1)), act(3, ACT_CORRECTED, D(2026, 6, 1))};
    const struct naming_change out = {2, false}, in = {2, true};
    struct naming n[2];

    (void)state;
    acts[2].corrects = 2;
    acts[2].voids = true;
    assert_int_equal(naming_of(acts, 3, true, &out, 1, n), 1);
    is(&n[0], DATE_NONE, DATE_OPEN, 0, 0);
    assert_int_equal(naming_of(acts, 3, false, &in, 1, n), 0);
}

static void a_correction_speaks_whole(void **state)
{
    struct act acts[] = {granted(), act(2, ACT_AMENDED, D(2026, 6, 1)),
                         act(3, ACT_CORRECTED, D(2026, 6, 11))};
    const struct naming_change changes[] = {{2, true}, {3, true}};
    const struct naming_change dropped = {2, true};
    struct naming n[3];

    (void)state;
    acts[2].corrects = 2;
    assert_int_equal(naming_of(acts, 3, false, changes, 2, n), 1);
    is(&n[0], D(2026, 6, 11), DATE_OPEN, 3, 0);                     /* the day as it was put right */
    assert_int_equal(naming_of(acts, 3, false, &dropped, 1, n), 0); /* it does not speak of her any more */
}

/* The court of appeal overturned the amendment that took her out: from then on she is named as before, and
 * the days between stay as they were lived. */
static void what_is_overturned_on_appeal_stood_until_then(void **state)
{
    struct act acts[] = {granted(), act(2, ACT_AMENDED, D(2026, 6, 1)),
                         act(3, ACT_APPEAL_DECIDED, D(2026, 9, 15))};
    const struct naming_change out = {2, false}, in = {2, true};
    struct naming n[2];

    (void)state;
    acts[2].outcome = APPEAL_OVERTURNED;
    acts[2].about = 2;
    acts[2].effective = D(2026, 9, 20);
    assert_int_equal(naming_of(acts, 3, true, &out, 1, n), 2);
    is(&n[0], DATE_NONE, D(2026, 5, 31), 0, 2);
    is(&n[1], D(2026, 9, 20), DATE_OPEN, 3, 0);
    assert_int_equal(naming_of(acts, 3, false, &in, 1, n), 1);
    is(&n[0], D(2026, 6, 1), D(2026, 9, 19), 2, 3);
}

/* The court of appeal took the child out again, and the Supreme Court overturned that: the amendment stands
 * from then on, as any act does whose overturning is overturned. */
static void what_overturned_it_may_be_overturned_itself(void **state)
{
    struct act acts[] = {granted(), act(2, ACT_AMENDED, D(2026, 6, 10)),
                         act(3, ACT_APPEAL_DECIDED, D(2026, 7, 15)),
                         act(4, ACT_APPEAL_DECIDED, D(2026, 9, 10))};
    const struct naming_change in = {2, true};
    struct naming n[3];

    (void)state;
    acts[2].outcome = acts[3].outcome = APPEAL_OVERTURNED;
    acts[2].about = 2;
    acts[2].effective = D(2026, 8, 1);
    acts[3].about = 3;
    acts[3].effective = D(2026, 10, 1);
    assert_int_equal(naming_of(acts, 4, false, &in, 1, n), 2);
    is(&n[0], D(2026, 6, 10), D(2026, 7, 31), 2, 3);
    is(&n[1], D(2026, 10, 1), DATE_OPEN, 2, 0);
}

static void an_appeal_that_changed_something_speaks_too(void **state)
{
    struct act acts[] = {granted(), act(2, ACT_APPEAL_DECIDED, D(2026, 5, 5))};
    const struct naming_change in = {2, true};
    struct naming n[2];

    (void)state;
    acts[1].outcome = APPEAL_CHANGED;
    assert_int_equal(naming_of(acts, 2, false, &in, 1, n), 1);
    is(&n[0], D(2026, 5, 5), DATE_OPEN, 2, 0);
}

static void an_order_without_a_grant_is_not_limited(void **state)
{
    const struct naming n = {.from = D(2026, 1, 1), .until = D(2026, 2, 1)};
    struct protection p = protection_of(NULL, 0), limited = naming_limit(&p, &n);

    (void)state;
    assert_false(limited.granted);
    assert_int_equal(limited.from, p.from);
    assert_int_equal(limited.until, p.until);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whom_nothing_is_said_of_is_named_as_registered),
        cmocka_unit_test(a_child_that_the_court_adds_is_named_from_the_decision),
        cmocka_unit_test(who_is_taken_out_keeps_her_past),
        cmocka_unit_test(who_comes_back_is_named_twice),
        cmocka_unit_test(the_order_of_recording_does_not_matter),
        cmocka_unit_test(a_voided_amendment_changes_nothing),
        cmocka_unit_test(a_correction_speaks_whole),
        cmocka_unit_test(what_is_overturned_on_appeal_stood_until_then),
        cmocka_unit_test(what_overturned_it_may_be_overturned_itself),
        cmocka_unit_test(an_appeal_that_changed_something_speaks_too),
        cmocka_unit_test(an_order_without_a_grant_is_not_limited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
