/* The oracle strikes out corrected acts from the last to the first and then asks each act, each day, whether
 * it stands in the way. */
#include "support/oracle.h"

#include <stdlib.h>

static int struck_by_id(const void *left, const void *right)
{
    const struct struck *a = left, *b = right;

    return (a->act.id > b->act.id) - (a->act.id < b->act.id);
}

static int struck_by_day(const void *left, const void *right)
{
    const struct struck *a = left, *b = right;

    return a->act.on != b->act.on ? (a->act.on > b->act.on) - (a->act.on < b->act.on)
                                  : struck_by_id(left, right);
}

/* From the last record to the first: who comes to speak for an act first is its latest correction, and has
 * itself been corrected already. */
static void strike(struct known_order *k)
{
    for (size_t c = k->count; c-- > 0;) {
        const struct struck *by = &k->acts[c];

        if (by->act.kind != ACT_CORRECTED || by->dead)
            continue;
        for (size_t t = 0; t < c; t++) {
            struct struck *target = &k->acts[t];
            struct act was = target->act;

            if (was.id != by->act.corrects || target->spoken)
                continue;
            target->spoken = true;
            target->dead = by->act.voids;
            target->act = by->act;
            target->act.id = was.id;
            target->act.kind = was.kind;
            target->act.corrects = was.corrects;
            target->voice = by->voice;
        }
    }
}

static bool is_cut(const struct struck *s)
{
    return !s->dead &&
           (s->act.kind == ACT_TERMINATED || s->act.kind == ACT_ANNULLED || s->act.kind == ACT_REPLACED);
}

/* The last day the term gives, and who says so. */
static date term(const struct known_order *k, int64_t *ret_voice)
{
    date end = k->grant->act.end == DATE_NONE ? DATE_OPEN : k->grant->act.end;

    *ret_voice = k->grant->voice;
    for (size_t i = 0; i < k->count; i++) {
        const struct struck *s = &k->acts[i];
        bool longer = s->act.end > end;

        if (s->dead || s->act.end == DATE_NONE)
            continue;
        if (s->act.kind == ACT_AMENDED || (s->act.kind == ACT_EXTENDED && longer)) {
            end = s->act.end;
            *ret_voice = s->voice;
        }
    }
    return end;
}

static date first_day(const struct known_order *k)
{
    return k->grant->act.start == DATE_NONE ? k->grant->act.on : k->grant->act.start;
}

static bool protects(const struct known_order *k, date on)
{
    int64_t voice;

    if (on < first_day(k))
        return false;
    for (size_t i = 0; i < k->count; i++)
        if (is_cut(&k->acts[i]) && k->acts[i].act.effective != DATE_NONE && k->acts[i].act.effective <= on)
            return false;
    return on <= term(k, &voice);
}

/* Who ends it: the cut that takes effect on the first day without, else who gave the term. */
static int64_t last_voice(const struct known_order *k)
{
    date after = BASE + k->last_day + 1;
    int64_t voice;

    if (term(k, &voice) < after)
        return voice;
    for (size_t i = 0; i < k->count; i++)
        if (is_cut(&k->acts[i]) && k->acts[i].act.effective == after)
            return k->acts[i].voice;
    return voice;
}

static void know_order(const struct history *h, size_t o, struct known_order *k)
{
    int64_t first = 0;

    *k = (struct known_order){.count = h->act_count[o], .last_day = -1};
    for (size_t i = 0; i < k->count; i++)
        k->acts[i] = (struct struck){.act = h->acts[o][i], .voice = h->acts[o][i].id};
    qsort(k->acts, k->count, sizeof *k->acts, struck_by_id);
    strike(k);
    for (size_t i = k->count; i-- > 0;)
        if (k->acts[i].act.kind == ACT_GRANTED && !k->acts[i].dead)
            first = k->acts[i].act.id;
    qsort(k->acts, k->count, sizeof *k->acts, struck_by_day);
    for (size_t i = 0; i < k->count; i++)
        if (k->acts[i].act.id == first)
            k->grant = &k->acts[i];
    if (k->grant == NULL)
        return;
    for (int day = 0; day <= HORIZON; day++)
        if ((k->in_force[day] = protects(k, BASE + day)))
            k->last_day = day;
    k->last_act = last_voice(k);
}

static bool is_final(const struct known_order *k, date on)
{
    for (size_t i = 0; i < k->count; i++)
        if (k->acts[i].act.kind == ACT_FINAL && !k->acts[i].dead && k->acts[i].act.on <= on)
            return true;
    return false;
}

static bool within(const struct span *spans, size_t count, date on)
{
    bool in = false;

    for (size_t i = 0; i < count; i++)
        in |= on >= spans[i].from && on <= spans[i].until;
    return in;
}

static struct answer no(enum why_not why)
{
    return (struct answer){.why = why};
}

/* The order that gives the answer on that day: the rule's kinds from the strongest down. */
static struct answer oracle_order(const struct history *h, const struct known_order *known,
                                  const struct benefit_rule *r, int day)
{
    const struct known_order *best = NULL;
    bool any = false, begun = false, fits = false;
    int64_t id = 0;

    for (unsigned kind = ORDER_UM; best == NULL && kind >= ORDER_UMPMM; kind >>= 1)
        for (size_t o = 0; o < h->order_count; o++) {
            const struct known_order *k = &known[o];

            if (k->grant == NULL || h->kind[o] != (enum order_kind)kind)
                continue;
            begun |= BASE + day >= first_day(k);
            any |= k->in_force[day];
            if (!k->in_force[day] || (r->kinds & kind) == 0)
                continue;
            fits = true;
            if (r->needs_final && kind == ORDER_UM && !is_final(k, BASE + day))
                continue;
            if (best != NULL &&
                (k->last_day < best->last_day || (k->last_day == best->last_day && h->order_id[o] > id)))
                continue;
            best = k;
            id = h->order_id[o];
        }
    if (best == NULL)
        return no(fits ? WHY_NOT_FINAL : any ? WHY_POLICE_ONLY : begun ? WHY_ENDED : WHY_NOT_STARTED);
    return (struct answer){WHY_ENTITLED, {r->id, id, best->last_act, r->amount}};
}

struct answer oracle_ask(const struct oracle *oracle, enum service s, int day)
{
    const struct history *h = oracle->history;
    const struct known_order *known = oracle->orders;
    const struct benefit_rule *rule = NULL;
    bool named = false, begun = false;
    date on = BASE + day;
    struct answer a;

    for (size_t o = 0; o < h->order_count; o++)
        named |= known[o].grant != NULL;
    if (h->role == ROLE_RESPONDENT)
        return no(WHY_NOT_BENEFICIARY);
    if (h->deceased && h->died_on < on)
        return no(WHY_DECEASED);
    if (!named)
        return no(WHY_NO_ORDER);
    for (size_t i = 0; i < h->rule_count; i++) {
        const struct benefit_rule *r = &h->rules[i];

        begun |= r->service == s && r->from <= on;
        if (r->service != s || on < r->from || on > r->until)
            continue;
        if (rule == NULL || rule->from < r->from || (rule->from == r->from && rule->id < r->id))
            rule = r;
    }
    if (rule == NULL)
        return no(begun ? WHY_RULE_ENDED : WHY_NO_RULE_YET);
    if ((rule->who & (unsigned)h->role) == 0)
        return no(WHY_NOT_BENEFICIARY);
    if ((a = oracle_order(h, known, rule, day)).why != WHY_ENTITLED)
        return a;
    if (rule->conditions & NEEDS_APPLICATION && !within(h->applications, h->application_count, on))
        return no(within(h->open, h->open_count, on)         ? WHY_APPLICATION_OPEN
                  : within(h->refused, h->refused_count, on) ? WHY_APPLICATION_REFUSED
                                                             : WHY_NO_APPLICATION);
    if (rule->conditions & NOT_IN_INSTITUTION && within(h->stays, h->stay_count, on))
        return no(WHY_IN_INSTITUTION);
    if (rule->conditions & NEEDS_ENROLMENT && !within(h->enrolments, h->enrolment_count, on))
        return no(WHY_NOT_ENROLLED);
    return a;
}

void oracle_learn(const struct history *h, struct oracle *ret)
{
    ret->history = h;
    for (size_t o = 0; o < h->order_count; o++)
        know_order(h, o, &ret->orders[o]);
}
