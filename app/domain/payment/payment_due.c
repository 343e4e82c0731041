/* Months out of days: entitlement comes as spans of days, payments as months, so the spans are laid over the
 * calendar. Which share of a month a part of it pays, and from which month an application counts, no law was
 * found to say: both are dated rules. */
#include "domain/payment/payment_due.h"

#include <string.h>

#include "base/month.h"
#include "domain/claim/rules.h"
#include "domain/work/work.h"

static const char *const PART_NAMES[] = {[PART_WHOLE] = "whole", [PART_DAYS] = "days"};
static const char *const FIRST_NAMES[] = {[FIRST_FILING] = "filing", [FIRST_NEXT] = "next"};

const char *part_month_name(enum part_month p)
{
    return PART_NAMES[p];
}

const char *first_month_name(enum first_month f)
{
    return FIRST_NAMES[f];
}

bool part_month_parse(const char *name, enum part_month *ret)
{
    for (unsigned i = PART_WHOLE; i <= PART_DAYS; i++)
        if (!strcmp(name, PART_NAMES[i])) {
            *ret = (enum part_month)i;
            return true;
        }
    return false;
}

bool first_month_parse(const char *name, enum first_month *ret)
{
    for (unsigned i = FIRST_FILING; i <= FIRST_NEXT; i++)
        if (!strcmp(name, FIRST_NAMES[i])) {
            *ret = (enum first_month)i;
            return true;
        }
    return false;
}

/* Rules of one first day: the last one made counts, the others were mistakes that it put right. */
const struct payment_rule *payment_rule_on(const struct payment_rule *rules, size_t count, date month)
{
    const struct payment_rule *best = NULL;

    for (size_t i = 0; i < count; i++) {
        const struct payment_rule *r = &rules[i];

        if (r->from > month || r->until < month)
            continue;
        if (!best || r->from > best->from || (r->from == best->from && r->id > best->id))
            best = r;
    }
    return best;
}

bool payment_month_ruled(const struct payment_rules *rules, date month)
{
    if (!payment_rule_on(rules->months, rules->month_count, month))
        return false;
    for (size_t i = 0; i < rules->benefit_count; i++) {
        const struct benefit_rule *r = &rules->benefits[i];

        if (r->service == SV_PAYMENT && r->from <= r->until && r->from <= month_last(month) &&
            r->until >= month)
            return true;
    }
    return false;
}

/* The claim as payments see it: where the rule of its month says so, an application pays only from the month
 * after. */
static err claim_shift(const struct claim *c, const struct payment_rules *rules, struct arena *a,
                       struct claim *ret)
{
    struct span *spans;

    *ret = *c;
    if (!c->application_count)
        return OK;
    if (!(spans = arena_array(a, c->application_count, sizeof *spans)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < c->application_count; i++) {
        const struct payment_rule *r;

        spans[i] = c->applications[i];
        r = payment_rule_on(rules->months, rules->month_count, month_first(spans[i].from));
        if (r && r->first == FIRST_NEXT)
            spans[i].from = month_next(spans[i].from);
    }
    ret->applications = spans;
    return OK;
}

/* How many days of the month the span covers. */
static int64_t days_in(const struct entitlement *span, date month)
{
    date from = span->from > month ? span->from : month;
    date last = month_last(month);
    date until = span->until < last ? span->until : last;

    return until < from ? 0 : until - from + 1;
}

/* spans: from the first that can reach into the month on. False: nothing is due for it. */
static bool month_due(const struct entitlement *spans, size_t count, const struct payment_rule *rule,
                      date month, struct payment_due *ret)
{
    int64_t shares = 0, days;

    *ret = (struct payment_due){.month = month, .day = DATE_NONE};
    for (size_t i = 0; i < count && spans[i].from <= month_last(month); i++) {
        if (!(days = days_in(&spans[i], month)))
            continue;
        if (ret->day == DATE_NONE) {
            ret->day = spans[i].from > month ? spans[i].from : month;
            ret->because = spans[i].because;
        }
        shares += days * spans[i].because.amount;
    }
    /* By days: each day counts with the amount of its own rule, and the sum is cut down to whole lekë once
     * for the month. */
    ret->amount = rule->part == PART_WHOLE ? ret->because.amount : shares / (month_last(month) - month + 1);
    return ret->amount > 0;
}

err payment_dues(const struct claim *c, const struct payment_rules *rules, date first, date last,
                 struct arena *a, struct payment_due **ret, size_t *ret_count)
{
    struct payment_due *dues = NULL, *place, due;
    size_t count = 0, room = 0, span_count, span = 0;
    struct entitlement *spans;
    struct claim shifted;
    err e;

    if ((e = claim_shift(c, rules, a, &shifted)) ||
        (e = entitlement_spans(&shifted, rules->benefits, rules->benefit_count, SV_PAYMENT, a, &spans,
                               &span_count)))
        return e;
    for (date month = first; month <= last; month = month_next(month)) {
        const struct payment_rule *rule = payment_rule_on(rules->months, rules->month_count, month);

        while (span < span_count && spans[span].until < month)
            span++;
        if (span == span_count)
            break;
        if (!rule || !month_due(spans + span, span_count - span, rule, month, &due))
            continue;
        if (!(place = arena_grow(a, &dues, &count, &room, sizeof *dues)))
            return ERR_SYSTEM;
        *place = due;
    }
    *ret = dues;
    *ret_count = count;
    return OK;
}

err payment_why_not(const struct claim *c, const struct payment_rules *rules, date month, struct arena *a,
                    const char **ret)
{
    enum why_not furthest = WHY_ENTITLED, why;
    struct because because;
    struct claim shifted;
    bool payable = false;
    err e;

    if ((e = claim_shift(c, rules, a, &shifted)))
        return e;
    for (date day = month; day <= month_last(month); day++) {
        why = entitlement_on(&shifted, rules->benefits, rules->benefit_count, SV_PAYMENT, day, &because);
        payable = payable || why == WHY_ENTITLED;
        /* The reasons stand in the order in which they are asked, so the greatest is that of the day which
         * came nearest to being paid. */
        furthest = why > furthest ? why : furthest;
    }
    if (payable)
        *ret = "no_amount";
    else
        *ret = why_not_name(why_not_veiled(furthest));
    return OK;
}
