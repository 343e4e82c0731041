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

/* Whether the act counts for that day: nothing that counts itself, and was recorded later, has overturned it
 * by then. The grant always counts, for being overturned ends it instead. */
static bool counts(const struct known_order *k, const struct struck *s, date on)
{
    static const enum act_kind beyond_appeal[] = {ACT_SERVED,   ACT_PETITIONED,          ACT_FINAL,
                                                  ACT_APPEALED, ACT_EXTENSION_REQUESTED, ACT_CONFIRMED};

    if (s->dead)
        return false;
    for (size_t i = 0; i < sizeof beyond_appeal / sizeof *beyond_appeal; i++)
        if (s->act.kind == beyond_appeal[i])
            return true;
    for (size_t i = 0; i < k->count && s != k->grant; i++) {
        const struct struck *by = &k->acts[i];

        if (by->act.kind == ACT_APPEAL_DECIDED && by->act.outcome == APPEAL_OVERTURNED &&
            by->act.about == s->act.id && (s->act.kind != ACT_APPEAL_DECIDED || by->act.id > s->act.id) &&
            by->act.effective != DATE_NONE && by->act.effective <= on && counts(k, by, on))
            return false;
    }
    return true;
}

static const struct struck *act_about(const struct known_order *k, const struct struck *s)
{
    for (size_t i = 0; i < k->count; i++)
        if (s->act.about == 0 ? &k->acts[i] == k->grant : k->acts[i].act.id == s->act.about)
            return &k->acts[i];
    return NULL;
}

/* The last day of that kind since another; DATE_NONE: none. */
static date seen(const struct known_order *k, enum act_kind kind, date since)
{
    date last = DATE_NONE;

    for (size_t i = 0; i < k->count; i++)
        if (k->acts[i].act.kind == kind && !k->acts[i].dead && k->acts[i].act.on >= since &&
            k->acts[i].act.on > last)
            last = k->acts[i].act.on;
    return last;
}

/* Whether, as the law stood, that act has not become final on that day after all: somebody had appealed
 * before its end, and waits, or the court above let it stand only later. */
static bool doubted(const struct known_order *k, const struct struck *s, date as, date final, date end)
{
    for (size_t i = 0; i < k->count; i++) {
        const struct struck *appeal = &k->acts[i];
        bool answered = false;

        if (!counts(k, appeal, as) || appeal->act.on > end || act_about(k, appeal) != s)
            continue;
        if (appeal->act.kind == ACT_APPEAL_DECIDED && appeal->act.outcome != APPEAL_OVERTURNED &&
            appeal->act.on > final)
            return true;
        if (appeal->act.kind != ACT_APPEALED)
            continue;
        for (size_t j = 0; j < k->count; j++)
            answered |= k->acts[j].act.kind == ACT_APPEAL_DECIDED && counts(k, &k->acts[j], as) &&
                        act_about(k, &k->acts[j]) == s && k->acts[j].act.on >= appeal->act.on;
        if (!answered)
            return true;
    }
    return false;
}

static date behind(date since, const struct term *t)
{
    return since == DATE_NONE || since == DATE_OPEN ? DATE_OPEN : date_add_months(since, t->months) + t->days;
}

/* The last day as the act gives it, where the term ends on `end` so far; *ret_waits: it cannot be told yet.
 */
static date ends(const struct known_order *k, const struct struck *s, date as, date end, bool *ret_waits)
{
    const struct act *a = &s->act;
    const date first = k->grant->act.start == DATE_NONE ? k->grant->act.on : k->grant->act.start;
    date from = a->start, last = DATE_OPEN;

    *ret_waits = false;
    if (a->term.from == TERM_NONE)
        return a->end;
    if (a->kind != ACT_EXTENDED)
        from = first;
    if (a->term.from == TERM_DECISION)
        last = behind(a->on, &a->term);
    if (a->term.from == TERM_START)
        last = behind(from == DATE_NONE ? end : from, &a->term);
    if (a->term.from == TERM_SERVICE)
        last = behind(seen(k, ACT_SERVED, a->on), &a->term);
    if (a->term.from == TERM_FINALITY) {
        last = behind(seen(k, ACT_FINAL, a->on), &a->term);
        if (last != DATE_OPEN && doubted(k, s, as, seen(k, ACT_FINAL, a->on), last))
            last = DATE_OPEN;
    }
    if (from != DATE_NONE && last < from)
        last = DATE_OPEN;
    *ret_waits = last == DATE_OPEN;
    return last;
}

/* The term, by the law as it stood on one day, asked about another. */
struct span_of_law {
    bool in;
    bool waits; /* its end is not known yet */
    date end;
    int64_t last; /* who said the end as it is at last */
    int64_t here; /* who said the end before the first days that are left out behind the day asked about */
};

/* Whether the act, which gives that end, moves the term at all. */
static bool moves(const struct known_order *k, const struct struck *s, date as, date end,
                  const struct span_of_law *t)
{
    const struct struck *about = act_about(k, s);

    if (end == DATE_NONE || !counts(k, s, as))
        return false;
    if (s->act.kind == ACT_APPEAL_DECIDED)
        return s->act.outcome == APPEAL_CHANGED && about != NULL && counts(k, about, as) &&
               (about->act.kind == ACT_GRANTED || about->act.kind == ACT_AMENDED ||
                about->act.kind == ACT_EXTENDED);
    return s->act.kind == ACT_AMENDED ||
           (s->act.kind == ACT_EXTENDED && (end > t->end || (t->waits && end != DATE_OPEN)));
}

static struct span_of_law term(const struct known_order *k, date as, date on)
{
    date first = k->grant->act.start == DATE_NONE ? k->grant->act.on : k->grant->act.start;
    struct span_of_law t = {.last = k->grant->voice};
    date left_out = DATE_NONE;

    t.end = ends(k, k->grant, as, DATE_OPEN, &t.waits);
    if (t.end == DATE_NONE)
        t.end = DATE_OPEN;
    t.in = on >= first && on <= t.end;
    for (size_t i = 0; i < k->count; i++) {
        const struct struck *s = &k->acts[i];
        bool waits;
        date from, end = ends(k, s, as, t.end, &waits);

        if (!moves(k, s, as, end, &t))
            continue;
        from = t.end == DATE_OPEN ? DATE_OPEN : t.end + 1;
        if (s->act.kind == ACT_EXTENDED && s->act.start != DATE_NONE && s->act.start > from &&
            s->act.start <= end)
            from = s->act.start;
        if (left_out != DATE_NONE && end < left_out)
            left_out = DATE_NONE;
        if (left_out == DATE_NONE && t.end != DATE_OPEN && from > t.end + 1 && on <= t.end) {
            left_out = t.end + 1;
            t.here = t.last;
        }
        if (on > end)
            t.in = false;
        else if (on > t.end)
            t.in = on >= from && on >= first;
        t.end = end;
        t.waits = waits;
        t.last = s->voice;
    }
    return t;
}

/* The first day without protection by that act, as the law stood on the day `as`; DATE_NONE: it ends nothing.
 */
static date cut_from(const struct known_order *k, const struct struck *s, date as)
{
    date from = s->act.effective;

    if (!counts(k, s, as))
        return DATE_NONE;
    switch (s->act.kind) {
    case ACT_TERMINATED:
    case ACT_ANNULLED:
    case ACT_REPLACED:
    case ACT_PETITION_REFUSED:
    case ACT_NOT_CONFIRMED:
        break;
    case ACT_APPEAL_DECIDED:
        if (s->act.outcome == APPEAL_OVERTURNED && act_about(k, s) == k->grant)
            break;
        return DATE_NONE;
    default:
        return DATE_NONE;
    }
    for (size_t i = 0; i < k->count; i++) {
        const struct struck *by = &k->acts[i];

        if (by->act.kind == ACT_APPEAL_DECIDED && by->act.outcome == APPEAL_CHANGED &&
            by->act.about == s->act.id && (s->act.kind != ACT_APPEAL_DECIDED || by->act.id > s->act.id) &&
            by->act.effective != DATE_NONE && by->act.effective != DATE_OPEN && by->act.on <= as &&
            counts(k, by, as))
            from = by->act.effective;
    }
    return from == DATE_OPEN ? DATE_NONE : from;
}

static date first_day(const struct known_order *k)
{
    return k->grant->act.start == DATE_NONE ? k->grant->act.on : k->grant->act.start;
}

static bool stands(const struct known_order *k, date as, date on)
{
    for (size_t i = 0; i < k->count; i++) {
        date from = cut_from(k, &k->acts[i], as);

        if (from != DATE_NONE && from <= on)
            return false;
    }
    return term(k, as, on).in;
}

static bool protects(const struct known_order *k, date on)
{
    return stands(k, on, on);
}

/* The outcome that takes effect on that day. */
static int64_t turning(const struct known_order *k, date on)
{
    for (size_t i = 0; i < k->count; i++) {
        const struct struck *s = &k->acts[i];

        if (s->act.kind == ACT_APPEAL_DECIDED && counts(k, s, on) &&
            (s->act.outcome == APPEAL_OVERTURNED ? s->act.effective : s->act.on) == on)
            return s->voice;
    }
    return 0;
}

/* Who ends it. As the law stood on its last day: the cut, where days of the term are left behind that; else
 * who gave the end of the days in which it lies. Where the law of that day would go on, what turned it. */
static int64_t last_voice(const struct known_order *k)
{
    date last = BASE + k->last_day, first = DATE_OPEN;
    struct span_of_law t = term(k, last, last);
    bool later = false;
    int64_t by = 0;

    if (k->last_day < HORIZON && stands(k, last, last + 1))
        return turning(k, last + 1);
    for (int day = k->last_day + 1; day <= HORIZON; day++)
        later |= stands(k, last, BASE + day);
    for (size_t i = 0; i < k->count; i++) {
        date from = cut_from(k, &k->acts[i], last);

        if (from != DATE_NONE && from <= t.end && from < first) {
            first = from;
            by = k->acts[i].voice;
        }
    }
    return later ? t.here : by ? by : t.last;
}

/* Whether it was more than its term that ended the order on that day, its last before others. */
static bool ended_by_more(const struct known_order *k, int day)
{
    date last = BASE + day;
    bool later = false;

    if (stands(k, last, last + 1))
        return true;
    for (int d = day + 1; d <= HORIZON; d++)
        later |= stands(k, last, BASE + d);
    for (size_t i = 0; !later && i < k->count; i++) {
        date from = cut_from(k, &k->acts[i], last);

        if (from != DATE_NONE && from <= term(k, last, last).end)
            return true;
    }
    return false;
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
    k->first = first_day(k);
    for (int day = 0; day <= HORIZON; day++)
        if ((k->in_force[day] = protects(k, BASE + day))) {
            if (k->last_day < 0)
                k->first = BASE + day;
            k->last_day = day;
        }
    for (int day = 0; day < HORIZON; day++)
        k->cut[day] = k->in_force[day] && !k->in_force[day + 1] && ended_by_more(k, day);
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

/* One of them has a day from `on` on. */
static bool still_to_come(const struct span *spans, size_t count, date on)
{
    int64_t days = 0;

    for (size_t i = 0; i < count; i++) {
        const date from = spans[i].from > on ? spans[i].from : on;

        days += spans[i].until >= from ? 1 : 0;
    }
    return days > 0;
}

static struct answer no(enum why_not why)
{
    return (struct answer){.why = why};
}

/* The first request for more that waits for its answer on that day; NULL: none. */
static const struct struck *request(const struct known_order *k, date on)
{
    for (size_t i = 0; i < k->count; i++) {
        const struct struck *asks = &k->acts[i];
        date answer = DATE_OPEN;

        if (asks->act.kind != ACT_EXTENSION_REQUESTED || asks->dead || asks->act.on > on)
            continue;
        for (size_t j = 0; j < k->count; j++) {
            const struct struck *s = &k->acts[j];
            bool answers = s->act.kind == ACT_EXTENDED
                               ? !s->dead
                               : s->act.kind == ACT_EXTENSION_REFUSED && counts(k, s, DATE_OPEN);

            if (answers && s->act.on >= asks->act.on && s->act.on < answer)
                answer = s->act.on;
        }
        if (on <= answer)
            return asks;
    }
    return NULL;
}

/* The request with which the exemptions of an order that is not in force wait for the court; NULL: they do
 * not. */
static const struct struck *waits(const struct history *h, const struct known_order *k, int day)
{
    int last = day;

    while (last >= 0 && !k->in_force[last])
        last--;
    if (k->grant == NULL || last < 0 || last == day ||
        day - last > h->pending[BASE + last >= h->pending[1].from].value || k->cut[last])
        return NULL;
    return request(k, BASE + day);
}

/* Of those that wait with her the order of the strongest kind. */
static struct answer oracle_pending(const struct history *h, const struct known_order *known,
                                    const struct benefit_rule *r, int day, enum why_not none)
{
    const struct known_order *best = NULL;
    int64_t id = 0, act = 0;

    for (unsigned kind = ORDER_UM; best == NULL && kind >= ORDER_UMPMM; kind >>= 1)
        for (size_t o = 0; o < h->order_count; o++) {
            const struct known_order *k = &known[o];
            const struct struck *asks;

            if (h->kind[o] != (enum order_kind)kind || (asks = waits(h, k, day)) == NULL)
                continue;
            if ((r->kinds & kind) == 0) {
                none = none == WHY_NOT_FINAL ? none : WHY_POLICE_ONLY;
                continue;
            }
            if (r->needs_final && kind == ORDER_UM && !is_final(k, BASE + day)) {
                none = WHY_NOT_FINAL;
                continue;
            }
            if (best != NULL &&
                (k->last_day < best->last_day || (k->last_day == best->last_day && h->order_id[o] > id)))
                continue;
            best = k;
            id = h->order_id[o];
            act = asks->voice;
        }
    if (best == NULL)
        return no(none);
    return (struct answer){WHY_ENTITLED,
                           {.rule = r->id, .order = id, .act = act, .pending = true, .amount = r->amount}};
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
            begun |= BASE + day >= k->first;
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
    return (struct answer){WHY_ENTITLED,
                           {.rule = r->id, .order = id, .act = best->last_act, .amount = r->amount}};
}

/* From the widest group to the narrowest. */
static int64_t part(const struct history *h, const struct benefit_rule *r, date on)
{
    int64_t part = r->share;

    if (h->role == ROLE_DEPENDANT && r->share_dependant > 0)
        part = r->share_dependant;
    if (within(h->siblings, h->sibling_count, on) && r->share_sibling > 0)
        part = r->share_sibling;
    return part;
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
    a = oracle_order(h, known, rule, day);
    if (a.why != WHY_ENTITLED && s != SV_PAYMENT)
        a = oracle_pending(h, known, rule, day, a.why);
    if (a.why != WHY_ENTITLED)
        return a;
    if (rule->conditions & NEEDS_RESIDENCE && h->outside)
        return no(WHY_LIVES_OUTSIDE);
    if (rule->conditions & NEEDS_APPLICATION && !within(h->applications, h->application_count, on))
        return no(still_to_come(h->open, h->open_count, on)                  ? WHY_APPLICATION_OPEN
                  : still_to_come(h->applications, h->application_count, on) ? WHY_APPLICATION_LATER
                  : still_to_come(h->refused, h->refused_count, on)          ? WHY_APPLICATION_REFUSED
                                                                             : WHY_NO_APPLICATION);
    if (rule->conditions & NOT_IN_INSTITUTION && within(h->stays, h->stay_count, on))
        return no(WHY_IN_INSTITUTION);
    if (rule->conditions & NEEDS_ENROLMENT && !within(h->enrolments, h->enrolment_count, on))
        return no(WHY_NOT_ENROLLED);
    if (rule->conditions & NEEDS_SIBLING && !within(h->siblings, h->sibling_count, on))
        return no(WHY_NOT_SIBLING);
    a.because.share = part(h, rule, on);
    return a;
}

bool oracle_names(const struct known_order *k, bool registered, const struct naming_change *changes,
                  size_t count, date on)
{
    const struct struck *last = NULL;
    bool named = registered;

    for (size_t i = 0; i < k->count; i++) {
        const struct struck *s = &k->acts[i];
        const date from = s->act.effective == DATE_NONE ? s->act.on : s->act.effective;

        if (s->act.kind != ACT_AMENDED &&
            (s->act.kind != ACT_APPEAL_DECIDED || s->act.outcome != APPEAL_CHANGED))
            continue;
        if (on < from || !counts(k, s, on) || (last != NULL && struck_by_day(last, s) > 0))
            continue;
        for (size_t c = 0; c < count; c++)
            if (changes[c].act == s->voice) {
                named = changes[c].in;
                last = s;
            }
    }
    return named;
}

void oracle_learn(const struct history *h, struct oracle *ret)
{
    ret->history = h;
    for (size_t o = 0; o < h->order_count; o++)
        know_order(h, o, &ret->orders[o]);
}
