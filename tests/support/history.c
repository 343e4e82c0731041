/* Random histories: dense in overlaps, ties, chains and corrections of corrections. */
#include "support/history.h"

#include <stdio.h>

/* The PRNG: splitmix64. */
static unsigned below(struct history *h, unsigned n)
{
    uint64_t z = (h->state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (unsigned)((z ^ (z >> 31)) % n);
}

static bool chance(struct history *h, unsigned percent)
{
    return below(h, 100) < percent;
}

/* A day; often one of a few, so that things fall together. */
static date any_day(struct history *h)
{
    return BASE + (date)(chance(h, 30) ? below(h, 12) * 90 : below(h, DAYS));
}

static date any_end(struct history *h, date from)
{
    return chance(h, 20) ? DATE_OPEN : from - 1 + (date)below(h, LENGTH);
}

/* Instead of a last day. What is added to the end so far is short: it adds up. */
static void any_term(struct history *h, struct act *a, enum act_kind says)
{
    a->term.from = (enum term_from)(TERM_DECISION + below(h, 4));
    if (says == ACT_EXTENDED && a->term.from == TERM_START)
        a->term.days = 1 + (int)below(h, 20);
    else if (chance(h, 50))
        a->term.days = 1 + (int)below(h, 150);
    else
        a->term.months = 1 + (int)below(h, 6);
    a->end = DATE_NONE;
}

static void fill_appeal(struct history *h, struct act *a, int64_t about, date near)
{
    a->about = about;
    if (a->kind == ACT_APPEALED)
        return;
    a->outcome = (enum appeal_outcome)(1 + below(h, 3));
    if (chance(h, 40))
        a->end = any_end(h, near);
    if (!chance(h, 5))
        a->effective = near + (date)below(h, 250);
    if (chance(h, 20))
        any_term(h, a, ACT_APPEAL_DECIDED);
}

/* about: what an appeal may be about. */
static void fill_act(struct history *h, struct act *a, enum act_kind says, date near, int64_t about)
{
    a->on = near + (date)below(h, 40);
    a->at = chance(h, 50) ? (int64_t)a->on * 86400 + 1 : 0;
    a->start = says == ACT_GRANTED && !chance(h, 5) ? near : DATE_NONE;
    a->end = DATE_NONE;
    a->effective = DATE_NONE;
    if ((says == ACT_GRANTED || says == ACT_AMENDED || says == ACT_EXTENDED) && !chance(h, 12))
        a->end = any_end(h, near);
    if ((says == ACT_GRANTED || says == ACT_AMENDED || says == ACT_EXTENDED) && chance(h, 30))
        any_term(h, a, says);
    if (says == ACT_EXTENDED && chance(h, 40))
        a->start = near + (date)below(h, 200);
    if (says == ACT_APPEALED || says == ACT_APPEAL_DECIDED) {
        enum act_kind kind = a->kind;

        a->kind = says;
        fill_appeal(h, a, about, near);
        a->kind = kind;
    }
    if (act_cuts(says))
        a->effective = chance(h, 4)    ? DATE_NONE
                       : chance(h, 3)  ? DATE_OPEN
                       : chance(h, 15) ? near - (date)below(h, 3)
                                       : near + (date)below(h, 300);
}

static enum act_kind any_kind(struct history *h)
{
    static const enum act_kind kinds[] = {
        ACT_EXTENDED,
        ACT_EXTENDED,
        ACT_EXTENSION_REQUESTED,
        ACT_AMENDED,
        ACT_AMENDED,
        ACT_FINAL,
        ACT_FINAL,
        ACT_SERVED,
        ACT_APPEALED,
        ACT_PETITIONED,
        ACT_CORRECTED,
        ACT_CORRECTED,
        ACT_CORRECTED,
        ACT_CORRECTED,
        ACT_TERMINATED,
        ACT_ANNULLED,
        ACT_REPLACED,
        ACT_GRANTED,
        ACT_APPEAL_DECIDED,
        ACT_APPEAL_DECIDED,
        ACT_APPEAL_DECIDED,
        ACT_APPEAL_DECIDED,
        ACT_PETITION_REFUSED,
        ACT_NOT_CONFIRMED,
        ACT_CONFIRMED,
        ACT_EXTENSION_REFUSED,
        ACT_EXTENSION_REQUESTED,
    };

    return kinds[below(h, sizeof kinds / sizeof *kinds)];
}

/* The kind an act's words are about: a correction speaks like what it corrects in the end. */
static enum act_kind root_kind(const struct act *acts, size_t count, int64_t id)
{
    for (size_t i = count; i-- > 0;)
        if (acts[i].id == id) {
            if (acts[i].kind != ACT_CORRECTED)
                return acts[i].kind;
            id = acts[i].corrects;
        }
    return ACT_SERVED;
}

static void add_act(struct history *h, size_t o, enum act_kind kind, date near, int64_t *id)
{
    size_t n = h->act_count[o]++;
    struct act *a = &h->acts[o][n];
    int64_t about = n && !chance(h, 20) ? h->acts[o][below(h, (unsigned)n)].id : 0;

    *a = (struct act){.id = *id += 1 + below(h, 2), .kind = kind};
    if (kind == ACT_CORRECTED) {
        a->corrects = chance(h, 4) ? a->id + (int64_t)below(h, 3) : h->acts[o][below(h, (unsigned)n)].id;
        a->voids = chance(h, 35);
        kind = root_kind(h->acts[o], n, a->corrects);
    }
    fill_act(h, a, kind, near, about);
}

static void shuffle_acts(struct history *h, size_t o)
{
    for (size_t i = h->act_count[o]; i > 1; i--) {
        size_t j = below(h, (unsigned)i);
        struct act swap = h->acts[o][i - 1];

        h->acts[o][i - 1] = h->acts[o][j];
        h->acts[o][j] = swap;
    }
}

/* Orders, some in a chain: replaced by the next from the day the next begins. */
static void make_orders(struct history *h)
{
    int64_t id = 0;
    date start = any_day(h);

    h->order_count = chance(h, 4) ? 0 : 1 + below(h, ORDERS);
    for (size_t o = 0; o < h->order_count; o++) {
        date near = start + (date)below(h, 60);
        unsigned more = below(h, 4) * below(h, 4);
        bool chained = chance(h, 35);

        h->order_id[o] = chance(h, 50) ? (int64_t)o + 1 : 100 - (int64_t)o;
        h->kind[o] = (enum order_kind)(1u << below(h, 3));
        add_act(h, o, ACT_GRANTED, start, &id);
        while (more-- > 0)
            add_act(h, o, any_kind(h), near > BASE + DAYS ? BASE + DAYS : near, &id);
        if (chained) {
            add_act(h, o, ACT_REPLACED, start, &id);
            start += (date)below(h, 60);
            start = start > BASE + DAYS ? BASE + DAYS : start;
            h->acts[o][h->act_count[o] - 1].effective = start;
            h->acts[o][h->act_count[o] - 1].other_order = (int64_t)o + 2;
        } else {
            start = any_day(h);
        }
        shuffle_acts(h, o);
    }
}

static void make_rule(struct history *h, size_t i, enum service s)
{
    date from = BASE - 200 + (date)below(h, DAYS);

    h->rules[i] = (struct benefit_rule){
        .id = (int64_t)(i * 7 % RULES) + 1,
        .service = s,
        .source = "VKB",
        .kinds = chance(h, 50) ? 7 : below(h, 8),
        .needs_final = chance(h, 20),
        .who = chance(h, 70) ? 7 : below(h, 8),
        .conditions = chance(h, 50) ? 0 : below(h, 32),
        .share = 1 + (int64_t)below(h, 100),
        .share_dependant = chance(h, 50) ? 0 : 1 + (int64_t)below(h, 3),
        .share_sibling = chance(h, 50) ? 0 : 1 + (int64_t)below(h, 3),
        .amount = 3000 * (int64_t)below(h, 4),
        .from = chance(h, 30) ? BASE - 300 : from,
        .until = chance(h, 40) ? any_end(h, from) : DATE_OPEN,
    };
}

static size_t make_spans(struct history *h, struct span *spans, date length)
{
    size_t count = below(h, SPANS + 1);

    for (size_t i = 0; i < count; i++) {
        spans[i].from = any_day(h);
        spans[i].until = chance(h, 25) ? DATE_OPEN : spans[i].from - 2 + (date)below(h, (unsigned)length);
    }
    return count;
}

static void make_pending(struct history *h)
{
    date turn = any_day(h);

    for (size_t i = 0; i < 2; i++)
        h->pending[i] = (struct legal_rule){.number = LEGAL_PENDING_DAYS,
                                            .value = chance(h, 50) ? 0 : (int64_t)below(h, 31),
                                            .from = i ? turn : BASE - 400,
                                            .until = i ? DATE_OPEN : turn - 1,
                                            .source = ""};
}

void history_make(struct history *h, uint64_t seed)
{
    *h = (struct history){.seed = seed, .state = seed};
    h->role = chance(h, 3) ? ROLE_RESPONDENT : chance(h, 60) ? ROLE_PROTECTED : ROLE_DEPENDANT;
    make_orders(h);
    make_pending(h);
    h->rule_count = below(h, RULES + 1);
    for (size_t i = 0; i < h->rule_count; i++)
        make_rule(h, i, SERVICES[below(h, SV_COUNT)]);
    h->stay_count = make_spans(h, h->stays, 120);
    h->application_count = make_spans(h, h->applications, LENGTH);
    h->enrolment_count = make_spans(h, h->enrolments, LENGTH);
    h->open_count = make_spans(h, h->open, LENGTH);
    h->refused_count = make_spans(h, h->refused, LENGTH);
    h->sibling_count = make_spans(h, h->siblings, LENGTH);
    h->outside = chance(h, 20);
    h->deceased = chance(h, 10);
    h->died_on = any_day(h);
}

static void print_spans(const char *name, const struct span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "%s %d..%d\n", name, spans[i].from - BASE, spans[i].until - BASE);
}

size_t history_name(struct history *h, size_t order, bool *ret_registered, struct naming_change *ret)
{
    size_t n = 0;

    *ret_registered = chance(h, 60);
    for (size_t i = 0; i < h->act_count[order]; i++) {
        struct act *a = &h->acts[order][i];

        if (a->kind == ACT_AMENDED && chance(h, 50))
            a->effective = a->on + (date)below(h, 200);
        if ((a->kind == ACT_AMENDED || a->kind == ACT_APPEAL_DECIDED || a->kind == ACT_CORRECTED) &&
            chance(h, 70))
            ret[n++] = (struct naming_change){.act = a->id, .in = chance(h, 50)};
    }
    return n;
}

void history_print(const struct history *h)
{
    fprintf(stderr, "SEED=%llu HISTORIES=1 repeats it; role %d\n", (unsigned long long)h->seed, (int)h->role);
    for (size_t o = 0; o < h->order_count; o++) {
        fprintf(stderr, "order %lld %s\n", (long long)h->order_id[o], order_kind_name(h->kind[o]));
        for (size_t i = 0; i < h->act_count[o]; i++) {
            const struct act *a = &h->acts[o][i];

            fprintf(stderr,
                    "  act %lld %s on %d start %lld end %lld effective %lld corrects %lld about %lld %s%s "
                    "term %d/%d from %d\n",
                    (long long)a->id, act_kind_name(a->kind), a->on - BASE, (long long)a->start - BASE,
                    (long long)a->end - BASE, (long long)a->effective - BASE, (long long)a->corrects,
                    (long long)a->about, a->outcome ? appeal_outcome_name(a->outcome) : "",
                    a->voids ? " voids" : "", a->term.months, a->term.days, (int)a->term.from);
        }
    }
    fprintf(stderr, "pending days %lld, from %d on %lld\n", (long long)h->pending[0].value,
            h->pending[1].from - BASE, (long long)h->pending[1].value);
    for (size_t i = 0; i < h->rule_count; i++) {
        const struct benefit_rule *r = &h->rules[i];

        fprintf(stderr,
                "rule %lld %s kinds %u%s who %u conditions %u amount %lld share %lld/%lld/%lld %d..%d\n",
                (long long)r->id, service_name(r->service), r->kinds, r->needs_final ? " final" : "", r->who,
                r->conditions, (long long)r->amount, (long long)r->share, (long long)r->share_dependant,
                (long long)r->share_sibling, r->from - BASE, r->until - BASE);
    }
    print_spans("stay", h->stays, h->stay_count);
    print_spans("application", h->applications, h->application_count);
    print_spans("open application", h->open, h->open_count);
    print_spans("refused application", h->refused, h->refused_count);
    if (h->deceased)
        fprintf(stderr, "died %d\n", h->died_on - BASE);
    print_spans("enrolment", h->enrolments, h->enrolment_count);
    print_spans("beside another child", h->siblings, h->sibling_count);
    if (h->outside)
        fprintf(stderr, "lives outside\n");
}
