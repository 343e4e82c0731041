/* A change is made in a transaction that is then undone; rights, cards and payments are read before and
 * within it. So a preview can never differ from what the change does. */
#include "domain/payment/rule_effect.h"

#include "base/month.h"
#include "domain/claim/claim_walk.h"
#include "domain/claim/rules.h"
#include "domain/payment/payment_compute.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* Until when one service of one card is good. */
struct reach {
    int64_t card;
    enum service service;
    date until;
    bool closed; /* the whole card is good for nothing */
};

struct own_rights { /* of one person */
    struct entitlement *at;
    size_t count;
};

/* All that a change may move, at one of its two moments. */
struct picture {
    struct reach *reaches;
    size_t reach_count;
    int64_t *persons;
    size_t person_count;
    struct own_rights *rights; /* SV_COUNT for each person */
    date newest, month;        /* the newest approved month, and the one to come that is looked at */
    int64_t due;
    struct payment_sum reclaimed, arrears;
};

static const char SQL_REACHES[] =
    "SELECT k.id, s.service, CASE WHEN max(CASE WHEN s.until_day IS NULL THEN 1 ELSE 0 END) = 1 "
    "THEN NULL ELSE max(s.until_day) END AS until_day, k.closed_on IS NOT NULL AS closed "
    "FROM card k JOIN card_service s ON s.card_id = k.id "
    "WHERE k.revoked_at IS NULL AND s.service <> '' GROUP BY k.id, k.closed_on, s.service "
    "ORDER BY k.id, s.service";
static const struct column REACH_COLUMNS[] = {
    COLUMN_INT_AS(struct reach, card, "id"),
    COLUMN_WORD(struct reach, service, service_parse),
    COLUMN_DATE_OPEN_AS(struct reach, until, "until_day"),
    COLUMN_BOOL(struct reach, closed),
};

static const char SQL_PERSONS[] = "SELECT DISTINCT person_id FROM order_person ORDER BY person_id";

static err rights_walk(struct work *w, const struct rules *rules, struct claim_walk *walk, struct picture *p)
{
    struct claim claim;
    err e;

    for (size_t i = 0; i < p->person_count; i++) {
        if ((e = claim_walk_to(walk, p->persons[i], &claim)))
            return e;
        for (size_t s = 0; s < SV_COUNT; s++) {
            struct own_rights *own = &p->rights[i * SV_COUNT + s];

            if ((e = entitlement_spans(&claim, rules->benefits, rules->benefit_count, SERVICES[s], w->arena,
                                       &own->at, &own->count)))
                return e;
        }
    }
    return OK;
}

static err rights_load(struct work *w, struct picture *p)
{
    CLEANUP(claim_walk_end) struct claim_walk *walk = NULL;
    struct rules rules;
    err e;

    if ((e = rules_load(w, &rules)) ||
        (e = rows_ids(w, SQL_PERSONS, NO_BINDS, &p->persons, &p->person_count)) ||
        (e = claim_walk_begin(w, &rules, &walk)))
        return e;
    if (!(p->rights = arena_array(w->arena, p->person_count * SV_COUNT + 1, sizeof *p->rights)))
        return ERR_SYSTEM;
    return rights_walk(w, &rules, walk, p);
}

static err line_take(void *context, const struct computed_line *line)
{
    struct picture *p = context;
    struct payment_sum *sum = line->kind == REVERSAL ? &p->reclaimed : &p->arrears;

    if (line->month == p->month)
        p->due += line->amount;
    if (p->newest == DATE_NONE || line->month > p->newest)
        return OK;
    sum->lines++;
    sum->amount += line->amount;
    return OK;
}

/* In the first month that no run has paid, or in which the change begins, whichever is later. */
static err dues_load(struct work *w, date from, struct picture *p)
{
    const struct payment_sink sink = {.context = p, .line = line_take};
    const date now = month_first(w->today);
    err e;

    if ((e = payment_newest(w, &p->newest)))
        return e;
    p->month = p->newest == DATE_NONE ? now : date_add_months(p->newest, 1);
    if (from != DATE_NONE && month_first(from) > p->month)
        p->month = month_first(from);
    return payment_forecast(w, now < p->month ? now : p->month, p->month, &sink);
}

static err picture_take(struct work *w, date from, struct picture *ret)
{
    err e;

    if ((e = rows_read(w, SQL_REACHES, NO_BINDS, COLUMNS(REACH_COLUMNS), NULL, &ret->reaches,
                       &ret->reach_count)) ||
        (e = rights_load(w, ret)))
        return e;
    return dues_load(w, from, ret);
}

/* Both lists have the same cards and services in the same order, because no card comes or goes with a rule. A
 * card counts once, however many of its services change. */
static err cards_count(const struct picture *before, const struct picture *after, struct rule_effect *ret)
{
    int64_t counted = 0; /* the card counted last */

    if (before->reach_count != after->reach_count)
        return ERR_CORRUPT;
    for (size_t i = 0; i < before->reach_count; i++) {
        const struct reach *old = &before->reaches[i], *new = &after->reaches[i];

        if (old->card != new->card || old->service != new->service)
            return ERR_CORRUPT;
        if (old->closed || old->card == counted || new->until >= old->until)
            continue;
        counted = old->card;
        ret->cards_ended += new->closed;
        ret->cards_shortened += !new->closed;
    }
    return OK;
}

/* The first day from `since` on that a has and b has not; DATE_NONE: there is none. Both in order, without
 * overlaps. */
static date beyond(const struct own_rights *a, const struct own_rights *b, date since)
{
    for (size_t i = 0; i < a->count; i++) {
        date day = a->at[i].from > since ? a->at[i].from : since;

        for (size_t j = 0; j < b->count && day <= a->at[i].until; j++)
            if (b->at[j].from <= day && day <= b->at[j].until) {
                if (b->at[j].until == DATE_OPEN)
                    return DATE_NONE;
                day = b->at[j].until + 1;
            }
        if (day <= a->at[i].until)
            return day;
    }
    return DATE_NONE;
}

/* Of the payment its amount, of a fee the part that is waived: who is free of a fee is no better off where it
 * rises. */
static int64_t worth(const struct entitlement *e)
{
    if (e->service == SV_PAYMENT)
        return e->because.amount;
    return fee_whole(e->because.share) ? FEE_WHOLE : e->because.share;
}

/* Above 0: more on the first day from `since` on that both have with different sums; below: less. */
static int64_t sum_shift(const struct own_rights *before, const struct own_rights *after, date since)
{
    for (size_t i = 0; i < before->count; i++)
        for (size_t j = 0; j < after->count; j++) {
            const struct entitlement *a = &before->at[i], *b = &after->at[j];

            if (a->until < since || b->until < since || a->until < b->from || b->until < a->from)
                continue;
            if (worth(a) != worth(b))
                return worth(b) - worth(a);
        }
    return 0;
}

static err person_count(struct work *w, int64_t person, const struct own_rights *before,
                        const struct own_rights *after, struct rule_effect *ret, size_t *room)
{
    bool gains = false, loses = false;

    for (size_t s = 0; s < SV_COUNT; s++) {
        const struct rule_moved m = {.person = person,
                                     .service = SERVICES[s],
                                     .gains = beyond(&after[s], &before[s], w->today),
                                     .loses = beyond(&before[s], &after[s], w->today),
                                     .shift = sum_shift(&before[s], &after[s], w->today)};
        const bool gain = m.gains != DATE_NONE, loss = m.loses != DATE_NONE;
        struct rule_moved *place;

        ret->of[s].gaining += gain;
        ret->of[s].losing += loss;
        ret->of[s].more += m.shift > 0;
        ret->of[s].less += m.shift < 0;
        gains = gains || gain;
        loses = loses || loss;
        if (!gain && !loss && !m.shift)
            continue;
        if (!(place = arena_grow(w->arena, &ret->moved, &ret->moved_count, room, sizeof *place)))
            return ERR_SYSTEM;
        *place = m;
    }
    ret->gaining += gains;
    ret->losing += loses;
    return OK;
}

static err effect_count(struct work *w, const struct picture *before, const struct picture *after,
                        struct rule_effect *ret)
{
    size_t room = 0;
    err e;

    for (size_t s = 0; s < SV_COUNT; s++)
        ret->of[s].service = SERVICES[s];
    if (before->person_count != after->person_count)
        return ERR_CORRUPT;
    for (size_t i = 0; i < before->person_count; i++)
        if ((e = person_count(w, before->persons[i], &before->rights[i * SV_COUNT],
                              &after->rights[i * SV_COUNT], ret, &room)))
            return e;
    ret->persons = (int64_t)before->person_count;
    ret->month = before->month;
    ret->due_before = before->due;
    ret->due_after = after->due;
    ret->reclaimed = (struct payment_sum){after->reclaimed.lines - before->reclaimed.lines,
                                          after->reclaimed.amount - before->reclaimed.amount};
    ret->arrears = (struct payment_sum){after->arrears.lines - before->arrears.lines,
                                        after->arrears.amount - before->arrears.amount};
    return cards_count(before, after, ret);
}

err rule_effect_of(struct work *w, rule_change *change, void *context, date from, struct rule_effect *ret)
{
    CLEANUP(tx_end) struct tx undone = {0};
    struct picture before = {0}, after = {0};
    struct rule_effect effect = {0};
    err e;

    if ((e = tx_begin(&undone, w->db)) || (e = picture_take(w, from, &before)) || (e = change(w, context)) ||
        (e = picture_take(w, from, &after)) || (e = effect_count(w, &before, &after, &effect)))
        return e;
    /* No commit: the end of the block undoes the change, its number and its line in the log. */
    *ret = effect;
    return OK;
}
