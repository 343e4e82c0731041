/* When an order protects. First each act is read as its corrections leave it; then the grant gives the term,
 * amendments and extensions move it in the order the court decided them, and the earliest cut ends it.
 * Nothing else moves a date: silence, requests and appeals leave protection as it is (law 9669/2006). Where a
 * court above has overturned an act, this is asked anew for the days behind, without that act; what was lived
 * before stays. */
#include "domain/law/protection.h"

#include <string.h>

static const char *const ACT_NAMES[ACT_KINDS] = {
    [ACT_GRANTED] = "granted",
    [ACT_SERVED] = "served",
    [ACT_PETITIONED] = "petitioned",
    [ACT_FINAL] = "final",
    [ACT_APPEALED] = "appealed",
    [ACT_AMENDED] = "amended",
    [ACT_EXTENSION_REQUESTED] = "extension_requested",
    [ACT_EXTENDED] = "extended",
    [ACT_TERMINATED] = "terminated",
    [ACT_ANNULLED] = "annulled",
    [ACT_REPLACED] = "replaced",
    [ACT_CORRECTED] = "corrected",
    [ACT_EXTENSION_REFUSED] = "extension_refused",
    [ACT_APPEAL_DECIDED] = "appeal_decided",
    [ACT_PETITION_REFUSED] = "petition_refused",
    [ACT_NOT_CONFIRMED] = "not_confirmed",
    [ACT_CONFIRMED] = "confirmed",
    [ACT_REGISTRATION_CORRECTED] = "registration_corrected",
};

static const char *const OUTCOME_NAMES[] = {
    [APPEAL_UPHELD] = "upheld", [APPEAL_CHANGED] = "changed", [APPEAL_OVERTURNED] = "overturned"};

static const struct act *act_by_id(const struct act *acts, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (acts[i].id == id)
            return &acts[i];
    return NULL;
}

/* The latest correction that names this act, recorded before `below`. */
static const struct act *correction_of(const struct act *acts, size_t count, const struct act *act,
                                       int64_t below)
{
    const struct act *latest = NULL;

    for (size_t i = 0; i < count; i++) {
        const struct act *c = &acts[i];

        if (c->kind == ACT_CORRECTED && c->corrects == act->id && c->id > act->id && c->id < below &&
            (latest == NULL || c->id > latest->id))
            latest = c;
    }
    return latest;
}

/* The record whose words count for the act: its own, or those of a correction. NULL: voided. The walk goes
 * down the latest corrections to one that nobody corrects. That one speaks, unless it voids what it corrects:
 * then that correction is taken back, and the one before it is asked. No recursion, for a chain is as long as
 * people make it. */
static const struct act *act_speaker(const struct act *acts, size_t count, const struct act *act)
{
    const struct act *at = act, *next;
    int64_t below = INT64_MAX;

    for (;;) {
        while ((next = correction_of(acts, count, at, below)) != NULL) {
            at = next;
            below = INT64_MAX;
        }
        if (at == act || !at->voids)
            return at;
        if (at->corrects == act->id)
            return NULL;
        if ((next = act_by_id(acts, count, at->corrects)) == NULL)
            return NULL;
        below = next->id;
        at = next->corrects == act->id ? act : act_by_id(acts, count, next->corrects);
        if (at == NULL)
            return NULL;
    }
}

bool act_value(const struct act *acts, size_t count, const struct act *act, struct act *ret)
{
    const struct act *speaker = act_speaker(acts, count, act);
    enum act_kind kind = act->kind;

    if (speaker == NULL)
        return false;
    *ret = *speaker;
    ret->kind = kind;
    return true;
}

bool act_cuts(enum act_kind k)
{
    return k == ACT_TERMINATED || k == ACT_ANNULLED || k == ACT_REPLACED || k == ACT_PETITION_REFUSED ||
           k == ACT_NOT_CONFIRMED;
}

bool act_appealable(enum act_kind k)
{
    return k == ACT_GRANTED || k == ACT_AMENDED || k == ACT_EXTENDED || k == ACT_EXTENSION_REFUSED ||
           k == ACT_APPEAL_DECIDED || act_cuts(k);
}

#define BIT(kind) (1u << (kind))
#define CUTS                                                                                                 \
    (BIT(ACT_TERMINATED) | BIT(ACT_ANNULLED) | BIT(ACT_REPLACED) | BIT(ACT_PETITION_REFUSED) |               \
     BIT(ACT_NOT_CONFIRMED))

/* The acts as they count for one day of protection: what an appeal has overturned with effect by then does
 * not. */
struct reading {
    const struct act *acts;
    size_t count;
    int64_t grant; /* the act that grants; 0: none */
    date day;
};

static bool act_counts(const struct reading *r, const struct act *act, struct act *ret);

static int64_t about_of(const struct reading *r, const struct act *a)
{
    return a->about ? a->about : r->grant;
}

/* The grant is not struck out but cut: its first days were lived. An appeal is about what was recorded before
 * it, so the chain of appeals ends. */
static bool overturned(const struct reading *r, const struct act *act)
{
    const int64_t id = act->id;
    struct act a;

    if (id == r->grant || !act_appealable(act->kind))
        return false;
    for (size_t i = 0; i < r->count; i++)
        if (r->acts[i].kind == ACT_APPEAL_DECIDED &&
            (act->kind != ACT_APPEAL_DECIDED || r->acts[i].id > id) && act_counts(r, &r->acts[i], &a) &&
            a.outcome == APPEAL_OVERTURNED && a.about == id && date_known(a.effective) &&
            a.effective <= r->day)
            return true;
    return false;
}

static bool act_counts(const struct reading *r, const struct act *act, struct act *ret)
{
    return act_value(r->acts, r->count, act, ret) && !overturned(r, act);
}

/* An act's rank among the acts of its order: by the day it was decided, then as recorded. */
struct rank {
    date on;
    int64_t id; /* of the act itself, whoever corrected it */
};

static bool rank_before(struct rank a, struct rank b)
{
    return a.on != b.on ? a.on < b.on : a.id < b.id;
}

/* The next act of these kinds (a set of bits) that counts, behind *at, by day and id; moves *at there.
 * Nothing is sorted, as there is nowhere to sort into: an order has a handful of acts. */
static bool act_next(const struct reading *r, unsigned kinds, struct rank *at, struct act *ret)
{
    struct act value;
    struct rank best = {0};
    bool found = false;

    for (size_t i = 0; i < r->count; i++) {
        if (!(kinds & BIT(r->acts[i].kind)) || !act_counts(r, &r->acts[i], &value))
            continue;
        struct rank here = {.on = value.on, .id = r->acts[i].id};
        if (!rank_before(*at, here) || (found && !rank_before(here, best)))
            continue;
        best = here;
        *ret = value;
        found = true;
    }
    if (found)
        *at = best;
    return found;
}

static const struct rank BEFORE_ALL = {DATE_NONE, INT64_MIN};

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
    const struct act *about = act_by_id(r->acts, r->count, about_of(r, a));
    struct act value;

    return a->outcome == APPEAL_CHANGED && about && act_counts(r, about, &value) &&
           (about->kind == ACT_GRANTED || about->kind == ACT_AMENDED || about->kind == ACT_EXTENDED);
}

/* A court's amendment may shorten the term, an extension may not: one recorded late, behind a longer one,
 * says nothing new. */
static void term_move(const struct reading *r, struct standing *s)
{
    struct rank at = BEFORE_ALL;
    struct act a;

    while (act_next(r, BIT(ACT_AMENDED) | BIT(ACT_EXTENDED) | BIT(ACT_APPEAL_DECIDED), &at, &a)) {
        if (a.end == DATE_NONE || (a.kind == ACT_EXTENDED && a.end <= s->last_day) ||
            (a.kind == ACT_APPEAL_DECIDED && !changes_term(r, &a)))
            continue;
        if (a.kind == ACT_EXTENDED && date_known(a.start) && a.start > s->last_day + 1 && a.start <= a.end)
            hole_add(s, a.start);
        holes_end(s, a.end);
        s->last_day = a.end;
        s->until_act = a.id;
    }
    s->until = s->last_day;
}

/* The first day without protection by that cut, as the last appeal that changed it by then says. */
static date cut_day(const struct reading *r, int64_t cut, enum act_kind kind, date effective)
{
    struct rank at = BEFORE_ALL;
    struct act a;

    while (act_next(r, BIT(ACT_APPEAL_DECIDED), &at, &a))
        if (a.outcome == APPEAL_CHANGED && a.about == cut && (act_cuts(kind) || at.id > cut) &&
            date_known(a.effective) && a.on <= r->day)
            effective = a.effective;
    return effective;
}

/* Each cut that lies within what is left cuts again, so the earliest stays, whatever their order. */
static void cut_take(const struct reading *r, struct standing *s)
{
    struct rank at = BEFORE_ALL;
    struct act a;

    while (act_next(r, CUTS | BIT(ACT_APPEAL_DECIDED), &at, &a)) {
        if (a.kind == ACT_APPEAL_DECIDED && (a.outcome != APPEAL_OVERTURNED || about_of(r, &a) != r->grant))
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
    /* A grant that says nothing of an end lasts until a court ends it: police and immediate orders do. */
    struct standing s = {.from = grant->start == DATE_NONE ? grant->on : grant->start,
                         .last_day = grant->end == DATE_NONE ? DATE_OPEN : grant->end,
                         .until_act = grant->id};

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

/* The days on which an appeal changes what counts. */
struct turn {
    date on;
    int64_t act; /* the outcome (or correction) that brings it */
};

/* The next behind that day; DATE_OPEN: there is none. */
static struct turn turn_next(const struct reading *given, date after)
{
    struct turn next = {.on = DATE_OPEN};
    struct reading r = *given;
    struct rank at;
    struct act a;

    for (size_t i = 0; i < r.count; i++) {
        date on;

        if (r.acts[i].kind != ACT_APPEAL_DECIDED || !act_value(r.acts, r.count, &r.acts[i], &a))
            continue;
        on = a.outcome == APPEAL_OVERTURNED ? a.effective : a.on;
        if (date_known(on) && on > after && on < next.on)
            next.on = on;
    }
    r.day = next.on;
    at = BEFORE_ALL;
    while (next.on != DATE_OPEN && !next.act && act_next(&r, BIT(ACT_APPEAL_DECIDED), &at, &a))
        if ((a.outcome == APPEAL_OVERTURNED ? a.effective : a.on) == next.on)
            next.act = a.id;
    return next;
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
        next = turn_next(r, day);
        r->day = day;
        s = standing_of(r, grant);
        days_live(&s, day, next, p, &any);
        if (next.on == DATE_OPEN)
            break;
    }
    p->last_day = s.last_day;
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
    struct rank at = BEFORE_ALL;
    date on = DATE_NONE;
    struct act a;

    while (act_next(r, BIT(kind), &at, &a)) {
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
                                      : act->kind != ACT_EXTENSION_REFUSED || !act_counts(r, act, &a))
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
    struct rank at = BEFORE_ALL;
    struct act a;

    while (act_next(r, BIT(ACT_EXTENSION_REQUESTED), &at, &a)) {
        p->extension_requested_on = a.on;
        /* Asked again while the first still waits: one question. */
        if (p->wait_count && p->waits[p->wait_count - 1].until >= a.on)
            continue;
        wait_add(p, (struct protection_wait){a.on, answer_on(r, a.on), a.id});
    }
    p->extension_pending = p->wait_count && p->waits[p->wait_count - 1].until == DATE_OPEN;
}

static bool appeal_answered(const struct reading *r, int64_t about, date appealed)
{
    struct rank at = BEFORE_ALL;
    struct act a;

    while (act_next(r, BIT(ACT_APPEAL_DECIDED), &at, &a))
        if (about_of(r, &a) == about && a.on >= appealed)
            return true;
    return false;
}

/* An appeal about an act that was taken back is about nothing. */
static void appeals_take(const struct reading *r, struct protection *p)
{
    struct rank at = BEFORE_ALL;
    struct act a, about;

    while (act_next(r, BIT(ACT_APPEALED) | BIT(ACT_APPEAL_DECIDED), &at, &a)) {
        const struct act *of = act_by_id(r->acts, r->count, about_of(r, &a));

        if (!of || !act_appealable(of->kind) || !act_value(r->acts, r->count, of, &about))
            continue;
        if (a.kind == ACT_APPEAL_DECIDED && of->id == r->grant && a.outcome != APPEAL_OVERTURNED)
            p->appeal_decided_on = a.on;
        if (a.kind == ACT_APPEALED && p->appeal_on == DATE_NONE && !appeal_answered(r, of->id, a.on))
            p->appeal_on = a.on;
    }
}

struct protection protection_of(const struct act *acts, size_t count)
{
    struct protection p = {.from = DATE_NONE,
                           .until = DATE_NONE,
                           .last_day = DATE_NONE,
                           .final_on = DATE_NONE,
                           .extension_requested_on = DATE_NONE,
                           .appeal_on = DATE_NONE,
                           .appeal_decided_on = DATE_NONE,
                           .granted_on = DATE_NONE};
    struct reading r = {.acts = acts, .count = count};
    struct rank at = BEFORE_ALL;
    struct act a;

    grant_take(&r, &a, &p);
    if (p.granted)
        days_take(&r, &a, &p);
    r.day = DATE_OPEN;
    /* The earliest: an order does not become final twice, and a later day recorded by mistake must not take
     * benefits away. */
    if (act_next(&r, BIT(ACT_FINAL), &at, &a))
        p.final_on = a.on;
    p.final_last_on = latest_on(&r, ACT_FINAL, NULL);
    p.served_on = latest_on(&r, ACT_SERVED, NULL);
    p.petitioned_on = latest_on(&r, ACT_PETITIONED, &p.petitioned_at);
    p.confirmed_on = latest_on(&r, ACT_CONFIRMED, NULL);
    waits_take(&r, &p);
    appeals_take(&r, &p);
    return p;
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

const char *order_kind_name(enum order_kind k)
{
    switch (k) {
    case ORDER_UMPMM:
        return "UMPMM";
    case ORDER_UMM:
        return "UMM";
    case ORDER_UM:
        return "UM";
    }
    return NULL;
}

bool order_kind_parse(const char *name, enum order_kind *ret)
{
    for (unsigned k = ORDER_UMPMM; k <= ORDER_UM; k <<= 1)
        if (strcmp(name, order_kind_name((enum order_kind)k)) == 0) {
            *ret = (enum order_kind)k;
            return true;
        }
    return false;
}

const char *act_kind_name(enum act_kind k)
{
    return (unsigned)k < ACT_KINDS ? ACT_NAMES[k] : NULL;
}

bool act_kind_parse(const char *name, enum act_kind *ret)
{
    for (unsigned k = 0; k < ACT_KINDS; k++)
        if (strcmp(name, ACT_NAMES[k]) == 0) {
            *ret = (enum act_kind)k;
            return true;
        }
    return false;
}

const char *appeal_outcome_name(enum appeal_outcome o)
{
    return (unsigned)o <= APPEAL_OVERTURNED ? OUTCOME_NAMES[o] : NULL;
}

bool appeal_outcome_parse(const char *name, enum appeal_outcome *ret)
{
    for (unsigned o = APPEAL_UPHELD; o <= APPEAL_OVERTURNED; o++)
        if (strcmp(name, OUTCOME_NAMES[o]) == 0) {
            *ret = (enum appeal_outcome)o;
            return true;
        }
    return false;
}
