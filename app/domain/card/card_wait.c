#include "domain/card/card_wait.h"

#include "domain/claim/claim.h"
#include "domain/claim/rules.h"

/* Of the spans of one service. */
static date waits_first(const struct entitlement *spans, size_t count, date today)
{
    for (size_t i = 0; i < count; i++)
        if (spans[i].because.pending && spans[i].until >= today)
            return spans[i].from;
    return DATE_NONE;
}

err card_waits_from(struct work *w, const struct card *card, date *ret)
{
    struct entitlement *spans;
    struct claim claim;
    struct rules rules;
    size_t count;
    date first = DATE_NONE, day;
    err e;

    *ret = DATE_NONE;
    if (card->revoked_at)
        return OK;
    if ((e = rules_load(w, &rules)) || (e = claim_load(w, card->person, &rules, &claim)))
        return e;
    for (size_t i = 0; i < SV_COUNT; i++) {
        if (!(card->services & (unsigned)SERVICES[i]))
            continue;
        if ((e = entitlement_spans(&claim, rules.benefits, rules.benefit_count, SERVICES[i], w->arena, &spans,
                                   &count)))
            return e;
        if ((day = waits_first(spans, count, w->today)) != DATE_NONE && (first == DATE_NONE || day < first))
            first = day;
    }
    *ret = first;
    return OK;
}
