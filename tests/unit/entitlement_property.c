/* Entitlements against an oracle that asks every single day: thousands of random histories of orders, acts,
 * corrections, rules, stays, applications and enrolments. The oracle is written apart from the
 * implementation. SEED=n repeats a history (each prints its own), HISTORIES=n spans fewer. */
#include <stdlib.h>

#include "domain/law/entitlement.h"
#include "support/assert.h"
#include "support/history.h"
#include "support/oracle.h"
#include "support/setting.h"

static void hold(const struct history *h, bool holds, const char *what, enum service s, int day)
{
    if (holds)
        return;
    history_print(h);
    fail_msg("%s: %s on day %d", what, service_name(s), day);
}

static bool same(const struct because *a, const struct because *b)
{
    return a->rule == b->rule && a->order == b->order && a->act == b->act && a->amount == b->amount &&
           a->share == b->share && a->pending == b->pending;
}

static void check_runs(const struct history *h, const struct entitlement *spans, size_t count,
                       const struct answer *answers, enum service s)
{
    size_t i = 0;

    for (size_t r = 0; r < count; r++) {
        bool touches = r > 0 && spans[r - 1].until != DATE_OPEN && spans[r - 1].until + 1 == spans[r].from;

        hold(h, spans[r].service == s && spans[r].from <= spans[r].until, "span", s, spans[r].from - BASE);
        hold(h, r == 0 || spans[r - 1].until < spans[r].from, "order of spans", s, spans[r].from - BASE);
        hold(h, !touches || !same(&spans[r - 1].because, &spans[r].because), "longest span", s,
             spans[r].from - BASE);
    }
    for (int day = 0; day <= HORIZON; day++) {
        while (i < count && spans[i].until < BASE + day)
            i++;
        bool in = i < count && spans[i].from <= BASE + day;
        hold(h, in == (answers[day].why == WHY_ENTITLED), "span and oracle", s, day);
        hold(h, !in || same(&spans[i].because, &answers[day].because), "reason of span", s, day);
    }
    hold(h, count == 0 || spans[0].from >= BASE, "first span", s, 0);
    hold(h, (answers[HORIZON].why == WHY_ENTITLED) == (count > 0 && spans[count - 1].until == DATE_OPEN),
         "open end", s, HORIZON);
}

/* The days around that have one part of the fee. */
static void check_even(const struct history *h, const struct entitlement *spans, size_t count,
                       const struct answer *answers, enum service s)
{
    struct span got;
    int last;

    for (int day = 0; day <= HORIZON; day++) {
        if (answers[day].why != WHY_ENTITLED)
            continue;
        for (last = day; last < HORIZON && answers[last + 1].why == WHY_ENTITLED &&
                         answers[last + 1].because.share == answers[day].because.share;)
            last++;
        hold(h,
             entitlement_even(spans, count, BASE + day, &got) &&
                 got.until == (last == HORIZON ? DATE_OPEN : BASE + last),
             "even", s, day);
        day = last;
    }
}

static void check_unbroken(const struct history *h, const struct entitlement *spans, size_t count,
                           const struct answer *answers, enum service s)
{
    struct span want = {DATE_NONE, DATE_NONE}, got;
    int first;

    for (int day = HORIZON; day >= 0; day--) {
        if (answers[day].why == WHY_ENTITLED && (day == HORIZON || answers[day + 1].why != WHY_ENTITLED)) {
            for (first = day; first > 0 && answers[first - 1].why == WHY_ENTITLED;)
                first--;
            want = (struct span){BASE + first, day == HORIZON ? DATE_OPEN : BASE + day};
        }
        if (!entitlement_unbroken(spans, count, BASE + day, &got))
            got = (struct span){DATE_NONE, DATE_NONE};
        hold(h, got.from == want.from && got.until == want.until, "unbroken", s, day);
    }
}

/* How often each answer came, over all histories: none may be missing. */
struct tally {
    size_t answers[WHY_ANSWERS];
    size_t histories, spans;
};

static void check_service(const struct history *h, const struct claim *c, const struct oracle *oracle,
                          enum service s, struct tally *tally)
{
    struct answer want[HORIZON + 1], got;
    CLEANUP(arena_free) struct arena arena = {0};
    struct entitlement *spans;
    size_t count;

    for (int day = 0; day <= HORIZON; day++) {
        want[day] = oracle_ask(oracle, s, day);
        got.why = entitlement_on(c, h->rules, h->rule_count, s, BASE + day, &got.because);
        hold(h, got.why == want[day].why, "why", s, day);
        hold(h, same(&got.because, &want[day].because), "because", s, day);
        tally->answers[want[day].why]++;
    }
    must(entitlement_spans(c, h->rules, h->rule_count, s, &arena, &spans, &count));
    tally->spans += count;
    check_runs(h, spans, count, want, s);
    check_unbroken(h, spans, count, want, s);
    check_even(h, spans, count, want, s);
}

static void check_history(const struct history *h, struct tally *tally)
{
    struct oracle oracle;
    struct covering_order orders[ORDERS];
    struct claim c = {.role = h->role,
                      .legal = h->pending,
                      .legal_count = 2,
                      .orders = orders,
                      .order_count = h->order_count,
                      .stays = h->stays,
                      .stay_count = h->stay_count,
                      .applications = h->applications,
                      .application_count = h->application_count,
                      .open_applications = h->open,
                      .open_application_count = h->open_count,
                      .refused_applications = h->refused,
                      .refused_application_count = h->refused_count,
                      .deceased = h->deceased,
                      .died_on = h->died_on,
                      .enrolments = h->enrolments,
                      .enrolment_count = h->enrolment_count,
                      .siblings = h->siblings,
                      .sibling_count = h->sibling_count,
                      .outside = h->outside};

    oracle_learn(h, &oracle);
    for (size_t o = 0; o < h->order_count; o++)
        orders[o] =
            (struct covering_order){h->order_id[o], h->kind[o], protection_of(h->acts[o], h->act_count[o])};
    for (size_t i = 0; i < SV_COUNT; i++)
        check_service(h, &c, &oracle, SERVICES[i], tally);
    tally->histories++;
}

static void spans_and_days_agree_with_asking_every_day(void **state)
{
    struct tally *tally = *state;
    uint64_t seed = setting("SEED", 20270110), count = setting("HISTORIES", 5000);
    struct history h;

    print_message("SEED=%llu HISTORIES=%llu\n", (unsigned long long)seed, (unsigned long long)count);
    for (uint64_t i = 0; i < count; i++) {
        history_make(&h, seed + i);
        check_history(&h, tally);
    }
}

static void every_answer_was_met(void **state)
{
    const struct tally *tally = *state;

    if (tally->histories < 1000)
        skip();
    print_message("%zu histories, %zu spans\n", tally->histories, tally->spans);
    for (unsigned w = 0; w < WHY_ANSWERS; w++) {
        print_message("%16zu days %s\n", tally->answers[w], why_not_name((enum why_not)w));
        assert_true(tally->answers[w] > 1000);
    }
}

static int tally_set(void **state)
{
    return (*state = calloc(1, sizeof(struct tally))) == NULL;
}

static int tally_clear(void **state)
{
    free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_and_days_agree_with_asking_every_day),
        cmocka_unit_test(every_answer_was_met),
    };

    return cmocka_run_group_tests(tests, tally_set, tally_clear);
}
