/* When an order protects. First each act is read as its corrections leave it; then the grant gives the term,
 * amendments and extensions move it in the order the court decided them, and the earliest cut ends it.
 * Nothing else moves a date: silence, requests and appeals leave protection as it is (law 9669/2006). Where a
 * court above has overturned an act, this is asked anew for the days behind, without that act; what was lived
 * before stays. */
#include "domain/law/protection.h"

#include <string.h>

#include "domain/law/reading.h"
#include "domain/law/term_count.h"

/* An order has one grant; where a second was recorded by mistake, the first that is not voided counts. */
static void grant_take(struct reading *r, struct act *grant, struct protection *p)
{
    struct act g;

    for (size_t i = 0; i < r->count; i++) {
        if (r->acts[i].kind != ACT_GRANTED || (r->grant && r->acts[i].id >= r->grant) ||
            !act_value(r->acts, r->count, &r->acts[i], &g))
            continue;
        r->grant = r->acts[i].id;
        *grant = g;
        p->granted = true;
        p->from = g.start == DATE_NONE ? g.on : g.start;
        p->from_act = g.id;
        p->granted_on = g.on;
        p->granted_at = g.at;
    }
}

/* Days that an extension has left out, and the act that said the end before them. */
struct hole {
    date from, until;
    int64_t act;
};

/* What the acts of one reading come to, as if it held for all days. */
struct standing {
    date from, until, last_day;
    struct counted counted; /* last_day, where the act that says it gives a term */
    int64_t until_act;
    bool cut, settled;
    enum act_kind cut_by;
    struct hole holes[PROTECTION_GAPS];
    size_t hole_count;
};

static void hole_add(struct standing *s, date start)
{
    if (s->hole_count < PROTECTION_GAPS)
        s->holes[s->hole_count++] = (struct hole){s->last_day + 1, start - 1, s->until_act};
}

/* No hole reaches beyond the last day: what is added later begins behind that. */
static void holes_end(struct standing *s, date last)
{
    while (s->hole_count && s->holes[s->hole_count - 1].from > last)
        s->hole_count--;
    if (s->hole_count && s->holes[s->hole_count - 1].until > last)
        s->holes[s->hole_count - 1].until = last;
}

/* Whether the outcome of an appeal speaks of the term: it changed what gave or moved it. */
static bool changes_term(const struct reading *r, const struct act *a)
{
    const struct act *about = act_by_id(r->acts, r->count, reading_about(r, a));
    struct act value;

    return a->outcome == APPEAL_CHANGED && about && reading_counts(r, about, &value) &&
           (about->kind == ACT_GRANTED || about->kind == ACT_AMENDED || about->kind == ACT_EXTENDED);
}

/* The last day as the act says it: DATE_NONE: not at all, DATE_OPEN: none, or none that is known yet. */
static date end_said(const struct reading *r, const struct standing *s, int64_t id, const struct act *a,
                     struct counted *ret)
{
    date first = s->from;

    *ret = (struct counted){.since = DATE_NONE};
    if (!term_given(&a->term))
        return a->end;
    if (a->kind == ACT_EXTENDED)
        first = a->start == DATE_NONE ? s->last_day : a->start;
    *ret = term_count(r, id, a, first);
    return term_last_day(&ret->term, ret->since);
}

/* An extension that names a last day says what that is, also where the end so far waits for its event. */
static bool extends(const struct standing *s, date end)
{
    return end > s->last_day || (counted_waits(&s->counted) && date_known(end));
}

/* A court's amendment may shorten the term, an extension may not: one recorded late, behind a longer one,
 * says nothing new. */
static void term_move(const struct reading *r, struct standing *s)
{
    const unsigned moving = ACT_BIT(ACT_AMENDED) | ACT_BIT(ACT_EXTENDED) | ACT_BIT(ACT_APPEAL_DECIDED);
    struct rank at = RANK_FIRST;
    struct counted counted;
    struct act a;

    while (reading_next(r, moving, &at, &a)) {
        const date end = end_said(r, s, at.id, &a, &counted);

        if (end == DATE_NONE || (a.kind == ACT_EXTENDED && !extends(s, end)) ||
            (a.kind == ACT_APPEAL_DECIDED && !changes_term(r, &a)))
            continue;
        if (a.kind == ACT_EXTENDED && date_known(a.start) && date_known(s->last_day) &&
            a.start > s->last_day + 1 && a.start <= end)
            hole_add(s, a.start);
        holes_end(s, end);
        s->last_day = end;
        s->counted = counted;
        s->until_act = a.id;
    }
    s->until = s->last_day;
}

/* The first day without protection by that cut, as the last appeal that changed it by then says. */
static date cut_day(const struct reading *r, int64_t cut, enum act_kind kind, date effective)
{
    struct rank at = RANK_FIRST;
    struct act a;

    while (reading_next(r, ACT_BIT(ACT_APPEAL_DECIDED), &at, &a))
        if (a.outcome == APPEAL_CHANGED && a.about == cut && (act_cuts(kind) || at.id > cut) &&
            date_known(a.effective) && a.on <= r->day)
            effective = a.effective;
    return effective;
}

/* Each cut that lies within what is left cuts again, so the earliest stays, whatever their order. */
static void cut_take(const struct reading *r, struct standing *s)
{
    struct rank at = RANK_FIRST;
    struct act a;

    while (reading_next(r, ACT_CUTS | ACT_BIT(ACT_APPEAL_DECIDED), &at, &a)) {
        if (a.kind == ACT_APPEAL_DECIDED &&
            (a.outcome != APPEAL_OVERTURNED || reading_about(r, &a) != r->grant))
            continue;
        a.effective = cut_day(r, at.id, a.kind, a.effective);
        if (!date_known(a.effective))
            continue;
        s->settled = true;
        if (a.effective > s->until)
            continue;
        /* effective is the first day without protection. */
        s->until = date_add_days(a.effective, -1);
        s->until_act = a.id;
        s->cut = true;
        s->cut_by = a.kind;
    }
    while (s->hole_count && s->holes[s->hole_count - 1].until >= s->until) {
        struct hole last = s->holes[--s->hole_count];

        if (last.from <= s->until)
            s->until = last.from - 1;
    }
}

static struct standing standing_of(const struct reading *r, const struct act *grant)
{
    struct standing s = {.from = grant->start == DATE_NONE ? grant->on : grant->start,
                         .until_act = grant->id};

    /* A grant that says nothing of an end lasts until a court ends it: police and immediate orders do. */
    s.last_day = end_said(r, &s, r->grant, grant, &s.counted);
    if (s.last_day == DATE_NONE)
        s.last_day = DATE_OPEN;
    term_move(r, &s);
    cut_take(r, &s);
    return s;
}

/* Why days in a row come to an end. */
struct ending {
    int64_t act;
    bool cut;
    enum act_kind cut_by;
};

/* Days in force, in order: behind those that are there already, or next to them. */
static void days_put(struct protection *p, bool *any, date from, date until, struct ending end)
{
    if (from > until)
        return;
    if (!*any)
        p->from = from;
    else if (from > p->until + 1 && p->gap_count < PROTECTION_GAPS)
        p->gaps[p->gap_count++] = (struct protection_gap){p->until + 1, from - 1, p->cut};
    *any = true;
    p->until = until;
    p->until_act = end.act;
    p->cut = end.cut;
    p->cut_by = end.cut_by;
}

/* The days of one reading that lie within those for which it holds. */
static void days_live(const struct standing *s, date first, struct turn behind, struct protection *p,
                      bool *any)
{
    const struct ending turned = {behind.act, true, ACT_APPEAL_DECIDED};
    date last = behind.on == DATE_OPEN ? DATE_OPEN : behind.on - 1, from = s->from;

    for (size_t i = 0; i <= s->hole_count; i++) {
        bool hole = i < s->hole_count;
        date until = hole ? s->holes[i].from - 1 : s->until;
        struct ending end =
            hole ? (struct ending){.act = s->holes[i].act} : (struct ending){s->until_act, s->cut, s->cut_by};

        days_put(p, any, from > first ? from : first, until < last ? until : last,
                 until > last ? turned : end);
        if (hole)
            from = s->holes[i].until + 1;
    }
}

/* From one turn to the next the acts are read as they count then. */
static void days_take(struct reading *r, const struct act *grant, struct protection *p)
{
    struct standing s;
    struct turn next;
    bool any = false;

    for (date day = DATE_NONE;; day = next.on) {
        next = reading_turn(r, day);
        r->day = day;
        s = standing_of(r, grant);
        days_live(&s, day, next, p, &any);
        if (next.on == DATE_OPEN)
            break;
    }
    p->last_day = s.last_day;
    p->counted = s.counted;
    p->settled = s.settled;
    if (any)
        return;
    p->until = s.until < p->from ? s.until : p->from - 1;
    p->until_act = s.until_act;
    p->cut = s.cut;
    p->cut_by = s.cut_by;
}

/* The latest of a kind by (on, id); DATE_NONE: there is none. ret_at may be NULL. */
static date latest_on(const struct reading *r, enum act_kind kind, int64_t *ret_at)
{
    struct rank at = RANK_FIRST;
    date on = DATE_NONE;
    struct act a;

    while (reading_next(r, ACT_BIT(kind), &at, &a)) {
        on = a.on;
        if (ret_at != NULL)
            *ret_at = a.at;
    }
    return on;
}

/* The day of the first answer to a request of that day. An extension that a court above overturned was an
 * answer, and so is what overturned it; a refusal that was overturned is none. */
static date answer_on(const struct reading *r, date asked)
{
    date first = DATE_OPEN;
    struct act a;

    for (size_t i = 0; i < r->count; i++) {
        const struct act *act = &r->acts[i];

        if (act->kind == ACT_EXTENDED ? !act_value(r->acts, r->count, act, &a)
                                      : act->kind != ACT_EXTENSION_REFUSED || !reading_counts(r, act, &a))
            continue;
        if (a.on >= asked && a.on < first)
            first = a.on;
    }
    return first;
}

static void wait_add(struct protection *p, struct protection_wait wait)
{
    if (p->wait_count == PROTECTION_WAITS)
        memmove(p->waits, p->waits + 1, --p->wait_count * sizeof p->waits[0]);
    p->waits[p->wait_count++] = wait;
}

static void waits_take(const struct reading *r, struct protection *p)
{
    struct rank at = RANK_FIRST;
    struct act a;

    while (reading_next(r, ACT_BIT(ACT_EXTENSION_REQUESTED), &at, &a)) {
        p->extension_requested_on = a.on;
        /* Asked again while the first still waits: one question. */
        if (p->wait_count && p->waits[p->wait_count - 1].until >= a.on)
            continue;
        wait_add(p, (struct protection_wait){a.on, answer_on(r, a.on), a.id});
    }
    p->extension_pending = p->wait_count && p->waits[p->wait_count - 1].until == DATE_OPEN;
}

/* An appeal about an act that was taken back is about nothing. */
static void appeals_take(const struct reading *r, struct protection *p)
{
    struct rank at = RANK_FIRST;
    struct act a, about;

    while (reading_next(r, ACT_BIT(ACT_APPEALED) | ACT_BIT(ACT_APPEAL_DECIDED), &at, &a)) {
        const struct act *of = act_by_id(r->acts, r->count, reading_about(r, &a));

        if (!of || !act_appealable(of->kind) || !act_value(r->acts, r->count, of, &about))
            continue;
        if (a.kind == ACT_APPEAL_DECIDED && of->id == r->grant && a.outcome != APPEAL_OVERTURNED)
            p->appeal_decided_on = a.on;
        if (a.kind == ACT_APPEALED && p->appeal_on == DATE_NONE && !reading_answered(r, of->id, a.on))
            p->appeal_on = a.on;
    }
}

struct protection protection_of(const struct act *acts, size_t count)
{
    struct protection p = {.from = DATE_NONE,
                           .until = DATE_NONE,
                           .last_day = DATE_NONE,
                           .counted = {.since = DATE_NONE},
                           .final_on = DATE_NONE,
                           .extension_requested_on = DATE_NONE,
                           .appeal_on = DATE_NONE,
                           .appeal_decided_on = DATE_NONE,
                           .granted_on = DATE_NONE};
    struct reading r = {.acts = acts, .count = count};
    struct rank at = RANK_FIRST;
    struct act a;

    grant_take(&r, &a, &p);
    if (p.granted)
        days_take(&r, &a, &p);
    r.day = DATE_OPEN;
    /* The earliest: an order does not become final twice, and a later day recorded by mistake must not take
     * benefits away. */
    if (reading_next(&r, ACT_BIT(ACT_FINAL), &at, &a))
        p.final_on = a.on;
    p.final_last_on = latest_on(&r, ACT_FINAL, NULL);
    p.served_on = latest_on(&r, ACT_SERVED, NULL);
    p.petitioned_on = latest_on(&r, ACT_PETITIONED, &p.petitioned_at);
    p.confirmed_on = latest_on(&r, ACT_CONFIRMED, NULL);
    waits_take(&r, &p);
    appeals_take(&r, &p);
    return p;
}

bool protection_end_waits(const struct protection *p)
{
    return p->granted && !p->cut && counted_waits(&p->counted);
}

bool protection_in_force(const struct protection *p, date on)
{
    if (!p->granted || on < p->from || on > p->until)
        return false;
    for (size_t i = 0; i < p->gap_count; i++)
        if (p->gaps[i].from <= on && on <= p->gaps[i].until)
            return false;
    return true;
}

date protection_ended(const struct protection *p, date on, bool *ret_cut)
{
    if (!p->granted || on < p->from || p->until < p->from)
        return DATE_NONE;
    *ret_cut = p->cut;
    if (on > p->until)
        return p->until;
    for (size_t i = 0; i < p->gap_count; i++)
        if (p->gaps[i].from <= on && on <= p->gaps[i].until) {
            *ret_cut = p->gaps[i].cut;
            return p->gaps[i].from - 1;
        }
    return DATE_NONE;
}

int64_t protection_awaits(const struct protection *p, date on)
{
    for (size_t i = 0; i < p->wait_count; i++)
        if (p->waits[i].from <= on && on <= p->waits[i].until)
            return p->waits[i].act;
    return 0;
}
