/* What the waived fees of many months come to. A child's claim is worked out once for all of them: month by
 * month it would be worked out anew for each. */
#include "domain/kindergarten/kindergarten_fee.h"

#include "base/month.h"
#include "domain/claim/claim_walk.h"
#include "domain/claim/rules.h"
#include "domain/kindergarten/closed_day.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct enrolled {
    int64_t person, organisation;
    bool creche;
    struct span days;
};

struct summing {
    struct work *w;
    struct rules rules;
    struct claim_walk *claims;
    struct closed_day *closed;
    size_t closed_count;
    date first;
    int months;
    int64_t *sums;
    int64_t unstated; /* days */
};

int64_t kindergarten_fee(const struct because *b, bool creche, int64_t days, int64_t in_month)
{
    const struct fee fee = {.unit = b->unit,
                            .amount = creche && b->amount_creche ? b->amount_creche : b->amount,
                            .share = b->share};

    return fee_waived(&fee, days, in_month);
}

bool kindergarten_fee_stated(const struct because *b, bool creche)
{
    return b->amount || (creche && b->amount_creche);
}

/* Adds the fees of the days of the span that the child is enrolled, month by month. */
static void span_sum(struct summing *m, const struct enrolled *at, const struct entitlement *span)
{
    const struct span exempt = span_common(at->days, (struct span){span->from, span->until});

    for (int i = 0; i < m->months; i++) {
        const date month = date_add_months(m->first, i);
        const struct span days = span_common(exempt, (struct span){month, month_last(month)});

        /* Spans that have no day in common come out with until before from, and charge no day. */
        const int64_t charged = charged_days(m->closed, m->closed_count, at->organisation, days);

        m->sums[i] += kindergarten_fee(&span->because, at->creche, charged,
                                       charged_days(m->closed, m->closed_count, at->organisation,
                                                    (struct span){month, month_last(month)}));
        m->unstated += kindergarten_fee_stated(&span->because, at->creche) ? 0 : charged;
    }
}

static const char SQL_ENROLLED[] = "SELECT e.person_id, e.organisation_id, coalesce(o.stage, '') = 'creche' "
                                   "AS creche, e.from_day, e.until_day "
                                   "FROM enrolment e JOIN organisation o ON o.id = e.organisation_id "
                                   "WHERE e.from_day <= :last AND (e.until_day IS NULL OR e.until_day >= "
                                   ":first) ORDER BY e.person_id, e.from_day";

static const struct column ENROLLED_COLUMNS[] = {
    COLUMN_INT_AS(struct enrolled, person, "person_id"),
    COLUMN_INT_AS(struct enrolled, organisation, "organisation_id"),
    COLUMN_BOOL(struct enrolled, creche),
    COLUMN_DATE_AS(struct enrolled, days.from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct enrolled, days.until, "until_day"),
};

/* list: in order of persons, so that the claim of each is loaded once. */
static err enrolled_sum(struct summing *m, const struct enrolled *list, size_t count)
{
    struct entitlement *spans = NULL;
    struct claim claim;
    size_t span_count = 0;
    err e;

    for (size_t i = 0; i < count; i++) {
        if (i == 0 || list[i].person != list[i - 1].person) {
            arena_reset(m->w->arena);
            if ((e = claim_walk_to(m->claims, list[i].person, &claim)) ||
                (e = entitlement_spans(&claim, m->rules.benefits, m->rules.benefit_count, SV_KINDERGARTEN,
                                       m->w->arena, &spans, &span_count)))
                return e;
        }
        for (size_t r = 0; r < span_count; r++)
            span_sum(m, &list[i], &spans[r]);
    }
    return OK;
}

static err claims_sum(struct summing *m, const struct enrolled *list, size_t count)
{
    CLEANUP(claim_walk_end) struct claim_walk *claims = NULL;
    CLEANUP(arena_free) struct arena each = {0};
    struct arena *kept = m->w->arena;
    err e;

    if ((e = claim_walk_begin(m->w, &m->rules, &claims)))
        return e;
    m->claims = claims;
    m->w->arena = &each;
    e = enrolled_sum(m, list, count);
    m->w->arena = kept;
    return e;
}

err kindergarten_fees_sums(struct work *w, date first, int months, int64_t *ret, int64_t *ret_unstated)
{
    struct summing m = {.w = w, .first = first, .months = months, .sums = ret};
    const date last = date_add_months(first, months) - 1;
    struct enrolled *list;
    size_t count;
    err e;

    if ((e = rules_load(w, &m.rules)) || (e = closed_day_list(w, first, last, &m.closed, &m.closed_count)) ||
        (e = rows_read(w, SQL_ENROLLED, BINDS(DATE(":first", first), DATE(":last", last)),
                       COLUMNS(ENROLLED_COLUMNS), NULL, &list, &count)))
        return e;
    for (int i = 0; i < months; i++)
        ret[i] = 0;
    if (count && (e = claims_sum(&m, list, count)))
        return e;
    *ret_unstated = m.unstated;
    return OK;
}
