/* One walk over all persons for all fees: a claim is worked out once. */
#include "domain/payment/right_fee.h"

#include "domain/claim/claim_walk.h"
#include "domain/claim/rules.h"
#include "domain/work/rows.h"
#include "store/db.h"

static bool part(int64_t share)
{
    return share && !fee_whole(share);
}

unsigned right_fee_parts(const struct rules *rules, enum service service, int year)
{
    const struct span all = {date_make(year, 1, 1), date_make(year, 12, 31)};
    unsigned units = 0;

    for (size_t i = 0; i < rules->benefit_count; i++) {
        const struct benefit_rule *r = &rules->benefits[i];

        if (r->service == service && r->from <= all.until && r->until >= all.from &&
            (part(r->share) || part(r->share_dependant) || part(r->share_sibling)))
            units |= 1u << r->unit;
    }
    return units;
}

/* The first right that has a day of the month, if any. Of parts alone: none in a month in which the whole of
 * it is waived, too, for then the card counts. */
static const struct because *month_right(const struct right_fee *f, const struct entitlement *spans,
                                         size_t count, date month)
{
    const date last = month_last(month);
    const struct because *first = NULL;

    for (size_t i = 0; i < count; i++) {
        if (spans[i].from > last || spans[i].until < month)
            continue;
        if (f->parts && fee_whole(spans[i].because.share))
            return NULL;
        if (!first)
            first = &spans[i].because;
    }
    return first;
}

static void person_sum(struct right_fee *f, const struct entitlement *spans, size_t count, int year)
{
    bool yearly = false;

    for (int i = 0; i < RIGHT_FEE_MONTHS; i++) {
        const struct because *right = month_right(f, spans, count, date_make(year, i + 1, 1));

        if (!right)
            continue;
        f->met = true;
        f->unstated = f->unstated || !right->amount;
        if (right->unit == FEE_MONTH || (right->unit == FEE_YEAR && !yearly))
            f->sums[i] += right->amount * (right->share ? right->share : FEE_WHOLE) / FEE_WHOLE;
        yearly = yearly || right->unit == FEE_YEAR;
    }
}

static err person_walk(struct work *w, struct claim_walk *walk, int64_t person, int year,
                       struct right_fee *fees, size_t count)
{
    struct entitlement *spans;
    struct claim claim;
    size_t span_count;
    err e = claim_walk_to(walk, person, &claim);

    for (size_t i = 0; !e && i < count; i++)
        if (!(e = entitlement_spans(&claim, fees[i].rules, fees[i].rule_count, fees[i].service, w->arena,
                                    &spans, &span_count)))
            person_sum(&fees[i], spans, span_count, year);
    return e;
}

static const char SQL_PERSONS[] = "SELECT DISTINCT person_id FROM order_person ORDER BY person_id";

/* Claims of persons who are past are not kept. */
static err persons_walk(struct work *w, const struct rules *rules, const int64_t *persons, size_t named,
                        int year, struct right_fee *fees, size_t count)
{
    CLEANUP(claim_walk_end) struct claim_walk *walk = NULL;
    CLEANUP(arena_free) struct arena passing = {0};
    struct arena *given = w->arena;
    err e = claim_walk_begin(w, rules, &walk);

    w->arena = &passing;
    for (size_t p = 0; !e && p < named; p++) {
        arena_reset(&passing);
        e = person_walk(w, walk, persons[p], year, fees, count);
    }
    w->arena = given;
    return e;
}

err right_fees_sum(struct work *w, int year, struct right_fee *fees, size_t count)
{
    struct rules rules;
    int64_t *persons;
    size_t named;
    err e;

    if (!count)
        return OK;
    if ((e = rules_load(w, &rules)) || (e = rows_ids(w, SQL_PERSONS, NO_BINDS, &persons, &named)))
        return e;
    return persons_walk(w, &rules, persons, named, year, fees, count);
}
