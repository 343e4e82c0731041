/* Whom an order names, against an oracle that is asked for single days: the acts of thousands of random
 * histories, with records among them that take somebody in and out. SEED=n repeats a history, HISTORIES=n
 * spans fewer. */
#include <string.h>

#include "domain/law/naming.h"
#include "support/assert.h"
#include "support/history.h"
#include "support/oracle.h"
#include "support/setting.h"

static size_t days_in, days_out, spans_seen, overturned_seen;

static void hold(const struct history *h, bool holds, const char *what, size_t order, int day)
{
    if (holds)
        return;
    history_print(h);
    fail_msg("%s: order %zu on day %d", what, order, day);
}

/* The days on which something may change, the ones before and the ones behind, and both ends. */
static void days_choose(const struct act *acts, size_t count, bool ret[HORIZON + 1])
{
    memset(ret, 0, (HORIZON + 1) * sizeof *ret);
    ret[0] = ret[HORIZON] = true;
    for (size_t i = 0; i < count; i++) {
        const date edges[] = {acts[i].on, acts[i].effective};

        for (size_t e = 0; e < 2; e++) {
            if (edges[e] <= BASE || edges[e] >= BASE + HORIZON)
                continue;
            for (date on = edges[e] - 1; on <= edges[e] + 1; on++)
                ret[on - BASE] = true;
        }
    }
}

struct said { /* of somebody, by the records of one order */
    struct naming_change changes[ACTS];
    size_t count;
    bool registered;
};

static void check_order(const struct history *h, size_t o, const struct said *s,
                        const struct known_order *known)
{
    struct naming days[ACTS + 1];
    bool ask[HORIZON + 1], was = false, named;
    size_t n = naming_of(h->acts[o], h->act_count[o], s->registered, s->changes, s->count, days);

    for (size_t i = 0; i < n; i++) {
        hold(h, days[i].from <= days[i].until, "backward", o, 0);
        hold(h, i == 0 || days[i].from > days[i - 1].until + 1, "touching", o, 0);
        hold(h, (days[i].from == DATE_NONE) == (days[i].from_act == 0), "who names", o, 0);
        hold(h, (days[i].until == DATE_OPEN) == (days[i].until_act == 0), "who ends", o, 0);
    }
    days_choose(h->acts[o], h->act_count[o], ask);
    for (int day = 0; day <= HORIZON; day++) {
        if (!ask[day])
            continue;
        named = oracle_names(known, s->registered, s->changes, s->count, BASE + day);
        hold(h, naming_on(days, n, BASE + day) == named, "named", o, day);
        *(named ? &days_in : &days_out) += 1;
        spans_seen += named && !was;
        was = named;
    }
    for (size_t i = 0; i < h->act_count[o]; i++)
        overturned_seen +=
            h->acts[o][i].kind == ACT_APPEAL_DECIDED && h->acts[o][i].outcome == APPEAL_OVERTURNED;
}

static void check_history(struct history *h)
{
    struct said said[ORDERS];
    struct oracle oracle;

    for (size_t o = 0; o < h->order_count; o++)
        said[o].count = history_name(h, o, &said[o].registered, said[o].changes);
    oracle_learn(h, &oracle);
    for (size_t o = 0; o < h->order_count; o++)
        check_order(h, o, &said[o], &oracle.orders[o]);
}

static void namings_agree_with_the_oracle(void **state)
{
    const uint64_t seed = setting("SEED", 20270110), count = setting("HISTORIES", 20000);
    struct history h;

    (void)state;
    print_message("SEED=%llu HISTORIES=%llu\n", (unsigned long long)seed, (unsigned long long)count);
    for (uint64_t i = 0; i < count; i++) {
        history_make(&h, seed + i);
        check_history(&h);
    }
    print_message("%zu days named, %zu not, %zu spans, %zu overturnings\n", days_in, days_out, spans_seen,
                  overturned_seen);
    if (count < 1000)
        return;
    assert_true(days_in > 10 * count && days_out > 10 * count);
    assert_true(spans_seen > count && overturned_seen > count / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(namings_agree_with_the_oracle),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
