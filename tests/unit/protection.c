/* When an order protects: one case for each thing an act can do to it. */
#include "domain/law/protection.h"

#include "support/assert.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static date d(const char *text)
{
    date ret;

    must(date_parse(text, &ret));
    return ret;
}

static struct act act_of(int64_t id, enum act_kind kind, const char *on)
{
    return (struct act){id, kind, .on = d(on), .start = DATE_NONE, .end = DATE_NONE, .effective = DATE_NONE};
}

static struct act granted(int64_t id, const char *start, const char *end)
{
    struct act a = act_of(id, ACT_GRANTED, start);

    a.start = d(start);
    a.end = end == NULL ? DATE_OPEN : d(end);
    return a;
}

static struct act with_end(struct act a, const char *end)
{
    a.end = d(end);
    return a;
}

static struct act with_effective(struct act a, const char *effective)
{
    a.effective = d(effective);
    return a;
}

static struct act correcting(struct act a, int64_t corrects)
{
    a.kind = ACT_CORRECTED;
    a.corrects = corrects;
    return a;
}

static struct act voiding(int64_t id, const char *on, int64_t corrects)
{
    struct act a = correcting(act_of(id, ACT_CORRECTED, on), corrects);

    a.voids = true;
    return a;
}

static void grant_sets_first_and_last_day(void **state)
{
    struct act acts[] = {granted(7, "2027-01-10", "2027-12-31")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_true(p.granted);
    assert_int_equal(p.from, d("2027-01-10"));
    assert_int_equal(p.until, d("2027-12-31"));
    assert_int_equal(p.from_act, 7);
    assert_int_equal(p.until_act, 7);
    assert_false(protection_in_force(&p, d("2027-01-09")));
    assert_true(protection_in_force(&p, d("2027-01-10")));
    assert_true(protection_in_force(&p, d("2027-12-31")));
    assert_false(protection_in_force(&p, d("2028-01-01")));
}

static void open_end_stays_in_force(void **state)
{
    struct act acts[] = {granted(1, "2027-01-10", NULL)};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, DATE_OPEN);
    assert_true(protection_in_force(&p, d("2099-01-01")));
}

static void grant_without_start_or_end_protects_from_its_day_on(void **state)
{
    struct act acts[] = {act_of(1, ACT_GRANTED, "2027-02-01")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.from, d("2027-02-01"));
    assert_int_equal(p.until, DATE_OPEN);
}

static void nothing_but_a_grant_protects(void **state)
{
    struct act acts[] = {act_of(1, ACT_SERVED, "2027-02-01"),
                         with_end(act_of(2, ACT_EXTENDED, "2027-02-01"), "2028-02-01")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_false(p.granted);
    assert_false(protection_in_force(&p, d("2027-02-02")));
    assert_int_equal(p.until, DATE_NONE);
}

static void extension_moves_the_end(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-06-30"),
                         with_end(act_of(2, ACT_EXTENDED, "2027-06-20"), "2027-12-31")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, d("2027-12-31"));
    assert_int_equal(p.until_act, 2);
    assert_int_equal(p.from_act, 1);
}

static void extension_never_shortens(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-06-30"),
                         with_end(act_of(2, ACT_EXTENDED, "2027-03-01"), "2027-05-31")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, d("2027-06-30"));
    assert_int_equal(p.until_act, 1);
}

static void extension_can_open_the_end(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-06-30"), act_of(2, ACT_EXTENDED, "2027-03-01")};
    struct protection p;

    (void)state;
    acts[1].end = DATE_OPEN;
    p = protection_of(acts, COUNT(acts));
    assert_int_equal(p.until, DATE_OPEN);
}

static void amendment_may_shorten(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-06-30"),
                         with_end(act_of(2, ACT_AMENDED, "2027-03-01"), "2027-05-31")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, d("2027-05-31"));
    assert_int_equal(p.until_act, 2);
    assert_false(p.cut);
}

static void amendment_without_end_leaves_the_term(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-06-30"), act_of(2, ACT_AMENDED, "2027-03-01")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, d("2027-06-30"));
    assert_int_equal(p.until_act, 1);
}

static void decisions_count_by_day_not_by_recording(void **state)
{
    struct act acts[] = {with_end(act_of(2, ACT_EXTENDED, "2027-05-01"), "2027-12-31"),
                         with_end(act_of(3, ACT_AMENDED, "2027-03-01"), "2027-04-30"),
                         granted(1, "2027-01-01", "2027-06-30")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, d("2027-12-31"));
    assert_int_equal(p.until_act, 2);
}

static void corrected_act_keeps_its_place_among_those_of_its_day(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-06-30"),
                         with_end(act_of(2, ACT_AMENDED, "2027-03-01"), "2027-04-30"),
                         with_end(act_of(3, ACT_AMENDED, "2027-03-01"), "2027-05-31"),
                         correcting(with_end(act_of(4, ACT_CORRECTED, "2027-03-01"), "2027-04-15"), 2)};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, d("2027-05-31"));
    assert_int_equal(p.until_act, 3);
}

static void termination_ends_the_day_before_it_takes_effect(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-12-31"),
                         with_effective(act_of(2, ACT_TERMINATED, "2027-06-10"), "2027-06-15")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, d("2027-06-14"));
    assert_int_equal(p.last_day, d("2027-12-31"));
    assert_int_equal(p.until_act, 2);
    assert_true(p.cut);
    assert_int_equal(p.cut_by, ACT_TERMINATED);
}

static void earliest_cut_counts(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-12-31"),
                         with_effective(act_of(2, ACT_TERMINATED, "2027-06-10"), "2027-06-15"),
                         with_effective(act_of(3, ACT_REPLACED, "2027-06-20"), "2027-04-01")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, d("2027-03-31"));
    assert_int_equal(p.cut_by, ACT_REPLACED);
    assert_int_equal(p.until_act, 3);
}

static void cut_after_the_last_day_cuts_nothing(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-06-30"),
                         with_effective(act_of(2, ACT_TERMINATED, "2027-07-01"), "2027-07-01")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, d("2027-06-30"));
    assert_false(p.cut);
    assert_int_equal(p.until_act, 1);
}

static void cut_without_a_known_day_cuts_nothing(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", NULL), act_of(2, ACT_TERMINATED, "2027-07-01"),
                         act_of(3, ACT_TERMINATED, "2027-07-01")};
    struct protection p;

    (void)state;
    acts[2].effective = DATE_OPEN;
    p = protection_of(acts, COUNT(acts));
    assert_int_equal(p.until, DATE_OPEN);
    assert_false(p.cut);
}

static void extension_does_not_undo_a_cut(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-12-31"),
                         with_effective(act_of(2, ACT_TERMINATED, "2027-06-10"), "2027-06-15"),
                         with_end(act_of(3, ACT_EXTENDED, "2027-11-01"), "2028-06-30")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, d("2027-06-14"));
    assert_int_equal(p.last_day, d("2028-06-30"));
}

static void annulled_back_to_its_start_was_never_in_force(void **state)
{
    struct act acts[] = {granted(1, "2027-01-10", "2027-12-31"),
                         with_effective(act_of(2, ACT_ANNULLED, "2027-03-01"), "2027-01-10")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_true(p.granted);
    assert_int_equal(p.until, d("2027-01-09"));
    assert_false(protection_in_force(&p, d("2027-01-10")));
}

static void voiding_a_termination_restores_protection(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-12-31"),
                         with_effective(act_of(2, ACT_TERMINATED, "2027-06-10"), "2027-06-15"),
                         voiding(3, "2027-06-20", 2)};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, d("2027-12-31"));
    assert_false(p.cut);
}

static void voiding_the_grant_leaves_nothing(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-12-31"), voiding(2, "2027-06-20", 1)};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_false(p.granted);
    assert_false(protection_in_force(&p, d("2027-02-01")));
}

static void grant_recorded_anew_after_a_void_counts(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-12-31"), voiding(2, "2027-01-05", 1),
                         granted(3, "2027-01-04", "2027-11-30")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_true(p.granted);
    assert_int_equal(p.from, d("2027-01-04"));
    assert_int_equal(p.from_act, 3);
}

static void correction_stands_in_place_of_the_act(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-12-31"),
                         correcting(granted(2, "2027-01-04", "2027-11-30"), 1)};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.from, d("2027-01-04"));
    assert_int_equal(p.until, d("2027-11-30"));
    assert_int_equal(p.from_act, 2);
    assert_int_equal(p.until_act, 2);
}

static void correction_of_a_correction_counts(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-12-31"),
                         correcting(granted(2, "2027-01-04", "2027-11-30"), 1),
                         correcting(granted(3, "2027-01-05", "2027-11-29"), 2)};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.from, d("2027-01-05"));
    assert_int_equal(p.until, d("2027-11-29"));
    assert_int_equal(p.from_act, 3);
}

static void latest_of_two_corrections_counts(void **state)
{
    struct act acts[] = {correcting(granted(3, "2027-01-05", "2027-11-29"), 1),
                         correcting(granted(2, "2027-01-04", "2027-11-30"), 1),
                         granted(1, "2027-01-01", "2027-12-31")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.from, d("2027-01-05"));
}

static void voided_correction_gives_way_to_the_one_before(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-12-31"),
                         correcting(granted(2, "2027-01-04", "2027-11-30"), 1),
                         correcting(granted(3, "2027-01-05", "2027-11-29"), 1), voiding(4, "2027-03-01", 3)};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.from, d("2027-01-04"));
}

static void voided_void_leaves_the_act_standing(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-12-31"), voiding(2, "2027-02-01", 1),
                         voiding(3, "2027-02-02", 2)};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_true(p.granted);
    assert_int_equal(p.from_act, 1);
}

static void void_corrected_into_values_gives_the_values(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-12-31"), voiding(2, "2027-02-01", 1),
                         correcting(granted(3, "2027-01-02", "2027-12-30"), 2)};
    struct act value;

    (void)state;
    assert_true(act_value(acts, COUNT(acts), &acts[0], &value));
    assert_int_equal(value.kind, ACT_GRANTED);
    assert_int_equal(value.start, d("2027-01-02"));
    assert_int_equal(value.id, 3);
}

static void correction_of_a_later_act_is_ignored(void **state)
{
    struct act acts[] = {correcting(granted(1, "2027-05-01", "2027-05-02"), 2),
                         granted(2, "2027-01-01", "2027-12-31"),
                         correcting(granted(3, "2027-05-01", "2027-05-02"), 3)};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.from, d("2027-01-01"));
    assert_int_equal(p.from_act, 2);
}

static void requests_and_appeals_change_no_date(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-06-30"), act_of(2, ACT_APPEALED, "2027-01-10"),
                         act_of(3, ACT_EXTENSION_REQUESTED, "2027-06-01"),
                         act_of(4, ACT_SERVED, "2027-01-02"), act_of(5, ACT_PETITIONED, "2027-01-03")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.until, d("2027-06-30"));
    assert_int_equal(p.appeal_on, d("2027-01-10"));
    assert_int_equal(p.extension_requested_on, d("2027-06-01"));
    assert_int_equal(p.served_on, d("2027-01-02"));
    assert_int_equal(p.petitioned_on, d("2027-01-03"));
    assert_true(p.extension_pending);
}

static void flags_take_the_latest_and_its_hour(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", NULL), act_of(3, ACT_PETITIONED, "2027-01-03"),
                         act_of(2, ACT_PETITIONED, "2027-01-04")};
    struct protection p;

    (void)state;
    acts[0].at = 1000;
    acts[1].at = 2000;
    acts[2].at = 3000;
    p = protection_of(acts, COUNT(acts));
    assert_int_equal(p.granted_at, 1000);
    assert_int_equal(p.petitioned_on, d("2027-01-04"));
    assert_int_equal(p.petitioned_at, 3000);
}

static void decided_request_is_no_longer_pending(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-06-30"),
                         act_of(2, ACT_EXTENSION_REQUESTED, "2027-06-01"),
                         with_end(act_of(3, ACT_EXTENDED, "2027-06-10"), "2027-12-31")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_false(p.extension_pending);
    acts[1].on = d("2027-12-01");
    p = protection_of(acts, COUNT(acts));
    assert_true(p.extension_pending);
}

/* Each outcome is about one act, so none is asked for again through the others: forty at once would take
 * years. */
static void forty_outcomes_of_appeals_are_read(void **state)
{
    struct act acts[42] = {granted(1, "2026-03-01", "2027-02-28"), act_of(2, ACT_AMENDED, "2026-04-01")};
    struct protection p;

    (void)state;
    for (size_t i = 2; i < COUNT(acts); i++) {
        acts[i] = act_of((int64_t)i + 1, ACT_APPEAL_DECIDED, "2026-05-01");
        acts[i].outcome = APPEAL_UPHELD;
        acts[i].about = 1;
    }
    p = protection_of(acts, COUNT(acts));
    assert_true(protection_in_force(&p, d("2027-02-28")));
    assert_false(protection_in_force(&p, d("2027-03-01")));
}

static void finality_is_recorded(void **state)
{
    struct act acts[] = {granted(1, "2027-01-01", "2027-06-30"), act_of(2, ACT_FINAL, "2027-01-17")};
    struct protection p = protection_of(acts, COUNT(acts));

    (void)state;
    assert_int_equal(p.final_on, d("2027-01-17"));
    assert_int_equal(protection_of(acts, 1).final_on, DATE_NONE);
}

static void names_go_both_ways(void **state)
{
    enum act_kind kind;
    enum order_kind order;

    (void)state;
    for (unsigned k = 0; k < ACT_KINDS; k++) {
        assert_true(act_kind_parse(act_kind_name((enum act_kind)k), &kind));
        assert_int_equal(kind, k);
    }
    for (unsigned k = ORDER_UMPMM; k <= ORDER_UM; k <<= 1) {
        assert_true(order_kind_parse(order_kind_name((enum order_kind)k), &order));
        assert_int_equal(order, k);
    }
    assert_false(act_kind_parse("closed", &kind));
    assert_false(order_kind_parse("UX", &order));
    assert_null(order_kind_name((enum order_kind)3));
    assert_null(act_kind_name(ACT_KINDS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grant_sets_first_and_last_day),
        cmocka_unit_test(open_end_stays_in_force),
        cmocka_unit_test(grant_without_start_or_end_protects_from_its_day_on),
        cmocka_unit_test(nothing_but_a_grant_protects),
        cmocka_unit_test(extension_moves_the_end),
        cmocka_unit_test(extension_never_shortens),
        cmocka_unit_test(extension_can_open_the_end),
        cmocka_unit_test(amendment_may_shorten),
        cmocka_unit_test(amendment_without_end_leaves_the_term),
        cmocka_unit_test(decisions_count_by_day_not_by_recording),
        cmocka_unit_test(corrected_act_keeps_its_place_among_those_of_its_day),
        cmocka_unit_test(termination_ends_the_day_before_it_takes_effect),
        cmocka_unit_test(earliest_cut_counts),
        cmocka_unit_test(cut_after_the_last_day_cuts_nothing),
        cmocka_unit_test(cut_without_a_known_day_cuts_nothing),
        cmocka_unit_test(extension_does_not_undo_a_cut),
        cmocka_unit_test(annulled_back_to_its_start_was_never_in_force),
        cmocka_unit_test(voiding_a_termination_restores_protection),
        cmocka_unit_test(voiding_the_grant_leaves_nothing),
        cmocka_unit_test(grant_recorded_anew_after_a_void_counts),
        cmocka_unit_test(correction_stands_in_place_of_the_act),
        cmocka_unit_test(correction_of_a_correction_counts),
        cmocka_unit_test(latest_of_two_corrections_counts),
        cmocka_unit_test(voided_correction_gives_way_to_the_one_before),
        cmocka_unit_test(voided_void_leaves_the_act_standing),
        cmocka_unit_test(void_corrected_into_values_gives_the_values),
        cmocka_unit_test(correction_of_a_later_act_is_ignored),
        cmocka_unit_test(requests_and_appeals_change_no_date),
        cmocka_unit_test(flags_take_the_latest_and_its_hour),
        cmocka_unit_test(decided_request_is_no_longer_pending),
        cmocka_unit_test(forty_outcomes_of_appeals_are_read),
        cmocka_unit_test(finality_is_recorded),
        cmocka_unit_test(names_go_both_ways),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
