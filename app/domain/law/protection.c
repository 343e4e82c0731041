/* When an order protects. First each act is read as its corrections leave it; then the grant gives the term,
 * amendments and extensions move it in the order the court decided them, and the earliest cut ends it.
 * Nothing else moves a date: silence, requests and appeals leave protection as it is (law 9669/2006). */
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

/* An act's rank among the acts of its order: by the day it was decided, then as recorded. */
struct rank {
    date on;
    int64_t id; /* of the act itself, whoever corrected it */
};

static bool rank_before(struct rank a, struct rank b)
{
    return a.on != b.on ? a.on < b.on : a.id < b.id;
}

/* The next valid act of these kinds (a set of bits 1 << kind) behind *at, by day and id; moves *at there.
 * Nothing is sorted, as there is nowhere to sort into: an order has a handful of acts. */
static bool act_next(const struct act *acts, size_t count, unsigned kinds, struct rank *at, struct act *ret)
{
    struct act value;
    struct rank best = {0};
    bool found = false;

    for (size_t i = 0; i < count; i++) {
        if (!(kinds >> acts[i].kind & 1u) || !act_value(acts, count, &acts[i], &value))
            continue;
        struct rank here = {.on = value.on, .id = acts[i].id};
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
static void grant_take(const struct act *acts, size_t count, struct protection *p)
{
    int64_t first = INT64_MAX;
    struct act g;

    for (size_t i = 0; i < count; i++) {
        if (acts[i].kind != ACT_GRANTED || acts[i].id >= first || !act_value(acts, count, &acts[i], &g))
            continue;
        first = acts[i].id;
        p->granted = true;
        p->from = g.start == DATE_NONE ? g.on : g.start;
        /* A grant that says nothing of an end lasts until a court ends it: police and immediate orders do. */
        p->last_day = g.end == DATE_NONE ? DATE_OPEN : g.end;
        p->from_act = p->until_act = g.id;
        p->granted_on = g.on;
        p->granted_at = g.at;
    }
}

/* A court's amendment may shorten the term, an extension may not: one recorded late, behind a longer one,
 * says nothing new. */
static void term_move(const struct act *acts, size_t count, struct protection *p)
{
    struct rank at = BEFORE_ALL;
    struct act a;

    while (act_next(acts, count, 1u << ACT_AMENDED | 1u << ACT_EXTENDED, &at, &a)) {
        if (a.end == DATE_NONE || (a.kind == ACT_EXTENDED && a.end <= p->last_day))
            continue;
        p->last_day = a.end;
        p->until_act = a.id;
    }
    p->until = p->last_day;
}

/* Each cut that lies within what is left cuts again, so the earliest stays, whatever their order. */
static void cut_take(const struct act *acts, size_t count, struct protection *p)
{
    struct rank at = BEFORE_ALL;
    struct act a;

    while (act_next(acts, count, 1u << ACT_TERMINATED | 1u << ACT_ANNULLED | 1u << ACT_REPLACED, &at, &a)) {
        if (!date_known(a.effective) || a.effective > p->until)
            continue;
        /* effective is the first day without protection. */
        p->until = date_add_days(a.effective, -1);
        p->until_act = a.id;
        p->cut = true;
        p->cut_by = a.kind;
    }
}

/* The latest of a kind by (on, id); DATE_NONE: there is none. ret_at may be NULL. */
static date latest_on(const struct act *acts, size_t count, enum act_kind kind, int64_t *ret_at)
{
    struct rank at = BEFORE_ALL;
    date on = DATE_NONE;
    struct act a;

    while (act_next(acts, count, 1u << kind, &at, &a)) {
        on = a.on;
        if (ret_at != NULL)
            *ret_at = a.at;
    }
    return on;
}

/* Requests and extensions take turns; a request that no extension came behind still waits for the court. */
static bool extension_pending(const struct act *acts, size_t count)
{
    struct rank at = BEFORE_ALL;
    bool pending = false;
    struct act a;

    while (act_next(acts, count, 1u << ACT_EXTENSION_REQUESTED | 1u << ACT_EXTENDED, &at, &a))
        pending = a.kind == ACT_EXTENSION_REQUESTED;
    return pending;
}

struct protection protection_of(const struct act *acts, size_t count)
{
    struct protection p = {.from = DATE_NONE,
                           .until = DATE_NONE,
                           .last_day = DATE_NONE,
                           .final_on = DATE_NONE,
                           .granted_on = DATE_NONE};
    struct rank at = BEFORE_ALL;
    struct act a;

    grant_take(acts, count, &p);
    if (p.granted) {
        term_move(acts, count, &p);
        cut_take(acts, count, &p);
    }
    /* The earliest: an order does not become final twice, and a later day recorded by mistake must not take
     * benefits away. */
    if (act_next(acts, count, 1u << ACT_FINAL, &at, &a))
        p.final_on = a.on;
    p.served_on = latest_on(acts, count, ACT_SERVED, NULL);
    p.petitioned_on = latest_on(acts, count, ACT_PETITIONED, &p.petitioned_at);
    p.appealed_on = latest_on(acts, count, ACT_APPEALED, NULL);
    p.extension_requested_on = latest_on(acts, count, ACT_EXTENSION_REQUESTED, NULL);
    p.extension_pending = extension_pending(acts, count);
    return p;
}

bool protection_in_force(const struct protection *p, date on)
{
    return p->granted && p->from <= on && on <= p->until;
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
