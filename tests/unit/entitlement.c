/* Who is entitled to what: the cases of the law and of the municipality's decisions, one by one. */
#include "domain/law/entitlement.h"

#include "support/assert.h"

#define COUNT(a)     (sizeof(a) / sizeof *(a))
#define COURT_ORDERS (ORDER_UMM | ORDER_UM)
#define ALL_ORDERS   (ORDER_UMPMM | ORDER_UMM | ORDER_UM)

static date d(const char *text)
{
    date ret;

    must(date_parse(text, &ret));
    return ret;
}

static struct span span(const char *from, const char *until)
{
    return (struct span){d(from), until == NULL ? DATE_OPEN : d(until)};
}

static struct covering_order order(int64_t id, enum order_kind kind, const char *from, const char *until)
{
    struct act grant = {.id = id * 10,
                        .kind = ACT_GRANTED,
                        .on = d(from),
                        .start = d(from),
                        .end = until == NULL ? DATE_OPEN : d(until),
                        .effective = DATE_NONE};

    return (struct covering_order){id, kind, protection_of(&grant, 1)};
}

static struct benefit_rule payment(int64_t id, int64_t amount, const char *from, const char *until)
{
    return (struct benefit_rule){.id = id,
                                 .service = SV_PAYMENT,
                                 .source = "VKM 597/2019",
                                 .kinds = COURT_ORDERS,
                                 .who = ROLE_PROTECTED,
                                 .conditions = NEEDS_APPLICATION | NOT_IN_INSTITUTION,
                                 .amount = amount,
                                 .from = d(from),
                                 .until = until == NULL ? DATE_OPEN : d(until)};
}

static struct benefit_rule exemption(int64_t id, enum service s, unsigned conditions)
{
    return (struct benefit_rule){.id = id,
                                 .service = s,
                                 .source = "VKB 41/2019",
                                 .kinds = ALL_ORDERS,
                                 .who = ROLE_PROTECTED | ROLE_DEPENDANT,
                                 .conditions = conditions,
                                 .from = d("2019-01-01"),
                                 .until = DATE_OPEN};
}

/* What most tests stand on: a protected person with one UM for 2027, and an application. */
struct scene {
    struct covering_order orders[4];
    struct span stays[2], applications[2], enrolments[2];
    struct benefit_rule rules[4];
    size_t rule_count;
    struct claim claim;
    struct arena arena;
    struct entitlement *spans;
    size_t span_count;
};

static int scene_set(void **state)
{
    static struct scene s;

    s = (struct scene){0};
    s.orders[0] = order(1, ORDER_UM, "2027-01-10", "2027-12-31");
    s.applications[0] = span("2027-01-01", NULL);
    s.rules[0] = payment(1, 9000, "2022-01-01", NULL);
    s.rules[1] = exemption(2, SV_TRANSPORT, 0);
    s.rules[2] = exemption(3, SV_KINDERGARTEN, NEEDS_ENROLMENT);
    s.rule_count = 3;
    s.claim = (struct claim){.role = ROLE_PROTECTED,
                             .orders = s.orders,
                             .order_count = 1,
                             .stays = s.stays,
                             .applications = s.applications,
                             .application_count = 1,
                             .enrolments = s.enrolments};
    *state = &s;
    return 0;
}

static int scene_clear(void **state)
{
    struct scene *s = *state;

    arena_free(&s->arena);
    return 0;
}

static enum why_not why(struct scene *s, enum service service, const char *on)
{
    struct because because;

    return entitlement_on(&s->claim, s->rules, s->rule_count, service, d(on), &because);
}

static void spans(struct scene *s, enum service service)
{
    must(
        entitlement_spans(&s->claim, s->rules, s->rule_count, service, &s->arena, &s->spans, &s->span_count));
}

static void run_is(const struct scene *s, size_t i, const char *from, const char *until)
{
    assert_true(i < s->span_count);
    assert_int_equal(s->spans[i].from, d(from));
    assert_int_equal(s->spans[i].until, until == NULL ? DATE_OPEN : d(until));
}

static void payment_runs_while_the_order_does(void **state)
{
    struct scene *s = *state;

    spans(s, SV_PAYMENT);
    assert_int_equal(s->span_count, 1);
    run_is(s, 0, "2027-01-10", "2027-12-31");
    assert_int_equal(s->spans[0].service, SV_PAYMENT);
    assert_int_equal(s->spans[0].because.rule, 1);
    assert_int_equal(s->spans[0].because.order, 1);
    assert_int_equal(s->spans[0].because.act, 10);
    assert_int_equal(s->spans[0].because.amount, 9000);
}

static void open_order_gives_an_open_run(void **state)
{
    struct scene *s = *state;

    s->orders[0] = order(1, ORDER_UMM, "2027-01-10", NULL);
    spans(s, SV_TRANSPORT);
    assert_int_equal(s->span_count, 1);
    run_is(s, 0, "2027-01-10", NULL);
}

static void police_order_alone_does_not_pay(void **state)
{
    struct scene *s = *state;

    s->orders[0] = order(1, ORDER_UMPMM, "2027-01-10", NULL);
    assert_int_equal(why(s, SV_PAYMENT, "2027-02-01"), WHY_POLICE_ONLY);
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-01"), WHY_ENTITLED);
}

static void respondent_never_benefits(void **state)
{
    struct scene *s = *state;

    s->claim.role = ROLE_RESPONDENT;
    s->rules[1].who = ROLE_PROTECTED | ROLE_DEPENDANT | ROLE_RESPONDENT;
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-01"), WHY_NOT_BENEFICIARY);
}

static void dependant_rides_free_but_is_not_paid(void **state)
{
    struct scene *s = *state;

    s->claim.role = ROLE_DEPENDANT;
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-01"), WHY_ENTITLED);
    assert_int_equal(why(s, SV_PAYMENT, "2027-02-01"), WHY_NOT_BENEFICIARY);
}

static void no_order_is_no_order(void **state)
{
    struct scene *s = *state;

    s->claim.order_count = 0;
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-01"), WHY_NO_ORDER);
}

static void order_without_valid_grant_is_no_order(void **state)
{
    struct scene *s = *state;

    s->orders[0].protection = protection_of(NULL, 0);
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-01"), WHY_NO_ORDER);
    spans(s, SV_TRANSPORT);
    assert_int_equal(s->span_count, 0);
}

static void before_between_and_after_orders(void **state)
{
    struct scene *s = *state;

    s->orders[1] = order(2, ORDER_UM, "2028-02-01", "2028-06-30");
    s->claim.order_count = 2;
    assert_int_equal(why(s, SV_TRANSPORT, "2027-01-09"), WHY_NOT_STARTED);
    assert_int_equal(why(s, SV_TRANSPORT, "2028-01-15"), WHY_ENDED);
    assert_int_equal(why(s, SV_TRANSPORT, "2028-07-01"), WHY_ENDED);
    spans(s, SV_TRANSPORT);
    assert_int_equal(s->span_count, 2);
    run_is(s, 0, "2027-01-10", "2027-12-31");
    run_is(s, 1, "2028-02-01", "2028-06-30");
}

static void order_annulled_to_its_start_gives_nothing(void **state)
{
    struct scene *s = *state;

    s->orders[0].protection.until = d("2027-01-09");
    assert_int_equal(why(s, SV_TRANSPORT, "2027-01-10"), WHY_ENDED);
    spans(s, SV_TRANSPORT);
    assert_int_equal(s->span_count, 0);
}

static void rule_not_begun_and_rule_ended(void **state)
{
    struct scene *s = *state;

    s->rules[1].from = d("2027-03-01");
    s->rules[1].until = d("2027-05-31");
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-28"), WHY_NO_RULE_YET);
    assert_int_equal(why(s, SV_TRANSPORT, "2027-06-01"), WHY_RULE_ENDED);
    assert_int_equal(why(s, SV_DOCUMENTS, "2027-06-01"), WHY_NO_RULE_YET);
    spans(s, SV_TRANSPORT);
    run_is(s, 0, "2027-03-01", "2027-05-31");
}

static void finality_starts_the_benefit_where_it_is_required(void **state)
{
    struct scene *s = *state;

    s->rules[1].needs_final = true;
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-01"), WHY_NOT_FINAL);
    s->orders[0].protection.final_on = d("2027-01-26");
    assert_int_equal(why(s, SV_TRANSPORT, "2027-01-25"), WHY_NOT_FINAL);
    assert_int_equal(why(s, SV_TRANSPORT, "2027-01-26"), WHY_ENTITLED);
    spans(s, SV_TRANSPORT);
    assert_int_equal(s->span_count, 1);
    run_is(s, 0, "2027-01-26", "2027-12-31");
}

/* An immediate order and one of the police have no appeal to wait for (law 9669/2006, articles 19 and 21:
 * only the UM becomes final), so a rule that asks for finality takes them by their kinds: UMPMM of 01.02, UMM
 * of 03.02 until the UM of 20.02, which becomes final on 07.03. */
static void finality_is_asked_of_the_um_only(void **state)
{
    struct scene *s = *state;

    s->orders[0] = order(1, ORDER_UMPMM, "2027-02-01", "2027-02-02");
    s->orders[1] = order(2, ORDER_UMM, "2027-02-03", "2027-02-19");
    s->orders[2] = order(3, ORDER_UM, "2027-02-20", "2028-02-20");
    s->orders[2].protection.final_on = d("2027-03-07");
    s->claim.order_count = 3;
    s->rules[1].needs_final = true;
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-01"), WHY_ENTITLED);
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-19"), WHY_ENTITLED);
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-20"), WHY_NOT_FINAL);
    assert_int_equal(why(s, SV_TRANSPORT, "2027-03-06"), WHY_NOT_FINAL);
    assert_int_equal(why(s, SV_TRANSPORT, "2027-03-07"), WHY_ENTITLED);
    spans(s, SV_TRANSPORT);
    assert_int_equal(s->span_count, 3);
    run_is(s, 0, "2027-02-01", "2027-02-02");
    run_is(s, 1, "2027-02-03", "2027-02-19");
    run_is(s, 2, "2027-03-07", "2028-02-20");
}

/* Where the rule does not take a kind, its finality is no question. */
static void a_kind_that_does_not_qualify_is_not_helped_by_it(void **state)
{
    struct scene *s = *state;

    s->orders[0] = order(1, ORDER_UMPMM, "2027-02-01", NULL);
    s->rules[0].needs_final = true;
    assert_int_equal(why(s, SV_PAYMENT, "2027-02-01"), WHY_POLICE_ONLY);
}

static void without_application_no_payment(void **state)
{
    struct scene *s = *state;

    s->claim.application_count = 0;
    assert_int_equal(why(s, SV_PAYMENT, "2027-02-01"), WHY_NO_APPLICATION);
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-01"), WHY_ENTITLED);
}

static void an_application_not_granted_says_what_became_of_it(void **state)
{
    struct scene *s = *state;
    const struct span open = span("2027-03-01", NULL);
    struct span refused = span("2027-01-01", NULL);

    s->claim.application_count = 0;
    assert_int_equal(why(s, SV_PAYMENT, "2027-02-01"), WHY_NO_APPLICATION);
    s->claim.refused_applications = &refused;
    s->claim.refused_application_count = 1;
    assert_int_equal(why(s, SV_PAYMENT, "2027-03-01"), WHY_APPLICATION_REFUSED);
    /* Filed late, it would have counted from March: it was refused, and is not none. */
    refused.from = d("2027-03-01");
    assert_int_equal(why(s, SV_PAYMENT, "2027-02-28"), WHY_APPLICATION_REFUSED);
    s->claim.open_applications = &open;
    s->claim.open_application_count = 1;
    assert_int_equal(why(s, SV_PAYMENT, "2027-03-01"), WHY_APPLICATION_OPEN);
    /* Filed late: it would count from March, and waits all the same. */
    assert_int_equal(why(s, SV_PAYMENT, "2027-02-28"), WHY_APPLICATION_OPEN);
    assert_int_equal(why(s, SV_TRANSPORT, "2027-03-01"), WHY_ENTITLED);
}

static void nothing_is_due_after_a_death(void **state)
{
    struct scene *s = *state;

    s->claim.deceased = true;
    s->claim.died_on = d("2027-05-14");
    assert_int_equal(why(s, SV_PAYMENT, "2027-05-14"), WHY_ENTITLED);
    assert_int_equal(why(s, SV_PAYMENT, "2027-05-15"), WHY_DECEASED);
    spans(s, SV_TRANSPORT);
    assert_int_equal(s->span_count, 1);
    run_is(s, 0, "2027-01-10", "2027-05-14");
}

static void application_filed_by_day_ten_counts_for_its_month(void **state)
{
    (void)state;
    assert_int_equal(application_payable_from(d("2027-03-01"), d("2027-03-10")), d("2027-03-01"));
    assert_int_equal(application_payable_from(d("2027-03-10"), d("2027-03-10")), d("2027-03-01"));
}

static void application_filed_after_day_ten_counts_for_the_next(void **state)
{
    (void)state;
    assert_int_equal(application_payable_from(d("2027-03-11"), d("2027-03-10")), d("2027-04-01"));
    assert_int_equal(application_payable_from(d("2027-12-31"), d("2027-12-10")), d("2028-01-01"));
}

static void stay_in_an_institution_stops_the_payment_only(void **state)
{
    struct scene *s = *state;

    s->stays[0] = span("2027-03-01", "2027-04-15");
    s->claim.stay_count = 1;
    assert_int_equal(why(s, SV_PAYMENT, "2027-04-15"), WHY_IN_INSTITUTION);
    assert_int_equal(why(s, SV_TRANSPORT, "2027-04-15"), WHY_ENTITLED);
    spans(s, SV_PAYMENT);
    assert_int_equal(s->span_count, 2);
    run_is(s, 0, "2027-01-10", "2027-02-28");
    run_is(s, 1, "2027-04-16", "2027-12-31");
}

static void open_stay_leaves_nothing_behind_it(void **state)
{
    struct scene *s = *state;

    s->stays[0] = span("2027-03-01", NULL);
    s->claim.stay_count = 1;
    spans(s, SV_PAYMENT);
    assert_int_equal(s->span_count, 1);
    run_is(s, 0, "2027-01-10", "2027-02-28");
}

static void kindergarten_is_for_the_enrolled(void **state)
{
    struct scene *s = *state;

    s->claim.role = ROLE_DEPENDANT;
    assert_int_equal(why(s, SV_KINDERGARTEN, "2027-10-01"), WHY_NOT_ENROLLED);
    s->enrolments[0] = span("2027-09-01", "2028-06-30");
    s->claim.enrolment_count = 1;
    spans(s, SV_KINDERGARTEN);
    assert_int_equal(s->span_count, 1);
    run_is(s, 0, "2027-09-01", "2027-12-31");
}

static void new_amount_starts_a_new_run(void **state)
{
    struct scene *s = *state;

    s->rules[0] = payment(1, 3000, "2019-01-01", "2020-12-31");
    s->rules[1] = payment(2, 6000, "2021-01-01", "2021-06-30");
    s->rules[2] = payment(3, 3000, "2021-07-01", "2021-12-31");
    s->rules[3] = payment(4, 9000, "2022-01-01", NULL);
    s->rule_count = 4;
    s->orders[0] = order(1, ORDER_UM, "2020-12-15", "2022-12-14");
    s->applications[0] = span("2020-12-01", NULL);
    spans(s, SV_PAYMENT);
    assert_int_equal(s->span_count, 4);
    run_is(s, 0, "2020-12-15", "2020-12-31");
    run_is(s, 1, "2021-01-01", "2021-06-30");
    run_is(s, 3, "2022-01-01", "2022-12-14");
    assert_int_equal(s->spans[0].because.amount, 3000);
    assert_int_equal(s->spans[1].because.amount, 6000);
    assert_int_equal(s->spans[2].because.amount, 3000);
    assert_int_equal(s->spans[3].because.amount, 9000);
}

static void later_rule_outranks_one_that_is_still_valid(void **state)
{
    struct scene *s = *state;

    s->rules[1] = payment(7, 12000, "2027-06-01", NULL);
    spans(s, SV_PAYMENT);
    assert_int_equal(s->span_count, 2);
    run_is(s, 1, "2027-06-01", "2027-12-31");
    assert_int_equal(s->spans[1].because.amount, 12000);
}

static void overlapping_orders_give_one_benefit_with_the_court_order_as_reason(void **state)
{
    struct scene *s = *state;

    s->orders[1] = order(2, ORDER_UMM, "2027-01-01", "2027-02-15");
    s->claim.order_count = 2;
    spans(s, SV_PAYMENT);
    assert_int_equal(s->span_count, 2);
    run_is(s, 0, "2027-01-01", "2027-01-09");
    run_is(s, 1, "2027-01-10", "2027-12-31");
    assert_int_equal(s->spans[0].because.order, 2);
    assert_int_equal(s->spans[1].because.order, 1);
}

static void of_two_alike_the_longer_then_the_lower_id_is_the_reason(void **state)
{
    struct scene *s = *state;
    struct because because;

    s->orders[1] = order(2, ORDER_UM, "2027-01-10", "2028-01-09");
    s->orders[2] = order(3, ORDER_UM, "2027-01-10", "2028-01-09");
    s->claim.order_count = 3;
    assert_int_equal(
        entitlement_on(&s->claim, s->rules, s->rule_count, SV_TRANSPORT, d("2027-02-01"), &because),
        WHY_ENTITLED);
    assert_int_equal(because.order, 2);
}

static void of_two_rules_of_one_day_the_higher_id_counts(void **state)
{
    struct scene *s = *state;
    struct because because;

    s->rules[2] = exemption(9, SV_TRANSPORT, 0);
    s->rules[3] = exemption(8, SV_TRANSPORT, 0);
    s->rule_count = 4;
    assert_int_equal(
        entitlement_on(&s->claim, s->rules, s->rule_count, SV_TRANSPORT, d("2027-02-01"), &because),
        WHY_ENTITLED);
    assert_int_equal(because.rule, 9);
}

static void because_is_zero_unless_entitled(void **state)
{
    struct scene *s = *state;
    struct because because = {.rule = 1, .order = 2, .act = 3, .amount = 4};

    (void)entitlement_on(&s->claim, s->rules, s->rule_count, SV_PAYMENT, d("2026-01-01"), &because);
    assert_int_equal(because.rule, 0);
    assert_int_equal(because.amount, 0);
}

static void unbroken_days_join_spans_that_touch(void **state)
{
    static const struct entitlement SPANS[] = {
        {SV_PAYMENT, 10, 19, {0}}, {SV_PAYMENT, 20, 29, {0}}, {SV_PAYMENT, 40, 49, {0}}};
    struct span got;

    (void)state;
    assert_true(entitlement_unbroken(SPANS, COUNT(SPANS), 25, &got));
    assert_int_equal(got.from, 10);
    assert_int_equal(got.until, 29);
    assert_true(entitlement_unbroken(SPANS, COUNT(SPANS), 5, &got));
    assert_int_equal(got.until, 29);
    assert_true(entitlement_unbroken(SPANS, COUNT(SPANS), 30, &got));
    assert_int_equal(got.from, 40);
    assert_false(entitlement_unbroken(SPANS, COUNT(SPANS), 50, &got));
    assert_false(entitlement_unbroken(NULL, 0, 50, &got));
}

static struct act plain_act(int64_t id, enum act_kind kind, const char *on)
{
    return (struct act){
        .id = id, .kind = kind, .on = d(on), .start = DATE_NONE, .end = DATE_NONE, .effective = DATE_NONE};
}

static struct because because_on(struct scene *s, enum service service, const char *day)
{
    struct because because;

    (void)entitlement_on(&s->claim, s->rules, s->rule_count, service, d(day), &because);
    return because;
}

static enum why_not on_day(struct scene *s, enum service service, const char *day)
{
    struct because because;

    return entitlement_on(&s->claim, s->rules, s->rule_count, service, d(day), &because);
}

/* UM until 30.06, more asked for on 12.06; the council lets exemptions go on for 10 days (rule pending_days).
 * Transport until 10.07, the payment until 30.06. Refused on 05.07, it ends with that day. Extended, it is no
 * matter. */
static void exemptions_wait_with_her_for_the_court(void **state)
{
    static const struct legal_rule TEN[] = {
        {.number = LEGAL_PENDING_DAYS, .value = 10, .from = 0, .until = DATE_OPEN, .source = ""}};
    struct scene *s = *state;
    struct act acts[] = {plain_act(10, ACT_GRANTED, "2027-01-10"),
                         plain_act(11, ACT_EXTENSION_REQUESTED, "2027-06-12"),
                         plain_act(12, ACT_EXTENSION_REFUSED, "2027-07-05")};

    acts[0].end = d("2027-06-30");
    s->orders[0].protection = protection_of(acts, 2);
    assert_int_equal(on_day(s, SV_TRANSPORT, "2027-07-01"), WHY_ENDED); /* without such a rule */
    s->claim.legal = TEN;
    s->claim.legal_count = 1;
    assert_int_equal(on_day(s, SV_TRANSPORT, "2027-06-30"), WHY_ENTITLED);
    assert_false(because_on(s, SV_TRANSPORT, "2027-06-30").pending);
    assert_int_equal(on_day(s, SV_TRANSPORT, "2027-07-10"), WHY_ENTITLED);
    assert_true(because_on(s, SV_TRANSPORT, "2027-07-10").pending);
    assert_int_equal(because_on(s, SV_TRANSPORT, "2027-07-10").act, 11);
    assert_int_equal(on_day(s, SV_TRANSPORT, "2027-07-11"), WHY_ENDED);
    assert_int_equal(on_day(s, SV_PAYMENT, "2027-06-30"), WHY_ENTITLED);
    assert_int_equal(on_day(s, SV_PAYMENT, "2027-07-01"), WHY_ENDED);
    s->orders[0].protection = protection_of(acts, 3);
    assert_int_equal(on_day(s, SV_TRANSPORT, "2027-07-05"), WHY_ENTITLED);
    assert_int_equal(on_day(s, SV_TRANSPORT, "2027-07-06"), WHY_ENDED);
    acts[2] = plain_act(12, ACT_TERMINATED, "2027-06-20");
    acts[2].effective = d("2027-06-25");
    s->orders[0].protection = protection_of(acts, 3);
    assert_int_equal(on_day(s, SV_TRANSPORT, "2027-06-25"), WHY_ENDED); /* a court has ended it */
}

/* Asked for only after the end: from that day on, and no further than the days of the rule. */
static void who_asks_late_waits_from_then_on(void **state)
{
    static const struct legal_rule TEN[] = {
        {.number = LEGAL_PENDING_DAYS, .value = 10, .from = 0, .until = DATE_OPEN, .source = ""}};
    struct scene *s = *state;
    struct act acts[] = {plain_act(10, ACT_GRANTED, "2027-01-10"),
                         plain_act(11, ACT_EXTENSION_REQUESTED, "2027-07-04")};

    acts[0].end = d("2027-06-30");
    s->orders[0].protection = protection_of(acts, 2);
    s->claim.legal = TEN;
    s->claim.legal_count = 1;
    assert_int_equal(on_day(s, SV_TRANSPORT, "2027-07-03"), WHY_ENDED);
    assert_int_equal(on_day(s, SV_TRANSPORT, "2027-07-04"), WHY_ENTITLED);
    assert_int_equal(on_day(s, SV_TRANSPORT, "2027-07-11"), WHY_ENDED);
}

static int64_t share(struct scene *s, enum service service, const char *on)
{
    struct because because;

    assert_int_equal(entitlement_on(&s->claim, s->rules, s->rule_count, service, d(on), &because),
                     WHY_ENTITLED);
    return because.share;
}

/* "The fee of certificates is waived for victims, half of it for their dependants." */
static void dependants_have_a_part_of_their_own(void **state)
{
    struct scene *s = *state;

    s->rules[1].share = 100;
    s->rules[1].share_dependant = 50;
    assert_int_equal(share(s, SV_TRANSPORT, "2027-02-01"), 100);
    s->claim.role = ROLE_DEPENDANT;
    assert_int_equal(share(s, SV_TRANSPORT, "2027-02-01"), 50);
}

/* "Half of the food fee for dependants, 30 % for others; all of it from the second child in one institution
 * on." The child is there from September on, beside a brother from March to June: the order is for 2027. */
static void second_children_have_a_part_of_their_own(void **state)
{
    struct scene *s = *state;
    struct span beside = span("2027-03-01", "2027-06-30"), even;

    s->claim.role = ROLE_DEPENDANT;
    s->enrolments[0] = span("2026-09-01", NULL);
    s->claim.enrolment_count = 1;
    s->claim.siblings = &beside;
    s->claim.sibling_count = 1;
    s->rules[2].share = 30;
    s->rules[2].share_dependant = 50;
    s->rules[2].share_sibling = 100;
    spans(s, SV_KINDERGARTEN);
    assert_int_equal(s->span_count, 3);
    run_is(s, 0, "2027-01-10", "2027-02-28");
    run_is(s, 1, "2027-03-01", "2027-06-30");
    run_is(s, 2, "2027-07-01", "2027-12-31");
    assert_int_equal(s->spans[0].because.share, 50);
    assert_int_equal(s->spans[1].because.share, 100);
    assert_int_equal(s->spans[2].because.share, 50);
    assert_true(entitlement_even(s->spans, s->span_count, d("2027-02-01"), &even));
    assert_int_equal(even.until, d("2027-02-28"));
    assert_true(entitlement_unbroken(s->spans, s->span_count, d("2027-02-01"), &even));
    assert_int_equal(even.until, d("2027-12-31"));
}

static void a_rule_may_be_for_second_children_alone(void **state)
{
    struct scene *s = *state;
    struct span beside = span("2027-03-01", "2027-06-30");

    s->claim.role = ROLE_DEPENDANT;
    s->enrolments[0] = span("2026-09-01", NULL);
    s->claim.enrolment_count = 1;
    s->claim.siblings = &beside;
    s->claim.sibling_count = 1;
    s->rules[2].share = 50;
    s->rules[2].conditions |= NEEDS_SIBLING;
    assert_int_equal(why(s, SV_KINDERGARTEN, "2027-02-28"), WHY_NOT_SIBLING);
    assert_int_equal(share(s, SV_KINDERGARTEN, "2027-03-01"), 50);
    assert_int_equal(share(s, SV_KINDERGARTEN, "2027-06-30"), 50);
    assert_int_equal(why(s, SV_KINDERGARTEN, "2027-07-01"), WHY_NOT_SIBLING);
    s->claim.enrolment_count = 0;
    assert_int_equal(why(s, SV_KINDERGARTEN, "2027-03-01"), WHY_NOT_ENROLLED);
}

static void who_lives_elsewhere_may_be_left_out(void **state)
{
    struct scene *s = *state;

    s->claim.outside = true;
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-01"), WHY_ENTITLED); /* nothing is asked */
    s->rules[1].conditions = NEEDS_RESIDENCE;
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-01"), WHY_LIVES_OUTSIDE);
    s->claim.outside = false;
    assert_int_equal(why(s, SV_TRANSPORT, "2027-02-01"), WHY_ENTITLED);
}

static void names_go_both_ways(void **state)
{
    enum service service;

    (void)state;
    for (size_t i = 0; i < SV_COUNT; i++) {
        assert_true(service_parse(service_name(SERVICES[i]), &service));
        assert_int_equal(service, SERVICES[i]);
    }
    assert_false(service_parse("bus", &service));
    assert_null(service_name((enum service)3));
    assert_string_equal(why_not_name(WHY_POLICE_ONLY), "police_only");
    assert_string_equal(why_not_name(WHY_NOT_ENROLLED), "not_enrolled");
}

#define SCENE(f) cmocka_unit_test_setup_teardown(f, scene_set, scene_clear)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE(payment_runs_while_the_order_does),
        SCENE(open_order_gives_an_open_run),
        SCENE(police_order_alone_does_not_pay),
        SCENE(respondent_never_benefits),
        SCENE(dependant_rides_free_but_is_not_paid),
        SCENE(no_order_is_no_order),
        SCENE(order_without_valid_grant_is_no_order),
        SCENE(before_between_and_after_orders),
        SCENE(order_annulled_to_its_start_gives_nothing),
        SCENE(rule_not_begun_and_rule_ended),
        SCENE(finality_starts_the_benefit_where_it_is_required),
        SCENE(finality_is_asked_of_the_um_only),
        SCENE(a_kind_that_does_not_qualify_is_not_helped_by_it),
        SCENE(without_application_no_payment),
        SCENE(an_application_not_granted_says_what_became_of_it),
        SCENE(nothing_is_due_after_a_death),
        SCENE(application_filed_by_day_ten_counts_for_its_month),
        SCENE(application_filed_after_day_ten_counts_for_the_next),
        SCENE(stay_in_an_institution_stops_the_payment_only),
        SCENE(open_stay_leaves_nothing_behind_it),
        SCENE(kindergarten_is_for_the_enrolled),
        SCENE(new_amount_starts_a_new_run),
        SCENE(later_rule_outranks_one_that_is_still_valid),
        SCENE(overlapping_orders_give_one_benefit_with_the_court_order_as_reason),
        SCENE(of_two_alike_the_longer_then_the_lower_id_is_the_reason),
        SCENE(of_two_rules_of_one_day_the_higher_id_counts),
        SCENE(because_is_zero_unless_entitled),
        SCENE(unbroken_days_join_spans_that_touch),
        SCENE(exemptions_wait_with_her_for_the_court),
        SCENE(who_asks_late_waits_from_then_on),
        SCENE(dependants_have_a_part_of_their_own),
        SCENE(second_children_have_a_part_of_their_own),
        SCENE(a_rule_may_be_for_second_children_alone),
        SCENE(who_lives_elsewhere_may_be_left_out),
        SCENE(names_go_both_ways),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
